"""The guard of citations must bite: a section that is not there, planted in a scratch tree."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Citations(unittest.TestCase):
    def check(self, path, text):
        with tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(scratch)
            for name, content in (("formats/x/FORMAT.md", "## 1. One\n### 1.1 Inner\n2.1 A paragraph.\n"), (path, text)):
                file = root / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content)
            return subprocess.run([sys.executable, ROOT / "tests/repo/check_citations.py", root], capture_output=True, text=True,
                                  check=False)

    def test_sections_that_are_there_may_be_cited(self):
        for text in ("// FORMAT.md 1, 1.1", "// FORMAT.md 2.1: a reason", "// FORMAT.md alone", "// formats/x/FORMAT.md 1.1."):
            self.assertEqual(self.check("formats/x/deep/a.h", text).returncode, 0, text)

    def test_a_section_that_is_not_there_fails(self):
        for text, section in (("// FORMAT.md 1.2", "1.2"), ("// FORMAT.md 1, 1.3", "1.3"), ("// FORMAT.md 3 step 1", "3")):
            done = self.check("formats/x/a.cpp", text)
            self.assertEqual((done.returncode, done.stdout), (1, f"formats/x/a.cpp: FORMAT.md has no section {section}\n"))

    def test_a_room_without_a_format_must_say_whose(self):
        self.assertEqual(self.check("converters/x/a.h", "// FORMAT.md 1").returncode, 0)
        self.assertEqual(self.check("converters/run/a.h", "// FORMAT.md 1").returncode, 1)
        self.assertEqual(self.check("converters/run/a.h", "// formats/x/FORMAT.md 1").returncode, 0)


if __name__ == "__main__":
    unittest.main()
