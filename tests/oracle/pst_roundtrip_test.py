"""A PST made of a PST holds the same: pst_roundtrip_test.py TOOL-DIRECTORY [--print] [FILE...].

Every real store through `mailconvert --no-deleted -o X.pst`: the same folders, messages, hidden items, recipients,
attachments and embedded messages, property by property: id or name, type and value. A difference must be of a class that
DIFFERENCES explains, and each of its rows must be needed by some store. Compared twice: by the shared linter's classes,
which see everything, and by pypff. And: a second run gives the same bytes, so does a spool in between; both widths and
all encodings hold the same messages; mail files made of the copy are those made of the source.
"""

import collections
import dataclasses
import hashlib
import pathlib
import re
import subprocess
import sys

import harness
import mapi_values
import ours
import peers
import pst_file
from pst_file import PstFile

OWN_SET = bytes.fromhex("915e3c7a642b0f4d9e1a52c8f0b7d346")  # {7A3C5E91-2B64-4D0F-9E1A-52C8F0B7D346}
NATIVE_ID = (OWN_SET, "NativeId")
GONE, NEW, CHANGED = "gone", "new", "changed"
EVERY = ("store", "folder", "message", "recipient", "attachment")


@dataclasses.dataclass(frozen=True)
class Difference:
    """Properties that may be gone from the copy, new in it, or changed."""

    objects: tuple[str, ...]
    ids: tuple[tuple[int, int], ...]  # ranges of ids
    kinds: tuple[str, ...]
    why: str


def one(*ids: int) -> tuple[tuple[int, int], ...]:
    return tuple((key, key) for key in ids)


ANY = (GONE, NEW, CHANGED)
DIFFERENCES = [
    Difference(("message", "folder"), one(0x0E08), ANY, "size of the object, as stored in this file"),
    Difference(("attachment",), one(0x0E20), ANY, "size of the attachment, as stored in this file"),
    Difference(("attachment",), one(0x0E21), ANY, "number of the attachment in its table"),
    Difference(EVERY, ((0x67F0, 0x67FF),), ANY, "row ids and versions; the checksum of a password, which the copy has not"),
    Difference(EVERY, ((0x0E30, 0x0E3E),), ANY, "replication state of another store"),
    Difference(EVERY, ((0x0FF4, 0x0FF8),), ANY, "access rights and table keys of a session"),
    Difference(("store", "folder", "message"), one(0x0FF9, 0x0FFA, 0x0FFB, 0x0FFE, 0x0FFF), ANY, "record key and entry id of another store"),
    Difference(("store", "folder"), ((0x35DF, 0x35EF),), ANY, "entry ids of special folders, and which there are"),
    Difference(("store",), one(0x3416), (GONE,), "entry id of a search folder of Outlook's own"),
    Difference(("store",), ((0x6600, 0x66FF),), ANY, "state of the program that kept the store"),
    Difference(("store", "folder"), ((0x36D0, 0x36E4),), ANY, "entry ids of special folders and of free/busy items"),
    Difference(("folder",), one(0x3602, 0x3603, 0x360A, 0x3617, 0x6635, 0x6636), ANY, "counts of the folder's tables"),
    Difference(("message",), one(0x0E02, 0x0E03, 0x0E04), ANY, "joined anew from the recipient table"),
    Difference(("message",), one(0x0E05, 0x0E09, 0x0E0A, 0x0E12, 0x0E13, 0x0E17, 0x0E1B, 0x3013), (GONE,),
               "the parent, tables and row cells, which are no properties of a message in a PST"),
    Difference(("message",), one(0x0037, 0x0070), (CHANGED,), "subject: its prefix marked; control characters taken out"),
    Difference(("message",), one(0x003D, 0x0E1D), (GONE,), "prefix and rest of the subject, which PidTagSubject tells"),
    Difference(("message",), one(0x1013), (CHANGED,), "HTML keeps its bytes as binary where it was text"),
    Difference(("recipient",), one(0x0E0F, 0x3A40), (NEW,), "cells that every recipient row has"),
]


