"""storedump of Microsoft Mail's stores, of TNEF streams and of a post office's files: every byte, items, objects, damage."""

import json
import re
import subprocess
import unittest

from harness import BIN, ToolTest
from post_office import PostOffice
from tnef_test import note as tnef_note


class StoreDumpMicrosoftMail(ToolTest):
    def dump(self, *args, status=0):
        done = self.run_tool("storedump", "--json", *args)
        self.assert_status(done, status)
        return json.loads(done.stdout)["records"]

    def item_of(self, name, subject):
        done = self.run_tool("storemap", "--json", name)
        self.assert_status(done, 0)
        return next(each["native_id"] for each in json.loads(done.stdout)["items"] if each["name"] == subject)

    def assert_once(self, records, data):
        """Each byte of the file is in one field, as it lies there."""
        times = bytearray(len(data))
        for record in records:
            for field in record["fields"]:
                raw = bytes.fromhex(field["raw"])
                self.assertEqual(raw, data[field["offset"]:field["offset"] + len(raw)])
                for at in range(field["offset"], field["offset"] + field["length"]):
                    times[at] += 1
        self.assertEqual(times.count(1), len(data))

    def values(self, records, name, field):
        return [one["value"] for record in records if record["name"] == name for one in record["fields"] if one["name"] == field]

    def store(self):
        if not (BIN / "mmf_maker").exists():
            self.skipTest("SKIPPED: no mmf_maker beside the tools")
        subprocess.run([BIN / "mmf_maker", "mailbox", "M.MMF", "5", "3000"], cwd=self.dir, check=True, timeout=60)
        return (self.dir / "M.MMF").read_bytes()

    def test_a_store_is_told_whole_by_item_by_object_and_by_offset(self):
        data = self.store()
        records = self.dump("M.MMF")
        self.assert_once(records, data)
        self.assertEqual([one for record in records for one in record["faults"]], [])
        self.assertIn("Message 3", self.values(records, "attribute", "text"))

        item = self.item_of("M.MMF", "Message 3")
        of_item = self.dump("M.MMF", "--item", item)
        self.assertIn("Message 3", self.values(of_item, "attribute", "text"))
        self.assertNotIn("Message 4", self.values(of_item, "attribute", "text"))

        (place,) = [one for one in of_item if one["name"] == "message"]
        oid = re.search(r"([0-9A-F]{8}), in force", place["about"])[1]
        of_object = self.dump("M.MMF", "--oid", "0x" + oid)
        self.assertEqual([one["name"] for one in of_object][:2], ["Node", "Node"])
        self.assertIn("Message 3", self.values(of_object, "attribute", "text"))
        at = next(one["offset"] for one in of_object if one["about"].endswith("Subject"))
        (whole, part) = self.dump("M.MMF", "--offset", str(at))
        self.assertEqual((whole["name"], part["fields"][0]["value"]), ("message", "Message 3"))

        done = self.run_tool("storedump", "M.MMF", "--oid", "0xABCDEF86")
        self.assert_status(done, 65)
        self.assert_says(done, "M.MMF: has no object ABCDEF86")
        self.assert_status(self.run_tool("storedump", "M.MMF", "--node", "0x21"), 65)

    def test_enciphered_fields_are_shown_as_they_lie_and_in_plain(self):
        self.store()
        done = self.run_tool("storedump", "M.MMF", "--full")
        self.assert_status(done, 0)
        text = done.stdout.decode()
        self.assertIn("= 4D 65 73 73 61 67 65 20 33 00", text)  # "Message 3"
        self.assertIn("Message 3", text)

    def test_a_zeroed_sector_is_a_fault_of_the_records_there(self):
        data = bytearray(self.store())
        records = self.dump("M.MMF")
        (place, *_) = [one for one in records if one["name"] == "attribute" and one["length"] == 3000]
        at = (place["offset"] // 512 + 2) * 512
        data[at:at + 512] = bytes(512)
        (self.dir / "M.MMF").write_bytes(data)
        hurt = self.dump("M.MMF", status=3)
        self.assert_once(hurt, bytes(data))
        self.assertEqual([one["offset"] for one in hurt if one["faults"]], [place["offset"]])

    def test_a_stream_is_told_with_its_properties_and_a_wrong_checksum(self):
        data = tnef_note()
        (self.dir / "WINMAIL.DAT").write_bytes(data)
        records = self.dump("WINMAIL.DAT")
        self.assert_once(records, data)
        self.assertEqual(self.values(records, "attSubject", "text"), ["Plan"])
        at = next(one["offset"] for one in records if one["name"] == "attSubject") + 9
        hurt = data[:at] + b"p" + data[at + 1:]
        (self.dir / "HURT.DAT").write_bytes(hurt)
        records = self.dump("HURT.DAT", status=3)
        self.assert_once(records, hurt)
        self.assertEqual([one["name"] for one in records if one["faults"]], ["attSubject"])

    def test_files_of_a_post_office_are_told_by_their_place(self):
        office = PostOffice(self.dir / "PO")
        office.user("ANNLEE", "0000001A")
        mai = office.deliver("0000001A", subject="Budget")
        office.close()
        (mailbag,) = (self.dir / "PO").rglob("0000001A.MBG")
        records = self.dump(mailbag)
        self.assert_once(records, mailbag.read_bytes())
        self.assertEqual(self.values(records, "MailbagRecord", "subject"), ["Budget"])
        (letter,) = (self.dir / "PO").rglob(f"{mai}.MAI")
        records = self.dump(letter)
        self.assert_once(records, letter.read_bytes())
        self.assertIn("Budget", self.values(records, "element", "contents"))
        for each in sorted((self.dir / "PO").rglob("*")):
            if each.is_file() and each.stat().st_size > 0:
                self.assert_once(self.dump(each), each.read_bytes())


if __name__ == "__main__":
    unittest.main(verbosity=2)
