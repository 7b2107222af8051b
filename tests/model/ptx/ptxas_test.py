"""What ptxas makes of the kernels' PTX, as far as it can be seen without a GPU.

    ptxas_test.py NVCC ARCHITECTURE SCRATCH

- Nothing is fused that PTX keeps apart: every fused multiply-add stems from a PTX `fma` or from the
  expansion of a division, a reciprocal or a root, as ptxas's own table of lines has it, and no multiplication
  or addition of the PTX is lost. To show that a fusion would be seen, the same PTX without `.rn`, which
  leaves ptxas free to fuse, must fail.
- Registers, stack and spills of each kernel are within ptxas_limits.json: what they are today, to be
  lowered with them. A kernel that is not there has neither stack nor spills.

Exit code 77: nvcc is not there or does not know the architecture.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

import sass

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
sys.path.insert(0, str(ROOT / 'bench'))
import registers  # noqa: E402

MOST_REGISTERS = 128  # kernels/ensemble.cu: two blocks of 256 threads on a multiprocessor
SKIPPED = 77
# Instructions of one expansion, on its fast path, by the PTX that it stands for.
FUSED_IN = {'fma.rn.f32': None, 'div.rn.f32': 5, 'rcp.rn.f32': 2, 'sqrt.rn.f32': 2}
# The slow paths of all three, once a kernel, after its last instruction.
FUSED_IN_SLOW_PATHS = 22
AFTER_THE_LAST = 'ret'
FUSED_DOUBLE_IN = {'fma.rn.f64'}
# Kept apart: SASS, and the PTX that it stems from.
KEPT = {'FMUL': ['mul.rn.f32'], 'FADD': ['add.rn.f32', 'sub.rn.f32'], 'DMUL': ['mul.rn.f64'],
        'DADD': ['add.rn.f64', 'sub.rn.f64']}


def opcode(line):
    return re.sub(r'^@!?%p\d+\s+', '', line).split(None, 1)[0].rstrip(';') if line else ''


def ptx_opcodes(text):
    """{kernel: Counter of opcodes}."""
    result = {}
    for part in re.split(r'^\.visible \.entry ', text, flags=re.M)[1:]:
        name = re.match(r'\w+', part).group()
        result[name] = collections.Counter(
            re.findall(r'^\s*(?:@!?%p\d+\s+)?([a-z][a-z0-9.:_]+)', part, re.M))
    return result


def fusions(instructions, wanted):
    """What is wrong with a kernel: [(operation, PTX line)] against the opcodes of its PTX."""
    problems = []
    made = collections.defaultdict(collections.Counter)
    for operation, line in instructions:
        made[operation][opcode(line)] += 1
    for origin, number in made['FFMA'].items():
        if origin == AFTER_THE_LAST:
            most = FUSED_IN_SLOW_PATHS
        elif origin in FUSED_IN:
            most = None if FUSED_IN[origin] is None else FUSED_IN[origin] * wanted[origin]
        else:
            most = 0
        if most is not None and number > most:
            problems.append(f'{number} FFMA of {origin or "nothing"}, {most} at most')
    for origin, number in made['DFMA'].items():
        if origin not in FUSED_DOUBLE_IN:
            problems.append(f'{number} DFMA of {origin}')
    for operation, origins in KEPT.items():
        have, want = (sum(counts[origin] for origin in origins)
                      for counts in (made[operation], wanted))
        if have < want:
            problems.append(f'{have} {operation} for {want} of {" and ".join(origins)}: fused, or '
                            'one computed in place of two')
    return problems


def exceeded(kernels, limits):
    problems = []
    for kernel, figures in kernels.items():
        limit = {'registers': MOST_REGISTERS, 'stack': 0, 'spill stores': 0, 'spill loads': 0}
        limit.update(limits.get(kernel, {}))
        problems += [f'{kernel}: {figures[name]} {name}, {most} at most'
                     for name, most in limit.items() if figures[name] > most]
    return problems


class Toolkit:
    def __init__(self, nvcc, architecture, scratch):
        self.nvcc, self.architecture, self.scratch = nvcc, architecture, pathlib.Path(scratch)
        self.scratch.mkdir(parents=True, exist_ok=True)

    def run(self, *arguments):
        result = subprocess.run([self.nvcc, *map(str, arguments)], capture_output=True, text=True,
                                check=False)
        if result.returncode != 0:
            raise SystemExit(result.stderr)
        return result.stdout + result.stderr

    def knows_architecture(self):
        return self.architecture in self.run('--list-gpu-code').split()

    def release(self):
        return re.search(r'release ([\d.]+)', self.run('--version')).group(1)

    def ptx(self):
        path = self.scratch / 'kernels.ptx'
        self.run(*registers.FLAGS, f'-arch={self.architecture}', f'-I{ROOT}', '-ptx',
                 ROOT / 'kernels/ensemble.cu', '-o', path)
        return path

    def cubin(self, ptx, *options):
        path = self.scratch / (ptx.stem + '_'.join(options).replace('=', '') + '.cubin')
        text = self.run(f'-arch={self.architecture}', '-O3', registers.REPORT, *options, '-cubin',
                        ptx, '-o', path)
        return path, text


def problems_of(cubin, wanted):
    return [f'{kernel}: {problem}' for kernel, instructions in sass.origins(cubin).items()
            for problem in fusions(instructions, wanted[kernel])]


def main():
    toolkit = Toolkit(*sys.argv[1:4])
    if not toolkit.knows_architecture():
        print(f'skipped: {toolkit.nvcc} knows no {toolkit.architecture}')
        return SKIPPED
    ptx = toolkit.ptx()
    text = ptx.read_text(encoding='utf-8')
    wanted = ptx_opcodes(text)
    cubin, report = toolkit.cubin(ptx, '-Xptxas=-lineinfo')
    plain, _ = toolkit.cubin(ptx)
    with_lines, without = sass.sections(cubin), sass.sections(plain)
    problems = [f'{name} is other code with lines than without' for name in without
                if name.startswith(sass.CODE) and without[name] != with_lines[name]]
    problems += problems_of(cubin, wanted)

    free = toolkit.scratch / 'free.ptx'
    free.write_text(re.sub(r'\b(mul|add|sub)\.rn\.(f32|f64)', r'\1.\2', text), encoding='utf-8')
    seen = problems_of(toolkit.cubin(free, '-Xptxas=-lineinfo')[0], wanted)
    if not any('FFMA of add.f32' in problem for problem in seen):
        problems.append('PTX that ptxas may fuse shows no fusion: this test sees none')

    kernels = registers.parse(report)
    limits = json.loads((HERE / 'ptxas_limits.json').read_text(encoding='utf-8'))
    for kernel, figures in kernels.items():
        fused = sass.count(with_lines[sass.CODE + kernel])['FFMA']
        print(f'{kernel}: {figures}, {fused} FFMA for {wanted[kernel]["fma.rn.f32"]} fma of PTX')
    if toolkit.release() == limits['nvcc'] and toolkit.architecture in limits:
        problems += exceeded(kernels, limits[toolkit.architecture])
    else:
        print(f'no limits of nvcc {toolkit.release()} for {toolkit.architecture}: not compared')
    print('\n'.join(problems) if problems else 'as PTX has it')
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
