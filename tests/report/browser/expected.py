#!/usr/bin/env python3
"""usage: expected.py FILE.h5 OTHER.h5
Prints as JSON what the page of these files has to show, read by h5py and put into words by Python."""
import json
import sys

import h5py
import numpy

# Places among the eleven quantiles.
Q025, Q10, MEDIAN, Q90, Q975 = 1, 3, 5, 7, 9


def codes(dataset):
    return [b"".join(row).decode() for row in dataset[:]]


def millions(value, decimals=2):
    return f"{value * 1e-6:,.{decimals}f}"


def four_digits(value):
    """As the page rounds persons of places."""
    return "—" if value > 9e36 else f"{float(f'{value:.3e}'):,.0f}"


def two_digits(value):
    return float(f"{value:.1e}")


def world_rows(run):
    quantile = run["global_migrant_stock_quantile"]
    error = run["global_migrant_stock_quantile_error"]
    mean = run["global_migrant_stock_mean"]
    years = run["year"][:]
    for i, year in enumerate(years):
        if year % 5 == 0 or i + 1 == len(years):
            at = quantile[:, i]
            yield [str(year), millions(at[MEDIAN]), millions(error[MEDIAN, i], 3), millions(at[Q10]),
                   millions(at[Q90]), millions(at[Q025]), millions(at[Q975]), millions(mean[i])]


def ranked(run, stem, count):
    """Indices of the largest at the end, and the cells of their rows behind the name."""
    quantile = run[f"{stem}_quantile"]
    error = run[f"{stem}_quantile_error"][MEDIAN, -1, :]
    first = quantile[MEDIAN, 0, :]
    last = quantile[:, -1, :]
    there = numpy.where(last[MEDIAN] > 9e36, -1.0, last[MEDIAN])
    order = numpy.argsort(-there, kind="stable")[:count]
    return [(int(i), [four_digits(first[i]), four_digits(last[MEDIAN, i]), four_digits(error[i]),
                      four_digits(last[Q10, i]), four_digits(last[Q90, i]),
                      four_digits(last[Q025, i]), four_digits(last[Q975, i])]) for i in order]


def band_words(quantile, error, i):
    """Of the last year, as the script words it."""
    at = quantile[:, -1, i]
    plain = [four_digits(at[k]) for k in (MEDIAN, Q10, Q90)]
    return (f"{plain[0]} (median, ±{two_digits(error[MEDIAN, -1, i]):,.0f} MC; "
            f"80 % band {plain[1]} to {plain[2]})")


def route_months(run):
    """Rows of the first route's table of months: 24 from the first in which draws differ on most routes."""
    quantile = run["irregular_detections_quantile"][:]
    differs = quantile[0] != quantile[-1]
    first = int(numpy.sort(differs.argmax(axis=0)[differs.any(axis=0)])[(differs.any(axis=0).sum() - 1) // 2])
    error = run["irregular_detections_quantile_error"][MEDIAN]
    for month in range(first, min(first + 24, quantile.shape[1])):
        at = quantile[:, month, 0]
        yield [f"{2020 + month // 12}-{month % 12 + 1:02}", four_digits(at[MEDIAN]),
               four_digits(error[month, 0]), four_digits(at[Q10]), four_digits(at[Q90]),
               four_digits(at[Q025]), four_digits(at[Q975])]


def temperature_last(run):
    return f"{numpy.median(run['global_mean_temperature'][:, -1]):,.2f}"


def differences(run, other):
    """Mean and median difference of the world by year, millions."""
    a, b = (one["global_migrant_stock"][:] for one in (run, other))
    years = run["year"][:]
    mean = (b - a).mean(axis=0)
    median = numpy.median(b - a, axis=0)
    return [[str(year), f"{mean[i] * 1e-6:,.3f}", f"{median[i] * 1e-6:,.3f}"] for i, year in enumerate(years)
            if year % 5 == 0 or i + 1 == len(years)]


def main():
    with h5py.File(sys.argv[1]) as run, h5py.File(sys.argv[2]) as other:
        country = codes(run["country"])
        corridor = codes(run["corridor"])
        names = [name.decode() for name in run["country_name"][:]]
        germany = country.index("DEU")
        syria_turkey = corridor.index("SYR-TUR")
        print(json.dumps({
            "world": list(world_rows(run)),
            "immigrants": [[names[i], country[i], *cells]
                           for i, cells in ranked(run, "immigrant_stock", 20)],
            "emigrants": [[names[i], country[i], *cells]
                          for i, cells in ranked(run, "emigrant_stock", 20)],
            "corridors": [[" → ".join(names[country.index(end)] for end in corridor[i].split("-")),
                           *cells] for i, cells in ranked(run, "corridor_stock", 30)],
            "germany": [band_words(run[f"{kind}_stock_quantile"],
                                   run[f"{kind}_stock_quantile_error"], germany)
                        for kind in ("immigrant", "emigrant")],
            "syria_turkey": band_words(run["corridor_stock_quantile"],
                                       run["corridor_stock_quantile_error"], syria_turkey),
            "route": codes(run["route"])[0],
            "route_months": list(route_months(run)),
            "temperature": temperature_last(run),
            "first_median": millions(run["global_migrant_stock_quantile"][MEDIAN, 0], 1),
            "differences": differences(run, other),
            "hash": run.attrs["content_sha256"].decode()
                    if isinstance(run.attrs["content_sha256"], bytes)
                    else str(run.attrs["content_sha256"]),
        }))


main()
