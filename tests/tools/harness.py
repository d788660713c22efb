"""What the tests of the tools share: running them, and finding real stores."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

BIN = pathlib.Path(os.environ["RESTANTE_BIN"])
ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("RESTANTE_SHARED", ROOT.parent / "shared"))
STORES = SHARED / "data" / "pst"


def store(name: str) -> pathlib.Path:
    """A real store, or a skipped test."""
    path = STORES / name
    if not path.exists():
        raise unittest.SkipTest(f"SKIPPED: {path} is not there")
    return path


class ToolTest(unittest.TestCase):
    """Each test works in an empty directory of its own."""

    maxDiff = None

    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="restante-test-"))
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)

    def run_tool(self, tool, *args, stdin=None, stdout=subprocess.PIPE, **options):
        """Runs a tool in the test's directory; stderr as text, stdout as bytes."""
        done = subprocess.run([BIN / tool, *map(str, args)], cwd=self.dir, stdin=stdin or subprocess.DEVNULL,
                              stdout=stdout, stderr=subprocess.PIPE, timeout=240, check=False, **options)
        done.talk = done.stderr.decode("utf-8", "replace")
        return done

    def assert_status(self, done, *statuses):
        self.assertIn(done.returncode, statuses, done.talk)

    def assert_says(self, done, *texts):
        for text in texts:
            self.assertIn(text, done.talk)

    def tree(self, name):
        """Every file below a directory: relative path -> bytes."""
        top = self.dir / name
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}

    def wait_for(self, condition, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), deadline, "waited in vain")
            time.sleep(0.02)

    def left(self):
        return sorted(path.name for path in self.dir.iterdir())
