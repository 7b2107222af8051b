"""The inputs folder that an update begins from, and what it becomes."""
import csv
import math

import tables

# Standard deviation of the logarithm of a count about the truth, by decade of its size (below 10, 10 to
# 99 ... a million and more): half the variance between the revisions 2020 and 2024 of UN DESA's stocks
# of mid-2020. No other publisher's revisions have been measured; theirs are held against it, too.
REVISION_ERROR = (0.08, 0.18, 0.22, 0.32, 0.27, 0.24, 0.30)
SURE = 2.0  # standard deviations of the difference from which it is a contradiction


def revision_error(persons):
    decade = int(math.log10(max(persons, 1)))
    return REVISION_ERROR[min(decade, len(REVISION_ERROR) - 1)]


def contradicts(old, new):
    """Whether two vintages of a count differ by more than the errors of both explain."""
    spread = math.sqrt(2) * revision_error(max(old, new))
    return abs(math.log((new + 1) / (old + 1))) > SURE * spread


class Base:
    def __init__(self, folder):
        self.folder = folder
        self._rows = {}

    def rows(self, name):
        if name not in self._rows:
            self._rows[name] = list(tables.rows(self.folder / name))
        return self._rows[name]

    def wide(self, name, prefix):
        """{(destination, origin): {year: text}} of the cells that are not empty."""
        table = {}
        for row in self.rows(name):
            table[row["destination"], row["origin"]] = {
                int(column[1:]): cell for column, cell in row.items()
                if column[0] == prefix and column[1:].isdigit() and cell != ""}
        return table


class Update:
    """What is made: {table: (header, rows, readings it rests on)}, and what is said of it."""

    def __init__(self, base):
        self.base = base
        self.tables = {}
        self.newer, self.left_out, self.notes = [], [], []
        self.contradictions = []  # (table, cell, old, new)

    def put(self, name, header, rows, readings):
        self.tables[name] = header, [list(map(tables.figure, row)) for row in rows], readings

    def compare(self, name, cell, old, new):
        old, new = float(old or 0), float(new or 0)
        if old != new and contradicts(old, new):
            self.contradictions.append((name, cell, old, new))


def is_part(found, known, share):
    """Whether `found` lacks too many of the `known` to be a whole table."""
    return len(set(found) & set(known)) < share * len(set(known))


def beyond(times, last):
    """(times to `last`, later ones)."""
    return {t for t in times if t <= last}, sorted(t for t in times if t > last)


def span(times):
    times = sorted(times)
    return f"{times[0]}" if len(times) == 1 else f"{times[0]} to {times[-1]}"
