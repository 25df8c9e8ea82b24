from numpy import *
from numpy.random import default_rng

round(float(linspace(0, pi, 5).sum()), 3), array([1, 2]) @ array([3, 4]), default_rng(1).integers(9)
