"""Computes what `peregrine compare` says of every variable from the files themselves.

usage: compare_variables_with_numpy.py PEREGRINE
In the current folder: a.h5, b.h5 and c.h5 on common draws, seed.h5 on others. Exit code 77 where h5py
is not installed.
"""
import json
import subprocess
import sys

try:
    import h5py
    import numpy as np
except ImportError:
    sys.exit(77)

GIVEN = "route=central-mediterranean:exceeds:60000"


def close(found, expected, what, tolerance=1e-6):
    assert np.allclose(np.array(found, float), expected, rtol=tolerance, atol=1e-6), (what, found, expected)


class Compare:
    def __init__(self, program):
        self.program = program

    def __call__(self, *arguments):
        command = [self.program, "compare", *arguments, "--json"]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def yearly(run, name):
    """Values [draw][year][place] of calendar years; NaN where there is none."""
    variable = run[name]
    values = variable[...].astype(float)
    if values.dtype.kind == "f" and "_FillValue" in variable.attrs:
        values[values == np.float64(variable.attrs["_FillValue"])] = np.nan
    values[np.abs(values) > 9e36] = np.nan
    values = values.reshape(values.shape[0], values.shape[1], -1)
    years = len(run["year"])
    if "month_ahead" in str([d[0].name for d in variable.dims if len(d)]):
        first = list(run["time"][...]).index(run["month_ahead"][0])
        every = np.full((values.shape[0], 12 * years, values.shape[2]), np.nan)
        every[:, first:first + values.shape[1]] = values
        values = every
    if values.shape[1] == 12 * years:
        months = values.reshape(values.shape[0], years, 12, -1)
        mean = b"mean" in np.bytes_(variable.attrs["cell_methods"])
        values = months.mean(axis=2) if mean else months.sum(axis=2)
    return values


def check_variable(table, a, b, chosen):
    name = table["variable"]
    # The draws of corridors are of some; means by batch are of all.
    by_draw = name in a and name != "corridor_stock"
    draws = [yearly(run, name) for run in (a, b)] if by_draw else None
    batches = [yearly(run, name + "_batch_mean") for run in (a, b)] if name + "_batch_mean" in a else None
    sizes = a["batch_draws"][...].astype(float)
    first = int(a["year"][0])
    places = (draws or batches)[0].shape[2]
    seen = {}
    for row in table["rows"]:
        year = row["year"] - first
        place = seen.get(year, 0)
        seen[year] = place + 1
        if places > 1000 and place % 97:
            continue  # of corridors a few
        what = (name, row["code"], row["year"])
        if table["mean_draws"] == a.attrs["draws"]:
            x, y = (values[:, year, place] for values in batches)
            weights = sizes
        else:
            x, y = (values[chosen, year, place] for values in draws)
            weights = np.ones(len(x))
        d = y - x
        mean = np.average(d, weights=weights)
        close(row["mean_a"], np.average(x, weights=weights), what)
        close(row["difference"], mean, what)
        variance = np.sum(weights * (d - mean) ** 2) / (len(d) - 1)
        close(row["mc_error"], np.sqrt(variance / weights.sum()), what)
        assert ("probability_b_exceeds_a" in row) == (draws is not None)
        if draws is not None:
            d = draws[1][chosen, year, place] - draws[0][chosen, year, place]
            assert table["spread_draws"] == len(d)
            close(row["probability_b_exceeds_a"], ((np.sign(d) + 1) / 2).mean(), what)
            close(row["quantile"], np.quantile(d, [0.1, 0.5, 0.9]), what)
    assert set(seen.values()) == {places}, (name, places, seen)


