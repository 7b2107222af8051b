"""That docs/reading.md shows what an example prints.

usage: printed_in_docs.py NAME PRINTED
NAME is the example's file; PRINTED a file of what it printed. With PEREGRINE_WRITE_DOCS=1 in the environment the
page is written anew.
"""
import os
import pathlib
import sys

PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs/reading.md"


def main():
    name, printed = sys.argv[1], pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    opening, closing = f"<!-- printed by {name} -->\n", "<!-- end -->\n"
    page = PAGE.read_text(encoding="utf-8")
    start = page.index(opening) + len(opening)
    end = page.index(closing, start)
    wanted = f"```\n{printed}```\n"
    if os.environ.get("PEREGRINE_WRITE_DOCS"):
        PAGE.write_text(page[:start] + wanted + page[end:], encoding="utf-8")
    elif page[start:end] != wanted:
        print(f"docs/reading.md shows another print of {name} (PEREGRINE_WRITE_DOCS=1 writes it anew):\n{wanted}",
              file=sys.stderr)
        return 1
    return 0


sys.exit(main())
