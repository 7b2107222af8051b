"""A user's own months at a border, in the format of `peregrine attribute`: checked and left out, as they
are no published table: `peregrine run --observed` takes them."""
import re

from downloads.kinds import Kind


def read(table, reading):
    for record in table.records():
        month, count = record.month("month"), record.whole("arrivals", needed=True)
        border, nationality = record.text("border"), record.text("nationality")
        if not re.fullmatch(r"[a-z][a-z-]+", border):
            record.complain("border", "is no border", "must be a code of baseline/borders.csv")
        if nationality not in ("REST", "ALL") and not record.coded_or_named("nationality"):
            record.complain("nationality", "is no country", "must be a code or a name, REST or ALL")
        if None not in (month, count):
            reading.put("own", (border, month, nationality), count, record)
    reading.notes.append("holds a user's own months, which make no table of the inputs; give them to "
                         "`peregrine run --observed` or `peregrine attribute`")


KINDS = [Kind("A user's own months at a border", "you",
              {"border": ("border",), "month": ("month",), "nationality": ("nationality",),
               "arrivals": ("arrivals",)}, read)]
