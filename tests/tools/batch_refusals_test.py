"""What mailconvert --control does not begin, and that it leaves everything as it was then."""

import os
import shutil
import signal
import subprocess
import unittest

from batch_case import Batch
from harness import BIN


class Refusals(Batch):
    def refused(self, status, *options, says=(), name="list.csv"):
        before = {path: path.read_bytes() for path in self.dir.rglob("*") if path.is_file()}
        done = self.run_list(*options, name=name)
        self.assert_status(done, status)
        self.assert_says(done, *says)
        self.assertEqual({path: path.read_bytes() for path in self.dir.rglob("*") if path.is_file()}, before)
        return done

    def test_lines_that_are_no_mailbox_are_named_before_anything_begins(self):
        self.two_mailboxes()
        with open(self.dir / "list.csv", "a", encoding="ascii") as rows:
            rows.write("Ash, Cy,CyC,stores/a.spool,cy\nonly one\n")

        self.refused(65, says=("list.csv: line 3: 5 fields", "list.csv: line 4: 1 field", "2 of its lines"))

    def test_all_that_is_wrong_with_a_list_is_told_at_once(self):
        """Bad lines, targets in each other's way, and targets that are sources; the first hundred, and how many more."""
        self.two_mailboxes()
        with open(self.dir / "list.csv", "a", encoding="ascii") as rows:
            rows.write("Cy,CyC,stores/a.spool,ANN\nonly one\nDi,DiD,stores/b.spool,stores/a.spool\n")

        self.refused(65, says=("list.csv: line 4: 1 field", 'line 1, "Ann Ash" (AnnA) and line 3, "Cy" (CyC): both have',
                               'line 5, "Di" (DiD): ', "1 of its lines are no mailbox, 2 targets are in the way"))

        (self.dir / "list.csv").write_text("no mailbox\n" * 250)
        done = self.refused(65, says=("line 100: 1 field", "list.csv: 150 more like these", "250 of its lines are no mailbox"))
        self.assertNotIn(b"line 101:", done.stderr)

    def test_two_rows_with_one_target_are_both_named(self):
        self.stores.spool("a.spool", "a-plain-message")
        self.write_list([("Ann", "AnnA", "stores/a.spool", "out"), ("Bo", "BoB", "stores/a.spool", "OUT")])

        self.refused(73, says=('line 1, "Ann" (AnnA) and line 2, "Bo" (BoB): both have the target OUT',))

    def test_a_target_that_leaves_the_directory_of_the_outputs_is_refused(self):
        self.stores.spool("a.spool", "a-plain-message")
        (self.dir / "deep").mkdir()
        for target in ("../escape.pst", "x/../../escape.pst"):
            self.write_list([("Ann", "AnnA", "stores/a.spool", target)])
            done = self.run_list("-o", "deep/out")
            self.assert_status(done, 65)
            self.assert_says(done, f'line 1, "Ann" (AnnA): the target {target} is not below deep/out')
        self.assertEqual(list(self.dir.rglob("escape.pst")), [])
        self.write_list([("Ann", "AnnA", "stores/a.spool", "x/../y.pst"), ("Bo", "BoB", "stores/a.spool", str(self.dir / "abs.pst"))])
        self.assert_status(self.run_list("-o", "deep/out"), 0)
        self.assertTrue((self.dir / "deep/out/y.pst").exists() and (self.dir / "abs.pst").exists())

    def test_a_row_that_stands_there_twice_is_told_and_converted_once(self):
        self.stores.spool("a.spool", "a-plain-message")
        self.write_list([("Ann", "AnnA", "stores/a.spool", "out")] * 2)

        done = self.run_list()

        self.assert_status(done, 0)
        self.assert_says(done, 'line 1, "Ann" (AnnA): stands there 2 times, and is converted once')
        self.assertEqual(len(self.rows()), 1)

    def test_an_output_that_is_done_is_never_the_target_of_another_mailbox(self):
        """Neither of one the list no longer has, nor of one whose success stands in the list, nor by a linked directory."""
        for name, case in (("a.spool", "a-plain-message"), ("b.spool", "contacts-and-a-list")):
            self.stores.spool(name, case)
        self.write_list([("Ann", "AnnA", "stores/a.spool", "out/ann.spool")])
        self.assert_status(self.run_list("--consume"), 0)
        (self.dir / "again").symlink_to("out")
        for target in ("out/ann.spool", "out/ANN.spool", "again/ann.spool", "out"):
            with self.subTest(target):
                self.write_list([("Bo", "BoB", "stores/b.spool", target)])
                self.refused(73, "--force", says=('"Bo" (BoB)', '"Ann" (AnnA), which is done'))
        (self.dir / "list.csv").write_text("SUCCESS,Ann,AnnA,stores/a.spool,out/ann.spool,Migrated No Errors,5/10/96 10:05:00\n"
                                           "Bo,BoB,stores/b.spool,again/ann.spool\n")
        (self.dir / "list.journal").unlink()
        self.refused(73, "--force", says=('line 2, "Bo" (BoB) and line 1, "Ann" (AnnA), which is done',))

    def test_a_further_part_of_what_is_done_is_never_the_target_of_another_mailbox(self):
        self.stores.spool("b.spool", "a-plain-message")
        self.write_list([self.divided_mailbox(), ("Bo", "BoB", "stores/b.spool", "bo.spool")])
        self.assert_status(self.run_list("--split-size", "1M", "--as", "pst"), 0)
        parts = sorted(path.name for path in self.dir.glob("ann*.pst"))
        self.assertGreater(len(parts), 2)
        with open(self.dir / "list.csv", "a", encoding="ascii") as rows:
            rows.write("Cy,CyC,stores/b.spool,ann-2.pst\n")
        self.refused(73, "--force", "--split-size", "1M", "--as", "pst", says=('"Cy" (CyC)', '"Ann" (AnnA), which is done'))

        results = (self.dir / "list.results.csv").read_text() + "Cy,CyC,stores/b.spool,ann-3.pst\n"
        (self.dir / "new.csv").write_text(results)
        self.refused(73, "--force", "--as", "pst", name="new.csv", says=('"Cy" (CyC)', '"Ann" (AnnA), which is done'))

    def test_a_target_that_is_a_source_or_holds_one_is_refused(self):
        self.stores.spool("a.spool", "a-plain-message")
        for target in ("stores/a.spool", "stores"):
            self.write_list([("Ann", "AnnA", "stores/a.spool", target)])
            done = self.run_list("--force")
            self.assert_status(done, 73)
            self.assertEqual(len(list((self.dir / "stores").iterdir())), 1)

    def test_a_target_that_exists_is_refused_and_replaced_whole_with_force(self):
        self.two_mailboxes()
        self.run_tool("mailconvert", "stores/b.spool", "-o", "ann")
        (self.dir / "bo.pst").write_bytes(b"mine")
        before = self.tree("ann")

        self.assert_status(self.run_list(), 3)

        self.assertEqual({word for word, _ in self.results().values()}, {"FAILURE"})
        self.assertIn("exists already", self.results()["BoB"][1])
        self.assertEqual(self.tree("ann"), before)
        self.assertEqual((self.dir / "bo.pst").read_bytes(), b"mine")
        self.run_list("--failed", "--force")
        self.assertEqual({word for word, _ in self.results().values()}, {"SUCCESS"})
        self.run_tool("mailconvert", "stores/a.spool", "-o", "alone")
        self.assertEqual(self.tree("ann"), self.tree("alone"))

    def test_a_journal_of_other_options_is_refused_unless_forced(self):
        self.two_mailboxes()
        self.run_list("--as", "mbox")

        self.refused(73, says=("list.journal: is the journal of a run with other options", '--as was "mbox", now not given'))
        self.refused(73, "--as", "mbox", "--no-provenance", says=("--no-provenance was not given",))
        self.assert_status(self.run_list("--as", "mbox", "--item-timeout", 9, "--jobs", 1), 3)
        shutil.rmtree(self.dir / "bo.pst")  # an mbox tree of that name
        self.assert_status(self.run_list("--force"), 3)
        self.assertTrue((self.dir / "bo.pst").is_file())

    def test_a_journal_of_another_list_is_refused_and_taken_over_with_force(self):
        self.two_mailboxes()
        self.run_list()
        with open(self.dir / "list.csv", "a", encoding="ascii") as rows:
            rows.write("Cy,CyC,stores/a.spool,cy\n")

        self.refused(73, says=("is the journal of another list", '1 of the list\'s mailboxes are not in it, as "Cy" (CyC)'))
        self.assert_status(self.run_list("--force"), 3)
        self.assertEqual(list(self.results()), ["AnnA", "BoB", "CyC"])

    def test_results_whose_journal_is_gone_are_not_written_over(self):
        """The only record of what is done: a damaged journal is moved away as its message says, and the results stay."""
        self.two_mailboxes()
        self.run_list()
        (self.dir / "list.journal").write_bytes(b"no database" * 1000)
        self.refused(65, says=("move it and the results file away",))
        (self.dir / "list.journal").unlink()

        self.refused(73, says=("list.results.csv: is of an earlier run, whose journal is not there", "--force begins anew"))
        (self.dir / "list.results.csv").rename(self.dir / "again.csv")
        done = self.run_list(name="again.csv")

        self.assert_status(done, 3)  # one of the two came out with losses
        self.assert_says(done, "0 pending")
        self.assertEqual({path.name for path in self.dir.glob("again*")}, {"again.csv"})  # nothing was left to do

    def test_a_second_run_on_the_same_list_has_to_wait(self):
        self.write_list([self.long_mailbox()])
        with self.start() as first:
            os.kill(self.worker_of(first), signal.SIGSTOP)
            second = self.run_list()
            status = self.run_list("--status")
            first.kill()

        self.assert_status(second, 75)
        self.assert_says(second, "list.journal: another run is at work on this list")
        self.assert_status(status, 3)
        self.assert_says(status, "a run is at work on it")

    def test_a_source_that_is_the_directory_of_the_list_lets_no_second_run_in(self):
        """Whoever closes a file drops the locks that SQLite has on it: "." and the journal's own name make a run do so."""
        for source in (".", "list.journal"):
            with self.subTest(source):
                for path in self.dir.glob("l*.[rj]*"):
                    path.unlink()
                self.write_list([("Ann", "AnnA", source, "ann.spool"), self.long_mailbox()])
                with self.start("--jobs", "1") as first:
                    os.kill(self.worker_of(first), signal.SIGSTOP)
                    try:
                        self.refused_while_running()
                    finally:
                        first.kill()
                self.wait_for(lambda: not self.run_list("--status").returncode == 75)
                for path in self.dir.glob("*.spool*"):
                    path.unlink()

    def refused_while_running(self):
        before = (self.dir / "list.journal").read_bytes()
        second = self.run_list()
        self.assert_status(second, 75)
        self.assert_says(second, "list.journal: another run is at work on this list")
        self.assert_says(self.run_list("--status"), "a run is at work on it")
        self.assertEqual((self.dir / "list.journal").read_bytes(), before)

    def test_options_that_contradict_each_other_are_wrong_usage(self):
        self.two_mailboxes()
        for options in (("stores/a.spool",), ("--status", "-o", "x"), ("--consume", "--dry-run"), ("--display-name", "x"),
                        ("-o", "-"), ("--jobs", "0"), ("--status", "--force"), ("--as", "mbox", "--split-size", "2G")):
            self.refused(64, *options)
        for options in (("--jobs", "2"), ("--failed",), ("--consume",), ("--status",), ("--mailbox-timeout", "5")):
            done = self.run_tool("mailconvert", "stores/a.spool", "-o", "x", *options)
            self.assert_status(done, 64)
            self.assert_says(done, "needs --control LIST")
        self.assert_status(self.run_tool("mailconvert"), 64)
        self.assert_status(self.run_tool("mailconvert", "stores/a.spool"), 64)
        self.refused(66, name="no.csv")

    def test_reports_and_logs_are_not_the_files_of_the_list(self):
        self.two_mailboxes()
        for name in ("list.csv", "list.results.csv", "./list.journal", "list.remaining.csv", "list.journal.lock",
                     "list.journal-journal"):
            self.refused(73, "--report", name, "--force")
            self.refused(73, "--log", name)

    def test_reports_are_no_sources_of_the_list(self):
        self.two_mailboxes()
        self.refused(73, "--report", "stores/a.spool", "--force", says=("stores/a.spool", "a source of the list"))
        self.assert_status(self.run_list(), 3)
        self.refused(73, "--report", "stores/a.spool", "--force", says=("stores/a.spool", "a source of the list"))

    def test_a_report_as_csv_has_the_rows_of_the_list_with_their_items(self):
        self.two_mailboxes()
        for name in ("first.csv", "again.csv"):
            self.assert_status(self.run_list("--report", name), 3)
        rows = self.rows("first.csv")
        self.assertEqual([row[:6] for row in rows], [row[:6] for row in self.rows()])
        for row in rows:
            expected, written, skipped, failed = map(int, row[7:])
            self.assertEqual(expected, written + skipped + failed)
        self.assertEqual(rows, self.rows("again.csv"))

    def test_a_list_in_a_directory_that_cannot_be_written_is_refused(self):
        if os.geteuid() != 0 or subprocess.run(["true"], user=65534, cwd="/", check=False).returncode != 0:
            self.skipTest("SKIPPED: needs another user")
        self.two_mailboxes()
        self.dir.chmod(0o755)
        if subprocess.run([BIN / "mailconvert", "--version"], user=65534, cwd="/", capture_output=True, check=False).returncode:
            self.skipTest("SKIPPED: another user cannot run the tools")

        done = self.run_list(user=65534)

        self.assert_status(done, 73, 77)
        self.assert_says(done, "list.journal", "put that where you may write")
        self.assertEqual(self.left(), ["list.csv", "stores"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
