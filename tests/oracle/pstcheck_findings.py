"""What `pstcheck FILE --json` prints, and whether it says of a mutant what pstcheck_mutants.csv demands.

A JSON array, as mailsniff prints it, of an object for each FILE:

    {"path": "mail.pst", "size": 271360, "format": "PST Unicode",
     "verdict": "sound" | "damaged" | "unreadable",
     "finding_count": 2,
     "findings": [
       {"kind": "BLK.crc",                    what rule is broken: a code of the closed list, below
        "severity": "error" | "warning" | "note",
        "offset": 171508, "length": 4,        the bytes of the field, or of the structure when no field can be blamed; in the file
        "field": "BLOCKTRAILER.dwCRC",        in the words of [MS-PST]
        "found": 3735928559, "expected": 1,   numbers, or null
        "node": "nid 0x00200024",             the node it belongs to (of a subnode: the node above), or null
        "text": "block 0x460: ..."}],         for people; no program reads it
     "items": [                               folders and messages that the findings hit
       {"native_id": "nid 0x00200024", "name": "subject, or name of the folder",
        "kind": "message" | "folder" | "search folder" | "associated message",
        "state": "intact" | "partial" | "lost"}]}

`verdict` is sound when no finding is an error, unreadable when nothing of the file could be checked. At most 1,000 findings are
listed, `finding_count` counts all. Nodes are written as in the reports of conversions. An item that a finding hits and that can
be read whole all the same is listed as intact.

The codes are those of the head page of the shared pst_lint.py ("STRUCT" is for what has no code of its own there), and HN.sig
(bSig of a heap). A code names the rule, `field` the field, `node` the victim.

pstcheck_mutants.csv, a row for each mutant of pst_mutate.py: `must`, of which one is named at the place of the fault; `may`,
which may be named besides, anywhere. A word with @ is the row of that name. `must` empty: nothing may be named. Whatever is
said of the healthy file in the same words does not count, nor does a note, unless it is what must be named.
"""

import csv
import dataclasses
import functools
import json
import pathlib
import re

from judged import node_of

HERE = pathlib.Path(__file__).resolve().parent
OBJECTS = ("folder", "search folder", "message", "associated message")
_NODE = re.compile(r"\b(?:node|message|folder|row|attachment) 0x([0-9a-f]+)")


@dataclasses.dataclass(frozen=True)
class Demand:
    must: frozenset[str]
    may: frozenset[str]


@functools.cache
def demands() -> dict[str, Demand]:
    """Mutant → what may and must be named of it."""
    with (HERE / "pstcheck_mutants.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["mutant"]: row for row in csv.DictReader(file)}

    def kinds(text: str) -> frozenset[str]:
        return frozenset().union(*(kinds(rows[word]["may"]) if word.startswith("@") else {word} for word in text.split()))

    return {name: Demand(kinds(row["must"]), kinds(row["may"])) for name, row in rows.items() if not name.startswith("@")}


def counted(report: dict, healthy: dict) -> list[dict]:
    """The findings of a mutant that its source has not."""
    key = lambda one: (one["kind"], one.get("offset"), one["node"], one.get("field"))
    known = {key(one) for one in healthy["findings"]}
    return [one for one in report["findings"] if key(one) not in known]


def nodes_of(text: str) -> set[int]:
    return {int(number, 16) for number in _NODE.findall(text)}


def at_the_fault(finding: dict, fault: dict) -> bool:
    """It covers a byte of the fault, or names a node that the fault is told by: what is missing has no bytes."""
    begin = max(finding["offset"], fault["offset"])
    end = min(finding["offset"] + finding["length"], fault["offset"] + fault["length"])
    return begin < end or finding["node"] is not None and node_of(finding["node"]) in nodes_of(fault["must_name"])


def kinds_wrong(findings: list[dict], name: str) -> list[str]:
    """Rules 1 and 3 of mutants.md, without the place."""
    demand = demands()[name]
    wrong = []
    if demand.must and not demand.must & {one["kind"] for one in findings}:
        wrong.append(f"none of {' '.join(sorted(demand.must))} is named")
    extra = {one["kind"] for one in findings if one["severity"] != "note"} - demand.must - demand.may
    if extra:
        wrong.append(f"{' '.join(sorted(extra))} may not be named")
    return wrong


def all_wrong(report: dict, healthy: dict, fault: dict) -> list[str]:
    """What pstcheck's report of a mutant owes to the first three rules of mutants.md. `fault` is pst_mutate.py's line."""
    findings = counted(report, healthy)
    wrong = kinds_wrong(findings, fault["name"])
    must = [one for one in findings if one["kind"] in demands()[fault["name"]].must]
    if must and not any(at_the_fault(one, fault) for one in must):
        wrong.append(f"{must[0]['kind']} is named at {must[0]['offset']:#x}+{must[0]['length']}, node {must[0]['node']}; the "
                     f"fault is at {fault['offset']:#x}+{fault['length']}: {fault['must_name']}")
    if any(one["severity"] == "error" for one in findings) and report["verdict"] == "sound":
        wrong.append("the verdict is sound")
    return wrong + items_wrong(report, healthy, fault) if demands()[fault["name"]].must else wrong


def items_wrong(report: dict, healthy: dict, fault: dict) -> list[str]:
    """Rules 2 and 4: every folder and message hit, by node and name (which a cosmetic fault cannot hide); of the states, what can
    be known without reading the mail."""
    wrong = []
    named = {node_of(one["native_id"]): one for one in report["items"]}
    known = {node_of(one["native_id"]) for one in healthy["items"]}
    hit = {int(one["nid"], 16): one for one in fault["items"] if one["kind"] in OBJECTS}
    for node, item in hit.items():
        if node not in named:
            wrong.append(f"{item['kind']} {node:#x} is hit and not named")
        elif item["name"] and named[node]["name"] not in (item["name"], "" if fault["severity"] != "cosmetic" else item["name"]):
            wrong.append(f"{item['kind']} {node:#x} is {item['name']!r}, not {named[node]}")
    hurt = {node: one["state"] for node, one in named.items() if one["state"] != "intact" and node not in known}
    wrong += [f"{node:#x} is {state!r}" for node, state in hurt.items() if state not in ("partial", "lost")]
    if fault["severity"] == "cosmetic":
        wrong += [f"{node:#x} is {state}, the fault is cosmetic" for node, state in hurt.items()]
    elif fault["severity"] == "partial":
        wrong += [f"{node:#x} is {state} and not hit" for node, state in hurt.items() if node not in hit]
    return wrong


def of_linter(line: dict) -> dict:
    """The shared linter's report of a file in the form of pstcheck's; it knows no offsets."""
    levels = {"E": "error", "W": "warning", "N": "note"}
    return {"findings": [{"kind": one["code"], "severity": levels[one["level"]], "node": one["node"], "field": one["message"]}
                         for one in line["findings"]]}


def report_of(text: bytes) -> dict:
    """What pstcheck printed of one file."""
    return json.loads(text)[0]
