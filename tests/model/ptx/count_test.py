"""Counts of a kernel that can be counted by hand: thread t goes t + 1 times through a loop.

    count_test.py SCRATCH CUDA_INCLUDE
"""
import json
import pathlib
import subprocess
import sys
import unittest

import count_ptx

HERE = pathlib.Path(__file__).resolve().parent
THREADS, LAUNCHES, WARP = 64, 2, 32
LOOPS = LAUNCHES * sum(range(1, THREADS + 1))
# Of each warp, the thread that goes round most often.
LOOPS_OF_WARPS = LAUNCHES * WARP * (WARP + 2 * WARP)
SCRATCH, INCLUDE = pathlib.Path('.'), ''


def build_and_run(scratch, include):
    c, blocks = scratch / 'count_test.c', scratch / 'blocks.json'
    count_ptx.translate(HERE / 'count_test.ptx', c, blocks)
    subprocess.run(['gcc', '-std=gnu11', '-w', '-c', c, '-o', scratch / 'kernel.o'], check=True)
    subprocess.run(['g++', '-std=c++20', f'-I{include}', HERE / 'count_test.cpp',
                    HERE / 'count_ptx.cpp', scratch / 'kernel.o', '-pthread', '-o',
                    scratch / 'count_test'], check=True)
    subprocess.run([scratch / 'count_test'], check=True,
                   env={'PEREGRINE_PTX_COUNTS': str(scratch / 'counts')})
    return (json.loads(blocks.read_text(encoding='utf-8')),
            count_ptx.read_counts(scratch / 'counts'))


class Counted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program, cls.counts = build_and_run(SCRATCH, INCLUDE)
        cls.kernel = count_ptx.sum_blocks(cls.program, cls.counts, 1)['counted']

    def test_loops_count_by_thread_and_by_warp(self):
        self.assertEqual(self.kernel['opcodes']['fma.rn.f32'], [LOOPS, LOOPS_OF_WARPS])
        self.assertEqual(self.kernel['opcodes']['ld.global.f32'], [2 * LOOPS, 2 * LOOPS_OF_WARPS])
        once = LAUNCHES * THREADS
        self.assertEqual(self.kernel['opcodes']['mul.wide.u32'], [once, once])
        self.assertEqual((self.kernel['threads'], self.kernel['launches']), (once, LAUNCHES))

    def test_branches_count_where_they_are_not_taken(self):
        self.assertEqual(self.kernel['opcodes']['bra'][0], LAUNCHES * THREADS + LOOPS)

    def test_every_instruction_is_in_a_block(self):
        self.assertEqual(self.kernel['static instructions'], 16)

    def test_copied_memory_is_a_table(self):
        # Thread 0 of each launch is watched, which goes round once.
        self.assertEqual(self.counts['watched'][0], [LAUNCHES, LAUNCHES] + 3 * [4 * LAUNCHES])
        self.assertEqual(self.counts['copied'][1], [4, 1, 0])
        self.assertEqual(self.counts['pinned'][0], [0])

    def test_what_is_touched_again_stays_in_the_cache(self):
        for _, (fetched, written) in count_ptx.cached(self.counts['cache'][0]):
            self.assertEqual([fetched, written], 2 * [4 * LAUNCHES])

    def test_lines_run_as_often_as_their_blocks(self):
        lines = (HERE / 'count_test.ptx').read_text(encoding='utf-8').split('\n')
        lines = [line.strip() for line in lines]
        ran = count_ptx.executions_of_lines(self.program, self.counts, lines)
        self.assertEqual(ran[lines.index('ret;')], LAUNCHES * THREADS)
        fused = [at for at, line in enumerate(lines) if line.startswith('fma')]
        self.assertEqual([ran[at] for at in fused], [LOOPS_OF_WARPS])


class Waiting(unittest.TestCase):
    def test_threads_that_wait_for_each_other_count_as_threads(self):
        program = {'entries': ['cells'], 'functions': [{'name': 'cells', 'first': 0}],
                   'blocks': [{'ld.global.v2.f32': 3, 'bar.sync': 1}, {'st.global.f64': 1}]}
        counts = {'block': {0: [64, 5], 1: [32, 7]}, 'kernel': {0: [64, 1]}, 'watched': {},
                  'cache': {}}
        kernel = count_ptx.sum_blocks(program, counts, 2)['cells']
        self.assertEqual(kernel['opcodes']['bar.sync'], [32, 32])
        self.assertEqual(kernel['global'], {'lane bytes loaded': 3 * 8 * 32, 'lane bytes stored': 8 * 16,
                                            'table loads': 0, 'table bytes': 0})
        self.assertEqual(kernel['memory by cache'], {})


if __name__ == '__main__':
    SCRATCH, INCLUDE = pathlib.Path(sys.argv[1]), sys.argv[2]
    SCRATCH.mkdir(parents=True, exist_ok=True)
    unittest.main(argv=sys.argv[:1])
