"""Tells by its content what a download is."""
import re

from downloads.opening import Blob
from downloads.problems import Place
from downloads.table import Table, plain

ALIKE = 0.5  # share of a kind's columns from which a file is taken for a damaged one of that kind


def columns_found(row, wanted):
    """{key: position} of the first cell that has one of the headers of each key."""
    headers = [plain(cell) for cell in row]
    return {key: min(headers.index(name) for name in names if name in headers)
            for key, names in wanted.items() if any(name in headers for name in names)}


def best_match(grid, kind):
    """(share of the kind's columns, their number, line, header, positions) of the best row."""
    best = (0.0, 0, 0, [], {})
    if not re.fullmatch(kind.sheets, grid.sheet or "", re.IGNORECASE):
        return best
    for line, row in grid.head:
        found = columns_found(row, kind.columns)
        share = len(found) / len(kind.columns)
        if (share, len(found)) > best[:2]:
            best = share, len(found), line, row, found
    return best


def grid_as_table(grid, kinds, areas, problems):
    """(kind, table) or (None, (share, kind, lacking columns)) of the kind that is nearest."""
    ranked = sorted(((best_match(grid, kind), kind) for kind in kinds if kind.columns),
                    key=lambda match: match[0][:2], reverse=True)
    (share, _, line, header, found), kind = ranked[0]
    if share == 1.0:
        found = {**columns_found(header, kind.also), **found}
        return kind, Table(grid, line, header, found, areas, problems)
    lacking = [names[0] for key, names in kind.columns.items() if key not in found]
    return None, (share, kind, line, lacking)


def recognise(file, grids, kinds, blob_kinds, areas, problems):
    """[(kind, table)] of the grids of one file, told to `problems` where it has none."""
    known, nearest = [], (0.0, None, 0, [])
    place = None
    for grid in grids:
        if isinstance(grid, Blob):
            known += [(kind, grid) for kind in blob_kinds if kind.claims(grid)]
            continue
        for special in blob_kinds:
            table = special.as_table(grid, areas, problems)
            if table:
                known.append((special, table))
                break
        else:
            kind, table = grid_as_table(grid, kinds, areas, problems)
            if kind:
                known.append((kind, table))
            elif table[0] > nearest[0]:
                nearest, place = table, grid.place(table[2])
    if known or problems.of(file):
        return known
    share, kind, _, lacking = nearest
    if share >= ALIKE:
        problems.add(place, "header", "", f"is that of '{kind.name}', but lacks: "
                     + "; ".join(lacking), "download the file again, with all of its columns")
    else:
        problems.add(Place(file), "", "", "is none of the downloads known here",
                     "inputs/SOURCES.md lists them; take it out of the folder")
    return []
