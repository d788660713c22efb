"""Sets of migration files that the tools write, and what is read of them again."""

import fcntl
import os
import unittest

from harness import STORES
from iff_case import HEADER, IffTest, Set


class IffWrite(IffTest):
    def test_a_set_is_written_and_comes_back(self):
        self.write_small()
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl"), 0)
        self.assertEqual(self.left(), ["BO00.PRI", "BO01.PRI", "BO01.SEC", "bo.pkl", "set"])
        self.assert_status(self.run_tool("mailconvert", "bo.pkl", "-o", "back", "--no-provenance"), 0)
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "mail", "--no-provenance"), 0)
        for one, other in zip(self.mails("back"), self.mails("mail"), strict=True):
            self.assertEqual([one[name] for name in ("Subject", "Date", "From", "To", "Importance")],
                             [other[name] for name in ("Subject", "Date", "From", "To", "Importance")])
            self.assertEqual(one.get_body().get_content(), other.get_body().get_content())
            self.assertEqual([part.get_payload(decode=True) for part in one.iter_attachments()],
                             [part.get_payload(decode=True) for part in other.iter_attachments()])

    def test_a_spool_becomes_a_set_and_a_second_run_the_same_bytes(self):
        self.write_small()
        self.assert_status(self.run_tool("iff2spool", "set", "-o", "x.spool"), 0)
        for name in ("one", "two"):
            (self.dir / name).mkdir()
            self.assert_status(self.run_tool("spool2iff", "x.spool", "-o", f"{name}/a.pkl"), 0)
        self.assertEqual(self.tree("one"), self.tree("two"))
        self.assertEqual(sorted(self.tree("one")), ["A00.PRI", "A01.PRI", "A01.SEC", "a.pkl"])

    def test_several_mailboxes_are_a_set_each_beside_one_another(self):
        made = Set()
        rows = made.row(b"a", b"x")
        self.write({"a.pri": b"".join(b"MAILMESSAGE,SMTP:%s@x\r\n%s%s" % (name, HEADER, rows) for name in (b"ann", b"bo")),
                    "a.sec": made.sections})
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "out", "--as", "iff"), 0)
        self.assertEqual(len(list((self.dir / "out").glob("*.pkl"))), 2)
        self.assert_status(self.run_tool("mailconvert", "out", "-o", "back"), 0)
        self.assertEqual(len(self.mails("back")), 2)

    def test_a_set_that_exists_is_replaced_only_with_force(self):
        self.write_small()
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl"), 0)
        before = {name: data for name, data in self.tree(".").items() if name.startswith(("BO", "bo"))}
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl"), 73)
        (self.dir / "bo.pkl").unlink()
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl"), 73)
        self.assertFalse((self.dir / "bo.pkl.partial").exists())
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl", "--force"), 0)
        self.assertEqual({name: data for name, data in self.tree(".").items() if name.startswith(("BO", "bo"))}, before)

    def test_what_a_killed_run_left_is_no_obstacle(self):
        """Files of its own that had their names already, before the packing list had its, are made again; others' are not."""
        self.write_small()
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl"), 0)
        before = {name: data for name, data in self.tree(".").items() if name.startswith(("BO", "bo"))}
        left = self.dir / "bo.pkl.partial"
        left.mkdir()
        (self.dir / "bo.pkl").rename(left / "bo.pkl")
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl"), 73)
        self.assertEqual((self.dir / "BO01.SEC").read_bytes(), before["BO01.SEC"])
        left.mkdir()
        (left / "bo.pkl").write_bytes(b"")
        (left / "moving").write_text("BO00.PRI\nBO01.PRI\nBO01.SEC\n../set/north.sec\nbo.pkl\n")
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl"), 0)
        self.assertEqual({name: data for name, data in self.tree(".").items() if name.startswith(("BO", "bo"))}, before)
        self.assertFalse(left.exists())
        self.assertIn("set", self.left())

    def test_what_another_run_writes_is_left_alone(self):
        self.write_small()
        left = self.dir / "bo.pkl.partial"
        left.mkdir()
        (left / "BO01.SEC").write_bytes(b"x")
        held = os.open(left, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            done = self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl")
            self.assert_status(done, 73)
            self.assert_says(done, "another run is writing it")
            self.assertTrue((left / "BO01.SEC").exists())
        finally:
            os.close(held)

    def test_real_stores_become_sets_and_come_back_with_every_item(self):
        stores = sorted(STORES.glob("*.pst"))
        if not stores:
            self.skipTest(f"SKIPPED: {STORES} is not there")
        for path in stores:
            with self.subTest(path.name):
                done = self.run_tool("mailconvert", path, "-o", f"{path.stem}.pkl", "--report", "r.json", "--force")
                self.assert_status(done, 0, 3)
                written = self.report()["mailboxes"][0]["totals"]["written"]
                self.assert_status(self.run_tool("mailconvert", f"{path.stem}.pkl", "-o", "x.spool", "--report", "r.json",
                                                 "--force"), 0)
                self.assertEqual(self.report()["mailboxes"][0]["totals"]["written"], written)

    def test_a_dry_run_writes_no_set(self):
        self.write_small()
        done = self.run_tool("mailconvert", "set/north.pkl", "-o", "bo.pkl", "--dry-run")
        self.assert_status(done, 0)
        self.assert_says(done, "would write 4 files")
        self.assertEqual(self.left(), ["set"])

    def test_no_output_replaces_a_file_of_the_set(self):
        self.write_small()
        before = self.tree("set")
        done = self.run_tool("mailconvert", "set/north.pkl", "-o", "set/a.pri", "--as", "spool", "--force")
        self.assert_status(done, 73)
        self.assertEqual(self.tree("set"), before)


if __name__ == "__main__":
    unittest.main()
