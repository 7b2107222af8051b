"""Counts the PTX instructions that kernels execute.

    count_ptx.py translate KERNEL.ptx OUT.c BLOCKS.json
    count_ptx.py sum BLOCKS.json COUNTS DRAWS

`translate` makes C as ptx_to_c.py does, which also counts how often each basic block runs; what is in a
block goes to BLOCKS.json. Linked with count_ptx.cpp, a program leaves the counts of all its launches in
the file PEREGRINE_PTX_COUNTS. `sum` prints as JSON what they make a draw: for each kernel and opcode how
often threads executed it, and how often warps did, times 32. The second is more where the draws of a warp
take different ways: a warp executes a block at least as often as that of its threads which does so most
often. An instruction that a predicate turns off counts, since a GPU issues it. Where threads wait for each
other (bar.sync) a thread may begin before another has ended: warps count as their threads do, and all that is
loaded and stored counts as not in any cache.
"""
import collections
import json
import re
import sys

import ptx_to_c

PRELUDE = ptx_to_c.PRELUDE + '''extern __thread uint64_t* ptx_count;
extern __thread int ptx_watched;
void ptx_enter(uint32_t blocks, uint32_t kernel);
void ptx_touch(uint64_t address, uint32_t bytes, int store);
'''
ENDS = ('bra', 'ret', 'exit', 'bar')  # of a basic block
WARP = 32
# What count_ptx.cpp says of threads that it watches.
WATCHED = ('table loads', 'table bytes', 'lane bytes loaded', 'lane bytes stored')
INSTRUCTION = re.compile(r'(@!?%p\d+\s+)?[a-z]\w*[. ;].*;$|ret;$|exit;$|\{ \.reg .*\}$|call')


class Program:
    """The basic blocks of all functions of a PTX file."""

    def __init__(self, text):
        self.blocks, self.functions = [], []
        self.entries = [name for kind, name, _, _ in ptx_to_c.functions(text) if kind == 'entry']

    def body(self, name, parameters, shared):
        return CountedBody(name, parameters, shared, self)


class CountedBody(ptx_to_c.Body):
    def __init__(self, name, parameters, shared, program):
        super().__init__(name, parameters, shared)
        self.program = program
        self.before, self.ended = collections.Counter(), True
        program.functions.append({'name': name, 'first': len(program.blocks)})

    def instruction(self, text):
        if self.ended or self.lines[-1].endswith(': ;'):
            self.close()
            self.open()
        super().instruction(text)
        opcode = text.split(None, 2)[1 if text.startswith('@') else 0]
        self.ended = opcode.split('.')[0] in ENDS

    def open(self):
        blocks = self.program.blocks
        if len(blocks) == self.program.functions[-1]['first'] and self.name in self.program.entries:
            kernel = self.program.entries.index(self.name)
            self.lines.append(f'  ptx_enter(PTX_BLOCKS, {kernel});')
        self.lines.append(f'  ++ptx_count[{len(blocks)}];')
        blocks.append({})

    def close(self):
        """What has been translated since the last call is what the last block holds."""
        if len(self.program.blocks) > self.program.functions[-1]['first']:
            self.program.blocks[-1] = dict(self.opcodes - self.before)
        self.before = self.opcodes.copy()

    def memory(self, op, parts, o):
        if 'global' in parts:
            kind, where = parts[-1], o[1] if op == 'ld' else o[0]
            count = next((int(p[1:]) for p in parts if p in ('v2', 'v4')), 1)
            self.lines.append(f'  if (ptx_watched) ptx_touch({self.address(where, None)}, '
                              f'{count * int(kind[1:]) // 8}, {int(op == "st")});')
        super().memory(op, parts, o)

    def text(self):
        self.close()
        return super().text()


def translate(source, target, blocks):
    with open(source, encoding='utf-8') as ptx:
        program = Program(ptx.read())
    bodies = {}

    def make(name, parameters, shared):
        # The one before is complete.
        for body in bodies.values():
            body.close()
        bodies.clear()
        bodies[name] = program.body(name, parameters, shared)
        return bodies[name]

    ptx_to_c.translate_file(source, target, make, PRELUDE)
    with open(target, encoding='utf-8') as c:
        text = c.read()
    with open(target, 'w', encoding='utf-8') as c:
        c.write(text.replace('PTX_BLOCKS', str(len(program.blocks))))
    with open(blocks, 'w', encoding='utf-8') as out:
        json.dump({'entries': program.entries, 'functions': program.functions,
                   'blocks': program.blocks}, out)


