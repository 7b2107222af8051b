"""The questions that an ensemble answers: `run.pe` of a Dataset that `peregrine_ensemble.open` gave."""
import functools
import numbers
import operator

import numpy
import pandas
import xarray

from peregrine_ensemble import answers
from peregrine_ensemble.entries import VARIABLE as ENTRIES, entries_by_nationality
from peregrine_ensemble.estimates import (array_of, chance_above, statistics, statistics_of_draws, tidy,
                                          title_and_unit, too_old, with_draws, with_quantiles)
from peregrine_ensemble.file import EnsembleError, source_of
from peregrine_ensemble.places import (codes_of, indices_of, place_dimensions, place_words, require_codes,
                                       usual_variable)
from peregrine_ensemble.selection import (MONTHS_IN_YEAR, indices, listed, month_axis, month_range, months_of_years,
                                          pick, require_whole, stretch_of, year_indices)


@xarray.register_dataset_accessor("pe")
class Questions:
    """`run.pe`. Codes are as in the file, in any case of letters; what is not there raises
    EnsembleError with what may be meant. Every answer has a `frame`."""

    def __init__(self, run):
        self._run = run

    def fan(self, *codes, variable=None, year=None, start=None, months=None):
        """Bands of a place over time: a row a year or month, with the mean, eleven quantiles and their
        Monte Carlo errors.

        `fan("SYR", "DEU")` is a corridor, `fan("DEU")` who lives in a country, `fan()` the world,
        `fan("central-mediterranean")` a route; `variable` asks for another one, as "emigrant_stock".
        """
        require_codes(codes)
        run = self._run
        name = variable or usual_variable(run, codes)
        array = self._of_statistics(name)
        chosen = indices(run, array, year, start, months)
        places = indices_of(run, array, codes)
        dimensions = place_dimensions(run, array)
        if dimensions and not places:
            raise EnsembleError(f"{source_of(run)}: {name} is by {dimensions[-1]} (say which: "
                                f"{codes_of(run, dimensions[-1])[0]}, ...)")
        chosen.update({dimension: [at] for dimension, at in places.items()})
        frame = statistics(run, name, chosen)
        title, unit = title_and_unit(array)
        words = [place_words(run, dimension, run.indexes[dimension][at]) for dimension, at in places.items()]
        return answers.Fan(frame, ": ".join([title, *words]), unit, source_of(run))

    def map(self, variable, year, statistic=None):
        """One number of each country in a year: the median of a variable that has quantiles, else the
        mean, share or number that the file has. `statistic` is "median", "mean" or a quantile as 0.9."""
        run = self._run
        column, array = self._statistic(variable, statistic)
        if set(array.dims) != {"year", "country"}:
            raise EnsembleError(f"{source_of(run)}: {array.name} is by {', '.join(array.dims)} (a map wants a "
                                "variable by year and country, as immigrant_stock)")
        part = pick(array, {"year": year_indices(run, require_whole("year", year))}).isel(year=0)
        frame = pandas.DataFrame({"country": run.indexes["country"], "name": run["country_name"].values.astype(str),
                                  "year": int(year), column: part.values})
        title, unit = title_and_unit(array)
        return answers.Map(frame, f"{title}, {year} ({column.replace('_', ' ')})", unit, source_of(run))

    def routes(self, by="year", year=None, start=None, months=None):
        """Irregular crossings detected on each route, by "year" or by "month" (the 24 after the last one
        observed, unless told): mean, quantiles and their errors, and the means of entries and deaths."""
        run = self._run
        if "irregular_detections_quantile" not in run:
            raise EnsembleError(f"{source_of(run)}: has no routes (it is of a world without irregular corridors)")
        if by not in ("year", "month"):
            raise EnsembleError(f"routes by '{by}': is neither by year nor by month")
        if by == "year":
            name = "irregular_detections_year"
            wanted = indices(run, array_of(run, name), year, start, months)
            years = listed(year) if year is not None else list(run.indexes["year"])
            times = months_of_years(run, run["irregular_entries_mean"], years)
            a_row = MONTHS_IN_YEAR
        else:
            name = "irregular_detections"
            whole = run["irregular_entries_mean"]
            left = run.sizes["time"] - month_range(run, whole, start, 1)[0] if year is None else 0
            given = {"year": year} if year is not None else {"start": start, "months": months or min(24, left)}
            wanted = indices(run, array_of(run, name), **given)
            times, a_row = wanted["time"], 1
        frame = statistics(run, name, wanted)
        for what in ("entries", "deaths"):
            frame[f"{what}_mean"] = self._on_routes(f"irregular_{what}_mean", times, a_row).reshape(-1)
        names = dict(zip(run.indexes["route"], run["route_name"].values.astype(str)))
        frame.insert(frame.columns.get_loc("route") + 1, "name", frame["route"].map(names))
        title = "Irregular crossings detected on routes"
        return answers.Routes(frame, title, f"crossings in the {by}", source_of(run))

    def entries(self, *countries, year=None, start=None, months=None):
        """Persons who get into countries irregularly, "EU27" or codes, by nationality: the sum of a stretch
        of months (`year`, or `months` from `start` on; by default the twelve after the last one observed, or as
        many of them as the file keeps), with mean, quantiles over the kept draws and their errors, and the share
        of the mean of all. The last row, "ALL", is of all nationalities."""
        require_codes(countries)
        run = self._run
        if not countries:
            raise EnsembleError("entries wants countries (for example \"DEU\", \"POL\" or \"EU27\")")
        if ENTRIES not in run:
            raise self._no_draws(ENTRIES)
        frame = entries_by_nationality(run, countries, year, start, months)
        title = f"Irregular entries into {', '.join(countries)}, {frame['start'][0]} to {frame['end'][0]}"
        return answers.Entries(frame, title, "persons", source_of(run))

    def draws(self, *codes, variable=None, year=None, start=None, months=None, how=None):
        """A number of each draw that is kept, [realization, ...]: of the years of a yearly variable, or
        of a stretch of months together (`year`, or `months` from `start` on; by default the twelve after
        the last one observed). `how` is "sum" or "any", the greatest of its months; by default the sum
        of what is counted month by month. For chances of several things at once."""
        require_codes(codes)
        run = self._run
        asked = variable or usual_variable(run, codes)
        name = with_draws(run, asked)
        if name is None:
            raise self._no_draws(asked)
        array = run[name]
        places = {dimension: [at] for dimension, at in indices_of(run, array, codes).items()}
        axis = month_axis(array)
        if axis is None:
            if how is not None:
                raise EnsembleError(f"{source_of(run)}: {name} is not by month (leave how out)")
            return pick(array, {**indices(run, array, year, start, months), **places})
        if year is None:
            wanted = MONTHS_IN_YEAR if months is None else months
            stretches = {None: list(month_range(run, array, start, wanted, places.get("route")))}
        else:
            year_indices(run, year)
            stretches = {one: stretch_of(run, array, one, start, months) for one in listed(year)}
        how = how or ("sum" if f"{axis}: sum" in array.attrs.get("cell_methods", "") else "any")
        if how not in ("sum", "any"):
            raise EnsembleError(f"how '{how}': is neither sum nor any")
        found = []
        for one, times in stretches.items():
            part = pick(array, {axis: times, **places})
            part = part.sum(axis, skipna=False) if how == "sum" else part.max(axis, skipna=False)
            month = run.indexes[axis]
            found.append(part.expand_dims(year=[one]) if one is not None else part.assign_coords(
                start=f"{month[times[0]]:%Y-%m}", end=f"{month[times[-1]]:%Y-%m}"))
        together = found[0] if year is None else xarray.concat(found, "year")
        return together.transpose("realization", ...).assign_attrs(how=how, **array.attrs)

    def exceeds(self, threshold, *codes, variable=None, year=None, start=None, months=None, how=None):
        """The chance that a number is above a threshold, or each of several, and its Monte Carlo error:
        of what `draws` gives for the same words. `exceeds(150_000, "central-mediterranean",
        start="2026-01", months=12)` is of the sum of the twelve months."""
        run = self._run
        values = self.draws(*codes, variable=variable, year=year, start=start, months=months, how=how)
        rest = values.isel(realization=0, drop=True)
        rows, limits = [], listed(threshold)
        if not limits:
            raise EnsembleError("threshold: the list is empty")
        for limit in limits:
            if not isinstance(limit, numbers.Real) or isinstance(limit, bool) or limit != limit:
                raise EnsembleError(f"threshold {limit!r}: is no number")
            share, error = chance_above(values.values, limit)
            rows.append(tidy({"chance": rest.copy(data=share), "mc_error": rest.copy(data=error)}))
            rows[-1].insert(len(rows[-1].columns) - 2, "threshold", float(limit))
        frame = pandas.concat(rows, ignore_index=True)
        frame["draws"] = values.sizes["realization"]
        for name in ("end", "start"):
            if name in values.coords:
                frame.insert(0, name, str(values.coords[name].values))
        title, unit = title_and_unit(values)
        words = [place_words(run, dimension, code) for dimension in place_dimensions(run, rest)
                 for code in rest.indexes[dimension] if rest.sizes[dimension] == 1]
        return answers.Chances(frame, ": ".join([title, *words]), unit, source_of(run))

    def frame(self, variable, *codes, year=None, start=None, months=None, draws=False, **places):
        """Anything as a tidy frame: a column for each dimension, and one of the variable's name. Of what has
        quantiles over all draws, as "corridor_stock", a column each for mean, quantiles and errors, unless
        `draws` asks for each draw that is kept. `codes` are as in `fan`; places may also be named, as
        country=["DEU", "POL"]."""
        require_codes(codes)
        run = self._run
        of_all = not draws and with_quantiles(run, variable) == variable
        if draws and with_draws(run, variable) is None:
            raise self._no_draws(variable)
        array = self._of_statistics(variable) if of_all else array_of(run, variable)
        chosen = indices(run, array, year, start, months, **places)
        chosen.update({dimension: [at] for dimension, at in indices_of(run, array, codes).items()})
        return statistics(run, variable, chosen) if of_all else tidy({array.name: pick(array, chosen)})

    def _no_draws(self, name):
        """The error that says so, or that there is no such variable at all."""
        run = self._run
        array_of(run, name)
        if too_old(run, name):
            return too_old(run, name)
        have = ", ".join(str(one) for one in run.data_vars if "realization" in run[one].dims)
        return EnsembleError(f"{source_of(run)}: has no draws of {name} (it has of {have})")

    def _of_statistics(self, name):
        """What `statistics` takes its dimensions from."""
        stem = with_quantiles(self._run, name)
        if stem:
            return self._run[f"{stem}_quantile"]
        return self._run[with_draws(self._run, name) or array_of(self._run, name).name]

    def _statistic(self, variable, statistic):
        """The name of a statistic, and the variable of the file that is it, by place and time."""
        run = self._run
        stem = with_quantiles(run, variable)
        if statistic == "mean" and f"{stem or variable}_mean" in run:
            return "mean", run[f"{stem or variable}_mean"]
        level = 0.5 if statistic in (None, "median") else statistic
        if stem and variable == stem and isinstance(level, float):
            chosen = indices(run, run[f"{stem}_quantile"], quantile=level)["quantile"][0]
            array = run[f"{stem}_quantile"].isel(quantile=chosen, drop=True)
            return "median" if level == 0.5 else f"q{level:g}", array
        if statistic is not None:
            raise EnsembleError(f"{source_of(run)}: has no statistic {statistic} of {variable} (median, mean, or "
                                "a level of its quantiles)")
        array = array_of(run, variable, by="country")
        if "realization" in array.dims:
            values = statistics_of_draws(array.astype(float).load(), numpy.array([0.5]))
            return "median", values["q0.5"].rename(array.name)
        for ending in ("mean", "probability"):
            if str(array.name).endswith("_" + ending):
                return {"mean": "mean", "probability": "share_of_draws"}[ending], array
        return "value", array

    def _on_routes(self, name, times, a_row):
        """Means by month and border as sums of `a_row` months on the borders of each route, [row, route].
        Added up one by one, as `peregrine summary` does, so that no bit differs."""
        run = self._run
        values = pick(run[name], {"time": times}).values
        rows = values.reshape(-1, a_row, values.shape[1])
        by_border = functools.reduce(operator.add, (rows[:, month] for month in range(a_row)))
        found = numpy.zeros((len(rows), run.sizes["route"]))
        for border, route in enumerate(run["border_route"].values):
            found[:, run.indexes["route"].get_loc(str(route))] += by_border[:, border]
        return found
