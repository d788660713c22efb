"""storedump as a program: places and bytes of fields, its three forms, damage, selections that are not there, outputs."""

import html.parser
import json
import os
import re
import unittest

from harness import STORES, ToolTest, store

RECORD = {"name": str, "about": str, "source": str, "offset": int, "length": int, "depth": int, "faults": list, "fields": list}
FIELD = {"name": str, "offset": int, "length": int, "raw": str, "value": str, "meaning": str}
VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(html.parser.HTMLParser):
    """What a page has: its ids, its links, and whether each element is closed in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.words, self.wrong = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in ("src", "href", "srcset", "action", "data"):
                self.links.append(value)
            if name.startswith("on"):
                self.wrong.append(name)
        if tag in ("script", "link", "iframe", "object", "embed", "base"):
            self.wrong.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID:
            self.wrong.append(f"<{tag}/>")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data):
        self.words.append(data)


class StoreDump(ToolTest):
    def dump(self, *args, status=0):
        done = self.run_tool("storedump", "--json", *args)
        self.assert_status(done, status)
        found = json.loads(done.stdout)
        self.check_schema(found)
        return found

    def check_schema(self, found):
        self.assertEqual(list(found), ["path", "size", "format", "selection", "records", "record_count", "fault_count"])
        self.assertEqual(found["record_count"], len(found["records"]))
        self.assertEqual(found["fault_count"], sum(len(one["faults"]) for one in found["records"]))
        for record in found["records"]:
            self.assertEqual({name: type(value) for name, value in record.items()}, RECORD)
            for field in record["fields"]:
                kinds = {name: type(value) for name, value in field.items() if name != "plain"}
                self.assertEqual(kinds, FIELD)
                self.assertTrue(record["offset"] <= field["offset"] <= record["offset"] + record["length"])
                self.assertEqual(len(field["raw"]) // 2, min(field["length"], 64), field)

    def hurt(self, name, at, size=512):
        data = bytearray(store(name).read_bytes())
        data[at:at + size] = bytes(size)
        path = self.dir / "hurt.pst"
        path.write_bytes(data)
        return path

    def assert_whole(self, found, data):
        """The records that are no part of another have every byte once, as the file has it."""
        at = 0
        for record in found["records"]:
            if record["depth"] == 0:
                for field in record["fields"]:
                    self.assertEqual(field["offset"], at, record["name"])
                    raw = bytes.fromhex(field["raw"])
                    self.assertEqual(raw, data[at:at + len(raw)], record["name"])
                    at += field["length"]
        self.assertEqual(at, len(data))

    def messages(self, path):
        """id -> subject, as a conversion has them."""
        done = self.run_tool("storemap", "--json", path)
        return {each["native_id"]: each["name"] for each in json.loads(done.stdout)["items"] if each["kind"] == "message" and each["name"]}

    def test_every_byte_of_real_stores_is_in_one_field(self):
        names = sorted(STORES.glob("*.pst"))
        if not names:
            self.skipTest("SKIPPED: no shared material")
        for name in names[-4:]:
            found = self.dump(name)
            self.assert_whole(found, name.read_bytes())
            self.assertEqual(found["fault_count"], 0)

    def test_heaps_of_reserved_types_are_bytes_and_no_fault(self):
        for name, node in (("pstsdk_sample1.pst", "0xC01"), ("pstsdk_sample1.pst", "0xE01"), ("javalibpst_passworded.pst", "0x730")):
            with self.subTest(name=name, node=node):
                self.assert_status(self.run_tool("storedump", store(name), "--node", node), 0)

    def test_the_subject_of_a_message_is_found_with_its_bytes(self):
        name = store("pstsdk_sample1.pst")
        data = name.read_bytes()
        messages = self.messages(name)
        self.assertTrue(messages)
        for item, subject in messages.items():
            found = self.dump(name, "--item", item)
            values = [field for record in found["records"] if record["name"] == "property value" and record["about"].startswith("PidTagSubject,")
                      for field in record["fields"]]
            self.assertTrue(values, item)
            field = values[0]
            self.assertIn(subject, field["value"])
            at = field["offset"]
            self.assertEqual(bytes.fromhex(field["raw"]), data[at:at + field["length"]][:64])
            self.assertEqual(bytes.fromhex(field["plain"]).decode("utf-16-le"), field["value"][:len(field["plain"]) // 4])
            # The table of properties names that place, and the offset leads back.
            (record,) = [one for one in found["records"] if one["name"] == "PCBTHRECORD" and one["about"] == "PidTagSubject" and one["depth"] == 3]
            self.assertIn(f"at 0x{at:X}:", record["fields"][2]["meaning"])
            back = self.dump(name, "--offset", hex(at))
            self.assertEqual(back["records"][-1]["fields"][0]["value"], field["value"])
            self.assertEqual(back["records"][0]["name"], "data block")
            same = self.dump(name, "--node", item.split()[1])
            self.assertEqual(same["records"], found["records"])

    def test_text_has_a_line_for_each_field_and_the_totals_last(self):
        name = store("pstsdk_test_unicode.pst")
        done = self.run_tool("storedump", name, "--node", "33")
        self.assert_status(done, 0)
        text = done.stdout.decode()
        self.assertRegex(text, r"(?m)^0x[0-9A-F]{8}  NBTENTRY  0x21 NID_MESSAGE_STORE  \[MS-PST\] 2\.2\.2\.7\.7\.4$")
        self.assertRegex(text, r"(?m)^  0x[0-9A-F]{8}  21 00 00 00 00 00 00 00 +nid +0x0000000000000021 \(33\) +NID_MESSAGE_STORE$")
        self.assertRegex(text, r"pstsdk_test_unicode\.pst: [0-9,]+ records, 0 faults\n$")
        self.assertEqual([line for line in text.splitlines() if line.endswith(" ")], [])
        short, full = (self.run_tool("storedump", name, *more).stdout for more in ((), ("--full",)))
        self.assertIn(b"more bytes\n", short)
        self.assertNotIn(b"more bytes\n", full)
        self.assertGreater(len(full), 3 * len(short))

    def test_the_page_is_whole_and_loads_nothing(self):
        done = self.run_tool("storedump", store("pstsdk_sample1.pst"), "--html")
        self.assert_status(done, 0)
        page = Page(done.stdout.decode())
        self.assertEqual((page.wrong, page.open), ([], []))
        self.assertEqual(len(page.ids), len(set(page.ids)))
        self.assertIn("at-0x4400", page.ids)
        self.assertEqual({link[:1] for link in page.links}, {"#"})
        self.assertLessEqual({link[1:] for link in page.links}, set(page.ids))
        self.assertNotRegex(done.stdout, rb"https?:|url\(|@import")
        self.assertIn(b"prefers-color-scheme", done.stdout)

    def test_text_of_a_store_neither_steers_a_terminal_nor_breaks_a_page(self):
        name = store("pstsdk_test_ansi.pst")
        data = bytearray(name.read_bytes())
        data[4:8] = b"\x1b[2J"  # the checksum of the header
        data[0x100:0x110] = b"<script>\x1b]0;x\x07</"
        (self.dir / "evil<b>.pst").write_bytes(data)
        for form in ((), ("--html",), ("--json",)):
            done = self.run_tool("storedump", "evil<b>.pst", *form)
            self.assert_status(done, 3)
            self.assertNotIn(b"\x1b", done.stdout)
            if form == ("--html",):
                page = Page(done.stdout.decode())
                self.assertEqual((page.wrong, page.open), ([], []))
                self.assertNotIn(b"<b>", done.stdout)

    def test_a_damaged_sector_is_a_fault_at_its_place(self):
        at = 0x28E00
        path = self.hurt("pstsdk_sample1.pst", at)
        found = self.dump(path, status=3)
        self.assert_whole(found, path.read_bytes())
        faulty = [record for record in found["records"] if record["faults"]]
        self.assertEqual(len(faulty), 1)
        self.assertTrue(faulty[0]["offset"] <= at < faulty[0]["offset"] + faulty[0]["length"])
        self.assertRegex(faulty[0]["faults"][0], "BLOCKTRAILER.dwCRC: bad checksum")
        done = self.run_tool("storedump", path, "--offset", at)
        self.assert_status(done, 3)
        self.assertRegex(done.stdout, rb"(?m)^! BLOCKTRAILER\.dwCRC: bad checksum")
        # What is not damaged says so.
        self.assert_status(self.run_tool("storedump", path, "--node", "0x21"), 0)

    def test_a_store_without_its_header_is_told_all_the_same(self):
        path = self.hurt("pstsdk_sample1.pst", 0, 1024)
        found = self.dump(path, status=3)
        self.assert_whole(found, path.read_bytes())
        self.assertTrue(any(one["name"] == "BTPAGE" and "found by a search" in one["about"] for one in found["records"]))

    def test_what_is_not_there_is_said_with_what_is(self):
        name = store("pstsdk_sample1.pst")
        size = name.stat().st_size
        done = self.run_tool("storedump", name, "--offset", size)
        self.assert_status(done, 65)
        self.assert_says(done, f"no byte at 0x{size:X}", f"0 to 0x{size - 1:X}")
        for args in (("--node", "0x999924"), ("--item", "nid 0x00999924")):
            done = self.run_tool("storedump", name, *args, "-o", "out")
            self.assert_status(done, 65)
            self.assert_says(done, "no node 0x999924", "storemap")
        done = self.run_tool("storedump", name, "--item", "letter 4")
        self.assert_status(done, 65)
        self.assert_says(done, "no item \"letter 4\"")
        self.assert_status(self.run_tool("storedump", name, "--oid", "4"), 65)
        self.assertEqual(self.left(), [])

    def test_wrong_usage_and_wrong_files_are_refused(self):
        name = store("pstsdk_sample1.pst")
        for args in ((), (name, name), (name, "--node", "x"), (name, "--node", "0x1FFFFFFFF"), (name, "--offset", "-1"), (name, "--offset", "0x"),
                     (name, "--node", "1", "--offset", "2"), (name, "--item", "a", "--oid", "3"), (name, "--html", "--json")):
            self.assert_status(self.run_tool("storedump", *args), 64)
        self.assert_status(self.run_tool("storedump", "absent.pst"), 66)
        (self.dir / "x.mbox").write_text("From a@b Mon Jan  1 00:00:00 2001\nSubject: x\n\nbody\n")
        done = self.run_tool("storedump", "x.mbox")
        self.assert_status(done, 65)
        self.assert_says(done, "x.mbox: is a", "not told")
        (self.dir / "noise").write_bytes(b"nothing " * 1000)
        self.assert_status(self.run_tool("storedump", "noise"), 65)

    def test_an_output_is_whole_or_not_there_and_harms_nothing(self):
        path = self.dir / "a.pst"
        path.write_bytes(store("pstsdk_sample1.pst").read_bytes())
        before = path.read_bytes()
        self.assert_status(self.run_tool("storedump", path, "-o", path, "--force"), 73)
        self.assertEqual(path.read_bytes(), before)
        printed = self.run_tool("storedump", path).stdout
        self.assert_status(self.run_tool("storedump", path, "-o", "out"), 0)
        self.assertEqual((self.dir / "out").read_bytes(), printed)
        self.assert_status(self.run_tool("storedump", path, "-o", "out"), 73)
        self.assert_status(self.run_tool("storedump", path, "-o", "out", "--json", "--force"), 0)
        json.loads((self.dir / "out").read_text())
        self.assertEqual(self.left(), ["a.pst", "out"])
        if os.path.exists("/dev/full"):
            done = self.run_tool("storedump", path, "-o", "/dev/full")
            self.assert_status(done, 74)

    def test_a_closed_pipe_is_an_error_and_no_signal(self):
        read, write = os.pipe()
        os.close(read)
        try:
            done = self.run_tool("storedump", store("pstsdk_sample1.pst"), stdout=write)
        finally:
            os.close(write)
        self.assert_status(done, 74)
        self.assertRegex(done.talk, re.compile("standard output"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
