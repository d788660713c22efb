"""Damaged mail and mailboxes: what was written over is told with its place, and no message is swallowed without a word."""

import csv
import json
import unittest

from harness import ToolTest

SEPARATOR = b"From a@x Mon Jan  1 10:00:00 2001\n"


def mail(number: int, body: bytes = b"") -> bytes:
    return (b"From: a%d@x.org\nTo: b@x.org\nSubject: mail %d\nDate: Mon, 1 Jan 2001 10:00:00 +0100\nMessage-ID: <%d@x.org>\n\n"
            % (number, number, number)) + (body or b"body of %d\n" % number + b"a line of text here\n" * 20)


def mailbox(count: int) -> bytes:
    return b"".join(SEPARATOR + mail(number) + b"\n" for number in range(count))


class DamagedMail(ToolTest):
    def convert(self, name: str, data: bytes | None, *options, target="out", status=0):
        """Converts the file; its report's mailbox and the rows of its manifest."""
        if data is not None:
            (self.dir / name).write_bytes(data)
        done = self.run_tool("mailconvert", name, "-o", target, "--report", "r.json", "--force", *options)
        self.assert_status(done, status)
        self.talk = done.talk
        (box,) = json.loads((self.dir / "r.json").read_text())["mailboxes"]
        rows = []
        if (self.dir / target / "restante-manifest.csv").exists():
            with open(self.dir / target / "restante-manifest.csv", encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
        return box, rows

    def written_over(self, data: bytes, begin: int, length: int, fill: bytes) -> bytes:
        return data[:begin] + fill * length + data[begin + length:]

    def written(self, row, target="out"):
        return (self.dir / target / row["path"]).read_bytes()

    # What was written over

    def test_a_separator_of_zeros_parts_messages_as_it_did_and_both_are_told(self):
        data = SEPARATOR + b"From: a@x.org\nSubject: one\n\nfirst\n\n" + SEPARATOR + b"From: b@x.org\nSubject: two\n\nsecond\n"
        at = data.index(b"From a@x", 5)
        box, rows = self.convert("min", self.written_over(data, at, 34, b"\0"), status=3)

        self.assertEqual([(row["subject"], row["state"]) for row in rows], [("one", "partial"), ("two", "partial")])
        for row in rows:
            self.assertIn(f"34 bytes at 0x{at:X} are zeros", row["missing"])
        self.assertNotIn(b"second", self.written(rows[0]))
        self.assertEqual(box["totals"]["expected"], 2)

    def test_zeros_from_one_message_into_the_header_of_the_next_part_them(self):
        data = mailbox(5)
        at = data.index(b"From a@x", data.index(b"Subject: mail 2"))
        for before, length in ((100, 120), (100, 150), (0, 20), (0, 33), (1, 35), (60, 60)):
            with self.subTest(before=before, length=length):
                _, rows = self.convert("m", self.written_over(data, at - before, length, b"\0"), status=3)
                self.assertEqual([row["subject"] for row in rows][:3], ["mail 0", "mail 1", "mail 2"])
                self.assertEqual([row["state"] for row in rows], ["intact", "intact", "partial", "partial" if length != before else "intact",
                                                                  "intact"])

    def test_zeros_in_a_text_are_told_however_few_they_are(self):
        data = mailbox(3)
        at = data.index(b"body of 1") + 20
        for length in (4, 20, 220, 255):
            box, rows = self.convert("m", self.written_over(data, at, length, b"\0"), status=3)
            self.assertEqual([row["state"] for row in rows], ["intact", "partial", "intact"])
            self.assertIn(f"{length} bytes at 0x{at:X} are zeros", rows[1]["missing"])
        self.convert("m", self.written_over(data, at, 1, b"\0"), status=0)

    def test_zeros_within_a_header_or_before_a_message_in_a_message_part_nothing(self):
        header = b"From: a@x.org\nX-One: 1234567890\nSubject: s\nX-Two: 2\n\nbody\n"
        _, rows = self.convert("m", SEPARATOR + self.written_over(header, 16, 10, b"\0"), status=3)
        self.assertEqual(len(rows), 1)
        digest = (b"From: a@x.org\nSubject: outer\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n"
                  b"Content-Type: message/rfc822\n\nFrom: c@x.org\nSubject: inner\n\nhi\n--b--\n")
        at = digest.index(b"Content-Type: message")
        _, rows = self.convert("m", SEPARATOR + self.written_over(digest, at, 30, b"\0") + b"\n" + SEPARATOR + mail(2), status=3)
        self.assertEqual([row["subject"] for row in rows], ["outer", "mail 2"])

    def test_other_fillings_are_told_and_part_messages_too(self):
        data = mailbox(60)
        at = data.index(b"From a@x", data.index(b"Subject: mail 20"))
        for fill, before, length, count in ((b"\xF6", 200, 234, 60), (b"\xFF", 100, 4096, 60), (b"\xE5", 500, 512, 60), (b"\x01", 10, 64, 60)):
            with self.subTest(fill=fill):
                box, rows = self.convert("m", self.written_over(data, at - before, length, fill), status=3)
                self.assertIn(f"{length} bytes at 0x{at - before:X} are 0x{fill[0]:02X}", "".join(row["missing"] for row in rows))
                self.assertEqual(rows[20]["state"], "partial")
                self.assertLessEqual(len(rows), count)

    def test_lines_that_were_drawn_and_wide_text_are_no_damage(self):
        drawn = b"Content-Type: text/plain; charset=cp437\n\n" + (b"\xC4" * 78 + b"\n" + b"\xCD" * 132 + b"\n") * 3
        wide = b"Content-Type: text/plain; charset=utf-16le\n\n" + "wide\r\n".encode("utf-16le") * 100
        self.convert("m", SEPARATOR + b"From: a@x.org\n" + drawn + b"\n" + SEPARATOR + b"From: b@x.org\n" + wide, status=0)

    def test_zeros_behind_a_mailbox_are_told(self):
        parts = b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b--\n"
        for last in (mail(1), parts):
            data = SEPARATOR + last + b"\n"
            _, rows = self.convert("m", data + bytes(4096), status=3)
            self.assertIn(f"4096 bytes at 0x{len(data):X} are zeros", rows[0]["missing"])

    def test_places_in_a_mailbox_are_those_of_the_file_also_behind_quoted_lines(self):
        head = SEPARATOR + b"From: a@x\nSubject: s\nMessage-ID: <1@x>\n\n" + b">From x\n" * 5
        _, rows = self.convert("m", self.written_over(head + b"a line of text here\n" * 40, 400, 300, b"\0"), status=3)
        self.assertIn("300 bytes at 0x190 are zeros", rows[0]["missing"])
        coded = (SEPARATOR + b"From: a@x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n" + b">From x\n" * 7 +
                 b"--b\nContent-Type: application/x-a\nContent-Transfer-Encoding: base64\n\nAAAA####\n--b--\n")
        _, rows = self.convert("m", coded, status=3)
        self.assertIn(f"0x{coded.index(b'####'):X}", rows[0]["missing"])

    # What was cut off, or is not what it says

    def test_a_message_cut_within_its_header_is_partial(self):
        whole = mail(1)
        _, rows = self.convert("x.eml", whole[:60], status=3)
        self.assertEqual(rows[0]["state"], "partial")
        data = mailbox(2)
        _, rows = self.convert("m", data[:data.index(b"Subject: mail 1") + 10], status=3)
        self.assertEqual([row["state"] for row in rows], ["intact", "partial"])

    def test_a_multipart_whose_boundary_is_damaged_is_partial(self):
        for boundary in (b"xoundary=b", b"boundary=c"):
            _, rows = self.convert("x.eml", b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; " + boundary +
                                   b"\n\n--b\n\nhello\n--b\nContent-Type: image/gif\n\nGIF\n--b--\n", status=3)
            self.assertEqual(rows[0]["state"], "partial")
        self.convert("x.eml", b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=c\n\n", status=0)

    def test_a_text_that_cannot_be_decoded_is_told_of_its_message_and_its_bytes_stay(self):
        text = b"Gr\xE4\xF6\xDFe\n"
        head = b"From: b@x.org\nSubject: bad\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        data = SEPARATOR + mail(1) + b"\n" + SEPARATOR + head + text
        for target in ("out", "x.pst", "x.spool"):
            box, rows = self.convert("und", data, target=target, status=3)
            (partial,) = box["partial"]["listed"]
            self.assertEqual(partial["native_id"], "und#2")
            self.assertIn(f"0x{data.index(text):X}", json.dumps(partial["missing"]))
        _, rows = self.convert("und", data, status=3)
        self.assertEqual([row["state"] for row in rows], ["intact", "partial"])
        self.assertIn(b"R3Lk9t9lCg==", self.written(rows[1]))

    # What is no damage and yet must not go

    def test_the_language_of_a_message_stays(self):
        self.convert("x.eml", b"Content-Language: de\n" + mail(1), status=0)
        _, rows = self.convert("x.eml", None)
        self.assertIn(b"Content-Language: de", self.written(rows[0]))
        self.assert_status(self.run_tool("mailconvert", "x.eml", "-o", "x.pst"), 0)
        _, rows = self.convert("x.pst", None)
        self.assertIn(b"Content-Language: de", self.written(rows[0]))

    def test_the_flag_of_a_trashed_message_stays(self):
        for part in ("cur", "new", "tmp"):
            (self.dir / "md" / part).mkdir(parents=True)
        (self.dir / "md" / "cur" / "1.a.host:2,RSTF").write_bytes(mail(1))
        self.assert_status(self.run_tool("mailconvert", "md", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "box", "--as", "mbox"), 0)
        self.assert_status(self.run_tool("mailconvert", "box", "-o", "back", "--as", "maildir"), 0)
        names = [path.name for path in (self.dir / "back").rglob("cur/*")]
        self.assertEqual([name.split(":2,")[1] for name in names], ["FRST"])

    def test_a_message_without_a_date_has_none_after_a_pst(self):
        (self.dir / "in").mkdir()
        (self.dir / "in" / "a.eml").write_bytes(mail(1))
        (self.dir / "in" / "b.eml").write_bytes(b"From: b@x.org\nSubject: undated\n\nx\n")
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "x.pst"), 0)
        _, rows = self.convert("x.pst", None)
        self.assertEqual({row["subject"]: row["date"] for row in rows}, {"mail 1": "2001-01-01T09:00:00Z", "undated": ""})
        undated = next(row for row in rows if row["subject"] == "undated")
        self.assertNotIn(b"2001", self.written(undated))
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "y.pst"), 0)
        _, rows = self.convert("y.pst", None)
        self.assertEqual({row["subject"]: row["date"] for row in rows}, {"mail 1": "2001-01-01T09:00:00Z", "undated": ""})

    def test_what_a_run_of_ours_listed_and_is_gone_is_a_loss(self):
        (self.dir / "m").write_bytes(mailbox(3))
        self.assert_status(self.run_tool("mailconvert", "m", "-o", "tree"), 0)
        gone = sorted((self.dir / "tree").rglob("*.eml"))[1]
        gone.unlink()
        box, _ = self.convert("tree", None, status=3)
        self.assertEqual(box["totals"], {"expected": 2, "written": 2, "skipped": 0, "failed": 0})
        self.assertIn(gone.name, json.dumps(box["losses"]))

    def test_files_of_a_maildir_that_are_left_out_are_told(self):
        for part in ("cur", "new", "tmp", "archive"):
            (self.dir / "md" / part).mkdir(parents=True)
        (self.dir / "md" / "cur" / "1.a.host:2,S").write_bytes(mail(1))
        (self.dir / "md" / "tmp" / "2.a.host").write_bytes(mail(2))
        (self.dir / "md" / "archive" / "x.eml").write_bytes(mail(3))
        self.convert("md", None, status=0)
        self.assertIn("whose delivery never ended", self.talk)
        self.assertIn("archive", self.talk)


if __name__ == "__main__":
    unittest.main()
