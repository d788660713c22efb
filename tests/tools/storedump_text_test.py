"""storedump of cc:Mail exports and of migration files: every byte, labels and columns, pointers, items, damage."""

import json
import unittest

from ccmail_test import item as export_item, message as export_message
from harness import ToolTest
from iff_case import HEADER, Set


class StoreDumpText(ToolTest):
    def dump(self, *args, status=0):
        done = self.run_tool("storedump", "--json", "--full", *args)
        self.assert_status(done, status)
        return json.loads(done.stdout)["records"]

    def item_of(self, name, subject):
        done = self.run_tool("storemap", "--json", name)
        self.assert_status(done, 0, 3)
        return next(each["native_id"] for each in json.loads(done.stdout)["items"] if each["name"] == subject)

    def assert_once(self, records, data):
        """Each byte of the file is in one field, as it lies there."""
        times = bytearray(len(data))
        for record in records:
            for field in record["fields"]:
                raw = bytes.fromhex(field["raw"])
                self.assertEqual(raw, data[field["offset"]:field["offset"] + field["length"]])
                for at in range(field["offset"], field["offset"] + field["length"]):
                    times[at] += 1
        self.assertEqual(times.count(1), len(data))

    def fields(self, records, name, field):
        return [one for record in records if record["name"] == name for one in record["fields"] if one["name"] == field]

    def values(self, records, name, field):
        return [one["value"] for one in self.fields(records, name, field)]

    def export(self):
        data = (export_message(b"First", export_item(b"Text item:", b"Line one.\r\n"), export_item(b"File item: A.BIN", b"\x00\x01")) +
                export_message(b"Second", export_item(b"Text item:", b"x" * 3000)) + b"\x1a")
        (self.dir / "ANN.CCM").write_bytes(data)
        return data

    def set(self):
        made = Set()
        rows = made.row(b"First", b"Line one.", (b"raw.bin", b"\x00\x01")) + made.row(b'"A, B"', b"Text")
        self.unnamed = made.add((b"Body", b"of no row", b""))
        primary = b"MAILMESSAGE,SMTP:bo@north.example\r\n" + HEADER + rows + b"! end\r\n"
        listed = b"932\r\n\r\nFilename,Filetype\r\nA.PRI,Primary\r\nA.SEC,Secondary\r\n"
        for name, data in (("A.PRI", primary), ("A.SEC", made.sections), ("N.PKL", listed)):
            (self.dir / name).write_bytes(data)
        return primary, made.sections, listed

    def test_an_export_is_told_whole_by_item_and_by_offset(self):
        data = self.export()
        records = self.dump("ANN.CCM")
        self.assert_once(records, data)
        self.assertEqual([one for record in records for one in record["faults"]], [])
        self.assertEqual(self.values(records, "message", "Subject:"), ["First", "Second"])
        self.assertEqual(self.values(records, "text item", "data")[0], "Line one.\r\n")
        self.assertEqual([one["raw"] for one in self.fields(records, "item", "data")], ["0001"])

        of_item = self.dump("ANN.CCM", "--item", self.item_of("ANN.CCM", "Second"))
        self.assertEqual(self.values(of_item, "message", "Subject:"), ["Second"])
        at = data.index(b"Line one")
        (head, part) = self.dump("ANN.CCM", "--offset", at)
        self.assertEqual((head["name"], part["name"], part["depth"]), ("message", "text item", 1))
        self.assert_status(self.run_tool("storedump", "ANN.CCM", "--node", "0x21"), 65)
        self.assert_status(self.run_tool("storedump", "ANN.CCM", "--offset", len(data)), 65)

    def test_a_zeroed_sector_is_a_fault_of_the_text_that_it_lies_in(self):
        data = bytearray(self.export())
        at = data.index(b"x" * 600) + 300
        data[at:at + 512] = bytes(512)
        (self.dir / "ANN.CCM").write_bytes(data)
        records = self.dump("ANN.CCM", status=3)
        self.assert_once(records, bytes(data))
        (faulty,) = [one for one in records if one["faults"]]
        self.assertEqual([(one["offset"], one["length"]) for one in faulty["fields"] if one["name"] == "filler"], [(at, 512)])

    def test_each_file_of_a_set_is_told_whole(self):
        for name, data in zip(("A.PRI", "A.SEC", "N.PKL"), self.set()):
            records = self.dump(name)
            self.assert_once(records, data)
            for at in range(0, len(data), 7):
                for record in self.dump(name, "--offset", at) if at % 5 == 0 else ():
                    self.assertTrue(record["offset"] <= at < record["offset"] + record["length"])

    def test_a_pointer_means_the_section_that_it_leads_to(self):
        primary, sections, _ = self.set()
        records = self.dump("A.PRI")
        bodies = self.fields(records, "row", "Body")
        place = sections.index(b"Body,9")
        self.assertEqual(bodies[0]["meaning"], f"at {place} of A.SEC: Body, Length 9, Islast FALSE")
        self.assertEqual([one["raw"] for one in self.fields(records, "row", "Subject")], [b"First,".hex(), b'"A, B",'.hex()])
        self.assertEqual(self.values(records, "row", "Subject"), ["First", "A, B"])
        self.assertEqual(self.values(records, "remark", "line"), ["! end"])
        at = primary.index(b"19970506151000")
        (section, row) = self.dump("A.PRI", "--offset", at)
        self.assertEqual((section["name"], row["name"]), ("MAILMESSAGE", "row"))
        self.assertEqual(self.fields([row], "row", "Send-Date")[0]["meaning"], "1997-05-06T15:10:00")
        of_item = self.dump("A.PRI", "--item", self.item_of("A.PRI", "First"))
        self.assertEqual(self.values(of_item, "row", "Subject"), ["First"])

    def test_a_section_says_whether_a_row_names_it(self):
        self.set()
        records = self.dump("A.SEC")
        bodies = [one for one in records if one["name"] == "Body"]
        self.assertEqual(["a row names" in one["about"] for one in bodies], [True, True, False])
        self.assertEqual(bodies[2]["offset"], self.unnamed)
        self.assertEqual(self.values(records, "Body", "data"), ["Line one.", "Text", "of no row"])
        (self.dir / "A.PRI").unlink()
        bodies = [one for one in self.dump("A.SEC") if one["name"] == "Body"]
        self.assertEqual(["no row names" in one["about"] for one in bodies], [True, True, True])

    def test_a_length_that_is_wrong_and_line_ends_that_were_changed_are_faults(self):
        _, sections, _ = self.set()
        hurt = sections.replace(b"Body,9,,FALSE", b"Body,8,,FALSE", 1)
        (self.dir / "A.SEC").write_bytes(hurt)
        records = self.dump("A.SEC", status=3)
        self.assert_once(records, hurt)
        self.assertEqual([one["name"] for one in records if one["faults"]], ["Body"])
        changed = sections.replace(b"\r\n", b"\n")
        (self.dir / "A.SEC").write_bytes(changed)
        records = self.dump("A.SEC", status=3)
        self.assert_once(records, changed)
        self.assertIn("its lines end in LF", records[0]["faults"][0])

    def test_the_page_of_the_list_is_that_of_its_files(self):
        made = Set()
        row = made.row("表".encode("cp932"), b"Text")
        for name, data in (("A.PRI", b"MAILMESSAGE,SMTP:bo@north.example\r\n" + HEADER + row), ("A.SEC", made.sections),
                           ("N.PKL", b"932\r\n\r\nFilename,Filetype\r\nA.PRI,Primary\r\nA.SEC,Secondary\r\n")):
            (self.dir / name).write_bytes(data)
        self.assertEqual(self.values(self.dump("A.PRI"), "row", "Subject"), ["表"])
        (self.dir / "N.PKL").unlink()
        self.assertNotEqual(self.values(self.dump("A.PRI"), "row", "Subject"), ["表"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
