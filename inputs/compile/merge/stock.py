"""Tables of the migrant stock, by revision."""
import collections

import spans
from merge.base import is_part

UNKNOWN = "OOO"
CORRIDORS = "baseline/corridors.csv"
TABLES = {"2020": "history/stock_rev2020.csv", "2024": "history/stock_rev2024.csv"}
WHOLE = 0.8  # share of the pairs of the base below which a file is a part of the table


def unknown_last(pair):
    return pair[0], pair[1] == UNKNOWN, pair[1]


def by_pair(figures, revision):
    table = collections.defaultdict(dict)
    for (of, destination, origin, year), persons in figures.items():
        if of == revision:
            table[destination, origin][year] = persons
    return table


def make_revision(update, revision, new, readings):
    name = TABLES[revision]
    known = update.base.wide(name, "s")
    if is_part(new, known, WHOLE):
        update.left_out.append(f"{name}: {len(new)} pairs are a part of the table's {len(known)}: "
                               "download the whole of it")
        return
    years = {year for by_year in new.values() for year in by_year}
    read = spans.stock_years(revision)
    later = sorted(years - set(read))
    if later:
        update.left_out.append(f"{name}: {', '.join(map(str, later))}: this release reads "
                               f"{read[0]} to {read[-1]}")
    merged = {}
    for pair in known.keys() | new.keys():
        row = {year: int(text) for year, text in known.get(pair, {}).items() if year not in years}
        row.update({year: persons for year, persons in new.get(pair, {}).items()
                    if year in read})
        if row:
            merged[pair] = row
        for year in years & set(read):
            if year in known.get(pair, {}) and year in row:
                update.compare(name, f"{pair[1]} in {pair[0]}, {year}", known[pair][year], row[year])
    if revision == "2020" and merged.keys() != known.keys():
        update.left_out.append(f"{name}: has other pairs than the baseline, which the calibration is of: "
                               "compile the inputs and calibrate anew")
        return
    update.put(name, ["destination", "origin", *(f"s{year}" for year in read)],
               ([*pair, *(merged[pair].get(year) for year in read)]
                for pair in sorted(merged, key=unknown_last)), readings)
    if revision == "2020":
        update.put(CORRIDORS, ["destination", "origin", "stock_2020"],
                   ([*pair, merged[pair].get(2020, 0)] for pair in sorted(merged, key=unknown_last)),
                   readings)


def compare_destinations(update, combined):
    """Totals of destinations, from the workbook that has no origins, against those shipped."""
    figures, _ = combined.of("destinations")
    for revision in sorted({key[0] for key in figures}):
        if revision not in TABLES:
            update.left_out.append(f"migrants by destination, revision {revision}: no table of it here")
            continue
        sums = collections.Counter()
        for (destination, _), by_year in update.base.wide(TABLES[revision], "s").items():
            for year, text in by_year.items():
                sums[destination, year] += int(text)
        compared = [(key[1:], persons) for key, persons in figures.items()
                    if key[0] == revision and key[1:] in sums]
        for (destination, year), persons in compared:
            update.compare(TABLES[revision], f"all in {destination}, {year}", sums[destination, year],
                           persons)
        equal = sum(sums[key] == persons for key, persons in compared)
        update.notes.append(f"{TABLES[revision]}: {equal} of {len(compared)} totals of destinations are "
                            "those of the workbook by sex and destination")


def make(update, combined):
    figures, readings = combined.of("stock")
    for revision in sorted({key[0] for key in figures}):
        if revision in TABLES:
            make_revision(update, revision, by_pair(figures, revision),
                          [r for r in readings if r.edition == f"revision {revision}"])
        else:
            update.left_out.append(f"migrant stock, revision {revision}: this release reads the revisions "
                                   + " and ".join(TABLES))
    compare_destinations(update, combined)
