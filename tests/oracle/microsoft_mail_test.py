"""The worked examples of Microsoft Mail's formats, as EML and as PST: microsoft_mail_test.py TOOL-DIRECTORY.

The message store (typed byte by byte in tests/formats/mmf/worked_example.h), the letter of a post office (95 bytes, typed
here) and the TNEF stream (408 bytes): each becomes mail that Python's email reads, and a PST that the strict linter passes
and from which readpst and pffexport take the same subject, people, text and attachment.
"""

import email
import email.policy
import hashlib
import pathlib
import subprocess

import harness
from pst_lint_test import complaints

LETTER = bytes.fromhex(
    "4D8300005A017F053120020100 7F053220020200 7F053320020A00 7F053720020A00"
    "4C1B010218 5A67514900210E621D2514082A53BAAE8887C0C6D5D1A1EC"
    "4C15050212 5A67514900210E621D2616063A43ABFEB7D7 4C0707020408150337".replace(" ", ""))


def attribute(level: int, number: int, checksum: int, data: bytes) -> bytes:
    return bytes([level]) + number.to_bytes(4, "little") + len(data).to_bytes(4, "little") + data + checksum.to_bytes(2, "little")


# formats/tnef/FORMAT.md, the worked example; each checksum is typed.
TNEF = bytes.fromhex("789F3E220100") + b"".join((
    attribute(1, 0x00089006, 0x0001, bytes.fromhex("00000100")),
    attribute(1, 0x00069007, 0x00E8, bytes.fromhex("E404000000000000")),
    attribute(1, 0x00078008, 0x0831, b"IPM.Microsoft Mail.Note\0"),
    attribute(1, 0x00008000, 0x0697, bytes.fromhex("0400280008001000") + b"Ann Lee\0MS:LAB/PO1/ANNL\0" + bytes(8)),
    attribute(1, 0x00018004, 0x018B, b"Plan\0"),
    attribute(1, 0x00038005, 0x0136, bytes.fromhex("CA0701001B000B003A0000000400")),
    attribute(1, 0x0004800D, 0x0002, bytes.fromhex("0200")),
    attribute(1, 0x0002800C, 0x055A, b"Plan attached: \r\n\0"),
    attribute(1, 0x00069003, 0x095F, bytes.fromhex(
        "05000000" "1E003700" "01000000" "05000000" "506C616E00000000" "03003600" "02000000" "0B001F0E" "01000000"
        "03000180" "0820060000000000C000000000000046" "00000000" "02850000" "07000000"
        "1E000280" "2903020000000000C000000000000046" "01000000" "0C000000" "58002D0042006F0078000000"
        "01000000" "04000000" "61626300")),
    attribute(2, 0x00069002, 0x004F, bytes.fromhex("01000E000000200020000000 0000".replace(" ", ""))),
    attribute(2, 0x0006800F, 0x0204, b"Step 1\r\n"),
    attribute(2, 0x00018010, 0x0259, b"PLAN.TXT\0")))
TNEF_SHA256 = "d2d644d672fb6a510458c6f5befe00a7550c1a1ec52b37fd6eada41e5070319a"


def post_office(folder: pathlib.Path):
    """One user, one letter: the files that the documentation names, and nothing else."""
    def write(name: str, data: bytes):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    write("GLB/MASTER.GLB", bytes(176))
    write("GLB/ACCESS.GLB", bytes(586))
    write("GLB/ACCESS3.GLB", bytes(512))
    write("GLB/ACCESS2.GLB", (b"\1BOBR\0".ljust(12, b"\0") + b"0000001A\0").ljust(69, b"\0"))
    record = bytearray(116)
    record[0x02:0x06] = b"ANNL"
    record[0x0D:0x11] = b"Plan"
    record[0x38:0x42] = bytes.fromhex("3A000B001B000100CA07")
    record[0x43:0x4B] = b"00000062"
    write("MBG/0000001A.MBG", bytes(record))
    write("KEY/0000001A.KEY", bytes(560))
    write("MAI/MA2/00000062.MAI", LETTER)


