"""Numbers over all draws, from the file's statistics or from the draws that it keeps."""
import numpy
import pandas

from peregrine_ensemble.file import EnsembleError, format_of, source_of
from peregrine_ensemble.places import nearest
from peregrine_ensemble.selection import pick

# What the names of variables end with that say something over all draws.
STATISTICS = ("_quantile", "_quantile_error", "_mean", "_probability")
# Variables that are draws alone, and the format of the files that have them.
DRAWS_ALONE = ("displaced_from", "newly_displaced", "irregular_entries_by_nationality")
FORMAT_OF_DRAWS_OF_PLACES = 4
# Between the text of a comment that is the same for all and its unit.
OVER_ALL_DRAWS = "over all draws, "


def stem_of(name):
    for ending in sorted(STATISTICS, key=len, reverse=True):
        if name.endswith(ending):
            return name[:-len(ending)]
    return name


def too_old(run, name):
    """The error that a file is older than its draws of places; None where it is not."""
    version = format_of(run)
    if version >= FORMAT_OF_DRAWS_OF_PLACES:
        return None
    return EnsembleError(f"{source_of(run)}: has no draws of {name}: it is of format {version}, and draws of places "
                         f"came with format {FORMAT_OF_DRAWS_OF_PLACES} (run the scenario again)")


def no_variable(run, name):
    if name in DRAWS_ALONE and too_old(run, name):
        return too_old(run, name)
    known = sorted({*map(str, run.variables), *(stem_of(str(one)) for one in run.data_vars)})
    return EnsembleError(f"{source_of(run)}: has no variable '{name}' (did you mean {nearest(name, known)}? "
                         "`peregrine info` lists all)")


def with_quantiles(run, name):
    """The stem of a name whose quantiles over all draws the file has; None where it has none."""
    stem = stem_of(name)
    return stem if f"{stem}_quantile" in run else None


def with_draws(run, name):
    """The variable of a name that has a value for each draw that is kept; None where there is none."""
    for one in (name, stem_of(name)):
        if one in run and "realization" in run[one].dims:
            return one
    return None


def array_of(run, name, by=None):
    """The variable itself, or the best that the file has of a stem: its quantiles, draws, or mean; of
    these the first along the dimension `by`, if there is one."""
    stem = stem_of(name)
    there = [run[one] for one in (name, f"{stem}_quantile", stem, f"{stem}_mean", f"{stem}_probability")
             if one in run.variables]
    if not there:
        raise no_variable(run, name)
    return next((array for array in there if by in array.dims), there[0])


def title_and_unit(array):
    """What a variable is, in words, and the unit of its numbers; empty where they are bare numbers."""
    title = array.attrs.get("long_name", array.name)
    for opening in ("quantiles of ", "mean of ", "the "):
        title = title[len(opening):] if title.startswith(opening) else title
    comment = array.attrs.get("comment", "")
    at = comment.find(OVER_ALL_DRAWS)
    unit = array.attrs.get("units", "1")
    if at >= 0:
        unit = comment[at + len(OVER_ALL_DRAWS):].split(";")[0].rstrip(".")
    return title[:1].upper() + title[1:], {"1": "", "1e6": "millions", "1e-6": "parts per million"}.get(unit, unit)


def tidy(arrays):
    """A frame of variables that share the dimensions of the first: a column for each dimension and for
    each variable. `arrays` are arrays by the names of their columns."""
    first = next(iter(arrays.values()))
    axes = [first.indexes[name] if name in first.indexes else pandas.RangeIndex(first.sizes[name])
            for name in first.dims]
    if axes:
        frame = pandas.MultiIndex.from_product(axes, names=first.dims).to_frame(index=False)
    else:
        frame = pandas.DataFrame(index=[0])
    for column, array in arrays.items():
        frame[column] = array.values.reshape(-1)
    return frame


def quantiles_of_draws(values, levels):
    """Quantiles over the first axis and their Monte Carlo standard errors, [level, ...].

    Quantiles interpolate between draws. An error is half the distance between the order statistics one
    binomial standard deviation either side (David and Nagaraja 2003, section 7.1). Where a draw is
    missing so are they.
    """
    count = len(values)
    spread = numpy.sqrt(count * levels * (1 - levels)) / max(count - 1, 1)
    above, below = numpy.clip(levels + spread, 0, 1), numpy.clip(levels - spread, 0, 1)
    found = numpy.quantile(values, numpy.concatenate([levels, above, below]), axis=0)
    quantile, high, low = numpy.split(found, 3)
    return quantile, (high - low) / 2


def statistics_of_draws(values, levels):
    """Mean, quantiles and their errors of an array by realization, as `statistics` gives them."""
    at_first = values.transpose("realization", ...)
    rest = at_first.isel(realization=0, drop=True)
    quantile, error = quantiles_of_draws(at_first.values.astype(float), levels)
    arrays = {"mean": rest.copy(data=at_first.values.mean(axis=0))}
    arrays.update({f"q{level:g}": rest.copy(data=one) for level, one in zip(levels, quantile)})
    arrays.update({f"mc_error_q{level:g}": rest.copy(data=one) for level, one in zip(levels, error)})
    return arrays


def statistics(run, name, chosen):
    """A frame of mean, quantiles (`q0.5`) and their Monte Carlo standard errors (`mc_error_q0.5`) at
    these indices: over all draws where the file has quantiles, else over those that it keeps."""
    levels = run["quantile"].values
    stem = with_quantiles(run, name)
    if stem is None:
        variable = with_draws(run, name)
        if variable is None:
            array_of(run, name)  # says so where there is nothing of that name
            raise EnsembleError(f"{source_of(run)}: has neither quantiles nor draws of {name} (only its mean: "
                                f"ask frame or map)")
        return tidy(statistics_of_draws(pick(run[variable], chosen), levels))
    arrays = {}
    if f"{stem}_mean" in run:
        arrays["mean"] = pick(run[f"{stem}_mean"], chosen)
    for ending, column in (("_quantile", "q"), ("_quantile_error", "mc_error_q")):
        part = pick(run[stem + ending], chosen)
        arrays.update({f"{column}{level:g}": part.isel(quantile=at) for at, level in enumerate(levels)})
    return tidy(arrays)


def chance_above(values, threshold):
    """Share of draws above a threshold, over the first axis, and its Monte Carlo standard error.

    The error is the binomial one with a draw more on each side, so that a chance of 0 or 1 has one as
    well. Where a draw is missing the chance is, too.
    """
    values = numpy.asarray(values, float)
    draws = len(values)
    share = numpy.where(numpy.isnan(values).any(axis=0), numpy.nan, (values > threshold).mean(axis=0))
    smoothed = (share * draws + 1) / (draws + 2)
    return share, numpy.sqrt(smoothed * (1 - smoothed) / draws)
