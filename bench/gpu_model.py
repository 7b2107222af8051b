#!/usr/bin/python3
"""Seconds of a run on NVIDIA GPUs by a model: executed instructions, bytes and launches over what a GPU does.

    bench/gpu_model.py bench/gpu_inputs/COMMIT.json [--beside bench/gpu_inputs/0184161.json]

Inputs are measured without a GPU (bench/gpu_inputs.py), the GPUs' figures are those of gpu_machines.json,
with their sources. A kernel takes as long as the slowest of what works at once: the schedulers, which issue
an instruction of a warp a cycle each; the units, each for its kind of instructions; the second cache; memory;
and the chain of one warp's own instructions and waiting for loads, as many times as warps follow each other
on a multiprocessor. Copies and the host's counting follow the kernels, or run beside them if the input says so.

What the model leaves out, so that a GPU takes longer than it says: kernels do not overlap their bounds
perfectly; instruction caches (a kernel's code is larger than they are); a clock held down by power; loads of
tables that miss the second cache. What it takes too pessimistically: every load of a table misses the first
cache. How much of a warp's waiting overlaps is a judgement: the columns are three of them. Start-up and writing of the
file are not in it. The clock of a GPU replaces all this.
"""
import argparse
import json
import math
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
WARP = 32
FLOAT = 4  # bytes
KERNEL = "kernel "
SPACES = ("global", "local", "param", "shared", "const")
UNITS = {
    "float": ("FFMA", "FMUL", "FADD"),
    "integer multiply": ("IMAD", "IMAD.WIDE", "IMAD.HI"),
    "integer and logic": ("IADD3", "LOP3", "SHF", "ISETP", "FSETP", "SEL", "FSEL", "FMNMX", "LEA", "VIMNMX",
                          "IMNMX", "VIADD", "PRMT", "I2FP", "MOV"),
    "double": ("DADD", "DMUL", "DFMA", "DSETP"),
    "special and conversion": ("MUFU", "FCHK", "F2F", "I2F"),
    "load and store": ("LD", "LDG", "STG", "LDL", "STL", "LDS", "STS", "LDC")}


def of_cache(kernel, room):
    """Bytes a draw that are fetched and written back past a cache with so many bytes for a lane: of
    the measured sizes the largest that fits, without one all that is loaded and stored."""
    sizes = [int(size) for size in kernel["memory by cache"] if int(size) <= room]
    if not sizes:
        return [kernel["global"]["lane bytes loaded"], kernel["global"]["lane bytes stored"]]
    return kernel["memory by cache"][str(max(sizes))]


