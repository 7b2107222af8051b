"""Saves what xarray opens, and compares: the data sets are identical, every stored value is the same.

usage: copy_by_xarray.py netcdf4|h5netcdf FILE COPY
Exit code 77 where a library is not installed.
"""
import sys


def check_stored_values(original, copy):
    import h5py
    import numpy
    with h5py.File(original, "r") as run, h5py.File(copy, "r") as saved:
        assert set(run) == set(saved), set(run) ^ set(saved)
        for name, stored in run.items():
            other = saved[name]
            assert other.shape == stored.shape, name
            assert other.dtype.kind == stored.dtype.kind, name
            assert other.dtype.itemsize == stored.dtype.itemsize, name
            if not stored.attrs.get("NAME", b"").startswith(b"This is a netCDF dimension"):
                assert numpy.array_equal(other[...], stored[...]), name


def main():
    engine, original, copy = sys.argv[1:]
    try:
        import h5py
        import numpy
        import xarray
        __import__({"netcdf4": "netCDF4"}.get(engine, engine))
    except ImportError as error:
        print(f"skipped: {error}")
        return 77
    with xarray.open_dataset(original, engine=engine) as run:
        run.to_netcdf(copy, engine=engine)
        with xarray.open_dataset(copy, engine=engine) as saved:
            assert run.identical(saved), [name for name in run.variables
                                          if not run[name].identical(saved[name])]
    check_stored_values(original, copy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
