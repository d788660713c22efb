"""Microsoft Mail post offices through the tools. Tests named by ids are rows of the matrix of known failures."""

import email
import email.policy
import json
import os
import random
import shutil
import struct
import subprocess
import unittest

import post_office
from harness import BIN, ToolTest
from post_office import PostOffice, block, letter, record


class Office(ToolTest):
    def office(self, name="PO", **options):
        return PostOffice(self.dir / name, **options)

    def store(self, name, *arguments):
        if not (BIN / "mmf_maker").exists():
            raise unittest.SkipTest("SKIPPED: no mmf_maker beside the tools")
        (self.dir / name).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([BIN / "mmf_maker", arguments[0], self.dir / name, *map(str, arguments[1:])], check=True, timeout=60)

    def convert(self, *statuses, office="PO", options=()):
        done = self.run_tool("mailconvert", office, "-o", "out", "-v", "--report", "r.json", "--force", *options)
        self.assert_status(done, *(statuses or (0,)))
        self.report = json.loads((self.dir / "r.json").read_text())
        for box in self.report["mailboxes"]:
            totals = box["totals"]
            self.assertEqual(totals["expected"], totals["written"] + totals["skipped"] + totals["failed"])
        return done

    def boxes(self):
        """Names of the outputs; with one mailbox, the output is its tree."""
        return sorted(path.name for path in (self.dir / "out").iterdir() if path.is_dir())

    def mails(self, folder=""):
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                for path in sorted((self.dir / "out" / folder).rglob("*.eml"))]

    def subjects(self, folder=""):
        return sorted(str(mail["Subject"]) for mail in self.mails(folder))


