"""storemap as a program: every byte once, the places and items of damage, picture, mapfile, refusals."""

import json
import shutil
import subprocess
import unittest
import xml.etree.ElementTree

from ccmail_test import item as export_item, message as export_message
from harness import BIN, STORES, ToolTest, store
from iff_case import HEADER, Set
from tnef_test import note as tnef_note

SVG = "{http://www.w3.org/2000/svg}"
CLASSES = ["header", "index", "data", "slack", "free", "recovered", "unreferenced", "bad checksum", "unreadable"]


def statuses(text):
    """The blocks of a mapfile."""
    lines = [line for line in text.splitlines() if not line.startswith("#")][1:]
    return [(int(at, 0), int(size, 0), status) for at, size, status in (line.split() for line in lines)]


def told(mailbox):
    """The items that a conversion calls partial or lost."""
    listed = [each for part in ("partial", "partial_folders", "losses") for each in mailbox[part]["listed"]]
    return {each["native_id"] for each in listed if each["native_id"]}


def hit(found):
    """The same of a map."""
    return {each["native_id"] for each in found["items"] if each["state"] in ("partial", "lost")}


class StoreMap(ToolTest):
    def map(self, *args, status=0):
        done = self.run_tool("storemap", "--json", *args)
        self.assert_status(done, status)
        return json.loads(done.stdout)

    def hurt(self, name, at, size=512):
        data = bytearray(store(name).read_bytes())
        data[at:at + size] = bytes(size)
        path = self.dir / "hurt.pst"
        path.write_bytes(data)
        return path

    def assert_whole(self, found):
        at = 0
        for one in found["ranges"]:
            self.assertEqual(one["offset"], at)
            at += one["length"]
        self.assertEqual(at, found["size"])
        self.assertEqual([one["class"] for one in found["classes"]], CLASSES)
        self.assertEqual(sum(one["bytes"] for one in found["classes"]), found["size"])

    def test_every_byte_of_real_stores_has_a_class(self):
        names = sorted(STORES.glob("*.pst"))
        if not names:
            self.skipTest("SKIPPED: no shared material")
        for name in names:
            found = self.map(name)
            self.assert_whole(found)
            self.assertEqual(found["verdict"], "sound")
            for one in found["ranges"]:
                self.assertNotEqual(one["owner"], "unclaimed")

    def test_a_zeroed_sector_is_shown_and_hits_what_the_conversion_reports(self):
        # Of pages, blocks of a folder and of a message.
        whole = self.map(store("pstsdk_sample1.pst"))
        places = {}
        for one in whole["ranges"]:
            kind = one["owner"]
            if kind in ("NBT BTPAGE", "BBT BTPAGE", "SLBLOCK") or (kind == "data block" and one["length"] > 500):
                places.setdefault((kind, tuple(one["items"])[:1]), one)
        self.assertGreater(len(places), 4)
        for one in places.values():
            path = self.hurt("pstsdk_sample1.pst", one["offset"], min(one["length"], 512))
            found = self.map(path, status=3)
            self.assert_whole(found)
            (there,) = [each for each in found["ranges"] if each["offset"] <= one["offset"] < each["offset"] + each["length"]]
            self.assertEqual(there["class"], "bad checksum", one)
            done = self.run_tool("mailconvert", path, "-o", "mail", "--force", "--json", "--no-deleted")
            self.assert_status(done, 3)
            (mailbox,) = json.loads(done.stdout)["mailboxes"]
            # Of a folder whose table is read by another way the conversion has a note, without its id.
            folders = {each["native_id"] for each in found["items"] if each["kind"].endswith("folder")}
            self.assertEqual(hit(found) - folders, told(mailbox) - folders, one)
            self.assertLessEqual(told(mailbox), hit(found), one)

    def test_the_table_names_the_message_and_ends_with_the_verdict(self):
        done = self.run_tool("storemap", self.hurt("pstsdk_sample1.pst", 0x28E00))
        self.assert_status(done, 3)
        text = done.stdout.decode()
        self.assertRegex(text, r"\n  0x28D80 +4198  bad checksum  data block: message nid 0x00200024\n")
        self.assertIn("\n  partial: message nid 0x00200024\n", text)
        self.assertTrue(text.endswith("hurt.pst: damaged, 1 item partial, 0 lost\n"), text[-200:])

    def test_the_picture_shows_each_class_and_marks_damage(self):
        done = self.run_tool("storemap", self.hurt("pstsdk_sample1.pst", 0x28E00), "--svg", "map.svg")
        self.assert_status(done, 3)
        picture = xml.etree.ElementTree.parse(self.dir / "map.svg").getroot()
        words = [text.text for text in picture.iter(SVG + "text")]
        for name in CLASSES:
            self.assertIn(name, words)
        bad = [box for box in picture.iter(SVG + "rect") if box.get("fill") == "url(#bad)" and box.find(SVG + "title").text.startswith("0x")]
        places = [[int(end, 0) for end in box.find(SVG + "title").text.split(":")[0].split(" to ")] for box in bad]
        self.assertTrue(any(first <= 0x28E00 < last for first, last in places), places)
        self.assertTrue(all(0x28D80 - 64 <= first and last <= 0x29E00 for first, last in places), places)
        # A mark beside each row that has some of it.
        self.assertEqual(len([mark for mark in picture.iter(SVG + "path") if mark.get("class") == "mark"]), len({box.get("y") for box in bad}))

        done = self.run_tool("storemap", store("pstsdk_sample1.pst"), "--svg", "-")
        self.assert_status(done, 0)
        self.assertNotIn(b'class="mark"', done.stdout)

    def test_the_mapfile_has_the_damage_and_ddrescuelog_takes_it(self):
        path = self.hurt("pstsdk_sample1.pst", 0x28E00)
        self.assert_status(self.run_tool("storemap", path, "--mapfile", "hurt.map"), 3)
        found = self.map(path, status=3)
        signs = {"bad checksum": "-", "unreadable": "-", "unreferenced": "?"}
        expected = []
        for one in found["ranges"]:
            sign = signs.get(one["class"], "+")
            if expected and expected[-1][2] == sign:
                expected[-1][1] += one["length"]
            else:
                expected.append([one["offset"], one["length"], sign])
        self.assertEqual(statuses((self.dir / "hurt.map").read_text()), [tuple(one) for one in expected])
        self.assertIn("-", [one[2] for one in expected])
        if shutil.which("ddrescuelog") is None:
            self.skipTest("SKIPPED: no ddrescuelog")
        listed = subprocess.run(["ddrescuelog", "-b1", "--list-blocks=-", self.dir / "hurt.map"], capture_output=True, check=True)
        self.assertEqual(len(listed.stdout.split()), sum(one[1] for one in expected if one[2] == "-"))

    def check_small(self, name, owner, subject):
        """A store of a few messages: whole, and the range of `owner` is a message's."""
        found = self.map(name)
        self.assert_whole(found)
        self.assertEqual(found["verdict"], "sound")
        names = {each["native_id"]: each["name"] for each in found["items"]}
        owned = [names[item] for one in found["ranges"] if one["owner"] == owner for item in one["items"]]
        self.assertIn(subject, owned)
        return found

    def test_a_store_of_microsoft_mail_shows_a_zeroed_sector_at_its_place(self):
        if not (BIN / "mmf_maker").exists():
            self.skipTest("SKIPPED: no mmf_maker beside the tools")
        subprocess.run([BIN / "mmf_maker", "mailbox", "M.MMF", "20", "3000"], cwd=self.dir, check=True, timeout=60)
        found = self.check_small("M.MMF", "message", "Message 3")
        (place,) = [one for one in found["ranges"] if one["owner"] == "attachment" and "Message 3" in
                    [each["name"] for each in found["items"] if each["native_id"] in one["items"]]]
        data = bytearray((self.dir / "M.MMF").read_bytes())
        at = (place["offset"] // 512 + 2) * 512
        data[at:at + 512] = bytes(512)
        (self.dir / "M.MMF").write_bytes(data)
        hurt = self.map("M.MMF", status=3)
        self.assert_whole(hurt)
        self.assertEqual([(one["offset"], one["length"]) for one in hurt["ranges"] if one["class"] == "bad checksum"], [(at, 512)])
        done = self.run_tool("mailconvert", "M.MMF", "-o", "mail", "--json")
        self.assert_status(done, 3)
        (mailbox,) = json.loads(done.stdout)["mailboxes"]
        self.assertEqual(hit(hurt), told(mailbox))
        self.assertEqual(len(hit(hurt)), 1)

    def test_streams_exports_and_migration_files_have_maps(self):
        (self.dir / "WINMAIL.DAT").write_bytes(tnef_note())
        self.check_small("WINMAIL.DAT", "attBody", "Plan")
        (self.dir / "ANN.CCM").write_bytes(export_message(b"First", export_item(b"Text item:", b"Line one.\r\n")) +
                                           export_message(b"Second", export_item(b"Text item:", b"Text")) + b"\x1a")
        self.check_small("ANN.CCM", "text item", "Second")
        made = Set()
        rows = made.row(b"First", b"Line one.", (b"raw.bin", b"\x00\x01")) + made.row(b"Second", b"Text")
        unnamed = made.add((b"Body", b"of no row", b""))
        (self.dir / "A.PRI").write_bytes(b"MAILMESSAGE,SMTP:bo@north.example\r\n" + HEADER + rows)
        (self.dir / "A.SEC").write_bytes(made.sections)
        self.check_small("A.PRI", "rows of a MAILMESSAGE section", "Second")
        found = self.map("A.SEC", status=3)  # of the sections that no row names the conversion says so, too
        self.assert_whole(found)
        (lost,) = [one for one in found["ranges"] if one["class"] == "recovered" and one["owner"] == "Body"]
        self.assertGreater(lost["offset"], unnamed)
        self.assertEqual(lost["length"], len(b"of no row"))
        (file,) = [one for one in found["ranges"] if one["owner"] == "Attachment"]
        self.assertEqual(file["class"], "data")
        self.assertEqual([each["name"] for each in found["items"] if each["native_id"] in file["items"]], ["First"])

    def test_what_has_no_map_is_refused_by_name(self):
        (self.dir / "x.mbox").write_text("From a@b Mon Jan  1 00:00:00 2001\nSubject: x\n\nbody\n")
        done = self.run_tool("storemap", "x.mbox")
        self.assert_status(done, 65)
        self.assert_says(done, "x.mbox: is a", "no byte map")
        (self.dir / "noise").write_bytes(b"nothing " * 1000)
        self.assert_status(self.run_tool("storemap", "noise"), 65)
        self.assert_status(self.run_tool("storemap", "absent.pst"), 66)
        self.assert_status(self.run_tool("storemap"), 64)
        self.assert_status(self.run_tool("storemap", "x.mbox", "noise"), 64)

    def test_outputs_never_replace_a_store_or_each_other(self):
        path = self.hurt("pstsdk_sample1.pst", 0x28E00)
        before = path.read_bytes()
        for option in ("--svg", "--mapfile"):
            self.assert_status(self.run_tool("storemap", path, option, path, "--force"), 73)
        self.assertEqual(path.read_bytes(), before)
        (self.dir / "x").write_text("mine")
        self.assert_status(self.run_tool("storemap", path, "--svg", "x"), 73)
        self.assertEqual((self.dir / "x").read_text(), "mine")
        self.assert_status(self.run_tool("storemap", path, "--svg", "x", "--force"), 3)
        self.assert_status(self.run_tool("storemap", path, "--svg", "y", "--mapfile", "./y"), 73)
        self.assert_status(self.run_tool("storemap", path, "--svg", "-", "--mapfile", "-"), 64)
        self.assertEqual(self.left(), ["hurt.pst", "x"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
