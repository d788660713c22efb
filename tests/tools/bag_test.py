"""--bag: an EML tree as a mailbag."""

import email
import email.policy
import hashlib
import json
import os
import shutil
import sys
import unittest

import bag_check
from harness import ROOT, ToolTest, store

sys.path.insert(0, str(ROOT / "tests" / "oracle"))
import pst_scenarios  # noqa: E402
import spool_writer  # noqa: E402
from spool_writer import SpoolWriter  # noqa: E402

SAMPLE = "tika_testPST.pst"


class BagTest(ToolTest):
    def bag(self, *arguments, output="bag", statuses=(0,), **options):
        done = self.run_tool("mailconvert", *arguments, "-o", output, "--bag", **options)
        self.assert_status(done, *statuses)
        return done

    def assert_valid(self, name="bag"):
        wrong, rows = bag_check.check(self.dir / name)
        self.assertEqual(wrong, [])
        return rows

    def info(self, name="bag"):
        return dict(bag_check.info(self.dir / name, []))

    def spool(self, messages, name="x.spool"):
        with (self.dir / name).open("wb") as stream, SpoolWriter(stream) as spool:
            pst_scenarios.fill(spool, messages)


class Bags(BagTest):
    def test_a_bag_is_valid_and_each_row_is_its_mail(self):
        shutil.copy(store(SAMPLE), self.dir / "a.pst")
        self.bag("a.pst", "--report", "r.json")

        rows = self.assert_valid()
        report = json.loads((self.dir / "r.json").read_text())["mailboxes"][0]
        self.assertEqual(len(rows), report["totals"]["written"])
        self.assertEqual(report["files"], sum(1 for path in (self.dir / "bag").rglob("*") if path.is_file()))
        for row in rows:
            path = self.dir.joinpath("bag/data/eml", row["Derivatives-Path"], row["Mailbag-Message-ID"] + ".eml")
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            self.assertEqual(row["Original-File"], "a.pst")
            self.assertEqual(str(mail["Subject"] or ""), row["Subject"])
            self.assertEqual(str(mail["Date"] or ""), row["Date"])
            self.assertEqual(mail.get_content_type(), row["Content-Type"])
            self.assertEqual(mail["X-Restante-Folder"] or row["Message-Path"], row["Message-Path"])
        info = self.info()
        self.assertEqual((info["Mailbag-Source"], info["Original-Included"], info["Restante-Original-File"]), ("pst", "False", "a.pst"))
        manifest = (self.dir / "bag/manifest-sha256.txt").read_bytes()
        self.assertEqual(info["External-Identifier"], "sha256:" + hashlib.sha256(manifest).hexdigest())

    def test_the_checker_finds_what_is_wrong_with_a_bag(self):
        self.spool([pst_scenarios.mail(number) for number in range(3)])
        self.bag("x.spool")
        self.assert_valid()
        shutil.copytree(self.dir / "bag", self.dir / "whole")
        first, second = sorted(path.relative_to(self.dir / "bag") for path in (self.dir / "bag/data/eml").rglob("*.eml"))[:2]
        for name, content, told in ((first, b"x", "another digest"), (second, None, "not there"),
                                    ("data/eml/stray.eml", b"", "not listed"), ("stray.txt", b"", "not listed"),
                                    ("bag-info.txt", b"Payload-Oxum: 1.1\n", "Payload-Oxum")):
            path = self.dir / "bag" / name
            if content is None:
                path.unlink()
            else:
                path.write_bytes((path.read_bytes() if told == "another digest" else b"") + content)
            wrong, _ = bag_check.check(self.dir / "bag")
            self.assertTrue(any(told in line and (told == "Payload-Oxum" or str(name) in line) for line in wrong), (name, told, wrong))
            shutil.rmtree(self.dir / "bag")
            shutil.copytree(self.dir / "whole", self.dir / "bag")

    def test_an_empty_mailbox_is_a_bag_too(self):
        self.bag(store("outlookpstrs_Empty.pst"))

        self.assertEqual(self.assert_valid(), [])

    def test_odd_names_and_texts_do_no_harm(self):
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as spool:
            top = pst_scenarios.top(spool)
            for name in ("50% off", "a/b\nc", "ÜBER", "über", "CON", "*important*"):
                folder = spool.folder(name, top, items=1)
                spool.message(folder, **pst_scenarios.mail(1, subject=f'"{name}", said\nAnn', message_id="<a\nb@c>"))
        self.bag("x.spool", statuses=(0, 3))

        rows = self.assert_valid()
        self.assertIn("Top of Personal Folders/50% off", [row["Message-Path"] for row in rows])
        self.assertEqual(len({row["Derivatives-Path"].lower() for row in rows}), len(rows))

    def test_what_is_left_out_is_listed(self):
        self.spool([pst_scenarios.mail(number, sent=f"19{90 + number}-01-01T00:00:00Z", message_id=f"<{number}@x.example>" if number else None)
                    for number in range(6)])
        self.bag("x.spool", "--since", "1993-01-01")

        self.assertEqual(len(self.assert_valid()), 3)
        self.assertEqual((self.dir / "bag/messages_not_retained.txt").read_text(), "1@x.example\n2@x.example\n")
        self.assertEqual(self.info()["Restante-Not-Retained"], "3 messages, 1 of them without a Message-ID")

    def test_what_was_lost_before_is_counted_too(self):
        (self.dir / "x.spool").write_bytes((ROOT / "testdata/spool/losses-and-notes/input.spool").read_bytes())
        self.bag("x.spool", "--report", "r.json", statuses=(3,))

        self.assert_valid()
        box, = json.loads((self.dir / "r.json").read_text())["mailboxes"]
        lost = box["totals"]["failed"] + box["totals"]["skipped"]
        self.assertGreater(lost, 0)
        self.assertRegex(self.info()["Restante-Not-Retained"], f"^{lost} messages?, ")

    def test_the_same_input_gives_the_same_bag(self):
        self.spool([pst_scenarios.mail(number) for number in range(20)])
        bags = []
        for epoch in ("86400", "86400", "172800"):
            self.bag("x.spool", "--force", env=os.environ | {"SOURCE_DATE_EPOCH": epoch})
            bags.append(self.tree("bag"))
        self.assertEqual(bags[0], bags[1])
        self.assertEqual(self.info()["Bagging-Timestamp"], "1970-01-03T00:00:00+00:00")
        different = {name for name in bags[0] if bags[0][name] != bags[2][name]}
        self.assertEqual(different, {"bag-info.txt", "tagmanifest-sha256.txt"})

    def test_several_mailboxes_are_a_bag_each(self):
        for name in ("a", "b"):
            self.spool([pst_scenarios.mail(number) for number in range(2)], f"{name}.spool")
        self.bag("a.spool", "b.spool", output="bags")

        bags = sorted(path.name for path in (self.dir / "bags").iterdir())
        self.assertEqual(len(bags), 2)
        for name in bags:
            self.assertEqual(len(self.assert_valid(f"bags/{name}")), 2)

    def test_a_control_list_makes_bags(self):
        self.spool([pst_scenarios.mail(number) for number in range(2)], "a.spool")
        (self.dir / "list.csv").write_text("Ann,ann,a.spool,ann\n")
        done = self.run_tool("mailconvert", "--control", "list.csv", "--bag", "-o", "all", "--as", "eml")

        self.assert_status(done, 0)
        self.assertEqual(len(self.assert_valid("all/ann")), 2)

    def test_a_bag_reads_back_as_the_mailbox_it_holds(self):
        shutil.copy(store(SAMPLE), self.dir / "a.pst")
        self.bag("a.pst")
        self.assert_status(self.run_tool("mailconvert", "bag", "-o", "again", "--report", "r.json"), 0)

        box, = json.loads((self.dir / "r.json").read_text())["mailboxes"]
        self.assertEqual(box["totals"]["written"], len(self.assert_valid()))
        self.run_tool("mailconvert", "a.pst", "-o", "plain")
        plain, again = ({str(path.parent.relative_to(self.dir / name)) for path in (self.dir / name).rglob("*.eml")} for name in ("plain", "again"))
        self.assertEqual({"data/eml" if folder == "." else folder for folder in plain}, again)

    def test_evidence_of_a_bag_names_the_files_in_it(self):
        shutil.copy(store(SAMPLE), self.dir / "a.pst")
        self.bag("a.pst", "--evidence", "ev")

        rows = self.assert_valid()
        outputs = {line.split("  ", 1)[1] for line in (self.dir / "ev/outputs.sha256").read_text().splitlines()}
        self.assertEqual(outputs, {path.relative_to(self.dir).as_posix() for path in (self.dir / "bag").rglob("*") if path.is_file()})
        self.assertEqual(sum(1 for name in outputs if name.endswith(".eml")), len(rows))

    def test_only_a_tree_of_eml_files_can_be_a_bag(self):
        shutil.copy(store("pstsdk_sample1.pst"), self.dir / "a.pst")
        for form in ("mbox", "maildir", "pst", "spool", "iff"):
            done = self.run_tool("mailconvert", "a.pst", "-o", "x", "--as", form, "--bag")
            self.assert_status(done, 64)
            self.assert_says(done, "a mailbag holds .eml files")
        self.assertEqual(self.left(), ["a.pst"])

    def test_force_replaces_a_bag_of_ours_and_nobody_elses(self):
        self.spool([pst_scenarios.mail(0)])
        self.bag("x.spool")
        self.bag("x.spool", "--force")
        self.assert_valid()
        (self.dir / "other").mkdir()
        (self.dir / "other/bagit.txt").write_text("BagIt-Version: 1.0\n")

        self.bag("x.spool", "--force", output="other", statuses=(73,))

    def test_a_dry_run_counts_a_bag_and_writes_nothing(self):
        self.spool([pst_scenarios.mail(number) for number in range(5)])
        for options in (["--dry-run", "--report", "dry.json"], ["--report", "wet.json"]):
            self.bag("x.spool", *options, env=os.environ | {"SOURCE_DATE_EPOCH": "0"})
        reports = [json.loads((self.dir / name).read_text())["mailboxes"][0] for name in ("dry.json", "wet.json")]

        self.assertEqual(*[(report["files"], report["bytes"]) for report in reports])


if __name__ == "__main__":
    unittest.main(verbosity=2)
