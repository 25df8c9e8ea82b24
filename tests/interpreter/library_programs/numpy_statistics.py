import numpy as np
from numpy.linalg import norm

rng = np.random.default_rng(7)
data = rng.normal(10, 2, size=(200, 3))
data[3, 1] = np.nan
means = np.nanmean(data, axis=0)
print(np.round(means, 3), np.nanpercentile(data, [25, 50, 75], axis=0).round(2).tolist())
centred = np.where(np.isnan(data), means, data) - means
u, s, vt = np.linalg.svd(centred, full_matrices=False)
print((s**2 / (s**2).sum()).round(4).tolist(), round(float(norm(centred)), 4))
counts, edges = np.histogram(centred[:, 0], bins=5)
counts.tolist(), edges.round(2).tolist()