def explained(what: str, identifier: int, kind: str) -> Difference | None:
    return next((row for row in DIFFERENCES if what in row.objects and kind in row.kinds and
                 any(first <= identifier <= last for first, last in row.ids)), None)


# --- one object -------------------------------------------------------------------------------------------------------

TEXT = {0x1E, 0x1F}


class Side:
    """A file, and how its texts are read."""

    def __init__(self, path: pathlib.Path):
        self.pst = PstFile(path)

    def key(self, identifier: int):
        """An id, or the name of a named property."""
        return self.pst.names.get(identifier, ("no name", identifier)) if identifier >= 0x8000 else identifier

    def value(self, value: pst_file.Value, page: int) -> tuple[int, bytes | None]:
        """Type and bytes; 8-bit text counts as Unicode, and a terminating NUL does not count."""
        kind = value.type
        if kind == pst_file.OBJECT:
            return kind, None
        if value.data is None:
            return kind, None
        data = self.pst.whole(value.data)
        encoding = pst_file.code_page(page)
        if kind in TEXT:
            text = data.decode("utf-16-le" if kind == 0x1F else encoding, "replace")
            return 0x1F, text.rstrip("\0").encode("utf-8", "replace")
        if kind & ~0x1000 in TEXT:
            values = [part.decode("utf-16-le" if kind == 0x101F else encoding, "replace").rstrip("\0").encode("utf-8", "replace")
                      for part in mapi_values.split(data)]
            return 0x101F, mapi_values.joined(values)
        if kind == 0x1102:
            return kind, mapi_values.joined(mapi_values.split(data))
        return kind, data

    def values(self, properties: pst_file.Properties, page: int) -> dict:
        return {self.key(identifier): self.value(value, page) for identifier, value in properties.items()}

    def cells(self, row: pst_file.Row, page: int) -> dict:
        return self.values({tag >> 16: pst_file.Value(tag & 0xFFFF, cell, 0) for tag, cell in row.items()}, page)


def page_of(properties: pst_file.Properties, otherwise: int = 1252) -> int:
    page = pst_file.number(properties, 0x3FFD) or otherwise
    return page if page != 1200 else otherwise


class Comparison:
    def __init__(self, name: str, findings: harness.Findings):
        self.name = name
        self.findings = findings
        self.needed: collections.Counter = collections.Counter()  # row of DIFFERENCES → how often
        self.met: collections.Counter = collections.Counter()  # (row, object, id, kind) → how often
        self.unexplained: dict[tuple, list[str]] = {}
        self.properties = 0

    def objects(self, what: str, where: str, before: dict, after: dict):
        for key in sorted(before.keys() | after.keys(), key=str):
            self.properties += 1
            old, new = before.get(key), after.get(key)
            if old == new or isinstance(key, tuple) and key[0] == OWN_SET and old is None:
                continue
            if old is not None and old[0] in (0x00, 0x01, 0x0A):
                continue  # no types of a PST
            kind = GONE if new is None else NEW if old is None else CHANGED
            row = explained(what, key, kind) if isinstance(key, int) else None
            if row is not None:
                self.needed[row] += 1
                self.met[(row, what, key, kind)] += 1
            else:
                shown = f"{key:04x}" if isinstance(key, int) else f"{key[0].hex() if isinstance(key[0], bytes) else key[0]}/{key[1]}"
                self.unexplained.setdefault((what, shown, kind), []).append(f"{where}: {short(old)} → {short(new)}")

    def report(self, show: bool):
        for (what, key, kind), places in sorted(self.unexplained.items()):
            self.findings.add(f"{self.name}: {what} {key} {kind} × {len(places)}: {places[0]}")
        self.findings.checked += self.properties
        print(f"{self.name}: {self.properties} properties", flush=True)


def short(value) -> str:
    if value is None:
        return "nothing"
    kind, data = value
    return f"{kind:04x} {data[:40]!r}{'…' if data and len(data) > 40 else ''} ({len(data or b'')})"


