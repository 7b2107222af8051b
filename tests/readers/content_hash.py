#!/usr/bin/env python3
"""usage: content_hash.py FILE

The content hash of an ensemble file of format version 2 or a copy of it, by docs/formats.md and
h5py alone, to compare with what `peregrine verify` prints of the original. Unlike that program it
takes texts of any storage, as other libraries write them into copies.
"""
import hashlib
import re
import sys

import h5py
import numpy

TYPES = {"int8": "<i1", "int32": "<i4", "float32": "<f4", "float64": "<f8"}


def table(page):
    """(name, axes, type) of every variable, in the order of the document."""
    row = re.compile(r"^\| `(\w+)\(([^)]*)\)` \| (\w+) \|", re.MULTILINE)
    return [(name, axes.split(", "), kind) for name, axes, kind in row.findall(page)]


def strings(dataset):
    """Rows of characters as bytes, without their padding."""
    characters = numpy.asarray(dataset).astype("S1")
    return [b"".join(row.tolist()).rstrip(b"\0") for row in characters]


def attribute(file, name):
    value = file.attrs[name]
    value = value.item() if getattr(value, "size", 0) == 1 and hasattr(value, "item") else value
    return value.decode() if isinstance(value, bytes) else value


def content_hash(file, variables):
    lines = [f"peregrine-ensemble {attribute(file, 'format_version')}"]
    lines += [f"{name} {attribute(file, name)}" for name in ("model_version", "seed", "draws")]
    for name, axes, kind in variables:
        if name not in file or kind == "text":
            continue
        dataset = file[name]
        if kind in TYPES:
            values = numpy.ascontiguousarray(dataset[()], dtype=TYPES[kind]).tobytes()
        else:
            values = b"".join(text + b"\0" for text in strings(dataset))
        shape = ",".join(str(length) for length in dataset.shape[: len(axes)])
        lines.append(f"{name} {kind} {shape} {hashlib.sha256(values).hexdigest()}")
    return hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()


def main():
    page = sys.argv[0].rsplit("/tests/", 1)[0] + "/docs/formats.md"
    with open(page, encoding="utf-8") as text, h5py.File(sys.argv[1], "r") as file:
        print(content_hash(file, table(text.read())))


if __name__ == "__main__":
    main()
