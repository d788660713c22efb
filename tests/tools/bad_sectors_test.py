"""--bad-sectors: what ddrescue could not read is unknown, in every reader of a store in one file."""

import json
import shutil
import subprocess
import unittest
import zipfile

from ccmail_test import item as export_item, message as export_message
from harness import BIN, ToolTest, store
from storemap_test import hit, owner_ids, told
from tnef_test import note as tnef_note


def mapfile(size, *bad):
    """What ddrescue writes of a file of `size` bytes with these bad places (offset, length)."""
    lines = ["# Mapfile. Created by a test", "0x00000000     +               1"]
    at = 0
    for offset, length in bad:
        lines += [f"0x{at:08X}  0x{offset - at:08X}  +"] * (offset > at) + [f"0x{offset:08X}  0x{length:08X}  -"]
        at = offset + length
    lines += [f"0x{at:08X}  0x{size - at:08X}  +"] * (size > at)
    return "\n".join(lines) + "\n"


def unreadable(found):
    """The places of a map that are unreadable, whoever has them."""
    places = []
    for one in found["ranges"]:
        if one["class"] == "unreadable" and places and sum(places[-1]) == one["offset"]:
            places[-1] = (places[-1][0], places[-1][1] + one["length"])
        elif one["class"] == "unreadable":
            places.append((one["offset"], one["length"]))
    return places


