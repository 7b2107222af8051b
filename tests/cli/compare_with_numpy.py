"""Computes what `peregrine compare --json` prints from the two files themselves.

usage: compare_with_numpy.py PEREGRINE A.h5 B.h5 CHANGED_KEY
Both files hold all of their draws one by one. Exit code 77 where h5py is not installed.
"""
import json
import subprocess
import sys

try:
    import h5py
    import numpy as np
except ImportError:
    sys.exit(77)

LEVELS = [0.1, 0.5, 0.9]


def close(found, expected, what, tolerance=1e-9):
    assert np.allclose(found, expected, rtol=tolerance, atol=1e-6), (what, found, expected)


def batches_of(draws):
    """Indices of the draws of each batch: every sixteenth one."""
    return [np.arange(first, draws, 16) for first in range(min(16, draws))]


def check_batches(run):
    """Batch means against the draws themselves and against the means over all draws."""
    world = run["global_migrant_stock"][...]
    batches = batches_of(len(world))
    sizes = np.array([len(b) for b in batches], float)
    assert np.array_equal(run["batch_draws"][...], sizes)
    of_draws = np.array([world[b].mean(axis=0) for b in batches])
    for name, rounding in (("immigrant_stock", 1e-7), ("emigrant_stock", 1e-7),
                           ("corridor_stock", 1e-6)):
        means = run[name + "_batch_mean"][...].astype(float)
        # The sums go in steps of an eighth of a person and each draw is rounded to one.
        close(means.sum(axis=2), of_draws, name, rounding)
        all_draws = np.tensordot(sizes, means, 1) / sizes.sum()
        assert np.allclose(all_draws, run[name + "_mean"][...], rtol=2e-7, atol=1e-3), name


def check_world(years, a, b):
    n = len(a)
    for i, year in enumerate(years):
        x, y = a[:, i], b[:, i]
        d = y - x
        close([year["mean_a"], year["mean_b"], year["difference"]],
              [x.mean(), y.mean(), d.mean()], "means")
        close(year["mc_error"], d.std(ddof=1) / np.sqrt(n), "error")
        close(year["quantile"], np.quantile(d, LEVELS), "quantiles")
        scores = (np.sign(d) + 1) / 2
        close(year["probability_b_exceeds_a"], scores.mean(), "probability")
        close(year["probability_mc_error"], np.append(scores, [0, 1]).std() / np.sqrt(n), "its error")
        close(year["ties"], (d == 0).mean(), "ties")
        if d.var() == 0:
            assert year["draws_saved"] is None and year["mc_error"] == 0
        else:
            close(year["draws_saved"], (x.var() + y.var()) / d.var(), "draws saved")


def check_place(years, a, b, sizes):
    """`a`, `b`: batch means [batch][year]."""
    freedom = len(sizes) - 1
    for i, year in enumerate(years):
        mean = {k: np.average(v, weights=sizes) for k, v in
                {"a": a[:, i], "b": b[:, i], "d": b[:, i] - a[:, i]}.items()}
        variance = {k: np.sum(sizes * (v - mean[k]) ** 2) / freedom for k, v in
                    {"a": a[:, i], "b": b[:, i], "d": b[:, i] - a[:, i]}.items()}
        close([year["mean_a"], year["mean_b"], year["difference"]],
              [mean["a"], mean["b"], mean["d"]], "means of a place")
        close(year["mc_error"], np.sqrt(variance["d"] / sizes.sum()), "error of a place")
        if variance["d"] > 0:
            close(year["draws_saved"], (variance["a"] + variance["b"]) / variance["d"], "saved")


def check_ranking(series, a, b, sizes, codes, code_of):
    difference = np.average(b - a, axis=0, weights=sizes)
    largest = np.argsort(-np.abs(difference), kind="stable")[:len(series)]
    assert [code_of(s) for s in series] == [codes[i] for i in largest]
    for s, i in zip(series, largest):
        check_place(s["years"], a[:, [i]], b[:, [i]], sizes)


def main():
    program, path_a, path_b, key = sys.argv[1:]

    def compare(*options):
        command = [program, "compare", path_a, path_b, "--json", *options]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    with h5py.File(path_a) as a, h5py.File(path_b) as b:
        check_batches(a)
        check_batches(b)
        found = compare()
        assert [change["key"] for change in found["changed"]] == [key], found["changed"]
        world, destinations, origins, corridors = found["tables"]
        stock = [run["global_migrant_stock"][...] for run in (a, b)]
        assert np.any(stock[0] != stock[1])
        check_world(world["series"][0]["years"], *stock)

        sizes = a["batch_draws"][...]
        text = {name: [code.tobytes().decode() for code in a[name][...]]
                for name in ("country", "corridor_origin", "corridor_destination")}
        pairs = [o + "-" + d for o, d in zip(text["corridor_origin"], text["corridor_destination"])]

        def means(name):
            return [run[name + "_batch_mean"][...].astype(float) for run in (a, b)]

        last = [m[:, -1] for m in means("immigrant_stock")]
        check_ranking(destinations["series"], *last, sizes, text["country"],
                      lambda s: s["destination"])
        last = [m[:, -1] for m in means("emigrant_stock")]
        check_ranking(origins["series"], *last, sizes, text["country"],
                      lambda s: s["origin"])
        last = [m[:, -1] for m in means("corridor_stock")]
        check_ranking(corridors["series"], *last, sizes, pairs,
                      lambda s: s["origin"] + "-" + s["destination"])

        place = text["country"].index("BGD")
        for table, name in zip(compare("--country", "BGD")["tables"],
                               ("immigrant_stock", "emigrant_stock")):
            check_place(table["series"][0]["years"], *(m[:, :, place] for m in means(name)), sizes)
        place = pairs.index("MEX-USA")
        table = compare("--corridor", "MEX-USA")["tables"][0]
        check_place(table["series"][0]["years"],
                    *(m[:, :, place] for m in means("corridor_stock")), sizes)


if __name__ == "__main__":
    main()
