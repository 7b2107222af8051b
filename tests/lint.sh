#!/usr/bin/env bash
# usage: tests/lint.sh
# Checks the form of every source: clang-format 14; shell, Python and R syntax. With PEREGRINE_TIDY=1 also
# clang-tidy over kernels/ and host/, which takes minutes.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

mapfile -t cpp_files < <(find kernels host readers tests bench \
  -name '*.h' -o -name '*.cpp' -o -name '*.cu' | sort)
mapfile -t shell_files < <(find .ci/run jobs tests bench findings \
  -path .ci/run -o -name '*.sh' -o -name '*.sbatch' | sort)
mapfile -t python_files < <(find inputs jobs readers tests bench docs -name '*.py' | sort)
mapfile -t r_files < <(find readers tests -name '*.R' | sort)

# What a measurement leaves behind is no source.
if git rev-parse --git-dir > /dev/null 2>&1; then
  stray=$(git ls-files | grep -E '^[^/]+\.(h5|py|csv|log)$|\.h5$' || true)
  if [ -n "$stray" ]; then
    printf 'not a source of this project: %s\n' $stray >&2
    exit 1
  fi
fi

# Each release of clang-format breaks some lines otherwise, so that only one of them can be asked.
formatter=
for candidate in clang-format-14 clang-format; do
  if "$candidate" --version 2> /dev/null | grep -q 'version 14\.'; then
    formatter=$candidate
    break
  fi
done
if [ -n "$formatter" ]; then
  "$formatter" --dry-run -Werror "${cpp_files[@]}"
  formatted=clean
else
  formatted='not checked for their format, which takes clang-format 14 (Debian 12 has it)'
fi
# It leaves comments as they are, since it broke equations in them.
long=$(awk 'length > 100 && /^ *\/\// { print FILENAME ":" FNR ": is longer than 100 columns" }' "${cpp_files[@]}")
if [ -n "$long" ]; then
  echo "$long" >&2
  exit 1
fi
for file in "${shell_files[@]}"; do
  bash -n "$file"
done
# Not `python3 -m py_compile`, which leaves __pycache__ behind.
python3 - "${python_files[@]}" << 'PYTHON'
import sys

for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as source:
        compile(source.read(), name, "exec")
PYTHON
if command -v Rscript > /dev/null; then
  Rscript -e 'for (name in commandArgs(trailingOnly = TRUE)) invisible(parse(name, encoding = "UTF-8"))' "${r_files[@]}"
fi
long=$(awk 'length > 120 { print FILENAME ":" FNR ": is longer than 120 columns" }' "${r_files[@]}")
if [ -n "$long" ]; then
  echo "$long" >&2
  exit 1
fi
python3 tests/layers.py
echo "format: ${#shell_files[@]} shell, ${#python_files[@]} Python, ${#r_files[@]} R files are clean, ${#cpp_files[@]} C++ files $formatted"

if [ "${PEREGRINE_TIDY:-0}" = 1 ]; then
  # Only for its compile_commands.json; clang knows its own compiler's flags, not all of g++.
  cmake --preset serial -B build-tidy -DCMAKE_C_COMPILER=clang \
    -DCMAKE_CXX_COMPILER=clang++ -DPEREGRINE_TESTS=OFF -DPEREGRINE_BENCH=OFF > /dev/null
  run-clang-tidy -quiet -p build-tidy -j "$(nproc)" '/(host|kernels)/'
fi
