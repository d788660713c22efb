"""Makes the small mailboxes that tests of control lists convert, and the lists."""

import os
import pathlib
import random
import signal
import subprocess

from harness import BIN, ROOT

CLEAN_SPOOLS = ("a-calendar", "a-folder-tree-with-roles", "a-japanese-subject", "a-page-with-a-picture", "a-plain-message",
                "addresses-without-internet-form", "an-embedded-message", "clocks-without-a-zone", "contacts-and-a-list")


def typed_spool(path: pathlib.Path, mails: int, size: int = 5):
    """One folder of so many mails with a body of `size` bytes each."""
    mail = ('{"record":"message","folder":0,"class":"IPM.Note","subject":"Mail %d","bodies":{"text":{"content":0}},'
            '"provenance":{"native_id":"message %d"},"payloads":1}\n%d\n' + "x" * size + "\n0\n")
    with open(path, "w", encoding="ascii") as spool:
        spool.write('{"record":"spool","format":"restante-spool","version":1}\n'
                    '{"record":"store","source":"typed","format":"typed"}\n'
                    '{"record":"folder","id":0,"name":"Inbox","role":"inbox","expected_items":%d}\n' % mails)
        for number in range(mails):
            spool.write(mail % (number, number, size))
        spool.write('{"record":"end","records":%d,"folders":1,"messages":%d,"losses":0,"notes":0,"payload_bytes":%d}\n'
                    % (mails + 3, mails, size * mails))


class Stores:
    """Store files below a directory, made from fixtures and by builders."""

    def __init__(self, directory: pathlib.Path):
        self.directory = directory
        directory.mkdir(exist_ok=True)
        self.psts: dict[str, bytes] = {}

    def spool(self, name: str, case: str):
        (self.directory / name).write_bytes((ROOT / "testdata" / "spool" / case / "input.spool").read_bytes())

    def mmf(self, name: str, mails: int):
        subprocess.run([BIN / "mmf_maker", "mailbox", self.directory / name, str(mails), "300"], check=True, timeout=60)

    def pst(self, name: str, case: str):
        if case not in self.psts:
            made = self.directory / "made.pst"
            subprocess.run([BIN / "spool2pst", ROOT / "testdata" / "spool" / case / "input.spool", "-o", made, "--quiet"],
                           check=False, timeout=60)
            self.psts[case] = made.read_bytes()
            made.unlink()
        (self.directory / name).write_bytes(self.psts[case])

    def damage(self, name: str, kind: int, seed: int):
        path = self.directory / name
        data = bytearray(path.read_bytes())
        if kind == 0:
            data = data[: len(data) * 2 // 3]  # cut off
        elif kind == 1:
            data = bytearray(b"no store\n")
        elif kind == 2:
            data = bytearray()
        else:  # noise over the maps of an MMF, which stand at its beginning
            data[0x200:0x8200] = random.Random(seed).randbytes(0x8000)
        path.write_bytes(data)


def two_hundred(directory: pathlib.Path, count: int = 200, damaged: int = 20) -> list[tuple[str, str, str, str]]:
    """Makes `count` stores, every tenth damaged, and returns the rows of their list. Damaged: (row, its kind)."""
    stores = Stores(directory / "stores")
    rows = []
    for number in range(count):
        is_damaged = number % (count // damaged) == count // damaged // 2
        kind = number // (count // damaged) % 4
        if is_damaged and kind == 3:
            name = f"m{number:03}.mmf"
            stores.mmf(name, 3)
        elif number % 3 == 0 or is_damaged:
            name = f"m{number:03}.spool"
            stores.spool(name, CLEAN_SPOOLS[number % len(CLEAN_SPOOLS)])
        elif number % 3 == 1:
            name = f"m{number:03}.pst"
            stores.pst(name, "a-plain-message")
        else:
            name = f"m{number:03}.mmf"
            stores.mmf(name, 2)
        if is_damaged:
            stores.damage(name, kind, number)
        target = f"m{number:03}" + (".pst", "", ".spool")[number % 3]
        rows.append((f"Box, {number}", f"box{number:03}", f"stores/{name}", target))
    return rows


def write_list(path: pathlib.Path, rows):
    lines = (",".join('"' + field + '"' if "," in field else field for field in row) for row in rows)
    path.write_text("".join(line + "\r\n" for line in lines), encoding="utf-8", newline="")


def children(pid: int) -> list[int]:
    try:
        return [int(one) for one in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def send(pid: int, number: signal.Signals):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
