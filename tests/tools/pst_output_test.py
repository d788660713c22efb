"""PSTs as outputs: what spool2pst and mailconvert promise about the files they make, and about those that were there."""

import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import unittest

from harness import BIN, ROOT, SHARED, ToolTest, store

sys.path.insert(0, str(ROOT / "tests" / "oracle"))
import pst_file  # noqa: E402
import pst_scenarios  # noqa: E402
import spool_writer  # noqa: E402
from spool_writer import SpoolWriter, noise  # noqa: E402

SAMPLE = "pstsdk_sample1.pst"
LARGEST_ANSI_FOLDER = 16383
MEGABYTE = 1024 * 1024


def small_disk():
    """For the child: no file of it grows beyond 5 MiB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5 * MEGABYTE, 5 * MEGABYTE))


class PstTest(ToolTest):
    def spool(self, name="x.spool", messages=3, each=0, folders=1, subject="Message"):
        """A typed spool: messages in folders, one folder after the other, each with an attachment of so many bytes."""
        path = self.dir / name
        in_each = -(-messages // folders)
        with path.open("wb") as stream, SpoolWriter(stream) as spool:
            subtree = pst_scenarios.top(spool)
            ids = [spool.folder(f"Folder {n}", subtree, items=min(in_each, messages - n * in_each)) for n in range(folders)]
            spool.folder("Empty", ids[-1])
            for number in range(messages):
                attachments = [spool_writer.file(f"{number}.bin", noise(each, number + 1))] if each else []
                spool.message(ids[number // in_each], **pst_scenarios.mail(number, subject=f"{subject} {number}", attachments=attachments))
        return path

    def make(self, *arguments, tool="spool2pst", **options):
        return self.run_tool(tool, *arguments, **options)

    def subjects(self, name="x.pst"):
        """Of a PST's messages, by folder path."""
        file = pst_file.PstFile(self.dir / name)
        return {folder.path: [file.text(message.properties.get(0x37))[2:] for message in file.messages(folder)]
                for folder in file.folders()}

    def all_subjects(self, name="x.pst"):
        return [subject for subjects in self.subjects(name).values() for subject in subjects]

    def assert_clean(self, *names):
        linter = SHARED / "tools" / "pst_lint.py"
        if not linter.exists():
            self.skipTest(f"SKIPPED: no {linter}")
        for name in names:
            done = subprocess.run([sys.executable, "-B", linter, "--strict", "-q", self.dir / name], capture_output=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout.decode())

    def report(self, name="r.json"):
        return json.loads((self.dir / name).read_text())


