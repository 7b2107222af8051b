"""Opens the sample ensemble with h5py or xarray and compares it with what was written.

usage: read_with_python.py h5py|xarray_netcdf4|xarray_h5netcdf FILE
Exit code 77 where the library is not installed.
"""
import importlib
import sys

NEEDED = {"h5py": ["numpy", "h5py"],
          "xarray_netcdf4": ["numpy", "xarray", "netCDF4"],
          "xarray_h5netcdf": ["numpy", "xarray", "h5netcdf"]}
COUNTRIES = ["CIV", "IND", "MEX", "USA", "OOO"]
NAMES = ["Côte d'Ivoire", "India", "Mexico", "United States of America", "Unknown origin"]
ORIGINS = ["MEX", "IND", "CIV", "OOO"]
DESTINATIONS = ["USA", "USA", "IND", "USA"]
QUANTILES = [0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.995]
KEPT, YEARS, CORRIDORS = 7, 6, 4
# Positions in the schema, from which the sample's values follow.
POSITION = {"posterior_draw": 12, "global_migrant_stock": 13, "global_arrivals": 14,
            "corridor_stock_quantile": 26, "population_mean": 35, "irregular_detections": 70}


def expected(np, name, shape, step=0.25):
    """The values that tests/store/sample_ensemble.h wrote."""
    return 1000.0 * POSITION[name] + step * np.arange(np.prod(shape)).reshape(shape)


def read_with_h5py(np, path):
    import h5py
    with h5py.File(path, "r") as run:
        assert run.attrs["filetype"] == b"peregrine-ensemble", run.attrs["filetype"]
        assert run.attrs["complete"] == 1 and run.attrs["seed"] == 2**64 - 1
        assert run.attrs["scenario_toml"].decode() == '[scenario]\nname = "sample"  # naïve\n'
        stock = run["corridor_stock_quantile"]
        assert stock.attrs["_FillValue"].shape == (1,)
        assert [axis[0].name for axis in stock.dims] == ["/quantile", "/year", "/corridor"]
        shape = (len(QUANTILES), YEARS, CORRIDORS)
        assert np.array_equal(stock[...], expected(np, "corridor_stock_quantile", shape))
        assert run["runtime/simulate_seconds"][()] == 1.5


def read_with_xarray(np, path, engine):
    import xarray
    with xarray.open_dataset(path, engine=engine) as run:
        assert run.attrs["Conventions"] == "CF-1.10"
        assert run.attrs["scenario_toml"] == '[scenario]\nname = "sample"  # naïve\n'
        assert int(run.attrs["seed"]) == 2**64 - 1 and int(run.attrs["draws"]) == 10
        assert dict(run.sizes)["quantile"] == len(QUANTILES)
        assert run.year.values.tolist() == [2020, 2021, 2022, 2023, 2024, 2025]
        assert run["quantile"].values.tolist() == QUANTILES
        texts = {name: [value.decode() if isinstance(value, bytes) else str(value)
                        for value in run[name].values]
                 for name in ("country_iso3", "country_name", "corridor_origin",
                              "corridor_destination")}
        assert texts == {"country_iso3": COUNTRIES, "country_name": NAMES,
                         "corridor_origin": ORIGINS, "corridor_destination": DESTINATIONS}, texts
        stock = run.corridor_stock_quantile
        assert stock.dims == ("quantile", "year", "corridor")
        assert np.array_equal(stock.values, expected(np, stock.name, stock.shape))
        draws = run.posterior_draw
        assert np.array_equal(draws.values, expected(np, draws.name, draws.shape, 1))
        arrivals = run.global_arrivals
        assert np.isnan(arrivals.values[:, 0]).all()
        assert np.array_equal(arrivals.values[:, 1:],
                              expected(np, arrivals.name, (KEPT, YEARS))[:, 1:])
        population = run.population_mean.sel(year=2021)
        assert np.isnan(population.values[-1]) and not np.isnan(population.values[:-1]).any()
        months = run.irregular_detections
        assert months.dims == ("realization", "time", "route")
        assert np.array_equal(months.values, expected(np, months.name, (KEPT, 12 * YEARS, 2)))
        # Days since 2020-01-01 become dates, the leap day of 2024 among them.
        march = months.sel(time="2024-03-01")
        assert march.values.tolist() == months.values[:, 4 * 12 + 2].tolist()
        assert str(run.time.values[-1]).startswith("2025-12-01"), run.time.values[-1]
        assert run.campaign_active.dtype == np.int8 and int(run.campaign_active.max()) == 3
        # The selection that docs/formats.md shows.
        pair = (run.corridor_origin == "MEX") & (run.corridor_destination == "USA")
        fan = stock[:, :, pair.values].sel(year=2023)
        assert fan.values[:, 0].tolist() == stock.values[:, 3, 0].tolist()
    with xarray.open_dataset(path, engine=engine, group="runtime") as runtime:
        assert float(runtime.simulate_seconds) == 1.5


def main():
    reader, path = sys.argv[1:]
    try:
        for module in NEEDED[reader]:
            importlib.import_module(module)
    except ImportError as error:
        print(f"skipped: {error}")
        return 77
    import numpy
    if reader == "h5py":
        read_with_h5py(numpy, path)
    else:
        read_with_xarray(numpy, path, reader.split("_")[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
