"""What the converting tools promise, on real stores."""

import csv
import json
import os
import pathlib
import shutil
import signal
import subprocess
import unittest

from harness import BIN, ROOT, ToolTest, store

SAMPLE = "tika_testPST.pst"


def typed_spool(items):
    """The records of a spool, in text: one folder of so many mails."""
    mail = ('{"record":"message","folder":0,"class":"IPM.Note","subject":"Mail %d","bodies":{"text":{"content":0}},'
            '"provenance":{"native_id":"message %d"},"payloads":1}\n5\nbody\n\n0\n')
    return ['{"record":"spool","format":"restante-spool","version":1}\n{"record":"store","source":"typed","format":"typed"}\n'
            '{"record":"folder","id":0,"name":"Inbox","role":"inbox","expected_items":%d}\n' % items,
            *(mail % (number, number) for number in range(items)),
            '{"record":"end","records":%d,"folders":1,"messages":%d,"losses":0,"notes":0,"payload_bytes":%d}\n'
            % (items + 3, items, 5 * items)]


class Conversion(ToolTest):
    def test_books_close_and_the_report_says_so(self):
        done = self.run_tool("mailconvert", store(SAMPLE), "-o", "out", "--report", "out.json")

        self.assert_status(done, 0)
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
                    self.assert_status(self.run_tool("mailconvert", source, "-o", f"{run}-{form}", "--as", form), 0)
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
        self.assert_status(self.run_tool("mailconvert", source, "-o", "straight"), 0)
        with subprocess.Popen([BIN / "pst2spool", source], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
            done = self.run_tool("spool2mime", "-o", "piped", stdin=writer.stdout)
            writer.stdout.close()

        self.assert_status(done, 0)
        self.assertEqual(self.tree("straight"), self.tree("piped"))

    def test_a_spool_file_converts_like_its_store(self):
        source = store(SAMPLE)
        self.run_tool("mailconvert", source, "-o", "straight")
        self.assert_status(self.run_tool("pst2spool", source, "-o", "x.spool"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.spool", "-o", "again"), 0)

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
        self.assert_status(self.run_tool("mailconvert", source, "-o", "out", "--no-provenance", "--force"), 0)
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
        shutil.copy(store("pstsdk_sample1.pst"), self.dir / "copy.pst")
        sources = [store("pstsdk_sample1.pst"), self.dir / "copy.pst", store("outlookpstrs_Empty.pst")]

        done = self.run_tool("mailconvert", *sources, "-o", "all", "--report", "all.csv")

        self.assert_status(done, 0)
        self.assertEqual(len(list((self.dir / "all").iterdir())), 3)
        with open(self.dir / "all.csv", newline="") as rows:
            rows = list(csv.reader(rows))
        self.assertEqual([row[0] for row in rows], ["SUCCESS"] * 3)
        self.assertEqual({len(row) for row in rows}, {11})
        for row in rows:
            expected, written, skipped, failed = map(int, row[7:])
            self.assertEqual(expected, written + skipped + failed)
        self.assertGreater(int(rows[0][8]), 0)

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
    ITEMS = 1000

    def test_sigint_ends_with_a_truthful_report_and_only_a_partial_output(self):
        self.interrupt_spool(signal.SIGINT, 130, "out", ["out.json", "out.partial"])

    def test_sigterm_too(self):
        self.interrupt_spool(signal.SIGTERM, 143, "out", ["out.json", "out.partial"])

    def test_of_an_unfinished_spool_nothing_stays(self):
        talk = self.interrupt_spool(signal.SIGINT, 130, "out.spool", ["out.json"])

        self.assertIn("the unfinished spool was removed", talk)

    def test_a_store_is_stopped_like_a_spool(self):
        extractor = os.environ.get("RESTANTE_PST_EXTRACTOR")
        if not extractor:
            self.skipTest("SKIPPED: no RESTANTE_PST_EXTRACTOR, whose enron.pst is large enough to be stopped in the middle")
        enron = pathlib.Path(extractor) / "example/testdata/enron.pst"
        with self.start("pst2spool", enron, stdout=subprocess.PIPE) as tool:
            # The spool is far larger than what is read here and what a pipe holds: until somebody reads on, the tool
            # cannot come to its end.
            tool.stdout.read(300_000)
            tool.send_signal(signal.SIGINT)
            tool.stdout.read()
            self.assert_stopped(tool, 130, ["out.json"])

    def start(self, tool, *arguments, **options):
        return subprocess.Popen([BIN / tool, *arguments, "--report", "out.json"], cwd=self.dir, stderr=subprocess.PIPE, **options)

    def interrupt_spool(self, number, status, output, left):
        """The spool stops in its middle, and its writer goes on living: the tool has begun, and waits."""
        records = typed_spool(self.ITEMS)
        with self.start("spool2mime", "-o", output, stdin=subprocess.PIPE) as tool:
            tool.stdin.write("".join(records[: self.ITEMS // 2]).encode())
            tool.stdin.flush()
            self.wait_for(lambda: self.has_begun(self.dir / (output + ".partial")))
            tool.send_signal(number)
            return self.assert_stopped(tool, status, left)

    def has_begun(self, partial):
        return partial.is_file() or any(partial.rglob("*.eml"))

    def assert_stopped(self, tool, status, left):
        self.assertEqual(tool.wait(timeout=60), status)
        talk = tool.stderr.read().decode()
        self.assertIn("stopped by the user", talk)
        self.assertEqual(self.left(), left, talk)
        report = json.loads((self.dir / "out.json").read_text())
        self.assertEqual(report["verdict"], "interrupted")
        box = report["mailboxes"][0]
        done = sum(box["totals"][key] for key in ("written", "skipped", "failed"))
        self.assertEqual(box["totals"]["expected"], done + box["not_reached"])
        self.assertGreater(box["not_reached"], 0)
        return talk


class Damage(ToolTest):
    def test_a_body_its_code_page_cannot_explain_is_damage(self):
        for body, status in (("fine\n".encode(), 0), (b"not \xff fine\n", 3)):
            with self.subTest(body=body):
                spool = "".join(typed_spool(1)).encode().replace(b"5\nbody\n\n", b"%d\n%s\n" % (len(body), body))
                spool = spool.replace(b'"payload_bytes":5', b'"payload_bytes":%d' % len(body))
                (self.dir / "x.spool").write_bytes(spool)

                done = self.run_tool("mailconvert", "x.spool", "-o", "out", "--force", "--report", "r.json")

                self.assert_status(done, status)
                report = json.loads((self.dir / "r.json").read_text())
                self.assertEqual(report["mailboxes"][0]["undecodable_texts"] > 0, status == 3)

    def test_a_block_that_is_overwritten_costs_its_item_and_the_status_says_so(self):
        whole = bytearray(store(SAMPLE).read_bytes())
        whole[0xA400:0xA600] = b"\x55" * 0x200  # where this store keeps nid 0x00200064
        (self.dir / "damaged.pst").write_bytes(whole)

        done = self.run_tool("mailconvert", "damaged.pst", "-o", "out")

        self.assert_status(done, 3)
        self.assert_says(done, "lost: item nid 0x00200064")


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
