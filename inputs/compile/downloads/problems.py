"""What is wrong with the files of a folder of downloads: all of it is told, not the first alone."""
import typing

MOST_OF_A_FILE = 50
MOST_LETTERS = 60


class Place(typing.NamedTuple):
    """Where in a file something stands: a line of a text, or a row of a sheet, both from 1."""
    file: str
    sheet: str = ""
    line: int = 0

    def __str__(self):
        if self.sheet:
            return f"{self.file}, sheet {self.sheet}" + (f", row {self.line}" if self.line else "")
        return f"{self.file}:{self.line}" if self.line else self.file


def shown(value):
    """A value as a message shows it: short, and with nothing that a terminal would obey."""
    text = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}"
                   for letter in str(value))
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "..."


class Problems:
    def __init__(self):
        self._by_file = {}

    def add(self, place, column, value, problem, remedy):
        """`problem` and `remedy` are words that follow the value: 'is negative', 'must be 0 or more'."""
        what = f"{column} " if column else ""
        if what and value not in ("", None):
            what += f"= {shown(value)} "
        self._by_file.setdefault(place.file, []).append(f"{place}: {what}{problem} ({remedy})")

    def of(self, file):
        return self._by_file.get(file, [])

    def __bool__(self):
        return bool(self._by_file)

    def lines(self):
        for file, found in self._by_file.items():
            yield from found[:MOST_OF_A_FILE]
            if len(found) > MOST_OF_A_FILE:
                yield f"{file}: {len(found) - MOST_OF_A_FILE} more problems of the kind"
