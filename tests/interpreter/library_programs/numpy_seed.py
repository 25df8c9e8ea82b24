import numpy as np

np.random.seed(42)
first = np.random.rand(3).round(4).tolist()
np.random.seed(42)
shuffled = list(range(5))
again = np.random.rand(3).round(4).tolist()
np.random.shuffle(shuffled)
with np.errstate(divide="ignore"):
    infinite = np.array([1.0]) / 0
first == again, shuffled, np.random.RandomState(0).randint(9), infinite
