"""How much mail each reader still gets out of a damaged store: recovery.py TOOL-DIRECTORY [--trials N] [--json FILE] ...

An item counts when its subject, people, dates, bodies and attachments are those that the same reader delivers of the healthy
store. The damage: the zeroed sectors of silent_change.py, whose records can be taken over (--json, --table), and stores that are
cut to 95, 75, 50 and 25 percent, or have their header or the root page of one of their indexes wiped.

The law: of each damaged store mailconvert delivers at least as many items as readpst, as pffexport -m all and as pst-extractor;
over all of them, more than any. Store by store, an item of ours that is partial and says so counts, too, when it lacks nothing
that the other reader can be asked for (judged.BLIND): who delivers no embedded message loses none.
"""

import argparse
import sys

import damaged
import silent_change
import trials
from mutation_sweep import Mutant


def cases(count_of_each: int) -> list[Mutant]:
    return silent_change.cases(count_of_each) + [one for store in damaged.stores() for one in damaged.wrecks(store)]


def table(records: list[dict]) -> str:
    kinds = list(dict.fromkeys(damaged.kind_of(one["case"]) for one in records))
    lines = ["| items kept by | " + " | ".join(kinds) + " | all |", "|---|" + "---|" * (len(kinds) + 1)]
    for reader in trials.readers_of(records):
        cells = []
        for kind in (*kinds, None):
            own = [one for one in records if kind in (None, damaged.kind_of(one["case"]))]
            cells.append(f"{trials.total(own, reader, 'kept'):,} of {trials.total(own, reader, 'items'):,}")
        lines.append(f"| {reader} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def behind(records: list[dict]) -> list[str]:
    """Where a peer delivers more than we do of what it can be asked for (judged.BLIND)."""
    lines = []
    for one in records:
        ours = one["readers"][trials.OURS]
        for peer, theirs in one["readers"].items():
            if peer != trials.OURS and theirs["kept"] > ours["kept_as"][peer]:
                lines.append(f"{one['case']}: {peer} keeps {theirs['kept']} of {theirs['items']} items, "
                             f"ours {ours['kept_as'][peer]} of {ours['items']}")
    return lines


def findings_of(records: list[dict]) -> list[str]:
    wrong = behind(records)
    for reader in trials.readers_of(records):
        theirs, ours = (trials.total(records, one, "kept") for one in (reader, trials.OURS))
        if reader != trials.OURS and theirs >= ours:
            wrong.append(f"{reader} keeps as many items in all as ours")
    return wrong


def main():
    arguments, records = trials.from_command_line(argparse.ArgumentParser(description=__doc__.splitlines()[0]), cases)
    readers = trials.readers_of(records)
    records = [one for one in records if len(one["readers"]) == len(readers)]  # records of several files need not be whole
    print(table(records))
    wrong = findings_of(records) if trials.OURS in readers else []
    if arguments.details:
        print("", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
