#!/usr/bin/env python3
"""Runs the commands that a page of the documentation shows and writes their answers into it anew.

usage: docs/refresh_answers.py PEREGRINE FOLDER PAGE.md...
FOLDER has the ensembles by the names that the pages use (reference.h5, national.h5, ...). A block of
a page that ends in `peregrine summary|compare|audit|attribute ...` is run, and the block after it is
what it printed, shortened: "..." stands for lines that are left out. Each stretch between "..." is
found again by its first line, numbers apart, and has as many lines as before. What is not found is
told, and left as it was: text around the blocks with numbers in it is for a person to read.
"""
import pathlib
import re
import shlex
import subprocess
import sys

BLOCK = re.compile(r"^```\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
COMMANDS = ("summary", "compare", "audit", "attribute", "status", "score")


def form(line):
    """A line without its numbers, by which it is found again."""
    return re.sub(r"[\d.,:–+×-]+", "#", " ".join(line.split()))


def stretches(shown):
    """Lines between "..." as lists; None for a "..."."""
    parts = []
    for line in shown.splitlines():
        if line == "...":
            parts.append(None)
        elif not parts or parts[-1] is None:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def begin_of(line, printed, start):
    """Where the line is found again in what was printed, from `start` on; None where it is not."""
    wanted = form(line)
    label = re.split(r"\s{2,}", line.strip())[0]
    for match in (
        lambda other: form(other) == wanted,
        lambda other: re.split(r"\s{2,}", other.strip())[0] == label,
        lambda other: form(other)[:24] == wanted[:24],
    ):
        for at in range(start, len(printed)):
            if match(printed[at]):
                return at
    return None


def shortened(shown, printed, told):
    answer = []
    at = 0
    for part in stretches(shown):
        if part is None:
            answer.append("...")
            continue
        first = next((line for line in part if line.strip()), "")
        begin = begin_of(first, printed, at)
        if begin is None:
            told.append(first)
            answer += part
            continue
        blank = part.index(first)
        begin -= blank
        answer += printed[max(begin, 0) : begin + len(part)]
        at = begin + len(part)
    return "".join(line.rstrip() + "\n" for line in answer)


def answer_to(command, program, folder):
    words = shlex.split(command, comments=True)
    words = [
        str(folder / pathlib.Path(word).name) if word.endswith(".h5") else word for word in words[1:]
    ]
    run = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"{command}\n{run.stderr}")
    return run.stdout.replace(str(folder) + "/", "").splitlines()


def refreshed(page, program, folder):
    text = page.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    pieces = []
    done = 0
    for question, shown in zip(blocks, blocks[1:]):
        command = question[1].replace("\\\n", " ").strip().splitlines()[-1]
        words = command.split()
        if len(words) < 2 or not words[0].endswith("peregrine") or words[1] not in COMMANDS:
            continue
        told = []
        answer = shortened(shown[1], answer_to(command, program, folder), told)
        for line in told:
            print(f"{page}: not found again after `{command}`: {line}")
        pieces.append(text[done : shown.start(1)] + answer)
        done = shown.end(1)
    page.write_text("".join(pieces) + text[done:], encoding="utf-8")


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    for page in sys.argv[3:]:
        refreshed(pathlib.Path(page), sys.argv[1], pathlib.Path(sys.argv[2]).resolve())


if __name__ == "__main__":
    main()
