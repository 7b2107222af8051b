"""That the readers know the format that the program writes and the members of the Union, and draw the shapes that its page draws."""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
READERS = {"python/peregrine_ensemble/file.py": r"^NEWEST_FORMAT = (\d+)$",
           "r/peregrine_ensemble.R": r"^pe_newest_format <- (\d+)$",
           "cpp/peregrine_ensemble_file.h": r"^inline constexpr int newest_format = (\d+);$"}


def number(path, pattern):
    return int(re.search(pattern, path.read_text(encoding="utf-8"), re.M)[1])


# How each of these spells the members of the Union.
UNION = {"host/report/questions/groups.cpp": r"eu27 = \{([^}]*)\}", "readers/python/peregrine_ensemble/entries.py":
         r"EU27 = \(([^)]*)\)", "readers/r/questions.R": r"pe_eu27 <- c\(([^)]*)\)",
         "readers/cpp/peregrine_ensemble_selection.h": r"eu27 = \{([^}]*)\}"}


def main():
    members = {file: re.findall(r'"([A-Z]{3})"', re.search(pattern, (ROOT / file).read_text(encoding="utf-8"), re.S)[1])
               for file, pattern in UNION.items()}
    assert all(len(codes) == 27 and codes == members["host/report/questions/groups.cpp"] for codes in members.values()), (
        members)
    written = number(ROOT / "host/store/schema.h", r"^inline constexpr int ensemble_format_version = (\d+);$")
    for file, pattern in READERS.items():
        known = number(ROOT / "readers" / file, pattern)
        assert known == written, f"readers/{file} knows format {known}, and the program writes {written}"
    committed = ROOT / "readers/python/peregrine_ensemble/country_shapes.csv"
    with tempfile.NamedTemporaryFile() as made:
        subprocess.run([sys.executable, ROOT / "readers/country_shapes.py", made.name], check=True)
        assert pathlib.Path(made.name).read_bytes() == committed.read_bytes(), (
            "readers/country_shapes.py makes another table than the one that is committed")


main()
