"""What measure.py leaves in bench/results/: a file a measurement, of a commit and of nothing else."""
import datetime
import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent


def cpu_model():
    text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    found = re.search(r"^model name\s*:\s*(.*)$", text, re.MULTILINE)
    return found.group(1).strip() if found else "unknown CPU"


def git(*arguments):
    result = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True,
                            check=False)
    return result.stdout.rstrip() if result.returncode == 0 else None


def require_commit():
    """The commit that is measured; ends where the sources are not those of one."""
    changes = git("status", "--porcelain")
    if changes is None:
        raise SystemExit("not a git checkout: results name the commit they are of. "
                         "--print-only measures and stores nothing")
    if changes:
        raise SystemExit("changes are not committed, so that nobody could measure this again:\n"
                         f"{changes}\nCommit or stash them, or measure with --print-only, which "
                         "stores nothing")
    return git("rev-parse", "--short", "HEAD")


def store(options, commit, rows):
    """Writes a file of one header and the rows."""
    if require_commit() != commit:
        raise SystemExit("another commit was checked out while this was measured: nothing stored")
    build = json.loads((options.build / "bench/build.json").read_text())
    now = datetime.datetime.now(datetime.timezone.utc)
    header = {"machine": f"{cpu_model()}, {os.cpu_count()} cores", "compiler": build["compiler"],
              "flags": build["flags"], "commit": commit, "date": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
    path = options.results / f"{now.strftime('%Y-%m-%dT%H%M%SZ')}-{commit}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({**row, "value": float(f"{row['value']:.4g}")}) for row in rows]
    path.write_text(json.dumps(header, indent=1)[:-2] + ',\n "rows": [\n  ' + ",\n  ".join(lines) +
                    "\n ]\n}\n")
    print(f"\n{len(rows)} rows in {path}")
