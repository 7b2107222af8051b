"""Tables of conflict: deaths by country and year, and wars between states."""
import collections

import conflict
import spans
from downloads.ucdp import FOUGHT
from merge.base import beyond, is_part, span

DEATHS = "history/conflict_deaths.csv"
COLUMNS = ("deaths", "state_based")
WARS = "history/interstate_wars.csv"
WHOLE = 0.5  # share of the countries with deaths in the base's last year below which a file is a part


def counted_together(figures):
    """{(code, year): [all deaths, those in conflicts of a state]}, those of areas that the stock table
    has no rows of with another's."""
    table = collections.defaultdict(lambda: [0, 0])
    for key, count in figures.items():
        table[conflict.COUNTED_WITH.get(key[0], key[0]), key[1]][FOUGHT in key] += count
    return dict(table)


def deaths(update, combined):
    if combined.of("covered_deaths")[0]:
        update.left_out.append(f"{DEATHS}: a table of deaths without their types: it has nothing for dozens "
                               "of countries at war; take UCDP's by country and year, or its events")
    figures, readings = combined.of("deaths")
    if not figures:
        return
    figures = counted_together(figures)
    codes = {row["iso3"] for row in update.base.rows("baseline/countries.csv")}
    years, later = beyond({key[1] for key in figures}, spans.LAST_YEAR)
    years = {year for year in years if year >= spans.FIRST_YEAR}
    if later:
        update.left_out.append(f"{DEATHS}: {span(later)}: this release reads to {spans.LAST_YEAR}")
    table = {(row["iso3"], int(row["year"])): [int(row[column]) for column in COLUMNS]
             for row in update.base.rows(DEATHS)}
    for year in sorted(years):
        found = {code for (code, of), counts in figures.items() if of == year and counts[0]}
        known = {code for code, of in table if of == year}
        if is_part(found, known, WHOLE):
            update.left_out.append(f"{DEATHS}, {year}: has deaths in {len(found)} countries where the table "
                                   f"has {len(known)}: a part of it")
            years.discard(year)
    new = {key: count for key, count in figures.items() if key[1] in years and key[0] in codes}
    for key, counts in table.items():
        if key[1] in years:
            for column, before, now in zip(COLUMNS, counts, new.get(key, (0, 0))):
                update.compare(DEATHS, f"{key[0]}, {key[1]}, {column}", before, now)
    table = {key: counts for key, counts in table.items() if key[1] not in years}
    table.update({key: counts for key, counts in new.items() if counts[0]})
    update.put(DEATHS, ["iso3", "year", *COLUMNS],
               ([*key, *table[key]] for key in sorted(table)), readings)


def wars(update, combined):
    figures, readings = combined.of("conflicts")
    years, later = beyond({key[1] for key in figures}, spans.LAST_YEAR)
    if later:
        update.left_out.append(f"{WARS}: {span(later)}: this release reads to {spans.LAST_YEAR}")
    if not years:
        return
    table = {(int(row["conflict"]), int(row["year"]), row["iso3"]) for row in update.base.rows(WARS)}
    kept = {row for row in table if row[1] not in years}
    unnamed = set()
    new = set()
    for (number, year, sides), (level, kind) in figures.items():
        if year not in years or kind != "interstate" or level != conflict.WAR_INTENSITY:
            continue
        for state in (state for side in sides for state in side):
            if state in conflict.STATES:
                new.add((number, year, conflict.STATES[state]))
            elif year > max(row[1] for row in table):
                unnamed.add(state)
    if unnamed:
        update.notes.append(f"{WARS}: states {', '.join(map(str, sorted(unnamed)))} are in no list of "
                            "inputs/compile/conflict.py: they sent troops alone, or the list lacks them")
    gone, come = {row for row in table if row[1] in years} - new, new - table
    for row, old in [*((row, 1) for row in sorted(gone)), *((row, 0) for row in sorted(come))]:
        if row[1] <= max(r[1] for r in table):
            update.contradictions.append((WARS, f"conflict {row[0]}, {row[1]}, {row[2]}", old, 1 - old))
    update.put(WARS, ["conflict", "year", "iso3"], sorted(kept | new), readings)


def make(update, combined):
    deaths(update, combined)
    wars(update, combined)
