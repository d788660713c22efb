"""The two guards of the layers must bite: an include that jumps, a link that goes up, each planted in a scratch tree."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Layering(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name)

    def plant(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def includes(self, path, header):
        self.plant(path, f'#include "{header}"\n')
        return subprocess.run([sys.executable, ROOT / "tests/repo/check_layering.py", self.root],
                              capture_output=True, text=True, check=False)

    def refuses(self, path, header):
        done = self.includes(path, header)
        self.assertEqual((done.returncode, done.stdout), (1, f"{path}: may not include {header}\n"))

    def test_a_format_may_not_include_the_model(self):
        self.refuses("formats/pst/crc.cpp", "converters/model/message.h")

    def test_a_format_may_not_include_another(self):
        self.refuses("formats/pst/crc.cpp", "formats/mime/entity.h")

    def test_the_model_may_not_include_a_format(self):
        self.refuses("converters/model/blob.h", "formats/mime/entity.h")

    def test_a_converter_may_not_include_the_run(self):
        self.refuses("converters/pff/walk.cpp", "converters/run/report.h")

    def test_a_converter_may_include_its_format_and_another_converter(self):
        self.assertEqual(self.includes("converters/pff/walk.cpp", "formats/pff/file.h").returncode, 0)
        self.assertEqual(self.includes("converters/pff/walk.h", "converters/mapi/mapi_to_model.h").returncode, 0)

    def configure(self, libraries):
        shutil.copy(ROOT / "CMakeLists.txt", self.root)
        self.plant("formats/CMakeLists.txt", libraries)
        self.plant("formats/a.cpp", "")
        self.plant("converters/CMakeLists.txt", "")
        self.plant("tools/CMakeLists.txt", "")
        return subprocess.run(["cmake", "-G", "Ninja", "-S", self.root, "-B", self.root / "build", "-DBUILD_TESTING=OFF"],
                              capture_output=True, text=True, check=False)

    def test_cmake_refuses_a_link_that_goes_up(self):
        done = self.configure("add_layer_library(the_model LAYER model SOURCES a.cpp)\n"
                              "add_layer_library(a_format LAYER format SOURCES a.cpp DEPENDS the_model)\n")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("a_format (format) may not depend on the_model (model)", " ".join(done.stderr.split()))

    def test_cmake_refuses_a_link_between_formats(self):
        done = self.configure("add_layer_library(one LAYER format SOURCES a.cpp)\n"
                              "add_layer_library(two LAYER format SOURCES a.cpp DEPENDS one)\n")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("two (format) may not depend on one (format)", " ".join(done.stderr.split()))

    def test_cmake_allows_a_link_that_goes_down(self):
        done = self.configure("add_layer_library(the_bytes LAYER bytes SOURCES a.cpp)\n"
                              "add_layer_library(a_format LAYER format SOURCES a.cpp DEPENDS the_bytes)\n")
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
