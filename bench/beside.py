"""This build beside that of another commit, in turn on the same machine: ratios of whole runs."""
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

LONG_DRAWS = 100_000


def run_once(tree, draws, threads, smoke, folder):
    """Wall seconds, CPU seconds and peak memory in bytes of `peregrine run` of a tree."""
    output = folder / "run.h5"
    output.unlink(missing_ok=True)  # older commits know no --overwrite
    command = [tree["program"], "run", tree["scenario"], "--quiet", "--draws", draws, "--output", output,
               "--threads", threads]
    if smoke:
        command += ["--to", 2021, "--keep", 8]
    start = time.monotonic()
    process = subprocess.Popen([str(part) for part in command])
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{tree['program']} run ended with status {os.waitstatus_to_exitcode(status)}")
    return {"seconds": time.monotonic() - start, "CPU": usage.ru_utime + usage.ru_stime,
            "peak memory": usage.ru_maxrss * 1024.0}


def measure_beside(options, table):
    if options.beside is None:
        return
    scenario = "inputs/scenarios/reference.toml"
    root = pathlib.Path(__file__).resolve().parent.parent
    ours = {"program": options.build / "peregrine", "scenario": root / scenario}
    theirs = {"program": options.beside / "build/peregrine", "scenario": options.beside / scenario}
    commit = options.beside.name
    draws_and_threads = [(64, 1)] if options.smoke else [(2000, 2)]
    if os.environ.get("PEREGRINE_LONG_BENCH") == "1" and not options.smoke:
        draws_and_threads.append((LONG_DRAWS, 2))
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folder = pathlib.Path(scratch)
        for draws, threads in draws_and_threads:
            table.title(f"{draws:,} draws of the reference, {threads} threads, beside {commit}, in turn")
            rounds = 1 if draws == LONG_DRAWS else options.rounds
            pairs = [(run_once(theirs, draws, threads, options.smoke, folder),
                      run_once(ours, draws, threads, options.smoke, folder)) for _ in range(rounds)]
            for what, unit in (("CPU", "CPU-s"), ("seconds", "s"), ("peak memory", "bytes")):
                for name, side in ((commit, 0), ("this build", 1)):
                    table.add("beside", f"{draws:,} draws, {what}, {name}",
                              statistics.median(pair[side][what] for pair in pairs), unit)
                ratios = sorted(after[what] / before[what] for before, after in pairs)
                table.add("beside", f"{draws:,} draws, {what}, over {commit}", statistics.median(ratios), "x")
                table.add("beside", f"{draws:,} draws, {what}, lowest of {rounds} rounds", ratios[0], "x")
                table.add("beside", f"{draws:,} draws, {what}, highest", ratios[-1], "x")
