"""Rows of the known-failure matrix that need a real store: matrix_test.py TOOL-DIRECTORY. Each test's docstring is its name."""

import hashlib
import os
import pathlib
import shutil
import sys

import harness
import ours
import peers


def sample(name: str) -> pathlib.Path:
    return harness.shared_folder() / "data" / "pst" / name


def opens_without_its_password(tools: pathlib.Path, folder: pathlib.Path, findings: harness.Findings):
    """Q174738 a PST with a password checksum opens without the password and without a prompt"""
    store = sample("javalibpst_passworded.pst")

    conversion = ours.convert(tools, store, folder)

    nodes = {mail.node for mail in conversion.mails()}
    for message in peers.pypff(store)["messages"]:
        findings.check(message["id"] in nodes, f"Q174738: {message['class']} {message['subject']} is missing")


def reads_read_only_files(tools: pathlib.Path, folder: pathlib.Path, findings: harness.Findings):
    """Q178756 a read-only PST in a read-only folder is read completely and stays as it is"""
    place = folder / "media"
    place.mkdir()
    store = place / "sample.pst"
    shutil.copy(sample("pstsdk_sample1.pst"), store)
    writable = ours.convert(tools, store, folder / "writable")
    user = "nobody" if os.geteuid() == 0 else None  # root may write everywhere
    (folder / "read-only").mkdir()
    for open_to_all in (folder, folder / "read-only"):
        open_to_all.chmod(0o777)
    before = (hashlib.sha256(store.read_bytes()).digest(), store.stat().st_mtime_ns)
    store.chmod(0o444)
    place.chmod(0o555)
    try:
        conversion = ours.convert(tools, store, folder / "read-only", user=user)
    finally:
        place.chmod(0o755)

    findings.check(conversion.counts() == writable.counts(), "Q178756: fewer items from a read-only file")
    after = (hashlib.sha256(store.read_bytes()).digest(), store.stat().st_mtime_ns)
    findings.check(before == after, "Q178756: the source was changed")
    findings.check(os.listdir(place) == [store.name], "Q178756: something was left beside the source")


def main():
    tools = harness.tool_folder()
    peers.need_pypff()
    findings = harness.Findings()
    for test in (opens_without_its_password, reads_read_only_files):
        print(test.__doc__)
        with harness.scratch() as folder:
            test(tools, folder, findings)
    findings.finish()


sys.exit(main())
