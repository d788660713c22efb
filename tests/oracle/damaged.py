"""Damaged copies of real stores, the same in each run: used sectors zeroed one at a time, truncations, and indexes or the
header wiped."""

import pathlib
import random

import harness
import pst_file
from mutation_sweep import Mutant

SECTOR = 512  # what a disk loses at once
BUSY = 40  # a sector is used when more of its bytes than these are not zero
SEED = 1995
SECTORS = "sectors"
KEPT_PERCENT = (95, 75, 50, 25)
HEADER_LENGTH = 564  # [MS-PST] 2.2.2.6, Unicode; the 512 bytes of an ANSI header, and padding, lie in it


def stores() -> list[pathlib.Path]:
    """The stores that damage is done to."""
    return sorted((harness.shared_folder() / "data" / "pst").glob("*.pst"))


def zeroed(source: pathlib.Path, what: str, offset: int, length: int) -> Mutant:
    return Mutant(source, f"{source.name}: {what}", offset, bytes(length))


def busy_sectors(data: bytes) -> list[int]:
    """The offsets of used sectors."""
    return [at for at in range(0, len(data) - SECTOR + 1, SECTOR) if SECTOR - data.count(0, at, at + SECTOR) > BUSY]


def zeroed_sectors(source: pathlib.Path, count: int) -> list[Mutant]:
    """Up to `count` copies with a used sector zeroed in each. A smaller sample is a part of each larger one."""
    sectors = busy_sectors(source.read_bytes())
    random.Random(f"{SEED} {source.name}").shuffle(sectors)
    return [zeroed(source, f"sector {at:#x} zeroed", at, SECTOR) for at in sorted(sectors[:count])]


def wrecks(source: pathlib.Path) -> list[Mutant]:
    """Copies that lost much at once: cut off, without a header, without a root page of either index."""
    size = source.stat().st_size
    raw = pst_file.PstFile(source).raw
    return [Mutant(source, f"{source.name}: cut to {percent} %", length=size * percent // 100) for percent in KEPT_PERCENT] + [
        zeroed(source, "header wiped", 0, HEADER_LENGTH),
        zeroed(source, "NBT root wiped", raw.nref[1], SECTOR),
        zeroed(source, "BBT root wiped", raw.bref[1], SECTOR)]


def kind_of(case: str) -> str:
    """The column of a table that a copy belongs to, by its name."""
    what = case.split(": ")[-1]
    return SECTORS if what.startswith("sector ") else what