# --- whole files ------------------------------------------------------------------------------------------------------


def native_id(side: Side, message: pst_file.Message) -> str:
    identifier = next((key for key, called in side.pst.names.items() if called == NATIVE_ID), None)
    return side.pst.text(message.properties.get(identifier)) if identifier else ""


def compare_message(out: Comparison, old: Side, new: Side, where: str, before: pst_file.Message, after: pst_file.Message):
    page, new_page = page_of(before.properties), page_of(after.properties)
    out.objects("message", where, old.values(before.properties, page), new.values(after.properties, new_page))
    rows, new_rows = before.recipients or [], after.recipients or []
    out.findings.check(len(rows) == len(new_rows), f"{out.name} {where}: {len(rows)} recipients, the copy has {len(new_rows)}")
    for number, ((_, row), (_, new_row)) in enumerate(zip(rows, new_rows)):
        out.objects("recipient", f"{where} recipient {number}", old.cells(row, page), new.cells(new_row, new_page))
    out.findings.check(len(before.attachments) == len(after.attachments),
                       f"{out.name} {where}: {len(before.attachments)} attachments, the copy has {len(after.attachments)}")
    for number, (attachment, copy) in enumerate(zip(before.attachments, after.attachments)):
        place = f"{where} attachment {number}"
        out.objects("attachment", place, old.values(attachment.properties, page), new.values(copy.properties, new_page))
        out.findings.check((attachment.message is None) == (copy.message is None), f"{out.name} {place}: embedded in one alone")
        if attachment.message is not None and copy.message is not None:
            compare_message(out, old, new, place, attachment.message, copy.message)


def compare_files(out: Comparison, source: pathlib.Path, copy: pathlib.Path):
    old, new = Side(source), Side(copy)
    out.objects("store", "store", old.values(old.pst.properties(pst_file.STORE), 1252),
                new.values(new.pst.properties(pst_file.STORE), 1252))
    copies: dict[tuple[str, ...], list[pst_file.Folder]] = {}
    for folder in new.pst.folders():
        copies.setdefault(folder.path, []).append(folder)
    for folder in old.pst.folders():
        where = "/".join(folder.path)
        if not copies.get(folder.path):
            out.findings.add(f"{out.name}: folder {where!r} is not in the copy")
            continue
        match = copies[folder.path].pop(0)
        out.objects("folder", where, old.values(folder.properties, 1252), new.values(match.properties, 1252))
        theirs = {native_id(new, message): message for message in new.pst.messages(match)}
        mine = list(old.pst.messages(folder))
        out.findings.check(len(theirs) == len(mine), f"{out.name}: {len(mine)} items in {where!r}, the copy has {len(theirs)}")
        for message in mine:
            twin = theirs.get(f"nid 0x{message.nid:08x}") or theirs.get(f"nid 0x{message.nid:08X}")
            if twin is None:
                out.findings.add(f"{out.name}: message {message.nid:#x} is not in the copy")
                continue
            out.findings.check(twin.associated == message.associated, f"{out.name}: message {message.nid:#x} is hidden in one alone")
            compare_message(out, old, new, f"message {message.nid:#x}", message, twin)
    for path, rest in copies.items():
        for folder in rest:
            if folder.contents or folder.associated or len(path) > 2:
                out.findings.add(f"{out.name}: the copy has a folder {'/'.join(path)!r} more")


