"""Damaged stores through mailconvert and the other readers, one record for each: what silent_change.py and recovery.py count.

A record is a line of JSON: {"store", "case", "readers": {reader: figures}}. Figures of mailconvert ("restante") are those of
judged.Verdict; of a peer "items", "kept", "differs" (anything is not as from the healthy store), "complains".
"""

import argparse
import concurrent.futures
import dataclasses
import functools
import json
import pathlib
import typing

import harness
import judged
import salvage
from mutation_sweep import Mutant, Runner

OURS = "restante"


class Judge:
    """Everything that one process needs to put damaged stores through the readers; it knows their healthy runs."""

    def __init__(self, tools: pathlib.Path, readers: tuple[str, ...], options: tuple[str, ...]):
        self.runner = Runner(tools / "mailconvert")  # ends with this process
        self.options = options
        self.ours = OURS in readers
        self.peers = {name: peer for name, peer in salvage.all_peers().items() if name in readers}
        self.clean = functools.cache(self._clean)

    def _clean(self, store: pathlib.Path):
        found = {}
        for name, peer in self.peers.items():
            with harness.scratch() as folder:
                found[name] = peer(store, folder)
        if not self.ours:
            return None, found
        with harness.scratch() as folder:
            return judged.convert(self.runner, store, folder, *self.options), found

    def judge_ours(self, mutant: Mutant, damaged: pathlib.Path, folder: pathlib.Path) -> dict:
        verdict = judged.judge(self.clean(mutant.source)[0], judged.convert(self.runner, damaged, folder, *self.options))
        false = judged.falsely_partial(self.runner, verdict, mutant.source, damaged, *self.options)
        return dataclasses.asdict(verdict) | {"falsely_partial": false}

    def judge_peer(self, name: str, mutant: Mutant, damaged: pathlib.Path, folder: pathlib.Path) -> dict:
        clean = self.clean(mutant.source)[1][name]
        reading = self.peers[name](damaged, folder)
        kept = reading.kept(clean)
        items = clean.live.total()
        return {"items": items, "kept": kept, "differs": kept != items, "complains": reading.complains(clean)}

    def judge(self, mutant: Mutant) -> dict:
        readers = {}
        with harness.scratch() as folder:
            damaged = folder / mutant.source.name  # the name is a part of what a reader prints
            damaged.write_bytes(mutant.data())
            for name in (OURS, *self.peers) if self.ours else self.peers:
                own = folder / name
                own.mkdir()
                readers[name] = (self.judge_ours(mutant, damaged, own) if name == OURS
                                 else self.judge_peer(name, mutant, damaged, own))
        return {"store": mutant.source.name, "case": mutant.name, "readers": readers}


_judge: Judge | None = None  # of a worker process


def _start(*arguments):
    global _judge  # pylint: disable=global-statement
    _judge = Judge(*arguments)


def _judge_one(mutant: Mutant) -> dict:
    return _judge.judge(mutant)


def run(tools: pathlib.Path, mutants: list[Mutant], readers: tuple[str, ...], options: tuple[str, ...] = (), workers: int = 2,
        record: pathlib.Path | None = None) -> list[dict]:
    """The records of all, in their order. With a file, those that it has are taken from there, and new ones are added to it."""
    known = {one["case"]: one for one in load([record])} if record is not None and record.is_file() else {}
    left = [mutant for mutant in mutants if mutant.name not in known]
    with concurrent.futures.ProcessPoolExecutor(workers, initializer=_start, initargs=(tools, readers, options)) as pool:
        for found in pool.map(_judge_one, left):
            known[found["case"]] = found
            if record is not None:
                with record.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(found, ensure_ascii=False) + "\n")
    return [known[mutant.name] for mutant in mutants]


def load(files: list[pathlib.Path]) -> list[dict]:
    """The records of several files, those of one case joined. A line that a stopped run left unfinished is none."""
    found: dict[str, dict] = {}
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            try:
                one = json.loads(line)
            except ValueError:
                print(f"{file}: a line is no record", flush=True)
                continue
            found.setdefault(one["case"], one)["readers"].update(one["readers"])
    return list(found.values())


def total(records: list[dict], reader: str, field: str) -> int:
    """The sum of a figure; of a list, of its length."""
    values = (one["readers"][reader][field] for one in records if reader in one["readers"])
    return sum(value if isinstance(value, int) else len(value) for value in values)


def readers_of(records: list[dict]) -> list[str]:
    return list(dict.fromkeys(reader for one in records for reader in one["readers"]))


def from_command_line(parser: argparse.ArgumentParser,
                      cases: typing.Callable[[int], list[Mutant]]) -> tuple[argparse.Namespace, list[dict]]:
    """The records that a command line asks for; `cases` lists the damaged stores for a number of trials."""
    parser.add_argument("tools", type=pathlib.Path, nargs="?")
    parser.add_argument("--trials", type=int, default=400, help="zeroed sectors for each store, or as many as it has (400)")
    parser.add_argument("--json", type=pathlib.Path, help="where the records stand; what stands there is not run again")
    parser.add_argument("--share", default="0/1", help="I/N: each N'th case from the I'th on (0/1)")
    parser.add_argument("--engine", help="the reader of mailconvert to judge")
    parser.add_argument("--readers", default=f"{OURS},readpst,pffexport,pst-extractor", help="(%(default)s)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--details", action="store_true", help="also print what breaks the law, one by one")
    parser.add_argument("--table", type=pathlib.Path, nargs="+", help="run nothing, print what these files say")
    arguments = parser.parse_args()
    if arguments.table:
        return arguments, load(arguments.table)
    if arguments.tools is None:
        parser.error("TOOL-DIRECTORY is missing")
    first, every = map(int, arguments.share.split("/"))
    options = ("--engine", arguments.engine) if arguments.engine else ()
    return arguments, run(arguments.tools, cases(arguments.trials)[first::every], tuple(arguments.readers.split(",")), options,
                          arguments.workers, arguments.json)
