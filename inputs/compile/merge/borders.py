"""Tables of crossings: detections by border and nationality, attempts, and the dead and missing."""
import collections

import irregular
import spans
from irregular_eastern import BELARUS, EASTERN, OTHER, SPLIT_FROM, guard_weights, split_eastern
from merge.base import beyond, is_part, span

DETECTIONS = "history/irregular_detections.csv"
ATTEMPTS = "history/border_attempts.csv"
DEATHS = "history/irregular_deaths.csv"
BORDERS = "baseline/borders.csv"
BY_OTHERS = ("darien", "us-south-west", irregular.CHANNEL)  # borders whose figures are not Frontex's
UKRAINIANS = "eastern-ukrainians"
WORTH_A_GROUP = 0.05  # of a border's new detections: a nationality that its groups lack is named
WHOLE = 0.5  # share of a table's routes or nationalities below which a file is a part of it


def split_times(update, name, figures, place, last):
    """The figures to `last`; says that later ones are left out."""
    within, later = beyond({key[place] for key in figures}, last)
    if later:
        update.left_out.append(f"{name}: {span(later)}: this release reads to {last}")
    return {key: count for key, count in figures.items() if key[place] in within}, within


def attempts(update, combined):
    """All rows [border, first day, last day, count, kind]; writes the table if there are new ones."""
    table = {(row["border"], row["first_day"], row["last_day"], row["kind"]): int(row["attempts"])
             for row in update.base.rows(ATTEMPTS)}
    figures, readings = combined.of("attempts")
    last_day = f"{spans.LAST_MONTH}-31"
    late = [key for key in figures if key[2] > last_day]
    if late:
        update.left_out.append(f"{ATTEMPTS}: {len(late)} figures of periods that end after "
                               f"{spans.LAST_MONTH}: this release reads to there")
    for key, count in figures.items():
        if key in late:
            continue
        if key in table:
            update.compare(ATTEMPTS, ", ".join(key), table[key], count)
        table[key] = count
    order = [row["code"] for row in update.base.rows(BORDERS)]
    rows = [[border, first, last, count, kind]
            for (border, first, last, kind), count in table.items()]
    rows = sorted((row for row in rows if not irregular.repeats(row, rows)),
                  key=lambda row: (order.index(row[0]), row[1], row[2], row[4]))
    if figures:
        update.put(ATTEMPTS, ["border", "first_day", "last_day", "attempts", "kind"], rows, readings)
    return rows


def frontex_cells(figures):
    """{border: {(nationality, month): detections}} with the Eastern Borders Route as one."""
    table = collections.defaultdict(collections.Counter)
    for (route, kind, nationality, month), count in figures.items():
        border = irregular.frontex_border({"route": route, "border_type": kind})
        if border == EASTERN and nationality == "UKR":
            border = UKRAINIANS
        table[border][nationality, month] += count
    return table


def divided(update, cells, known, covered, guarded):
    """Eastern cells of the months covered, divided among its borders as guards counted; the months
    before are those of the base, of which the borders' sum is Frontex's."""
    together = collections.Counter(cells)
    for border in (*BELARUS, OTHER):
        for (nationality, month), text in known[border].items():
            if month not in covered:
                together[nationality, month] += float(text)
    weights = guard_weights(guarded)
    counted = sorted({month for (_, month), weight in weights.items() if weight > 0})
    bare = [month for month in covered if month >= SPLIT_FROM and month not in counted]
    if bare:
        update.notes.append(f"{DETECTIONS}: no border guard's figure for {span(bare)}: the Eastern Borders "
                            "Route is divided there as in the last twelve months that have one")
        for border in BELARUS:
            mean = sum(weights.get((border, month), 0) for month in counted[-12:]) / 12
            weights.update({(border, month): mean for month in bare})
    parts = split_eastern(dict(together), guarded, weights)
    return {border: {key: count for key, count in parts[border].items() if key[1] in covered}
            for border in parts}


def regrouped(update, border, known, cells, covered):
    """Rows (nationality, when, text): the base's outside the times covered, and the new ones in the
    base's groups of nationals, which the calibration of the routes rests on."""
    groups = {nationality for nationality, _ in known}
    table = {key: text for key, text in known.items() if key[1] not in covered}
    new, rest = collections.Counter(), collections.Counter()
    for (nationality, when), count in cells.items():
        if nationality not in groups:
            rest[nationality] += count
        new[nationality if nationality in groups else irregular.REST, when] += count
    whole = sum(new.values())
    for nationality, count in rest.items():
        if count > WORTH_A_GROUP * whole and nationality not in irregular.UNKNOWN:
            update.notes.append(f"{DETECTIONS}: {nationality} has {100 * count / whole:.0f} % of the new "
                                f"detections at {border} and is no group there: counted in REST")
    for key, count in new.items():
        if irregular.cell(count) != "0":
            table[key] = irregular.cell(count)
    told = {when for _, when in known} & covered
    for key in {key for key in (*known, *new) if key[1] in told}:
        update.compare(DETECTIONS, ", ".join((border, *key)), known.get(key, 0), new.get(key, 0))
    return [(*key, table[key]) for key in
            sorted(table, key=lambda key: (key[0] == irregular.REST, key))]


