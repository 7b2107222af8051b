"""usage: tests/layers.py
Checks that every include goes down the list of layers in docs/developing.md ("Rooms, and which way
arrows run"), that kernels/ includes nothing of host/, and that few includes join two processes.
With --pairs it prints those that do."""

import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# More would be the sign of a process that has grown into another.
MOST_PAIRS = 12
INCLUDE = re.compile(r'#include "((?:host|kernels)/[^"]+)"')


def layers():
    """Rank by room, 0 on top, from the document's block of that name."""
    text = (ROOT / "docs/developing.md").read_text(encoding="utf-8")
    block = re.search(r"```layers\n(.*?)```", text, re.DOTALL)
    if block is None:
        sys.exit("docs/developing.md: has no block ```layers")
    ranks = {}
    for rank, line in enumerate(block[1].splitlines()):
        for room in line.split("#")[0].split():
            ranks[room] = rank
    return ranks


def room_of(path):
    """Of a file below host/: its first folder, and of model/, backtest/ and report/ the second, too.
    Estimators are a room of their own, whatever their process."""
    parts = path.split("/")
    if parts[1] in ("backtest", "report") and len(parts) > 3:
        return "/".join(parts[1:3])
    if parts[1] != "model":
        return parts[1]
    return "model/fit" if parts[3] == "fit" else "/".join(parts[1:3])


def process_of(path, processes):
    """The process a file belongs to, None where it belongs to none or to all."""
    named = [part for part in path.split("/")[1:-1] if part in processes]
    return named[0] if named else None


def main():
    ranks = layers()
    processes = {
        folder.name for folder in (ROOT / "kernels").iterdir() if folder.is_dir()
    } | {"net_migration"}
    # What all processes stand on, and what a scenario does to any of them.
    processes -= {"ground", "statistics", "events"}
    problems = []
    joined = collections.Counter()
    for folder in ("host", "kernels"):
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix not in (".h", ".cpp", ".cu"):
                continue
            path = file.relative_to(ROOT).as_posix()
            for number, line in enumerate(
                file.read_text(encoding="utf-8").splitlines(), 1
            ):
                found = INCLUDE.match(line)
                if found is None:
                    continue
                other = found[1]
                ends = (process_of(path, processes), process_of(other, processes))
                if None not in ends and ends[0] != ends[1]:
                    joined[(path, other)] += 1
                if other.startswith("kernels/"):
                    continue
                if folder == "kernels":
                    problems.append(f"{path}:{number}: kernels/ includes {other}")
                    continue
                here, there = room_of(path), room_of(other)
                for room in (here, there):
                    if room not in ranks:
                        sys.exit(
                            f"{path}:{number}: room {room} is not in the list of layers "
                            "(docs/developing.md)"
                        )
                if here != there and ranks[here] >= ranks[there]:
                    problems.append(
                        f"{path}:{number}: {here} includes {other}, which stands "
                        f"{'beside' if ranks[here] == ranks[there] else 'above'} it "
                        "(docs/developing.md, list of layers)"
                    )
    if len(joined) > MOST_PAIRS:
        problems.append(
            f"{len(joined)} includes join two processes, at most {MOST_PAIRS} may "
            "(tests/layers.py --pairs lists them)"
        )
    if "--pairs" in sys.argv[1:]:
        for path, other in sorted(joined):
            print(path, "->", other)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        sys.exit(1)
    print(
        f"layers: every include of {len(ranks)} rooms goes down, "
        f"{len(joined)} join two processes"
    )


main()
