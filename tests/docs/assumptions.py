#!/usr/bin/env python3
"""docs/assumptions.md against the code: the same values, and no constant that it does not know.

A row of the register names a constant (`most_shared_shock` in `kernels/stock/stock.h`), a function whose
literals are its value (`surge_density_ordinary()`), the first cell of a row of a table (`stay_share` in
`inputs/calibration/route_priors.csv`), or a key of a scenario as docs/running.md lists it. A number that is
no choice of the model stands in the page's last table, with the reason.
"""
import csv
import math
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/assumptions.md"
SOURCES = [*sorted((ROOT / "kernels").rglob("*.h")), *sorted((ROOT / "host/model").rglob("*.h")),
           *sorted((ROOT / "host/model").rglob("*.cpp"))]
ARITHMETIC = re.compile(r"\b(float|double|int|std::size_t|std::u?int\d+_t)\b")
NUMBER = re.compile(r"∞|[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?(?:/\d+)?")
WHERE = re.compile(r"`([\w.-]+(?:\(\))?)` in `([\w./-]+)`")
# Of those without constexpr, the ones that begin a line: a function's own are computed.
DECLARED = re.compile(r"(?<!if )\bconstexpr\b|^const(?= (?:double|float|int|std::array<[^;{=]*>|[A-Z]\w+) \w+\W)", re.M)
CLOSE = 1e-6  # relative: a float's literal beside the decimal that it stands for
FUNCTIONS = {"std": None, "log": math.log, "sqrt": math.sqrt, "inf": math.inf,
             "month_number": lambda year, month: 12 * year + month - 1}


def without_comments(text):
    return re.sub(r"//[^\n]*", "", text)


def split_top(text, separator):
    """Parts of `text` between separators that are in no bracket."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "({[") - (letter in ")}]")
        if letter == separator and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def declarations(text):
    """(type, name, initialiser) of every constexpr variable, and of constants of a file's scope."""
    for found in DECLARED.finditer(text):
        rest = text[found.end():]
        end = next((at for at in range(len(rest)) if rest[at] == ";" and
                    rest[:at].count("{") == rest[:at].count("}")), len(rest))
        first, *more = split_top(rest[:end], ",")
        head = re.match(r"\s*(?P<type>[\w:<>,\s*]+?[\s>*])(?P<name>\w+)\s*(?:\[\w*\]\s*)?"
                        r"(?P<value>[={(].*)", first if "<" not in first else rest[:end], re.S)
        is_function = head and head["value"].startswith("(") and found.group() == "constexpr"
        if not head or is_function:
            continue
        if "<" in first:
            more = []
        yield head["type"].strip(), head["name"], head["value"].lstrip("=").strip()
        for part in more:
            if re.match(r"\w+\s*=", part):
                name, value = part.split("=", 1)
                yield head["type"].strip(), name.strip(), value.strip()


def is_number(kind, value):
    if re.search(r"\b(char|string_view)\b(?!.*>)", kind):
        return False
    bare = re.sub(r'"[^"]*"', "", value)
    return bool(ARITHMETIC.search(kind)) or bool(re.search(r"(?<![\w.])\d", bare))


class Constants:
    """Constants of the sources and their values."""

    def __init__(self):
        self.text = {}       # (file, name) -> initialisers
        self.by_name = {}    # name -> files
        for source in SOURCES:
            file = str(source.relative_to(ROOT))
            for kind, name, value in declarations(without_comments(source.read_text(encoding="utf-8"))):
                if is_number(kind, value):
                    self.text.setdefault((file, name), []).append(value)
                    self.by_name.setdefault(name, []).append(file)

    def numbers(self, file, text):
        text = text.strip()
        if text[:1] in "{(" and text[-1:] in "})" and (text[0] == "{" or "," in text):
            return [n for part in split_top(text[1:-1], ",") for n in self.numbers(file, part)]
        return [float(eval(self.python(text), {"__builtins__": {}}, Names(self, file)))]

    @staticmethod
    def python(text):
        text = re.sub(r"0x[\da-f.]+p[-+]?\d+", lambda m: repr(float.fromhex(m.group())), text)
        text = re.sub(r"(?<=\d)'(?=\d)", "", text)
        text = re.sub(r"(?<=[\d.])[fu]\b", "", text)
        text = re.sub(r"std::numeric_limits<\w+>::infinity\(\)", "inf", text)
        text = re.sub(r"static_cast<[\w:]+>", "", text)
        return re.sub(r"\b\w+::", "", text)

    def value(self, file, name):
        return [self.numbers(file, text) for text in self.text[file, name]]


