"""Control lists: mailconvert --control. Tests named by ids are rows of the matrix of known failures.

RESTANTE_BATCH_KILLS says how often the long test kills its run; 5 without it, 50 before a release.
"""

import csv
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from batch_mailboxes import Stores, children, send, two_hundred, typed_spool, write_list
from harness import BIN, ROOT, ToolTest
from post_office import PostOffice

KILLS = int(os.environ.get("RESTANTE_BATCH_KILLS", "5"))


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

    def worker_of(self, run):
        found = []

        def is_there():
            found[:] = children(run.pid)
            return bool(found) and any(self.dir.glob("*.partial"))
        self.wait_for(is_there)
        return found[0]


class Lists(Batch):
    def test_each_row_becomes_its_target_and_a_result(self):
        """Q177776 results stand beside the list, as Migrate.exe writes them; the list is not touched."""
        self.two_mailboxes()
        before = (self.dir / "list.csv").read_bytes()

        done = self.run_list("--report", "r.json", env={**os.environ, "SOURCE_DATE_EPOCH": "831722700"})

        self.assert_status(done, 3)
        self.assertEqual(self.rows()[0], ["SUCCESS", "Ann Ash", "AnnA", "stores/a.spool", "ann", "Migrated No Errors",
                                          "5/10/96 10:05:00"])
        self.assertEqual(self.rows()[1][:5], ["SUCCESS", "Bo Birch", "BoB", "stores/b.spool", "bo.pst"])
        self.assertRegex(self.rows()[1][5], r"^Migrated With \d+ Loss(es)?$")
        self.assertEqual((self.dir / "list.csv").read_bytes(), before)
        self.assertEqual((self.dir / "list.remaining.csv").read_bytes(), b"")
        self.assertTrue((self.dir / "bo.pst").read_bytes().startswith(b"!BDN"))
        report = json.loads((self.dir / "r.json").read_text())
        self.assertEqual(report["control_list"], {"list": "list.csv", "mailboxes": 2, "intact": 1, "damaged": 1, "failed": 0,
                                                  "pending": 0, "contradictory": 0})
        self.assertEqual([box["source"] for box in report["mailboxes"]], ["stores/a.spool", "stores/b.spool"])

    def test_the_output_is_that_of_a_run_of_its_own(self):
        self.two_mailboxes()
        self.run_list()

        self.run_tool("mailconvert", "stores/a.spool", "-o", "alone")
        self.run_tool("mailconvert", "stores/b.spool", "-o", "alone/bo.pst")

        self.assertEqual(self.tree("ann"), {name: data for name, data in self.tree("alone").items() if name != "bo.pst"})
        self.assertEqual((self.dir / "bo.pst").read_bytes(), (self.dir / "alone" / "bo.pst").read_bytes())

    def test_the_same_command_again_does_nothing_twice(self):
        self.two_mailboxes()
        self.run_list()
        times = {path: path.stat().st_mtime_ns for path in [self.dir / "bo.pst", *(self.dir / "ann").rglob("*")]}
        first = (self.dir / "list.results.csv").read_bytes()

        again = self.run_list("--report", "r.json")

        self.assert_status(again, 3)
        self.assertEqual({path: path.stat().st_mtime_ns for path in times}, times)
        self.assertEqual((self.dir / "list.results.csv").read_bytes(), first)
        self.assertEqual(len(json.loads((self.dir / "r.json").read_text())["mailboxes"]), 2)  # of the run before

    def test_reports_hold_to_their_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("SKIPPED: no python3-jsonschema")
        schema = json.loads((ROOT / "converters/run/report.schema.json").read_text())
        self.two_mailboxes()
        with open(self.dir / "list.csv", "a", encoding="ascii") as rows:
            rows.write("Cy,CyC,missing.pst,cy\n")
        for options in (("--dry-run",), (), ("--failed",)):
            done = self.run_list("--json", *options)
            jsonschema.validate(json.loads(done.stdout), schema)
            self.assertEqual(json.loads(done.stdout)["control_list"]["failed"], 1)

    def test_a_mailbox_that_fails_costs_no_other_and_is_named_with_its_reason(self):
        """The row of a mailbox that cannot be read says which, and why."""
        self.two_mailboxes()
        (self.dir / "stores" / "c.pst").write_bytes(b"no store")
        with open(self.dir / "list.csv", "a", encoding="ascii") as rows:
            rows.write("Cy,CyC,stores/c.pst,cy\nDi,DiD,stores/gone.pst,di\n")

        done = self.run_list()

        self.assert_status(done, 3)
        results = self.results()
        self.assertEqual(results["AnnA"], ("SUCCESS", "Migrated No Errors"))
        self.assertEqual(results["CyC"][0], "FAILURE")
        self.assertIn("stores/c.pst: not a PST", results["CyC"][1])
        self.assertIn("stores/gone.pst: there is no such file", results["DiD"][1])
        self.assertEqual([row[1] for row in self.rows("list.remaining.csv")], ["CyC", "DiD"])
        self.assertFalse((self.dir / "cy").exists())

    def test_a_failure_is_run_again_when_asked(self):
        self.two_mailboxes()
        (self.dir / "stores" / "a.spool").rename(self.dir / "stores" / "elsewhere")
        self.assertEqual((self.run_list().returncode, self.results()["AnnA"][0]), (3, "FAILURE"))
        (self.dir / "stores" / "elsewhere").rename(self.dir / "stores" / "a.spool")

        self.assertEqual((self.run_list().returncode, self.results()["AnnA"][0]), (3, "FAILURE"))
        self.run_list("--failed")

        self.assertEqual(self.results()["AnnA"][0], "SUCCESS")

    def test_status_0_needs_every_mailbox_intact(self):
        self.stores.spool("a.spool", "a-plain-message")
        self.write_list([("Ann", "AnnA", "stores/a.spool", "out/ann"), ("Bo", "BoB", "stores/a.spool", "out/bo")])

        self.assert_status(self.run_list(), 0)
        self.assert_status(self.run_list("--status"), 0)

    def test_losses_are_told_with_their_reasons(self):
        """Nothing is missing without a line: every loss of every mailbox is on the console, in log and report."""
        self.two_mailboxes()

        done = self.run_list("--log", "all.log", "--report", "r.json")

        losses = json.loads((self.dir / "r.json").read_text())["mailboxes"][1]["losses"]["listed"]
        self.assertTrue(losses)
        for loss in losses:
            self.assertIn(loss["why"], done.talk)
            self.assertIn(loss["why"], (self.dir / "all.log").read_text())

    def test_targets_are_below_the_directory_of_o_and_sources_beside_the_list(self):
        self.two_mailboxes()

        done = self.run_tool("mailconvert", "--control", self.dir / "list.csv", "-o", "x/y", "--as", "mbox")

        self.assert_status(done, 3)
        self.assertEqual(sorted(path.name for path in (self.dir / "x" / "y").iterdir()), ["ann", "bo.pst"])

    def test_a_mailbox_of_a_post_office_is_named_as_mailsniff_prints_it(self):
        office = PostOffice(self.dir / "PO")
        for number, name in enumerate(("ANNASH", "BOBIRCH")):
            office.user(name, f"{0x10 + number:08X}")
            office.deliver(f"{0x10 + number:08X}", f"Letter for {name}")
        office.close()
        self.write_list([("Ann", "AnnA", "PO/ANNASH", "ann"), ("Bo", "BoB", "PO/NOBODY", "bo"), ("Cy", "CyC", "PO", "cy")])

        self.assert_status(self.run_list(), 3)

        results = self.results()
        self.assertEqual(results["AnnA"], ("SUCCESS", "Migrated No Errors"))
        self.assertIn("PO has no mailbox of this name", results["BoB"][1])
        self.assertIn("PO: holds 2 mailboxes, and a row names one", results["CyC"][1])
        self.run_tool("mailconvert", "PO", "-o", "all")
        self.assertEqual(self.tree("ann"), self.tree("all/ANNASH"))
        self.assertIn("PO/ANNASH", self.run_tool("mailsniff", "PO").stdout.decode())

    def test_a_dry_run_counts_and_leaves_nothing(self):
        self.two_mailboxes()
        before = self.left()

        done = self.run_list("--dry-run")

        self.assert_status(done, 3)
        self.assert_says(done, "1 complete, 1 complete with damage", "dry run: needs")
        self.assertEqual(self.left(), before)

    def test_consume_takes_each_success_out_of_the_list(self):
        """Q177776 with --consume the list is what Migrate.exe leaves: rows not done."""
        self.two_mailboxes()
        with open(self.dir / "list.csv", "ab") as rows:
            rows.write(b"\r\nCy , CyC,stores/gone.pst,cy\r\n")
        (self.dir / "list.csv").chmod(0o640)

        self.assert_status(self.run_list("--consume"), 3)

        self.assertEqual((self.dir / "list.csv").read_bytes(), b"\r\nCy , CyC,stores/gone.pst,cy\r\n")
        self.assertEqual((self.dir / "list.csv").stat().st_mode & 0o777, 0o640)
        self.assertEqual(len(self.rows()), 3)
        shutil.copy(self.dir / "stores/a.spool", self.dir / "stores/gone.pst")
        self.assert_status(self.run_list("--consume", "--failed"), 3)  # Bo's losses stay
        self.assertEqual((self.dir / "list.csv").read_bytes(), b"\r\n")
        self.assert_status(self.run_list("--consume"), 3)

    def test_jobs_and_threads_make_no_difference_to_the_mail(self):
        rows = two_hundred(self.dir, 20, 4)
        for name, options in (("one", ("--jobs", 1, "--threads", 1)), ("four", ("--jobs", 4, "--threads", 2))):
            self.write_list(rows, f"{name}.csv")
            self.assert_status(self.run_list("-o", name, *options, name=f"{name}.csv"), 3)

        self.assertEqual(self.tree("one"), self.tree("four"))
        words = [[row[:6] for row in self.rows(f"{name}.results.csv")] for name in ("one", "four")]
        self.assertEqual(*words)


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

    def test_two_rows_with_one_target_are_both_named(self):
        self.stores.spool("a.spool", "a-plain-message")
        self.write_list([("Ann", "AnnA", "stores/a.spool", "out"), ("Bo", "BoB", "stores/a.spool", "OUT")])

        self.refused(73, says=('line 1, "Ann" (AnnA) and line 2, "Bo" (BoB): both have the target OUT',))

    def test_a_row_that_stands_there_twice_is_told_and_converted_once(self):
        self.stores.spool("a.spool", "a-plain-message")
        self.write_list([("Ann", "AnnA", "stores/a.spool", "out")] * 2)

        done = self.run_list()

        self.assert_status(done, 0)
        self.assert_says(done, 'line 1, "Ann" (AnnA): stands there 2 times, and is converted once')
        self.assertEqual(len(self.rows()), 1)

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
        for name in ("list.csv", "list.results.csv", "./list.journal", "list.remaining.csv"):
            self.refused(73, "--report", name, "--force")
            self.refused(73, "--log", name)

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


