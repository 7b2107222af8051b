"""Asks what docs/questions.md asks, and compares what the page shows with what the program prints.

usage: questions_page.py docs/questions.md PEREGRINE RUN.h5
The run has other draws than the page's, so that numbers may differ, and which country comes first.
Titles and headings of columns may not.
"""
import re
import shlex
import subprocess
import sys

BLOCK = re.compile(r"^```\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(\s*code|route)\s")


def words_of(text):
    """What is left of a title without its numbers."""
    return re.sub(r"[\d.,:–]+", "#", " ".join(text.split()))


def checked_lines(shown):
    """(line, what is compared of it): headings of columns, and the line above them without numbers."""
    lines = shown.splitlines()
    for at, line in enumerate(lines):
        if HEADING.match(line):
            yield line, " ".join(line.split())
            if at > 0 and lines[at - 1] != "...":
                yield lines[at - 1], words_of(lines[at - 1])


def main():
    page, program, run = sys.argv[1:]
    with open(page, encoding="utf-8") as file:
        blocks = BLOCK.findall(file.read())
    asked = 0
    problems = []
    for question, shown in zip(blocks, blocks[1:]):
        if not question.startswith("peregrine summary "):
            continue
        asked += 1
        options = shlex.split(question.strip())[3:]
        answer = subprocess.run([program, "summary", run, *options], capture_output=True, text=True,
                                check=False)
        if answer.returncode != 0:
            problems.append(f"{question.strip()}: {answer.stderr.strip()}")
            continue
        lines = answer.stdout.splitlines()
        printed = {form for line in lines for form in (words_of(line), " ".join(line.split()))}
        for line, compared in checked_lines(shown):
            if compared not in printed:
                problems.append(f"{question.strip()}: does not print '{line}'")
    if asked < 6:
        problems.append(f"the page has {asked} questions with an answer, six or more are wanted")
    for problem in problems:
        print(f"{page}: {problem}", file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
