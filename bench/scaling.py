"""Scaling over ranks and threads, what checkpoints cost, start-up, and merging beside a raw write."""
import os
import pathlib
import re
import resource
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "inputs/scenarios/reference.toml"
BLOCK = 1024  # draws
MPI_SETTINGS = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
                "OMPI_MCA_rmaps_base_oversubscribe": "1",
                "OMPI_MCA_hwloc_base_binding_policy": "none",
                "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
                "PRTE_MCA_hwloc_default_binding_policy": "none"}


def run_command(options, output, draws, threads, year, keep):
    return [options.build / "peregrine", "run", REFERENCE, "-q", "--restart", "--overwrite",
            "--draws", draws, "--to", year, "--keep", keep, "--threads", threads, "-o", output]


def timed(options, folder, draws, ranks=0, threads=1, year=2025, keep=64, more=()):
    """Wall seconds of one run; ranks = 0 is without mpirun."""
    command = [*run_command(options, folder / "scaling.h5", draws, threads, year, keep), *more]
    if ranks > 0:
        command = ["mpirun", "-n", ranks, *command]
    start = time.monotonic()
    subprocess.run([str(part) for part in command], check=True, env={**os.environ, **MPI_SETTINGS},
                   stdin=subprocess.DEVNULL)
    return time.monotonic() - start


