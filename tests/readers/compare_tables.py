"""Compares what two readers have of one file.

usage: compare_tables.py EXPECTED FOUND [--lacks PATTERN]... [--unreadable PATTERN]...
Every variable of EXPECTED must be in FOUND with the same elements, missing ones, sum or texts, and
none beside them; but for those whose `name:kind` matches a pattern (fnmatch) of --lacks, which must
not be there, and of --unreadable, which must be marked so.
"""
import argparse
import fnmatch
import json
import math
import sys

# Sums are of up to some ten thousand exact numbers, taken in different orders.
RELATIVE = 1e-12


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    table = {row[0]: row[1:] for row in rows}
    assert len(table) == len(rows), f"{path}: a variable is there twice"
    return table


def same(expected, found):
    if found[0] != expected[0] or found[1] != expected[1]:
        return False
    if expected[0] == "text":
        return json.loads(found[2]) == json.loads(expected[2])
    return found[2] == expected[2] and math.isclose(float(found[3]), float(expected[3]),
                                                    rel_tol=RELATIVE)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("expected")
    parser.add_argument("found")
    parser.add_argument("--lacks", action="append", default=[])
    parser.add_argument("--unreadable", action="append", default=[])
    options = parser.parse_args()
    expected, found = rows_of(options.expected), rows_of(options.found)
    problems = [f"{name} is not in {options.expected}" for name in found if name not in expected]
    compared = 0
    for name, row in expected.items():
        def among(patterns, key=f"{name}:{row[0]}"):
            return any(fnmatch.fnmatch(key, pattern) for pattern in patterns)
        if among(options.lacks):
            if name in found:
                problems.append(f"{name} is there, and should not: {found[name]}")
        elif among(options.unreadable):
            if found.get(name, [""])[0] != "unreadable":
                problems.append(f"{name} can be read now: {found.get(name)}")
        elif name not in found or not same(row, found[name]):
            problems.append(f"{name}: {found.get(name)} instead of {row}")
        else:
            compared += 1
    if problems or compared == 0:
        print("\n".join(problems) or "nothing to compare")
        return 1
    print(f"{compared} variables are the same")
    return 0


if __name__ == "__main__":
    sys.exit(main())
