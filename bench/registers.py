"""Registers, spills and stack of the CUDA kernel that runs the draws, as ptxas reports them."""
import os
import re
import shutil
import subprocess

# As in cmake/PeregrineDevices.cmake.
FLAGS = ["-std=c++17", "-O3", "-DNDEBUG", "--fmad=false", "-Xptxas=-v", "-cubin"]
DEFAULT_ARCHITECTURES = "80;90"
MAIN_KERNEL = "peregrine_advance_year"  # kernels/ensemble.cu: a year, which is launched for each
FIGURES = {
    "registers": r"Used (\d+) registers",
    "stack": r"(\d+) bytes stack frame",
    "spill stores": r"(\d+) bytes spill stores",
    "spill loads": r"(\d+) bytes spill loads",
}


def find_nvcc():
    return shutil.which("nvcc") or shutil.which("nvcc", path="/usr/local/cuda/bin")


def parse(text):
    """The largest of each figure over the entry functions that run the main kernel."""
    largest = {}
    for entry in text.split("Compiling entry function")[1:]:
        if MAIN_KERNEL not in entry.splitlines()[0]:
            continue
        for name, pattern in FIGURES.items():
            found = re.search(pattern, entry)
            if found:
                largest[name] = max(largest.get(name, 0), int(found.group(1)))
    return largest


def measure(root, architectures=DEFAULT_ARCHITECTURES):
    """Yields (architecture, {figure: number}); nothing where there is no CUDA toolkit."""
    nvcc = find_nvcc()
    if nvcc is None:
        return
    for architecture in architectures.split(";"):
        command = [nvcc, *FLAGS, f"-arch=sm_{architecture}", f"-I{root}", "-o", os.devnull,
                   str(root / "kernels/ensemble.cu")]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
        figures = parse(result.stdout + result.stderr)
        if "registers" not in figures:
            raise SystemExit(f"ptxas names no kernel {MAIN_KERNEL} for sm_{architecture}")
        yield architecture, figures
