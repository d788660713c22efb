"""The evidence of a run: hashes of the sources, the bytes of each item, and what became of it."""

import csv
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

from harness import BIN, ROOT, SHARED, ToolTest, store
from iff_case import HEADER, Set
from post_office import PostOffice

sys.path.insert(0, str(ROOT / "tests" / "oracle"))
import pst_file  # noqa: E402
import pst_scenarios  # noqa: E402
import spool_writer  # noqa: E402
from spool_writer import SpoolWriter  # noqa: E402

SAMPLE = "tika_testPST.pst"
DFXML = "{http://www.forensicswiki.org/wiki/Category:Digital_Forensics_XML}"
DC = "{http://purl.org/dc/elements/1.1/}"
OURS = "{urn:x-restante:evidence:1}"
# The order in which the working group's own module writes (dfxml/objects.py).
ORDER = ["filename", "error", "id", "name_type", "filesize", "alloc", "mtime", "crtime", "extension", "byte_runs", "hashdigest"]
FILES = ["dfxml.xml", "index.csv", "manifest-sha256.txt", "outputs.sha256", "run.json", "sources.csv", "sources.md5", "sources.sha256"]
PERMUTE, CYCLIC = 1, 2


class Item:
    """A fileobject of the DFXML."""

    def __init__(self, element):
        self.id = element.findtext(DFXML + "id")
        self.filename = element.findtext(DFXML + "filename")
        self.error = element.findtext(DFXML + "error")
        self.own = {child.tag.removeprefix(OURS): child.text for child in element if child.tag.startswith(OURS)}
        self.runs = [(int(run.get("img_offset")), int(run.get("len", 0))) for run in element.iter(DFXML + "byte_run")]
        self.hashes = {one.get("type"): one.text for one in element.iter(DFXML + "hashdigest")}


