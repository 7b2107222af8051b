"""Tables of displacement by pair: refugees, others, claims, new displacement, asylum in Europe."""
import spans
from merge.base import beyond, is_part, span

WIDE = {  # data set: table, letter of its years' columns, first year, keeps pairs without figures
    "refugees": ("history/refugees.csv", "r", spans.FIRST_YEAR, True),
    "others": ("history/displacement_others.csv", "s", spans.FIRST_YEAR, False),
    "claims": ("history/asylum_claims.csv", "c", spans.FIRST_YEAR, False),
    "eu": ("history/asylum_eu.csv", "a", spans.EU_FIRST_YEAR, True),
}
NEW = "history/displacement_new.csv"
PAIRS = "history/displacement_pairs.csv"
WHOLE = 0.8  # share of the destinations of the base's last year below which a file is a part


def years_taken(update, name, figures, known, first):
    """The years of `figures` that are whole and that this release reads."""
    years, later = beyond({key[2] for key in figures}, spans.LAST_YEAR)
    early = {year for year in years if year < first}
    if later or early:
        update.left_out.append(f"{name}: {span([*early, *later])}: this release reads {first} to "
                               f"{spans.LAST_YEAR}")
    taken = set()
    for year in sorted(years - early):
        before = {pair[0] for pair, cells in known.items() if year in cells}
        last = before or {pair[0] for pair, cells in known.items() if spans.LAST_YEAR in cells}
        found = {key[0] for key, persons in figures.items() if key[2] == year and persons}
        if not found and not before:
            continue
        if is_part(found, last, WHOLE):
            update.left_out.append(f"{name}, {year}: has figures of {len(found)} countries where the table "
                                   f"has {len(last)}: a part of it; download all countries")
        else:
            taken.add(year)
    return taken


def merge_wide(update, data_set, combined):
    """Pairs of the merged table; writes it where there are new figures."""
    name, letter, first, keep_empty = WIDE[data_set]
    known = update.base.wide(name, letter)
    figures, readings = combined.of(data_set)
    years = years_taken(update, name, figures, known, first) if figures else set()
    if not years:
        return set(known)
    merged = {pair: {year: int(text) for year, text in cells.items() if year not in years}
              for pair, cells in known.items()}
    for (destination, origin, year), persons in figures.items():
        if year in years:
            row = merged.setdefault((destination, origin), {})
            if persons:
                row[year] = persons
    told = years & {year for cells in known.values() for year in cells}
    for pair, row in merged.items():
        for year in told:
            old, new = int(known.get(pair, {}).get(year, 0)), row.get(year, 0)
            if pair in known and year in {y for cells in (known[pair], row) for y in cells}:
                update.compare(name, f"{pair[1]} in {pair[0]}, {year}", old, new)
    span_of = range(first, spans.LAST_YEAR + 1)
    rows = [[*pair, *(merged[pair].get(year) for year in span_of)]
            for pair in sorted(merged) if keep_empty or merged[pair]]
    update.put(name, ["destination", "origin", *(f"{letter}{year}" for year in span_of)], rows, readings)
    return {tuple(row[:2]) for row in rows}


def merge_new(update, combined):
    table = {(row["destination"], row["origin"], int(row["year"])):
             (int(row["refugees"]), int(row["others"])) for row in update.base.rows(NEW)}
    figures, readings = combined.of("new")
    years, _ = beyond({key[2] for key in figures}, spans.LAST_YEAR)
    years = {year for year in years if year >= spans.FIRST_YEAR}
    if years:
        table = {key: cells for key, cells in table.items() if key[2] not in years}
        table.update({key: cells for key, cells in figures.items() if key[2] in years and any(cells)})
        update.put(NEW, ["destination", "origin", "year", "refugees", "others"],
                   ([*key, *table[key]] for key in sorted(table)), readings)
    return {key[:2] for key in table}


def ties(update, areas):
    """Function (destination, origin) -> [distance, common border] by what the base's tables have."""
    distance = {}
    for row in update.base.rows("history/covariates.csv"):
        for pair in ((row["destination"], row["origin"]), (row["origin"], row["destination"])):
            distance[pair] = round(float(row["distance_km"]))
    for row in update.base.rows(PAIRS):
        if row["distance_km"] and row["destination"] != row["origin"]:
            distance.setdefault((row["origin"], row["destination"]), int(row["distance_km"]))
    contiguous = {(row["iso3"], row["neighbour"]) for row in update.base.rows("baseline/neighbours.csv")}

    def of(pair):
        if pair[0] == pair[1]:
            return [0, 0]
        km = distance.get(pair)
        if km is None:
            km = areas.distance_km(*pair)
        return [None if km is None else round(km), int(pair in contiguous)]

    return of


def make(update, combined, areas):
    pairs = {pair for data_set in WIDE for pair in merge_wide(update, data_set, combined)}
    pairs |= merge_new(update, combined)
    known = {(row["destination"], row["origin"]): row for row in update.base.rows(PAIRS)}
    added = sorted(pairs - known.keys())
    if not added:
        return
    update.notes.append(f"{PAIRS}: {len(added)} pairs are new; their distances are those of the shipped "
                        "tables where these have them, else great circles")
    of = ties(update, areas)
    rows = [[*pair, known[pair]["distance_km"], known[pair]["contiguous"]] if pair in known
            else [*pair, *of(pair)] for pair in sorted(known.keys() | pairs)]
    # Distances stay their publisher's, whoever names the pairs.
    update.put(PAIRS, ["destination", "origin", "distance_km", "contiguous"], rows, [])
