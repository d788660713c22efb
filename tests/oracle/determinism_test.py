"""The same store gives the same bytes, whichever way it goes: determinism_test.py TOOL-DIRECTORY.

For each sample as eml, mbox and maildir, and in turn for one of them (RESTANTE_FULL_SWEEPS: for each): a second run gives the
same tree (names, bytes, modes, and the times of mails); so does `pst2spool | spool2mime`. Each container holds the same mails, as Python's mailbox reads them.
"""

import collections
import hashlib
import mailbox
import os
import pathlib
import re
import subprocess

import harness
import ours

CONTAINERS = ("eml", "mbox", "maildir")
# Readers of mbox files keep a mail's flags there; the converter puts the field first.
STATUS = re.compile(rb"\A(?:(?:X-)?Status: [A-Z]*\n)+")


def snapshot(tree: pathlib.Path) -> dict[str, tuple]:
    """Path → (mode, modification time of mails that have a Date, SHA-256)."""
    found = {}
    for path in sorted(tree.rglob("*")):
        status = path.lstat()
        name = path.relative_to(tree).as_posix()
        if path.is_dir():
            found[name] = (status.st_mode,)
        else:
            data = path.read_bytes()
            header = b"\n" + re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
            dated = b"\nDate: " in header and not data.startswith(b"From ")
            found[name] = (status.st_mode, status.st_mtime_ns if dated else 0, hashlib.sha256(data).hexdigest())
    return found


def first_difference(one: dict[str, tuple], other: dict[str, tuple]) -> str | None:
    for name in sorted(one.keys() | other.keys()):
        if one.get(name) != other.get(name):
            return f"{name}: {one.get(name)} and {other.get(name)}"
    return None


def through_spool(tools: pathlib.Path, store: pathlib.Path, output: pathlib.Path, container: str):
    """pst2spool | spool2mime, as a shell would connect them."""
    with subprocess.Popen([tools / "pst2spool", store], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as first:
        second = harness.run(tools / "spool2mime", "-", "-o", output, "--as", container, stdin=first.stdout,
                             accept=(0, 3))
        first.stdout.close()
        first.wait(timeout=harness.TIMEOUT)
    return second


def mbox_messages(tree: pathlib.Path) -> list[bytes]:
    """Every mail of the mbox files, mboxrd quoting undone."""
    found = []
    for path in sorted(p for p in tree.rglob("*") if p.is_file() and p.read_bytes().startswith(b"From ")):
        box = mailbox.mbox(path, create=False)
        found += [re.sub(rb"(?m)^>(>*From )", rb"\1", box.get_bytes(key)) for key in box.keys()]
        box.close()
    return found


def maildir_messages(tree: pathlib.Path) -> list[bytes]:
    root = mailbox.Maildir(tree, create=False)
    boxes = [root, *(root.get_folder(name) for name in root.list_folders())]
    return [box.get_bytes(key) for box in boxes for key in box.keys()]


def fingerprints(messages: list[bytes]) -> collections.Counter:
    """Whatever the line ends of the container, and with or without a line end at the end of the mail."""
    plain = (STATUS.sub(b"", m.replace(b"\r\n", b"\n").rstrip(b"\n")) for m in messages)
    return collections.Counter(hashlib.sha256(m).hexdigest() for m in plain)


def check_store(tools: pathlib.Path, store: pathlib.Path, again: tuple[str, ...], folder: pathlib.Path, findings: harness.Findings):
    """`again`: the containers that are written a second time, and through a spool."""
    contents = {}
    for container in CONTAINERS:
        place = folder / container
        place.mkdir(parents=True)
        first = ours.convert(tools, store, place / "1", "--as", container)
        messages = {"eml": lambda t: [p.read_bytes() for p in t.rglob("*.eml")], "mbox": mbox_messages,
                    "maildir": maildir_messages}[container](first.tree)
        contents[container] = fingerprints(messages)
        if container not in again:
            continue
        second = ours.convert(tools, store, place / "2", "--as", container)
        through_spool(tools, store, place / "spooled", container)
        one = snapshot(first.tree)
        difference = first_difference(one, snapshot(second.tree))
        findings.check(difference is None, f"{store.name} as {container}: a second run differs: {difference}")
        difference = first_difference(one, snapshot(place / "spooled"))
        findings.check(difference is None, f"{store.name} as {container}: pst2spool | spool2mime differs: {difference}")
        for report in (first.report, second.report):
            del report["run"]
            for mailbox_report in report["mailboxes"]:
                del mailbox_report["output"]
        findings.check(first.report == second.report, f"{store.name} as {container}: the reports differ beside 'run'")
    for container in CONTAINERS[1:]:
        lacking = contents["eml"] - contents[container]
        more = contents[container] - contents["eml"]
        findings.check(not lacking and not more, f"{store.name}: {container} lacks {lacking.total()} mails of the EML "
                       f"tree and has {more.total()} others")


def main():
    tools = harness.tool_folder()
    findings = harness.Findings()
    os.environ.setdefault("TZ", "UTC")
    for number, store in enumerate(harness.samples()):
        with harness.scratch() as folder:
            check_store(tools, store, harness.in_turn(CONTAINERS, number), folder, findings)
    findings.finish()


main()
