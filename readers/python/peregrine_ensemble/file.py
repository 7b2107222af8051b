"""Opening an ensemble file, and refusing what is none."""
import builtins
import importlib.util
import os

import xarray

# Versions of the format that this reader knows (docs/formats.md). Of version 1, codes had other names.
OLDEST_FORMAT = 2
NEWEST_FORMAT = 4
HDF5_SIGNATURE = b"\x89HDF\r\n\x1a\n"


class EnsembleError(ValueError):
    """A file that is no ensemble, or a question that it cannot answer; says what would do instead."""


def source_of(run):
    """The name of the file that a Dataset came from, for messages."""
    return run.encoding.get("source", "this Dataset")


def text_of(value):
    """An attribute as str: engines differ in whether texts are bytes."""
    return value.decode() if isinstance(value, bytes) else str(value)


def format_of(run):
    return int(run.attrs["format_version"])


def engine():
    """The library to open with: netCDF4 opens faster, h5netcdf does as well."""
    for module, name in (("netCDF4", "netcdf4"), ("h5netcdf", "h5netcdf")):
        if importlib.util.find_spec(module):
            return name
    raise ImportError("peregrine_ensemble needs netCDF4 or h5netcdf (Debian: python3-netcdf4)")


def check_header(run, path):
    """That the root's attributes are those of a finished ensemble of a known format."""
    if text_of(run.attrs.get("filetype", "")) != "peregrine-ensemble":
        raise EnsembleError(f"{path}: is no Peregrine ensemble (its attribute filetype is not "
                            "peregrine-ensemble; `peregrine run` writes ensembles)")
    version = format_of(run)
    if version > NEWEST_FORMAT:
        raise EnsembleError(f"{path}: has format version {version}, and this peregrine_ensemble knows "
                            f"{NEWEST_FORMAT} at most (install the one that came with the program that wrote it)")
    if version < OLDEST_FORMAT:
        raise EnsembleError(f"{path}: has format version {version}, and this peregrine_ensemble knows "
                            f"{OLDEST_FORMAT} to {NEWEST_FORMAT} (run the scenario again)")
    if int(run.attrs.get("complete", 0)) != 1:
        raise EnsembleError(f"{path}: is not complete (`peregrine status` says how far its run is)")


def open(path):
    """The ensemble of a file as an xarray.Dataset, read when asked for.

    Codes are the coordinates of `country`, `corridor`, `route` and so on; months are dates; a missing
    number is NaN; every variable has its unit (`units`) and a sentence (`comment`). Raises
    EnsembleError for a file that is no ensemble or of another format, FileNotFoundError for none.
    """
    path = os.fspath(path)
    if not os.path.exists(path):
        raise FileNotFoundError(f"{path}: there is no such file")
    try:
        with builtins.open(path, "rb") as file:
            signature = file.read(len(HDF5_SIGNATURE))
    except IsADirectoryError:
        signature = b""
    if signature != HDF5_SIGNATURE:
        raise EnsembleError(f"{path}: is no Peregrine ensemble (it is not an HDF5 file)")
    try:
        run = xarray.open_dataset(path, engine=engine())
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise EnsembleError(f"{path}: cannot be read as NetCDF-4 ({reason}; it may be damaged or cut off)") from error
    try:
        check_header(run, path)
    except Exception:
        run.close()
        raise
    run.encoding["source"] = path
    return run
