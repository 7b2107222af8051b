"""Makes files that are no ensembles that readers know, of a small one; and later.h5, an ensemble with variables
that no version writes yet: draws of some corridors, packed, and of countries; and format_3.h5, the ensemble as
it was before it had draws of places.

usage: wrong_files.py SAMPLE.h5 ENSEMBLE.h5 FORMAT_1.h5.gz FOLDER
Exit code 77 where h5py or netCDF4 is not installed.
"""
import gzip
import pathlib
import shutil
import sys

try:
    import h5py
    import netCDF4
    import numpy

    from format_3 import to_format_3
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def add_variables(path):
    values = numpy.random.default_rng(281)
    with netCDF4.Dataset(path, "r+") as file:
        draws, years = (len(file.dimensions[name]) for name in ("realization", "year"))
        file.createDimension("asylum_corridor", 3)
        file.createDimension("asylum_corridor_length", 7)
        codes = file.createVariable("asylum_corridor", "S1", ("asylum_corridor", "asylum_corridor_length"))
        codes[:] = netCDF4.stringtochar(numpy.array(["SYR-TUR", "SYR-DEU", "MEX-USA"], "S7"))
        codes.setncattr("_Encoding", "utf-8")
        stock = file.createVariable("corridor_asylum", "i2", ("realization", "year", "asylum_corridor"), fill_value=-1)
        stock.setncatts({"scale_factor": 1000.0, "units": "1", "long_name": "asylum seekers of a corridor"})
        stock[:] = values.integers(0, 30_000, (draws, years, 3)) * 1000.0
        countries = len(file.dimensions["country"])
        settled = file.createVariable("newly_settled", "f4", ("realization", "year", "country"))
        settled.setncatts({"units": "1", "long_name": "newly settled persons"})
        settled[:] = values.integers(0, 1_000, (draws, years, countries))


def main():
    sample, ensemble, format_1 = sys.argv[1:4]
    folder = pathlib.Path(sys.argv[4])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "text.h5").write_text("year,migrants\n2020,280598105\n", encoding="utf-8")
    with h5py.File(folder / "other.h5", "w") as other:
        other["temperature"] = [1.0, 2.0]
    for name, attribute, value in (("newer", "format_version", 99), ("unfinished", "complete", 0)):
        shutil.copy(sample, folder / f"{name}.h5")
        with h5py.File(folder / f"{name}.h5", "r+") as file:
            file.attrs.modify(attribute, value)
    (folder / "older.h5").write_bytes(gzip.decompress(pathlib.Path(format_1).read_bytes()))
    shutil.copy(ensemble, folder / "later.h5")
    add_variables(folder / "later.h5")
    to_format_3(ensemble, folder / "format_3.h5")
    whole = pathlib.Path(sample).read_bytes()
    (folder / "cut.h5").write_bytes(whole[:len(whole) // 2])


main()
