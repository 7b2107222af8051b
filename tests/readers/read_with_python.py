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
POSITION = {"posterior_draw": 10, "global_migrant_stock": 11, "global_arrivals": 12,
            "corridor_stock_quantile": 24, "population_mean": 33, "irregular_detections": 66}


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
        assert run.attrs["simulate_seconds"] == 1.5
        assert not [name for name, held in run.items() if isinstance(held, h5py.Group)]


def read_with_xarray(np, path, engine):
    import xarray
    with xarray.open_dataset(path, engine=engine) as run:
        assert run.attrs["Conventions"] == "CF-1.10"
        assert run.attrs["scenario_toml"] == '[scenario]\nname = "sample"  # naïve\n'
        assert int(run.attrs["seed"]) == 2**64 - 1 and int(run.attrs["draws"]) == 10
        assert dict(run.sizes)["quantile"] == len(QUANTILES)
        assert run.year.values.tolist() == [2020, 2021, 2022, 2023, 2024, 2025]
        assert run["quantile"].values.tolist() == QUANTILES
        texts = {name: run[name].values.tolist()
                 for name in ("country", "country_name", "corridor", "corridor_origin",
                              "corridor_destination")}
        pairs = [f"{origin}-{destination}" for origin, destination in zip(ORIGINS, DESTINATIONS)]
        assert texts == {"country": COUNTRIES, "country_name": NAMES, "corridor": pairs,
                         "corridor_origin": ORIGINS, "corridor_destination": DESTINATIONS}, texts
        assert int((run.country_name == NAMES[0]).sum()) == 1
        assert run.country_name.sel(country="CIV").item() == NAMES[0]
        assert run.route.values.tolist() == ["central-sea", "eastern-borders"]
        assert run.front_border.values.tolist() == ["north-east", ""]
        assert run.realization.attrs["standard_name"] == "realization"
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
        # The selections that docs/formats.md shows.
        fan = stock.sel(corridor="MEX-USA", year=2023)
        assert fan.values.tolist() == stock.values[:, 3, 0].tolist()
        usa = run.immigrant_stock_quantile.sel(country="USA")
        assert usa.values.tolist() == run.immigrant_stock_quantile.values[:, :, 3].tolist()
        half = months.sel(route="central-sea", time=slice("2024-07", "2024-12"))
        assert half.values.tolist() == months.values[:, 54:60, 0].tolist()
        assert run.attrs["simulate_seconds"] == 1.5


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
