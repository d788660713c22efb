"""storemap as a program: every byte once, the places and items of damage, picture, mapfile, refusals."""

import json
import re
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


def owners(found, one):
    """The items of a range."""
    return [found["items"][item] for item in found["groups"][one["group"]]["items"]]


def owner_ids(found, one):
    return [each["native_id"] for each in owners(found, one)]


def hurt_copies(data):
    """Copies of a store that are cut off, wiped and overwritten, all over it."""
    size = len(data)
    for part in (0.003, 0.1, 0.45, 0.8, 0.95):
        yield f"cut at {int(size * part)}", data[:int(size * part)]
    for part in (0.02, 0.2, 0.37, 0.61, 0.83, 0.97):
        at = int(size * part)
        yield f"wiped at {at}", data[:at] + bytes(len(data[at:at + 512])) + data[at + 512:]
        flipped = bytes(byte ^ 0xA5 for byte in data[at:at + 16])
        yield f"flipped at {at}", data[:at] + flipped + data[at + 16:]


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
                places.setdefault((kind, tuple(owner_ids(whole, one))[:1]), one)
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
        owned = [each["name"] for one in found["ranges"] if one["owner"] == owner for each in owners(found, one)]
        self.assertIn(subject, owned)
        return found

    def test_a_store_of_microsoft_mail_shows_a_zeroed_sector_at_its_place(self):
        if not (BIN / "mmf_maker").exists():
            self.skipTest("SKIPPED: no mmf_maker beside the tools")
        subprocess.run([BIN / "mmf_maker", "mailbox", "M.MMF", "20", "3000"], cwd=self.dir, check=True, timeout=60)
        found = self.check_small("M.MMF", "message", "Message 3")
        (place,) = [one for one in found["ranges"] if one["owner"] == "attachment" and "Message 3" in
                    [each["name"] for each in owners(found, one)]]
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
        (self.dir / "A.PRI").write_bytes(b"MAILMESSAGE,SMTP:bo@north.example\r\n" + HEADER + rows)
        (self.dir / "A.SEC").write_bytes(made.sections)
        self.check_small("A.PRI", "rows of a MAILMESSAGE section", "Second")
        unnamed = made.add((b"Body", b"of no row", b""))
        (self.dir / "A.SEC").write_bytes(made.sections)
        found = self.map("A.SEC", status=3)  # of the sections that no row names the conversion says so, too
        self.assert_whole(found)
        (lost,) = [one for one in found["ranges"] if one["class"] == "recovered" and one["owner"] == "Body"]
        self.assertGreater(lost["offset"], unnamed)
        self.assertEqual(lost["length"], len(b"of no row"))
        (file,) = [one for one in found["ranges"] if one["owner"] == "Attachment"]
        self.assertEqual(file["class"], "data")
        self.assertEqual([each["name"] for each in owners(found, file)], ["First"])

    def check_verdicts(self, name):
        """Whatever happens to a store: what a conversion cannot read whole is called sound by no map."""
        data = (self.dir / name).read_bytes()
        for what, hurt in hurt_copies(data):
            (self.dir / name).write_bytes(hurt)
            mapped = self.run_tool("storemap", "--json", name)
            converted = self.run_tool("mailconvert", name, "-o", "mail", "--dry-run")
            self.assertEqual(mapped.returncode == 0, converted.returncode == 0 and not self.is_beside(mapped), (name, what, mapped.returncode, converted.talk))
            if mapped.returncode in (0, 3):
                found = json.loads(mapped.stdout)
                self.assert_whole(found)
                self.assertEqual(found["verdict"], "sound" if mapped.returncode == 0 else "damaged")
        (self.dir / name).write_bytes(data)

    def is_beside(self, mapped):
        """Whether damage was found in what a conversion has no need of, such as the maps of free space."""
        return mapped.returncode == 3 and any(one["class"] == "bad checksum" for one in json.loads(mapped.stdout)["ranges"])

    def test_no_store_that_a_conversion_finds_damaged_is_called_sound(self):
        for name in ("pstsdk_sample1.pst", "pstsdk_test_ansi.pst"):
            shutil.copy(store(name), self.dir / name)
            self.check_verdicts(name)
        (self.dir / "WINMAIL.DAT").write_bytes(tnef_note())
        self.check_verdicts("WINMAIL.DAT")
        (self.dir / "ANN.CCM").write_bytes(b"".join(export_message(b"Message %d" % number, export_item(b"Text item:", b"Some words.\r\n" * 40))
                                                    for number in range(12)))
        self.check_verdicts("ANN.CCM")

    def test_no_store_of_microsoft_mail_that_a_conversion_finds_damaged_is_called_sound(self):
        if not (BIN / "mmf_maker").exists():
            self.skipTest("SKIPPED: no mmf_maker beside the tools")
        subprocess.run([BIN / "mmf_maker", "mailbox", "M.MMF", "20", "3000"], cwd=self.dir, check=True, timeout=60)
        self.check_verdicts("M.MMF")
        data = (self.dir / "M.MMF").read_bytes()
        (self.dir / "M.MMF").write_bytes(data[:0x9000] + data[0xB000:])  # 8 KB of the middle are gone
        self.assertEqual(self.map("M.MMF", status=3)["verdict"], "damaged")

    def test_no_migration_file_that_a_conversion_finds_damaged_is_called_sound(self):
        made = Set()
        rows = b"".join(made.row(b"Message %d" % number, b"Some words." * 30, (b"raw.bin", bytes(range(200)))) for number in range(6))
        (self.dir / "A.PRI").write_bytes(b"MAILMESSAGE,SMTP:bo@north.example\r\n" + HEADER + rows)
        (self.dir / "A.SEC").write_bytes(made.sections)
        self.check_verdicts("A.PRI")
        data = (self.dir / "A.SEC").read_bytes()
        for what, hurt in hurt_copies(data):
            (self.dir / "A.SEC").write_bytes(hurt)
            mapped = [self.run_tool("storemap", name).returncode for name in ("A.PRI", "A.SEC")]
            converted = self.run_tool("mailconvert", "A.PRI", "-o", "mail", "--dry-run")
            if converted.returncode != 0:
                self.assertNotIn(0, mapped, (what, converted.talk))

    def test_a_store_without_any_index_left_is_damaged_and_says_who_tells_more(self):
        (self.dir / "cut.pst").write_bytes(store("pstsdk_sample1.pst").read_bytes()[:29018])
        done = self.run_tool("storemap", "cut.pst", "--svg", "cut.svg")
        self.assert_status(done, 3)
        self.assertRegex(done.stdout.decode(), r"\n  \d+ findings? of damage: pstcheck lists those of a PST")
        self.assertTrue(done.stdout.decode().endswith("cut.pst: damaged\n"))
        self.assertIn(" bytes, damaged;", (self.dir / "cut.svg").read_text())
        self.assertGreater(self.map("cut.pst", status=3)["findings"], 0)
        self.assertEqual(self.map(store("pstsdk_sample1.pst"))["findings"], 0)

    def test_items_that_share_bytes_stand_once_however_many_ranges_they_have(self):
        # Each of 300 rows names one section with 100 attachments.
        made = Set()
        place = made.add((b"Body", b"words", b""), *((b"Attachment", b"x" * 4, b"raw.bin"), ) * 100)
        rows = b"".join(re.sub(rb"\(\d+\)\r\n$", b"(%d)\r\n" % place, made.row(b"Message %d" % number, b"own")) for number in range(300))
        (self.dir / "A.PRI").write_bytes(b"MAILMESSAGE,SMTP:bo@north.example\r\n" + HEADER + rows)
        (self.dir / "A.SEC").write_bytes(made.sections)
        done = self.run_tool("storemap", "--json", "A.SEC")
        found = json.loads(done.stdout)
        crowded = [group for group in found["groups"] if group["items"] and group["more"]]
        self.assertTrue(crowded)
        for group in crowded:
            self.assertEqual(len(group["items"]) + group["more"], 300)
        self.assertLess(len(done.stdout), 400_000)

    def test_a_cell_of_the_picture_has_the_class_of_most_of_its_bytes(self):
        name = store("tika_testPST.pst")
        found = self.map(name)
        self.assert_status(self.run_tool("storemap", name, "--svg", "map.svg"), 0)
        picture = xml.etree.ElementTree.parse(self.dir / "map.svg").getroot()
        ranges = iter(found["ranges"])
        one = next(ranges)
        for box in picture.iter(SVG + "rect"):
            title = box.find(SVG + "title")
            if title is None or not title.text.startswith("0x"):
                continue
            places, shown = title.text.split(": ")
            first, last = (int(end, 0) for end in places.split(" to "))
            cell = (last - first) // (int(box.get("width")) // 2) if last != found["size"] else 0
            for at in range(first, last, cell) if cell else ():
                sums = dict.fromkeys(CLASSES, 0)
                while True:
                    begin, end = max(at, one["offset"]), min(at + cell, one["offset"] + one["length"])
                    sums[one["class"]] += max(0, end - begin)
                    if one["offset"] + one["length"] >= at + cell:
                        break
                    one = next(ranges)
                most = max(sums.values())
                self.assertTrue(shown == "recovered" and sums["recovered"] or not sums["recovered"] and sums[shown] == most, (hex(at), shown, sums))

    def test_a_picture_is_xml_whatever_the_store_is_called(self):
        name = "a<b&\uFFFE\x01.pst"
        shutil.copy(store("outlookpstrs_Empty.pst"), self.dir / name)
        self.assert_status(self.run_tool("storemap", name, "--svg", "map.svg"), 0)
        words = [text.text for text in xml.etree.ElementTree.parse(self.dir / "map.svg").getroot().iter(SVG + "text")]
        self.assertIn("a<b&", words[0])

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
        self.assert_status(self.run_tool("storemap", path, "--svg", "y", "--mapfile", self.dir / "y"), 73)
        self.assert_status(self.run_tool("storemap", path, "--svg", "-", "--mapfile", "-"), 64)
        self.assertEqual(self.left(), ["hurt.pst", "x"])

    def test_outputs_never_replace_the_mapfile_that_is_read(self):
        path = self.hurt("pstsdk_sample1.pst", 0x28E00)
        self.assert_status(self.run_tool("storemap", path, "--mapfile", "read.map"), 3)
        before = (self.dir / "read.map").read_bytes()
        (self.dir / "link.map").symlink_to("read.map")
        for tool, *options in (("storemap", "--mapfile", "read.map"), ("storemap", "--svg", self.dir / "read.map"), ("storemap", "--mapfile", "link.map"),
                               ("mailconvert", "-o", "mail", "--report", "read.map"), ("mailconvert", "-o", "mail", "--log", "read.map"),
                               ("mailconvert", "-o", "read.map", "--as", "spool"), ("pst2spool", "-o", "read.map")):
            done = self.run_tool(tool, path, "--bad-sectors", "read.map", *options, "--force")
            self.assert_status(done, 73)
            self.assert_says(done, "is the mapfile read.map")
        self.assertEqual((self.dir / "read.map").read_bytes(), before)
        self.assertEqual(self.left(), ["hurt.pst", "link.map", "read.map"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
