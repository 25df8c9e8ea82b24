import statistics as st

data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.median(data), st.mode(data), st.pstdev(data), round(st.stdev(data), 6), st.variance([1, 2, 3]))
print(st.median_low(data), st.median_high([1, 2]), st.multimode("aabb"), st.quantiles(range(1, 10), n=4), st.fmean([1, 2]))
print(st.harmonic_mean([40, 60]), round(st.geometric_mean([54, 24, 36]), 6), round(st.correlation([1, 2, 3], [1, 2, 4]), 6))
line = st.linear_regression([1, 2, 3], [3, 5, 7])
print(line.slope, line.intercept, st.NormalDist(100, 15).cdf(100))
st.mean([])
