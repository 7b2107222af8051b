#!/usr/bin/python3
"""How long a run would take on many ranks: terms measured here, extrapolated, the largest named.

    bench/scale_model.py --build build-bench --draws 1e9 --ranks 1000 --simulate 0.003

Everything but the terms given as options is measured on this machine by bench/ensemble/block_bench.
What one rank does for a block, and what ranks do together in the end, are added up as the program
does them: docs/running.md, "From a laptop to thousands of GPUs".
"""
import argparse
import json
import math
import pathlib
import subprocess
import tempfile

BLOCK = 1024  # draws
RUNS_A_RANK = 8  # host/cluster/cluster.cpp: blocks are handed out in runs
MOST_CHECKPOINT_COST = 0.03  # host/checkpoint/checkpoint.cpp


def measure(build, draws, year):
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [build / "bench/block_bench", "--draws", str(draws), "--to-year", str(year), "--folder",
             folder], stdout=subprocess.PIPE, text=True, check=True)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {line["term"]: line["value"] for line in lines}


def times_handed_out(blocks, ranks):
    """How often the counter is asked: a rank takes 1 / (8 ranks) of what is left, one at least."""
    asked = 0
    left = blocks
    while left > 0:
        left -= max(left // (RUNS_A_RANK * ranks), 1)
        asked += 1
    return asked


def extrapolate(terms, options):
    """Seconds of a run by term."""
    blocks = math.ceil(options.draws / BLOCK)
    a_rank = math.ceil(blocks / options.ranks)
    kept_blocks = math.ceil(options.keep / BLOCK)
    simulate = options.simulate if options.simulate else terms["simulate"]
    add = options.add if options.add is not None else terms["add to statistics"]
    work = {
        "simulate": a_rank * simulate,
        "add to statistics": a_rank * add,
        "collect and write rows": math.ceil(kept_blocks / options.ranks) *
                                  (terms["collect rows"] + terms["rows"] / options.disk),
        "hand out": times_handed_out(blocks, options.ranks) * options.counter}
    work["checkpoints, at most"] = MOST_CHECKPOINT_COST * sum(work.values())
    rounds = math.ceil(math.log2(options.ranks)) if options.ranks > 1 else 0
    bytes_in_all = options.growth * terms["statistics"]
    end = {
        "bring statistics together": rounds * (
            options.growth * (terms["store statistics"] + terms["restore and add statistics"]) +
            bytes_in_all / options.network),
        "copy rows into the file": kept_blocks * terms["rows"] * 2 / options.disk}
    return {**work, **end}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, required=True, help="folder of a built tree")
    parser.add_argument("--draws", type=float, default=1e9)
    parser.add_argument("--ranks", type=int, default=1000, help="GPUs, one rank each, or cores")
    parser.add_argument("--keep", type=float, default=10000, help="realizations kept")
    parser.add_argument("--to-year", type=int, default=2050)
    parser.add_argument("--sample", type=int, default=BLOCK, help="draws measured here")
    parser.add_argument("--simulate", type=float, help="seconds a block instead of those measured")
    parser.add_argument("--add", type=float, help="seconds a block to add it to the statistics")
    parser.add_argument("--counter", type=float, default=5e-6,
                        help="seconds that the counter of blocks takes for one question")
    parser.add_argument("--network", type=float, default=1e10, help="bytes/s between two ranks")
    parser.add_argument("--disk", type=float, default=2e9, help="bytes/s one rank writes")
    parser.add_argument("--growth", type=float, default=4.0,
                        help="statistics of very many draws over those of a block, in bytes")
    options = parser.parse_args()
    options.build = options.build.resolve()
    terms = measure(options.build, options.sample, options.to_year)
    print("measured here")
    for term, value in terms.items():
        print(f"  {term:<32} {value:12.4g}")
    seconds = extrapolate(terms, options)
    print(f"\n{options.draws:,.0f} draws on {options.ranks:,} ranks, seconds")
    for term, value in seconds.items():
        print(f"  {term:<32} {value:12,.1f}")
    binding = max(seconds, key=seconds.get)
    total = sum(seconds.values())
    print(f"  {'all':<32} {total:12,.1f}")
    print(f"\nbinding term: {binding}, {100 * seconds[binding] / total:.0f} % of all")


if __name__ == "__main__":
    main()
