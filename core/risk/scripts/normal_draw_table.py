"""Writes core/risk/normal_draw_table.cpp: Chebyshev coefficients of the normal quantile on three stretches.

Needs mpmath. With d = p - 1/2, the quantile over d is smooth in d^2: on [0, 0.09] and on [0.09, 0.180625]. Beyond, it is
smooth in r = sqrt(-2 log tail), up to the smallest tail that a draw has, 2^-53. Terms below 10^-16 of the first are left
out.
"""
import mpmath as mp

mp.mp.dps = 50
SAMPLES = 60


def central(square):
    if square == 0:
        return mp.sqrt(2 * mp.pi)
    d = mp.sqrt(square)
    return mp.sqrt(2) * mp.erfinv(2 * d) / d


def outer(r):
    tail = mp.exp(-r * r / 2)
    return mp.sqrt(2) * mp.erfinv(1 - 2 * tail)


def coefficients(f, low, high):
    angles = [mp.pi * (i + mp.mpf(1) / 2) / SAMPLES for i in range(SAMPLES)]
    values = [f((low + high) / 2 + (high - low) / 2 * mp.cos(a)) for a in angles]
    rows = []
    for j in range(SAMPLES // 2):
        c = 2 * mp.fsum(v * mp.cos(j * a) for v, a in zip(values, angles)) / SAMPLES
        rows.append(c / 2 if j == 0 else c)
    while abs(rows[-1]) < mp.mpf("1e-16") * abs(rows[0]):
        rows.pop()
    return rows


stretches = [
    ("near", coefficients(central, mp.mpf(0), mp.mpf("0.09"))),
    ("middle", coefficients(central, mp.mpf("0.09"), mp.mpf("0.180625"))),
    ("tail", coefficients(outer, mp.sqrt(-2 * mp.log(mp.mpf("0.075"))), mp.sqrt(106 * mp.log(2)))),
]
print('#include "core/risk/normal_draw_table.hpp"')
print("\nnamespace clearmargin {\n")
for name, rows in stretches:
    print(f"const std::array<double, {len(rows)}> normal_draw_{name}{{")
    for c in rows:
        print(f"    {float(c)!r},")
    print("};")
print("\n}  // namespace clearmargin")
