#!/usr/bin/env python3
"""Every page of the manual that a source or another page names is there, and so is the section,
and so is every file that a page names.

Sources write `docs/model/02-climate.md` and, where they mean a part, `docs/running.md, "The same bits"`;
pages link as Markdown does, `[text](page.md#section)`.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ["bench", "cmake", "docs", "findings", "host", "inputs", "jobs", "kernels", "readers", "tests"]
ENDINGS = {".h", ".cpp", ".cu", ".py", ".R", ".sh", ".sbatch", ".md", ".txt", ".cmake"}
# In a comment the name may end one line and the section's begin the next.
NAMED = re.compile(r'(docs/[\w/.-]+\.md)`?(?:,\s*(?://|#)?\s*"([^"\n]+)")?')
PATHS = re.compile(r"`((?:bench|docs|host|inputs|jobs|kernels|readers|tests)/[\w./-]+)`")
LINKED = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(?:#([^)\s]+))?\)")


def headings(page):
    return [re.sub(r"^#+\s*", "", line).strip()
            for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("#")]


def anchor(heading):
    """The name that Markdown's readers give to a heading."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.lower()))


def check_names(file, text):
    for name, section in NAMED.findall(text):
        page = ROOT / name
        if not page.is_file():
            yield f"{file}: {name} is not there"
        elif section and section.replace("\\", "") not in headings(page):
            yield f'{file}: {name} has no section "{section}"'


def check_links(file, text):
    for target, section in LINKED.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        page = (file.parent / target).resolve() if target else file
        if not page.exists():
            yield f"{file}: the link to {target} leads nowhere"
        elif section and section not in map(anchor, headings(page)):
            yield f"{file}: {target} has no section #{section}"


def check_paths(file, text):
    for name in PATHS.findall(text):
        if not (ROOT / name).exists():
            yield f"{file}: `{name}` is not there"


VERSION = re.compile(r'model_version = "(\d+)"')
MODEL_SHOWN = re.compile(r"seed 281, model (\d+)")


def check_model(file, text, version):
    """What a page shows as the reference's is of the model that the sources have."""
    for shown in MODEL_SHOWN.findall(text):
        if shown != version:
            yield f"{file}: shows model {shown}, the sources are of model {version}"


def main():
    version = VERSION.search((ROOT / "host/support/version.h").read_text(encoding="utf-8")).group(1)
    files = [ROOT / "README.md", ROOT / "CMakeLists.txt"]
    for folder in FOLDERS:
        files += [path for path in (ROOT / folder).rglob("*")
                  if path.suffix in ENDINGS and "node_modules" not in path.parts]
    problems = []
    for file in sorted(files):
        if file.resolve() == pathlib.Path(__file__).resolve():
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        problems += check_names(file, text)
        if file.suffix == ".md":
            problems += check_links(file, text)
            problems += check_paths(file, text)
            problems += check_model(file, text, version)
    for problem in problems:
        print(problem.replace(f"{ROOT}/", ""), file=sys.stderr)
    print(f"{len(files)} files: {len(problems)} references to the manual that lead nowhere")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