class Accidents(Batch):
    def test_a_worker_that_crashes_costs_its_mailbox(self):
        self.stores.spool("a.spool", "a-plain-message")
        for number, name in ((signal.SIGABRT, "crashed (SIGABRT)"), (signal.SIGKILL, "killed (SIGKILL)")):
            with self.subTest(name):
                for path in self.dir.glob("l*.[rj]*"):
                    path.unlink()
                self.write_list([self.long_mailbox(), ("Ann", "AnnA", "stores/a.spool", f"ann{number}.spool")])
                with self.start("--jobs", "1") as run:
                    os.kill(self.worker_of(run), number)
                    talk = run.stderr.read().decode()

                self.assertEqual(run.returncode, 3, talk)
                self.assertEqual(self.results()["AnnA"][0], "SUCCESS")
                self.assertEqual(self.results()["long"][0], "FAILURE")
                self.assertIn(name, self.results()["long"][1])
                self.assertFalse((self.dir / "long.spool").exists())

    def test_a_worker_that_hangs_is_given_up(self):
        self.stores.spool("a.spool", "a-plain-message")
        self.write_list([self.long_mailbox(), ("Ann", "AnnA", "stores/a.spool", "ann")])
        with self.start("--jobs", "1", "--mailbox-timeout", "1") as run:
            os.kill(self.worker_of(run), signal.SIGSTOP)
            run.stderr.read()

        self.assertEqual(run.returncode, 3)
        self.assertIn("did not get on for 1 seconds", self.results()["long"][1])
        self.assertEqual(self.results()["AnnA"][0], "SUCCESS")
        self.assert_status(self.run_list("--failed"), 0)

    def test_a_stop_finishes_the_current_mailboxes_and_begins_no_other(self):
        self.stores.spool("a.spool", "a-plain-message")
        for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            with self.subTest(status):
                alias = f"long{status}"
                self.write_list([self.long_mailbox(alias), ("Ann", "AnnA", "stores/a.spool", f"ann{status}")])
                with self.start("--jobs", "1", "--force", "--report", f"r{status}.json") as run:
                    self.worker_of(run)
                    run.send_signal(number)
                    talk = run.stderr.read().decode()

                self.assertEqual(run.returncode, status, talk)
                self.assertIn("stopping: 1 mailbox is still being finished", talk)
                self.assertEqual(self.results()[alias][0], "SUCCESS")
                self.assertFalse((self.dir / f"ann{status}").exists())
                self.assertEqual([row[1] for row in self.rows("list.remaining.csv")], ["AnnA"])
                report = json.loads((self.dir / f"r{status}.json").read_text())
                self.assertEqual((report["verdict"], report["control_list"]["pending"]), ("interrupted", 1))

    def test_a_second_signal_stops_hard_and_the_next_run_goes_on(self):
        self.write_list([self.long_mailbox()])
        with self.start() as run:
            worker = self.worker_of(run)
            os.kill(worker, signal.SIGSTOP)
            run.send_signal(signal.SIGINT)
            self.assertIn(b"a second signal stops at once", run.stderr.readline())
            run.send_signal(signal.SIGINT)
            run.wait(20)

        self.assertEqual(run.returncode, -signal.SIGINT)
        self.wait_for(lambda: not pathlib.Path(f"/proc/{worker}").exists())
        self.assertFalse((self.dir / "long.spool").exists())
        self.assert_status(self.run_list(), 0)
        self.assertFalse(list(self.dir.glob("*.partial")))

    def test_a_full_disk_costs_the_mailbox_that_met_it(self):
        self.stores.spool("a.spool", "a-plain-message")
        typed_spool(self.dir / "stores" / "b.spool", 300, 3000)
        self.write_list([("Bo", "BoB", "stores/b.spool", "bo.pst"), ("Ann", "AnnA", "stores/a.spool", "ann.spool")])

        done = self.run_list(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)))

        self.assert_status(done, 3)
        self.assertIn("bo.pst", self.results()["BoB"][1])
        self.assertIn("File too large", self.results()["BoB"][1])
        self.assertEqual(self.results()["AnnA"][0], "SUCCESS")
        self.assertFalse(list(self.dir.glob("bo*")))
        self.assert_status(self.run_list("--failed"), 0)

    def test_a_disk_too_full_for_the_journal_ends_the_run(self):
        self.two_mailboxes()

        done = self.run_list(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000)))

        self.assert_status(done, 74)
        self.assert_says(done, "list.journal")
        self.assert_status(self.run_list(), 3)

    def test_an_output_named_before_the_run_was_killed_is_known_again(self):
        """The window between the name of an output and the journal's note of it."""
        self.two_mailboxes()
        self.run_list()
        trees = self.tree("ann"), (self.dir / "bo.pst").read_bytes()
        born = (self.dir / "ann").stat().st_ino, (self.dir / "bo.pst").stat().st_ino
        self.forget_results()

        done = self.run_list("--report", "r.json")

        self.assert_status(done, 3)
        self.assertEqual([word for word, _ in self.results().values()], ["SUCCESS"] * 2)
        self.assertEqual((self.tree("ann"), (self.dir / "bo.pst").read_bytes()), trees)
        self.assertEqual(((self.dir / "ann").stat().st_ino, (self.dir / "bo.pst").stat().st_ino), born)
        notes = json.loads((self.dir / "r.json").read_text())["mailboxes"][0]["notes"]["listed"]
        self.assertIn("read again and counted", notes[-1]["text"])

    def test_an_output_that_is_not_whole_or_not_ours_is_not_taken_for_done(self):
        self.two_mailboxes()
        self.run_list()
        self.forget_results()
        (next((self.dir / "ann").rglob("*.eml"))).unlink()
        pst = (self.dir / "bo.pst").read_bytes()
        (self.dir / "bo.pst").unlink()
        (self.dir / "bo.pst").write_bytes(pst)  # the same bytes, another file

        self.assert_status(self.run_list(), 3)

        self.assertIn("not what this mailbox makes", self.results()["AnnA"][1])
        self.assertIn("exists already", self.results()["BoB"][1])
        self.run_list("--failed", "--force")
        self.assertEqual([word for word, _ in self.results().values()], ["SUCCESS"] * 2)

    def forget_results(self):
        """The journal as a kill leaves it that comes between rename and note."""
        journal = sqlite3.connect(self.dir / "list.journal")
        journal.execute("UPDATE mailbox SET state = 1, message = ''")
        journal.execute("DELETE FROM report")
        journal.commit()
        journal.close()