class Mailboxes(Office):
    def test_twenty_users_are_twenty_accounted_mailboxes(self):
        office = self.office()
        for number in range(20):
            office.user(f"USER{number:02}", f"{0x10 + number:08X}")
            for count in range(number % 4):
                office.deliver(f"{0x10 + number:08X}", f"Letter {count} of {number}")
        self.store("PO/MMF/00000010.MMF", "example")
        office.close()
        (self.dir / "PO/MBG/00000012.MBG").write_bytes(random.Random(1).randbytes(500))  # a damaged one
        (self.dir / "PO/KEY/00000013.KEY").unlink()
        (self.dir / "PO/MBG").rename(self.dir / "PO/mbg")  # names in the wrong case
        os.rename(self.dir / "PO/mbg/00000014.MBG", self.dir / "PO/mbg/00000014.mbg")

        self.convert(3)

        self.assertEqual(len(self.report["mailboxes"]), 20 + 1)  # and the letters of the damaged one, which nobody names
        self.assertEqual(self.boxes(), sorted(["(unreferenced)"] + [f"USER{number:02}" for number in range(20)]))
        self.assertEqual(self.subjects("USER03"), [f"Letter {count} of 3" for count in range(3)])
        self.assertEqual(self.subjects("USER00"), ["Plan"])
        self.assertEqual(self.subjects("USER04"), [])
        self.assertEqual(len(self.subjects("(unreferenced)")), 2)

    def test_a_letter_has_its_people_dates_text_and_attachment(self):
        office = self.office()
        office.user("BOBRAY", "0000001A")
        digits = office.att(b"PK\3\4" + bytes(300))
        office.deliver("0000001A", "Pl\u00e4ne f\u00fcr 1994", to=("Bob Ray", "Carl"), attachments=[(digits, "PLAN.ZIP")],
                       body=block("The body\r\n", Priority="4", Message_ID="0000ABCD"))
        office.close()

        self.convert(0)

        (mail,) = self.mails()
        self.assertEqual(mail["Subject"], "Pl\u00e4ne f\u00fcr 1994")
        self.assertEqual(mail["From"].addresses[0].display_name, "Ann Lee")
        self.assertIn("Carl", mail["To"])
        self.assertTrue(mail["Date"].startswith("Thu, 27 Jan 1994 11:58:00"))
        self.assertEqual(mail.get_body().get_content(), "The body\r\n")
        (attachment,) = mail.iter_attachments()
        self.assertEqual((attachment.get_filename(), attachment.get_payload(decode=True)), ("PLAN.ZIP", b"PK\3\4" + bytes(300)))

    def test_a_post_office_becomes_psts_and_spools(self):
        office = self.office()
        office.user("ANN", "00000001")
        office.user("BOB", "00000002")
        office.deliver("00000001", "one")
        office.deliver("00000002", "two")
        office.close()

        self.assert_status(self.run_tool("mailconvert", "PO", "-o", "psts", "--as", "pst"), 0)
        self.assertEqual(sorted(path.name for path in (self.dir / "psts").iterdir()), ["ANN.pst", "BOB.pst"])
        self.assert_status(self.run_tool("wgpo2spool", "PO", "-o", "spools"), 0)
        self.assert_status(self.run_tool("spool2mime", "spools/ANN.spool", "-o", "out"), 0)
        self.assertEqual(self.subjects(), ["one"])

    def test_another_key_is_recovered_and_told(self):
        office = self.office()
        office.user("ANN", "00000001")
        for number in range(12):
            digits = office.mai(letter(f"A subject of some length, number {number}", key=b"qWErTzui",
                                       body="Some text that is long enough to show by its letters what key made it.\r\n" * 3))
            office.mailbags["00000001"] += record(digits, "A subject")
        office.close()

        done = self.convert(0)
        self.assert_says(done, "recovered from them")
        self.assertEqual(self.subjects()[0], "A subject of some length, number 0")

    def test_an_unknown_cipher_keeps_the_letter_as_a_file_and_says_so(self):
        office = self.office()
        office.user("ANN", "00000001")
        raw = post_office.element(0x4D, post_office.field(0x07, b"ab") + post_office.field(0x05, bytes([9, 9, 9, 9])), 1)
        office.mailbags["00000001"] += record(office.mai(raw), "Its header")
        office.close()

        done = self.convert(3)
        self.assert_says(done, "cipher unknown")
        (mail,) = self.mails()
        self.assertEqual(mail["Subject"], "Its header")
        self.assertEqual([part.get_payload(decode=True) for part in mail.iter_attachments()], [raw])

    def test_orphaned_letters_and_attachments_are_in_an_output_of_their_own(self):
        office = self.office()
        office.user("ANN", "00000001")
        office.mai(letter("Nobody's"))
        office.att(b"GIF89a" + bytes(10))
        office.close()

        self.convert(0)
        self.assertEqual(self.subjects("(unreferenced)/Lost and Found"), ["Nobody's", "Unreferenced attachments"])

    def test_groups_are_lists_and_a_circle_ends(self):
        office = self.office()
        office.user("ANN", "00000001")
        name = lambda kind, text, tid, link, bag: struct.pack("<BB31sIII", kind, 0, text, tid, link, bag)
        office.write("NME/ADMIN.NME", name(1, b"Ann Lee", 71, 1, 1) + name(1, b"Bob Ray", 72, 1, 2) + name(4, b"Everybody", 73, 8, 0) +
                     name(4, b"Circle", 74, 24, 0))
        office.write("GRP/ADMIN.GRP", bytes(8) + struct.pack("<IIIIII", 71, 16, 72, 0, 71, 24))
        office.close()

        done = self.convert(3)
        cards = b"".join(data for name, data in self.tree("out").items() if "(post office)" in name)
        self.assertIn(b"Everybody", cards)
        self.assertIn(b"Bob Ray", cards)
        self.assert_says(done, "circle")

    def test_a_letter_under_another_key_is_not_taken_for_text(self):
        office = self.office()
        office.user("ANN", "00000001")
        office.deliver("00000001", "Sound")
        strange = letter("Strange subject of some length", body="Text that goes on for a while.\r\n" * 5, key=b"qWErTzui")
        office.mailbags["00000001"] += record(office.mai(strange), "Its header")
        office.close()

        done = self.convert(3)
        self.assert_says(done, "cipher unknown")
        self.assertEqual(self.subjects(), ["Its header", "Sound"])

    def test_lost_letters_are_no_deleted_ones(self):
        office = self.office()
        office.user("ANN", "00000001")
        for number in range(8):
            office.deliver("00000001", f"Letter {number}")
        office.write("KEY/00000001.KEY", bytes(560))
        office.close()
        shutil.rmtree(self.dir / "PO/MAI")

        self.convert(3)
        self.assertEqual(self.subjects("Inbox"), [f"Letter {number}" for number in range(8)])

    def test_a_letter_that_is_cut_keeps_what_there_is(self):
        office = self.office()
        office.user("ANN", "00000001")
        whole = letter("Cut", body="The beginning of the text. " * 20)
        office.mailbags["00000001"] = record(office.mai(whole[:-100]), "Cut")
        office.close()

        self.convert(3)
        (mail,) = self.mails()
        self.assertEqual(mail["Subject"], "Cut")
        self.assertIn("The beginning of the text.", mail.get_body().get_content())

    def test_nothing_is_written_into_a_post_office(self):
        office = self.office()
        office.user("ANN", "00000001")
        office.user("BOB", "00000002")
        office.close()
        before = self.tree("PO")

        for output in ("PO/out", "PO/MBG/deep/out"):
            self.assert_status(self.run_tool("mailconvert", "PO", "-o", output), 73)
            self.assert_status(self.run_tool("wgpo2spool", "PO", "-o", output), 73)
        self.assertEqual(self.tree("PO"), before)

    def test_a_directory_that_cannot_be_read_is_damage_of_each_mailbox(self):
        if os.geteuid() != 0:
            self.skipTest("SKIPPED: needs root, to become nobody")
        office = self.office()
        office.user("ANN", "00000001")
        office.deliver("00000001", "x")
        office.close()
        os.chmod(self.dir, 0o777)
        os.chmod(self.dir / "PO/MBG", 0)

        done = self.run_tool("mailconvert", "PO", "-o", "out", "-v", user="nobody")
        os.chmod(self.dir / "PO/MBG", 0o755)
        self.assert_status(done, 3)
        self.assert_says(done, "MBG could not be read")

    def test_a_user_without_a_mailbag_is_told(self):
        office = self.office()
        office.user("ANN", "00000001")
        office.user("BOB", "00000002")
        office.deliver("00000001", "x")
        office.close()
        (self.dir / "PO/MBG/00000002.MBG").unlink()

        self.assert_says(self.convert(3), "00000002.MBG, is not in the post office")

    def test_a_copy_with_another_subject_is_no_copy(self):
        office = self.office()
        office.user("ANN", "00000001")
        self.store("PO/MMF/00000001.MMF", "shadow", 0x62)
        office.deliver("00000001", "a new letter under an old number")
        office.close()

        self.convert(0)
        self.assertEqual(self.subjects(), ["a new letter under an old number", "in both"])

    def test_more_attachments_than_files_can_be_open_are_all_delivered(self):
        office = self.office()
        office.user("ANN", "00000001")
        for number in range(1100):
            office.att(b"GIF89a" + bytes(4) + number.to_bytes(2, "little"))
        office.close()

        self.convert(0)
        (mail,) = self.mails("(unreferenced)")
        self.assertEqual(len(list(mail.iter_attachments())), 1100)

    def test_a_word_that_looks_like_a_message_does_not_cut_an_ffapi_text(self):
        text = b"Please use\rVersion: 3.0 of it\r"
        (self.dir / "x.txt").write_bytes(b"VERSION:3.00\rTO:A/B/C\rSUBJECT:s\rATTACHMENTS:A.TXT 3\rTEXT:%d\r%sabc" % (len(text), text) +
                                         b"VERSION:3.00\rSUBJECT:cut\rTEXT:500\rshort\rVERSION:3.00\rSUBJECT:none\rATTACHMENTS:B.TXT 9\r" +
                                         b"VERSION:3.00\rSUBJECT:last\rTEXT:2\rHi")

        self.assert_status(self.run_tool("mailconvert", "x.txt", "-o", "out"), 3)
        self.assertEqual(self.subjects(), ["cut", "last", "none", "s"])
        first = next(mail for mail in self.mails() if mail["Subject"] == "s")
        self.assertIn("Version: 3.0 of it", first.get_body().get_content())

    def test_a_group_without_members_costs_the_others_nothing(self):
        office = self.office()
        office.user("ANN", "00000001")
        name = lambda kind, text, tid, link, bag: struct.pack("<BB31sIII", kind, 0, text, tid, link, bag)
        office.write("NME/ADMIN.NME", name(1, b"Ann Lee", 71, 1, 1) + name(4, b"Everybody", 73, 8, 0) + name(4, b"Nobody", 74, 0, 0))
        office.write("GRP/ADMIN.GRP", bytes(8) + struct.pack("<II", 71, 0))
        office.close()

        self.convert(0, 3)
        cards = b"".join(data for name, data in self.tree("out").items() if "(post office)" in name)
        self.assertIn(b"Ann Lee", cards)

    def test_a_mailbag_of_noise_takes_no_time(self):
        office = self.office()
        office.user("ANN", "00000001")
        office.mailbags["00000001"] = random.Random(3).randbytes(300_000)
        office.write("KEY/00000001.KEY", bytes(560))
        office.close()

        self.convert(3)

    def test_another_store_in_the_tree_is_found(self):
        office = self.office()
        office.user("ANN", "00000001")
        office.close()
        self.assert_status(self.run_tool("mailconvert", "PO", "-o", "old.pst"), 0)
        (self.dir / "PO/OLD").mkdir()
        (self.dir / "old.pst").rename(self.dir / "PO/OLD/ARCHIVE.PST")

        self.convert(0, 3)
        self.assertEqual(len(self.report["mailboxes"]), 2)

    def test_a_remote_client_has_an_inbox_and_an_outbox(self):
        office = self.office()
        (self.dir / "PO/GLB/MASTER.GLB").unlink()
        for bag in ("INBOX", "OUTBOX"):
            office.mailbags[bag] = record(office.mai(letter(f"in {bag}")), f"in {bag}")
            office.write(f"MBG/{bag}.MBG", office.mailbags[bag])
            office.write(f"KEY/{bag}.KEY", post_office.bitmap([1]))

        self.convert(0)
        self.assertEqual(self.subjects("OUTBOX/Outbox"), ["in OUTBOX"])
        self.assertEqual(self.subjects("INBOX/Inbox"), ["in INBOX"])


