"""A grid whose header is known: records with cells by column, each checked as it is read."""
import re
import unicodedata

from downloads import cells


def plain(header):
    """A header as it is compared: small letters without accents and digits, one blank between words."""
    text = unicodedata.normalize("NFKD", str(header if header is not None else "")).lower()
    return re.sub(r"[^a-z0-9]+", " ", text.encode("ascii", "ignore").decode()).strip()


def is_blank(row):
    return not any(row) or not any(str(cell if cell is not None else "").strip() for cell in row)


class Table:
    """`columns`: position of each column, by key. `header`: all cells of the header's row."""

    def __init__(self, grid, line, header, columns, areas, problems):
        self.grid, self.line, self.header = grid, line, header
        self.columns, self.areas, self.problems = columns, areas, problems

    def complain(self, column, value, problem, remedy, line=0):
        self.problems.add(self.grid.place(line or self.line), column, value, problem, remedy)

    def above(self):
        """The texts over the header."""
        return [str(cell).strip() for line, row in self.grid.head if line < self.line
                for cell in row if cell is not None and str(cell).strip()]

    def records(self):
        width = len(self.header)
        while width and not str(self.header[width - 1] or "").strip():
            width -= 1
        text = not self.grid.sheet
        for line, row in self.grid.rows():
            if line <= self.line or is_blank(row):
                continue
            if text and len(row) != width and (len(row) < width or not is_blank(row[width:])):
                self.complain("cells", len(row), f"are not the {width} of the header",
                              "the line is cut, or a text lacks its quotes", line)
                continue
            yield Record(self, line, row)


class Record:
    """A row. Getters tell the table's problems and return None for what is wrong or missing."""

    def __init__(self, table, line, row):
        self.table, self.line, self.row = table, line, row

    def cell(self, key):
        at = self.table.columns.get(key) if isinstance(key, str) else key
        return self.row[at] if at is not None and at < len(self.row) else None

    def text(self, key):
        cell = self.cell(key)
        return "" if cell is None else str(cell).strip()

    def has(self, key):
        return not cells.is_missing(self.cell(key))

    def name_of(self, key):
        at = self.table.columns[key] if isinstance(key, str) else key
        return str(self.table.header[at]).strip()

    def complain(self, key, problem, remedy):
        self.table.complain(self.name_of(key), self.cell(key), problem, remedy, self.line)

    def _read(self, key, reader, needed):
        if not self.has(key):
            if needed:
                self.complain(key, "is empty", "every row needs it")
            return None
        value, fault = reader(self.cell(key))
        if fault:
            self.complain(key, *fault)
        return value

    def whole(self, key, needed=False):
        return self._read(key, cells.whole, needed)

    def real(self, key, needed=False):
        return self._read(key, cells.real, needed)

    def year(self, key):
        return self._read(key, cells.year, True)

    def month(self, key):
        return self._read(key, cells.month, True)

    def day(self, key):
        return self._read(key, cells.day, True)

    def named_area(self, key):
        text = self.text(key)
        code = self.table.areas.of_name(text) or (
            self.table.areas.of_code(text) if len(text) == 3 else None)
        if code is None:
            self.complain(key, "is no country that areas.csv knows",
                          "correct it, or add the name to inputs/compile/downloads/areas.csv")
        return code

    def coded_area(self, key):
        code = self.table.areas.of_code(self.text(key))
        if code is None:
            self.complain(key, "is no code of a country",
                          "must be ISO 3166-1, or be added to inputs/compile/downloads/areas.csv")
        return code

    def coded_or_named(self, key):
        text = self.text(key)
        return self.table.areas.of_code(text) or self.table.areas.of_name(text)
