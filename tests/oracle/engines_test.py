"""Both readers of PSTs agree on every healthy real store: engines_test.py TOOL-DIRECTORY.

Store, folders and messages, each with its properties, recipients, attachments and contents, from `--engine native` and
`--engine libpff`, by node. What differs is named. Of deleted items ours finds at least those of libpff, and more of each: blocks
that no index names any more.
"""

import collections
import hashlib
import json
import pathlib

import harness
import spool_reader

# (file, place): (what differs, why). Places are "store", "nid 0x00200024", "recovered".
EXPECTED: dict[tuple[str, str], tuple[str, str]] = {}

CELLS = "cells that a recipient's row does not have: libpff delivers them, empty or zero"
SETS = "libpff does not tell the set of a name that is a number in PS_PUBLIC_STRINGS"

PS_PUBLIC_STRINGS, NO_SET = "00020329-0000-0000-c000-000000000046", "00000000-0000-0000-0000-000000000000"
NOT_COMPARED = ("provenance", "folder", "id", "parent", "record", "payloads")


def plain(value, payloads):
    """A record in a form that does not depend on the order of properties, or on where payloads lie."""
    if isinstance(value, list):
        parts = [plain(one, payloads) for one in value]
        is_bag = bool(parts) and all(isinstance(one, dict) and "tag" in one for one in value)
        return sorted(parts, key=lambda one: json.dumps(one, sort_keys=True)) if is_bag else parts
    if isinstance(value, dict):
        found = {key: plain(one, payloads) for key, one in value.items() if key not in NOT_COMPARED}
        for key in ("large", "content"):
            if isinstance(found.get(key), int):
                found[key] = hashlib.sha256(payloads[found[key]]).hexdigest()
        return found
    return value


def is_nothing(item: dict) -> bool:
    """An empty or zero value."""
    return all(not value for key, value in item.items() if key != "tag")


def without_known_differences(ours, theirs, met: collections.Counter):
    """`theirs` with what libpff is known to say otherwise put right; what was, by its name, in `met`."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {key: without_known_differences(ours.get(key), value, met) if key != "recipients"
                else [with_our_cells(one, other, met) for one, other in zip(ours.get(key, []), value)]
                if len(ours.get(key, [])) == len(value) else value
                for key, value in theirs.items()}
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [without_known_differences(one, other, met) for one, other in zip(ours, theirs)]
    if (ours, theirs) == (PS_PUBLIC_STRINGS, NO_SET):
        met[SETS] += 1
        return ours
    return theirs


def with_our_cells(ours: dict, theirs: dict, met: collections.Counter) -> dict:
    own = {item["tag"] for item in ours.get("properties", [])}
    cells = [item for item in theirs.get("properties", []) if item["tag"] not in own and is_nothing(item)]
    if not cells:
        return theirs
    met[CELLS] += len(cells)
    return theirs | {"properties": [item for item in theirs["properties"] if item not in cells]}


def difference(ours, theirs, path="") -> list[str]:
    """Where two plain records differ, by the names of their fields."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [line for key in sorted(ours.keys() | theirs.keys())
                for line in difference(ours.get(key), theirs.get(key), f"{path}/{key}")]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [line for number, (one, other) in enumerate(zip(ours, theirs))
                for line in difference(one, other, f"{path}[{number}]")]
    return [] if ours == theirs else [f"{path}: {str(ours)[:60]} / {str(theirs)[:60]}"]


class Spooled:
    def __init__(self, data: bytes):
        self.items: dict[str, object] = {}
        self.recovered: set[str] = set()  # nodes that were given up
        self.losses: list[str] = []
        self.damage: list[str] = []
        self.partial: list[str] = []
        for header, payloads in spool_reader.records(data):
            provenance = header.get("provenance", {})
            place = provenance.get("native_id", "")
            if header["record"] == "loss":
                self.losses.append(f"{header.get('native_id', '')}: {header.get('why', '')}")
            elif header["record"] == "note" and header.get("damage"):
                self.damage.append(header["text"])
            elif header["record"] == "message" and provenance.get("state") == "recovered":
                self.recovered.add(place[place.rindex("nid "):])
            elif header["record"] == "folder" and header.get("role") == "recovered":
                pass
            elif header["record"] in ("store", "folder", "message"):
                self.items["store" if header["record"] == "store" else place] = plain(header, payloads)
                if provenance.get("missing"):
                    self.partial.append(place)


def spooled(tools: pathlib.Path, store: pathlib.Path, engine: str) -> Spooled:
    return Spooled(harness.run(tools / "pst2spool", store, "--engine", engine).stdout)


def compare(store: pathlib.Path, ours: Spooled, theirs: Spooled, findings: harness.Findings,
            known: collections.Counter) -> dict:
    met: dict = {}
    for place in sorted(ours.items.keys() | theirs.items.keys()):
        own = ours.items.get(place)
        lines = difference(own, without_known_differences(own, theirs.items.get(place), known))
        findings.checked += 1
        if lines:
            met[(store.name, place)] = "; ".join(lines[:5])
    for place in theirs.recovered:
        findings.check(place in ours.recovered, f"{store.name}: {place} is recovered by libpff alone")
    for name, spool in (("native", ours), ("libpff", theirs)):
        findings.check(not spool.losses and not spool.damage and not spool.partial,
                       f"{store.name}: {name} calls a healthy store damaged: "
                       f"{(spool.losses + spool.damage + spool.partial)[:5]}")
    return met


def main():
    tools = harness.tool_folder()
    findings = harness.Findings()
    met: dict = {}
    known: collections.Counter = collections.Counter()
    stores = [store for store in harness.samples() if store.suffix == ".pst"]
    for store in stores:
        ours, theirs = (spooled(tools, store, engine) for engine in ("native", "libpff"))
        met |= compare(store, ours, theirs, findings, known)
        print(f"{store.name}: {len(ours.items)} records, {len(ours.recovered)} recovered; "
              f"{len(theirs.items)} and {len(theirs.recovered)} by libpff", flush=True)
    for why, times in sorted(known.items()):
        print(f"{times} times: {why}")
    names = {store.name for store in stores}
    harness.named(findings, {k: v for k, v in EXPECTED.items() if k[0] in names}, met, "engines")
    findings.finish()


main()
