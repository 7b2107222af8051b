"""Makes files that are no ensembles that readers know, of a small one.

usage: wrong_files.py SAMPLE.h5 FORMAT_1.h5.gz FOLDER
Exit code 77 where h5py is not installed.
"""
import gzip
import pathlib
import shutil
import sys

try:
    import h5py
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def main():
    sample, format_1, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
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
    whole = pathlib.Path(sample).read_bytes()
    (folder / "cut.h5").write_bytes(whole[:len(whole) // 2])


main()
