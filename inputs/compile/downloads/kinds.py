"""What a kind of download is, and what reading one gives."""
import collections
import dataclasses
import re
import typing


@dataclasses.dataclass
class Kind:
    """`columns`: key -> accepted headers, as downloads.table.plain writes them. `also`: columns that
    may be there. `sheets`: the sheets that hold it, where it comes in workbooks. `rank`: of two kinds
    whose columns are all there, the one with more columns, then with the higher rank. `best`: of two
    kinds that give the same figures, the one with the higher one is believed."""
    name: str
    publisher: str
    columns: dict
    read: typing.Callable
    also: dict = dataclasses.field(default_factory=dict)
    sheets: str = ".*"
    best: int = 0


class Reading:
    """Figures of one file: {data set: {key: number}}, what was left out, and the vintage."""

    def __init__(self, kind, file, published=""):
        self.kind, self.file, self.published = kind, file, published
        self.edition = ""
        self.accessed = ""
        self.figures = collections.defaultdict(dict)
        self.left_out = collections.Counter()  # {reason: rows}
        self.notes = []

    def put(self, name, key, number, record):
        """A figure that a file may have once alone."""
        if number is None:
            return
        if key in self.figures[name]:
            record.table.complain("row", ", ".join(map(str, key)), "is in the table twice",
                                  "keep one of the two rows", record.line)
            return
        self.figures[name][key] = number

    def add(self, name, key, number):
        """A figure of which a file has parts."""
        if number is not None:
            table = self.figures[name]
            table[key] = table.get(key, 0) + number

    def leave_out(self, reason, rows=1):
        self.left_out[reason] += rows


def version_in(text, pattern):
    found = re.search(pattern, text)
    return found[1] if found else ""
