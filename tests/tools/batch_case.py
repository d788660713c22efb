"""What the tests of control lists share."""

import csv
import subprocess

from batch_mailboxes import Stores, children, typed_spool, write_list
from harness import BIN, ToolTest


class Batch(ToolTest):
    def setUp(self):
        super().setUp()
        self.stores = Stores(self.dir / "stores")

    def write_list(self, rows, name="list.csv"):
        write_list(self.dir / name, rows)

    def two_mailboxes(self):
        """One clean, one with losses."""
        self.stores.spool("a.spool", "a-plain-message")
        self.stores.spool("b.spool", "losses-and-notes")
        self.write_list([("Ann Ash", "AnnA", "stores/a.spool", "ann"), ("Bo Birch", "BoB", "stores/b.spool", "bo.pst")])

    def run_list(self, *options, name="list.csv", **more):
        return self.run_tool("mailconvert", "--control", name, *options, **more)

    def start(self, *options):
        return subprocess.Popen([BIN / "mailconvert", "--control", "list.csv", *map(str, options)], cwd=self.dir,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def rows(self, name="list.results.csv"):
        with open(self.dir / name, encoding="utf-8", newline="") as rows:
            return list(csv.reader(rows))

    def results(self):
        """alias → (word, message)"""
        return {row[2]: (row[0], row[5]) for row in self.rows()}

    def long_mailbox(self, alias="long", mails=20000):
        """A row whose conversion takes a while."""
        typed_spool(self.dir / "stores" / f"{alias}.spool", mails, 2000)
        return (alias, alias, f"stores/{alias}.spool", f"{alias}.spool")

    def divided_mailbox(self):
        """A row whose PST has several parts of a megabyte."""
        typed_spool(self.dir / "stores" / "a.spool", 60, 60_000)
        return ("Ann", "AnnA", "stores/a.spool", "ann.pst")

    def worker_of(self, run):
        found = []

        def is_there():
            found[:] = children(run.pid)
            return bool(found) and any(self.dir.glob("*.partial"))
        self.wait_for(is_there)
        return found[0]