def timed_apart(options, folder, draws, runs, year, keep=64):
    """Wall seconds until `runs` runs that know nothing of each other have done `draws` draws."""
    start = time.monotonic()
    processes = []
    for number in range(runs):
        command = run_command(options, folder / f"apart-{number}.h5", draws // runs, 1, year, keep)
        processes.append(subprocess.Popen([str(part) for part in command],
                                          stdin=subprocess.DEVNULL))
    if any([process.wait() != 0 for process in processes]):
        raise SystemExit("a run failed")
    return time.monotonic() - start


def cpu_seconds_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def runtime_of(options, file):
    """How long parts of the run took, in seconds, as the file says."""
    info = subprocess.run([options.build / "peregrine", "info", file], check=True,
                          capture_output=True, text=True).stdout
    return {name: float(value) for name, value in re.findall(r"(\w+_seconds):\s+([\d.e+-]+)", info)}


def best_of(options, variants):
    """The least of each over the rounds, taken in turn."""
    best = {}
    for _ in range(options.rounds):
        for name, measure in variants.items():
            best[name] = min(measure(), best.get(name, float("inf")))
    return best


def measure_scaling(options, table):
    draws = 64 if options.smoke else 16 * BLOCK
    year = 2021 if options.smoke else 2030
    cores = 1 if options.smoke else len(os.sched_getaffinity(0))
    steps = [count for count in (1, 2, 4, 8, 16, 32, 64, 128) if count <= cores]
    table.title(f"Scaling of `peregrine run`, {draws:,} draws to {year}, whole runs")
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folder = pathlib.Path(scratch)

        def run(number, ranks, threads):
            return lambda: timed(options, folder, number, ranks, threads, year)

        def apart(runs):
            return lambda: timed_apart(options, folder, draws, runs, year)

        # What a run takes besides draws is the same for all and no matter of scaling.
        variants = {"start": run(16, 0, 1), "start of ranks": run(16, 1, 1)}
        for count in steps:
            variants["threads", count] = run(draws, 0, count)
            variants["ranks", count] = run(draws, count, 1)
            variants["weak", count] = run(count * draws // 2, count, 1)
            # What the machine gives: its cores share memory and clock, and other work may slow one.
            variants["apart", count] = apart(count)
        best = best_of(options, variants)
    starts = {"threads": best["start"], "ranks": best["start of ranks"],
              "weak": best["start of ranks"], "apart": best["start"]}
    for kind, words in (("threads", "strong, threads"), ("ranks", "strong, ranks"),
                        ("weak", "weak, ranks"), ("apart", "strong, runs apart")):
        one = best[kind, 1] - starts[kind]
        for count in steps:
            seconds = best[kind, count] - starts[kind]
            share = one / seconds / (1 if kind == "weak" else count)
            table.add("scaling", f"{words}: {count}", best[kind, count], "s")
            if count > 1:
                table.add("scaling", f"{words}: efficiency of {count}", 100.0 * share, "%")
    for count in steps[1:]:
        alone = best["apart", count] - starts["apart"]
        for kind in ("threads", "ranks"):
            table.add("scaling", f"{count} {kind} over {count} runs apart",
                      100.0 * alone / (best[kind, count] - starts[kind]), "%")


def measure_checkpoints(options, table):
    # `auto` takes its first checkpoint after a minute and a half.
    long = os.environ.get("PEREGRINE_LONG_BENCH") == "1" and not options.smoke
    draws = 64 if options.smoke else (32 if long else 8) * BLOCK
    year = 2021 if options.smoke else 2050
    table.title(f"Checkpoints: {draws:,} draws to {year} on all threads")
    threads = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folder = pathlib.Path(scratch)

        # On a shared machine a run's CPU time says more than its wall time.
        cpu = {}
        own = {}

        def run(every):
            def measure():
                before = cpu_seconds_of_children()
                seconds = timed(options, folder, draws, 0, threads, year, 64,
                                ("--checkpoint-every", every))
                used = cpu_seconds_of_children() - before
                cpu[every] = min(used, cpu.get(every, float("inf")))
                clock = runtime_of(options, folder / "scaling.h5")
                own[every] = 100.0 * (clock["checkpoint_store_seconds"] +
                                      clock["checkpoint_write_seconds"]) / clock["simulate_seconds"]
                return seconds
            return measure

        ways = ["never", "auto"] + ([] if long else ["1"])
        best = best_of(options, {every: run(every) for every in ways})
        for every, seconds in best.items():
            table.add("checkpoints", f"{draws:,} draws, every {every}", seconds, "s")
            table.add("checkpoints", f"{draws:,} draws, every {every}, CPU", cpu[every], "s")
        for every in ways[1:]:
            table.add("checkpoints", f"{draws:,} draws, every {every}, over none",
                      100.0 * (best[every] / best["never"] - 1.0), "%")
            table.add("checkpoints", f"{draws:,} draws, every {every}, by its own clock",
                      own[every], "%")
            table.add("checkpoints", f"{draws:,} draws, every {every}, CPU over none",
                      100.0 * (cpu[every] / cpu["never"] - 1.0), "%")


def raw_write(path, size):
    """Seconds to write so many bytes and have them on the disk."""
    piece = os.urandom(1 << 22)
    pieces = max(size // len(piece), 1)
    start = time.monotonic()
    with open(path, "wb") as file:
        for _ in range(pieces):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    seconds = time.monotonic() - start
    path.unlink()
    return seconds * size / (pieces * len(piece))


def parts_of(output):
    return output.with_name(output.name + ".parts")


def stopped_before_merge(options, folder, draws, year):
    """Runs until all blocks are done and the file is being made of them, and kills it then."""
    output = folder / "merge.h5"
    command = [options.build / "peregrine", "run", REFERENCE, "-q", "--restart", "--overwrite",
               "--draws", draws, "--to", year, "--keep", -1, "--checkpoint-every", 1, "-o", output]
    parts = parts_of(output)
    for _ in range(10):  # on a busy machine the moment may pass
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL)
        while process.poll() is None and not list(parts.glob("ensemble.h5*")):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if not output.exists():
            break
        output.unlink()
    else:
        raise SystemExit("the file was made before the run could be killed")
    return [*command[:4], "--resume", *command[5:]], output


def measure_merge(options, table):
    """What is left to do when all blocks are done: check parts, put them together, hash, rename."""
    # Statistics take the same time whatever the file's size: the long form shows what rows take.
    long = os.environ.get("PEREGRINE_LONG_BENCH") == "1"
    draws, year = (64, 2021) if options.smoke else ((16 if long else 2) * BLOCK, 2050)
    table.title(f"Merging the parts of {draws:,} draws to {year}, all kept, into one file")
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folder = pathlib.Path(scratch)
        best = {}
        for _ in range(options.rounds):
            command, output = stopped_before_merge(options, folder, draws, year)
            rows = sum(path.stat().st_size for path in parts_of(output).glob("rows-*"))
            # Twice, so that it and the merge alike find the pages of a file just removed: a virtual
            # machine takes up to three times as long for those it has not touched before.
            raw_write(folder / "raw", rows)
            measured = {"raw": raw_write(folder / "raw", rows)}
            start = time.monotonic()
            subprocess.run([str(part) for part in command], check=True, stdin=subprocess.DEVNULL)
            measured["merge"] = time.monotonic() - start
            size = output.stat().st_size
            measured["raw"] *= size / rows
            output.unlink()
            measured["start"] = timed(options, folder, 16, 0, 1, 2021, 16)
            best = {name: min(value, best.get(name, value)) for name, value in measured.items()}
    seconds = best["merge"] - best["start"]
    label = f"{draws:,} draws"
    table.add("merge", f"{label}, file", size / 1e6, "MB")
    table.add("merge", f"{label}, parts to file, less start-up", size / seconds / 1e6, "MB/s")
    table.add("merge", f"{label}, raw write and fsync", size / best["raw"] / 1e6, "MB/s")
    table.add("merge", f"{label}, merge over raw", 100.0 * best["raw"] / seconds, "%")


def measure_start(options, table):
    table.title("Start-up: 16 draws to 2021")
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folder = pathlib.Path(scratch)

        def mpirun_alone():
            start = time.monotonic()
            subprocess.run(["mpirun", "-n", "1", "true"], check=True,
                           env={**os.environ, **MPI_SETTINGS})
            return time.monotonic() - start

        best = best_of(options, {
            "peregrine": lambda: timed(options, folder, 16, 0, 1, 2021, 16),
            "one rank": lambda: timed(options, folder, 16, 1, 1, 2021, 16),
            "mpirun alone": mpirun_alone})
    for name, seconds in best.items():
        table.add("start", name, seconds, "s")
    table.add("start", "one rank beyond mpirun", best["one rank"] - best["mpirun alone"], "s")