class Occupancy:
    """How a launch's blocks lie on the multiprocessors."""

    def __init__(self, kernel, machine):
        threads = kernel["threads a block"]
        self.resident = min(machine["registers"] // (kernel["ptxas"]["registers"] * threads),
                            machine["threads"] // threads)
        self.busiest = math.ceil(kernel["grid"] / machine["multiprocessors"])
        self.waves = math.ceil(self.busiest / self.resident)
        self.share = self.busiest / kernel["grid"]  # of all work, that of the busiest multiprocessor
        self.threads_there = min(self.busiest, self.resident) * threads
        self.threads_at_once = min(kernel["grid"],
                                   self.resident * machine["multiprocessors"]) * threads


def kernel_bounds(kernel, draws, machine, overlap):
    """Seconds of a kernel's launches for so many draws at once, by what could bind."""
    place = Occupancy(kernel, machine)
    executed = kernel["machine code"]
    warps = draws / WARP
    there = warps * place.share
    every = sum(executed.values())
    bounds = {"issue": every * there / machine["schedulers"] / machine["clock"]}
    for unit, operations in UNITS.items():
        of_unit = sum(executed.get(operation, 0) for operation in operations)
        bounds[unit] = of_unit * there * WARP / machine["lanes a cycle"][unit] / machine["clock"]
    # Two pipes for floats, of which one multiplies integers, too.
    bounds["float"] += bounds["integer multiply"] / 2
    past_l1, _ = of_cache(kernel, machine["l1 bytes"] / place.threads_there)
    fetched, written = of_cache(kernel, machine["l2 bytes"] / place.threads_at_once)
    tables = kernel["global"]["table loads"]
    l2 = past_l1 + kernel["global"]["lane bytes stored"] + tables  # a sector of 32 bytes a warp
    bounds["second cache"] = l2 * draws / machine["l2 bytes a second"]
    bounds["memory"] = (fetched + written) * draws / (
        machine["memory bytes a second"] * machine["share of memory bandwidth reached"])
    draws_a_thread = draws / (kernel["grid"] * kernel["threads a block"])
    bounds["waiting"] = place.waves * draws_a_thread * chain(kernel, machine, overlap, fetched,
                                                             past_l1)
    return bounds


def chain(kernel, machine, overlap, fetched, past_l1):
    """Seconds of one thread for one draw, alone on its scheduler."""
    executed = kernel["machine code"]
    latency = machine["latency"]
    from_memory = fetched / FLOAT
    from_l2 = max(past_l1 - fetched, 0) / FLOAT + kernel["global"]["table loads"]
    near = max(executed.get("LDG", 0) - from_memory - from_l2, 0) + executed.get("LDL", 0)
    waited = (from_memory * latency["memory"] + from_l2 * latency["l2"] +
              near * latency["l1"]) / overlap["loads in flight a warp"]
    issued = sum(executed.values()) * overlap["cycles an instruction of a warp"]
    return (issued + waited) / machine["clock"]


def run_terms(inputs, draws, gpus, machine, overlap):
    """Seconds of a run by term; its kernels' bounds; what binds each."""
    at_once = inputs["draws at once"]
    turns = math.ceil(draws / at_once / gpus)
    of_gpu = turns * at_once
    terms, bounds = {}, {}
    for name, kernel in inputs["kernels"].items():
        bounds[name] = {bound: turns * seconds for bound, seconds in
                        kernel_bounds(kernel, at_once, machine, overlap).items()}
        terms[KERNEL + name] = max(bounds[name].values())
    launches = sum(kernel["launches"] for kernel in inputs["kernels"].values())
    terms["launches"] = turns * launches * machine["seconds a launch"]
    copies = inputs["copies"]
    rate = machine["pinned bytes a second" if copies["pinned"] else "pageable bytes a second"]
    terms["copies"] = of_gpu * copies["bytes to the host a draw"] / rate
    terms["calls of copies"] = of_gpu * copies["calls to the host a draw"] * machine["seconds a copy"]
    host = inputs["host"]
    terms["counting on the host"] = (of_gpu * host["seconds a draw where the host counts all of it"] *
                                     host["share counted on the host"] / machine["host threads a GPU"])
    return terms, bounds


def total(terms, asynchronous):
    """Of terms that follow each other, or of which copies and the host go on beside the kernels."""
    if not asynchronous:
        return sum(terms.values())
    host = terms["counting on the host"]
    copies = terms["copies"] + terms["calls of copies"]
    return max(sum(terms.values()) - host - copies, host, copies)


def ptx_class(opcode):
    """What kind of PTX instruction it is, and the bytes it moves."""
    parts = opcode.split(".")
    operation, kind = parts[0], parts[-1]
    if operation in ("ld", "st", "atom", "red"):
        space = next((part for part in parts if part in SPACES), "generic")
        several = next((int(part[1]) for part in parts if part in ("v2", "v4")), 1)
        return f"{operation}.{space}", several * int(kind[1:]) // 8
    if operation in ("bra", "ret", "exit", "call", "bar"):
        return "branches and barriers", 0
    if operation == "mov":
        return "moves", 0
    if kind == "f32":
        return "float", 0
    if kind == "f64":
        return "double", 0
    wide = kind.endswith("64") or "wide" in parts or operation == "cvt" and "64" in opcode
    return "integer of 64 bits" if wide else "integer of 32 bits", 0


def executed_by_class(kernels):
    """{class: [instructions, bytes]} of PTX a draw."""
    classes = {}
    for kernel in kernels.values():
        for opcode, (threads, _) in kernel.get("opcodes", {}).items():
            name, moved = ptx_class(opcode)
            before = classes.get(name, [0, 0])
            classes[name] = [before[0] + threads, before[1] + threads * moved]
    return dict(sorted(classes.items(), key=lambda item: -item[1][0]))


def print_executed(inputs):
    classes = executed_by_class(inputs["kernels"])
    if not classes:
        return
    print(f"\n{inputs['commit']}: PTX executed a draw to {inputs['to']}\n"
          f"  {'':<26}{'instructions':>14}{'bytes':>14}")
    for name, (number, moved) in classes.items():
        print(f"  {name:<26}{number:>14,.0f}{moved:>14,.0f}")
    print(f"  {'all':<26}{sum(number for number, _ in classes.values()):>14,.0f}")
    machine_code = sum(sum(kernel["machine code"].values()) for kernel in inputs["kernels"].values())
    print(f"  {'machine code':<26}{machine_code:>14,.0f}")


def machines():
    figures = json.loads((HERE / "gpu_machines.json").read_text(encoding="utf-8"))
    named = {name: {**figures["common"], **own} for name, own in figures["machines"].items()}
    return named, figures["overlap"], figures["sources"]


def print_table(title, columns, rows):
    print(f"\n{title}")
    print(f"  {'seconds where waiting overlaps':<40}" + "".join(f"{column:>12}" for column in columns))
    for name, values in rows.items():
        print(f"  {name:<40}" + "".join(f"{value:>12,.2f}" for value in values))


def with_lanes(inputs, lanes):
    """The same work with so many draws at once: more blocks where a thread has a draw of its own."""
    kernels = {}
    for name, kernel in inputs["kernels"].items():
        threads = kernel["threads a block"]
        own = kernel["grid"] * threads == inputs["draws at once"]
        kernels[name] = {**kernel, "grid": math.ceil(lanes / threads) if own else kernel["grid"]}
    return {**inputs, "draws at once": lanes, "kernels": kernels}


def print_model(inputs, options, overlaps, name, machine):
    """Prints the tables of one GPU and of several; returns their totals."""
    totals = {}
    for gpus in (1, options.gpus):
        rows = {}
        for label, overlap in overlaps.items():
            terms, bounds = run_terms(inputs, options.draws, gpus, machine, overlap)
            for term, seconds in terms.items():
                rows.setdefault(term, []).append(seconds)
                for bound, value in bounds.get(term.removeprefix(KERNEL), {}).items():
                    rows.setdefault(f"  {bound}, {term.removeprefix(KERNEL)}", []).append(value)
            totals[gpus, label] = total(terms, inputs["copies"]["asynchronous"])
        beside = ", copies and host beside the kernels" if inputs["copies"]["asynchronous"] else ""
        rows["all" + beside] = [totals[gpus, label] for label in overlaps]
        print_table(f"{inputs['commit']}: {options.draws:,.0f} draws to {inputs['to']} on {gpus} x "
                    f"{name}, {inputs['draws at once']:,} at once", overlaps, rows)
    return totals


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", type=pathlib.Path)
    parser.add_argument("--beside", type=pathlib.Path, help="inputs of another commit")
    parser.add_argument("--draws", type=float, default=1e6)
    parser.add_argument("--gpus", type=int, default=8)
    parser.add_argument("--lanes", type=int, help="draws at once instead of those of the inputs")
    options = parser.parse_args()
    named, overlaps, sources = machines()
    inputs = json.loads(options.inputs.read_text(encoding="utf-8"))
    if options.lanes:
        inputs = with_lanes(inputs, options.lanes)
    other = json.loads(options.beside.read_text(encoding="utf-8")) if options.beside else None
    print_executed(inputs)
    for name, machine in named.items():
        ours = print_model(inputs, options, overlaps, name, machine)
        if other:
            theirs = print_model(other, options, overlaps, name, machine)
            ratios = {f"{gpus} x {name}": [ours[gpus, label] / theirs[gpus, label]
                                           for label in overlaps] for gpus in (1, options.gpus)}
            print(f"\n{inputs['commit']} over {other['commit']}")
            for row, values in ratios.items():
                print(f"  {row:<40}" + "".join(f"{f'1/{1 / value:,.1f}':>12}" for value in values))
    print("\nFigures of the GPUs:", *sources, sep="\n- ")


if __name__ == "__main__":
    main()