class Places(PstTest):
    def test_a_pst_that_exists_is_kept_without_force(self):
        self.spool()
        (self.dir / "x.pst").write_text("mine")

        refused = self.make("x.spool", "-o", "x.pst")

        self.assert_status(refused, 73)
        self.assert_says(refused, "x.pst", "exists already", "--force")
        self.assertEqual((self.dir / "x.pst").read_text(), "mine")
        self.assert_status(self.make("x.spool", "-o", "x.pst", "--force"), 0)
        self.assertEqual(len(self.all_subjects()), 3)
        self.assertEqual(self.left(), ["x.pst", "x.spool"])

    def test_force_never_replaces_a_source(self):
        (self.dir / "backup").mkdir()
        source = self.dir / "backup" / "outlook.pst"
        shutil.copy(store(SAMPLE), source)
        before = source.read_bytes()
        (self.dir / "same.pst").symlink_to("backup/outlook.pst")
        os.link(source, self.dir / "linked.pst")
        for target in ("backup/outlook.pst", "same.pst", "linked.pst", "backup/../backup/outlook.pst"):
            with self.subTest(target=target):
                done = self.make("backup/outlook.pst", "-o", target, "--force", tool="mailconvert")
                self.assert_status(done, 73)
                self.assertEqual(source.read_bytes(), before)

    def test_a_further_part_never_replaces_a_source(self):
        self.spool("x-2.pst", messages=8, each=MEGABYTE)
        before = (self.dir / "x-2.pst").read_bytes()

        done = self.make("x-2.pst", "-o", "x.pst", "--split-size", "4M", "--force")

        self.assert_status(done, 73)
        self.assertEqual((self.dir / "x-2.pst").read_bytes(), before)
        self.assertEqual(self.left(), ["x-2.pst"])

    def test_a_further_part_that_exists_is_kept_without_force(self):
        self.spool(messages=8, each=MEGABYTE)
        (self.dir / "x-2.pst").write_text("mine")

        refused = self.make("x.spool", "-o", "x.pst", "--split-size", "4M")

        self.assert_status(refused, 73)
        self.assert_says(refused, "x-2.pst")
        self.assertEqual((self.dir / "x-2.pst").read_text(), "mine")
        self.assertEqual(self.left(), ["x-2.pst", "x.spool"])
        self.assert_status(self.make("x.spool", "-o", "x.pst", "--split-size", "4M", "--force"), 0)
        self.assertTrue(self.all_subjects("x-2.pst"))

    def test_devices_and_standard_output_are_refused(self):
        self.spool()
        os.mkfifo(self.dir / "pipe.pst")
        for target in ("/dev/full", "/dev/null", "/dev/stdout", "-", "pipe.pst"):
            with self.subTest(target=target):
                done = self.make("x.spool", "-o", target, "--as", "pst", "--force")
                self.assert_status(done, 64, 73)
                self.assert_says(done, target, "ordinary file")
                self.assertEqual(done.stdout, b"")
        self.assertEqual(self.left(), ["pipe.pst", "x.spool"])

    def test_a_directory_that_is_missing_or_shut_is_an_error(self):
        self.spool()
        self.assert_status(self.make("x.spool", "-o", "nowhere/x.pst"), 73)
        (self.dir / "x.pst").mkdir()
        self.assert_status(self.make("x.spool", "-o", "x.pst", "--force"), 73)
        self.assertEqual(self.left(), ["x.pst", "x.spool"])

    def test_a_source_that_may_only_be_read_is_enough(self):
        """Q178756 a PST with the read-only attribute in a read-only folder becomes a PST, and stays as it is"""
        media = self.dir / "media"
        media.mkdir()
        shutil.copy(store(SAMPLE), media / "sample.pst")
        before = (media / "sample.pst").read_bytes()
        (media / "sample.pst").chmod(0o444)
        media.chmod(0o555)
        self.dir.chmod(0o777)
        try:
            done = self.make("media/sample.pst", "-o", "x.pst", tool="mailconvert",
                             user="nobody" if os.geteuid() == 0 else None)
        finally:
            media.chmod(0o755)

        self.assert_status(done, 0)
        self.assertEqual((media / "sample.pst").read_bytes(), before)
        self.assertTrue(self.all_subjects())


