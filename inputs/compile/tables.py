"""Reading and writing the tables of inputs/."""
import csv
import itertools


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def joined(raw, name):
    """Rows of a raw table, then those of later years, which stand in folders beside it: 2024/`name`."""
    later = sorted(raw.glob(f"[12][0-9][0-9][0-9]/{name}"))
    return itertools.chain.from_iterable(map(rows, [raw / name, *later]))


def number(text):
    return float(text) if text else None


def figure(value):
    """A table cell: empty, a whole number as it is, anything else in 6 significant digits."""
    if value is None:
        return ""
    return str(value) if isinstance(value, (int, str)) else format(value, ".6g")


def write(path, header, table):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([figure(value) for value in row] for row in table)