def read_counts(path):
    """{word: {number: [numbers]}} of the lines that count_ptx.cpp writes."""
    counts = collections.defaultdict(dict)
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            word, number, *numbers = line.split()
            counts[word][int(number)] = [int(x) for x in numbers]
    return counts


def global_bytes(opcodes, operation):
    """Bytes a draw that loads (ld) or stores (st) of global memory move."""
    moved = 0
    for opcode, (threads, _) in opcodes.items():
        parts = opcode.split('.')
        if parts[0] == operation and 'global' in parts:
            several = next((int(part[1:]) for part in parts if part in ('v2', 'v4')), 1)
            moved += threads * several * int(parts[-1][1:]) // 8
    return moved


def blocks_of(program, place):
    """Numbers of the blocks of the function at `place`, and whether its threads wait for each other."""
    following = program['functions'][place + 1:]
    last = following[0]['first'] if following else len(program['blocks'])
    numbers = range(program['functions'][place]['first'], last)
    return numbers, any(opcode.startswith('bar') for number in numbers
                        for opcode in program['blocks'][number])


def block_executions(program, counts):
    """For each block: executions by threads, and by warps times 32."""
    result = []
    for place in range(len(program['functions'])):
        numbers, waits = blocks_of(program, place)
        for number in numbers:
            ran, issued = counts['block'].get(number, (0, 0))
            result.append((ran, ran if waits else issued * WARP))
    return result


def memory(opcodes, waits, watched, caches, share):
    """Global memory of a kernel, a draw; `share`: how much of a draw one watched access stands for."""
    if waits:
        loaded, stored = (global_bytes(opcodes, operation) for operation in ('ld', 'st'))
        return {'global': dict(zip(WATCHED, (0, 0, loaded, stored))), 'memory by cache': {}}
    return {'global': {name: value * share for name, value in zip(WATCHED, watched)},
            'memory by cache': {str(capacity): [value * share for value in pair]
                                for capacity, pair in cached(caches)}}


def sum_blocks(program, counts, draws):
    """What `sum` prints: of each function, a draw."""
    kernels = {}
    ran = block_executions(program, counts)
    for place, function in enumerate(program['functions']):
        threads, warps, static = collections.Counter(), collections.Counter(), 0
        numbers, waits = blocks_of(program, place)
        for number in numbers:
            static += sum(program['blocks'][number].values())
            for opcode, times in program['blocks'][number].items():
                threads[opcode] += times * ran[number][0]
                warps[opcode] += times * ran[number][1]
        opcodes = {opcode: [threads[opcode] / draws, warps[opcode] / draws]
                   for opcode in sorted(threads) if threads[opcode]}
        kernels[function['name']] = {'static instructions': static, 'opcodes': opcodes}
        if function['name'] not in program['entries']:
            continue
        number = program['entries'].index(function['name'])
        launched, launches = counts['kernel'].get(number, (0, 0))
        seen, *watched = counts['watched'].get(number, (0, 0, 0, 0, 0))
        share = launched / seen / draws if seen else 0
        kernels[function['name']].update(
            threads=launched, launches=launches,
            **memory(opcodes, waits, watched, counts['cache'].get(number, []), share))
    return kernels


def executions_of_lines(program, counts, lines):
    """{index of a PTX line: executions by warps, times 32}, where `lines` are those of the same PTX.
    The instructions of a function stand in the order of its blocks."""
    ran = {}
    block, left = -1, 0
    executions = block_executions(program, counts)
    for at, line in enumerate(lines):
        if not INSTRUCTION.match(line):
            continue
        while left == 0:
            block += 1
            left = sum(program['blocks'][block].values())
        left -= 1
        ran[at] = executions[block][1]
    if left or block != len(program['blocks']) - 1:
        raise ValueError('the lines are not those of the PTX that was counted')
    return ran


def cached(numbers):
    """(bytes of cache, [bytes fetched, bytes written back]) of a line of the caches."""
    for at in range(0, len(numbers), 3):
        yield numbers[at], numbers[at + 1:at + 3]


def main():
    if sys.argv[1] == 'translate':
        translate(*sys.argv[2:5])
        return
    with open(sys.argv[2], encoding='utf-8') as blocks:
        program = json.load(blocks)
    json.dump(sum_blocks(program, read_counts(sys.argv[3]), float(sys.argv[4])), sys.stdout, indent=1)
    print()


if __name__ == '__main__':
    main()
