"""Microsoft Mail message stores through the tools: to mail files, to a PST, to a spool; whole, damaged, deleted."""

import email
import email.policy
import json
import shutil
import subprocess
import unittest

from harness import BIN, ToolTest


class Mmf(ToolTest):
    def make(self, *arguments):
        """A store by mmf_maker: make("example", "X.MMF")."""
        if not (BIN / "mmf_maker").exists():
            raise unittest.SkipTest("SKIPPED: no mmf_maker beside the tools")
        subprocess.run([BIN / "mmf_maker", *map(str, arguments)], cwd=self.dir, check=True, timeout=60)

    def mails(self, folder):
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                for path in sorted((self.dir / folder).rglob("*.eml"))]

    def damage(self, name, begin, end, fill=0):
        data = bytearray((self.dir / name).read_bytes())
        data[begin:end] = bytes([fill]) * (end - begin)
        (self.dir / name).write_bytes(data)

    def check_plan(self, mail):
        self.assertEqual(mail["Subject"], "Plan")
        self.assertTrue(mail["Date"].startswith("Thu, 27 Jan 1994 11:58:00"), mail["Date"])
        self.assertIn("Ann Lee", mail["From"])
        self.assertIn("Bob Ray", mail["To"])
        self.assertEqual(mail.get_body().get_content(), "Plan attached: \r\nAnn\r\n")
        (attachment,) = mail.iter_attachments()
        self.assertEqual(attachment.get_filename(), "PLAN.TXT")
        self.assertEqual(attachment.get_payload(decode=True), b"Step 1\r\nStep 2\r\n")

    def test_the_worked_example_becomes_mail(self):
        self.make("example", "MSMAIL.MMF")

        self.assert_status(self.run_tool("mailconvert", "MSMAIL.MMF", "-o", "mail"), 0)

        (mail,) = self.mails("mail/Inbox")
        self.check_plan(mail)

    def test_a_zone_makes_instants_of_its_times(self):
        self.make("example", "MSMAIL.MMF")

        self.assert_status(self.run_tool("mailconvert", "MSMAIL.MMF", "-o", "mail", "--timezone", "Europe/Berlin"), 0)

        (mail,) = self.mails("mail")
        self.assertEqual(mail["Date"], "Thu, 27 Jan 1994 10:58:00 +0000")

    def test_a_pipe_makes_the_same_mail_and_a_second_run_the_same_bytes(self):
        self.make("mailbox", "MSMAIL.MMF", 50, 3000)
        self.assert_status(self.run_tool("mmf2spool", "MSMAIL.MMF", "-o", "x.spool"), 0)
        self.assert_status(self.run_tool("spool2mime", "x.spool", "-o", "piped"), 0)
        self.assert_status(self.run_tool("mailconvert", "MSMAIL.MMF", "-o", "direct"), 0)
        self.assert_status(self.run_tool("mailconvert", "MSMAIL.MMF", "-o", "again"), 0)

        self.assertEqual(self.tree("piped"), self.tree("direct"))
        self.assertEqual(self.tree("again"), self.tree("direct"))
        self.assertEqual(len(self.mails("direct")), 50)

    def test_a_store_becomes_a_pst_and_comes_back(self):
        self.make("example", "MSMAIL.MMF")
        self.assert_status(self.run_tool("mailconvert", "MSMAIL.MMF", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "back"), 0)

        (mail,) = self.mails("back/Inbox")
        self.check_plan(mail)

    def test_every_kind_of_missing_index_still_yields_the_message_in_its_folder(self):
        """Q199980 any map or header that is gone costs no message."""
        for name, begin, end in (("header", 0, 0x200), ("map", 0x200, 0x4200), ("maps", 0x200, 0x8200), ("all", 0, 0x8200)):
            with self.subTest(name):
                self.make("example", f"{name}.MMF")
                self.damage(f"{name}.MMF", begin, end)
                done = self.run_tool("mailconvert", f"{name}.MMF", "-o", name, "--report", f"{name}.json")
                self.assert_status(done, 3)
                (mail,) = self.mails(f"{name}/Inbox")
                self.check_plan(mail)
                totals = json.loads((self.dir / f"{name}.json").read_text())["mailboxes"][0]["totals"]
                self.assertEqual(totals["expected"], totals["written"] + totals["skipped"] + totals["failed"])

    def test_a_piece_of_a_store_is_read_by_the_zeros_in_it(self):
        self.make("example", "MSMAIL.MMF")
        (self.dir / "piece").write_bytes((self.dir / "MSMAIL.MMF").read_bytes()[0x8200:])

        done = self.run_tool("mailsniff", "piece")
        self.assert_status(done, 0)
        self.assertIn("MMF", done.stdout.decode())
        self.assert_status(self.run_tool("mailconvert", "piece", "-o", "mail"), 3)
        self.check_plan(self.mails("mail")[0])

    def test_pieces_that_are_given_together_are_joined(self):
        self.make("mailbox", "WHOLE.MMF", 20, 3000)
        whole = (self.dir / "WHOLE.MMF").read_bytes()
        for number, begin in enumerate(range(0, len(whole), 40_000)):
            (self.dir / f"PART.{number}").write_bytes(whole[begin:begin + 40_000])
        parts = sorted(path.name for path in self.dir.glob("PART.*"))

        self.assert_status(self.run_tool("mailconvert", *parts, "-o", "joined", "--no-provenance"), 0)
        self.assert_status(self.run_tool("mailconvert", "WHOLE.MMF", "-o", "whole", "--no-provenance"), 0)
        self.assertEqual([str(mail["Subject"]) for mail in self.mails("joined")],
                         [str(mail["Subject"]) for mail in self.mails("whole")])
        self.assertEqual(len(self.mails("joined")), 20)
        self.assert_status(self.run_tool("mailconvert", "PART.0", "-o", "first"), 3)

    def test_a_store_behind_a_store_is_told(self):
        self.make("example", "A.MMF")
        self.make("mailbox", "B.MMF", 20, 100)
        (self.dir / "BOTH.MMF").write_bytes((self.dir / "A.MMF").read_bytes() + (self.dir / "B.MMF").read_bytes())

        done = self.run_tool("mailconvert", "BOTH.MMF", "-o", "mail", "-v")
        self.assert_status(done, 3)
        self.assert_says(done, "another store", "tail -c +34561")

    def test_bytes_that_are_missing_or_too_many_anywhere_cost_no_more_than_what_lies_there(self):
        self.make("mailbox", "WHOLE.MMF", 60, 0)
        whole = (self.dir / "WHOLE.MMF").read_bytes()
        for place in (0x80, 0x200, 0x1000, 0x4000, 0x8180, len(whole) // 2):
            for change in (-128, -1, 1, 256):
                with self.subTest(place=place, change=change):
                    data = whole[:place] + (bytes(change) if change > 0 else b"") + whole[place + max(0, -change):]
                    (self.dir / "X.MMF").write_bytes(data)
                    self.assert_status(self.run_tool("mailconvert", "X.MMF", "-o", "mail", "--force"), 3)
                    found = [mail for mail in self.mails("mail") if not mail["X-Restante-Missing"]]
                    self.assertGreaterEqual(len(found), 58)

    def test_a_directory_of_stores_is_an_output_each(self):
        (self.dir / "in").mkdir()
        self.make("example", "in/00000012.MMF")
        shutil.copy(self.dir / "in" / "00000012.MMF", self.dir / "in" / "00000013.MMF")
        (self.dir / "in" / "README.TXT").write_text("no store")
        (self.dir / "in" / "0000001F.MMF").write_bytes(b"MMMD" + bytes(2000))  # Yamaha's SMAF

        done = self.run_tool("mailconvert", "in", "-o", "out")

        self.assert_status(done, 3)
        self.assert_says(done, "0000001F.MMF")
        self.assertEqual(sorted(path.name for path in (self.dir / "out").iterdir() if path.is_dir()), ["00000012", "00000013"])

    def test_hexids_of_any_length_are_users(self):
        """Q145718 each file is its own mailbox."""
        (self.dir / "in").mkdir()
        for name in ("00000234", "00001234"):
            self.make("example", f"in/{name}.MMF")
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "out"), 0)
        self.assertEqual(sorted(path.name for path in (self.dir / "out").iterdir()), ["00000234", "00001234"])

    def test_backups_in_a_directory(self):
        """Q104362 backups are known for what they are, and left out of a directory."""
        (self.dir / "in").mkdir()
        for name in ("00000001.MMF", "00000001.BAK", "00000001.001"):
            self.make("example", f"in/{name}")
        done = self.run_tool("mailconvert", "in", "-o", "out")
        self.assert_status(done, 0)
        self.assert_says(done, "00000001.BAK: left out: a backup", "00000001.001: left out: a backup")
        self.assertEqual(len(self.mails("out")), 1)
        sniffed = self.run_tool("mailsniff", "in").stdout.decode()
        self.assertEqual(sniffed.count("MMF 0F00C00F"), 3)

    def test_names_of_files_are_no_formats(self):
        """Q104029 Q146398 a store is known by its content, whatever its name."""
        self.make("example", "B\u00dcRO.MMF")
        self.make("example", "STORE.PAB")
        for name in ("B\u00dcRO.MMF", "STORE.PAB"):
            self.assert_status(self.run_tool("mailconvert", name, "-o", "mail", "--force"), 0)
            self.check_plan(self.mails("mail")[0])
        self.assert_status(self.run_tool("mailconvert", "STORE.PAB", "-o", "x.pst"), 0)
        (self.dir / "x.pst").rename(self.dir / "OTHER.MMF")
        self.assertIn(": PST", self.run_tool("mailsniff", "OTHER.MMF").stdout.decode())

    def test_a_backup_beside_the_store_is_mentioned(self):
        self.make("example", "MSMAIL.MMF")
        self.make("example", "MSMAIL.001")

        done = self.run_tool("mailconvert", "MSMAIL.MMF", "-o", "mail", "-v")
        self.assert_status(done, 0)
        self.assert_says(done, "MSMAIL.001")

    def test_what_is_no_store_is_refused(self):
        (self.dir / "letter.mmf").write_text("Dear Sir or Madam")
        (self.dir / "empty.mmf").touch()
        for name in ("letter.mmf", "empty.mmf"):
            self.assert_status(self.run_tool("mmf2spool", name, "-o", "x.spool"), 65)
        self.assertEqual(self.left(), ["empty.mmf", "letter.mmf"])

    def test_the_source_is_never_changed_and_no_password_shown(self):
        """Q168606 Q130096 Q152888 Q112265 no password is asked for, matched or shown, and no source changed."""
        self.make("example", "MSMAIL.MMF")
        before = (self.dir / "MSMAIL.MMF").read_bytes()
        done = self.run_tool("mailconvert", "MSMAIL.MMF", "-o", "mail", "-v", "--report", "r.json")

        self.assertEqual((self.dir / "MSMAIL.MMF").read_bytes(), before)
        self.assertNotIn("OPENUP", done.talk + (self.dir / "r.json").read_text())
        self.assertFalse([name for name, data in self.tree("mail").items() if b"OPENUP" in data])


if __name__ == "__main__":
    unittest.main()
