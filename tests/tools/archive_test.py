"""Archives and images as input: searched for stores, within limits, and nothing lost without a word."""

import bz2
import contextlib
import email
import email.policy
import gzip
import io
import json
import lzma
import os
import resource
import shutil
import signal
import subprocess
import tarfile
import unittest
import zipfile
import zlib

from filter_test import mail
from harness import BIN, ROOT, ToolTest

SPOOL = (ROOT / "testdata/spool/a-plain-message/input.spool").read_bytes()


def mbox(*subjects: str) -> bytes:
    return b"".join(b"From ann@example.org Tue Mar 14 09:15:00 1995\n" + mail(subject).replace(b"\r\n", b"\n") + b"\n" for subject in subjects)


class Archives(ToolTest):
    def setUp(self):
        super().setUp()
        self.scratch = self.dir / "scratch"
        self.scratch.mkdir()
        self.environment = os.environ | {"TMPDIR": str(self.scratch)}

    def write(self, path: str, data: bytes):
        target = self.dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def zip(self, path: str, members: dict[str, bytes], compression=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(self.dir / path, "w", compression) as archive:
            for name, content in members.items():
                archive.writestr(zipfile.ZipInfo(name), content, compression)

    def tar(self, path: str, members: dict[str, bytes], mode="w"):
        with tarfile.open(self.dir / path, mode) as archive:
            for name, content in members.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))

    def run_tool(self, *args, **options):
        """Leaves nothing behind, whatever comes of it."""
        done = super().run_tool(*args, env=self.environment, **options)
        self.assertEqual(list(self.scratch.iterdir()), [])
        self.assertNotIn("scratch", done.talk)
        return done

    def subjects(self, folder: str) -> list[str]:
        return sorted(str(email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["Subject"])
                      for path in (self.dir / folder).rglob("*.eml"))

    def report(self):
        return json.loads((self.dir / "r.json").read_bytes())

    def convert(self, *sources, status=0):
        shutil.rmtree(self.dir / "out", ignore_errors=True)
        done = self.run_tool("mailconvert", *sources, "-o", "out", "--report", "r.json", "--force")
        self.assert_status(done, status)
        self.assertNotIn("scratch", (self.dir / "r.json").read_text())
        return done

    def test_each_form_is_searched_by_content(self):
        members = {"docs/readme.txt": b"nothing", "mail/old": mbox("one"), "mail/x.spool": SPOOL}
        self.zip("a.zip", members)
        self.zip("stored.bin", members, zipfile.ZIP_STORED)
        for name, mode in (("a.tar", "w"), ("a.tgz", "w:gz"), ("a.tar.bz2", "w:bz2"), ("a.tar.xz", "w:xz")):
            self.tar(name, members, mode)
        names = ["a.zip", "stored.bin", "a.tar", "a.tgz", "a.tar.bz2", "a.tar.xz"]
        if shutil.which("bsdtar"):
            for path, content in members.items():
                self.write(f"tree/{path}", content)
            for name, form in (("a.7z", "7zip"), ("a.iso", "iso9660")):
                subprocess.run(["bsdtar", "-c", "-f", self.dir / name, "--format", form, "-C", self.dir / "tree", "."], check=True)
                names.append(name)
        for name in names:
            self.convert(name)
            self.assertEqual(self.subjects("out"), ["The boat is out of the water", "one"], name)
            found = [(source["path"], source["size"]) for source in self.report()["sources"]]
            self.assertEqual([path.lower() for path, _ in found], [f"{name}!mail/old", f"{name}!mail/x.spool"], name)

    def test_a_compressed_file_is_the_file_in_it(self):
        for name, pack in (("old.gz", gzip.compress), ("old.bz2", bz2.compress), ("old.xz", lzma.compress)):
            self.write(name, pack(mbox("one")))
            self.convert(name)
            self.assertEqual(self.subjects("out"), ["one"], name)
            self.assertEqual(self.report()["sources"][0]["path"], f"{name}!old")

    def test_a_spool_is_no_archive_although_it_is_packed(self):
        self.write("x.spool", gzip.compress(SPOOL))
        self.convert("x.spool")
        self.assertEqual(self.report()["sources"][0]["path"], "x.spool")

    def test_sets_and_trees_in_an_archive_are_one_mailbox(self):
        self.zip("mail.zip", {"Inbox/1.eml": mail("one"), "Sent/2.eml": mail("two")})
        self.convert("mail.zip")
        self.assertEqual(self.report()["sources"][0]["path"], "mail.zip")
        self.assertEqual(self.report()["mailboxes"][0]["totals"]["written"], 2)

    def test_the_same_archive_gives_the_same_bytes(self):
        self.zip("mail.zip", {"Inbox/1.eml": mail("one").replace(b"Message-ID: <one@example.org>\r\n", b""), "Sent/2.eml": mail("two")})
        self.convert("mail.zip")
        first = self.tree("out")
        self.convert("mail.zip")
        self.assertEqual(self.tree("out"), first)
        for name in ("a.spool", "b.spool"):
            self.assert_status(self.run_tool("mailconvert", "mail.zip", "-o", name), 0)
        self.assertEqual((self.dir / "a.spool").read_bytes(), (self.dir / "b.spool").read_bytes())
        self.assertIn(b'"source":"mail.zip"', gzip.decompress((self.dir / "a.spool").read_bytes()))

    def test_an_archive_in_an_archive_is_searched_one_in_that_is_not(self):
        self.zip("inner.zip", {"old": mbox("inner")})
        self.zip("deep.zip", {"inner.zip": (self.dir / "inner.zip").read_bytes(), "mid": mbox("middle")})
        self.tar("all.tar.gz", {"a/deep.zip": (self.dir / "deep.zip").read_bytes(), "top": mbox("top")}, "w:gz")
        done = self.convert("all.tar.gz", status=3)
        self.assertEqual(self.subjects("out"), ["middle", "top"])
        self.assertEqual([source["path"] for source in self.report()["sources"]],
                         ["all.tar.gz!a/deep.zip!inner.zip", "all.tar.gz!a/deep.zip!mid", "all.tar.gz!top"])
        self.assert_says(done, "all.tar.gz!a/deep.zip!inner.zip: a ZIP archive in an archive in an archive: not looked into")
        self.zip("only.zip", {"deep.zip": (self.dir / "deep.zip").read_bytes()})
        self.zip("onlyer.zip", {"only.zip": (self.dir / "only.zip").read_bytes()})
        done = self.run_tool("mailconvert", "onlyer.zip", "-o", "none")
        self.assertNotEqual(done.returncode, 0)
        self.assertNotIn("without a store in it", done.talk)

    def test_archives_below_a_directory_are_searched(self):
        self.write("in/x.spool", SPOOL)
        (self.dir / "in/sub").mkdir()
        self.zip("in/sub/old.zip", {"old": mbox("one")})
        self.zip("in/sub/pictures.zip", {"a.jpg": b"\xff\xd8"})
        self.zip("in/letter.docx", {"[Content_Types].xml": b"<x/>", "word/old": mbox("no mailbox")})
        done = self.convert("in")
        self.assertEqual(self.subjects("out"), ["The boat is out of the water", "one"])
        self.assert_says(done, "in/sub/pictures.zip: a ZIP archive without a store in it")
        self.assert_status(self.run_tool("mailconvert", "in/sub/pictures.zip", "-o", "none"), 66)

    def test_names_that_lead_out_and_links_harm_nothing_and_are_told(self):
        with tarfile.open(self.dir / "a.tar", "w") as archive:
            for name, content in (("../evil", mbox("evil")), ("/tmp/abs", mbox("abs")), ("link/inner", mbox("inner"))):
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            for name, target in (("passwd", "/etc/passwd"), ("up", "../..")):
                member = tarfile.TarInfo(name)
                member.type = tarfile.SYMTYPE
                member.linkname = target
                archive.addfile(member)
        before = sorted(self.left())
        done = self.convert("a.tar")
        self.assertEqual(self.subjects("out"), ["abs", "evil", "inner"])
        self.assert_says(done, '"../evil": its name leads out of the archive: taken as "evil"', '"/tmp/abs": its name leads out',
                         '"passwd": a link to "/etc/passwd", which is not followed', '"up": a link to "../.."')
        self.assertEqual(self.left(), sorted(before + ["out", "r.json"]))
        self.zip("b.zip", {"..\\..\\evil": mbox("evil")})
        self.convert("b.zip")
        self.assertEqual(self.subjects("out"), ["evil"])

    def test_a_bomb_is_refused_and_costs_nothing_that_came_before(self):
        with zipfile.ZipFile(self.dir / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a", mbox("one"))
            archive.writestr("zeros.pst", bytes(100 << 20), compresslevel=9)
            archive.writestr("z", mbox("two"))
        done = self.convert("bomb.zip", status=3)
        self.assert_says(done, "bomb.zip!zeros.pst: the archive unpacks to more than 200 times its size",
                         "this member and those behind it are not unpacked")
        self.assertEqual(self.subjects("out"), ["one"])

    def test_a_damaged_member_comes_out_as_far_as_it_goes(self):
        content = mbox(*(f"mail {number}" for number in range(200)))
        self.zip("a.zip", {"old": content, "x.spool": SPOOL}, zipfile.ZIP_STORED)
        data = bytearray((self.dir / "a.zip").read_bytes())
        at = data.index(b"mail 150")
        data[at] ^= 0x20
        (self.dir / "a.zip").write_bytes(data)
        done = self.convert("a.zip", status=3)
        self.assertRegex(done.talk, r"a\.zip!old: damage: a\.zip!old: \d[^!]* came out of the archive, and then: ")
        sniffed = self.run_tool("mailsniff", "a.zip")
        self.assertIn(b"damaged in the archive: ", sniffed.stdout)
        sniffed = json.loads(self.run_tool("mailsniff", "a.zip", "--json").stdout)
        self.assertEqual([len(source.get("damages", [])) for source in sniffed], [1, 0])
        self.assertEqual(len(self.subjects("out")), 201)
        box = self.report()["mailboxes"][0]
        self.assertEqual((box["source"], box["status"], box["damage_notes"]["total"]), ("a.zip!old", "complete, with damage", 1))

    def test_an_archive_that_is_cut_off_gives_what_is_there(self):
        self.tar("a.tar", {"one": mbox("one"), "two": mbox("two", "three" * 300)})
        data = (self.dir / "a.tar").read_bytes()
        (self.dir / "a.tar").write_bytes(data[:512 * 4 + 300])
        done = self.convert("a.tar", status=3)
        self.assertIn("one", self.subjects("out"))
        self.assert_says(done, "a.tar")

    def test_a_tar_without_its_end_mark_is_damaged_unless_its_compression_has_an_end(self):
        self.tar("full.tar", {"one": mbox("one"), "two": mbox("two")})
        whole = (self.dir / "full.tar").read_bytes()
        one, both = 512 + 512, 2 * (512 + 512)
        self.assertEqual(whole[both:], bytes(len(whole) - both))
        for size, found in ((one, ["one"]), (both, ["one", "two"])):
            self.write("a.tar", whole[:size])
            done = self.convert("a.tar", status=3)
            self.assert_says(done, "a.tar: the archive ends without its end mark: it may have been cut off")
            self.assertEqual(self.subjects("out"), found)
        self.write("a.tar", whole[:both + 512])
        self.convert("a.tar")
        for name, pack in (("a.tgz", gzip.compress), ("a.tar.bz2", bz2.compress), ("a.tar.xz", lzma.compress)):
            self.write(name, pack(whole[:both]))
            self.convert(name)
            self.assertEqual(self.subjects("out"), ["one", "two"], name)
            packed = pack(whole[:both] + os.urandom(3000))
            self.write(name, packed[:len(packed) - 1000])
            done = self.run_tool("mailconvert", name, "-o", "cut", "--force")
            self.assert_status(done, 3, 65)
            self.assert_says(done, "the archive is damaged: ")

    def test_tars_of_other_programs_are_whole(self):
        self.write("tree/one", mbox("one"))
        for program in ("tar", "bsdtar"):
            if shutil.which(program) is None:
                continue
            for name, options in (("a.tar", "-cf"), ("a.tgz", "-czf")):
                subprocess.run([program, options, self.dir / name, "-C", self.dir / "tree", "one"], check=True)
                self.convert(name)
                self.assertEqual(self.subjects("out"), ["one"], (program, name))
        subprocess.run(["tar", "-b1", "-cf", self.dir / "a.tar", "-C", self.dir / "tree", "one"], check=True)
        self.convert("a.tar")

    def test_many_members_of_one_name_take_their_numbers_in_order_and_in_time(self):
        count = 1500
        with tarfile.open(self.dir / "a.tar", "w") as archive:
            for number in range(count):
                member = tarfile.TarInfo("a~7" if number == 0 else "a")
                archive.addfile(member, io.BytesIO())
            for name, content in (("x/old", mbox("one")), ("x/old", mbox("two"))):
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.convert("a.tar")
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.assertEqual(self.subjects("out"), ["one", "two"])
        notes = [note for note in self.report()["notes"] if '"a": not the first of this name' in note]
        self.assertEqual(len(notes), count - 2)
        self.assertTrue(any('taken as "a~6"' in note for note in notes))
        self.assertFalse(any('taken as "a~7"' in note for note in notes))
        self.assertTrue(any(f'taken as "a~{count}"' in note for note in notes), notes[-1])
        self.assertLess(ended.ru_stime - began.ru_stime, 4)

    def test_a_stop_is_heard_within_a_member(self):
        """The member is a hole of two gigabytes: without room or time to be unpacked whole."""
        size = 2 << 30
        member = tarfile.TarInfo("old")
        member.size = size
        with open(self.dir / "a.tar", "wb") as file:
            file.write(member.tobuf())
            file.truncate(512 + size + 1024)
        tool = subprocess.Popen([BIN / "mailconvert", "a.tar", "-o", "out", "-q"], cwd=self.dir, env=self.environment,
                                stderr=subprocess.DEVNULL)
        sizes = [0]

        def look():
            for path in self.scratch.rglob("old"):
                with contextlib.suppress(FileNotFoundError):
                    sizes.append(path.stat().st_size)
            return tool.poll() is not None

        self.wait_for(lambda: look() or sizes[-1] > 0)
        tool.send_signal(signal.SIGINT)
        self.wait_for(look)
        self.assertEqual(tool.returncode, 130)
        self.assertGreater(max(sizes), 0)
        self.assertLess(max(sizes), size // 2)
        self.assertEqual(list(self.scratch.iterdir()), [])
        self.assertFalse((self.dir / "out").exists())

    def test_encrypted_members_are_named(self):
        self.zip("a.zip", {"old": mbox("one"), "secret.pst": b"!BDN" + bytes(600)}, zipfile.ZIP_STORED)
        data = bytearray((self.dir / "a.zip").read_bytes())
        # The flag of the second member, in its local header and in the directory.
        for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = data.index(mark, data.index(mark) + 1)
            data[at + flags] |= 1
        (self.dir / "a.zip").write_bytes(data)
        done = self.convert("a.zip", status=3)
        self.assert_says(done, "a.zip!secret.pst: encrypted")
        self.assertEqual(self.subjects("out"), ["one"])

    def test_no_room_is_an_error(self):
        self.zip("a.zip", {"old": mbox("one")})
        self.environment["TMPDIR"] = str(self.dir / "gone")
        done = super().run_tool("mailconvert", "a.zip", "-o", "out", env=self.environment)
        self.assert_status(done, 73)
        self.assert_says(done, "set TMPDIR")

    def test_an_archive_is_never_replaced_by_its_output(self):
        self.zip("a.zip", {"old": mbox("one")})
        before = (self.dir / "a.zip").read_bytes()
        for options in (("-o", "a.zip"), ("-o", "out", "--report", "a.zip")):
            done = self.run_tool("mailconvert", "a.zip", "--force", *options)
            self.assert_status(done, 73)
        self.assertEqual((self.dir / "a.zip").read_bytes(), before)

    def test_an_archive_that_is_named_twice_is_converted_once(self):
        self.zip("a.zip", {"old": mbox("one")})
        done = self.convert("a.zip", "./a.zip")
        self.assertEqual(self.subjects("out"), ["one"])
        self.assert_says(done, "a.zip!old: named twice: converted once")

    def test_mailsniff_looks_inside(self):
        self.zip("a.zip", {"old": mbox("one"), "note.txt": b"x"})
        done = self.run_tool("mailsniff", "a.zip", "--json")
        self.assert_status(done, 65)
        self.assertEqual([source["path"] for source in json.loads(done.stdout)], ["a.zip!note.txt", "a.zip!old"])

    def test_other_tools_say_what_it_is(self):
        self.zip("a.zip", {"old": mbox("one")})
        done = self.run_tool("pst2spool", "a.zip", "-o", "x.spool")
        self.assert_status(done, 65)
        self.assert_says(done, "a.zip: is a ZIP archive; mailconvert looks into it")

    def test_a_floppy_is_refused_with_what_opens_it(self):
        sector = bytearray(512)
        sector[:11] = b"\xeb\x3c\x90MSDOS5.0"
        sector[11:22] = bytes((0, 2, 1, 1, 0, 2, 224, 0, 0x40, 0x0B, 0xF0))
        sector[22:24] = b"\x09\x00"
        sector[510:] = b"\x55\xaa"
        self.write("in/floppy.img", bytes(sector) + bytes(1_474_560 - 512))
        self.write("in/x.spool", SPOOL)
        done = self.run_tool("mailconvert", "in/floppy.img", "-o", "out")
        self.assert_status(done, 65)
        self.assert_says(done, "an image of a disk with FAT12", "mcopy -s -i in/floppy.img :: FOLDER", "mount -o loop,ro in/floppy.img FOLDER")
        self.convert("in", status=3)
        self.assertEqual(self.subjects("out"), ["The boat is out of the water"])

    def test_random_damage_never_ends_in_a_crash(self):
        self.tar("a.tgz", {"old": mbox("one"), "x.spool": SPOOL}, "w:gz")
        self.zip("a.zip", {"old": mbox("one"), "x.spool": SPOOL})
        for name in ("a.tgz", "a.zip"):
            good = (self.dir / name).read_bytes()
            for seed in range(12):
                data = bytearray(good)
                at = zlib.crc32(bytes((seed,))) % len(data)
                data[at] ^= 1 << seed % 8
                (self.dir / name).write_bytes(data[:len(data) - 40 * (seed % 3)])
                shutil.rmtree(self.dir / "out", ignore_errors=True)
                done = self.run_tool("mailconvert", name, "-o", "out", "--force")
                self.assert_status(done, 0, 3, 65, 66)


if __name__ == "__main__":
    unittest.main(verbosity=2)
