import numpy as np
from scipy import integrate, interpolate, linalg, optimize, signal, sparse, spatial, special, stats

a, b = np.arange(10.0), np.arange(10.0) ** 1.1
print(stats.ttest_ind(a, b).pvalue.round(4), stats.norm(0, 1).cdf(1.96).round(4))
print(stats.linregress(a, b).slope.round(4), stats.spearmanr(a, b)[0], stats.shapiro(a).statistic.round(3))
best = optimize.minimize(lambda v: (v[0] - 1) ** 2 + (v[1] + 2) ** 2, [0, 0])
print(best.x.round(3).tolist(), best.success, optimize.brentq(lambda v: v**3 - 2, 0, 2).__round__(4))
popt, _ = optimize.curve_fit(lambda x, m, c: m * x + c, a, 2 * a + 1)
print(popt.round(3).tolist(), optimize.linprog([1, 1], A_ub=[[-1, 0]], b_ub=[-1]).fun)
print(round(integrate.quad(np.sin, 0, np.pi)[0], 6), interpolate.interp1d(a, b)(2.5).round(4))
print(signal.find_peaks([0, 2, 0, 3, 0])[0].tolist(), special.gamma(5), linalg.det([[1, 2], [3, 4]]))
print(sparse.csr_matrix(np.eye(3)).nnz, spatial.distance.euclidean([0, 0], [3, 4]))
solution = integrate.solve_ivp(lambda t, y: -y, (0, 1), [1.0])
spatial.cKDTree(np.eye(3)).query([1, 0, 0])[1], solution.y[0, -1].round(3), stats.norm.rvs(size=2, random_state=0).round(3)
