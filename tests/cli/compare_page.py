"""Compares what docs/questions.md shows of `peregrine compare` with what the program prints.

usage: compare_page.py docs/questions.md PEREGRINE YEAR A.h5 B.h5 C.h5
The files have other draws and end in YEAR, so that numbers may differ. Titles without their unit and
headings of columns may not.
"""
import re
import shlex
import subprocess
import sys

BLOCK = re.compile(r"^```\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^\s*(code|year|variable)\s")


def title(line):
    return re.sub(r"[\d.,:–]+", "#", line.split(" (")[0])


def forms(line):
    return {title(line), " ".join(line.split())}


def command_of(words, program, year, files):
    """The command on the files given, for a year that they have and a number that many draws exceed."""
    options = [word for word in words[2:] if not word.endswith(".h5")]
    options = [re.sub(r"exceeds:\d+", "exceeds:60000", word) for word in options]
    if "--year" in options:
        options[options.index("--year") + 1] = year
    wanted = sum(word.endswith(".h5") for word in words)
    return [program, "compare", *files[:wanted], *options]


def problems_of(question, shown, *where):
    command = command_of(shlex.split(question), *where)
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        yield answer.stderr.strip()
        return
    printed = {form for line in answer.stdout.splitlines() for form in forms(line)}
    lines = shown.splitlines()
    for at, line in enumerate(lines):
        if not HEADING.match(line):
            continue
        if " ".join(line.split()) not in printed:
            yield f"does not print '{line}'"
        if at > 0 and lines[at - 1] != "..." and title(lines[at - 1]) not in printed:
            yield f"does not print '{lines[at - 1]}'"


def main():
    page, program, year, *files = sys.argv[1:]
    with open(page, encoding="utf-8") as file:
        blocks = BLOCK.findall(file.read())
    asked = 0
    problems = []
    for question, shown in zip(blocks, blocks[1:]):
        # What made the files may stand before it.
        command = question.replace("\\\n", " ").strip().splitlines()[-1]
        if not command.startswith("peregrine compare "):
            continue
        asked += 1
        problems += [f"{command}: {problem}" for problem in problems_of(command, shown, program, year, files)]
    if asked < 5:
        problems.append(f"the page compares {asked} times, five or more are wanted")
    for problem in problems:
        print(f"{page}: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
