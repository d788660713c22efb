"""Compares the known-failure matrix with the tests: kb_matrix.py REPOSITORY [--list] [--prune].

The matrix is tests/kb-matrix.csv. A row is covered when the name of a test begins with its id (several ids may stand there:
"Q1 Q2 a law"). Every row of a finished component must be covered, unless it needs a capability still to come that is no
component; every other row without a test must stand in kb_pending.csv with the capability that will bring it, and nothing
else may stand there. `--list` prints the pending rows by capability, `--prune` takes rows that
have a test by now off the list.
"""

import csv
import pathlib
import re
import sys

FINISHED: set[str] = {"ccmail", "convert", "migration", "mime", "mmf", "pst", "report", "wgpo"}  # components of the matrix of which every row has a test
CAPABILITIES = {"Exchange migration exports", "Microsoft Mail", "cc:Mail", "PST writer", "native PST reader",
                "MIME reader", "control list"}
OPTIONS = {"date filters", "--directory", "folders from elsewhere"}  # what rows of several components need
ID = r"(?:(?:Q|KB)\d+(?:-[\d.]+)?|EX\w+-[A-Z]+|PFF-D\d+|OWN-\d+)"
NAME = re.compile(r'TEST_CASE\(\s*"([^"]*)"|"""((?:Q|KB|EX|PFF-D|OWN-)[^"\n]*)')
IDS_OF_NAME = re.compile(rf"(?:{ID}[\s,:]+)+")


def tested_ids(root: pathlib.Path) -> dict[str, list[str]]:
    """id → test files. C++ tests are named by TEST_CASE, those in Python by their docstring."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / "tests").rglob("*")):
        if path.suffix not in {".cpp", ".py"}:
            continue
        for match in NAME.finditer(path.read_text(encoding="utf-8")):
            ids = IDS_OF_NAME.match((match[1] or match[2]) + " ")
            for one in re.findall(ID, ids[0]) if ids else []:
                found.setdefault(one, []).append(path.relative_to(root).as_posix())
    return found


def check(rows: list[dict], tested: dict[str, list[str]], pending: list[dict]) -> list[str]:
    component = {row["id"]: row["component"] for row in rows}
    waiting = {row["id"]: row["capability"] for row in pending}
    wrong = [f"{one}: {', '.join(files)} tests a row that the matrix does not have"
             for one, files in tested.items() if one not in component]
    if len(waiting) != len(pending):
        wrong.append("kb_pending.csv: an id stands there twice")
    for one, capability in waiting.items():
        if one not in component:
            wrong.append(f"{one}: pending, but not in the matrix")
        if one in tested:
            wrong.append(f"{one}: pending, but {', '.join(tested[one])} tests it: take it off kb_pending.csv")
        if capability not in CAPABILITIES | OPTIONS:
            wrong.append(f"{one}: pending for '{capability}', which is no capability")
    for one, part in component.items():
        if one in tested:
            continue
        if part in FINISHED and waiting.get(one) not in OPTIONS:
            wrong.append(f"{one}: {part} is finished, but no test is named by this id")
        elif one not in waiting:
            wrong.append(f"{one}: no test is named by this id, and kb_pending.csv does not list it")
    return wrong


def print_coverage(rows: list[dict], tested: dict[str, list[str]]):
    print("| component | rows | tested | pending |\n|---|---|---|---|")
    for part in dict.fromkeys(row["component"] for row in rows):
        ids = [row["id"] for row in rows if row["component"] == part]
        done = sum(one in tested for one in ids)
        print(f"| {part} | {len(ids)} | {done} | {len(ids) - done} |")
    print(f"| all | {len(rows)} | {sum(r['id'] in tested for r in rows)} | {sum(r['id'] not in tested for r in rows)} |")


def read_csv(path: pathlib.Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_pending(path: pathlib.Path, pending: list[dict]):
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ("id", "capability"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(pending)


def main() -> int:
    root = pathlib.Path(sys.argv[1]).resolve()
    rows = read_csv(root / "tests" / "kb-matrix.csv")
    pending_file = root / "tests" / "repo" / "kb_pending.csv"
    pending = read_csv(pending_file)
    tested = tested_ids(root)
    if "--prune" in sys.argv:
        pending = [row for row in pending if row["id"] not in tested]
        write_pending(pending_file, pending)
    print_coverage(rows, tested)
    if "--list" in sys.argv:
        for row in sorted(pending, key=lambda row: row["capability"]):
            print(f"{row['capability']}: {row['id']}")
    wrong = check(rows, tested, pending)
    for line in wrong:
        print(f"FAILED {line}")
    return 1 if wrong else 0


sys.exit(main())
