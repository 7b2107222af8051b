#!/usr/bin/python3
"""Measures a build of Peregrine and its rivals; see bench/README.md.

Every measurement is repeated with its rivals in turn and the best of the rounds is taken, once by
wall time and once by CPU time: on a machine that is busy with other work only the second says
much. With --smoke everything runs once, tiny, and nothing is stored.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import beside
import record
import registers
import scaling

ROOT = pathlib.Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "inputs/scenarios/reference.toml"
DEFAULT_WIDTH = 32  # lanes a tile, usual_tile_width of host/device/choose.cpp
# Standard errors by which two programs' forecasts may differ before they count as different models.
LARGEST_DISAGREEMENT = 5.0
MICRO_RIVALS = [("random words", "words<16>", "standard_words"),
                ("normals", "words_to_normals<16>", "standard_normals"),
                ("exp", "lanes<Exponential, float, 16>",
                 "standard_function<standard_exponential>"),
                ("log", "lanes<Logarithm, float, 16>", "standard_function<standard_logarithm>")]


class Table:
    """The rows measured, printed as they come."""

    def __init__(self):
        self.rows = []

    def title(self, text):
        print(f"\n{text}", flush=True)

    def add(self, bench, variant, value, unit, device="cpu"):
        self.rows.append({"bench": bench, "variant": variant, "value": value, "unit": unit,
                          "device": device})
        print(f"  {variant:<48} {figure(value):>10} {unit}", flush=True)


def figure(value):
    for factor, letter in ((1e9, " G"), (1e6, " M")):
        if value >= factor:
            return f"{value / factor:,.1f}{letter}"
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:,.2f}"


def lines_of(command):
    """The JSON objects that a program prints, one a line."""
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True,
                            check=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


def measure_micro(options, table):
    table.title("Random words, normals, exp and log, numbers a second on one thread")
    seconds = 0.01 if options.smoke else 0.2
    result = subprocess.run(
        [options.build / "bench/math_bench", f"--benchmark_min_time={seconds}",
         "--benchmark_format=json"], capture_output=True, text=True, check=True)
    rates = {run["name"]: run["items_per_second"] for run in json.loads(result.stdout)["benchmarks"]}
    for name, rate in rates.items():
        table.add("micro", name, rate, "numbers/CPU-s")
    for name, ours, rival in MICRO_RIVALS:
        table.add("micro", f"{name}: ours over std::", rates[ours] / rates[rival], "x (CPU)")


def has_numpy():
    return subprocess.run([sys.executable, "-c", "import numpy"], stderr=subprocess.DEVNULL,
                          check=False).returncode == 0


def stock_round(options, world):
    seconds = 0.0 if options.smoke else options.seconds
    to_year = ["--to-year", "2023"] if options.smoke else []
    program = options.build / "bench/stock_bench"
    if not (world / "world.json").exists():
        lines_of([program, *to_year, "--export", world])
    threads = [1, 2]
    lines = lines_of([program, *to_year, "--seconds", seconds, "--threads", *threads])
    if has_numpy():
        for processes in threads:
            lines += lines_of([sys.executable, ROOT / "bench/peers/numpy_stock.py", world,
                               "--seconds", seconds, "--processes", processes])
    return lines


def stock_label(line):
    label = {"peregrine": f"peregrine, tiles of {line['tile_width']}", "plain": "plain C++",
             "numpy": "NumPy"}[line["program"]]
    return label, line["threads"]


def threads_of(number):
    return "1 thread" if number == 1 else f"{number} threads"


def check_same_model(lines):
    """The rivals are rivals only while they forecast the same stock."""
    ours = [line for line in lines if line["program"] == "peregrine"][0]
    for line in lines:
        error = (line["stock_error"] ** 2 + ours["stock_error"] ** 2) ** 0.5
        if abs(line["stock_mean"] - ours["stock_mean"]) > LARGEST_DISAGREEMENT * error:
            raise SystemExit(f"{line['program']} forecasts {line['stock_mean']:,.0f} migrants, "
                             f"peregrine {ours['stock_mean']:,.0f}: not the same model")


def measure_stock(options, table):
    table.title("Stock kernels on the reference world, corridor-years a second")
    wall, cpu = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.rounds):
            lines = stock_round(options, pathlib.Path(folder))
            check_same_model(lines)
            for line in lines:
                key = stock_label(line)
                for best, time_name in ((wall, "wall_seconds"), (cpu, "cpu_seconds")):
                    best[key] = max(best.get(key, 0), line["corridor_years"] / line[time_name])
    for name, threads in wall:
        variant = f"{name}, {threads_of(threads)}"
        table.add("stock", variant, wall[name, threads], "corridor-years/s")
        table.add("stock", variant, cpu[name, threads], "corridor-years/CPU-s")
    ours = f"peregrine, tiles of {DEFAULT_WIDTH}"
    for rival in ("plain C++", "NumPy"):
        for threads in (1, 2):
            if (rival, threads) not in wall or (ours, threads) not in wall:
                print(f"  no ratio to {rival} at {threads} threads: one of the two is not there")
                continue
            for best, clock in ((wall, "wall"), (cpu, "CPU")):
                table.add("stock", f"{ours} over {rival}, {threads_of(threads)}",
                          best[ours, threads] / best[rival, threads], f"x ({clock})")


def measure_processes(options, table):
    table.title("CPU time a draw of the reference world, process by process, one thread")
    command = [options.build / "bench/process_bench", "--seconds",
               0.0 if options.smoke else options.seconds]
    if options.smoke:
        command += ["--to-year", 2024]
    best = {}
    corridor_months = 0
    for _ in range(options.rounds):
        for line in lines_of(command):
            corridor_months = line["route_corridor_months"]
            cost = 1000 * line["cpu_seconds"] / line["draws"]
            best[line["part"]] = min(cost, best.get(line["part"], cost))
    before = 0
    for part, cost in best.items():
        table.add("processes", part, cost - before, "CPU-ms a draw")
        added = cost - before
        before = cost
    # The last part is the irregular corridors.
    table.add("processes", "a month of an irregular corridor", 1e6 * added / corridor_months,
              "CPU-ns a draw")
    table.add("processes", "all", before, "CPU-ms a draw")
    table.add("processes", "all over stock and population", before / next(iter(best.values())),
              "x (CPU)")


def device_of(options, folder):
    """What `peregrine run` would compute on, in its own words."""
    plan = subprocess.run([options.build / "peregrine", "run", REFERENCE, "--dry-run", "--output",
                           folder / "reference.h5"], capture_output=True, text=True,
                          check=True).stdout
    return re.search(r"^device\s+(.*)$", plan, re.MULTILINE).group(1)


def measure_run(options, table):
    counts = [32, 64] if options.smoke else [500, 2000]
    if os.environ.get("PEREGRINE_LONG_BENCH") == "1" and not options.smoke:
        counts += [20000, 100000]
    best = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        device = device_of(options, folder)
        table.title(f"peregrine run, the reference scenario from start to finished file; {device}")
        for number in range(options.rounds):
            for draws in counts:
                if number > 0 and draws > 2000:
                    continue
                measured = beside.run_once(options.build, REFERENCE, options, draws, folder)
                best[draws] = [min(pair) for pair in zip(measured, best.get(draws, measured))]
    for draws, (wall, cpu, memory) in best.items():
        table.add("run", f"{draws:,} draws", wall, "s", device)
        table.add("run", f"{draws:,} draws", cpu, "CPU-s", device)
        table.add("run", f"{draws:,} draws", draws / wall, "draws/s", device)
        table.add("run", f"{draws:,} draws, peak memory", memory / 1e6, "MB", device)
    for few, many in zip(counts, counts[1:]):
        wall, cpu = ((best[many][i] - best[few][i]) / (many - few) for i in (0, 1))
        step = f"{few:,} to {many:,} draws"
        table.add("run", f"{step}, a further draw", 1000 * wall, "ms", device)
        table.add("run", f"{step}, a further draw", 1000 * cpu, "CPU-ms", device)
        table.add("run", f"{step}, memory a further draw", (best[many][2] - best[few][2]) /
                  (many - few) / 1000, "kB", device)


def measure_output(options, table):
    table.title("Ensemble writer: create, write, read back, hash, sync and rename")
    command = [options.build / "bench/output_bench", "--rounds", options.rounds]
    if options.smoke:
        command += ["--to-year", 2021, "--keep", 8]
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        lines = lines_of([*command, "--folder", folder])
    best = {}
    for line in lines:
        rates = {"all": line["bytes"] / line["seconds"]}
        if line["program"] == "writer":
            rates["before finish"] = line["bytes"] / (line["seconds"] - line["finish_seconds"])
        for part, rate in rates.items():
            key = (line["program"], part)
            best[key] = max(best.get(key, 0), rate)
    table.add("output", "file", lines[0]["bytes"] / 1e6, "MB")
    table.add("output", "ensemble writer", best["writer", "all"] / 1e6, "MB/s")
    table.add("output", "ensemble writer, without finish()", best["writer", "before finish"] / 1e6,
              "MB/s")
    table.add("output", "raw write and fsync", best["raw", "all"] / 1e6, "MB/s")
    table.add("output", "ensemble writer over raw", best["writer", "all"] / best["raw", "all"],
              "x (wall)")


def measure_registers(options, table):
    table.title("CUDA kernels, as ptxas reports them")
    if registers.find_nvcc() is None:
        print("  no CUDA toolkit on this machine: no figures")
        return
    if options.smoke:
        print("  not in the smoke run: nvcc takes a quarter of a minute an architecture")
        return
    for architecture, kernels in registers.measure(ROOT):
        for kernel, figures in kernels.items():
            for name, number in figures.items():
                table.add("registers", f"sm_{architecture}, {kernel}, {name}", number,
                          "a thread" if name == "registers" else "bytes", "cuda, compiled only")


MEASURES = {"micro": measure_micro, "stock": measure_stock, "processes": measure_processes, "run": measure_run,
            "output": measure_output, "registers": measure_registers,
            "start": scaling.measure_start, "scaling": scaling.measure_scaling,
            "checkpoints": scaling.measure_checkpoints, "merge": scaling.measure_merge,
            "beside": beside.measure_beside}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, required=True, help="folder of a built tree")
    parser.add_argument("--results", type=pathlib.Path, help="folder of the JSON files; stores nothing without")
    parser.add_argument("--only", choices=list(MEASURES), action="append", help="may be repeated")
    parser.add_argument("--rounds", type=int, default=3, help="best of so many (default 3)")
    parser.add_argument("--seconds", type=float, default=0.5, help="least of a stock measurement")
    parser.add_argument("--folder", type=pathlib.Path, help="where output is measured")
    parser.add_argument("--beside", type=pathlib.Path,
                        help="tree of another commit, built in its build/ (bench/run.sh makes it)")
    parser.add_argument("--smoke", action="store_true", help="once, tiny, store nothing")
    options = parser.parse_args()
    options.build = options.build.resolve()
    options.rounds = 1 if options.smoke else options.rounds
    stores = options.results and not options.smoke
    commit = record.require_commit() if stores else None
    table = Table()
    for name, measure in MEASURES.items():
        if not options.only or name in options.only:
            measure(options, table)
    if stores:
        record.store(options, commit, table.rows)


if __name__ == "__main__":
    main()
