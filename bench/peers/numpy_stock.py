#!/usr/bin/python3
"""The stock model in vectorised NumPy: the rival that the kernels are measured against.

usage: numpy_stock.py WORLD_FOLDER [--processes 1] [--seconds 0.5] [--draws 256]

The world is what `stock_bench --export` wrote. A chunk is one destination's corridors times
`draws` realizations in float32, the fastest axis; 256 were the fastest of 64, 128 and 256.
Within a destination no origin comes twice, so sums by origin need no np.add.at. Sums are float32
where the kernels use float64, to the rival's advantage. Prints one JSON object.
"""
import argparse
import json
import multiprocessing
import pathlib
import time

import numpy as np

VOLATILITY_YEARS = 5  # as in kernels/stock/shocks.h
MOST_LOG_VOLATILITY = 1.8
MOST_SHARED_SHOCK = 1.1  # as in kernels/stock/stock.h
UNKNOWN_SUPPLY = np.float32(1.0e9)  # persons, as in kernels/stock/population.h
LEAVING_SHARE_BY_STOCK = np.float32(0.08)  # as there
f32 = np.float32


class World:
    """Columns as in kernels/world.h, and the corridors of every destination."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        sizes = json.loads((folder / "world.json").read_text())
        self.countries, self.years = sizes["countries"], sizes["years"]
        self.corridors = sizes["corridors"]
        for file in folder.glob("*.bin"):
            kind = np.int32 if file.stem in ("origin", "destination") else f32
            setattr(self, file.stem, np.fromfile(file, kind))
        self.births_rate = self.births_rate.reshape(self.years, self.countries)
        self.deaths_rate = self.deaths_rate.reshape(self.years, self.countries)
        names = sizes["parameters"]
        table = self.posterior.reshape(-1, len(names))[1:]
        self.posterior = {name: table[:, i] for i, name in enumerate(names)}
        starts = np.flatnonzero(np.diff(self.destination, prepend=-1))
        self.groups = []
        for start, end in zip(starts, [*starts[1:], self.corridors]):
            may_open = np.flatnonzero(self.opening_hazard[start:end] > 0)
            self.groups.append((self.destination[start], start, end, self.origin[start:end], may_open))


def heavy_tailed(z, tail, unit):
    return z * unit * (1 + tail * z * z)


class Chunk:
    """Some realizations, advanced together."""

    def __init__(self, world, draws, random):
        self.world, self.draws, self.random = world, draws, random
        largest = max(end - start for _, start, end, _, _ in world.groups)
        self.scratch = np.empty((4, largest, draws), f32)

    def normal(self, *shape):
        return self.random.standard_normal((*shape, self.draws), f32)

    def begin(self):
        world = self.world
        row = self.random.integers(len(world.posterior["turnover"]), size=self.draws)
        self.p = p = {name: column[row] for name, column in world.posterior.items()}
        self.unit = 1 / np.sqrt(1 + 6 * p["shock_tail"] + 15 * p["shock_tail"] ** 2)
        self.own_unit = self.unit * np.sqrt(
            np.maximum(1 - p["share_common"] - p["share_origin"] - p["share_destination"], 0))
        self.rise, self.fall = np.exp(p["shock_skew"]), np.exp(-p["shock_skew"])
        own, shared = world.revision_scale, world.revision_destination
        centre = -0.5 * (own**2 + shared[world.destination] ** 2)
        error = (shared[:, None] * self.normal(world.countries))[world.destination]
        error += own[:, None] * self.normal(world.corridors)
        error += centre[:, None]
        revised = self.random.random((world.countries, self.draws), f32)
        error *= (revised < world.revised_share[:, None])[world.destination]
        self.stock = world.stock[:, None] * np.exp(error)
        self.level = (1 - p["diaspora_elasticity"]) * (world.log_reference[:, None] + error)
        self.level += np.log(p["turnover"])
        self.pressure = world.pressure[:, None] + world.newcomer[:, None] * p["newcomer_pressure"]
        self.drift = world.size[:, None] * p["pressure_drift_by_size"] + p["pressure_drift"]
        self.population = np.repeat(world.population.astype(np.float64)[:, None], self.draws, axis=1)
        self.log_start = np.log(np.maximum(world.population, 1))[:, None]
        self.immigrants, self.emigrants = np.zeros((2, world.countries, self.draws), f32)
        for destination, start, end, origin, _ in world.groups:
            self.immigrants[destination] = self.stock[start:end].sum(axis=0)
            self.emigrants[origin] += self.stock[start:end]
        self.count_natives()

    def weigh_populations(self):
        persons = self.population.astype(f32)
        change = np.log(np.maximum(persons, 1)) - self.log_start
        change[-1] = 0
        self.origin_pull = self.p["origin_elasticity"] * change
        self.destination_pull = self.p["destination_elasticity"] * change

    def count_natives(self):
        self.supply = np.maximum(self.population - self.immigrants, 0).astype(f32) + self.emigrants
        self.supply[-1] = UNKNOWN_SUPPLY
        self.supply_by_stock = LEAVING_SHARE_BY_STOCK * self.supply / np.maximum(self.emigrants, 1)

    def shake_countries(self, step):
        p, countries, tail = self.p, self.world.countries, self.p["shock_tail"]
        if step % VOLATILITY_YEARS == 1:
            self.volatility = np.exp(np.minimum(
                p["destination_volatility"] * self.normal(countries) + p["shock_log_multiplier"],
                f32(MOST_LOG_VOLATILITY)))
        common = np.sqrt(p["share_common"]) * heavy_tailed(self.normal(), tail, self.unit)
        by_origin = heavy_tailed(self.normal(countries), tail, self.unit)
        by_destination = heavy_tailed(self.normal(countries), tail, self.unit)
        self.origin_shock = np.sqrt(p["share_origin"]) * by_origin
        self.destination_shock = np.sqrt(p["share_destination"]) * by_destination + common

    def advance_pressure(self, group):
        destination, start, end, origin, _ = group
        p, world = self.p, self.world
        shock, other, scale = (self.scratch[k, :end - start] for k in range(3))
        self.random.standard_normal(dtype=f32, out=shock)
        np.multiply(shock, shock, out=other)
        other *= p["shock_tail"]
        other += 1
        shock *= other
        shock *= self.own_unit
        np.take(self.origin_shock, origin, axis=0, out=other, mode="clip")
        other += self.destination_shock[destination]
        np.add(shock, other, out=scale)
        rises = scale > 0
        np.multiply(world.shock_scale[start:end, None], self.volatility[destination], out=scale)
        shock *= scale
        other *= scale
        np.clip(other, -MOST_SHARED_SHOCK, MOST_SHARED_SHOCK, out=other)
        shock += other
        np.multiply(rises, self.rise - self.fall, out=other)
        other += self.fall
        shock *= other
        scale *= p["shock_centre"]
        shock -= scale
        pressure = self.pressure[start:end]
        np.multiply(pressure, pressure, out=other)
        other *= p["pressure_fade"]
        other += 1
        pressure /= other
        pressure *= p["pressure_persistence"]
        pressure += self.drift[start:end]
        pressure += shock

    def advance_stock(self, group, deaths_rate):
        destination, start, end, origin, _ = group
        p, world = self.p, self.world
        arrivals, departures, deaths, other = self.scratch[:, :end - start]
        stock, pressure = self.stock[start:end], self.pressure[start:end]
        np.log(stock, out=arrivals)  # minus infinity where empty: no arrivals
        arrivals *= p["diaspora_elasticity"]
        arrivals += self.level[start:end]
        np.take(self.origin_pull, origin, axis=0, out=other, mode="clip")
        arrivals += other
        arrivals += self.destination_pull[destination]
        arrivals += pressure
        np.exp(arrivals, out=arrivals)
        np.take(self.supply, origin, axis=0, out=other, mode="clip")
        other *= world.least_cap[start:end, None]
        np.take(self.supply_by_stock, origin, axis=0, out=departures, mode="clip")
        departures *= stock
        other += departures
        np.minimum(arrivals, other, out=arrivals)
        np.exp(pressure, out=departures)
        departures += p["turnover"]
        np.divide(p["turnover"], departures, out=departures)
        departures *= stock
        empty = stock <= 0
        stock -= departures
        np.multiply(stock, deaths_rate[destination], out=deaths)
        stock -= deaths
        self.open_corridors(group, empty, arrivals, other)
        stock += arrivals
        self.immigrants[destination] = stock.sum(axis=0)
        self.immigration[destination] = arrivals.sum(axis=0)
        self.outmigration[destination] = departures.sum(axis=0)
        self.deaths += deaths.sum(axis=0)
        self.emigrants[origin] += stock
        self.emigration[origin] += arrivals
        self.homecoming[origin] += departures

    def open_corridors(self, group, empty, arrivals, cap):
        _, start, end, _, may_open = group
        if not len(may_open):
            return
        hazard = self.world.opening_hazard[start:end][may_open]
        drawn = self.random.random((len(may_open), self.draws), f32) < hazard[:, None]
        row, draw = np.nonzero(drawn & empty[may_open])
        row = may_open[row]
        z = self.random.standard_normal(len(row), f32)
        size = np.exp(self.p["opening_log_spread"][draw] * z
                      + self.world.opening_log_size[start:end][row])
        arrivals[row, draw] = np.minimum(size, cap[row, draw])

    def close_populations(self, step):
        moved_on = np.minimum(self.p["onward_share"] * self.homecoming, self.emigration)
        self.flows = [self.emigration.sum(axis=0), (self.homecoming - moved_on).sum(axis=0),
                      moved_on.sum(axis=0), self.deaths]
        growth = self.world.births_rate[step - 1] - self.world.deaths_rate[step - 1]
        self.population *= 1 + growth.astype(np.float64)[:, None]
        self.population += self.immigration - self.outmigration + self.homecoming - self.emigration
        np.maximum(self.population, 0, out=self.population)
        self.population[-1] = 0
        self.count_natives()

    def run(self):
        """Returns the world's stock of the last year, [draw] persons."""
        self.begin()
        for step in range(1, self.world.years + 1):
            shape = (self.world.countries, self.draws)
            (self.immigrants, self.emigrants, self.immigration, self.outmigration, self.emigration,
             self.homecoming) = np.zeros((6, *shape), f32)
            self.deaths = np.zeros(self.draws, f32)
            self.weigh_populations()
            self.shake_countries(step)
            for group in self.world.groups:
                self.advance_pressure(group)
                self.advance_stock(group, self.world.deaths_rate[step - 1])
            self.close_populations(step)
        return self.immigrants.sum(axis=0, dtype=np.float64)


