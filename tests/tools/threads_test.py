"""Reading and writing at once gives what doing one after the other gives: tree, report and messages, byte for byte."""

import json
import os
import pathlib
import random
import unittest

from harness import ToolTest, store

SECTOR = 512
DATED = {"SOURCE_DATE_EPOCH": "820454400"}  # a report tells when it was made
WAYS = {"one": ("--threads", "1"), "two": ("--threads", "2"), "default": ()}


class Threads(ToolTest):
    def check(self, source: pathlib.Path, *options, output="out"):
        """Runs `mailconvert` the three ways, each in its own directory, and returns the status and what was said."""
        found = {}
        for way, threads in WAYS.items():
            home = self.dir / way
            home.mkdir()
            (home / "in.pst").symlink_to(source)
            done = self.run_tool("/bin/sh", "-c", 'cd "$1" && shift && exec "$@"', "sh", way, self.tool(), "in.pst", "-o", output,
                                 "--verbose", "--report", "report.json", *threads, *options, env=os.environ | DATED)
            (home / "in.pst").unlink()
            times = {path.relative_to(home).as_posix(): path.stat().st_mtime for path in home.rglob("*.eml")
                     if b"\nDate: " in path.read_bytes()[:4096]}
            found[way] = {"status": done.returncode, "talk": done.talk, "tree": self.tree(way), "times": times}
        for way in ("two", "default"):
            for what in ("status", "talk", "tree", "times"):
                self.assertEqual(found["one"][what], found[way][what], f"{what}, {way}")
        self.assertIn("report.json", found["one"]["tree"])
        self.assertGreater(len(found["one"]["tree"]), 1, found["one"]["talk"])
        return found["one"]["status"], found["one"]["talk"]

    @staticmethod
    def tool():
        return pathlib.Path(os.environ["RESTANTE_BIN"]).resolve() / "mailconvert"

    def damaged(self, source: pathlib.Path, sectors: int) -> pathlib.Path:
        """A copy with so many sectors of noise, none of them in the header; the same in each run."""
        data = bytearray(source.read_bytes())
        chance = random.Random(1995)
        for at in chance.sample(range(SECTOR * 8, len(data) - SECTOR, SECTOR), sectors):
            data[at:at + SECTOR] = chance.randbytes(SECTOR)
        path = self.dir / "damaged.pst"
        path.write_bytes(data)
        return path

    def test_a_real_store(self):
        self.check(store("tika_testPST.pst"))

    def test_a_real_store_with_damage(self):
        status, talk = self.check(self.damaged(store("pstsdk_sample1.pst"), 20))
        self.assertEqual(status, 3, talk)

    def test_to_a_pst(self):
        self.check(store("tika_variousBodyTypes.pst"), output="out.pst")

    def enron(self) -> pathlib.Path:
        extractor = os.environ.get("RESTANTE_PST_EXTRACTOR")
        if not extractor:
            self.skipTest("SKIPPED: no RESTANTE_PST_EXTRACTOR with its enron.pst")
        return pathlib.Path(extractor) / "example/testdata/enron.pst"

    def test_enron(self):
        self.check(self.enron())

    def test_enron_as_mbox(self):
        self.check(self.enron(), "--as", "mbox")

    def test_enron_with_damage(self):
        status, talk = self.check(self.damaged(self.enron(), 300))
        self.assertEqual(status, 3, talk)

    def test_a_full_disk_ends_both_the_same_way(self):
        """A file-size limit stands for it: the first mail above it cannot be written. Who reads ahead may have met further
        folders; what was written is the same, and none of what waited behind that mail counts."""
        books = []
        for way, threads in list(WAYS.items())[:2]:
            done = self.run_tool("/bin/sh", "-c", 'ulimit -f 16; exec "$@"', "sh", self.tool(), self.enron(), "-o", "out", "--force",
                                 "--report", f"{way}.json", *threads, env=os.environ | DATED)
            self.assert_status(done, 74)
            self.assertFalse((self.dir / "out").exists())
            report = json.loads((self.dir / f"{way}.json").read_text())
            mailbox = report["mailboxes"][0]
            there = [path for path in (self.dir / "out.partial").rglob("*.eml")]
            self.assertEqual(len(there), mailbox["totals"]["written"])
            self.assertIn(f"{len(there)} of {mailbox['totals']['expected']} items", done.talk)
            books.append({key: mailbox[key] for key in ("files", "bytes", "error", "states", "pieces") if key in mailbox} |
                         {"written": len(there)})
        self.assertEqual(*books)
        self.assertIn("files", books[0])


if __name__ == "__main__":
    unittest.main()
