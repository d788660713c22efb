"""Man pages: clean mdoc, and every option of --help stands in its page."""

import re
import shutil
import subprocess
import unittest

from harness import ROOT, ToolTest

TOOLS = ("ccmail-export-plan", "ccmail2spool", "iff2spool", "mailconvert", "mailreport", "mailsniff", "mime2spool", "mmf2spool",
         "pst2spool", "pstcheck", "spool2iff", "spool2mime", "spool2pst", "storedump", "storemap", "tnef2spool", "wgpo2spool")
PAGES = ROOT / "tools" / "man"


class ManPages(ToolTest):
    def test_mandoc_finds_nothing_to_warn_of(self):
        if shutil.which("mandoc") is None:
            self.skipTest("SKIPPED: no mandoc")
        for tool in TOOLS:
            done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", PAGES / f"{tool}.1"], capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (0, b""), tool)

    def test_help_and_man_page_have_the_same_options(self):
        for tool in TOOLS:
            done = self.run_tool(tool, "--help")
            self.assert_status(done, 0)
            offered = set(re.findall(r"--([a-z-]+)", done.stdout.decode().split("Examples:")[0]))
            listed = set(re.findall(r"^\.It .*?Fl Fl ([a-z-]+)", (PAGES / f"{tool}.1").read_text(), re.MULTILINE))
            self.assertEqual(offered, listed, tool)

    def test_help_has_examples_and_exit_statuses(self):
        for tool in TOOLS:
            text = self.run_tool(tool, "--help").stdout.decode()
            self.assertIn("Examples:", text)
            self.assertIn("Exit status:", text)

    def test_version_is_name_and_number(self):
        for tool in TOOLS:
            self.assertRegex(self.run_tool(tool, "--version").stdout.decode(), rf"^{tool} [0-9]+\.[0-9]+\.[0-9]+\n$")


if __name__ == "__main__":
    unittest.main(verbosity=2)
