"""Tables of forced displacement: UNHCR stocks, new displacement and claims, Eurostat's first-time
asylum applications, and the geography of every pair that has any of them.

Origins and areas that are no country of the stock table (unknown, stateless, Tibetans) keep the
codes of the source: merging them would change what the persistence of a pair scores.
"""
import spans
import tables

YEARS = range(spans.FIRST_YEAR, spans.LAST_YEAR + 1)
EU_YEARS = range(spans.EU_FIRST_YEAR, spans.LAST_YEAR + 1)
# The new-displacement table writes unknown and stateless otherwise than the stocks do.
SAME_CODE = {"UKN": "UNK", "STA": "XXA"}


def by_pair(rows, value):
    """{(destination, origin): {year: persons}} of the rows whose `value` is above zero; all pairs
    are kept."""
    table = {}
    for row in rows:
        pair = tuple(SAME_CODE.get(row[end], row[end]) for end in ("destination", "origin"))
        years = table.setdefault(pair, {})
        persons = value(row)
        if persons > 0:
            year = int(row["year"])
            years[year] = years.get(year, 0) + persons
    return table


def wide(table, years, prefix, keep_empty=False):
    """Header and rows: a pair, then its years; empty cells are zero."""
    header = ["destination", "origin", *(f"{prefix}{year}" for year in years)]
    return header, ([*pair, *(table[pair].get(year) for year in years)]
                    for pair in sorted(table) if keep_empty or table[pair])


def compile_displacement(raw, out, write, geography):
    stocks = list(tables.joined(raw, "displacement/unhcr_population.csv"))
    new = list(tables.joined(raw, "displacement/unhcr_new_displacement.csv"))
    refugees = by_pair(stocks, lambda row: int(row["refugees"]))
    others = by_pair(stocks, lambda row: int(row["asylum_seekers"]) + int(row["others_in_need"]))
    claims = by_pair(new, lambda row: int(row["asylum_seekers"]))
    eu = by_pair(tables.joined(raw, "displacement/eu_first_time_asylum.csv"),
                 lambda row: int(row["applications"]))
    history = out / "history"
    write(history / "refugees.csv", *wide(refugees, YEARS, "r", keep_empty=True))
    write(history / "displacement_others.csv", *wide(others, YEARS, "s"))
    write(history / "asylum_claims.csv", *wide(claims, YEARS, "c"))
    write(history / "asylum_eu.csv", *wide(eu, EU_YEARS, "a", keep_empty=True))

    arrivals = {}
    for column in ("refugees", "oip"):
        for pair, years in by_pair(new, lambda row: int(row[column])).items():
            for year, persons in years.items():
                arrivals.setdefault((*pair, year), {})[column] = persons
    write(history / "displacement_new.csv", ["destination", "origin", "year", "refugees", "others"],
          ([*key, cells.get("refugees", 0), cells.get("oip", 0)]
           for key, cells in sorted(arrivals.items())))

    pairs = set(refugees) | {pair for table in (others, claims, eu) for pair in table}
    pairs |= {key[:2] for key in arrivals}
    write(history / "displacement_pairs.csv",
          ["destination", "origin", "distance_km", "contiguous"],
          ([*pair, *geography_of(geography, pair)] for pair in sorted(pairs)))


def geography_of(geography, pair):
    """Distance in km and common border; an empty distance for areas without a place."""
    destination, origin = pair
    if destination == origin:
        return 0, 0
    if (origin, destination) not in geography.pairs and not {origin, destination} <= set(
            geography.place):
        return None, 0
    distance, contiguous = geography.ties(origin, destination)[:2]
    return round(distance), contiguous
