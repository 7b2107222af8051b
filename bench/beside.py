"""This build beside that of another commit, in turn on the same machine: ratios of whole runs."""
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

SCENARIO = "inputs/scenarios/reference.toml"
LONG_DRAWS = 100_000
# Of run_once, in its order.
FIGURES = [("wall", "s", 1.0), ("CPU", "CPU-s", 1.0), ("peak memory", "MB", 1e6)]


def run_once(build, scenario, options, draws, folder, more=()):
    """Wall seconds, CPU seconds and peak memory in bytes of one `peregrine run` of a build."""
    output = folder / "run.h5"
    output.unlink(missing_ok=True)  # older commits know no --overwrite
    command = [build / "peregrine", "run", scenario, "--quiet", "--draws", draws, "--output", output, *more]
    if options.smoke:
        command += ["--to", 2021, "--keep", 8]
    start = time.monotonic()
    process = subprocess.Popen([str(part) for part in command])
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command[0]} run ended with status {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024.0


def measure_beside(options, table):
    if options.beside is None:
        return
    root = pathlib.Path(__file__).resolve().parent.parent
    builds = [(options.beside / "build", options.beside / SCENARIO), (options.build, root / SCENARIO)]
    names = [options.beside.name, "this build"]
    counts = [64] if options.smoke else [2000]
    if os.environ.get("PEREGRINE_LONG_BENCH") == "1" and not options.smoke:
        counts.append(LONG_DRAWS)
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folder = pathlib.Path(scratch)
        for draws in counts:
            table.title(f"{draws:,} draws of the reference on two threads, beside {names[0]}, in turn")
            rounds = 1 if draws == LONG_DRAWS else options.rounds
            pairs = [[run_once(*one, options, draws, folder, ["--threads", 2]) for one in builds]
                     for _ in range(rounds)]
            for at, (what, unit, scale) in enumerate(FIGURES):
                for side, name in enumerate(names):
                    figures = [pair[side][at] / scale for pair in pairs]
                    table.add("beside", f"{draws:,} draws, {what}, {name}", statistics.median(figures), unit)
                ratios = sorted(after[at] / before[at] for before, after in pairs)
                for which, ratio in (("median", statistics.median(ratios)), ("lowest", ratios[0]),
                                     ("highest", ratios[-1])):
                    table.add("beside", f"{draws:,} draws, {what} over {names[0]}, {which} of {rounds}", ratio, "x")