def mails(folder: pathlib.Path):
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted(folder.rglob("*.eml"))]


def check_mail(mail, what: str, has_attachment: bool, findings: harness.Findings):
    findings.check(mail["Subject"] == "Plan", f"{what}: subject {mail['Subject']!r}")
    findings.check("Ann Lee" in str(mail["From"]), f"{what}: from {mail['From']}")
    findings.check(str(mail["Date"]).startswith("Thu, 27 Jan 1994 11:58"), f"{what}: date {mail['Date']}")
    files = [(part.get_filename(), part.get_payload(decode=True)) for part in mail.iter_attachments()] if mail.is_multipart() else []
    if has_attachment:
        findings.check([name for name, _ in files] == ["PLAN.TXT"], f"{what}: attachments {files}")
        findings.check(bool(files) and files[0][1].startswith(b"Step 1"), f"{what}: content {files}")


def check_pst(pst: pathlib.Path, what: str, has_attachment: bool, folder: pathlib.Path, findings: harness.Findings):
    for line in complaints(pst, what):
        findings.add(f"{what}: linter: {line}")
    (folder / "readpst").mkdir()
    harness.run("readpst", "-q", "-e", "-o", folder / "readpst", pst)
    found = mails(folder / "readpst")
    findings.check(len(found) == 1, f"{what}: readpst finds {len(found)} mails")
    if found:
        findings.check(found[0]["Subject"] == "Plan", f"{what}: readpst: subject {found[0]['Subject']!r}")
        findings.check("Ann Lee" in str(found[0]["From"]), f"{what}: readpst: from {found[0]['From']}")
    harness.run("pffexport", "-q", "-m", "all", "-t", folder / "pff", pst)
    exported = folder / "pff.export"
    headers = [path.read_text(errors="replace") for path in exported.rglob("OutlookHeaders.txt")]
    findings.check(len(headers) == 1 and "Plan" in headers[0] and "Ann Lee" in headers[0], f"{what}: pffexport: {headers}")
    files = [path.read_bytes() for path in exported.rglob("*PLAN.TXT")]
    findings.check(bool(files) == has_attachment and all(data.startswith(b"Step 1") for data in files),
                   f"{what}: pffexport: attachments {files}")


def main():
    tools = harness.tool_folder()
    harness.shared_folder()
    harness.need("readpst", "pffexport")
    if not (tools / "mmf_maker").exists():
        harness.skip(f"no mmf_maker in {tools}")
    findings = harness.Findings()
    with harness.scratch() as folder:
        subprocess.run([tools / "mmf_maker", "example", folder / "MSMAIL.MMF"], check=True)
        post_office(folder / "WGPO")
        (folder / "WINMAIL.DAT").write_bytes(TNEF)
        findings.check(hashlib.sha256(TNEF).hexdigest() == TNEF_SHA256, "the typed stream is not the published one")
        for source, has_attachment in (("MSMAIL.MMF", True), ("WGPO", False), ("WINMAIL.DAT", True)):
            place = folder / f"out-{source}"
            place.mkdir()
            harness.run(tools / "mailconvert", folder / source, "-o", place / "mail")
            found = mails(place / "mail")
            findings.check(len(found) == 1, f"{source}: {len(found)} mails")
            for mail in found:
                check_mail(mail, source, has_attachment, findings)
                # The stream has no recipients: those of its message are in the mail around it.
                findings.check(source == "WINMAIL.DAT" or "BOBR" in str(mail["To"]), f"{source}: to {mail['To']}")
            harness.run(tools / "mailconvert", folder / source, "-o", place / "x.pst")
            check_pst(place / "x.pst", source, has_attachment, place, findings)
    findings.finish()


if __name__ == "__main__":
    main()