class EvidenceTest(ToolTest):
    def gather(self, *arguments, statuses=(0,), output="out", evidence="ev", **options):
        done = self.run_tool("mailconvert", *arguments, "-o", output, "--evidence", evidence, **options)
        self.assert_status(done, *statuses)
        return done

    def rows(self, evidence="ev", name="index.csv"):
        with open(self.dir / evidence / name, encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def objects(self, evidence="ev"):
        """Every fileobject, its structure checked."""
        found, root = [], None
        for event, element in ElementTree.iterparse(self.dir / evidence / "dfxml.xml", events=("start", "end")):
            root = element if root is None else root
            if event == "end" and element.tag == DFXML + "fileobject":
                self.check_object(element)
                found.append(Item(element))
                element.clear()
        self.assertEqual(root.tag, DFXML + "dfxml")
        self.assertEqual(root.get("version"), "2.0.0-beta.0")
        children = [child.tag for child in root if child.tag != DFXML + "fileobject"]
        self.assertEqual(children, [DFXML + name for name in ("metadata", "creator", "source")])
        self.assertTrue(root.find(DFXML + "metadata").findtext(DC + "type"))
        creator = [child.tag.removeprefix(DFXML) for child in root.find(DFXML + "creator")]
        self.assertEqual(creator, ["program", "version", "build_environment"])
        self.images = [child.text for child in root.find(DFXML + "source")]
        self.assertEqual(len(found), len({item.id for item in found}))
        return found

    def check_object(self, element):
        names = ["extension" if child.tag.startswith(OURS) else child.tag.removeprefix(DFXML) for child in element]
        places = [ORDER.index(name) for name in names]
        self.assertEqual(places, sorted(places))
        within = 0
        for run in element.iter(DFXML + "byte_run"):  # of unknown length: none says how much all are
            self.assertEqual(run.get("file_offset"), None if within is None else str(within))
            within = None if within is None or run.get("len") is None else within + int(run.get("len"))
        if element.find(DFXML + "byte_runs") is not None:
            self.assertEqual(element.findtext(DFXML + "filesize"), None if within is None else str(within))

    def check_sums(self, evidence="ev"):
        """All that sha256sum and md5sum find in the package is as it says; nothing is unlisted."""
        top = self.dir / evidence
        for tool, listed, folder in (("sha256sum", "manifest-sha256.txt", top), ("sha256sum", "outputs.sha256", self.dir),
                                     ("sha256sum", "sources.sha256", self.dir), ("md5sum", "sources.md5", self.dir)):
            if (top / listed).stat().st_size:  # they refuse an empty list
                done = subprocess.run([tool, "--check", "--strict", "--quiet", top / listed], cwd=folder, capture_output=True, check=False)
                self.assertEqual(done.returncode, 0, (listed, done.stdout, done.stderr))
        self.assertEqual(sorted(path.name for path in top.iterdir()), FILES)
        manifest = [line.split("  ", 1)[1] for line in (top / "manifest-sha256.txt").read_text().splitlines()]
        self.assertEqual(manifest, [name for name in FILES if name not in ("manifest-sha256.txt", "run.json")])
        run = json.loads((top / "run.json").read_text())
        self.assertEqual(run["manifest_sha256"], hashlib.sha256((top / "manifest-sha256.txt").read_bytes()).hexdigest())
        return run

    def outputs(self, evidence="ev"):
        return {line.split("  ", 1)[1]: line.split("  ", 1)[0].removeprefix("\\")
                for line in (self.dir / evidence / "outputs.sha256").read_text().splitlines()}


class Package(EvidenceTest):
    def test_every_item_has_a_row_an_object_and_its_output(self):
        shutil.copy(store(SAMPLE), self.dir / "a.pst")
        done = self.gather("a.pst")

        run = self.check_sums()
        self.assertEqual((run["exit_status"], run["verdict"]), (0, "complete"))
        self.assertEqual(run["source_files"], {"unchanged": 1, "changed": 0, "gone": 0, "appeared": 0, "unread": 0})
        self.assertEqual(run["command_line"][1:], ["a.pst", "-o", "out", "--evidence", "ev"])
        self.assertEqual(run["mailboxes"][0]["written"], sum(1 for row in self.rows() if row["outcome"] == "written"))
        self.assert_says(done, hashlib.sha256((self.dir / "ev/run.json").read_bytes()).hexdigest())
        items = {item.id: item for item in self.objects()}
        self.assertEqual(self.images, ["a.pst"])
        size = (self.dir / "a.pst").stat().st_size
        for row in self.rows():
            item = items[row["row"]]
            self.assertEqual((row["source"], row["source_file"], item.own["image_filename"]), ("a.pst",) * 3)
            self.assertEqual(" ".join(f"0x{offset:X}+{length}" for offset, length in item.runs), row["byte_ranges"])
            self.assertTrue(item.runs and all(offset + length <= size for offset, length in item.runs))
            if row["outcome"] == "written":
                self.assertEqual(hashlib.sha256((self.dir / row["output_file"]).read_bytes()).hexdigest(), row["output_sha256"])
                self.assertEqual(item.own["output_sha256"], row["output_sha256"])
        source = items["source 1"]
        self.assertEqual((source.filename, source.own["verdict"]), ("a.pst", "unchanged"))
        data = (self.dir / "a.pst").read_bytes()
        self.assertEqual(source.hashes, {"md5": hashlib.md5(data).hexdigest(), "sha256": hashlib.sha256(data).hexdigest()})
        only, = self.rows(name="sources.csv")
        self.assertEqual([only[f"sha256_{when}"] for when in ("before", "after")], [source.hashes["sha256"]] * 2)
        self.assertEqual([only[f"md5_{when}"] for when in ("before", "after")], [source.hashes["md5"]] * 2)

    def test_each_form_of_output_is_hashed_file_by_file(self):
        shutil.copy(store("pstsdk_sample1.pst"), self.dir / "a.pst")
        for output, form in (("eml", "eml"), ("box", "mbox"), ("dir", "maildir"), ("x.pst", "pst"), ("y.pst", "pst-ansi"),
                             ("x.spool", "spool"), ("x.pkl", "iff")):
            with self.subTest(form=form):
                self.gather("a.pst", "--as", form, output=output, evidence=f"ev-{form}", statuses=(0, 3))

                self.check_sums(f"ev-{form}")
                outputs = self.outputs(f"ev-{form}")
                there = self.dir / output
                files = [path for path in (there.rglob("*") if there.is_dir() else [there]) if path.is_file()]
                if form == "iff":
                    files += [path for path in self.dir.iterdir() if path.suffix in (".PRI", ".SEC")]
                self.assertEqual(sorted(outputs), sorted(path.relative_to(self.dir).as_posix() for path in files))
                written = [row for row in self.rows(f"ev-{form}") if row["outcome"] == "written"]
                self.assertTrue(written)
                for row in written:
                    self.assertEqual(outputs[row["output_file"]], row["output_sha256"])
                if form == "mbox":
                    self.assertEqual(written[0]["output_item"], "1")
                elif form.startswith("pst"):
                    there = {f"nid 0x{nid:08X}" for nid in pst_file.PstFile(self.dir / output).nodes}
                    self.assertLessEqual({row["output_item"] for row in written}, there)
                    self.assertEqual(len({row["output_item"] for row in written}), len(written))

    def test_a_divided_pst_has_its_items_in_its_parts(self):
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as spool:
            pst_scenarios.fill(spool, [pst_scenarios.mail(number, attachments=[
                spool_writer.file("n.bin", spool_writer.noise(600_000, number))]) for number in range(6)])
        self.gather("x.spool", "--split-size", "2M", output="y.pst")

        self.check_sums()
        parts = {row["output_file"] for row in self.rows()}
        self.assertGreater(len(parts), 1)
        self.assertEqual(parts, {path.name for path in self.dir.glob("y*.pst")})

    def test_the_same_input_gives_the_same_package_but_for_the_run_record(self):
        shutil.copy(store(SAMPLE), self.dir / "a.pst")
        for evidence in ("first", "second"):
            self.gather("a.pst", "--force", evidence=evidence)
        trees = [self.tree(name) for name in ("first", "second")]
        self.assertNotEqual(trees[0].pop("run.json"), trees[1].pop("run.json"))

        self.assertEqual(*trees)

    def test_source_date_epoch_stands_in_for_the_clock(self):
        shutil.copy(store(SAMPLE), self.dir / "a.pst")
        runs = []
        for _ in range(2):
            self.gather("a.pst", "--force", env=os.environ | {"SOURCE_DATE_EPOCH": "86400"})
            runs.append(self.tree("ev"))
            shutil.rmtree(self.dir / "ev")

        self.assertEqual(*runs)
        self.assertEqual(json.loads(runs[0]["run.json"])["started"], "1970-01-02T00:00:00Z")

    def test_every_file_of_a_post_office_is_hashed_and_attachments_name_theirs(self):
        office = PostOffice(self.dir / "PO")
        for name, hexid in (("ANNLEE", "00000010"), ("BOBRAY", "00000011")):
            office.user(name, hexid)
        number = office.att(b"an attachment that is a file of its own")
        mai = office.deliver("00000010", "Plan", attachments=[(number, "PLAN.TXT")])
        office.deliver("00000011", "Answer")
        office.close()
        (self.dir / "PO/NOTES.TXT").write_text("nobody reads this")
        self.gather("PO", statuses=(0, 3))

        self.check_sums()
        there = sorted(path.relative_to(self.dir).as_posix() for path in (self.dir / "PO").rglob("*") if path.is_file())
        self.assertEqual([row["file"] for row in self.rows(name="sources.csv")], there)
        row = next(row for row in self.rows() if row["subject"] == "Plan" and row["kind"] == "item")
        letter = self.dir / row["source_file"]
        self.assertEqual(letter.name, f"{mai}.MAI")
        self.assertEqual(row["byte_ranges"], f"0x0+{letter.stat().st_size}")
        self.assertEqual(row["further_ranges"], f"PO/ATT/AT{number[-1]}/{number}.ATT: 0x0+39")
        part = next(item for item in self.objects() if item.own.get("part_of") == row["row"])
        self.assertEqual((part.own["image_filename"], part.runs), (f"PO/ATT/AT{number[-1]}/{number}.ATT", [(0, 39)]))

    def test_a_row_of_a_migration_set_and_its_sections_are_the_message(self):
        made = Set()
        rows = made.row(b"First", b"Line one.\r\nLine two.\r\n", (b"raw.bin", b"\x00\x01bytes")) + made.row(b"Second", b"Other text")
        (self.dir / "set").mkdir()
        for name, data in (("north.pkl", b"1252\r\n\r\nFilename,Filetype\r\nA.PRI,Primary\r\nA.SEC,Secondary\r\n"),
                           ("a.pri", b"MAILMESSAGE,SMTP:bo@north.example\r\n" + HEADER + rows), ("a.sec", made.sections)):
            (self.dir / "set" / name).write_bytes(data)
        self.gather("set/north.pkl", statuses=(0, 3))

        self.check_sums()
        self.assertEqual({row["file"] for row in self.rows(name="sources.csv")}, {"set/north.pkl", "set/a.pri", "set/a.sec"})
        items = {row["subject"]: row for row in self.rows() if row["kind"] == "item"}
        for subject, body, content in (("First", b"Line one.\r\nLine two.\r\n", b"\x00\x01bytes"), ("Second", b"Other text", b"")):
            pieces = dict([(items[subject]["source_file"], items[subject]["byte_ranges"])]
                          + [piece.split(": ") for piece in items[subject]["further_ranges"].split("; ")])
            data = b"".join((self.dir / file).read_bytes()[int(offset, 16):][:int(length)] for file, ranges in pieces.items()
                            for offset, length in re.findall(r"0x([0-9A-F]+)\+(\d+)", ranges))
            for part in (subject.encode(), body, content):
                self.assertIn(part, data)

    def test_bytes_of_a_store_that_is_not_at_hand_are_not_said_to_be_the_spools(self):
        self.run_tool("pst2spool", store(SAMPLE), "-o", "x.spool")
        self.gather("x.spool")

        self.check_sums()
        for row in self.rows():
            self.assertEqual((row["source"], row["source_file"], row["byte_ranges"]), ("x.spool", "", ""))
            self.assertEqual(row["origin"], SAMPLE)
            self.assertRegex(row["origin_ranges"], r"^0x[0-9A-F]+\+\d+")
        self.assertFalse([item for item in self.objects() if item.runs])

    def test_mail_files_are_their_own_bytes_and_mboxes_hold_theirs(self):
        (self.dir / "mails").mkdir()
        texts = [f"From: a@b.example\r\nSubject: number {number}\r\n\r\nbody {number}\r\n".encode() for number in range(3)]
        for number, text in enumerate(texts):
            (self.dir / f"mails/{number}.eml").write_bytes(text)
        (self.dir / "one.eml").write_bytes(texts[0])
        (self.dir / "x.mbox").write_bytes(b"".join(b"From a@b.example Thu Jan  1 00:00:00 1970\n" + text.replace(b"\r", b"") + b"\n" for text in texts))
        self.gather("mails", "one.eml", "x.mbox")

        self.check_sums()
        rows = self.rows()
        self.assertEqual(len(rows), 7)
        for row in rows:
            (offset, length), = re.findall(r"0x([0-9A-F]+)\+(\d+)", row["byte_ranges"])
            data = (self.dir / row["source_file"]).read_bytes()[int(offset, 16):][:int(length)]
            self.assertIn(b"Subject: " + row["subject"].encode(), data)
            self.assertEqual(data.count(b"Subject: "), 1)

    def test_a_store_inside_an_image_is_counted_from_the_images_beginning(self):
        inside = store("pstsdk_sample1.pst").read_bytes()
        (self.dir / "disk.img").write_bytes(bytes(5 * 512) + inside)
        shutil.copy(store("pstsdk_sample1.pst"), self.dir / "a.pst")
        self.gather("--carve", "disk.img", statuses=(0, 3))
        self.gather("a.pst", output="out2", evidence="ev2")

        moved = [item.runs for item in self.objects() if item.runs]
        plain = [item.runs for item in self.objects("ev2") if item.runs]
        self.assertEqual(moved, [[(offset + 5 * 512, length) for offset, length in runs] for runs in plain])

    def test_names_that_differ_in_case_alone_are_files_of_their_own(self):
        (self.dir / "case").mkdir()
        for name, words in (("A.eml", "the longer of the two"), ("a.eml", "short")):
            (self.dir / "case" / name).write_text(f"From: ann@x.example\nSubject: {name}\n\n{words}\n")
        self.gather("case")

        places = {row["subject"]: (row["source_file"], row["byte_ranges"]) for row in self.rows()}
        self.assertEqual(places, {name: (f"case/{name}", f"0x0+{(self.dir / 'case' / name).stat().st_size}") for name in ("A.eml", "a.eml")})

    def test_a_lost_structure_of_unknown_length_has_no_size(self):
        (self.dir / "cut.pst").write_bytes(store(SAMPLE).read_bytes()[:400_000])
        self.gather("cut.pst", statuses=(3, 65))

        self.objects()  # checks each
        self.check_sums()


class Members(EvidenceTest):
    """What is in archives: the user has the archive."""

    def pack(self, name="a.zip"):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr(zipfile.ZipInfo("deep/b.pst"), store(SAMPLE).read_bytes())
        with zipfile.ZipFile(self.dir / name, "w") as archive:
            archive.writestr(zipfile.ZipInfo("mail/a.eml"), b"From: ann@x.example\nSubject: alone\n\nwords\n")
            archive.writestr(zipfile.ZipInfo("inner.zip"), inner.getvalue())

    def test_the_archive_is_hashed_and_its_members_are_named_in_it(self):
        self.pack()
        digests = {"a.zip": hashlib.sha256((self.dir / "a.zip").read_bytes()).hexdigest(),
                   "a.zip!inner.zip!deep/b.pst": hashlib.sha256(store(SAMPLE).read_bytes()).hexdigest()}
        self.gather("a.zip")

        run = self.check_sums()
        self.assertEqual((self.dir / "ev/sources.sha256").read_text(), f"{digests['a.zip']}  a.zip\n")
        sources = {row["file"]: row for row in self.rows(name="sources.csv")}
        self.assertEqual(set(sources), {"a.zip", "a.zip!mail/a.eml", "a.zip!inner.zip!deep/b.pst"})
        for name, digest in digests.items():
            self.assertEqual((sources[name]["sha256_before"], sources[name]["sha256_after"], sources[name]["verdict"]), (digest, digest, "unchanged"))
        self.assertEqual({name: row["archive"] for name, row in sources.items()}, {name: "" if name == "a.zip" else "a.zip" for name in sources})
        self.assertEqual({row["source_file"] for row in self.rows()}, set(sources) - {"a.zip"})
        objects = self.objects()
        self.assertEqual(set(self.images), set(sources))
        self.assertLessEqual({item.own["image_filename"] for item in objects if "image_filename" in item.own}, set(sources))
        self.assertEqual({box["source"] for box in run["mailboxes"]}, {"a.zip!mail", "a.zip!inner.zip!deep/b.pst"})

    def test_two_runs_over_an_archive_give_the_same_package_and_name_no_temporary_file(self):
        self.pack()
        (self.dir / "scratch").mkdir()
        for name in ("one", "two"):
            self.gather("a.zip", output=f"{name}/out", evidence=f"{name}/ev", env=os.environ | {"SOURCE_DATE_EPOCH": "0", "TMPDIR": str(self.dir / "scratch")})
        packages = [{path.name: path.read_bytes().replace(name.encode() + b"/", b"") for path in (self.dir / name / "ev").iterdir()} for name in ("one", "two")]
        for files in packages:
            for name, content in files.items():
                self.assertNotIn(b"scratch", content, name)
        same = [name for name in FILES if name not in ("outputs.sha256", "manifest-sha256.txt", "run.json")]
        self.assertEqual(*[{name: files[name] for name in same} for files in packages])

    def test_no_evidence_lies_in_a_directory_that_is_searched(self):
        (self.dir / "src").mkdir()
        shutil.copy(store(SAMPLE), self.dir / "src/a.pst")
        done = self.gather("src/", statuses=(73, ), evidence="src/ev")

        self.assert_says(done, "src/ev: the evidence lies in the source src/")
        self.assertEqual([path.name for path in (self.dir / "src").iterdir()], ["a.pst"])

class Trouble(EvidenceTest):
    def test_lost_and_damaged_items_have_rows_that_close_the_books(self):
        whole = bytearray(store(SAMPLE).read_bytes())
        whole[0xA400:0xA600] = b"\x55" * 0x200  # where this store keeps nid 0x00200064
        (self.dir / "damaged.pst").write_bytes(whole)
        for engine in ("native", "libpff"):
            with self.subTest(engine=engine):
                self.gather("damaged.pst", "--engine", engine, "--report", "r.json", "--force", evidence=f"ev-{engine}", statuses=(3,))

                self.check_sums(f"ev-{engine}")
                box = json.loads((self.dir / "r.json").read_text())["mailboxes"][0]
                rows = [row for row in self.rows(f"ev-{engine}") if row["kind"] == "item"]
                self.assertEqual(len(rows), box["totals"]["expected"])
                for outcome in ("written", "skipped", "failed"):
                    self.assertEqual(sum(1 for row in rows if row["outcome"] == outcome), box["totals"][outcome])
                told = [row for row in rows if row["item"] == "nid 0x00200064"]
                self.assertEqual(len(told), 1)
                if engine == "native":
                    self.assertEqual(told[0]["state"], "partial")
                    self.assertIn("bad checksum at 0xA580", told[0]["missing"])
                else:
                    self.assertEqual((told[0]["state"], told[0]["outcome"]), ("lost", "failed"))
                    self.assertTrue(told[0]["reason"])

    def test_what_a_filter_leaves_out_has_a_row_with_its_reason(self):
        self.gather(store(SAMPLE), "--until", "1980-01-01", statuses=(0, 3))

        skipped = [row for row in self.rows() if row["outcome"] == "skipped"]
        self.assertTrue(skipped)
        for row in skipped:
            self.assertIn("--until", row["reason"])
            self.assertEqual((row["output_file"], row["output_sha256"]), ("", ""))
            self.assertTrue(row["byte_ranges"])

    def test_a_source_that_cannot_be_converted_has_a_row_beside_those_that_can(self):
        (self.dir / "bad.pst").write_bytes(b"nothing at all")
        done = self.gather("bad.pst", store(SAMPLE), statuses=(3,))

        run = self.check_sums()
        self.assertEqual([box["status"] for box in run["mailboxes"]], ["failed", "complete"])
        row = next(row for row in self.rows() if row["kind"] == "source")
        self.assertEqual((row["source"], row["state"]), ("bad.pst", "lost"))
        self.assertIn(row["reason"], done.talk)
        self.assertEqual(len(self.rows(name="sources.csv")), 2)

    def change_during_a_run(self, change):
        """Stops the tool once it has begun to write, and lets `change` do its work before it goes on."""
        spool = self.dir / "x.spool"
        with spool.open("wb") as stream, SpoolWriter(stream) as writer:
            pst_scenarios.fill(writer, [pst_scenarios.mail(number) for number in range(1200)])
        with subprocess.Popen([BIN / "mailconvert", spool.name, "-o", "out", "--evidence", "ev", "--report", "r.json"], cwd=self.dir,
                              stderr=subprocess.PIPE) as tool:
            self.wait_for(lambda: (self.dir / "out.partial").exists())
            tool.send_signal(signal.SIGSTOP)
            self.assertFalse((self.dir / "out").exists(), "it was too fast for this test")
            change(spool)
            tool.send_signal(signal.SIGCONT)
            talk = tool.stderr.read().decode()
        self.assertEqual(tool.returncode, 74, talk)
        self.assertIn("SOURCE CHANGED during the run: x.spool", talk)
        report = json.loads((self.dir / "r.json").read_text())
        self.assertEqual((report["exit_code"], report["verdict"]), (74, "failed"))
        self.assertTrue(any("SOURCE CHANGED" in note for note in report["notes"]))
        self.assertEqual(json.loads((self.dir / "ev/run.json").read_text())["exit_status"], 74)
        only, = self.rows(name="sources.csv")
        return only

    def test_a_source_that_changes_during_the_run_is_a_loud_error(self):
        def touch(path):
            time.sleep(0.01)
            data = bytearray(path.read_bytes())
            data[30] ^= 1  # of its first record, which has been read
            with path.open("r+b") as stream:
                stream.write(data)
        row = self.change_during_a_run(touch)

        self.assertEqual(row["verdict"], "changed")
        self.assertNotEqual(row["sha256_before"], row["sha256_after"])
        source = next(item for item in self.objects() if item.id == "source 1")
        self.assertEqual(source.error, "changed during the run")

    def test_a_source_that_goes_away_during_the_run_is_one_too(self):
        row = self.change_during_a_run(lambda path: path.unlink())

        self.assertEqual((row["verdict"], row["sha256_after"]), ("gone", ""))
        self.assertRegex(row["sha256_before"], "^[0-9a-f]{64}$")

    def test_a_run_that_is_stopped_leaves_no_package(self):
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as writer:
            pst_scenarios.fill(writer, [pst_scenarios.mail(number) for number in range(1200)])
        with subprocess.Popen([BIN / "mailconvert", "x.spool", "-o", "out", "--evidence", "ev"], cwd=self.dir, stderr=subprocess.PIPE) as tool:
            self.wait_for(lambda: (self.dir / "out.partial").exists())
            tool.send_signal(signal.SIGINT)
            talk = tool.stderr.read().decode()
        self.assertEqual(tool.returncode, 130, talk)
        self.assertIn("what there is of the evidence is in ev.partial", talk)
        self.assertEqual(self.left(), ["ev.partial", "out.partial", "x.spool"])
        self.gather("x.spool")
        self.check_sums()

    def test_evidence_has_a_place_of_its_own_or_is_refused(self):
        shutil.copy(store(SAMPLE), self.dir / "a.pst")
        office = PostOffice(self.dir / "PO")
        office.user("ANNLEE", "00000010")
        office.close()
        (self.dir / "full").mkdir()
        (self.dir / "full/file").write_text("somebody's")
        (self.dir / "empty").mkdir()
        (self.dir / "list.csv").write_text("Ann,ann,a.pst,ann.pst\n")
        before = self.left()
        for arguments, status, why in (
                (["a.pst", "-o", "out", "--evidence", "full"], 73, "new or empty"),
                (["a.pst", "-o", "out", "--evidence", "full", "--force"], 73, "new or empty"),
                (["a.pst", "-o", "out", "--evidence", "a.pst"], 73, "is the source"),
                (["PO", "-o", "out", "--evidence", "PO/ev"], 73, "lies in the source"),
                (["a.pst", "-o", "out", "--evidence", "out"], 73, "in one another"),
                (["a.pst", "-o", "out", "--evidence", "out/ev"], 73, "in one another"),
                (["a.pst", "-o", "ev/out", "--evidence", "ev"], 73, "in one another"),
                (["a.pst", "-o", "out", "--evidence", "empty", "--report", "empty/r.json"], 73, "lies in the evidence"),
                (["a.pst", "-o", "out", "--evidence", "ev", "--dry-run"], 64, "--dry-run writes none"),
                (["a.pst", "-o", "-", "--as", "spool", "--evidence", "ev"], 64, "-o - writes none"),
                (["--control", "list.csv", "--evidence", "ev"], 64, "--control")):
            with self.subTest(arguments=arguments):
                done = self.run_tool("mailconvert", *arguments)

                self.assert_status(done, status)
                self.assert_says(done, why)
                self.assertEqual(self.left(), before)
        self.gather("a.pst", evidence="empty")
        self.check_sums("empty")

    def test_names_that_would_break_a_line_of_a_checksum_file_are_escaped(self):
        name = "a\nb\\c.pst"
        shutil.copy(store(SAMPLE), self.dir / name)
        self.gather(name)

        self.check_sums()
        self.assertTrue((self.dir / "ev/sources.sha256").read_text().startswith("\\"))


class ThousandMessages(EvidenceTest):
    """The bytes that the DFXML gives for a message, read back and decoded by somebody else, are the message."""

    def make(self, count, *options):
        generator = random.Random(8)
        words = ["harbour", "ledger", "Grüße", "naïve", "日本語", "tide", "crane", "freight", "Ωmega", "signal", "𝄞"]
        self.expected = {}
        mails = []
        for number in range(count):
            subject = f"Freight {number:05} {generator.getrandbits(64):016x}"
            length = 3000 if number % 50 == 7 else generator.randrange(5, 120)  # words: of several blocks, or of a few lines
            body = "\r\n".join(" ".join(generator.choices(words, k=12)) for _ in range(length // 12 + 1)) + f"\r\nend {number}\r\n"
            attachments = [spool_writer.file(f"{number}.bin", spool_writer.content(generator.randbytes(9000)))] if number % 20 == 3 else []
            if number % 25 == 9:
                attachments.append(spool_writer.embedded(pst_scenarios.mail(number, subject=f"inside {number}")))
            self.expected[subject] = (body, [generator_content.data() for generator_content in
                                             (one["content"] for one in attachments if "content" in one)])
            mails.append(pst_scenarios.mail(number, subject=subject, bodies={"text": spool_writer.text(body)}, attachments=attachments))
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as spool:
            pst_scenarios.fill(spool, mails)
        self.assert_status(self.run_tool("spool2pst", "x.spool", "-o", "x.pst", *options), 0)

    def decoded(self, reader, blocks, runs):
        """What stands in the runs: block by block as the block index has them, deciphered."""
        text, covered = b"", 0
        for begin, length in runs:
            for bid, offset, size in blocks:
                if begin <= offset and offset + size <= begin + length:
                    covered += size
                    text += b"" if bid & 2 else reader.raw.raw(bid)  # an internal block holds no text
        return text, covered

    def check(self, encoding, count):
        self.gather("x.pst")
        self.check_sums()
        reader = pst_file.PstFile(self.dir / "x.pst")
        all_blocks = sorted(((bid, offset, size) for bid, offset, size, _ in reader.raw.bbt.values()), key=lambda block: block[1])
        items = [item for item in self.objects() if item.own["kind"] == "item"]
        self.assertEqual(len(items), count)
        before = b""
        for item in items:
            low, high = min(run[0] for run in item.runs), max(sum(run) for run in item.runs)
            blocks = [block for block in all_blocks if low <= block[1] < high]
            text, covered = self.decoded(reader, blocks, item.runs)
            subject = item.own["subject"]
            body, contents = self.expected.pop(subject)
            self.assertIn(subject.encode(encoding), text)
            self.assertIn(body.encode(encoding), text)
            for content in contents:
                self.assertIn(content, text)
            self.assertNotIn(subject.encode(encoding), before, "the bytes of one message are another's, too")
            # What lies between the blocks of one run is their trailers and padding: less than 80 bytes each.
            self.assertLess(sum(length for _, length in item.runs) - covered, 80 * len(blocks))
            before = text
        self.assertEqual(self.expected, {})
        return reader

    def test_a_thousand_messages_stand_in_their_byte_runs(self):
        self.require_linter()
        self.make(1000)

        self.assertEqual(self.check("utf-16-le", 1000).raw.crypt, PERMUTE)

    def test_under_the_other_cipher_too(self):
        self.require_linter()
        self.make(60, "--encoding", "cyclic")

        self.assertEqual(self.check("utf-16-le", 60).raw.crypt, CYCLIC)

    def require_linter(self):
        if not (SHARED / "tools" / "pst_lint.py").exists():
            self.skipTest("SKIPPED: no pst_lint.py in the shared material")


if __name__ == "__main__":
    unittest.main(verbosity=2)