def frontex(update, combined, known, guarded):
    """({border: cells}, months covered) of Frontex's figures."""
    figures, _ = combined.of("detections")
    figures, covered = split_times(update, DETECTIONS, figures, 3, spans.LAST_MONTH)
    routes = {key[0] for key in figures}
    if figures and is_part(routes, {route for route, _ in irregular.FRONTEX}, WHOLE):
        update.left_out.append(f"{DETECTIONS}: Frontex's figures of {len(routes)} routes alone are a part "
                               "of its table: download the whole of it")
        return {}, set()
    cells = frontex_cells(figures)
    if covered:
        parts = divided(update, cells.pop(EASTERN, {}), known, covered, guarded)
        cells.update(parts)
    return cells, covered


def americas(update, combined, known):
    """{border: (cells, times covered)} of the Darien and the south-west border."""
    yearly_before = {row["code"]: row["monthly_from"] for row in
                     update.base.rows(BORDERS)}
    found = {}
    for border, name in (("darien", "darien"), ("us-south-west", "encounters")):
        figures, _ = combined.of(name)
        figures, _ = split_times(update, f"{DETECTIONS}, {border}", figures, 1, spans.LAST_MONTH)
        if not figures:
            continue
        groups = {nationality for nationality, _ in known[border]} - {irregular.ALL, irregular.REST}
        given = {nationality for nationality, _ in figures} - {irregular.ALL}
        if is_part(given, groups, WHOLE):
            update.left_out.append(f"{DETECTIONS}: figures of {len(given)} nationalities at {border} alone "
                                   "are a part of its table: download those of all")
            continue
        cells = collections.Counter()
        for (nationality, month), count in figures.items():
            cells[nationality, month if month >= yearly_before[border] else month[:4]] += count
        found[border] = cells, {when for _, when in cells}
    return found


def boats(update, combined, known):
    """{border: (cells, times covered)} of the Channel; moves the last month of its figures."""
    figures, readings = combined.of("boats")
    name = f"{DETECTIONS}, {irregular.CHANNEL}"
    if figures and not any(row["code"] == irregular.CHANNEL for row in update.base.rows(BORDERS)):
        update.left_out.append(f"{name}: the tables that this begins from have no such border")
        return {}
    figures, _ = split_times(update, name, figures, 0, f"{spans.LAST_MONTH}-31")
    cells = collections.Counter()
    for (day, nationality), count in figures.items():
        cells[nationality, irregular.quarter(day)] += count
    given = {when for _, when in cells}
    last = max(when for _, when in known[irregular.CHANNEL])
    while irregular.next_quarter(last) in given:
        last = irregular.next_quarter(last)
    within, later = beyond(given, last)
    if later:
        update.left_out.append(f"{name}: {span(later)}: the quarter {irregular.next_quarter(last)} before is "
                               "missing, and would count as without arrivals")
    if not within:
        return {}
    rows = [dict(row) for row in update.base.rows(BORDERS)]
    mine = next(row for row in rows if row["code"] == irregular.CHANNEL)
    until = irregular.last_month_of(last)
    if mine["figures_until"] and mine["figures_until"] < until:
        mine["figures_until"] = until if until < spans.LAST_MONTH else ""
        update.put(BORDERS, list(mine), [list(row.values()) for row in rows], readings)
    cells = collections.Counter({key: count for key, count in cells.items() if key[1] in within})
    return {irregular.CHANNEL: (cells, within)}


def detections(update, combined, guarded):
    known = collections.defaultdict(dict)
    for row in update.base.rows(DETECTIONS):
        known[row["border"]][row["nationality"], row["month"]] = row["detections"]
    european, months = frontex(update, combined, known, guarded)
    new = {border: (european.get(border, {}), months) for border in known
           if months and border not in BY_OTHERS}
    new.update(americas(update, combined, known))
    new.update(boats(update, combined, known))
    if not new:
        return
    rows = []
    for border in (row["code"] for row in update.base.rows(BORDERS)):
        cells, covered = new.get(border, ({}, set()))
        rows += [(border, *row) for row in regrouped(update, border, known[border], cells, covered)]
    readings = [reading for name in ("detections", "darien", "encounters", "boats")
                for reading in combined.of(name)[1]]
    update.put(DETECTIONS, ["border", "nationality", "month", "detections"], rows, readings)


def deaths(update, combined):
    figures, readings = combined.of("missing")
    figures, covered = split_times(update, DEATHS, figures, 1, spans.LAST_MONTH)
    if not covered:
        return
    table = {(row["border"], row["month"]): int(row["dead_or_missing"])
             for row in update.base.rows(DEATHS)}
    new = collections.Counter()
    for (route, month), persons in figures.items():
        if route in irregular.DEATHS:
            new[irregular.DEATHS[route], month] += persons
    told = {month for _, month in table}
    for key in {key for key in table if key[1] in covered} | set(new):
        if key[1] in told:
            update.compare(DEATHS, ", ".join(key), table.get(key, 0), new[key])
        table[key] = new[key]
    order = [row["code"] for row in update.base.rows(BORDERS)]
    update.put(DEATHS, ["border", "month", "dead_or_missing"],
               ([*key, table[key]] for key in sorted(table, key=lambda k: (order.index(k[0]), k[1]))
                if table[key]), readings)


def make(update, combined):
    guarded = attempts(update, combined)
    detections(update, combined, guarded)
    deaths(update, combined)
