"""Writes core/pricing/mills_ratio_table.cpp: Chebyshev coefficients of erfcx(x) (1 + 2x) in t = (x - k) / (x + k).

Needs mpmath. The function is smooth and bounded on t in [-1, 1], which is x in [0, infinity); with k = 3.75 the terms
left out are below 1e-19.
"""
import mpmath as mp

mp.mp.dps = 60
K = mp.mpf("3.75")
SAMPLES = 80
TERMS = 30


def scaled(t):
    if t == 1:
        return 2 / mp.sqrt(mp.pi)
    x = K * (1 + t) / (1 - t)
    if x < 60:
        return mp.erfc(x) * mp.exp(x * x) * (1 + 2 * x)
    total, term = mp.mpf(0), mp.mpf(1)
    for n in range(30):
        total += term
        term *= -(2 * n + 1) / (2 * x * x)
    return total / (x * mp.sqrt(mp.pi)) * (1 + 2 * x)


points = [mp.pi * (i + mp.mpf(1) / 2) / SAMPLES for i in range(SAMPLES)]
values = [scaled(mp.cos(p)) for p in points]
rows = []
for j in range(TERMS):
    c = 2 * mp.fsum(v * mp.cos(j * p) for v, p in zip(values, points)) / SAMPLES
    rows.append(c / 2 if j == 0 else c)

print('#include "core/pricing/mills_ratio_table.hpp"')
print("\nnamespace clearmargin {\n")
print("const std::array<double, mills_ratio_terms> mills_ratio_coefficients{")
for c in rows:
    print(f"    {float(c)!r},")
print("};\n\n}  // namespace clearmargin")