def main():
    compare = Compare(sys.argv[1])
    with h5py.File("a.h5") as a, h5py.File("b.h5") as b, h5py.File("seed.h5") as seed:
        all_draws = np.ones(len(a["realization"]), bool)
        found = compare("a.h5", "b.h5", "--all")["outputs"]
        expected = {name.removesuffix("_batch_mean") for name, variable in a.items()
                    if isinstance(variable, h5py.Dataset) and variable.ndim > 1
                    and (name.endswith("_batch_mean") or variable.shape[0] == len(all_draws))}
        assert {table["variable"] for table in found} == expected, expected
        for table in found:
            check_variable(table, a, b, all_draws)
        differs = {t["variable"] for t in found if any(r["difference"] for r in t["rows"])}
        assert {"war_countries", "conflict_deaths", "displaced_abroad"} <= differs, differs
        assert "global_mean_temperature" not in differs

        # 2025 is the first year that is not observed.
        route = [code.tobytes().decode().rstrip("\0") for code in a["route"][...]]
        place = route.index("central-mediterranean")
        sums = [run["irregular_detections"][:, 60:72, place].astype(float).sum(axis=1) for run in (a, b)]
        chosen = sums[0] > 60000
        given = compare("a.h5", "b.h5", "--all", "--given", GIVEN)
        assert given["given"]["draws"] == chosen.sum()
        assert given["given"]["also_in_b"] == (chosen & (sums[1] > 60000)).sum()
        assert given["given"]["months"] == "2025-01 to 2025-12"
        assert all(table["spread_draws"] == chosen.sum() for table in given["outputs"])
        for table in given["outputs"]:
            check_variable(table, a, b, chosen)
        world = compare("a.h5", "b.h5", "--given", GIVEN)["tables"]
        assert len(world) == 1
        d = [run["global_migrant_stock"][...][chosen, -1] for run in (a, b)]
        close(world[0]["series"][0]["years"][-1]["difference"], (d[1] - d[0]).mean(), "given")

        # Several scenarios: each as with two files; places those that differ most in any.
        many = compare("a.h5", "b.h5", "c.h5", "--of", "conflict")
        assert many == [compare("a.h5", other, "--of", "conflict") for other in ("b.h5", "c.h5")]
        many = compare("a.h5", "b.h5", "c.h5")
        codes = [[s["destination"] for s in one["tables"][1]["series"]] for one in many]
        assert codes[0] == codes[1]
        with h5py.File("c.h5") as c:
            sizes = a["batch_draws"][...]
            last = [np.average(run["immigrant_stock_batch_mean"][:, -1], axis=0, weights=sizes) for run in (a, b, c)]
            greatest = np.maximum(np.abs(last[1] - last[0]), np.abs(last[2] - last[0]))
            order = np.argsort(-greatest, kind="stable")[:10]
            country = [code.tobytes().decode() for code in a["country"][...]]
            assert codes[0] == [country[i] for i in order]

        unpaired = compare("a.h5", "seed.h5", "--unpaired")
        stock = [run["corridor_stock_quantile"][5, -1].astype(float) for run in (a, seed)]
        error = [run["corridor_stock_quantile_error"][5, -1].astype(float) for run in (a, seed)]
        order = np.argsort(-np.abs(stock[1] - stock[0]), kind="stable")[:10]
        rows = unpaired["tables"][3]["rows"]
        close([row["change"] for row in rows], (stock[1] - stock[0])[order], "unpaired")
        close([row["mc_error"] for row in rows], np.hypot(*error)[order], "unpaired error")
        pairs = [o.tobytes().decode() + d.tobytes().decode()
                 for o, d in zip(a["corridor_origin"][...], a["corridor_destination"][...])]
        assert [row["origin"] + row["destination"] for row in rows] == [pairs[i] for i in order]
        stock = [run["irregular_detections_year_quantile"][5, -1].astype(float) for run in (a, seed)]
        order = np.argsort(-np.abs(stock[1] - stock[0]), kind="stable")[:10]
        rows = unpaired["tables"][4]["rows"]
        assert [row["route"] for row in rows] == [route[i] for i in order]
        close([row["change"] for row in rows], (stock[1] - stock[0])[order], "unpaired routes")


if __name__ == "__main__":
    main()
