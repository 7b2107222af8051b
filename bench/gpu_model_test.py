"""The arithmetic of gpu_model.py on a kernel and a GPU that can be reckoned by hand."""
import unittest

import gpu_model

MACHINE = {
    "multiprocessors": 10, "schedulers": 4, "clock": 1e9, "registers": 65536, "threads": 2048,
    "l1 bytes": 262144, "l2 bytes": 50e6, "l2 bytes a second": 4e12, "memory bytes a second": 1e12,
    "share of memory bandwidth reached": 1.0,
    "lanes a cycle": {"float": 128, "integer multiply": 64, "integer and logic": 64, "double": 64,
                      "special and conversion": 16, "load and store": 32},
    "latency": {"l1": 40, "l2": 200, "memory": 400},
    "pinned bytes a second": 50e9, "pageable bytes a second": 10e9, "seconds a launch": 1e-5,
    "seconds a copy": 1e-5, "host threads a GPU": 10}
OVERLAP = {"cycles an instruction of a warp": 2.0, "loads in flight a warp": 4}


def kernel(**changes):
    return {"grid": 20, "threads a block": 256, "launches": 31, "ptxas": {"registers": 128},
            "machine code": {"FFMA": 6e5, "LDG": 3e5, "IADD3": 1e5},
            "global": {"table loads": 1e5, "lane bytes loaded": 8e5, "lane bytes stored": 1e5},
            "memory by cache": {"256": [6e5, 1e5], "512": [4e5, 1e5], "8192": [2e5, 1e5]}, **changes}


def inputs(**copies):
    return {"draws at once": 5120, "kernels": {"year": kernel()}, "to": 2050, "commit": "none",
            "copies": {"bytes to the host a draw": 1e6, "calls to the host a draw": 0.1,
                       "pinned": False, "asynchronous": False, **copies},
            "host": {"seconds a draw where the host counts all of it": 0.002,
                     "share counted on the host": 0.5}}


class Kernel(unittest.TestCase):
    def bounds(self, draws=5120, **changes):
        return gpu_model.kernel_bounds(kernel(**changes), draws, MACHINE, OVERLAP)

    def test_schedulers_issue_an_instruction_of_a_warp_a_cycle(self):
        # 16 warps on each multiprocessor, 4 a scheduler, of a million instructions.
        self.assertAlmostEqual(self.bounds()["issue"], 4e6 / 1e9)

    def test_units_take_their_lanes_a_cycle(self):
        self.assertAlmostEqual(self.bounds()["float"], 512 * 6e5 / 128 / 1e9)
        self.assertAlmostEqual(self.bounds()["load and store"], 512 * 3e5 / 32 / 1e9)

    def test_a_single_block_has_a_multiprocessor_alone(self):
        one = self.bounds(draws=256, grid=1)
        self.assertAlmostEqual(one["issue"], 2 * 1e6 / 1e9)
        self.assertAlmostEqual(one["waiting"], self.bounds()["waiting"], delta=1e-3)

    def test_a_block_too_many_makes_a_second_wave(self):
        self.assertAlmostEqual(self.bounds(grid=21, draws=21 * 256)["waiting"],
                               2 * self.bounds()["waiting"])

    def test_more_registers_leave_room_for_fewer_blocks(self):
        crowded = self.bounds(ptxas={"registers": 255})
        self.assertAlmostEqual(crowded["waiting"], 2 * self.bounds()["waiting"], delta=1e-3)

    def test_draws_in_turn_on_a_thread_wait_for_each_other(self):
        self.assertAlmostEqual(self.bounds(draws=2 * 5120)["waiting"], 2 * self.bounds()["waiting"])

    def test_memory_is_what_the_second_cache_does_not_hold(self):
        # 50 MB for 5,120 lanes: 9.8 kB a lane.
        self.assertAlmostEqual(self.bounds()["memory"], 5120 * 3e5 / 1e12)
        small = {**MACHINE, "l2 bytes": 300 * 5120}
        self.assertAlmostEqual(
            gpu_model.kernel_bounds(kernel(), 5120, small, OVERLAP)["memory"], 5120 * 7e5 / 1e12)

    def test_without_a_cache_all_bytes_go_to_memory(self):
        self.assertEqual(gpu_model.of_cache(kernel(), 100), [8e5, 1e5])

    def test_a_warp_waits_for_its_loads_and_its_own_instructions(self):
        # Of 3e5 loads 5e4 are from memory, 1e5 of tables and 5e4 of lanes from the second cache.
        waited = (5e4 * 400 + 1.5e5 * 200 + 1e5 * 40) / 4
        self.assertAlmostEqual(self.bounds()["waiting"], (2 * 1e6 + waited) / 1e9)


