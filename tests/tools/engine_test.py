"""The two readers of PSTs: what they promise, and what a damaged store comes to."""

import json
import unittest

from harness import ToolTest, store

SAMPLE = "pstsdk_submessage.pst"
HEADER_LENGTH = 564  # [MS-PST] 2.2.2.6
LIMIT = "does not tell a content that fails its checksum"


class Engines(ToolTest):
    def convert(self, source, *options, status=(0,)):
        """The only mailbox of the report."""
        done = self.run_tool("mailconvert", source, "-o", "out", "--report", "r.json", "--force", *options)
        self.assert_status(done, *status)
        return json.loads((self.dir / "r.json").read_text())["mailboxes"][0]

    def damaged(self, data: bytes):
        (self.dir / "damaged.pst").write_bytes(data)
        return "damaged.pst"

    def test_only_libpff_has_limits_to_tell(self):
        self.assertNotIn(LIMIT, json.dumps(self.convert(store(SAMPLE))))
        self.assertNotIn(LIMIT, json.dumps(self.convert(store(SAMPLE), "--engine", "native")))
        self.assertIn(LIMIT, json.dumps(self.convert(store(SAMPLE), "--engine", "LIBPFF")))

    def test_a_store_without_its_header_is_converted_and_told(self):
        healthy = self.convert(store(SAMPLE))["totals"]["written"]
        data = bytearray(store(SAMPLE).read_bytes())
        data[:HEADER_LENGTH] = bytes(HEADER_LENGTH)

        mailbox = self.convert(self.damaged(data), status=(3,))

        self.assertEqual(mailbox["totals"]["written"], healthy)
        self.assertIn("HEADER.dwMagic", json.dumps(mailbox))

    def test_a_file_called_pst_that_holds_nothing_of_one_is_no_store(self):
        done = self.run_tool("mailconvert", self.damaged(bytes(100_000)), "-o", "out")

        self.assert_status(done, 65)
        self.assert_says(done, "not a PST")

    def test_a_finished_pst_is_read_again_when_it_is_wished(self):
        done = self.run_tool("mailconvert", store(SAMPLE), "-o", "x.pst", "--verify")

        self.assert_status(done, 0)
        self.assertEqual(self.left(), ["x.pst"])

    def test_a_damaged_store_becomes_a_pst_that_was_read_again(self):
        data = bytearray(store(SAMPLE).read_bytes())
        data[:HEADER_LENGTH] = bytes(HEADER_LENGTH)

        done = self.run_tool("mailconvert", self.damaged(data), "-o", "x.pst")

        self.assert_status(done, 3)
        self.assertEqual(self.left(), ["damaged.pst", "x.pst"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
