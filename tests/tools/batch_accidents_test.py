"""Control lists that are stopped, killed, or meet a full disk: what is done stays done, what goes on is the same.

RESTANTE_BATCH_KILLS says how often the long test kills its run; 5 without it, 50 before a release.
"""

import json
import os
import pathlib
import random
import resource
import signal
import sqlite3
import time
import unittest

from batch_case import Batch
from batch_mailboxes import children, send, two_hundred, typed_spool
from harness import BIN

KILLS = int(os.environ.get("RESTANTE_BATCH_KILLS", "5"))


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

    def test_a_list_is_consumed_though_its_other_files_cannot_be_written(self):
        """What the run itself wrote is not taken for somebody else's change."""
        self.stores.spool("a.spool", "a-plain-message")
        (self.dir / "list.remaining.csv").mkdir()
        (self.dir / "list.remaining.csv" / "mine").write_text("")
        self.write_list([("Ann", "AnnA", "stores/a.spool", "ann"), self.long_mailbox()])
        with self.start("--jobs", "1", "--consume") as run:
            self.wait_for((self.dir / "long.spool.partial").exists)
            worker = self.worker_of(run)
            os.kill(worker, signal.SIGSTOP)  # the files are written anew after a second
            self.wait_for(lambda: b"AnnA" not in (self.dir / "list.csv").read_bytes())
            os.kill(worker, signal.SIGCONT)
            talk = run.stderr.read().decode()

        self.assertNotIn("was changed while it was worked on", talk)
        self.assertEqual((self.dir / "list.csv").read_bytes(), b"")

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

    def test_an_output_that_is_whole_has_time_to_get_its_name(self):
        """Sync and digest give no sign of life: a short --mailbox-timeout does not end them."""
        self.write_list([self.long_mailbox()])
        with self.start("--jobs", "1", "--mailbox-timeout", "1") as run:
            worker = self.worker_of(run)
            while run.poll() is None and not (self.dir / "long.spool").exists():
                pass
            try:
                os.kill(worker, signal.SIGSTOP)  # in the digest, when this comes in time
                time.sleep(2)
                os.kill(worker, signal.SIGCONT)
            except ProcessLookupError:
                pass
            run.stderr.read()

        self.assertEqual(self.results()["long"], ("SUCCESS", "Migrated No Errors"))

    def test_a_worker_that_cannot_be_started_costs_none_that_runs(self):
        self.write_list([self.long_mailbox(f"long{number}", 3000) for number in range(12)])

        done = self.run_list("--jobs", 12, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (14, 14)))

        self.assert_status(done, 0)
        self.assertEqual(len(self.rows()), 12)

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

    def test_an_output_that_is_compared_has_time_for_it(self):
        """It is finished: a short --mailbox-timeout does not make a failure of it."""
        self.write_list([self.long_mailbox()])
        self.assert_status(self.run_list(), 0)
        self.forget_results()

        with self.start("--jobs", "1", "--mailbox-timeout", "1") as run:
            self.wait_for(lambda: bool(children(run.pid)))
            (worker,) = children(run.pid)
            os.kill(worker, signal.SIGSTOP)
            time.sleep(2.5)
            send(worker, signal.SIGCONT)
            run.stderr.read()

        self.assertEqual(run.returncode, 0)
        self.assertEqual(self.results()["long"], ("SUCCESS", "Migrated No Errors"))

    def test_all_parts_of_a_divided_pst_are_known_again(self):
        options = ("--split-size", "1M")
        self.write_list([self.divided_mailbox()])
        self.assert_status(self.run_list(*options), 0)
        parts = sorted(self.dir.glob("ann*.pst"))
        before = [(path.stat().st_ino, path.read_bytes()) for path in parts]
        self.assertGreater(len(parts), 2)
        self.forget_results()

        self.assert_status(self.run_list(*options), 0)

        self.assertEqual([(path.stat().st_ino, path.read_bytes()) for path in parts], before)
        self.assertEqual(self.results()["AnnA"], ("SUCCESS", "Migrated No Errors"))

    def test_a_part_that_is_missing_or_another_file_is_noticed(self):
        options = ("--split-size", "1M")
        self.write_list([self.divided_mailbox()])
        self.assert_status(self.run_list(*options), 0)
        second = self.dir / "ann-2.pst"
        content = second.read_bytes()

        second.write_bytes(content[:-1])
        self.assert_says(self.run_list(*options), '"Ann" (AnnA): is done, but', "has with its further parts", "and had")
        second.unlink()
        self.assert_says(self.run_list(*options), "ann-2.pst is not there any more")
        self.forget_results()
        self.assert_status(self.run_list(*options), 3)
        self.assertIn("missing or were changed: ann-2.pst", self.results()["AnnA"][1])

        second.write_bytes(content)  # the same bytes, another file
        self.forget_results()
        self.assert_status(self.run_list(*options), 3)
        self.assertIn("missing or were changed: ann-2.pst", self.results()["AnnA"][1])
        self.assert_status(self.run_list("--failed", "--force", *options), 0)
        self.assertEqual(second.read_bytes(), content)

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
        self.assertEqual([row[:6] for row in self.rows() if row[:6] != whole[row[2]]], [])
        self.assertEqual([row[2] for row in self.rows()], [row[1] for row in rows])
        mine, theirs = self.tree("killed"), self.tree("whole")
        self.assertEqual(sorted(mine), sorted(theirs))
        self.assertEqual([name for name in mine if mine[name] != theirs[name]], [])
        # What failures leave, and nothing else: the trees of spools that end early.
        left = [[path.name for path in sorted((self.dir / name).glob("*.partial"))] for name in ("killed", "whole")]
        self.assertEqual(*left)


if __name__ == "__main__":
    unittest.main(verbosity=2)
