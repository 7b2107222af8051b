"""Makes of an ensemble one of format 3: without what came with format 4. Its content hash is no longer that of its contents.

usage: format_3.py ENSEMBLE.h5 OUTPUT.h5
"""
import shutil
import sys

import h5py

SINCE_4 = ("immigrant_stock", "emigrant_stock", "displaced_from", "newly_displaced", "corridor_stock",
           "irregular_entries_by_nationality", "border_target", "border_first_entry", "kept_corridor", "month_ahead")


def to_format_3(ensemble, output):
    shutil.copy(ensemble, output)
    with h5py.File(output, "r+") as file:
        for name in SINCE_4:
            del file[name]
        file.attrs.modify("format_version", 3)


if __name__ == "__main__":
    to_format_3(*sys.argv[1:])