class TwoHundred(Batch):
    def test_kills_and_stops_change_no_byte(self):
        """200 mailboxes, 20 of them damaged; a run that is stopped and killed again and again ends like one that is not."""
        if not (BIN / "mmf_maker").exists():
            self.skipTest("SKIPPED: no mmf_maker beside the tools")
        rows = two_hundred(self.dir)
        self.write_list(rows, "whole.csv")
        began = time.monotonic()
        self.assert_status(self.run_list("-o", "whole", "--jobs", 2, name="whole.csv"), 3)
        seconds = time.monotonic() - began
        whole = {row[2]: row[:6] for row in self.rows("whole.results.csv")}
        clean = [row for row in whole.values() if row[5] == "Migrated No Errors"]
        self.assertEqual((len(whole), len(clean)), (200, 180))
        self.assertEqual({row[0] for row in whole.values() if row not in clean}, {"SUCCESS", "FAILURE"})

        self.write_list(rows)
        chance = random.Random(KILLS)
        for number in range(KILLS):
            with self.start("-o", "killed", "--jobs", 2) as run:
                time.sleep(chance.uniform(0, 1.2 * seconds / max(KILLS, 5)))
                send(run.pid, signal.SIGINT if number % 4 == 3 else signal.SIGKILL)
                run.stderr.read()
        last = self.run_list("-o", "killed", "--jobs", 2)

        self.assert_status(last, 3)
        self.assertEqual({row[2]: row[:6] for row in self.rows()}, whole)
        self.assertEqual([row[2] for row in self.rows()], [row[1] for row in rows])
        mine, theirs = self.tree("killed"), self.tree("whole")
        self.assertEqual(sorted(mine), sorted(theirs))
        self.assertEqual([name for name in mine if mine[name] != theirs[name]], [])
        self.assertEqual([path for path in (self.dir / "killed").rglob("*.partial")], [])


