"""Does a reader say so when damage changes what it delivers: silent_change.py TOOL-DIRECTORY [--trials N] [--json FILE] ...

The protocol: in each store of the shared material, used sectors of 512 bytes (more than 40 of them not zero) are zeroed, one in
each copy, and the copy is converted. Subject, people, dates, bodies and attachments are compared with what comes of the healthy
store. judged.py says what counts as told. readpst, pffexport and pst-extractor run beside it; of them it is enough that they
print any word they did not print of the healthy store, or end with another exit code.

    python3 silent_change.py build/release/bin --trials 400 --json trials.jsonl              prints the table
    python3 silent_change.py build/release/bin --trials 400 --json two.jsonl --share 1/2     each second trial, from the second on
    python3 silent_change.py --table one.jsonl two.jsonl                                     the table of finished runs

A run that was stopped goes on where it was when it is given the same file.
"""

import argparse
import pathlib
import subprocess
import sys

import damaged
import harness
import harness
import trials

FALSELY_PARTIAL = 0.01  # of the items that came out whole


def law_is_demanded(tools: pathlib.Path) -> bool:
    """The switch: libpff checks no block, so the law holds for our own reader, which is there as soon as one can choose."""
    return b"--engine" in subprocess.run([tools / "mailconvert", "--help"], capture_output=True, check=False).stdout


def total(records: list[dict], reader: str, field: str) -> int:
    values = (one["readers"][reader][field] for one in records if reader in one["readers"])
    return sum(value if isinstance(value, int) else len(value) for value in values)


def count(records: list[dict], reader: str, holds) -> int:
    return sum(bool(holds(one["readers"][reader])) for one in records if reader in one["readers"])


def row(records: list[dict], reader: str) -> list:
    """Trials, trials with a difference, of these noticed, silent, items, items kept."""
    if reader == trials.OURS:
        differs = lambda one: one["kept"] < one["items"] or one["silent"]
        silent = count(records, reader, lambda one: one["silent"])
    else:
        differs = lambda one: one["differs"]
        silent = count(records, reader, lambda one: one["differs"] and not one["complains"])
    changed = count(records, reader, differs)
    return [count(records, reader, lambda one: True), changed, changed - silent, silent, total(records, reader, "items"), total(records, reader, "kept")]


def readers_of(records: list[dict]) -> list[str]:
    return list(dict.fromkeys(reader for one in records for reader in one["readers"]))


def table(records: list[dict]) -> str:
    lines = ["| reader | trials | changed or lost something | said so | silent | items | items kept whole |", "|---|---|---|---|---|---|---|"]
    for reader in readers_of(records):
        lines.append(f"| {reader} | " + " | ".join(f"{value:,}" for value in row(records, reader)) + " |")
    return "\n".join(lines)


def details(records: list[dict]) -> str:
    """What only ours are asked, store by store."""
    names = ("items", "kept", "changed", "gone", "named", "silent", "called_partial", "falsely_partial", "called_recovered", "broken")
    lines = ["| store | trials | " + " | ".join(names).replace("_", " ") + " |", "|---|---|" + "---|" * len(names)]
    stores = sorted({one["store"] for one in records})
    for store in [*stores, "all"]:
        own = [one for one in records if trials.OURS in one["readers"] and store in (one["store"], "all")]
        lines.append(f"| {store} | {len(own)} | " + " | ".join(str(total(own, trials.OURS, name)) for name in names) + " |")
    return "\n".join(lines)


def findings_of(records: list[dict]) -> list[str]:
    """What breaks the law, in words."""
    wrong = []
    for one in records:
        own = one["readers"][trials.OURS]
        wrong += [f"{one['case']}: {line}" for line in own["silent"] + own["broken"]]
    kept, false = total(records, trials.OURS, "kept"), total(records, trials.OURS, "falsely_partial")
    if false >= max(1, FALSELY_PARTIAL * kept):
        wrong.append(f"{false} of {kept} items that came out whole are called partial")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tools", type=pathlib.Path, nargs="?")
    parser.add_argument("--trials", type=int, default=400, help="for each store, or all that it has sectors for (400)")
    parser.add_argument("--json", type=pathlib.Path, help="where the records stand; what stands there is not run again")
    parser.add_argument("--share", default="0/1", help="I/N: each N'th trial from the I'th on (0/1)")
    parser.add_argument("--engine", help="the reader of mailconvert to judge")
    parser.add_argument("--readers", default=f"{trials.OURS},readpst,pffexport,pst-extractor", help="(%(default)s)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--silent", action="store_true", help="also print each thing that was not told")
    parser.add_argument("--table", type=pathlib.Path, nargs="+", help="run nothing, print what these files say")
    arguments = parser.parse_args()
    if arguments.table:
        records = trials.load(arguments.table)
    else:
        readers = tuple(arguments.readers.split(","))
        if trials.OURS in readers:
            harness.tool_folder()
        first, every = map(int, arguments.share.split("/"))
        mutants = [one for store in damaged.stores() for one in damaged.zeroed_sectors(store, arguments.trials)][first::every]
        options = ("--engine", arguments.engine) if arguments.engine else ()
        records = trials.run(arguments.tools, mutants, readers, options, arguments.workers, arguments.json)
    print(table(records))
    records = [one for one in records if trials.OURS in one["readers"]]
    print("\n" + details(records))
    wrong = findings_of(records)
    if arguments.silent:
        print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
