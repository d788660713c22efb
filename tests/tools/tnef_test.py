"""TNEF streams through the tools: WINMAIL.DAT to mail files, to a PST, to a spool."""

import email
import email.policy
import gzip
import json
import struct
import unittest

from harness import ToolTest

HEAD = bytes.fromhex("789f3e220100")


def attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def note(subject: str = "Plan") -> bytes:
    sender = b"Ann Lee\0", b"MS:LAB/PO1/ANNL\0"
    return (HEAD + attribute(1, 0x00089006, struct.pack("<I", 0x10000)) + attribute(1, 0x00069007, struct.pack("<II", 1252, 0)) +
            attribute(1, 0x00078008, b"IPM.Microsoft Mail.Note\0") +
            attribute(1, 0x00008000, struct.pack("<4H", 4, 40, len(sender[0]), len(sender[1])) + b"".join(sender) + bytes(8)) +
            attribute(1, 0x00018004, subject.encode("cp1252") + b"\0") +
            attribute(1, 0x00038005, struct.pack("<7H", 1994, 1, 27, 11, 58, 0, 4)) +
            attribute(1, 0x0002800C, b"Plan attached: \r\n\0") +
            attribute(2, 0x00069002, struct.pack("<HiHHI", 1, 14, 32, 32, 0)) +
            attribute(2, 0x0006800F, b"Step 1\r\n") + attribute(2, 0x00018010, b"PLAN.TXT\0"))


class Tnef(ToolTest):
    def mail(self, folder: str):
        found = sorted((self.dir / folder).rglob("*.eml"))
        self.assertEqual(len(found), 1)
        return email.message_from_bytes(found[0].read_bytes(), policy=email.policy.default)

    def test_a_stream_becomes_mail(self):
        (self.dir / "WINMAIL.DAT").write_bytes(note("Pl\u00e4ne"))

        self.assert_status(self.run_tool("mailconvert", "WINMAIL.DAT", "-o", "mail"), 0)

        mail = self.mail("mail")
        self.assertEqual(mail["Subject"], "Pl\u00e4ne")
        self.assertIn("Ann Lee", mail["From"])
        self.assertTrue(mail["Date"].startswith("Thu, 27 Jan 1994 11:58:00"))
        (attachment,) = mail.iter_attachments()
        self.assertEqual((attachment.get_filename(), attachment.get_content()), ("PLAN.TXT", "Step 1\r\n"))

    def test_a_pipe_makes_the_same_mail(self):
        (self.dir / "WINMAIL.DAT").write_bytes(note())
        self.assert_status(self.run_tool("tnef2spool", "WINMAIL.DAT", "-o", "x.spool"), 0)
        self.assert_status(self.run_tool("spool2mime", "x.spool", "-o", "piped"), 0)
        self.assert_status(self.run_tool("mailconvert", "WINMAIL.DAT", "-o", "direct"), 0)

        self.assertEqual(self.tree("piped"), self.tree("direct"))
        self.assertIn(b"TNEF", gzip.decompress((self.dir / "x.spool").read_bytes()))

    def test_a_stream_becomes_a_pst(self):
        (self.dir / "WINMAIL.DAT").write_bytes(note())

        self.assert_status(self.run_tool("mailconvert", "WINMAIL.DAT", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "back"), 0)
        self.assertEqual(self.mail("back")["Subject"], "Plan")

    def test_a_cut_stream_is_an_incomplete_mail_and_says_where(self):
        (self.dir / "WINMAIL.DAT").write_bytes(note()[:-30])

        done = self.run_tool("mailconvert", "WINMAIL.DAT", "-o", "mail", "--report", "r.json")

        self.assert_status(done, 3)
        self.assert_says(done, "incomplete", "TNEF stream", "0x")
        box = json.loads((self.dir / "r.json").read_text())["mailboxes"][0]
        self.assertEqual(box["totals"]["expected"], box["totals"]["written"])
        self.assertEqual(self.mail("mail")["Subject"], "Plan")

    def test_a_directory_of_streams_is_an_output_each(self):
        (self.dir / "in").mkdir()
        for name in ("a.dat", "b.dat"):
            (self.dir / "in" / name).write_bytes(note(name))

        self.assert_status(self.run_tool("mailconvert", "in", "-o", "out"), 0)
        self.assertEqual(sorted(path.name for path in (self.dir / "out").iterdir()), ["a", "b"])

    def test_what_is_no_stream_is_refused(self):
        (self.dir / "letter").write_text("Dear Sir or Madam")
        (self.dir / "empty").touch()
        for name in ("letter", "empty"):
            self.assert_status(self.run_tool("tnef2spool", name, "-o", "x.spool"), 65)
        self.assertEqual(self.left(), ["empty", "letter"])

    def test_mailsniff_knows_a_stream_by_its_signature_and_first_attribute(self):
        (self.dir / "WINMAIL.DAT").write_bytes(b"junk" + note())

        done = self.run_tool("mailsniff", "WINMAIL.DAT")
        self.assertIn("TNEF", done.stdout.decode())
        self.assertIn("possible", done.stdout.decode())


if __name__ == "__main__":
    unittest.main()
