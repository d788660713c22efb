"""Bad input: each a clear message (what, where, why, what to do) and the right exit status."""

import os
import resource
import shutil
import subprocess
import unittest

from harness import BIN, ToolTest, store


class BadInput(ToolTest):
    def test_a_file_that_is_no_store_is_named_with_what_it_begins_with(self):
        (self.dir / "letter.doc").write_bytes(b"%PDF-1.4 no mail here")

        done = self.run_tool("mailconvert", "letter.doc", "-o", "out")

        self.assert_status(done, 65)
        self.assert_says(done, "letter.doc: not a PST, OST or PAB file", "25 50 44 46", "; check")
        self.assertEqual(self.left(), ["letter.doc"])

    def test_a_pst_without_the_mark_may_come_from_a_macintosh(self):
        """Q148271 a file without the mark called .PST is refused, and may come from a Macintosh."""
        (self.dir / "MAIL.PST").write_bytes(b"\x00\x01Mac stuff, surely" * 40)

        done = self.run_tool("mailconvert", "MAIL.PST", "-o", "out")

        self.assert_status(done, 65)
        self.assert_says(done, "not a PST", "Macintosh")

    def test_an_empty_file_is_said_to_be_empty(self):
        (self.dir / "empty.pst").touch()

        done = self.run_tool("mailconvert", "empty.pst", "-o", "out")

        self.assert_status(done, 65)
        self.assert_says(done, "empty.pst: the file is empty")

    def test_a_file_that_is_not_there(self):
        done = self.run_tool("mailconvert", "nothing.pst", "-o", "out")

        self.assert_status(done, 66)
        self.assert_says(done, "nothing.pst: cannot open")

    def test_a_directory_without_stores(self):
        (self.dir / "photos").mkdir()

        done = self.run_tool("mailconvert", "photos", "-o", "out")

        self.assert_status(done, 66)
        self.assert_says(done, "photos: no store, set of stores or mail in it")

    def test_a_header_and_nothing_behind_it(self):
        whole = store("pstsdk_test_unicode.pst").read_bytes()
        (self.dir / "cut.pst").write_bytes(whole[:1000])

        done = self.run_tool("mailconvert", "cut.pst", "-o", "out")

        self.assert_status(done, 65)
        self.assert_says(done, "cut.pst: nothing of this mailbox can be reached")
        self.assert_says(done, "cut.pst: the file is cut off: it had 271360 bytes and has 1000")
        self.assertNotIn("out", self.left())

    def test_a_store_that_is_cut_in_its_header_is_told_alike_by_both_tools(self):
        whole = store("pstsdk_test_unicode.pst").read_bytes()
        (self.dir / "cut.pst").write_bytes(whole[:100])
        for arguments in (("mailsniff", "cut.pst"), ("mailconvert", "cut.pst", "-o", "out")):
            done = self.run_tool(*arguments)
            self.assert_status(done, 65)
            self.assert_says(done, "its header alone has 564 bytes, and 100 are there", "look for another copy")

    def test_a_store_cut_in_half_is_converted_as_far_as_it_goes(self):
        whole = store("pstsdk_test_unicode.pst").read_bytes()
        (self.dir / "half.pst").write_bytes(whole[: len(whole) // 2])

        done = self.run_tool("mailconvert", "half.pst", "-o", "out")

        self.assert_status(done, 3)
        self.assert_says(done, "half.pst: the file is cut off")
        self.assertIn("out", self.left())

    def test_one_bad_source_does_not_stop_the_others(self):
        (self.dir / "bad.pst").write_bytes(b"nothing")

        done = self.run_tool("mailconvert", "bad.pst", store("outlookpstrs_Empty.pst"), "-o", "out")

        self.assert_status(done, 3)
        self.assert_says(done, "bad.pst: not a PST", "2 sources: ", "1 failed")
        self.assertEqual(len(list((self.dir / "out").iterdir())), 1)

    def test_wrong_usage(self):
        for arguments in ([], ["x.pst"], ["x.pst", "-o", "out", "--no-such-option"], ["x.pst", "-o", "out", "--charset", "klingon"],
                          ["x.pst", "-o", "out", "--timezone", "Mars/Olympus"], ["x.pst", "-o", "out", "--item-timeout", "0"],
                          ["x.pst", "-o", "out", "--as", "nsf"], ["x.pst", "-o", "out", "--engine", "magic"],
                          ["x.pst", "-o", "x2.pst", "--verify", "--no-verify"],
                          ["x.pst", "-o", "out", "--quiet", "--verbose"]):
            with self.subTest(arguments=arguments):
                self.assert_status(self.run_tool("mailconvert", *arguments), 64)

    def test_an_option_that_is_none_is_named_whatever_its_value_was_taken_for(self):
        done = self.run_tool("pst2spool", "x.pst", "--folder", "A", "-o", "s")
        self.assert_status(done, 64)
        self.assert_says(done, "there is no option --folder")


class Permission(ToolTest):
    """As root nothing is forbidden: the tool then runs as nobody."""

    def run_as_nobody(self, tool, *args):
        command = [BIN / tool, *args]
        if os.geteuid() == 0:
            if shutil.which("setpriv") is None:
                self.skipTest("SKIPPED: no setpriv")
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
            if subprocess.run([*command[:4], "test", "-x", BIN / tool], check=False).returncode != 0:
                self.skipTest("SKIPPED: nobody may not run what was built here")
        done = subprocess.run(list(map(str, command)), cwd=self.dir, capture_output=True, timeout=240, check=False)
        done.talk = done.stderr.decode()
        return done

    def test_a_source_nobody_may_read(self):
        self.dir.chmod(0o777)
        secret = self.dir / "secret.pst"
        secret.write_bytes(b"!BDN")
        secret.chmod(0)

        done = self.run_as_nobody("mailconvert", "secret.pst", "-o", "out")

        self.assert_status(done, 77)
        self.assert_says(done, "secret.pst: cannot open", "ermission")

    def test_a_directory_nobody_may_look_into(self):
        self.dir.chmod(0o777)
        (self.dir / "closed").mkdir(mode=0)
        (self.dir / "closed").chmod(0)

        done = self.run_as_nobody("mailconvert", "closed", "-o", "out")

        self.assert_status(done, 77)
        self.assert_says(done, "closed", "ermission")

    def test_a_place_nobody_may_write_to(self):
        source = self.dir / "x.pst"
        shutil.copy(store("outlookpstrs_Empty.pst"), source)
        source.chmod(0o444)
        self.dir.chmod(0o755)

        done = self.run_as_nobody("mailconvert", "x.pst", "-o", "out")

        self.assert_status(done, 73, 77)
        self.assert_says(done, "out")
        self.assertEqual(self.left(), ["x.pst"])


class FullDisk(ToolTest):
    def test_a_file_size_limit_ends_the_run_and_no_output_has_its_final_name(self):
        source = store("tika_testPST.pst")

        done = self.run_tool("mailconvert", source, "-o", "out.spool",
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048)))

        self.assert_status(done, 74)
        self.assert_says(done, "out.spool", "make room")
        self.assertNotIn("out.spool", self.left())

    def test_a_file_size_limit_ends_a_tree_too(self):
        source = store("tika_testPST.pst")

        done = self.run_tool("mailconvert", source, "-o", "out",
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)))

        self.assert_status(done, 74)
        self.assertNotIn("out", self.left())

    def test_dev_full_as_a_file(self):
        done = self.run_tool("pst2spool", store("tika_testPST.pst"), "-o", "/dev/full")

        self.assert_status(done, 74)
        self.assert_says(done, "/dev/full", "No space left")

    def test_dev_full_as_standard_output(self):
        with open("/dev/full", "wb") as full:
            spool = self.run_tool("pst2spool", store("tika_testPST.pst"), stdout=full)
            sniff = self.run_tool("mailsniff", store("tika_testPST.pst"), stdout=full)

        self.assert_status(spool, 74)
        self.assert_says(spool, "standard output")
        self.assert_status(sniff, 74)

    def test_a_closed_pipe(self):
        read, write = os.pipe()
        os.close(read)
        try:
            done = self.run_tool("pst2spool", store("tika_testPST.pst"), stdout=write)
        finally:
            os.close(write)

        self.assert_status(done, 74)
        self.assert_says(done, "standard output")


if __name__ == "__main__":
    unittest.main(verbosity=2)