class Matrix(Office):
    def test_damaged_mailbox_never_hangs(self):
        """Q245568 a damaged mailbox never stops the others."""
        office = self.office()
        for number, name in enumerate(("ONE", "TWO", "THREE"), 1):
            office.user(name, f"{number:08X}")
            office.deliver(f"{number:08X}", f"for {name}")
        office.mailbags["00000002"] = random.Random(2).randbytes(116 * 40) + office.mailbags["00000002"] * 30
        office.close()

        done = self.convert(3)
        self.assertEqual(self.subjects("ONE"), ["for ONE"])
        self.assertEqual(self.subjects("THREE"), ["for THREE"])
        self.assert_says(done, "mailbag.record")

    def test_access_counts(self):
        """Q168736 counts of ACCESS records that differ cost no mail."""
        office = self.office()
        for number in (1, 2):
            office.user(f"USER{number}", f"{number:08X}")
            office.deliver(f"{number:08X}", f"for {number}")
        office.mailbags["00000003"] = record(office.mai(letter("for 3")), "for 3")
        office.close(counts=(3, 3))

        done = self.convert(3)
        self.assertEqual(self.boxes(), ["(post office)", "00000003", "USER1", "USER2"])
        self.assert_says(done, "3, 2 and 3 records")

    def test_access2_tail(self):
        """Q87465 a tail behind whole records of ACCESS2 is told."""
        office = self.office()
        office.user("ANN", "00000001")
        office.user("BOB", "00000002")
        office.deliver("00000001", "x")
        office.close()
        with open(self.dir / "PO/GLB/ACCESS2.GLB", "ab") as file:
            file.write(b"\1\2")

        done = self.convert(3)
        self.assertEqual(self.boxes(), ["(post office)", "ANN", "BOB"])
        self.assert_says(done, "ACCESS2.GLB: its size, 140")

    def test_out_of_step(self):
        """Q87417 records out of step are found again."""
        office = self.office()
        office.user("ANN", "00000001")
        digits = [office.mai(letter(f"Letter {number}")) for number in range(6)]
        records = [record(one, f"Letter {number}") for number, one in enumerate(digits)]
        office.mailbags["00000001"] = b"".join(records[:3]) + b"\xAA" * 7 + b"".join(records[3:])
        office.close()

        self.convert(3)
        self.assertEqual(self.subjects(), [f"Letter {number}" for number in range(6)])

    def test_4096(self):
        """Q138054 a mailbag of 4,096 letters is whole, and one more is told."""
        office = self.office()
        office.user("ANN", "00000001")
        one = office.mai(letter("the same"))
        office.mailbags["00000001"] = b"".join(record(f"{0x10000 + number:08X}", f"Letter {number}") for number in range(4097))
        for number in range(4097):
            digits = f"{0x10000 + number:08X}"
            office.write(f"MAI/MA{digits[-1]}/{digits}.MAI", letter(f"Letter {number}"))
        (self.dir / f"PO/MAI/MA{one[-1]}/{one}.MAI").unlink()
        office.write("KEY/00000001.KEY", post_office.bitmap([1] * 4096))
        office.close()

        done = self.convert(3)
        self.assertEqual(self.report["mailboxes"][0]["totals"]["written"], 4097)
        self.assert_says(done, "4097 records")

    def test_union(self):
        """Q190423 Q151197 mail of store and mailbag, each message once."""
        office = self.office()
        office.user("ANN", "00000001")
        office.deliver("00000001", "only in the mailbag")
        self.store("PO/MMF/00000001.MMF", "shadow", 0x62 + 1)
        office.deliver("00000001", "in both")
        office.close()

        done = self.convert(0)
        self.assertEqual(self.subjects(), ["in both", "only in the mailbag"])
        self.assert_says(done, "are in the message store, too")
        self.convert(0, options=("--keep-duplicates",))
        self.assertEqual(self.subjects(), ["in both", "in both", "only in the mailbag"])

    def test_store_elsewhere(self):
        """Q153121 a user without a store in the tree is told that it is elsewhere."""
        office = self.office()
        office.user("ANN", "00000001")
        office.deliver("00000001", "x")
        office.close()

        self.assert_says(self.convert(0), "probably on the user's PC")
        self.assertEqual(self.subjects(), ["x"])

    def test_shared_folders(self):
        """Q149284 Q95975 shared folders are listed with their kind, and letters in them found."""
        office = self.office()
        office.user("ANN", "00000001")
        folder = bytearray(129)
        folder[0x31] = 2
        office.write("FOLDERS/PUB/00000007.FLD", bytes(folder) + letter("in a folder") + b"\x55" * 9 + letter("in it, too"))
        office.write("FOLDERS/PUB/FOLDROOT.IDX", bytes(100 + 158))
        office.close()

        done = self.convert(0)
        self.assertEqual(self.subjects("(post office)"), ["in a folder", "in it, too"])
        self.assert_says(done, "a group folder", "not published")

    def test_attachment_path(self):
        """Q176397 a path in the name of an attachment is its last component, and kept."""
        office = self.office()
        office.user("ANN", "00000001")
        digits = office.att(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(504))
        office.deliver("00000001", attachments=[(digits, "C:\\DATA\\LETTERS\\REPORT1997.DOC")])
        office.close()

        self.convert(0)
        (attachment,) = self.mails()[0].iter_attachments()
        self.assertEqual(attachment.get_filename(), "REPORT1997.DOC")
        self.assert_status(self.run_tool("wgpo2spool", "PO", "-o", "x.spool", "--force"), 0)
        import gzip
        self.assertIn(b"WgpoAttachmentName", gzip.decompress((self.dir / "x.spool").read_bytes()))

    def test_korean(self):
        """Q156856 Korean text is Hangul."""
        office = self.office(page="cp949")
        office.user("ANN", "00000001")
        office.deliver("00000001", "\uacc4\ud68d", body="\uc548\ub155\r\n")
        office.close()

        self.convert(0, options=("--charset", "949"))
        (mail,) = self.mails()
        self.assertEqual((mail["Subject"], mail.get_body().get_content()), ("\uacc4\ud68d", "\uc548\ub155\r\n"))

    def test_traditional_chinese(self):
        """Q159654 a trail byte 5C is no path."""
        office = self.office(page="cp950")
        office.user("ANN", "00000001")
        name = "\u529f\u8aaa.ZIP"  # the first ends in 5C
        self.assertIn(b"\\", name.encode("cp950"))
        digits = office.att(b"PK\3\4" + bytes(300))
        office.deliver("00000001", "\u529f\u8aaa", attachments=[(digits, name)])
        office.close()

        self.convert(0, options=("--charset", "950"))
        (mail,) = self.mails()
        self.assertEqual(mail["Subject"], "\u529f\u8aaa")
        self.assertEqual([part.get_filename() for part in mail.iter_attachments()], [name])

    def test_lower_case_hexid(self):
        """Q124041 digits in lower case are the same user."""
        office = self.office()
        office.user("ANN", "0000001a")
        office.mailbags = {"0000001A": b""}
        office.deliver("0000001A", "x")
        office.close()

        self.convert(0)
        self.assertEqual(self.report["mailboxes"][0]["display_name"], "ANN")
        self.assertEqual(self.subjects(), ["x"])

    def test_reference_beyond(self):
        """Q140190 an element that points out of its file is told once, and costs itself."""
        office = self.office()
        office.user("ANN", "00000001")
        good = letter("Sound")
        bad = bytearray(good)
        at = bad.rindex(post_office.field(0x04, b"Hello\r\n"))
        bad[at + 1] = 0x7F  # the length of the text
        office.mailbags["00000001"] = record(office.mai(bytes(bad)), "Sound")
        office.close()

        done = self.convert(3)
        self.assertEqual(self.subjects(), ["Sound"])
        self.assert_says(done, "element", "out of range")

    def test_header_lines(self):
        """Q112277 what belongs to the text stays in it."""
        office = self.office()
        office.user("ANN", "00000001")
        office.deliver("00000001", "with", body=block("body\r\n", From="Ann"))
        plain = "From: Ann\r\n" + post_office.RULE + "body\r\n"
        office.deliver("00000001", "without", body=plain)
        office.close()
        text = b"From: Ann\r" + b"-" * 78 + b"\rbody\r"
        ffapi = b"VERSION:3.00\rTO:LAB/PO1/BOB\rSUBJECT:%s\r%sTEXT:%d\r%s"
        (self.dir / "x.txt").write_bytes(ffapi % (b"plain", b"", len(text), text) +
                                         ffapi % (b"marked", b"EXT:I:3:HEADLEN\r2\r", len(text), text))

        self.convert(0)
        bodies = {mail["Subject"]: mail.get_body().get_content() for mail in self.mails()}
        self.assertEqual(bodies, {"with": "body\r\n", "without": plain})
        self.assert_status(self.run_tool("mailconvert", "x.txt", "-o", "ffapi"), 0)
        shutil.rmtree(self.dir / "out")
        (self.dir / "ffapi").rename(self.dir / "out")
        bodies = {mail["Subject"]: mail.get_body().get_content().split() for mail in self.mails()}
        self.assertEqual(bodies, {"plain": ["From:", "Ann", "-" * 78, "body"], "marked": ["body"]})

    def test_read_only(self):
        """Q158489 a post office on read-only media is read, and nothing written into it."""
        office = self.office()
        office.user("ANN", "00000001")
        office.deliver("00000001", "x")
        office.close()
        before = self.tree("PO")
        for path in sorted((self.dir / "PO").rglob("*"), reverse=True):
            path.chmod(0o555 if path.is_dir() else 0o444)

        self.convert(0)
        self.assertEqual(self.tree("PO"), before)
        for path in sorted((self.dir / "PO").rglob("*")):
            path.chmod(0o755)

    def test_ffapi_130(self):
        """Q115490 all messages of an FFAPI file are delivered."""
        one = b"VERSION:3.00\rTO:LAB/PO1/BOB\rTO:SMTP:a@b.example\rFROM:LAB/PO1/ANN\rDATE:1994-01-27\rTIME:11:58\r" \
              b"SUBJECT:Number %d\rPRIORITY:R\rATTACHMENTS:A.TXT 5\rTEXT:6\rHello\r12345"
        (self.dir / "x.txt").write_bytes(b"".join(one % number for number in range(130)))

        self.assert_status(self.run_tool("mailconvert", "x.txt", "-o", "out"), 0)
        mails = self.mails("Inbox")
        self.assertEqual(len(mails), 130)
        self.assertEqual([part.get_payload(decode=True) for part in mails[0].iter_attachments()], [b"12345"])
        self.assertTrue(mails[0]["Date"].startswith("Thu, 27 Jan 1994 11:58"))

    def test_control_damage(self):
        """Q87388 a damaged CONTROL.GLB is told and costs nothing."""
        for size in (0, 9):
            office = self.office(f"PO{size}")
            office.user("ANN", "00000001")
            office.deliver("00000001", "x")
            office.close()
            (self.dir / f"PO{size}/GLB/CONTROL.GLB").write_bytes(bytes(size))
            done = self.convert(3, office=f"PO{size}")
            self.assertEqual(self.subjects(), ["x"])
            self.assert_says(done, f"CONTROL.GLB: its size, {size}")

    def test_stranded_attachment(self):
        """Q124487 a missing attachment has a place with its name."""
        office = self.office()
        office.user("ANN", "00000001")
        office.deliver("00000001", "Plan", attachments=[("0000F00D", "GONE.DOC")])
        office.close()

        done = self.convert(3)
        self.assertIn("GONE.DOC", (self.dir / "out" / next(iter(self.tree("out")))).read_text() + done.talk)
        self.assert_says(done, "0000F00D.ATT")

    def test_code_page_and_subject(self):
        """Q174153 the code page is the user's, and the subject the letter's."""
        office = self.office(page="cp852")
        office.user("ANN", "00000001")
        subject = "D\u0159evo \u017elu\u0165ou\u010dk\u00fd k\u016f\u0148 a mnoho dal\u0161\u00edch slov v p\u0159edm\u011btu"
        office.deliver("00000001", subject)
        office.close()

        self.convert(0, options=("--charset", "852"))
        self.assertEqual(self.subjects(), [subject])

    def test_calendars(self):
        """Q202855 calendar files are inventoried, each."""
        office = self.office()
        office.user("ANN", "00000001")
        office.write("CAL/00000009.CAL", bytes(1000))
        office.write("CAL/00000009.SCD", bytes(2000))
        office.close()

        done = self.convert(0)
        self.assert_says(done, "CAL/00000009.CAL, 1000 bytes", "CAL/00000009.SCD, 2000 bytes")

    def test_address_list_disagrees(self):
        """Q119563 the mailbag follows ACCESS2, and the address list is told."""
        office = self.office()
        office.user("ANN", "00000007")
        office.deliver("00000007", "x")
        office.write("NME/ADMIN.NME", struct.pack("<BB31sIII", 1, 0, b"Ann Lee", 71, 1, 5))
        office.close()

        done = self.convert(0)
        self.assertEqual(self.subjects(), ["x"])
        self.assert_says(done, "names the mailbag 00000005")

    def test_foreign_header_blocks(self):
        """Q119356 header blocks of any language are cut at the rule when the product begins them."""
        office = self.office()
        office.user("ANN", "00000001")
        german = block("Inhalt\r\n", **{"Von": "Ann", "An": "Bob", "Betreff": "Plan"})
        office.deliver("00000001", "german", body=german)
        office.deliver("00000001", "spanish", body=block("Contenido\r\n", De="Ann", Para="Bob"))
        office.deliver("00000001", "bare", body=german.partition("\r\n")[2])
        office.close()

        self.convert(0)
        bodies = {mail["Subject"]: mail.get_body().get_content() for mail in self.mails()}
        self.assertEqual(bodies["german"], "Inhalt\r\n")
        self.assertEqual(bodies["spanish"], "Contenido\r\n")
        self.assertIn("Betreff", bodies["bare"])

    def test_priorities(self):
        """Q112915 priorities 1 to 5 and R."""
        office = self.office()
        office.user("ANN", "00000001")
        for stored in "12345R":
            office.deliver("00000001", stored, body=block("x\r\n", Priority=stored))
        office.close()

        self.convert(0)
        got = {mail["Subject"]: (mail["Importance"] or "normal", mail["Disposition-Notification-To"] is not None)
               for mail in self.mails()}
        low, normal, high = ("low", False), ("normal", False), ("high", False)
        self.assertEqual(got, {"1": low, "2": normal, "3": normal, "4": high, "5": high, "R": ("high", True)})


if __name__ == "__main__":
    unittest.main()
