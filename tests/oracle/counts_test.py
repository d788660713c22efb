"""Folders, messages, attachments and embedded messages, file by file, against every other reader: counts_test.py TOOL-DIRECTORY.

Ours are never fewer than a peer's, recovered items left aside, and every difference has a name in
expected_differences.py. What `pffexport -m all` recovers is in our tree too, as a live item of the same content or under
Recovered Items. The report says what the tree holds. `--print` prints the differences met as a table to check and paste.
"""

import pathlib
import sys

import expected_differences
import harness
import ours
import peers

NID_TYPES = {0x02: "folder", 0x03: "search folder", 0x04: "message", 0x08: "associated message"}  # [MS-PST] 2.2.2.1


def check_counts(store: pathlib.Path, counts: peers.Counts, findings: harness.Findings) -> dict:
    """Returns (file, peer, kind) → ours - theirs for each that differs."""
    met = {}
    for peer, theirs in peers.all_counts(store).items():
        for kind in peers.KINDS:
            difference = getattr(counts, kind) - getattr(theirs, kind)
            findings.check(difference >= 0, f"{store.name}: {getattr(counts, kind)} {kind}, "
                           f"{peer} has {getattr(theirs, kind)}")
            if difference:
                met[(store.name, peer, kind)] = difference
    return met


def field_of(text: str | None, name: str) -> str:
    for line in (text or "").splitlines():
        if line.startswith(name + ":"):
            return " ".join(line[len(name) + 1:].split())
    return ""


def squeezed(text: str) -> str:
    return "".join(text.replace("\0", "").split())


def same_content(item: peers.Exported, mail: ours.Mail) -> bool:
    """Subject and text; sender and times only where the recovered copy still has them."""
    headers = item.text("OutlookHeaders.txt") or item.text("Appointment.txt")
    if squeezed(field_of(headers, "Subject")) != squeezed(str(mail.message.get("Subject", ""))):
        return False
    sender = squeezed(field_of(headers, "Sender name"))
    if sender and sender not in squeezed(str(mail.message.get("From", "")) + str(mail.message.get("Sender", ""))):
        return False
    body = mail.message.get_body(("plain",))
    return squeezed(item.text("Message.txt") or "") in squeezed(body.get_content() if body else "")


def verdict(item: peers.Exported, store: pathlib.Path, mails: list[ours.Mail]) -> str:
    """What a recovered item of pffexport is to us; "lost" has no good name."""
    what = NID_TYPES.get(item.identifier & 0x1F)
    if what is None:
        return f"no item: node type {item.identifier & 0x1F:#04x}"
    if any(f["id"] == item.identifier for f in peers.pypff(store)["folders"]):
        return "stale copy of a live folder"
    if "folder" in what:
        return "deleted search folder" if what == "search folder" else "lost"
    same = [mail for mail in mails if same_content(item, mail)]
    if any(mail.state == "recovered" for mail in same):
        return "recovered"
    return "stale copy of a live item" if same else "lost"


def check_recovered(store: pathlib.Path, mails: list[ours.Mail]) -> dict:
    """(file, place in pffexport's output) → verdict."""
    found = {}
    for item in peers.pffexport(store):
        if item.section != "export" and not item.embedded:
            found[(store.name, f"{item.section}/{item.directory.name}")] = verdict(item, store, mails)
    return found


def print_met(differences: dict, recovered: dict):
    for key, value in sorted(differences.items()):
        print(f"    {key}: ({value}, \"\"),")
    for key, value in sorted(recovered.items()):
        print(f"    {key}: (\"{value}\", \"\"),")


def main():
    show = "--print" in sys.argv
    tools = harness.tool_folder()
    harness.need("readpst", "pffexport")
    peers.need_pypff()
    findings = harness.Findings()
    differences: dict = {}
    recovered: dict = {}
    stores = harness.samples()
    for store in stores:
        with harness.scratch() as folder:
            conversion = ours.convert(tools, store, folder)
            tree, live, report = conversion.counts(), conversion.counts(live_only=True), conversion.report
            mails = conversion.mails()
        print(f"{store.name}: {tree}", flush=True)
        for kind, held, told in (("folders", tree.folders, len(ours.report_folders(report))),
                                 ("messages", tree.messages, ours.written_of(report)),
                                 ("attachments", tree.attachments, ours.pieces_of(report, "attachments")),
                                 ("embedded messages", tree.embedded, ours.pieces_of(report, "embedded_messages"))):
            findings.check(held == told, f"{store.name}: the tree holds {held} {kind}, the report says {told}")
        for line in ours.unreconciled(report):
            findings.add(f"{store.name}: {line}")
        differences |= check_counts(store, live, findings)
        recovered |= check_recovered(store, mails)
    if show:
        print_met(differences, recovered)
    names = {store.name for store in stores}
    ran = {key[1] for key in differences}
    harness.named(findings, {k: v for k, v in expected_differences.COUNTS.items() if k[0] in names and k[1] in ran},
                  differences, "count")
    harness.named(findings, {k: v for k, v in expected_differences.RECOVERED_ITEMS.items() if k[0] in names}, recovered,
                  "pffexport recovered")
    findings.finish()


main()
