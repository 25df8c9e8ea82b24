import numpy as np

a = np.arange(24).reshape(2, 3, 4)
b = a.transpose(2, 0, 1).copy()
b[b % 3 == 0] = -1
print(b.shape, b.dtype, b.sum(axis=(0, 2)).tolist(), b.flags.writeable, b.base is None)
m = np.ma.masked_less(b, 0)
print(m.mean(), m.count())
r = np.array([(1, 2.5, "x"), (2, 3.5, "y")], dtype=[("id", "i4"), ("v", "f8"), ("s", "U1")])
print(r["v"].mean(), r[r["id"] > 1]["s"])
p = np.polynomial.Polynomial([1, 2, 3])
print(p(2.0), p.deriv().coef.tolist(), np.polyfit([0, 1, 2], [1, 3, 7], 2).round(6).tolist())
a.resize((4, 6))
print(np.lib.stride_tricks.sliding_window_view(np.arange(6), 3).sum(axis=1), a.shape)
np.einsum("ij,kj->ik", a, a).trace(), np.vectorize(lambda x: x + 1)(a).max(), a.view("u1").nbytes
