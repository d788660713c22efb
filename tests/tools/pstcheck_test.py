"""pstcheck as a program: verdicts, statuses, JSON, stores inside an image."""

import json
import unittest

from harness import STORES, ToolTest, store


class PstCheck(ToolTest):
    def report(self, *args, status=0):
        done = self.run_tool("pstcheck", "--json", *args)
        self.assert_status(done, status)
        return json.loads(done.stdout)

    def hurt(self, name, changes):
        data = bytearray(store(name).read_bytes())
        for at, piece in changes.items():
            data[at:at + len(piece)] = piece
        path = self.dir / "hurt.pst"
        path.write_bytes(data)
        return path

    def test_real_stores_are_sound(self):
        names = sorted(STORES.glob("*.pst"))
        if not names:
            self.skipTest("SKIPPED: no shared material")
        for one in self.report(*names):
            self.assertEqual(one["verdict"], "sound", one["path"])
            self.assertEqual([each for each in one["findings"] if each["severity"] == "error"], [], one["path"])
            self.assertEqual([each for each in one["items"] if each["state"] != "intact"], [], one["path"])

    def test_a_message_that_lost_only_a_message_inside_it_is_partial_in_every_tool(self):
        path = self.hurt("tika_testPST.pst", {0x3EC00: bytes(512)})

        (one,) = self.report(path, status=3)
        converted = self.run_tool("mailconvert", path, "-o", "out", "--report", "report.json")
        self.assert_status(converted, 3)

        self.assertEqual([("nid 0x002000E4", "partial")], [(each["native_id"], each["state"]) for each in one["items"]])
        (mailbox,) = json.loads((self.dir / "report.json").read_text())["mailboxes"]
        self.assertEqual(["nid 0x002000E4"], [each["native_id"] for each in mailbox["partial"]["listed"]])

    def test_a_wrong_byte_in_the_body_of_a_mail_is_named_with_the_mail(self):
        path = self.hurt("pstsdk_sample1.pst", {0x28E00: b"\xff\xff\xff\xff"})
        (one,) = self.report(path, status=3)
        self.assertEqual(one["verdict"], "damaged")
        (finding,) = [each for each in one["findings"] if each["kind"] == "BLK.crc"]
        self.assertEqual(finding["offset"], 0x29DF4)
        self.assertEqual(finding["node"], "nid 0x00200024")
        self.assertIn(("nid 0x00200024", "partial"), [(each["native_id"], each["state"]) for each in one["items"]])
        text = self.run_tool("pstcheck", path)
        self.assert_status(text, 3)
        self.assertIn(b"0x29DF4+4 error BLK.crc", text.stdout)
        self.assertTrue(text.stdout.endswith(b"hurt.pst: damaged, 1 item partial, 0 lost\n"), text.stdout)

    def test_a_store_without_a_header_is_read_by_what_is_left(self):
        (one,) = self.report(self.hurt("pstsdk_sample1.pst", {0: bytes(564)}), status=3)
        self.assertIn("HDR.magic", [each["kind"] for each in one["findings"]])
        self.assertEqual((one["folders"], one["messages"], one["swept"]), (7, 1, True))

    def test_what_is_no_store_is_unreadable(self):
        (self.dir / "notes.pst").write_bytes(b"nothing " * 1000)
        (one,) = self.report("notes.pst", status=65)
        self.assertEqual((one["verdict"], one["findings"]), ("unreadable", []))
        self.assert_status(self.run_tool("pstcheck", "absent.pst"), 66)
        self.assert_status(self.run_tool("pstcheck"), 64)

    def test_stores_are_found_inside_an_image(self):
        unicode, ansi = store("pstsdk_sample1.pst").read_bytes(), store("pstsdk_sample2.pst").read_bytes()
        image = b"x" * 1001 + unicode + b"y" * 77 + bytes(512) + ansi[512:] + b"z" * 5000
        (self.dir / "disk.img").write_bytes(image)
        first, second = self.report("--carve", "disk.img", status=3)
        self.assertEqual((first["carved_at"], first["verdict"], first["format"]), (1001, "sound", "PST Unicode"))
        self.assertEqual((second["carved_at"], second["messages"], second["format"]), (1078 + len(unicode), 1, "PST ANSI"))
        self.assertEqual(second["findings"][0]["kind"], "HDR.magic")
        self.assertEqual(second["findings"][0]["offset"], second["carved_at"])
        (self.dir / "empty.img").write_bytes(bytes(100_000))
        self.assert_status(self.run_tool("pstcheck", "--carve", "empty.img"), 65)


if __name__ == "__main__":
    unittest.main(verbosity=2)
