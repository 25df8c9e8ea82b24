import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris, make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

X, y = make_classification(n_samples=120, random_state=0)
df = pd.DataFrame(X[:, :3], columns=["a", "b", "c"]).assign(kind=np.where(y == 1, "p", "q"))
prepare = ColumnTransformer(
    [
        ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["a", "b"]),
        ("kinds", OneHotEncoder(), ["kind"]),
        ("own", FunctionTransformer(lambda d: d**2), ["c"]),
    ]
)
model = Pipeline([("prepare", prepare), ("fit", LogisticRegression())])
train, test, wanted, held = train_test_split(df, y, random_state=1)
model.fit(train, wanted)
print(accuracy_score(held, model.predict(test)), confusion_matrix(held, model.predict(test)).tolist())
print(classification_report(held, model.predict(test)))
search = GridSearchCV(RandomForestClassifier(random_state=0, n_jobs=2), {"n_estimators": [5, 10]}, cv=3)
search.fit(X, y)
print(search.best_params_, round(search.best_score_, 3))
scores = cross_val_score(LogisticRegression(max_iter=500), *load_iris(return_X_y=True), cv=3)
scores.round(3).tolist(), model.named_steps["fit"].coef_.shape, len(model._repr_html_()) > 100
