#!/usr/bin/python3
"""Measures what bench/gpu_model.py reads, without a GPU, and prints it as JSON.

    bash jobs/build.sh tests build-tests peregrine_counted block_bench
    bench/gpu_inputs.py --build build-tests > /tmp/COMMIT.json    # then into bench/gpu_inputs/

The reference run goes through the whole program on the stand-in for the CUDA runtime, which counts what
its kernels execute (tests/model/ptx/count_ptx.py). What ptxas makes of them is counted by the PTX line that
each instruction stems from: it runs as often as the PTX does. That is too much where ptxas has moved an
instruction out of a loop, and for the calls that prepare the slow paths of divisions.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import record
import registers

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/model/ptx"))
import count_ptx  # noqa: E402
import sass  # noqa: E402

ARCHITECTURE = "sm_90"
BLOCK = 1024  # draws
FIRST_KERNEL = "peregrine_begin_draws"  # one draw a thread
SLOW_PATHS = "ret;"  # what their instructions are said to stem from
TO_DEVICE, TO_HOST = 1, 2  # cudaMemcpyKind


def run_counted(options, folder):
    """Blocks of PTX, their counts, and what the stand-in traced."""
    environment = dict(os.environ, PEREGRINE_PTX_COUNTS=str(folder / "counts"),
                       PEREGRINE_STAND_IN_TRACE=str(folder / "trace"))
    subprocess.run([options.build / "tests/model/peregrine_counted", "run",
                    ROOT / "inputs/scenarios/reference.toml", "--device", "cuda", "--draws",
                    str(options.draws), "--keep", "1", "--to", str(options.to), "--quiet", "-o",
                    folder / "run.h5"], env=environment, check=True)
    blocks = options.build / "tests/model/stand_in/blocks.json"
    trace = next(folder.glob("trace.*")).read_text(encoding="utf-8")
    return (json.loads(blocks.read_text(encoding="utf-8")),
            count_ptx.read_counts(folder / "counts"), trace)


def compile_kernels(options, folder):
    """The cubin that ptxas makes of the PTX that was counted, and its report."""
    nvcc = registers.find_nvcc()
    source = (options.build / "tests/model/stand_in/ensemble.ptx").read_text(encoding="utf-8")
    ptx, cubin = folder / "kernels.ptx", folder / "kernels.cubin"
    ptx.write_text(re.sub(r"^\.target sm_\d+", f".target {ARCHITECTURE}", source, flags=re.M),
                   encoding="utf-8")
    result = subprocess.run([nvcc, "-O3", f"-arch={ARCHITECTURE}", registers.REPORT,
                             "-Xptxas=-lineinfo", "-cubin", ptx, "-o", cubin], capture_output=True,
                            text=True, check=True)
    return cubin, registers.parse(result.stdout + result.stderr)


def executed_machine_code(cubin, program, counts, draws):
    """{kernel: {operation: executions a draw by warps, times 32}}, slow paths left out."""
    ptx, kernels = sass.lines(cubin)
    ran = count_ptx.executions_of_lines(program, counts, ptx)
    result = {}
    for kernel, code in kernels.items():
        executed = collections.Counter()
        for operation, line in code:
            if line is not None and ptx[line] != SLOW_PATHS:
                executed[str(operation)] += ran.get(line, 0) / draws
        result[kernel] = {name: number for name, number in sorted(executed.items()) if number}
    return result


def counting_on_the_host(options):
    """Seconds of one thread that counting a block takes where all of it is counted on the host."""
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [options.build / "bench/block_bench", "--draws", str(BLOCK), "--to-year",
             str(options.to), "--folder", folder], stdout=subprocess.PIPE, text=True, check=True)
    terms = [json.loads(line) for line in result.stdout.splitlines()]
    return next(term["value"] for term in terms if term["term"] == "add to statistics")


def rounded(value):
    """Figures of four digits."""
    if isinstance(value, dict):
        return {name: rounded(item) for name, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def measure(options):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        program, counts, trace = run_counted(options, folder)
        cubin, reports = compile_kernels(options, folder)
        kernels = count_ptx.sum_blocks(program, counts, options.draws)
        for name, executed in executed_machine_code(cubin, program, counts, options.draws).items():
            kernels[name]["machine code"] = executed
            kernels[name]["ptxas"] = reports[name]
            kernels[name]["code bytes"] = len(sass.sections(cubin)[sass.CODE + name])
    for name, kernel in kernels.items():
        grid, block = map(int, re.search(rf"{name} <<<(\d+), (\d+)>>>", trace).groups())
        kernel["grid"], kernel["threads a block"] = grid, block
    first = kernels[FIRST_KERNEL]
    at_once = first["grid"] * first["threads a block"]
    if options.draws != at_once:
        raise SystemExit(f"a launch has {at_once:,} lanes: measure as many draws")
    copied = {kind: counts["copied"].get(kind, [0, 0, 0]) for kind in (TO_DEVICE, TO_HOST)}
    return {
        "commit": options.commit,
        "command": f"bench/gpu_inputs.py --draws {options.draws} --to {options.to}",
        "scenario": "reference", "draws": options.draws, "to": options.to,
        "draws at once": at_once, "architecture": ARCHITECTURE, "kernels": kernels,
        "copies": {"bytes to the device": copied[TO_DEVICE][0],
                   "calls to the device": copied[TO_DEVICE][1],
                   "bytes to the host a draw": copied[TO_HOST][0] / options.draws,
                   "calls to the host a draw": copied[TO_HOST][1] / options.draws,
                   "pinned": counts["pinned"][0][0] > 0,
                   "asynchronous": 2 * copied[TO_HOST][2] > copied[TO_HOST][0]},
        "host": {"seconds a draw where the host counts all of it":
                 counting_on_the_host(options) / BLOCK,
                 "share counted on the host": options.host_share}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, required=True, help="folder of a built tree")
    parser.add_argument("--draws", type=int, default=BLOCK, help="as many as a launch has lanes")
    parser.add_argument("--to", type=int, default=2050)
    parser.add_argument("--host-share", type=float, default=1.0,
                        help="of all values, those that the host counts")
    options = parser.parse_args()
    options.build = options.build.resolve()
    options.commit = record.require_commit()
    text = json.dumps(rounded(measure(options)), indent=1)
    print(re.sub(r"\[\s+([^][{}]*?),\s+([^][{}]*?)\s+\]", r"[\1, \2]", text))


if __name__ == "__main__":
    main()
