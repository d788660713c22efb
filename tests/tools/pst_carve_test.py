"""--carve: PSTs inside larger files, converted."""

import email
import json
import unittest

from harness import ToolTest, store


class Carve(ToolTest):
    def setUp(self):
        super().setUp()
        unicode, ansi = store("pstsdk_sample1.pst").read_bytes(), store("pstsdk_sample2.pst").read_bytes()
        self.second = 1078 + len(unicode)
        # The second store has lost its header, and lies at an odd place, too.
        (self.dir / "disk.img").write_bytes(b"x" * 1001 + unicode + b"y" * 77 + bytes(512) + ansi[512:] + b"z" * 5000)
        (self.dir / "one.bin").write_bytes(b"x" * 100_000 + unicode)

    def subjects(self, name):
        mails = [email.message_from_bytes(data) for path, data in self.tree(name).items() if path.endswith(".eml")]
        return sorted((mail["Subject"], mail["X-Restante-Source"]) for mail in mails
                      if mail["X-Restante-State"] != "recovered")

    def test_every_store_of_an_image_is_a_mailbox(self):
        done = self.run_tool("mailconvert", "--carve", "disk.img", "-o", "out", "--report", "report.json")

        self.assert_status(done, 3)  # one has no header
        subject = "Here is a sample message"
        self.assertEqual(self.subjects("out"), [(subject, "disk.img at 0x3E9"), (subject, f"disk.img at 0x{self.second:X}")])
        report = json.loads((self.dir / "report.json").read_text())
        self.assertIn("carve", report["options"])
        first, second = report["mailboxes"]
        self.assertEqual((first["status"], second["status"]), ("complete", "complete, with damage"))
        self.assertIn("the store lies at 0x3E9 of disk.img", json.dumps(first))

    def test_a_store_behind_something_is_what_it_is_by_itself(self):
        self.assert_status(self.run_tool("mailconvert", "--carve", "one.bin", "-o", "carved", "--no-provenance"), 0)
        self.assert_status(self.run_tool("mailconvert", store("pstsdk_sample1.pst"), "-o", "plain", "--no-provenance"), 0)

        mails = lambda name: sorted(data for path, data in self.tree(name).items() if path.endswith(".eml"))
        self.assertEqual(mails("carved"), mails("plain"))

    def test_pst2spool_takes_an_image_with_one_store(self):
        self.assert_status(self.run_tool("pst2spool", "--carve", "one.bin", "-o", "one.spool"), 0)
        self.assert_status(self.run_tool("spool2mime", "one.spool", "-o", "mail"), 0)
        self.assertEqual(self.subjects("mail"), [("Here is a sample message", "one.bin at 0x186A0")])

        done = self.run_tool("pst2spool", "--carve", "disk.img", "-o", "two.spool")

        self.assert_status(done, 64)
        self.assert_says(done, "2 PSTs lie in it", "mailconvert --carve")

    def test_an_image_is_refused_with_a_hint_and_one_without_a_store_with_a_reason(self):
        done = self.run_tool("mailconvert", "one.bin", "-o", "out")
        self.assert_status(done, 65)
        self.assert_says(done, "one.bin: not a PST", "--carve looks for PSTs inside it")
        (self.dir / "noise.img").write_bytes(b"noise" * 40_000)
        done = self.run_tool("mailconvert", "--carve", "noise.img", "-o", "out")
        self.assert_status(done, 65)
        self.assert_says(done, "noise.img: no PST lies in it")

    def test_what_cannot_go_together_is_said(self):
        for options in (("--engine", "libpff"), ("--control", "list.csv")):
            self.assert_status(self.run_tool("mailconvert", "--carve", "one.bin", "-o", "out", *options), 64)


if __name__ == "__main__":
    unittest.main()
