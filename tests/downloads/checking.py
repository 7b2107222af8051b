"""What the tests of downloads share: folders of files made up, and checks that count their failures."""
import gzip
import io
import pathlib
import sys
import tempfile
import zipfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "inputs/compile"))

try:
    import openpyxl
except ImportError:
    print("skipped: this Python has no openpyxl (Debian: python3-openpyxl)")
    sys.exit(77)

failures = []


def check(name, sound, what=""):
    if not sound:
        failures.append(name)
        print(f"FAILED {name}: {what}")


def finish(count):
    print(f"{count} checks, {len(failures)} failed")
    sys.exit(1 if failures else 0)


def workbook(sheets):
    """Bytes of a workbook of {sheet: rows}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def zipped(name, text):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return stream.getvalue()


def gzipped(text):
    return gzip.compress(text.encode("utf-8"))


def as_bytes(content):
    if isinstance(content, dict):
        return workbook(content)
    return content.encode("utf-8") if isinstance(content, str) else content


def read(name, content):
    """(readings, lines of problems) of one file made up."""
    import update
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / name).write_bytes(as_bytes(content))
        readings, _, problems = update.read_all([pathlib.Path(folder)], None)
    return readings, list(problems.lines())