def work(world, arguments, seed, barrier, results):
    np.seterr(divide="ignore")
    chunk = Chunk(world, arguments.draws, np.random.Generator(np.random.SFC64(seed)))
    barrier.wait()
    start, cpu_start, stocks = time.monotonic(), time.process_time(), []
    while not stocks or time.monotonic() - start < arguments.seconds:
        stocks.extend(chunk.run())
    results.put((start, time.monotonic(), time.process_time() - cpu_start, stocks))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("world")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--draws", type=int, default=256, help="of a chunk")
    arguments = parser.parse_args()
    world = World(arguments.world)
    barrier, results = multiprocessing.Barrier(arguments.processes), multiprocessing.Queue()
    workers = [multiprocessing.Process(target=work, args=(world, arguments, seed, barrier, results))
               for seed in range(arguments.processes)]
    for worker in workers:
        worker.start()
    starts, ends, cpu, stocks = zip(*(results.get() for _ in workers))
    for worker in workers:
        worker.join()
    stock = np.concatenate(stocks)
    print(json.dumps({
        "program": "numpy", "tile_width": arguments.draws, "threads": arguments.processes,
        "corridor_years": float(len(stock) * world.corridors * world.years),
        "wall_seconds": max(ends) - min(starts), "cpu_seconds": sum(cpu),
        "stock_mean": stock.mean(), "stock_error": stock.std() / len(stock) ** 0.5}))


if __name__ == "__main__":
    main()
