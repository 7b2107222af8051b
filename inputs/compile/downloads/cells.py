"""Cells as publishers write them: numbers, months, years. Each function returns (value, fault), of
which one is None; a fault is (problem, remedy)."""
import datetime
import re

MISSING = {"", "..", "-", "–", "—", ":", "n/a", "na", "…"}
MOST = 10_000_000_000  # more than will live on Earth
YEARS = range(1900, 2101)
MONTH_NAMES = {name: number for number, names in enumerate(
    ("jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril",
     "may mayo", "jun june junio", "jul july julio", "aug august ago agosto",
     "sep sept september septiembre set setiembre", "oct october octubre",
     "nov november noviembre", "dec december dic diciembre"), 1) for name in names.split()}
EXCEL_EPOCH = datetime.date(1899, 12, 30)
THOUSANDS = re.compile(r"\d{1,3}([, \u00a0\u202f]\d{3})+")


def is_missing(cell):
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in MISSING)


def whole(cell):
    """A count: 0 or more. Text may have blanks or commas between thousands."""
    if isinstance(cell, str) and len(cell) < len(str(MOST)) and cell.isascii() and cell.isdigit():
        return int(cell), None  # nearly every cell of the large files
    wanted = "must be a whole number, 0 or more"
    if isinstance(cell, bool) or isinstance(cell, (datetime.date, datetime.time)):
        return None, ("is no number", wanted)
    if isinstance(cell, str):
        text = cell.strip()
        if THOUSANDS.fullmatch(text):
            text = re.sub(r"\D", "", text)
        if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
            return None, ("may be thousands or a fraction", "write it without marks")
        try:
            cell = float(text) if re.fullmatch(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?", text) else None
        except OverflowError:
            cell = None
        if cell is None:
            return None, ("is no number", wanted)
    if cell != cell or cell in (float("inf"), float("-inf")):
        return None, ("is no number", wanted)
    if cell < 0:
        return None, ("is negative", wanted)
    if cell != int(cell):
        return None, ("is no whole number", wanted)
    if cell > MOST:
        return None, ("is more than will live on Earth", "check the unit and the columns")
    return int(cell), None


def real(cell):
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell), None
    try:
        value = float(str(cell).strip())
    except ValueError:
        value = float("nan")
    if value != value or abs(value) > MOST:
        return None, ("is no number", "must be a number with a point")
    return value, None


def year(cell):
    value, fault = whole(cell)
    if fault or value not in YEARS:
        return None, ("is no year", "must be as 2021")
    return value, None


def month(cell):
    """'2021-07' of a date, an Excel serial date, JAN2009, 2021M07, 2021-07-01, Jul-21 or jul. 2021."""
    fault = None, ("is no month", "must be as 2021-07, JUL2021, 2021M07, Jul-21 or a date")
    if isinstance(cell, (datetime.date, datetime.datetime)):
        return f"{cell.year}-{cell.month:02}", None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not 25_000 < cell < 80_000:  # 1968 to 2119
            return fault
        day = EXCEL_EPOCH + datetime.timedelta(days=int(cell))
        return f"{day.year}-{day.month:02}", None
    text = str(cell).strip()
    found = re.fullmatch(r"(\d{4})[-M/](\d{1,2})([-/]\d{1,2}(\s.*|T.*)?)?", text)
    if found:
        numbers = int(found[1]), int(found[2])
    else:
        found = re.fullmatch(r"([A-Za-z]+)[.]?[- ]?(\d{4}|\d{2})", text)
        if not found or found[1].lower() not in MONTH_NAMES:
            return fault
        written = int(found[2])
        numbers = written + (2000 if len(found[2]) == 2 else 0), MONTH_NAMES[found[1].lower()]
    if numbers[0] not in YEARS or not 1 <= numbers[1] <= 12:
        return fault
    return f"{numbers[0]}-{numbers[1]:02}", None


def day(cell):
    """'2021-07-31' of a date or of 2021-07-31; other orders of day and month are not guessed at."""
    if isinstance(cell, (datetime.date, datetime.datetime)):
        return cell.strftime("%Y-%m-%d"), None
    try:
        found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})([T ].*)?", str(cell).strip())
        return datetime.date.fromisoformat(found[1]).isoformat(), None
    except (TypeError, ValueError):
        return None, ("is no day", "must be as 2021-07-31")