class Names(dict):
    """Names in an initialiser: of the same file, or of the one file that has it."""

    def __init__(self, constants, file):
        super().__init__(FUNCTIONS)
        self.constants, self.file = constants, file

    def __missing__(self, name):
        files = self.constants.by_name.get(name, [])
        file = self.file if self.file in files else files[0]
        return self.constants.value(file, name)[0][0]


def numbers_of(cell):
    """The numbers of a value's cell; what stands in brackets explains."""
    values = []
    for text in NUMBER.findall(re.sub(r"\(.*?\)", "", cell)):
        top, _, bottom = text.replace("−", "-").replace("∞", "inf").replace(",", "").partition("/")
        values.append(float(top) / float(bottom or 1))
    return values


def same(one, other):
    return len(one) == len(other) and all(
        math.isclose(a, b, rel_tol=CLOSE, abs_tol=0.0) for a, b in zip(one, other))


def body_of(text, function):
    start = re.search(rf"\b{function}\([^;]*?\)\s*(?:const\s*)?{{", text, re.S)
    if not start:
        return None
    depth, at = 1, start.end()
    while depth:
        depth += (text[at] == "{") - (text[at] == "}")
        at += 1
    return text[start.end():at - 1]


def check_row(constants, name, file, cell):
    """What is wrong with a row, or None."""
    wanted = numbers_of(cell)
    path = ROOT / file
    if not path.is_file():
        return "the file is not there"
    if not wanted:
        return "the row has no value"
    for logarithm in re.findall(r"\(log ([\d,]+)\)", cell):
        if not math.isclose(wanted[0], math.log(float(logarithm.replace(",", ""))), rel_tol=CLOSE):
            return f"{wanted[0]:g} is not log {logarithm}"
    if file.endswith(".csv"):
        with open(path, encoding="utf-8", newline="") as table:
            rows = [row for row in csv.reader(table) if row and row[0] == name]
        found = [float(c) for c in (rows or [[]])[0] if re.fullmatch(r"-?[\d.]+", c)][:len(wanted)]
    elif file.endswith(".md"):
        row = re.search(rf"^\| `{re.escape(name)}` \|[^\n]*?\| `([^`]*)` \|", path.read_text(encoding="utf-8"), re.M)
        found = numbers_of(row.group(1)) if row else []
    elif name.endswith("()"):
        body = body_of(without_comments(path.read_text(encoding="utf-8")), name[:-2])
        if body is None:
            return "the function is not there"
        left = [float(text) for text in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?=f?\b)", body)]
        for number in wanted:
            if abs(number) not in left:
                return f"{number:g} is not among the numbers of the function"
            left.remove(abs(number))
        return None
    elif (file, name) not in constants.text:
        return "the code has no such number"
    else:
        differ = [v for v in constants.value(file, name) if not same(v, wanted)]
        return f"the code has {differ[0]}, the page {wanted}" if differ else None
    return None if same(found, wanted) else f"there it is {found}, on the page {wanted}"


def tables():
    """(header's first cell, cells) of every row of the page's tables."""
    first = None
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            first = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if first is None:
            first = cells[0]
        elif not set(line) <= set("|-: "):
            yield first, cells


def main():
    constants = Constants()
    problems, known, rows = [], set(), 0
    for kind, cells in tables():
        if kind == "assumption":
            rows += 1
            where = WHERE.findall(cells[-1])
            if len(cells) != 6 or len(where) != 1 or not all(cells):
                problems.append(f"{cells[0]}: needs six cells, the last naming one place")
                continue
            name, file = where[0]
            known.add((file, name))
            problem = check_row(constants, name, file, cells[1])
            if problem:
                problems.append(f"{name} in {file}: {problem}")
        elif kind == "file":
            file = cells[0].strip("`")
            for name in re.findall(r"`(\w+)`", cells[1]):
                if (file, name) in known:
                    problems.append(f"{name} in {file}: stands twice")
                if (file, name) not in constants.text:
                    problems.append(f"{name} in {file}: the code has no such number")
                known.add((file, name))
    for file, name in sorted(set(constants.text) - known):
        problems.append(f"{name} in {file}: neither an assumption nor among the numbers that are none")
    for problem in problems:
        print(f"docs/assumptions.md: {problem}", file=sys.stderr)
    print(f"{rows} assumptions, {len(constants.text)} constants of {len(SOURCES)} files: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
