"""What the converting tools promise, on real stores."""

import csv
import json
import os
import pathlib
import signal
import subprocess
import time
import unittest

from harness import BIN, ROOT, ToolTest, store

SAMPLE = "tika_testPST.pst"


class Conversion(ToolTest):
    def test_books_close_and_the_report_says_so(self):
        done = self.run_tool("mailconvert", store(SAMPLE), "-o", "out", "--report", "out.json")

        self.assert_status(done, 0, 3)
        report = json.loads((self.dir / "out.json").read_text())
        self.assertEqual(report["exit_code"], done.returncode)
        for tally in [report["mailboxes"][0]["totals"], *report["mailboxes"][0]["folders"]]:
            self.assertEqual(tally["expected"], tally["written"] + tally["skipped"] + tally["failed"])
        self.assertRegex(report["sources"][0]["sha256"], "^[0-9a-f]{64}$")
        eml = sum(1 for name in self.tree("out") if name.endswith(".eml"))
        self.assertEqual(eml, report["mailboxes"][0]["totals"]["written"])

    def test_the_same_input_gives_the_same_bytes(self):
        source = store(SAMPLE)
        for form in ("eml", "mbox", "maildir", "spool"):
            with self.subTest(form=form):
                for run in ("first", "second"):
                    self.assert_status(self.run_tool("mailconvert", source, "-o", f"{run}-{form}", "--as", form), 0, 3)
                if form == "spool":
                    self.assertEqual((self.dir / "first-spool").read_bytes(), (self.dir / "second-spool").read_bytes())
                else:
                    self.assertEqual(self.tree(f"first-{form}"), self.tree(f"second-{form}"))

    def test_reports_differ_only_in_their_run_object(self):
        reports = []
        for _ in range(2):
            self.run_tool("mailconvert", store(SAMPLE), "-o", "out", "--force", "--report", "out.json")
            report = json.loads((self.dir / "out.json").read_text())
            del report["run"]
            reports.append(report)

        self.assertEqual(*reports)

    def test_through_a_pipe_the_tree_is_the_same(self):
        source = store(SAMPLE)
        self.assert_status(self.run_tool("mailconvert", source, "-o", "straight"), 0, 3)
        with subprocess.Popen([BIN / "pst2spool", source], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
            done = self.run_tool("spool2mime", "-o", "piped", stdin=writer.stdout)
            writer.stdout.close()

        self.assert_status(done, 0, 3)
        self.assertEqual(self.tree("straight"), self.tree("piped"))

    def test_a_spool_file_converts_like_its_store(self):
        source = store(SAMPLE)
        self.run_tool("mailconvert", source, "-o", "straight")
        self.assert_status(self.run_tool("pst2spool", source, "-o", "x.spool"), 0, 3)
        self.assert_status(self.run_tool("mailconvert", "x.spool", "-o", "again"), 0, 3)

        self.assertEqual(self.tree("straight"), self.tree("again"))

    def test_a_pipe_that_is_cut_off_is_noticed(self):
        spool = self.run_tool("pst2spool", store(SAMPLE)).stdout
        (self.dir / "cut.spool").write_bytes(spool[: len(spool) * 2 // 3])

        with open(self.dir / "cut.spool", "rb") as cut:
            done = self.run_tool("spool2mime", "-o", "out", stdin=cut)

        self.assert_status(done, 65, 74)
        self.assert_says(done, "standard input")
        self.assertNotIn("out", self.left())

    def test_an_output_that_exists_is_kept_without_force(self):
        source = store(SAMPLE)
        self.run_tool("mailconvert", source, "-o", "out")
        before = self.tree("out")
        refused = self.run_tool("mailconvert", source, "-o", "out", "--no-provenance")

        self.assert_status(refused, 73)
        self.assert_says(refused, "out", "--force")
        self.assertEqual(self.tree("out"), before)
        self.assert_status(self.run_tool("mailconvert", source, "-o", "out", "--no-provenance", "--force"), 0, 3)
        self.assertNotEqual(self.tree("out"), before)

    def test_a_dry_run_counts_what_a_run_writes_and_writes_nothing(self):
        source = store(SAMPLE)
        dry = self.run_tool("mailconvert", source, "-o", "out", "--dry-run", "--report", "dry.json")
        self.assertEqual(self.left(), ["dry.json"])
        wet = self.run_tool("mailconvert", source, "-o", "out", "--report", "wet.json")

        self.assertEqual(dry.returncode, wet.returncode)
        self.assert_says(dry, "dry run: needs", "free at out")
        reports = [json.loads((self.dir / name).read_text())["mailboxes"][0] for name in ("dry.json", "wet.json")]
        for field in ("files", "bytes", "totals", "folders"):
            self.assertEqual(reports[0][field], reports[1][field])

    def test_several_sources_get_an_output_each(self):
        sources = [store("pstsdk_sample1.pst"), store("pstsdk_sample1.pst"), store("outlookpstrs_Empty.pst")]

        done = self.run_tool("mailconvert", *sources, "-o", "all", "--report", "all.csv")

        self.assert_status(done, 0, 3)
        self.assertEqual(len(list((self.dir / "all").iterdir())), 3)
        with open(self.dir / "all.csv", newline="") as rows:
            rows = list(csv.reader(rows))
        self.assertEqual([row[0] for row in rows], ["SUCCESS"] * 3)
        self.assertEqual({len(row) for row in rows}, {7})

    def test_the_log_has_the_summary_also_when_the_terminal_does_not(self):
        done = self.run_tool("mailconvert", store(SAMPLE), "-o", "out", "--quiet", "--log", "out.log")

        self.assertEqual(done.talk, "")
        self.assertIn("expected =", (self.dir / "out.log").read_text())

    def test_json_on_standard_output_is_the_report(self):
        done = self.run_tool("mailconvert", store(SAMPLE), "-o", "out", "--json", "--quiet")

        self.assertEqual(json.loads(done.stdout)["schema"], "restante-report-1")
        self.assert_status(self.run_tool("pst2spool", store(SAMPLE), "--json"), 64)

    def test_reports_hold_to_their_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("SKIPPED: no python3-jsonschema")
        schema = json.loads((ROOT / "converters/run/report.schema.json").read_text())
        (self.dir / "bad.pst").write_bytes(b"nothing")
        self.run_tool("mailconvert", "bad.pst", store(SAMPLE), "-o", "out", "--charset", "850", "--report", "a.json")
        self.run_tool("pst2spool", store(SAMPLE), "-o", "x.spool", "--report", "b.json")
        with open(self.dir / "x.spool", "rb") as spool:
            self.run_tool("spool2mime", "-o", "y", "--report", "c.json", stdin=spool)

        for name in ("a.json", "b.json", "c.json"):
            jsonschema.validate(json.loads((self.dir / name).read_text()), schema)


class Interruption(ToolTest):
    def test_sigint_ends_with_a_truthful_report_and_only_a_partial_output(self):
        self.interrupt(signal.SIGINT, 130)

    def test_sigterm_too(self):
        self.interrupt(signal.SIGTERM, 143)

    def interrupt(self, number, status):
        # A pipe whose end never comes: the tool has begun, and waits.
        extractor = os.environ.get("RESTANTE_PST_EXTRACTOR")
        if not extractor:
            self.skipTest("SKIPPED: no RESTANTE_PST_EXTRACTOR, whose enron.pst is large enough to be stopped in the middle")
        enron = pathlib.Path(extractor) / "example/testdata/enron.pst"
        spool = self.run_tool("pst2spool", enron).stdout
        read, write = os.pipe()
        with subprocess.Popen([BIN / "spool2mime", "-o", "out", "--report", "out.json"], cwd=self.dir, stdin=read,
                              stderr=subprocess.PIPE) as tool:
            os.close(read)
            with open(write, "wb", closefd=False) as pipe:
                pipe.write(spool[: len(spool) // 2])
            deadline = time.monotonic() + 60
            while "out.partial" not in self.left() and time.monotonic() < deadline:
                time.sleep(0.05)
            time.sleep(0.2)
            tool.send_signal(number)
            talk = tool.communicate(timeout=60)[1].decode()
            os.close(write)

        self.assertEqual(tool.returncode, status, talk)
        self.assertIn("stopped by the user", talk)
        self.assertEqual(self.left(), ["out.json", "out.partial"], talk)
        report = json.loads((self.dir / "out.json").read_text())
        self.assertEqual(report["verdict"], "interrupted")
        box = report["mailboxes"][0]
        done = sum(box["totals"][key] for key in ("written", "skipped", "failed"))
        self.assertEqual(box["totals"]["expected"], done + box["not_reached"])


class Sniffing(ToolTest):
    def test_each_store_is_named_with_its_evidence(self):
        done = self.run_tool("mailsniff", store("pstsdk_test_ansi.pst"), store("pstsdk_test_unicode.pst"))

        self.assert_status(done, 0)
        text = done.stdout.decode()
        self.assertIn("pstsdk_test_ansi.pst: PST ANSI", text)
        self.assertIn("pstsdk_test_unicode.pst: PST Unicode", text)
        self.assertIn("HEADER.wVer = 0x17", text)

    def test_unknown_files_are_told_and_counted_in_the_status(self):
        (self.dir / "what").write_bytes(b"what is this")

        done = self.run_tool("mailsniff", "what")
        as_json = json.loads(self.run_tool("mailsniff", "--json", "what").stdout)

        self.assert_status(done, 65)
        self.assertEqual([entry["what"] for entry in as_json], ["unknown"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
