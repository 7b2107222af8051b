"""Prints what a Python library reads of an ensemble file, a line a variable.

usage: table_of.py h5py|netcdf4|xarray_netcdf4|xarray_h5netcdf FILE
Lines are tab-separated: name, "number", elements, missing ones, sum of the others; or name, "text",
elements, the texts in quotes. The other programs of this folder print the same of other readers.
Exit code 77 where the library is not installed.
"""
import importlib
import json
import sys

NEEDED = {"h5py": ["numpy", "h5py"],
          "netcdf4": ["numpy", "netCDF4"],
          "xarray_netcdf4": ["numpy", "xarray", "netCDF4"],
          "xarray_h5netcdf": ["numpy", "xarray", "h5netcdf"]}


def number(name, values, missing):
    kept = values[~missing].astype("float64")
    return [name, "number", values.size, int(missing.sum()), repr(float(kept.sum()))]


def text(name, texts):
    assert all(isinstance(value, str) for value in texts), f"{name} is no text: {texts[:3]}"
    return [name, "text", len(texts), json.dumps(texts, ensure_ascii=False)]


def joined(np, letters):
    """Texts of an array with a byte an element."""
    rows = np.ascontiguousarray(letters).view(f"S{letters.shape[-1]}").ravel()
    return [row.decode() for row in rows]


def read_with_h5py(np, path):
    import h5py
    with h5py.File(path, "r") as run:
        for name, stored in run.items():
            if isinstance(stored, h5py.Group):
                continue  # of `run --mergeable`
            if stored.attrs.get("NAME", b"").startswith(b"This is a netCDF dimension"):
                continue
            if h5py.check_string_dtype(stored.dtype) and stored.dtype.itemsize != 1:
                yield text(name, stored.asstr()[...].tolist())
            elif stored.dtype.kind == "S":
                yield text(name, joined(np, stored[...]))
            else:
                values = stored[...]
                fill = stored.attrs.get("_FillValue")
                yield number(name, values, np.zeros(values.shape, bool) if fill is None
                             else (values == np.ravel(fill)[0]) | np.isnan(values))


def read_with_netcdf4(np, path):
    import netCDF4
    with netCDF4.Dataset(path) as run:
        for name, stored in run.variables.items():
            values = stored[...]
            if values.dtype.kind in "OU":
                yield text(name, [str(value) for value in values.ravel()])
            elif values.dtype.kind == "S":
                yield text(name, joined(np, np.ma.filled(values, b"")))
            else:
                values = np.ma.asarray(values)
                yield number(name, values.data, np.ma.getmaskarray(values))


def read_with_xarray(np, path, engine):
    import xarray
    with xarray.open_dataset(path, engine=engine) as run:
        for name, stored in run.variables.items():
            values = stored.values
            if values.dtype.kind in "OU":
                yield text(name, values.tolist())
            elif values.dtype.kind == "S":
                yield text(name, [value.decode() for value in values.tolist()])
            elif values.dtype.kind == "M":
                # Dates, which everyone else has as days since the first of the file.
                days = (values - np.datetime64("2020-01-01")) / np.timedelta64(1, "D")
                yield number(name, days, np.isnan(days))
            else:
                yield number(name, values, np.isnan(values))


def main():
    reader, path = sys.argv[1:]
    try:
        for module in NEEDED[reader]:
            importlib.import_module(module)
    except ImportError as error:
        print(f"skipped: {error}", file=sys.stderr)
        return 77
    import numpy
    if reader == "h5py":
        rows = read_with_h5py(numpy, path)
    elif reader == "netcdf4":
        rows = read_with_netcdf4(numpy, path)
    else:
        rows = read_with_xarray(numpy, path, reader.split("_")[1])
    for row in rows:
        print(*row, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
