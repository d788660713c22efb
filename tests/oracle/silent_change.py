"""Does a reader say so when damage changes what it delivers: silent_change.py TOOL-DIRECTORY [--trials N] [--json FILE] ...

The protocol: in each store of the shared material, used sectors of 512 bytes (more than 40 of them not zero) are zeroed, one in
each copy, and the copy is converted. Subject, people, dates, bodies and attachments are compared with what comes of the healthy
store; of ours, the rest of the header, too. judged.py says what counts as told. readpst, pffexport and pst-extractor run beside
it; of them it is enough that they print any word they did not print of the healthy store, or end with another exit code.

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
import trials
from mutation_sweep import Mutant

FALSELY_PARTIAL = 0.01  # of the items that came out whole


def law_is_demanded(tools: pathlib.Path) -> bool:
    """The switch: libpff checks no block, so the law holds for our own reader, which is there as soon as one can choose."""
    return b"--engine" in subprocess.run([tools / "mailconvert", "--help"], capture_output=True, check=False).stdout


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
    return [count(records, reader, lambda one: True), changed, changed - silent, silent, trials.total(records, reader, "items"),
            trials.total(records, reader, "kept")]


def table(records: list[dict]) -> str:
    lines = ["| reader | trials | changed or lost something | said so | silent | items | items kept whole |",
             "|---|---|---|---|---|---|---|"]
    for reader in trials.readers_of(records):
        lines.append(f"| {reader} | " + " | ".join(f"{value:,}" for value in row(records, reader)) + " |")
    return "\n".join(lines)


def details(records: list[dict]) -> str:
    """What only ours are asked, store by store."""
    names = ("items", "kept", "changed", "gone", "named", "silent", "called_partial", "falsely_partial", "called_recovered",
             "broken")
    lines = ["| store | trials | " + " | ".join(names).replace("_", " ") + " |", "|---|---|" + "---|" * len(names)]
    stores = sorted({one["store"] for one in records})
    for store in [*stores, "all"]:
        own = [one for one in records if trials.OURS in one["readers"] and store in (one["store"], "all")]
        figures = [str(trials.total(own, trials.OURS, name)) for name in names]
        lines.append(f"| {store} | {len(own)} | " + " | ".join(figures) + " |")
    return "\n".join(lines)


def findings_of(records: list[dict]) -> list[str]:
    """What breaks the law, in words."""
    wrong = []
    for one in records:
        own = one["readers"][trials.OURS]
        wrong += [f"{one['case']}: {line}" for line in own["silent"] + own["broken"]]
    kept, false = trials.total(records, trials.OURS, "kept"), trials.total(records, trials.OURS, "falsely_partial")
    if false >= max(1, FALSELY_PARTIAL * kept):
        wrong.append(f"{false} of {kept} items that came out whole are called partial")
    return wrong


def cases(count_of_each: int) -> list[Mutant]:
    return [one for store in damaged.stores() for one in damaged.zeroed_sectors(store, count_of_each)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments, records = trials.from_command_line(parser, cases)
    records = [one for one in records if damaged.kind_of(one["case"]) == damaged.SECTORS]
    print(table(records))
    records = [one for one in records if trials.OURS in one["readers"]]
    print("\n" + details(records))
    wrong = findings_of(records)
    if arguments.details:
        print("", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
