"""Who gets into countries irregularly, by nationality: of the draws that a file keeps from format 4 on."""
import numpy
import pandas

from peregrine_ensemble.estimates import quantiles_of_draws
from peregrine_ensemble.file import EnsembleError, source_of
from peregrine_ensemble.places import codes_of, index_of
from peregrine_ensemble.selection import listed, months_ahead, pick, stretch_of

VARIABLE = "irregular_entries_by_nationality"
# Council decision (EU) 2020/135: the Union without the United Kingdom.
EU27 = ("AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL", "ITA", "LVA",
        "LTU", "LUX", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE")
# Those whom the figures do not tell apart, and the sum of all.
REST, ALL = "REST", "ALL"
OTHER_NAMES = {REST: "not told apart, or unknown", ALL: "all nationalities", "XKX": "Kosovo", "XXA": "stateless"}


def countries_of(run, codes):
    """Codes of countries, of which "EU27" stands for its members."""
    asked = [one for code in codes for one in (EU27 if code.upper() == "EU27" else (code,))]
    return {str(run.indexes["country"][index_of(run, "country", code)]) for code in asked}


def entry_borders(run, codes):
    """Borders behind which these countries lie. Where one is of first entry the others are left out: who
    crosses those has entered before."""
    countries = countries_of(run, codes)
    targets = run["border_target"].values.astype(str)
    of_target = numpy.flatnonzero([target in countries for target in targets])
    first = [at for at in of_target if run["border_first_entry"].values[at] == 1]
    if not of_target.size:
        raise EnsembleError(f"{source_of(run)}: has no border behind which {', '.join(codes)} lies (it has borders of "
                            f"{', '.join(sorted(set(targets)))})")
    return first or list(of_target)


def name_of_nationals(run, code):
    if code in OTHER_NAMES:
        return OTHER_NAMES[code]
    known = codes_of(run, "country")
    return str(run["country_name"].values[known.get_loc(code)]) if code in known else code


def entries_by_nationality(run, codes, year, start, months):
    """(frame, first month, last month): rows by nationality, most in the mean first, then those not told
    apart, then all."""
    borders = entry_borders(run, codes)
    array = run[VARIABLE]
    routes = codes_of(run, "route").get_indexer(run["border_route"].values[borders].astype(str))
    if year is None:
        times = list(months_ahead(run, array, start, months, sorted(set(routes))))
    else:
        if len(listed(year)) != 1:
            raise EnsembleError("entries are of one stretch of months (give one year, or start and months)")
        times = stretch_of(run, array, year, start, months)
    values = pick(array, {"month_ahead": times}).transpose("realization", "month_ahead", "route_corridor").values
    names = codes_of(run, "border")[borders]
    sums = {}
    of_border = run["route_corridor_border"].values.astype(str)
    for at, code in enumerate(run["route_corridor_nationality"].values.astype(str)):
        if of_border[at] in names:
            sums[code] = sums.get(code, 0) + values[:, :, at].sum(axis=1)
    order = sorted(sorted(sums), key=lambda code: (code == REST, -sums[code].mean()))
    rows = {code: sums[code] for code in order}
    rows[ALL] = sum(rows.values())
    draws = numpy.stack(list(rows.values()), axis=1)
    levels = run["quantile"].values
    quantile, error = quantiles_of_draws(draws, levels)
    month = run.indexes["month_ahead"]
    frame = pandas.DataFrame({"start": f"{month[times[0]]:%Y-%m}", "end": f"{month[times[-1]]:%Y-%m}",
                              "nationality": list(rows), "name": [name_of_nationals(run, code) for code in rows],
                              "mean": draws.mean(axis=0)})
    for column, of_levels in (("q", quantile), ("mc_error_q", error)):
        for level, one in zip(levels, of_levels):
            frame[f"{column}{level:g}"] = one
    whole = frame["mean"].iloc[-1]
    frame["share_of_mean"] = frame["mean"] / whole if whole > 0 else 0.0
    return frame
