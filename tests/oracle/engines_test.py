"""Both readers of PSTs agree on every healthy real store: engines_test.py TOOL-DIRECTORY.

Store, folders and messages, each with its properties, recipients, attachments and contents, from `--engine native` and
`--engine libpff`, by node. What differs is named. So do the deleted items, by their content.
"""

import hashlib
import json
import pathlib

import harness
import spool_reader

# (file, place): (what differs, why). Places are "store", "nid 0x00200024", "recovered".
EXPECTED: dict[tuple[str, str], tuple[str, str]] = {}

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
        self.recovered: set[str] = set()
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
                self.recovered.add(json.dumps(plain(header, payloads), sort_keys=True))
            elif header["record"] in ("store", "folder", "message"):
                self.items["store" if header["record"] == "store" else place] = plain(header, payloads)
                if provenance.get("missing"):
                    self.partial.append(place)


def spooled(tools: pathlib.Path, store: pathlib.Path, engine: str) -> Spooled:
    return Spooled(harness.run(tools / "pst2spool", store, "--engine", engine).stdout)


def compare(store: pathlib.Path, ours: Spooled, theirs: Spooled, findings: harness.Findings) -> dict:
    met: dict = {}
    for place in sorted(ours.items.keys() | theirs.items.keys()):
        lines = difference(ours.items.get(place), theirs.items.get(place))
        findings.checked += 1
        if lines:
            met[(store.name, place)] = "; ".join(lines[:5])
    only = (len(ours.recovered - theirs.recovered), len(theirs.recovered - ours.recovered))
    if any(only):
        met[(store.name, "recovered")] = f"{only[0]} by native alone, {only[1]} by libpff alone"
    for name, spool in (("native", ours), ("libpff", theirs)):
        findings.check(not spool.losses and not spool.damage and not spool.partial,
                       f"{store.name}: {name} calls a healthy store damaged: "
                       f"{(spool.losses + spool.damage + spool.partial)[:5]}")
    return met


def main():
    tools = harness.tool_folder()
    findings = harness.Findings()
    met: dict = {}
    stores = [store for store in harness.samples() if store.suffix == ".pst"]
    for store in stores:
        ours, theirs = (spooled(tools, store, engine) for engine in ("native", "libpff"))
        met |= compare(store, ours, theirs, findings)
        print(f"{store.name}: {len(ours.items)} records, {len(ours.recovered)} recovered; "
              f"{len(theirs.items)} and {len(theirs.recovered)} by libpff", flush=True)
    names = {store.name for store in stores}
    harness.named(findings, {k: v for k, v in EXPECTED.items() if k[0] in names}, met, "engines")
    findings.finish()


main()
