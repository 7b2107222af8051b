"""Opens what a publisher hands out: text, workbooks, gzip and zip, told apart by their first bytes.

A file becomes grids, one a sheet or text; a binary file that holds no table becomes a Blob.
"""
import csv
import gzip
import io
import re
import zipfile
import zlib

import openpyxl

from downloads.problems import Place

MOST_BYTES = 2 << 30
HEAD_ROWS = 30
DOCUMENTS = (b"%PDF", b"<!DOCTYPE", b"<html", b"<HTML")
SAVE_AS_UTF8 = "save the file as UTF-8; in a spreadsheet: CSV UTF-8 (comma delimited)"
csv.field_size_limit(1 << 24)


class Blob:
    def __init__(self, file, data):
        self.file, self.data = file, data


class Grid:
    """Rows (line, cells) of a text or a sheet. `published`: the day on which a workbook was saved."""

    def __init__(self, file, sheet, rows, published=""):
        self.file, self.sheet, self.published = file, sheet, published
        self._rows = rows
        self.head = []
        for row in rows():
            self.head.append(row)
            if len(self.head) == HEAD_ROWS:
                break

    def rows(self):
        return self._rows()

    def place(self, line=0):
        return Place(self.file, self.sheet, line)


def delimiter_of(text):
    """Of the line that has most of one, among the first ones; Eurostat's TSV has commas within a cell."""
    if re.search(r"\\(TIME_PERIOD|time)\t", text[:20_000]):
        return "\t"
    best = max(((line.count(mark), -rank, mark) for line in text[:20_000].splitlines()[:HEAD_ROWS]
                for rank, mark in enumerate(",\t;")), default=(0, 0, ","))
    return best[2] if best[0] else ","


def text_grid(file, data, problems):
    place = Place(file)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problems.add(place, "", "", "is UTF-16", SAVE_AS_UTF8)
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(Place(file, "", line), "byte", data[error.start:error.start + 1].hex(),
                     "is not UTF-8, but perhaps Latin-1 or Windows-1252", SAVE_AS_UTF8)
        return []
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.add(Place(file, "", line), "", "", "holds a NUL: it is no text, or damaged",
                     "download the file again")
        return []
    delimiter = delimiter_of(text)

    def rows():
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            problems.add(Place(file, "", line), "", "", f"has quotes that do not pair: {error}",
                         "download the file again")

    return [Grid(file, "", rows)]


def workbook_grids(file, data, problems):
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # of openpyxl, zipfile and the XML reader: it has no one base class
        problems.add(Place(file), "", "", f"is a workbook that cannot be read: {error}",
                     "download the file again")
        return []
    modified = book.properties.modified
    published = modified.strftime("%Y-%m-%d") if modified else ""

    def rows_of(sheet):
        return lambda: ((number, list(cells)) for number, cells in
                        enumerate(sheet.iter_rows(values_only=True), 1)
                        if any(cell is not None for cell in cells))

    return [Grid(file, sheet.title, rows_of(sheet), published) for sheet in book.worksheets]


def zip_grids(file, data, problems):
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            return workbook_grids(file, data, problems)
        grids = []
        for entry in archive.infolist():
            if entry.is_dir() or entry.filename.split("/")[-1].startswith((".", "_")):
                continue
            if entry.file_size > MOST_BYTES:
                problems.add(Place(file), "size", entry.file_size, "is too large to read",
                             "at most 2 GiB")
                continue
            grids += open_bytes(f"{file}:{entry.filename}", archive.read(entry), problems)
        return grids
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        problems.add(Place(file), "", "", f"is a zip that cannot be read: {error}",
                     "download the file again")
        return []


def open_bytes(file, data, problems):
    """Grids and blobs of a file; none where it is empty or a document, or with a problem told."""
    if not data.strip():
        problems.add(Place(file), "", "", "is empty", "download the file again")
        return []
    if data.startswith(b"PK\x03\x04"):
        return zip_grids(file, data, problems)
    if data.startswith(b"\x1f\x8b"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                inner = stream.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            problems.add(Place(file), "", "", f"is a gzip that cannot be read: {error}",
                         "download the file again")
            return []
        return open_bytes(file, inner, problems)
    if data.startswith((b"CDF", b"\x89HDF")):
        return [Blob(file, data)]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        problems.add(Place(file), "", "", "is a workbook of Excel 97", "save it as .xlsx")
        return []
    if data.lstrip().startswith(DOCUMENTS):
        problems.add(Place(file), "", "", "is a document, not a table",
                     "download the figures themselves, or take it out of the folder")
        return []
    return text_grid(file, data, problems)
