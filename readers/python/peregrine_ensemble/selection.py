"""Which part of a variable is asked for: places, years, months."""
import numbers

import numpy
import pandas

from peregrine_ensemble.file import EnsembleError, source_of
from peregrine_ensemble.places import codes_of, index_of

MONTHS_IN_YEAR = 12


def listed(value):
    """One value or several, as a list."""
    if isinstance(value, (str, numbers.Number)):
        return [value]
    try:
        return list(value)
    except TypeError:
        raise EnsembleError(f"{value!r}: is neither a value nor a list of some") from None


def require_whole(what, value, least=None):
    """A whole number, of which `what` is the name. Raises EnsembleError for what is none."""
    sound = isinstance(value, numbers.Real) and not isinstance(value, bool) and value == value
    if not sound or value in (float("inf"), -float("inf")) or value != int(value):
        raise EnsembleError(f"{what} {value!r}: is no whole number")
    if least is not None and value < least:
        raise EnsembleError(f"{what} {value}: is no whole number from {least} on")
    return int(value)


def year_indices(run, years):
    there = run.indexes["year"]
    if not listed(years):
        raise EnsembleError("year: the list is empty (leave it out for all years)")
    for year in listed(years):
        if require_whole("year", year) not in there:
            raise EnsembleError(f"{source_of(run)}: has no year {year} (it has {there[0]} to {there[-1]})")
    return [there.get_loc(year) for year in listed(years)]


def month_axis(array):
    """The dimension of months of a variable; None where it has none."""
    return next((name for name in ("time", "month_ahead") if name in array.dims), None)


def month_index(run, axis, month):
    """Where a month, as "2026-01", stands along a dimension of months."""
    there = run.indexes[axis]
    try:
        found = pandas.Timestamp(f"{month}-01")
    except ValueError:
        found = None
    if found is None or len(str(month)) != len("2026-01"):
        raise EnsembleError(f"month '{month}': is not of the form YYYY-MM (for example 2026-01)")
    if found not in there:
        raise EnsembleError(f"{source_of(run)}: has no month {month} {along(axis)}(it has {there[0]:%Y-%m} to "
                            f"{there[-1]:%Y-%m})")
    return there.get_loc(found)


def along(axis):
    """Says that months of a dimension are fewer than those of the file."""
    return "" if axis == "time" else f"along {axis} "


def first_simulated_month(run, routes=None):
    """The first month in which draws differ, of the middle one of these routes in the order of these months
    (of all, where draws never differ on them), the first of all where they never do. Figures of one route may
    end before those of others, or a run's own months go on for longer."""
    if "irregular_detections_quantile" not in run:
        return 0
    quantile = run["irregular_detections_quantile"]
    differ = (quantile[0] != quantile[-1]).values
    if routes is not None and differ[:, routes].any():
        differ = differ[:, routes]
    firsts = numpy.sort(differ.argmax(axis=0)[differ.any(axis=0)])
    return int(firsts[(len(firsts) - 1) // 2]) if len(firsts) else 0


def month_range(run, array, start, months, routes=None):
    """Indices along the dimension of months of a variable: `months` months from `start` on, a month as
    "2026-01"; of these routes."""
    axis = month_axis(array)
    if start is None:
        start = f"{run.indexes['time'][first_simulated_month(run, routes)]:%Y-%m}"
    first = month_index(run, axis, start)
    there = run.indexes[axis]
    count = len(there) - first if months is None else require_whole("months", months, 1)
    if count < 1 or first + count > len(there):
        raise EnsembleError(f"{source_of(run)}: has no {count} months from {there[first]:%Y-%m} on {along(axis)}"
                            f"(its last is {there[-1]:%Y-%m})")
    return range(first, first + count)


def months_ahead(run, array, start, months, routes):
    """Indices along month_ahead: from `start` on, or from the first month in which draws differ on these routes
    and that is kept; `months` of them, or twelve, or as many as are left."""
    there = run.indexes["month_ahead"]
    if start is None:
        simulated = run.indexes["time"][first_simulated_month(run, routes)]
        start = f"{max(simulated, there[0]):%Y-%m}"
    if months is None:
        months = min(MONTHS_IN_YEAR, len(there) - month_index(run, "month_ahead", start))
    return month_range(run, array, start, months)


def months_of_years(run, array, years):
    """Indices of the months of whole years."""
    return [month for year in listed(years)
            for month in month_range(run, array, f"{year}-01", MONTHS_IN_YEAR)] if year_indices(run, years) else []


def stretch_of(run, array, year, start, months):
    """Indices of the months of one year, which is a stretch of its own."""
    if start is not None or months is not None:
        raise EnsembleError("year is a stretch of months (leave start and months out)")
    return months_of_years(run, array, year)


def numbers_at(run, dimension, values):
    there = run.indexes[dimension]
    found = [numpy.flatnonzero(numpy.isclose(there, value)) for value in listed(values)]
    for value, at in zip(listed(values), found):
        if not at.size:
            raise EnsembleError(f"{source_of(run)}: has no {dimension} {value} (it has "
                                f"{', '.join(map(str, there[:20]))})")
    return [int(at[0]) for at in found]


def indices(run, array, year=None, start=None, months=None, **places):
    """{dimension: indices} of what is asked of a variable; of other dimensions all is wanted.

    `year` is one or several; `start` a month as "2026-01" and `months` how many; `places` are codes by
    dimension, one or several. Raises EnsembleError for what is not there.
    """
    chosen = {}
    if year is not None:
        if "year" in array.dims:
            chosen["year"] = year_indices(run, year)
        elif month_axis(array):
            chosen[month_axis(array)] = months_of_years(run, array, year)
        else:
            raise EnsembleError(f"{source_of(run)}: {array.name} is not by year (leave year out)")
    if start is not None or months is not None:
        if not month_axis(array) or year is not None:
            raise EnsembleError(f"{source_of(run)}: {array.name} is not by month, or year is given as well "
                                "(leave start and months out)")
        chosen[month_axis(array)] = list(month_range(run, array, start, months))
    for dimension, wanted in places.items():
        if dimension not in array.dims:
            raise EnsembleError(f"{source_of(run)}: {array.name} is not by {dimension} (it is by "
                                f"{', '.join(map(str, array.dims))})")
        if dimension in ("time", "month_ahead"):
            chosen[dimension] = [month_index(run, dimension, month) for month in listed(wanted)]
        elif codes_of(run, dimension) is None:
            chosen[dimension] = numbers_at(run, dimension, wanted)
        else:
            chosen[dimension] = [index_of(run, dimension, code) for code in listed(wanted)]
    return chosen


def pick(array, chosen):
    """The part of a variable at these indices, dimensions kept, read into memory as 64-bit numbers."""
    slices = {}
    for dimension, wanted in chosen.items():
        if dimension in array.dims:
            first, last = min(wanted), max(wanted)
            whole = list(wanted) == list(range(first, last + 1))
            slices[dimension] = slice(first, last + 1) if whole else list(wanted)
    part = array.isel(slices)
    return part.astype(float) if part.dtype.kind == "f" else part.load()
