# statistics: exact types are kept, ties and empty data are reported.
from decimal import Decimal
from fractions import Fraction
import statistics as s

data = [1, 2, 2, 3, 10]
print(s.mean(data), s.median(data), s.mode(data), s.multimode('aabbc'), s.pstdev(data), s.variance(data), s.stdev([1, 2]))
print(s.mean([Fraction(1, 2), Fraction(1, 3)]), s.mean([Decimal('0.1'), Decimal('0.2')]), s.fmean([1, 2, 4]), s.fmean([1, 2], [3, 1]))
print(s.median_low([1, 2, 3, 4]), s.median_high([1, 2, 3, 4]), s.median([1, 4]), s.median_grouped([1, 2, 2, 3]), s.harmonic_mean([40, 60]), s.geometric_mean([1, 4, 16]))
print(s.quantiles(range(1, 10)), s.quantiles([1, 2, 3], n=2, method='inclusive'), s.correlation([1, 2, 3], [1, 2, 4]), s.linear_regression([1, 2, 3], [3, 5, 7]), s.covariance([1, 2], [3, 5]))
for source in ('s.mean([])', 's.median([])', 's.mode([])', 's.stdev([1])', 's.harmonic_mean([-1])', 's.quantiles([1])', 's.correlation([1], [2])', 's.correlation([1, 1], [2, 3])', 's.multimode([])'):
    try:
        print(eval(source))
    except s.StatisticsError as e:
        print(source, e)
n = s.NormalDist(100, 15)
print(n, n.cdf(100), round(n.inv_cdf(0.9), 6), n.zscore(130), n + 5, n * 2, round(n.overlap(s.NormalDist(110, 15)), 6), round(n.pdf(100), 8))
