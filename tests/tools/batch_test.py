"""Control lists: mailconvert --control. Tests named by ids are rows of the matrix of known failures."""

import json
import os
import shutil
import unittest

from batch_case import Batch
from batch_mailboxes import two_hundred
from harness import ROOT
from post_office import PostOffice


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

    def test_an_output_that_is_gone_is_made_again_by_the_same_command(self):
        self.two_mailboxes()
        self.assert_status(self.run_list(), 3)
        first = self.tree("ann")
        shutil.rmtree(self.dir / "ann")
        (self.dir / "bo.pst").unlink()

        status = self.run_list("--status")
        self.assert_status(status, 3)
        self.assertIn('"Ann Ash" (AnnA): is done, but ann is not there any more', status.stdout.decode())
        self.assertIn("bo.pst is not there any more", json.dumps(json.loads(self.run_list("--status", "--json").stdout)["changed"]))
        self.assert_says(self.run_list("--dry-run"), "ann is not there any more: it is converted again")
        self.assertFalse((self.dir / "ann").exists())

        done = self.run_list()
        self.assert_status(done, 3)  # of Bo some is lost
        self.assert_says(done, "ann is not there any more: it is converted again", "1 complete, 1 complete with damage")
        self.assertEqual(self.tree("ann"), first)
        self.assertTrue((self.dir / "bo.pst").exists())
        self.assertNotIn("is done, but", self.run_list().talk)

    def test_an_output_that_was_changed_is_told_and_left_alone(self):
        self.stores.spool("a.spool", "a-plain-message")
        self.write_list([("Ann Ash", "AnnA", "stores/a.spool", "ann"), ("Bo", "BoB", "stores/a.spool", "bo.spool")])
        self.assert_status(self.run_list(), 0)
        self.assert_status(self.run_list("--status"), 0)
        (self.dir / "ann" / "notes.txt").write_text("mine")
        self.assert_status(self.run_list(), 0)  # nothing of it is missing
        mail = next((self.dir / "ann").rglob("*.eml"))
        mail.unlink()
        (self.dir / "ann" / "notes.txt").unlink()
        with open(self.dir / "bo.spool", "ab") as spool:
            spool.write(b"x")

        done = self.run_list()
        self.assert_status(done, 3)
        self.assert_says(done, '"Ann Ash" (AnnA): is done, but ann has', "bo.spool has", "move what is there away and run the same")
        self.assertFalse(mail.exists())
        self.assert_status(self.run_list("--status"), 3)

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

    def test_a_migration_whose_log_ends_with_a_mailbox_is_not_complete(self):
        """What is printed as doubtful has the status of it."""
        (self.dir / "EXMERGE.LOG").write_text(
            "[10:00:05] Copying data from mailbox 'Ash, Ann' ('AnnA') on Server 'SRV1' to file 'C:\\EXMERGEDATA\\ANNA.PST'.\r\n", newline="")

        status, lines = self.status("EXMERGE.LOG")

        self.assertEqual(status, 3)
        self.assertIn("doubtful", lines[1])

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

    def test_a_failure_that_only_the_list_tells_of_is_run_again_when_asked(self):
        """--failed takes it into the journal, which other rows have made; afterwards every command goes on as before."""
        self.stores.spool("a.spool", "a-plain-message")
        (self.dir / "list.csv").write_text(
            "FAILURE,Bo,BoB,stores/a.spool,bo,Error Copying Messages,5/10/96 10:09:10\n"
            "Cy,CyC,stores/a.spool,cy\nFAILURE,Di,DiD,stores/gone.spool,di,Error Copying Messages,5/10/96 10:09:10\n")
        self.assert_status(self.run_list(), 3)
        self.assertEqual(list(self.results()), ["CyC"])

        done = self.run_list("--failed", "--dry-run")
        self.assert_status(done, 3)
        done = self.run_list("--failed")

        self.assert_status(done, 3)
        self.assert_says(done, '"Bo" (BoB): failed by a result in the list, and the journal does not know it: it is converted now')
        self.assertEqual({alias: word for alias, (word, _) in self.results().items()},
                         {"BoB": "SUCCESS", "CyC": "SUCCESS", "DiD": "FAILURE"})
        again = self.run_list()
        self.assert_status(again, 3)
        self.assert_says(again, "2 complete, 0 complete with damage, 1 failed, 0 pending")

    def test_what_results_in_the_list_leave_undone_remains(self):
        self.stores.spool("a.spool", "a-plain-message")
        (self.dir / "list.csv").write_text(
            "FAILURE,Bo,BoB,stores/a.spool,bo,Error Copying Messages,5/10/96 10:09:10\n"
            "SUCCESS,Di,DiD,stores/a.spool,di,Migrated No Errors,5/10/96 10:05:00\n"
            "FAILURE,Di,DiD,stores/a.spool,di,Error Copying Messages,5/11/96 10:05:00\n"
            "SUCCESS,Ed,EdE,stores/a.spool,ed,Migrated No Errors,5/10/96 10:05:00\n"
            "Cy,CyC,stores/a.spool,cy\n")

        self.assert_status(self.run_list(), 3)

        self.assertEqual([row[1] for row in self.rows("list.remaining.csv")], ["BoB", "DiD"])
        self.assert_status(self.run_list("--failed", "--force"), 3)
        self.assertEqual([row[1] for row in self.rows("list.remaining.csv")], ["DiD"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