class BadSectors(ToolTest):
    def write(self, name, data, *bad):
        (self.dir / name).write_bytes(data)
        (self.dir / (name + ".map")).write_text(mapfile(len(data), *bad))

    def convert(self, name, *args, status=3):
        done = self.run_tool("mailconvert", name, "-o", "mail", "--force", "--json", *args)
        self.assert_status(done, status)
        return json.loads(done.stdout)["mailboxes"][0]

    def map(self, name, *args, status=3):
        done = self.run_tool("storemap", "--json", name, "--bad-sectors", name + ".map", *args)
        self.assert_status(done, status)
        return json.loads(done.stdout)

    def check_named(self, name, data, place, item, expected=""):
        """`item` alone is hit, by the map and by the conversion, although the bytes are all there."""
        self.write(name, data, place)
        found = self.map(name)
        self.assertEqual(unreadable(found), [place])
        self.assertEqual(hit(found), {item})
        mailbox = self.convert(name, "--bad-sectors", name + ".map")
        self.assertEqual(told(mailbox), {item})
        (partial,) = mailbox["partial"]["listed"]
        words = " ".join(piece["why"] for piece in partial["missing"])
        self.assertIn(expected or f"never read from the disk: 0x{place[0]:X}+{place[1]} ", words)

    def test_an_unread_place_of_a_pst_hits_what_it_is_part_of_though_the_bytes_are_right(self):
        data = store("pstsdk_sample1.pst").read_bytes()
        self.write("x.pst", data)
        whole = self.map("x.pst", status=0)
        seen = set()
        for one in whole["ranges"]:
            kind = one["owner"]
            if one["class"] == "recovered" or kind not in ("NBT BTPAGE", "BBT BTPAGE", "SLBLOCK", "XBLOCK", "data block", "HEADER", "AMAPPAGE") or (kind, tuple(owner_ids(whole, one))) in seen:
                continue
            seen.add((kind, tuple(owner_ids(whole, one))))
            place = (one["offset"], min(512, one["length"]))
            self.write("x.pst", data, place)
            found = self.map("x.pst")
            self.assertEqual(unreadable(found), [place])
            mailbox = self.convert("x.pst", "--bad-sectors", "x.pst.map", "--no-deleted")
            self.assertIn("were never read from the disk", json.dumps(mailbox["damage_notes"]))
            messages = {each["native_id"] for each in found["items"] if each["kind"] == "message"}
            self.assertEqual(hit(found) & messages, told(mailbox) & messages, one)
            owners = {each for each in owner_ids(whole, one) if each in messages}
            self.assertLessEqual(owners, hit(found), one)
            checked = self.run_tool("pstcheck", "--json", "x.pst", "--bad-sectors", "x.pst.map")
            self.assert_status(checked, 3)
            (report,) = json.loads(checked.stdout)
            self.assertIn(("UNREAD", place[0], place[1]), [(each["kind"], each["offset"], each["length"]) for each in report["findings"]])
        self.assertGreater(len(seen), 6)

    def test_an_unread_place_in_free_space_hits_nothing_and_is_told(self):
        data = store("pstsdk_sample1.pst").read_bytes()
        self.write("x.pst", data)
        free = next(one for one in self.map("x.pst", status=0)["ranges"] if one["class"] == "free")
        self.write("x.pst", data, (free["offset"], 64))
        self.assertEqual(hit(self.map("x.pst")), set())
        mailbox = self.convert("x.pst", "--bad-sectors", "x.pst.map", "--no-deleted")
        self.assertEqual(told(mailbox), set())
        self.assertIn("64 bytes in 1 place were never read from the disk", json.dumps(mailbox["damage_notes"]))

    def test_what_the_file_has_in_an_unread_place_is_not_delivered(self):
        data = export_message(b"First", export_item(b"Text item:", b"stale " * 300)) + export_message(b"Second", export_item(b"Text item:", b"Text"))
        at = data.index(b"stale") + 100
        self.write("ANN.CCM", data, (at, 1000))
        self.convert("ANN.CCM", "--bad-sectors", "ANN.CCM.map")
        mail = next(path for path in (self.dir / "mail").rglob("*.eml") if b"Subject: First" in path.read_bytes()).read_bytes()
        self.assertLess(mail.count(b"stale"), 200)

    def test_streams_exports_and_stores_of_microsoft_mail_name_the_item(self):
        data = tnef_note()
        self.check_named("WINMAIL.DAT", data, (data.index(b"Step 1"), 4), "message", "AttrChecksum")
        first = export_message(b"First", export_item(b"Text item:", b"Line one.\r\n" * 200))
        data = first + export_message(b"Second", export_item(b"Text item:", b"Text"))
        self.check_named("ANN.CCM", data, (data.index(b"Line one.") + 50, 512), "message at 0x0")
        if (BIN / "mmf_maker").exists():
            subprocess.run([BIN / "mmf_maker", "mailbox", "M.MMF", "5", "3000"], cwd=self.dir, check=True, timeout=60)
            data = (self.dir / "M.MMF").read_bytes()
            self.write("M.MMF", data)
            whole = self.map("M.MMF", status=0)
            place = next(one for one in whole["ranges"] if one["owner"] == "attachment" and one["length"] > 2000)
            self.check_named("M.MMF", data, (place["offset"] + 700, 512), owner_ids(whole, place)[0])

    def test_a_mapfile_of_another_size_is_refused_and_nothing_is_written(self):
        data = store("pstsdk_sample1.pst").read_bytes()
        (self.dir / "x.pst").write_bytes(data)
        for size in (len(data) - 512, len(data) + 512):
            (self.dir / "x.map").write_text(mapfile(size))
            for tool, args in (("mailconvert", ("-o", "mail")), ("pst2spool", ("-o", "x.spool")), ("storemap", ("--svg", "x.svg")), ("pstcheck", ())):
                done = self.run_tool(tool, "x.pst", "--bad-sectors", "x.map", *args)
                self.assert_status(done, 65)
                self.assert_says(done, f"x.map: the mapfile is of bytes 0 to {size}, the file has {len(data)}")
        (self.dir / "x.map").write_text("no mapfile\n")
        done = self.run_tool("mailconvert", "x.pst", "--bad-sectors", "x.map", "-o", "mail")
        self.assert_status(done, 65)
        self.assert_says(done, "x.map: no ddrescue mapfile: line 1")
        self.assert_status(self.run_tool("mailconvert", "x.pst", "--bad-sectors", "absent", "-o", "mail"), 66)
        self.assertEqual(self.left(), ["x.map", "x.pst"])
        self.assertEqual((self.dir / "x.pst").read_bytes(), data)

    def test_a_mapfile_is_of_one_store(self):
        data = store("pstsdk_sample1.pst").read_bytes()
        self.write("x.pst", data)
        (self.dir / "d").mkdir()
        (self.dir / "d" / "y.pst").write_bytes(data)
        for sources in (("x.pst", "d/y.pst"), ):
            done = self.run_tool("mailconvert", *sources, "--bad-sectors", "x.pst.map", "-o", "mail")
            self.assert_status(done, 65)
            self.assert_says(done, "a mapfile is of one file")
        self.assert_status(self.run_tool("pstcheck", "x.pst", "d/y.pst", "--bad-sectors", "x.pst.map"), 65)
        self.assert_status(self.run_tool("pstcheck", "--carve", "x.pst", "--bad-sectors", "x.pst.map"), 65)
        (self.dir / "list.csv").write_text("Display Name,Alias,Source,Target\nX,x,x.pst,x.pst\n")
        done = self.run_tool("mailconvert", "--control", "list.csv", "-o", "mail", "--bad-sectors", "x.pst.map")
        self.assert_status(done, 64)

    def test_a_mapfile_is_of_no_member_of_an_archive(self):
        """What lies on the bad disk is the archive: where a member's bytes were is not known, whatever its size."""
        data = store("pstsdk_sample1.pst").read_bytes()
        self.write("x.pst", data, (0x28E00, 512))
        with zipfile.ZipFile(self.dir / "a.zip", "w") as archive:
            archive.write(self.dir / "x.pst", "x.pst")
        (self.dir / "a.zip.map").write_text(mapfile((self.dir / "a.zip").stat().st_size, (0, 512)))
        for name in ("x.pst.map", "a.zip.map"):
            done = self.run_tool("mailconvert", "a.zip", "--bad-sectors", name, "-o", "mail")
            self.assert_status(done, 65)
            self.assert_says(done, "a mapfile is of one file")
        self.assertFalse((self.dir / "mail").exists())

    def test_a_mapfile_of_ddrescue_itself_is_read(self):
        if shutil.which("ddrescue") is None:
            self.skipTest("SKIPPED: no ddrescue")
        data = store("pstsdk_sample1.pst").read_bytes()
        (self.dir / "x.pst").write_bytes(data)
        (self.dir / "domain.map").write_text(mapfile(len(data), (0x28E00, 512)))
        subprocess.run(["ddrescue", "-q", "--domain-mapfile=domain.map", "x.pst", "copy.pst", "copy.map"], cwd=self.dir, check=True, timeout=60)
        done = self.run_tool("storemap", "--json", "copy.pst", "--bad-sectors", "copy.map")
        self.assert_status(done, 3)
        self.assertEqual([(one["offset"], one["length"]) for one in json.loads(done.stdout)["ranges"] if one["class"] == "unreadable"],
                         [(0x28E00, 512)])


if __name__ == "__main__":
    unittest.main(verbosity=2)
