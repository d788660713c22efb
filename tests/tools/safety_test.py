"""What no option may do: harm a source, or anything that is not an output of ours."""

import json
import shutil
import signal
import subprocess
import unittest

from harness import BIN, ToolTest, store

SAMPLE = "pstsdk_sample1.pst"


class Sources(ToolTest):
    def setUp(self):
        super().setUp()
        (self.dir / "backup").mkdir()
        self.source = self.dir / "backup" / "outlook.pst"
        shutil.copy(store(SAMPLE), self.source)
        self.before = self.source.read_bytes()

    def refused(self, *arguments, tool="mailconvert", status=73):
        done = self.run_tool(tool, *arguments)
        self.assert_status(done, status)
        self.assertEqual(self.source.read_bytes(), self.before, done.talk)
        return done

    def test_force_never_replaces_the_directory_a_source_is_in(self):
        for target in ("backup", "backup/", "backup/../backup", self.dir):
            with self.subTest(target=target):
                self.refused("backup/outlook.pst", "-o", target, "--force")
        (self.dir / "link").symlink_to("backup")
        self.refused("backup/outlook.pst", "-o", "link", "--force")
        self.refused("backup", "-o", "backup", "--force")

    def test_force_never_replaces_the_directory_a_source_is_in_even_if_it_is_an_output(self):
        (self.dir / "backup" / "restante-manifest.csv").touch()

        done = self.refused("backup/outlook.pst", "-o", "backup", "--force")

        self.assert_says(done, "backup: holds the source backup/outlook.pst")

    def test_a_spool_a_report_or_a_log_never_replaces_a_source(self):
        (self.dir / "same.pst").symlink_to("backup/outlook.pst")
        for name in ("backup/outlook.pst", "same.pst"):
            with self.subTest(name=name):
                self.refused("backup/outlook.pst", "-o", name, "--as", "spool", "--force")
                self.refused("backup/outlook.pst", "-o", name, "--force", tool="pst2spool")
                self.refused("backup/outlook.pst", "-o", "out", "--report", name, "--force")
                self.refused("backup/outlook.pst", "-o", "out", "--log", name)
        self.assertNotIn("out", self.left())

    def test_a_report_that_exists_is_kept_without_force(self):
        (self.dir / "r.json").write_text("mine")

        done = self.refused("backup/outlook.pst", "-o", "out", "--report", "r.json")

        self.assert_says(done, "r.json: exists already")
        self.assertEqual((self.dir / "r.json").read_text(), "mine")
        self.assertNotIn("out", self.left())
        forced = self.run_tool("mailconvert", "backup/outlook.pst", "-o", "out", "--report", "r.json", "--force")
        self.assert_status(forced, 0)
        self.assertEqual(json.loads((self.dir / "r.json").read_text())["exit_code"], 0)

    def test_report_log_and_output_are_three_files(self):
        self.refused("backup/outlook.pst", "-o", "x.spool", "--report", "x.spool")
        self.refused("backup/outlook.pst", "-o", "x.spool", "--log", "x.spool")
        self.refused("backup/outlook.pst", "-o", "out", "--log", "x", "--report", "x")
        self.assertEqual(self.left(), ["backup"])


class Outputs(ToolTest):
    def test_force_replaces_outputs_of_every_form_and_nothing_else(self):
        source = store(SAMPLE)
        (self.dir / "home").mkdir()
        (self.dir / "home" / "letter.txt").write_text("mine")
        for form in ("eml", "mbox", "maildir"):
            with self.subTest(form=form):
                refused = self.run_tool("mailconvert", source, "-o", "home", "--as", form, "--force")
                self.assert_status(refused, 73)
                self.assert_says(refused, "home: is no output of an earlier run")
                for _ in range(2):
                    self.assert_status(self.run_tool("mailconvert", source, "-o", form, "--as", form, "--force"), 0)
        self.assertEqual(self.left(), ["eml", "home", "maildir", "mbox"])
        self.assertEqual(self.tree("home"), {"letter.txt": b"mine"})

    def test_places_that_cannot_be_a_tree_are_refused_before_anything_is_read(self):
        for target in (".", "/proc"):
            with self.subTest(target=target):
                done = self.run_tool("mailconvert", store(SAMPLE), "-o", target)
                self.assert_status(done, 73)
                self.assert_says(done, "name a directory inside it")

    def test_a_dry_run_refuses_what_a_run_would_refuse(self):
        (self.dir / "out").mkdir()
        (self.dir / "out" / "letter.txt").touch()
        (self.dir / "x.spool").touch()
        for target in ("out", "x.spool"):
            with self.subTest(target=target):
                done = self.run_tool("mailconvert", store(SAMPLE), "-o", target, "--dry-run")
                self.assert_status(done, 73)
                self.assert_says(done, target, "exists already", "--force")

    def test_a_log_that_cannot_be_written_is_an_error(self):
        done = self.run_tool("mailconvert", store(SAMPLE), "-o", "out", "--log", "/dev/full", "--report", "r.json")

        self.assert_status(done, 74)
        self.assert_says(done, "/dev/full: cannot write")
        self.assertEqual(json.loads((self.dir / "r.json").read_text())["exit_code"], 74)


class Directories(ToolTest):
    def test_a_broken_store_below_a_directory_is_a_source_that_failed(self):
        (self.dir / "backup" / "old").mkdir(parents=True)
        shutil.copy(store(SAMPLE), self.dir / "backup" / "good.pst")
        (self.dir / "backup" / "old" / "zeroed.pst").write_bytes(bytes(4096))
        (self.dir / "backup" / "old" / "empty.ost").touch()
        (self.dir / "backup" / "readme.txt").write_text("no store")
        (self.dir / "backup" / "up").symlink_to("..")

        done = self.run_tool("mailconvert", "backup", "-o", "out", "--report", "r.csv")

        self.assert_status(done, 3)
        rows = (self.dir / "r.csv").read_text().splitlines()
        self.assertEqual([row.split(",")[0] for row in rows], ["SUCCESS", "FAILURE", "FAILURE"])
        self.assert_says(done, "backup/up: left out: a link, which is not followed")

    def test_an_output_below_its_source_is_not_read_again(self):
        (self.dir / "backup").mkdir()
        shutil.copy(store(SAMPLE), self.dir / "backup" / "good.pst")
        for _ in range(2):
            done = self.run_tool("mailconvert", "backup", "-o", "backup/out.spool", "--force")
            self.assert_status(done, 0)

        self.assert_says(done, "backup/out.spool: left out: it is the output")


class Signals(ToolTest):
    def test_a_signal_that_was_ignored_stays_ignored(self):
        spool = self.run_tool("pst2spool", store(SAMPLE)).stdout
        with subprocess.Popen([BIN / "spool2mime", "-o", "out"], cwd=self.dir, stdin=subprocess.PIPE,
                              stderr=subprocess.PIPE,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) as tool:
            tool.stdin.write(spool[:100])
            tool.stdin.flush()
            self.wait_for(lambda: handlers_are_set(tool.pid))
            tool.send_signal(signal.SIGINT)
            talk = tool.communicate(spool[100:], timeout=60)[1].decode()

        self.assertEqual(tool.returncode, 0, talk)


def handlers_are_set(pid):
    """Whether the tool catches SIGTERM: then it has decided about SIGINT, too."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        caught = next(line for line in status if line.startswith("SigCgt:"))
    return int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1


if __name__ == "__main__":
    unittest.main(verbosity=2)
