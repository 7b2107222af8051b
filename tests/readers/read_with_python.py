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
# Quantiles keep as many bits as their own error allows.
ROUNDED = 2.0**-13


def check(np, values, shape, step=0.25, relative=0.0):
    """The values that tests/store/sample_ensemble.h wrote: a thousand times the variable's place in
    the schema, and a step more from each to the next."""
    assert values.shape == shape, values.shape
    first = 1000 * round(values.flat[1] / 1000)
    assert first > 0
    expected = first + step * np.arange(values.size).reshape(shape)
    there = ~np.isnan(values)
    assert np.all(np.abs(values - expected)[there] <= relative * expected[there]), values


def read_with_h5py(np, path):
    import h5py
    with h5py.File(path, "r") as run:
        assert run.attrs["filetype"] == b"peregrine-ensemble", run.attrs["filetype"]
        assert run.attrs["complete"] == 1 and run.attrs["seed"] == 2**64 - 1
        assert run.attrs["scenario_toml"].decode() == '[scenario]\nname = "sample"  # naïve\n'
        stock = run["corridor_stock_quantile"]
        assert stock.attrs["_FillValue"].shape == (1,)
        assert [axis[0].name for axis in stock.dims] == ["/quantile", "/year", "/corridor"]
        check(np, stock[...], (len(QUANTILES), YEARS, CORRIDORS), relative=ROUNDED)
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
        check(np, stock.values, (len(QUANTILES), YEARS, CORRIDORS), relative=ROUNDED)
        check(np, run.posterior_draw.values, (KEPT,), 1)
        arrivals = run.global_arrivals.values
        assert np.isnan(arrivals[:, 0]).all() and not np.isnan(arrivals[:, 1:]).any()
        check(np, arrivals, (KEPT, YEARS))
        population = run.population_mean.sel(year=2021)
        assert np.isnan(population.values[-1]) and not np.isnan(population.values[:-1]).any()
        months = run.irregular_detections
        assert months.dims == ("realization", "time", "route")
        check(np, months.values, (KEPT, 12 * YEARS, 2))
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