class Ends(PstTest):
    """However a run ends: a whole PST under its name, or nothing."""

    def test_a_full_disk_leaves_nothing_and_says_so(self):
        self.spool(messages=20, each=MEGABYTE)

        for options in ((), ("--split-size", "3M"), ("--split-size", "12M")):
            with self.subTest(options=options):
                done = self.make("x.spool", "-o", "x.pst", *options, preexec_fn=small_disk)
                if options == ("--split-size", "3M"):
                    self.assert_status(done, 0)
                    for part in self.dir.glob("*.pst"):
                        part.unlink()
                    continue
                self.assert_status(done, 74)
                self.assertRegex(done.talk, "(?i)full|space|too large")
                self.assertEqual(self.left(), ["x.spool"], done.talk)

    def test_a_spool_that_was_cut_off_becomes_a_pst_of_what_came_and_tells_the_rest(self):
        whole = self.spool(messages=20, each=10000).read_bytes()
        (self.dir / "cut.spool").write_bytes(whole[:len(whole) * 2 // 3])

        done = self.make("cut.spool", "-o", "x.pst", "--report", "r.json")

        self.assert_status(done, 3)
        self.assert_says(done, "cut.spool", "cut off after message 13")
        self.assertEqual(self.left(), ["cut.spool", "r.json", "x.pst", "x.spool"])
        self.assertEqual(self.all_subjects(), [f"Message {n}" for n in range(13)])
        self.assert_clean("x.pst")
        totals = self.report()["mailboxes"][0]["totals"]
        self.assertEqual({key: totals[key] for key in ("expected", "written", "skipped", "failed")},
                         {"expected": 20, "written": 13, "skipped": 0, "failed": 7})

    def test_an_empty_or_foreign_input_leaves_nothing(self):
        (self.dir / "none.spool").touch()
        (self.dir / "text.spool").write_text("Dear Sir or Madam")
        for name in ("none.spool", "text.spool"):
            self.assert_status(self.make(name, "-o", "x.pst"), 65)
        self.assert_status(self.make("nowhere.spool", "-o", "x.pst"), 66)
        self.assertEqual(self.left(), ["none.spool", "text.spool"])

    def interrupt(self, number, status):
        whole = self.spool(messages=200, each=1000).read_bytes()
        with subprocess.Popen([BIN / "spool2pst", "-o", "x.pst", "--report", "r.json"], cwd=self.dir, stdin=subprocess.PIPE,
                              stderr=subprocess.PIPE) as tool:
            tool.stdin.write(whole[:len(whole) // 2])
            tool.stdin.flush()
            self.wait_for(lambda: (self.dir / "x.pst.partial").is_file())
            tool.send_signal(number)
            self.assertEqual(tool.wait(timeout=60), status)
            talk = tool.stderr.read().decode()
        self.assertIn("stopped by the user", talk)
        self.assertEqual(self.left(), ["r.json", "x.spool"], talk)
        report = self.report()
        self.assertEqual(report["verdict"], "interrupted")
        box = report["mailboxes"][0]
        self.assertEqual(box["totals"]["expected"],
                         sum(box["totals"][key] for key in ("written", "skipped", "failed")) + box["not_reached"])

    def test_sigint_leaves_no_pst(self):
        self.interrupt(signal.SIGINT, 130)

    def test_sigterm_leaves_no_pst(self):
        self.interrupt(signal.SIGTERM, 143)

    def test_what_a_killed_run_left_is_written_anew(self):
        whole = self.spool(messages=200, each=10000).read_bytes()
        with subprocess.Popen([BIN / "spool2pst", "-o", "x.pst"], cwd=self.dir, stdin=subprocess.PIPE,
                              stderr=subprocess.PIPE) as tool:
            tool.stdin.write(whole[:len(whole) * 3 // 4])
            tool.stdin.flush()
            self.wait_for(lambda: (self.dir / "x.pst.partial").is_file() and (self.dir / "x.pst.partial").stat().st_size)
            busy = self.make("x.spool", "-o", "x.pst", "--force")
            tool.kill()
        self.assert_status(busy, 73)
        self.assert_says(busy, "another run")
        self.assertEqual(self.left(), ["x.pst.partial", "x.spool"])

        self.assert_status(self.make("x.spool", "-o", "x.pst"), 0)
        self.assertEqual(self.left(), ["x.pst", "x.spool"])

    def test_a_run_killed_behind_a_complete_part_is_no_obstacle_either(self):
        whole = self.spool(messages=8, each=MEGABYTE).read_bytes()
        with subprocess.Popen([BIN / "spool2pst", "-o", "x.pst", "--split-size", "4M"], cwd=self.dir, stdin=subprocess.PIPE,
                              stderr=subprocess.PIPE) as tool:
            tool.stdin.write(whole[:len(whole) * 3 // 4])
            tool.stdin.flush()
            self.wait_for(lambda: (self.dir / "x-2.pst.partial").is_file())
            tool.kill()

        self.assert_status(self.make("x.spool", "-o", "x.pst", "--split-size", "4M"), 0)
        self.assertEqual([name for name in self.left() if name.endswith(".partial")], [])
        self.assert_clean("x.pst", "x-2.pst")

    def test_a_report_of_a_run_that_failed_names_no_pst(self):
        self.spool(messages=20, each=MEGABYTE)

        done = self.make("x.spool", "-o", "x.pst", "--report", "r.json", preexec_fn=small_disk)

        self.assert_status(done, 74)
        box = self.report()["mailboxes"][0]
        self.assertEqual((box["output"], box["files"], box["bytes"], box.get("parts", [])), (None, 0, 0, []))

    def test_a_file_that_no_run_left_is_named_and_replaced_on_demand(self):
        self.spool()
        (self.dir / "x.pst.partial").write_bytes(b"mine" * 100000)

        refused = self.make("x.spool", "-o", "x.pst")
        self.assert_status(refused, 73)
        self.assert_says(refused, "x.pst.partial", "--force")

        self.assert_status(self.make("x.spool", "-o", "x.pst", "--force"), 0)
        self.assertEqual(self.left(), ["x.pst", "x.spool"])
        self.assert_clean("x.pst")


class Parts(PstTest):
    def parts(self):
        found = [self.dir / "x.pst"]
        while (self.dir / f"x-{len(found) + 1}.pst").exists():
            found.append(self.dir / f"x-{len(found) + 1}.pst")
        return [path.name for path in found]

    def test_split_size_makes_parts_with_all_folders_and_each_message_once(self):
        self.spool(messages=24, each=MEGABYTE, folders=3)

        done = self.make("x.spool", "-o", "x.pst", "--split-size", "6M", "--report", "r.json")

        self.assert_status(done, 0)
        names = self.parts()
        self.assertGreater(len(names), 3)
        self.assertEqual(self.left(), sorted(names + ["r.json", "x.spool"]))
        everything = []
        for name in names:
            self.assertLessEqual((self.dir / name).stat().st_size, 6 * MEGABYTE)
            self.assertEqual(list(self.subjects(name)), list(self.subjects(names[0])))
            self.assertIn("Empty", [path[-1] for path in self.subjects(name) if path])
            everything += self.all_subjects(name)
        self.assertCountEqual(everything, [f"Message {n}" for n in range(24)])
        self.assert_clean(*names)
        box = self.report()["mailboxes"][0]
        self.assertEqual(box["files"], len(names))
        self.assertEqual(box["bytes"], sum((self.dir / name).stat().st_size for name in names))
        self.assert_report_maps(names)

    def assert_report_maps(self, names):
        """The report names the parts, their sizes and how many items each has."""
        parts = self.report()["mailboxes"][0]["parts"]
        self.assertEqual(parts, [{"name": name, "bytes": (self.dir / name).stat().st_size, "items": len(self.all_subjects(name))}
                                 for name in names])

    def test_every_store_of_a_split_is_another(self):
        self.spool(messages=8, each=MEGABYTE)
        self.make("x.spool", "-o", "x.pst", "--split-size", "4M")

        keys = {bytes(pst_file.PstFile(self.dir / name).properties(pst_file.STORE)[0x0FF9].data) for name in self.parts()}

        self.assertEqual(len(keys), len(self.parts()))

    def test_a_message_larger_than_the_split_size_is_no_endless_loop(self):
        self.spool(messages=3, each=5 * MEGABYTE)

        done = self.make("x.spool", "-o", "x.pst", "--split-size", "2M")

        self.assert_status(done, 0, 3)
        everything = [subject for name in self.parts() for subject in self.all_subjects(name)]
        if done.returncode == 0:
            self.assertCountEqual(everything, [f"Message {n}" for n in range(3)])
        else:
            self.assert_says(done, "lost")

    def test_ansi_folders_and_files_stay_below_their_limits(self):
        """Q159163 an ANSI store gets further files beyond 16,383 items in a folder, a Unicode store does not"""
        self.spool(messages=20000)
        done = self.make("x.spool", "-o", "x.pst", "--as", "pst-ansi", "--report", "r.json")

        self.assert_status(done, 0)
        names = self.parts()
        self.assertEqual(len(names), 2)
        everything = []
        for name in names:
            self.assertLess((self.dir / name).stat().st_size, 1 << 31)
            for subjects in self.subjects(name).values():
                self.assertLessEqual(len(subjects), LARGEST_ANSI_FOLDER)
                everything += subjects
        self.assertCountEqual(everything, [f"Message {n}" for n in range(20000)])
        self.assert_report_maps(names)
        done = self.make("x.spool", "-o", "u.pst")
        self.assert_status(done, 0)
        self.assertEqual(len(self.all_subjects("u.pst")), 20000)
        self.assertNotIn("u-2.pst", self.left())

    def test_ansi_files_are_split_by_size_too(self):
        """Q159163 more data than an ANSI file may hold goes to further files (the limit itself: --full of the lint test)"""
        self.spool(messages=12, each=MEGABYTE)

        self.assert_status(self.make("x.spool", "-o", "x.pst", "--as", "pst-ansi", "--split-size", "5M"), 0)

        self.assertGreater(len(self.parts()), 2)
        self.assertCountEqual([subject for name in self.parts() for subject in self.all_subjects(name)],
                              [f"Message {n}" for n in range(12)])
        self.assert_clean(*self.parts())

    def test_parts_of_an_earlier_run_are_told(self):
        self.spool(messages=8, each=MEGABYTE)
        self.assert_status(self.make("x.spool", "-o", "x.pst", "--split-size", "4M"), 0)
        self.assertIn("x-2.pst", self.left())

        done = self.make("x.spool", "-o", "x.pst", "--force", "--verbose")

        self.assert_status(done, 0)
        self.assert_says(done, "x-2.pst", "earlier run")


class Options(PstTest):
    def store_properties(self, name):
        return pst_file.PstFile(self.dir / name).properties(pst_file.STORE)

    def test_what_makes_no_sense_is_wrong_usage(self):
        self.spool()
        for options in (("--split-size", "1"), ("--split-size", "2X"), ("--split-size", "-3M"), ("--split-size", ""),
                        ("--split-size", "99999999999999999999"), ("--split-size", "1.5G"), ("--split-size", "18446744073709551615T"),
                        ("--encoding", "rot13"), ("--encoding", ""), ("--as", "eml"), ("--as", "nothing"), ("--hidden",), ("two", "three")):
            with self.subTest(options=options):
                done = self.make("x.spool", "-o", "x.pst", *options)
                self.assert_status(done, 64)
                self.assertNotIn("x.pst", self.left())
        self.assert_status(self.make("x.spool"), 64)

    def test_an_option_that_would_do_nothing_is_wrong_usage(self):
        self.spool()
        for output, options in (("x.pst", ("--hidden",)), ("x.pst", ("--address-domain", "example.com")),
                                ("mail", ("--split-size", "4M")), ("mail", ("--encoding", "none")),
                                ("y.spool", ("--display-name", "Mine")), ("y.spool", ("--address-domain", "x.example")), ("mail", ("--verify",)),
                                ("mail", ("--no-verify",))):
            with self.subTest(options=options):
                done = self.make("x.spool", "-o", output, *options, tool="mailconvert")
                self.assert_status(done, 64)
                self.assert_says(done, options[0], "does nothing")
                self.assertEqual(self.left(), ["x.spool"])

    def test_names_of_forms_and_encodings_have_no_case(self):
        self.spool()

        self.assert_status(self.make("x.spool", "-o", "x.pst", "--as", "PST-ANSI", "--encoding", "None"), 0)
        self.assertFalse(pst_file.PstFile(self.dir / "x.pst").unicode)

    def test_a_report_that_has_nowhere_to_go_is_found_before_anything_is_read(self):
        self.spool()

        done = self.make("x.spool", "-o", "x.pst", "--report", "nowhere/r.json")

        self.assert_status(done, 73)
        self.assert_says(done, "nowhere", "no directory")
        self.assertEqual(self.left(), ["x.spool"])

    def test_mailconvert_says_who_reads_standard_input(self):
        done = self.make("-", "-o", "x.pst", tool="mailconvert")

        self.assert_status(done, 64)
        self.assert_says(done, "spool2mime", "spool2pst")

    def test_a_dry_run_tells_of_a_place_where_nothing_can_be_written(self):
        self.spool()

        missing = self.make("x.spool", "-o", "a/b/x.pst", "--dry-run")
        self.assert_status(missing, 73)
        self.assert_says(missing, "no directory")
        self.assert_status(self.make("x.spool", "-o", "a/b/mail", "--dry-run", tool="mailconvert"), 0)
        self.assertEqual(self.left(), ["x.spool"])

    def test_a_dry_run_writes_nothing_and_tells_the_size(self):
        self.spool(messages=300, each=20000)
        for options in ((), ("--as", "pst-ansi"), ("--split-size", "2M")):
            with self.subTest(options=options):
                dry = self.make("x.spool", "-o", "x.pst", "--dry-run", "--report", "dry.json", *options)
                self.assertEqual(self.left(), ["dry.json", "x.spool"])
                self.assert_says(dry, "dry run: needs")
                self.assert_status(self.make("x.spool", "-o", "x.pst", "--report", "wet.json", *options), dry.returncode)
                told = self.report("dry.json")["mailboxes"][0]
                size = sum(path.stat().st_size for path in self.dir.glob("x*.pst"))
                self.assertAlmostEqual(told["bytes"], size, delta=size * 0.05)
                self.assertEqual(told["files"], len(list(self.dir.glob("x*.pst"))))
                self.assertEqual(told["totals"], self.report("wet.json")["mailboxes"][0]["totals"])
                for path in (*self.dir.glob("x*.pst"), *self.dir.glob("*.json")):
                    path.unlink()

    def test_several_mailboxes_become_a_directory_of_psts(self):
        for name in ("one", "two"):
            self.spool(f"{name}.spool", subject=name)

        done = self.make("one.spool", "two.spool", store(SAMPLE), "-o", "all", "--as", "pst", "--report", "r.json", tool="mailconvert")

        self.assert_status(done, 0)
        made = sorted(path.name for path in (self.dir / "all").iterdir())
        self.assertEqual(len(made), 3)
        self.assertTrue(all(name.endswith(".pst") for name in made), made)
        self.assert_clean(*(f"all/{name}" for name in made))

    def test_display_name(self):
        self.spool()
        self.make("x.spool", "-o", "own.pst")
        self.make("x.spool", "-o", "given.pst", "--display-name", "Archiv für Zoë")
        texts = {name: pst_file.PstFile(self.dir / name).text(self.store_properties(name)[0x3001]) for name in ("own.pst", "given.pst")}

        self.assertEqual(texts, {"own.pst": "Liz Moran", "given.pst": "Archiv für Zoë"})

    def test_without_provenance_a_pst_says_nothing_of_its_source(self):
        self.spool()
        self.make("x.spool", "-o", "x.pst")
        self.make("x.spool", "-o", "bare.pst", "--no-provenance")
        own = bytes.fromhex("915e3c7a642b0f4d9e1a52c8f0b7d346")
        names = {name: {called for guid, called in pst_file.PstFile(self.dir / name).names.values() if guid == own}
                 for name in ("x.pst", "bare.pst")}

        self.assertIn("NativeId", names["x.pst"])
        self.assertEqual(names["bare.pst"], set())

    def test_encoding_is_what_was_asked_for(self):
        self.spool()
        for number, name in enumerate(("none", "permute", "cyclic")):
            self.assert_status(self.make("x.spool", "-o", f"{name}.pst", "--encoding", name), 0)
            self.assertEqual(pst_file.PstFile(self.dir / f"{name}.pst").raw.crypt, number)
        self.assert_status(self.make("x.spool", "-o", "default.pst"), 0)
        self.assertEqual((self.dir / "default.pst").read_bytes(), (self.dir / "permute.pst").read_bytes())

    def test_the_name_of_the_target_decides(self):
        self.spool()
        self.assert_status(self.make("x.spool", "-o", "x.PST", tool="mailconvert"), 0)
        self.assertEqual((self.dir / "x.PST").read_bytes()[:4], b"!BDN")

    def test_the_same_input_gives_the_same_bytes_at_any_time(self):
        self.spool(messages=50, each=5000)
        for number, zone in enumerate(("UTC", "Asia/Tokyo")):
            done = self.make("x.spool", "-o", f"{number}.pst", env=dict(os.environ, TZ=zone, LC_ALL="C", SOURCE_DATE_EPOCH=str(number)))
            self.assert_status(done, 0)
        self.assertEqual((self.dir / "0.pst").read_bytes(), (self.dir / "1.pst").read_bytes())

    def test_a_pst_is_as_private_as_the_user_wants_his_files(self):
        self.spool()
        for mask, mode in ((0o077, 0o600), (0o022, 0o644)):
            self.assert_status(self.make("x.spool", "-o", f"{mask}.pst", preexec_fn=lambda mask=mask: os.umask(mask)), 0)
            self.assertEqual(stat.S_IMODE((self.dir / f"{mask}.pst").stat().st_mode), mode)

    def test_reports_hold_to_their_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("SKIPPED: no python3-jsonschema")
        schema = json.loads((ROOT / "converters/run/report.schema.json").read_text())
        self.spool(messages=8, each=MEGABYTE)
        self.make("x.spool", "-o", "x.pst", "--split-size", "4M", "--report", "a.json")
        self.make("x.spool", "-o", "y.pst", "--dry-run", "--report", "b.json", tool="mailconvert")

        for name in ("a.json", "b.json"):
            jsonschema.validate(self.report(name), schema)


class Contents(PstTest):
    def test_hidden_and_recovered_items(self):
        """Q259688 hidden items always come into a PST, recovered ones into Recovered Items, counted by themselves"""
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as spool:
            pst_scenarios.associated_items(spool)
        for tool, source in (("spool2pst", "x.spool"), ("mailconvert", "x.spool")):
            done = self.make(source, "-o", "x.pst", "--report", "r.json", "--force", tool=tool)
            self.assert_status(done, 0)
            file = pst_file.PstFile(self.dir / "x.pst")
            self.assertEqual(sum(len(folder.associated) for folder in file.folders()), 5)
            self.assertEqual(self.report()["mailboxes"][0]["hidden"]["written"], 5)
        self.make("x.spool", "-o", "mail", tool="mailconvert")
        self.assertEqual(sum(name.endswith(".eml") for name in self.tree("mail")), 2)

        done = self.make(store(SAMPLE), "-o", "y.pst", "--report", "y.json", tool="mailconvert")

        self.assert_status(done, 0)
        folders = self.subjects("y.pst")
        recovered = [subjects for path, subjects in folders.items() if path[-1:] == ("Recovered Items",)]
        self.assertEqual(self.report("y.json")["mailboxes"][0]["recovered"]["written"], sum(map(len, recovered)))
        self.assertTrue(recovered and recovered[0])
        self.assert_status(self.make(store(SAMPLE), "-o", "z.pst", "--no-deleted", tool="mailconvert"), 0)
        self.assertFalse([path for path in self.subjects("z.pst") if path[-1:] == ("Recovered Items",)])

    def test_an_unknown_providers_recipients_come_through(self):
        """Q173105 a recipient whose entry id is of an unknown provider keeps name, type and address"""
        foreign = b"\0\0\0\0" + bytes(range(16)) + b"whatever that provider wrote"
        bag = [spool_writer.prop(0x0FFF0102, foreign), spool_writer.prop(0x3001001F, "Tom"), spool_writer.prop(0x3002001F, "ODD"),
               spool_writer.prop(0x3003001F, "tom at home"), spool_writer.prop(0x0C150003, 1)]
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as spool:
            pst_scenarios.fill(spool, [pst_scenarios.mail(1, recipients=[
                {"kind": "to", "name": "Tom", "type": "ODD", "address": "tom at home", "properties": bag}])])

        self.assert_status(self.make("x.spool", "-o", "x.pst"), 0)

        file = pst_file.PstFile(self.dir / "x.pst")
        message = next(message for message in file.all_messages())
        row = message.recipients[0][1]
        texts = [row[tag].decode("utf-16-le") for tag in (0x3001001F, 0x3002001F, 0x3003001F)]
        self.assertEqual(texts, ["Tom", "ODD", "tom at home"])
        self.assertEqual(row[0x0FFF0102], foreign)

    def test_a_loss_is_told_and_the_rest_is_written(self):
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as spool:
            pst_scenarios.losses(spool)

        done = self.make("x.spool", "-o", "x.pst", "--report", "r.json")

        self.assert_status(done, 3)
        self.assert_says(done, "item 7")
        self.assertEqual(len(self.all_subjects()), 4)
        totals = self.report()["mailboxes"][0]["totals"]
        self.assertEqual(totals, {"expected": 5, "written": 4, "skipped": 0, "failed": 1})

    def test_characters_an_ansi_store_cannot_hold_are_told(self):
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as spool:
            pst_scenarios.scripts(spool)

        done = self.make("x.spool", "-o", "x.pst", "--as", "pst-ansi", "--report", "r.json", "--verbose")

        self.assert_status(done, 3)
        self.assertIn("character", (self.dir / "r.json").read_text() + done.talk)
        self.assert_status(self.make("x.spool", "-o", "u.pst"), 0)

    def test_wall_clocks_are_marked_and_told(self):
        with (self.dir / "x.spool").open("wb") as stream, SpoolWriter(stream) as spool:
            pst_scenarios.times(spool)

        done = self.make("x.spool", "-o", "x.pst", "--verbose")
        zoned = self.make("x.spool", "-o", "z.pst", "--timezone", "Europe/Berlin")

        self.assert_status(done, 3)  # one of the times has no place in a PST
        self.assert_says(done, "a time before 1601")
        self.assertRegex(done.talk, "(?i)zone|UTC")
        sent = {}
        for name in ("x.pst", "z.pst"):
            file = pst_file.PstFile(self.dir / name)
            message = next(message for message in file.all_messages())
            sent[name] = pst_file.number(message.properties, 0x39)
        self.assert_status(zoned, 3)
        self.assertEqual(sent["x.pst"] - sent["z.pst"], 3600 * 10_000_000)


if __name__ == "__main__":
    unittest.main(verbosity=2)
