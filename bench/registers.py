"""Registers, spills and stack of the CUDA kernels, as ptxas reports them."""
import os
import re
import shutil
import subprocess

# As in cmake/PeregrineDevices.cmake.
FLAGS = ["-std=c++17", "-O3", "-DNDEBUG", "--fmad=false"]
REPORT = "-Xptxas=-v"
DEFAULT_ARCHITECTURES = "80;90"
FIGURES = {
    "registers": r"Used (\d+) registers",
    "stack": r"(\d+) bytes stack frame",
    "spill stores": r"(\d+) bytes spill stores",
    "spill loads": r"(\d+) bytes spill loads",
}


def find_nvcc():
    return shutil.which("nvcc") or shutil.which("nvcc", path="/usr/local/cuda/bin")


def parse(text):
    """{kernel: {figure: number}} of what ptxas says by -v."""
    kernels = {}
    for entry in text.split("Compiling entry function")[1:]:
        name = re.match(r"\s*'(\w+)'", entry).group(1)
        found = {figure: re.search(pattern, entry) for figure, pattern in FIGURES.items()}
        kernels[name] = {figure: int(match.group(1)) for figure, match in found.items() if match}
    return kernels


def measure(root, architectures=DEFAULT_ARCHITECTURES):
    """Yields (architecture, {kernel: {figure: number}}); nothing where there is no CUDA toolkit."""
    nvcc = find_nvcc()
    if nvcc is None:
        return
    for architecture in architectures.split(";"):
        command = [nvcc, *FLAGS, REPORT, "-cubin", f"-arch=sm_{architecture}", f"-I{root}", "-o",
                   os.devnull, str(root / "kernels/ensemble.cu")]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
        kernels = parse(result.stdout + result.stderr)
        if not kernels or any("registers" not in figures for figures in kernels.values()):
            raise SystemExit(f"ptxas names no kernels and their registers for sm_{architecture}")
        yield architecture, kernels
