"""What an update says: files, what is newer, what was left out, what contradicts the older vintage."""
import vintages

NAME = "UPDATE.txt"
CONTRADICTIONS = "CONTRADICTIONS.csv"
MOST_SHOWN = 10


def compare_population(update, combined):
    """WPP's population against the one shipped."""
    figures, readings = combined.of("population")
    if not figures:
        return
    known = {(row["iso3"], int(row["year"])): int(row["population"])
             for row in update.base.rows("history/population.csv")}
    compared = [key for key in figures if key in known]
    for key in compared:
        update.compare("history/population.csv", f"{key[0]}, {key[1]}", known[key], figures[key])
    near = sum(abs(figures[key] - known[key]) <= 0.001 * known[key] + 1000 for key in compared)
    update.notes.append(f"history/population.csv: {near} of {len(compared)} country-years are those of "
                        f"{readings[-1].file}, to a thousandth")


def changes(base, name, header, rows):
    """(rows that are new, rows that changed, rows that went) against the base, by their key."""
    path = base.folder / name
    if not path.is_file():
        return len(rows), 0, 0
    old_header, old = vintages.table_of(path)
    keys = [at for at, column in enumerate(header)
            if column in ("border", "nationality", "month", "iso3", "year", "destination", "origin",
                          "first_day", "last_day", "kind", "conflict", "quarter_end")]

    def by_key(header, rows):
        return {tuple(row[at] for at in keys): row for row in rows}

    before, now = by_key(old_header, old), by_key(header, rows)
    same_columns = list(old_header) == list(header)
    changed = sum(before[key] != row for key, row in now.items() if key in before) if same_columns else 0
    return len(now.keys() - before.keys()), changed, len(before.keys() - now.keys())


def last_before(base, name):
    path = base.folder / name
    return last_time(name, *vintages.table_of(path)) if path.is_file() else ""


def last_time(name, header, rows):
    return vintages.OBSERVED_TO.get(name) or vintages.last_observation(header, rows)


def table_lines(update):
    for name, (header, rows, readings) in sorted(update.tables.items()):
        last = last_time(name, header, rows)
        before = last_before(update.base, name)
        new, changed, gone = changes(update.base, name, header, rows)
        newer = f"to {last}" + (f", before to {before}" if last > before else ", as before")
        of = ", ".join(dict.fromkeys(reading.file for reading in readings))
        yield f"  {name}: {newer if last else 'no times'}; " + (
            f"rows: {new} new, {changed} changed, {gone} gone" if new or changed or gone
            else "as shipped") + (f"; from {of}" if of else "")


def contradiction_rows(update):
    return [[name, cell, f"{old:g}", f"{new:g}"] for name, cell, old, new in
            sorted(update.contradictions, key=lambda c: (c[0], -abs(c[3] - c[2]), c[1]))]


def contradiction_lines(update):
    rows = contradiction_rows(update)
    for name in dict.fromkeys(row[0] for row in rows):
        of = [row for row in rows if row[0] == name]
        yield f"  {name}: {len(of)} cells" + (f", the {MOST_SHOWN} largest:" if len(of) > MOST_SHOWN else ":")
        for _, cell, old, new in of[:MOST_SHOWN]:
            yield f"    {cell}: {float(old):,.0f} before, {float(new):,.0f} now"
    if rows:
        yield f"  all of them: {CONTRADICTIONS}"


def file_lines(readings):
    for reading in readings:
        words = [reading.kind.publisher, reading.kind.name, reading.edition,
                 f"published {reading.published}" if reading.published else ""]
        yield f"  {reading.file}: " + ", ".join(word for word in words if word)
        yield from (f"    {note}" for note in reading.notes)


def left_out_lines(update, readings):
    for reading in readings:
        for reason, rows in sorted(reading.left_out.items()):
            yield f"  {reading.file}: {rows} of: {reason}"
    yield from (f"  {line}" for line in update.left_out)


def text(update, readings):
    """All that there is to say."""
    kept = sorted(set(vintages.SHIPPED) - set(update.tables))
    sections = [
        ("files", file_lines(readings)),
        ("tables made anew", table_lines(update)),
        ("left out", left_out_lines(update, readings)),
        ("to know", (f"  {note}" for note in dict.fromkeys(update.notes))),
        ("contradicts the older vintage by more than the revision error", contradiction_lines(update)),
        ("taken from the shipped tables, as the downloads lack them", (f"  {name}" for name in kept)),
    ]
    lines = []
    for title, found in sections:
        lines += [f"{title}:", *(list(found) or ["  none"])]
    return "\n".join(lines) + "\n"
