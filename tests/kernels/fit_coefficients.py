#!/usr/bin/python3
"""Fits the coefficients of kernels/ground/math.h and prints them, each with its minimax error.

Use: /usr/bin/python3 tests/kernels/fit_coefficients.py  (NumPy and SciPy; under a minute).
Every fit is a weighted Remez exchange in double precision on a dense grid; the coefficients are
then rounded to float32. math_test.cpp measures what is left after rounding and float arithmetic.
"""
import numpy as np
from scipy.special import erf, log_ndtr


def exchange(x, f, weight, numerator, denominator, rounds=60):
    """Minimax of weight * |P(x)/Q(x) - f(x)| with Q(0) = 1, on a sorted grid.

    `numerator` lists the powers of P, `denominator` those of Q other than 0. Returns the
    coefficients of both and the error reached.
    """
    scale = np.abs(x).max()
    top = np.stack([(x / scale) ** power for power in numerator], axis=1)
    bottom = np.stack([(x / scale) ** power for power in denominator] or [0 * x], axis=1)
    unknowns = len(numerator) + len(denominator) + 1
    angles = np.linspace(np.pi, 0, unknowns)
    reference = np.rint((1 + np.cos(angles)) / 2 * (len(x) - 1)).astype(int)
    best = (np.inf, None, None)
    q = np.ones_like(x)
    for _ in range(rounds):
        signs = (-1.0) ** np.arange(unknowns)
        for _ in range(30 if denominator else 1):
            columns = [top[reference]]
            if denominator:
                columns.append(-f[reference, None] * bottom[reference])
            columns.append((signs * q[reference] / weight[reference])[:, None])
            solved = np.linalg.lstsq(np.hstack(columns), f[reference], rcond=None)[0]
            p_coefficients = solved[: len(numerator)]
            q_coefficients = solved[len(numerator) : -1]
            q = 1 + bottom @ q_coefficients if denominator else q
        error = weight * (top @ p_coefficients / q - f)
        reached = np.abs(error).max()
        if reached < best[0] and q.min() > 0:
            best = (
                reached,
                p_coefficients / scale ** np.array(numerator, float),
                q_coefficients / scale ** np.array(denominator, float),
            )
        reference = alternation(error, unknowns)
    return best


def alternation(error, count):
    """Indices of `count` extrema of alternating sign, the largest such run kept."""
    edges = np.flatnonzero(np.diff(np.sign(error)) != 0) + 1
    parts = np.split(np.arange(len(error)), edges)
    peaks = [part[np.argmax(np.abs(error[part]))] for part in parts]
    while len(peaks) > count:
        if len(peaks) == count + 1:
            peaks.pop(0 if abs(error[peaks[0]]) < abs(error[peaks[-1]]) else -1)
        else:
            least = int(np.argmin(np.abs(error[peaks])))
            if least in (0, len(peaks) - 1):
                peaks.pop(least)
            else:
                beside = min((least - 1, least + 1), key=lambda i: abs(error[peaks[i]]))
                for index in sorted((least, beside), reverse=True):
                    peaks.pop(index)
    if len(peaks) < count:
        extra = np.linspace(0, len(error) - 1, count).astype(int)
        peaks = sorted(set(peaks) | set(extra))[:count]
    return np.array(peaks)


def chebyshev_grid(low, high, count=4001):
    return (low + high) / 2 - (high - low) / 2 * np.cos(np.linspace(0, np.pi, count))


def show(name, fit):
    reached, top, bottom = fit
    print(f"{name}: minimax error {reached:.3g}")
    for label, values in (("P", top), ("Q", bottom)):
        for power, value in enumerate(values):
            print(f"  {label}[{power}] {np.float32(value):.9g}f  {float(np.float32(value)).hex()}")


def fit_exponential():
    """exp(r) = 1 + r + r^2 P(r), |r| <= ln 2 / 2 (a little more for the rounding of n)."""
    r = chebyshev_grid(-0.3475, 0.3475, 4000)
    f = np.where(np.abs(r) > 1e-3, (np.expm1(r) - r) / r**2, 0.5 + r / 6 + r**2 / 24)
    show("exponential", exchange(r, f, r**2 / np.exp(r) + 1e-12, [0, 1, 2, 3, 4], []))


def fit_logarithm():
    """log(1 + f) = f - f^2/2 + f^3 P(f), 1 + f in [sqrt(1/2), sqrt(2)]."""
    f = chebyshev_grid(np.sqrt(0.5) - 1, np.sqrt(2) - 1, 4000)
    series = sum((-1.0) ** k * f**k / (k + 3) for k in range(12))
    with np.errstate(all="ignore"):
        direct = (np.log1p(f) - f + f**2 / 2) / f**3
    target = np.where(np.abs(f) > 0.05, direct, series)
    weight = np.abs(f**3 / np.log1p(f))
    show("logarithm", exchange(f, target, weight + 1e-9, list(range(7)), []))


def fit_bend(degree):
    """log2 of an octave's float less the straight line of its bits: q (1 - q) P(q), for the quantile.

    A tail 2^-(n + 1) (1 - q / 2) has y = n + 1 - log2(2 - q) = n + q - bend.
    """
    q = chebyshev_grid(0, 1)[1:-1]
    room = q * (1 - q)
    show("bend", exchange(q, (1 - np.log2(2 - q) - q) / room, room, list(range(degree + 1)), []))


def quantile_grid(deepest, count=8001):
    """z and y = -log2(2 Phi(-z)), both accurate, from the middle to Phi(-z) = 2^-deepest."""
    z = chebyshev_grid(0, 6.7, count)[1:]
    y = np.where(z < 1, -np.log1p(-erf(z / np.sqrt(2))) / np.log(2), -log_ndtr(-z) / np.log(2) - 1)
    kept = y <= deepest - 1
    return z[kept], y[kept]


def fit_quantile(top, bottom):
    """z = y P(y) / Q(y), error weighted by 1 / max(1, z); y from 0 to 32: tails to 2^-33."""
    z, y = quantile_grid(33)
    weight = y / np.maximum(z, 1)
    show("quantile", exchange(y, z / y, weight, list(range(top + 1)), list(range(1, bottom + 1))))


if __name__ == "__main__":
    fit_exponential()
    fit_logarithm()
    fit_bend(5)
    fit_quantile(4, 4)