class Run(unittest.TestCase):
    def terms(self, draws=10240, gpus=1, **copies):
        return gpu_model.run_terms(inputs(**copies), draws, gpus, MACHINE, OVERLAP)[0]

    def test_every_turn_costs_the_same(self):
        self.assertAlmostEqual(self.terms()["kernel year"], 2 * self.terms(5120)["kernel year"])
        self.assertAlmostEqual(self.terms(10241)["kernel year"], self.terms(3 * 5120)["kernel year"])

    def test_gpus_share_turns(self):
        self.assertAlmostEqual(self.terms(gpus=2)["kernel year"], self.terms(5120)["kernel year"])

    def test_copies_launches_and_host(self):
        terms = self.terms()
        self.assertAlmostEqual(terms["copies"], 10240 * 1e6 / 10e9)
        self.assertAlmostEqual(self.terms(pinned=True)["copies"], 10240 * 1e6 / 50e9)
        self.assertAlmostEqual(terms["calls of copies"], 1024 * 1e-5)
        self.assertAlmostEqual(terms["launches"], 2 * 31 * 1e-5)
        self.assertAlmostEqual(terms["counting on the host"], 10240 * 0.001 / 10)

    def test_what_goes_on_beside_the_kernels_counts_if_it_is_longer(self):
        terms = {"kernel year": 3.0, "launches": 0.5, "copies": 2.0, "calls of copies": 1.0,
                 "counting on the host": 4.0}
        self.assertEqual(gpu_model.total(terms, asynchronous=False), 10.5)
        self.assertEqual(gpu_model.total(terms, asynchronous=True), 4.0)
        self.assertEqual(gpu_model.total({**terms, "counting on the host": 1.0}, True), 3.5)

    def test_more_lanes_are_more_blocks(self):
        more = gpu_model.with_lanes(inputs(), 10240)
        self.assertEqual(more["kernels"]["year"]["grid"], 40)
        cells = gpu_model.with_lanes({**inputs(), "kernels": {"cells": kernel(grid=7)}}, 10240)
        self.assertEqual(cells["kernels"]["cells"]["grid"], 7)


class Executed(unittest.TestCase):
    def test_classes_of_ptx(self):
        for opcode, wanted in {"ld.global.v2.f32": ("ld.global", 8), "st.local.u32": ("st.local", 4),
                               "ld.u32": ("ld.generic", 4), "add.s64": ("integer of 64 bits", 0),
                               "mul.wide.u32": ("integer of 64 bits", 0), "bra": ("branches and barriers", 0),
                               "setp.lt.f32": ("float", 0), "and.b32": ("integer of 32 bits", 0),
                               "bar.sync": ("branches and barriers", 0), "add.rn.f64": ("double", 0),
                               "atom.shared.add.u32": ("atom.shared", 4)}.items():
            self.assertEqual(gpu_model.ptx_class(opcode), wanted)

    def test_kernels_add_up(self):
        one = kernel(opcodes={"ld.global.f32": [10, 12], "add.s64": [3, 3]})
        self.assertEqual(gpu_model.executed_by_class({"a": one, "b": one}),
                         {"ld.global": [20, 80], "integer of 64 bits": [6, 0]})


class Machines(unittest.TestCase):
    def test_clock_is_that_of_the_data_sheet(self):
        for machine in gpu_model.machines()[0].values():
            peak = machine["multiprocessors"] * 128 * 2 * machine["clock"]
            self.assertAlmostEqual(peak / 67e12, 1, delta=0.005)

    def test_both_gpus_are_one_but_for_memory(self):
        h100, h200 = (gpu_model.machines()[0][name] for name in ("H100", "H200"))
        different = {name for name in h100 if h100[name] != h200[name]}
        self.assertEqual(different, {"memory bytes a second"})


if __name__ == "__main__":
    unittest.main()
