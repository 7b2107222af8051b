#!/usr/bin/env bash
# usage: tests/lint.sh
# Checks the form of every source: clang-format, shell and Python syntax. With PEREGRINE_TIDY=1 also
# clang-tidy over kernels/ and host/, which takes minutes.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

mapfile -t cpp_files < <(find kernels host tests bench \
  -name '*.h' -o -name '*.cpp' -o -name '*.cu' | sort)
mapfile -t shell_files < <(find .ci/run jobs tests bench \
  -path .ci/run -o -name '*.sh' -o -name '*.sbatch' | sort)
mapfile -t python_files < <(find inputs jobs tests bench docs -name '*.py' | sort)

# What a measurement leaves behind is no source.
if git rev-parse --git-dir > /dev/null 2>&1; then
  stray=$(git ls-files | grep -E '^[^/]+\.(h5|py|csv|log)$|\.h5$' || true)
  if [ -n "$stray" ]; then
    printf 'not a source of this project: %s\n' $stray >&2
    exit 1
  fi
fi

clang-format-14 --dry-run -Werror "${cpp_files[@]}"
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
echo "format: ${#cpp_files[@]} C++, ${#shell_files[@]} shell, ${#python_files[@]} Python files are clean"

if [ "${PEREGRINE_TIDY:-0}" = 1 ]; then
  # Only for its compile_commands.json; clang knows its own compiler's flags, not all of g++.
  cmake --preset serial -B build-tidy -DCMAKE_C_COMPILER=clang-14 \
    -DCMAKE_CXX_COMPILER=clang++-14 -DPEREGRINE_TESTS=OFF -DPEREGRINE_BENCH=OFF > /dev/null
  run-clang-tidy-14 -quiet -p build-tidy -j "$(nproc)" '/(host|kernels)/'
fi