def compare_by_pypff(out: Comparison, source: pathlib.Path, copy: pathlib.Path):
    """Ids below 0x8000 of messages and attachments, by libpff: order, types and values."""
    before, after = peers.pypff(source), peers.pypff(copy)

    def bag(sets: list) -> dict:
        return {row[0]: (0x1F if row[1] == 0x1E else 0x101F if row[1] == 0x101E else row[1], row[2].encode())
                for one_set in sets for row in one_set if row[0] < 0x8000}

    mine = [message for message in before["messages"] if message["id"] & 0x1F == pst_file.MESSAGE]
    theirs = [message for message in after["messages"] if message["id"] & 0x1F == pst_file.MESSAGE]
    out.findings.check(len(mine) == len(theirs), f"{out.name}: pypff finds {len(mine)} messages, {len(theirs)} in the copy")
    old, new = PstFile(source), PstFile(copy)
    for message, twin in zip(mine, theirs):
        # The hash of 8-bit text is that of its bytes: such properties are left to the other comparison.
        eight_bit = {row[0] for sets in (message["values"], twin["values"]) for one_set in sets for row in one_set
                     if row[1] & ~0x1000 == 0x1E and not (old.unicode ^ new.unicode) and row[0] < 0x8000}
        mixed = {key for key, value in old.properties(message["id"]).items() if value.type & ~0x1000 == 0x1E and new.unicode} | eight_bit
        out.objects("message", f"message {message['id']:#x} (pypff)",
                    {key: value for key, value in bag(message["values"]).items() if key not in mixed},
                    {key: value for key, value in bag(twin["values"]).items() if key not in mixed})
        for number, (attachment, other) in enumerate(zip(message["attachments"], twin["attachments"])):
            if attachment["sha256"] != other["sha256"]:
                out.findings.add(f"{out.name}: message {message['id']:#x} attachment {number} (pypff): other bytes")


# --- other laws -------------------------------------------------------------------------------------------------------


def convert(tools: pathlib.Path, store: pathlib.Path, target: pathlib.Path, *options) -> pathlib.Path:
    harness.run(tools / "mailconvert", store, "-o", target, "--no-deleted", *options, accept=(0, 3))
    return target