class Status(Batch):
    def status(self, *files):
        done = self.run_tool("mailconvert", "--control", *files, "--status")
        return done.returncode, done.stdout.decode().splitlines()

    def test_old_result_files_are_counted(self):
        """Q177776 pending, done, failed and contradictory mailboxes of one file, nothing converted."""
        (self.dir / "old.results.csv").write_text(
            "Ann Ash,AnnA,PILOT1,PROD1 Bo Birch,BoB,PILOT1,PROD1\r\n"
            "SUCCESS,Cy,CyC,PILOT1,PROD1,Migrated No Errors,5/10/96 10:05:00\r\n"
            "FAILURE,Di,DiD,PILOT1,PROD1,Error Copying Messages,5/10/96 10:09:10\r\n"
            "SUCCESS,Ed,EdE,PILOT1,PROD1,Migrated No Errors,5/10/96 10:05:00\r\n", newline="")
        (self.dir / "later.csv").write_text("FAILURE,Ed,EDE,PILOT1,PROD1,Error Copying Messages,5/11/96 9:00:00\n")

        status, lines = self.status("old.results.csv", "later.csv")

        self.assertEqual(status, 3)
        self.assertEqual(lines, [
            "5 mailboxes: 1 done, 1 failed, 2 pending, 1 contradictory",
            'pending: "Ann Ash" (AnnA), PILOT1 to PROD1',
            'pending: "Bo Birch" (BoB), PILOT1 to PROD1',
            'failed: "Di" (DiD), PILOT1 to PROD1: Error Copying Messages, 5/10/96 10:09:10',
            'contradictory: "Ed" (EDE), PILOT1 to PROD1: succeeded, later attempt failed: Error Copying Messages, 5/11/96 9:00:00'])
        self.assertEqual(self.left(), ["later.csv", "old.results.csv", "stores"])

    def test_an_aborted_run_of_exmerge_names_its_incomplete_pst(self):
        """Q265438 alias and path of the PST stand in the status."""
        (self.dir / "EXMERGE.LOG").write_text(
            "[10:00:05] Copying data from mailbox 'Smith, John' ('JSmith') on Server 'SRV1' to file 'C:\\EXMERGEDATA\\JSMITH.PST'.\r\n"
            "[10:03:00] Errors encountered. Copy process aborted.\r\n", newline="")

        status, lines = self.status("EXMERGE.LOG")

        self.assertEqual((status, lines), (3, [
            "EXMERGE.LOG: 1 PST, 1 incomplete",
            'incomplete: "Smith, John" (JSmith), C:\\EXMERGEDATA\\JSMITH.PST: Errors encountered. Copy process aborted.']))
        done = self.run_tool("mailconvert", "--control", "EXMERGE.LOG", "--status", "--json")
        self.assertTrue(json.loads(done.stdout)["exmerge"][0]["psts"][0]["incomplete"])

    def test_the_journal_counts_like_a_result_file(self):
        self.two_mailboxes()
        self.assertEqual(self.status("list.csv")[1][0], "2 mailboxes: 0 done, 0 failed, 2 pending, 0 contradictory")
        self.run_list()
        for name in ("list.results.csv", "list.remaining.csv"):
            (self.dir / name).unlink()

        self.assertEqual(self.status("list.csv"), (0, ["2 mailboxes: 2 done, 0 failed, 0 pending, 0 contradictory"]))

    def test_results_in_the_list_itself_are_never_work(self):
        """Q177776 a success is not converted again because its row stands in the list; a failure is when asked."""
        self.stores.spool("a.spool", "a-plain-message")
        (self.dir / "list.csv").write_text(
            "SUCCESS,Ann,AnnA,stores/a.spool,ann,Migrated No Errors,5/10/96 10:05:00\n"
            "FAILURE,Bo,BoB,stores/a.spool,bo,Error Copying Messages,5/10/96 10:09:10\n"
            "Cy,CyC,stores/a.spool,cy\n")

        done = self.run_list()
        self.assert_status(done, 3)
        self.assert_says(done, "2 complete, 0 complete with damage, 1 failed")
        self.assertEqual([(self.dir / name).exists() for name in ("ann", "bo", "cy")], [False, False, True])


if __name__ == "__main__":
    unittest.main(verbosity=2)