def same_bytes(tools: pathlib.Path, store: pathlib.Path, folder: pathlib.Path, copy: pathlib.Path, findings: harness.Findings):
    """A second run, under another name, and a spool in between."""
    digest = hashlib.sha256(copy.read_bytes()).digest()
    again = convert(tools, store, folder / "again.pst")
    findings.check(hashlib.sha256(again.read_bytes()).digest() == digest, f"{store.name}: a second run gives other bytes")
    piped = folder / "piped.pst"
    with subprocess.Popen([tools / "pst2spool", store, "--no-deleted"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as first:
        harness.run(tools / "spool2pst", "-", "-o", piped, stdin=first.stdout, accept=(0, 3))
        first.stdout.close()
        first.wait(timeout=harness.TIMEOUT)
    findings.check(hashlib.sha256(piped.read_bytes()).digest() == digest, f"{store.name}: pst2spool | spool2pst gives other bytes")
    again.unlink()
    piped.unlink()


def message_list(pst: pathlib.Path) -> list:
    dump = peers.pypff(pst)
    names = {folder["id"]: folder["name"] for folder in dump["folders"]}
    return [(names[message["folder"]], message["subject"], message["sender"], message["sent"], message["received"], message["html"],
             message["rtf"], message["text"], [(part["sha256"], part["name"], part["method"]) for part in message["attachments"]])
            for message in dump["messages"]]


def protections(tools: pathlib.Path, store: pathlib.Path, folder: pathlib.Path, copy: pathlib.Path, findings: harness.Findings):
    """Q143241 a store written with no, compressible and high encoding, in both widths, gives the same message lists"""
    wanted = message_list(copy)
    for width in ("pst", "pst-ansi"):
        for encoding in ("none", "permute", "cyclic"):
            other = convert(tools, store, folder / f"{width}-{encoding}.pst", "--as", width, "--encoding", encoding)
            found = message_list(other)
            if width == "pst-ansi":  # characters without a place in a code page
                alike = len(found) == len(wanted) and all(
                    a[0:1] == b[0:1] and a[3:5] == b[3:5] and [p[0] for p in a[8]] == [p[0] for p in b[8]] for a, b in zip(found, wanted))
            else:
                alike = found == wanted
            findings.check(alike, f"{store.name}: {width} in encoding {encoding} holds other messages")
            other.unlink()


def no_password(tools: pathlib.Path, store: pathlib.Path, folder: pathlib.Path, copy: pathlib.Path, findings: harness.Findings):
    """Q174738 a store with a password opens without it, and its copy has none"""
    checksum = pst_file.number(PstFile(copy).properties(pst_file.STORE), 0x67FF)
    findings.check(checksum == 0, f"{store.name}: the copy has password checksum {checksum}")


# What of a mail may differ when the store is another: where the item was, and what is made of that (boundaries, and a
# Message-ID or UID that the source has not). In embedded messages, too.
SOURCE_FIELDS = re.compile(rb"^X-Restante-(?:Item|Source|Missing|Byte-Ranges)[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", re.MULTILINE)
MADE_TOKENS = re.compile(rb"=_[0-9a-f]{32}|[0-9a-f]{32}@restante\.invalid")


def eml_of(tools: pathlib.Path, store: pathlib.Path, folder: pathlib.Path) -> dict[str, bytes]:
    conversion = ours.convert(tools, store, folder, "--no-deleted")
    found = {}
    for path in sorted(conversion.tree.rglob("*.eml")):
        found[path.relative_to(conversion.tree).as_posix()] = SOURCE_FIELDS.sub(b"", MADE_TOKENS.sub(b"made", path.read_bytes()))
    return found


def same_mail(tools: pathlib.Path, store: pathlib.Path, folder: pathlib.Path, copy: pathlib.Path, findings: harness.Findings):
    """PST → PST → EML gives the mail that PST → EML gives."""
    before, after = eml_of(tools, store, folder / "before"), eml_of(tools, copy, folder / "after")
    key = (store.name, len(before), len(after))
    findings.check(list(before) == list(after), f"{key}: other files: {sorted(set(before) ^ set(after))[:6]}")
    for name in before.keys() & after.keys():
        mine, theirs = before[name], after[name]
        if mine == theirs:
            findings.checked += 1
            continue
        lines = [line for line in zip(mine.split(b"\r\n"), theirs.split(b"\r\n")) if line[0] != line[1]]
        findings.add(f"{store.name}: {name} differs: {lines[:2]} ({len(mine)} and {len(theirs)} bytes)")


def main():
    tools = harness.tool_folder()
    if not (tools / "spool2pst").exists():
        harness.skip(f"no spool2pst in {tools}")
    peers.need_pypff()
    harness.shared_folder()
    show = "--print" in sys.argv
    names = [argument for argument in sys.argv[2:] if not argument.startswith("-")]
    findings = harness.Findings()
    needed: collections.Counter = collections.Counter()
    met: collections.Counter = collections.Counter()
    stores = [store for store in harness.samples() if store.suffix == ".pst" and (not names or store.name in names)]
    for store in stores:
        out = Comparison(store.name, findings)
        with harness.scratch() as folder:
            copy = convert(tools, store, folder / f"{store.stem}.copy.pst")
            compare_files(out, store, copy)
            compare_by_pypff(out, store, copy)
            out.report(show)
            needed += out.needed
            met += out.met
            for law in (same_bytes, protections, no_password, same_mail):
                law(tools, store, folder, copy, findings)
    for row in DIFFERENCES:
        if show:
            print(f"{needed[row]:6} {'/'.join(row.objects)} {' '.join(f'{a:04X}-{b:04X}' if a != b else f'{a:04X}' for a, b in row.ids)} "
                  f"({', '.join(row.kinds)}): {row.why}")
            print("       " + ", ".join(f"{what} {key if isinstance(key, tuple) else f'{key:04X}'} {kind} {count}"
                                        for (one_row, what, key, kind), count in sorted(met.items(), key=str) if one_row == row))
        if not names:
            findings.check(needed[row] > 0, f"no store needs the difference of {row.objects} {row.ids}: {row.why}")
    findings.finish()


if __name__ == "__main__":
    main()
