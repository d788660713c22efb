"""Internet mail through the tools: files, trees, mboxes and Maildirs in, PSTs and mail out."""

import csv
import email
import email.policy
import gzip
import json
import mailbox
import pathlib
import subprocess
import unittest

from harness import BIN, ROOT, ToolTest

MAIL = b"""From: Ann <ann@example.org>
To: Bob <bob@example.org>
Subject: %s
Date: Tue, 14 Mar 1995 09:15:00 +0100
Message-ID: <%s@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b

Hello
--b
Content-Type: application/octet-stream; name="a.bin"
Content-Transfer-Encoding: base64

SGVsbG8=
--b--
"""


def mail(name: str) -> bytes:
    return MAIL % (name.encode(), name.encode())


class InternetMail(ToolTest):
    def write(self, path: str, data: bytes):
        target = self.dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def subjects(self, folder: str) -> dict[str, str]:
        """Subject -> directory of each message below the folder."""
        top = self.dir / folder
        return {str(email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["Subject"]):
                path.parent.relative_to(top).as_posix() for path in top.rglob("*.eml")}

    def sources(self, *names):
        done = self.run_tool("mailsniff", "--json", *names)
        return sorted((pathlib.Path(source["path"]).name, source["format"]) for source in json.loads(done.stdout) if not source.get("error"))

    def test_a_tree_is_one_mailbox_whose_directories_are_folders(self):
        for path in ("top", "Inbox/one", "Inbox/Old/two", "Sent Items/three"):
            self.write(f"in/{path}.eml", mail(path.split("/")[-1]))

        self.assert_status(self.run_tool("mailconvert", "in", "-o", "x.pst", "--report", "r.json"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "back"), 0)

        box = json.loads((self.dir / "r.json").read_text())["mailboxes"][0]
        self.assertEqual((box["totals"]["expected"], box["totals"]["written"]), (4, 4))
        self.assertEqual(self.subjects("back"), {"top": ".", "one": "Inbox", "two": "Inbox/Old", "three": "Sent Items"})

    def test_a_tree_that_a_run_wrote_gives_the_same_tree_again(self):
        for path in ("Inbox/one", "Inbox/A: b/two"):
            self.write(f"in/{path}.eml", mail(path.split("/")[-1]))
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "first"), 0)
        self.assert_status(self.run_tool("mailconvert", "first", "-o", "second"), 0)

        first, second = self.tree("first"), self.tree("second")
        self.assertEqual([name for name in first if name.endswith(".eml")], [name for name in second if name.endswith(".eml")])
        for name in first:
            if name.endswith(".eml"):
                self.assertEqual(*(b"\n".join(line for line in tree[name].splitlines() if not line.startswith(b"X-Restante-Folder"))
                                   for tree in (first, second)))
        self.assertIn("A: b", (self.dir / "second" / "restante-manifest.csv").read_text())

    def test_mail_through_a_pst_has_the_header_fields_it_had(self):
        """A PST must have a conversation for each mail; what was made up for it is no field of the mail."""
        plain = b"From: Ann <ann@example.org>\nTo: Bob <bob@example.org>\nSubject: Re: plan\nMessage-ID: <1@example.org>\n" \
                b"Date: Tue, 14 Mar 1995 09:15:00 +0100\n%s\nHello\n"
        self.write("in/a.eml", plain % b"")
        self.write("in/b.eml", plain % b"Thread-Topic: plan\n")
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "back", "--no-provenance"), 0)

        fields = [sorted(name for name in email.message_from_bytes(path.read_bytes()).keys() if name.startswith("Thread-"))
                  for path in sorted((self.dir / "back").rglob("*.eml"))]
        self.assertEqual(sorted(fields), [[], ["Thread-Topic"]])

    def test_where_a_message_came_from_is_in_the_manifest(self):
        """The file, and the bytes in it or the item's id."""
        one, other = mail("one"), mail("other")
        self.write("m.mbox", b"From a@b Tue Mar 14 09:15:00 1995\n" + one + b"\nFrom a@b Tue Mar 14 09:15:00 1995\n" + other + b"\n")
        self.write("tree/sub/x.eml", one)
        self.assert_status(self.run_tool("mailconvert", "m.mbox", "-o", "out"), 0)
        self.assert_status(self.run_tool("mailconvert", "tree", "-o", "out2"), 0)

        data = (self.dir / "m.mbox").read_bytes()
        with open(self.dir / "out" / "restante-manifest.csv", encoding="utf-8", newline="") as manifest:
            rows = list(csv.DictReader(manifest))
        self.assertEqual({row["source"] for row in rows}, {"m.mbox"})
        for row, name in zip(rows, (b"one", b"other"), strict=True):
            offset, length = row["byte_ranges"].split("+")
            self.assertIn(b"Subject: " + name, data[int(offset, 16):int(offset, 16) + int(length)])
        with open(self.dir / "out2" / "restante-manifest.csv", encoding="utf-8", newline="") as manifest:
            (row,) = csv.DictReader(manifest)
        self.assertEqual((row["source"], row["native_id"]), ("tree", "sub/x.eml"))

    def test_where_an_item_of_a_pst_lies_is_in_the_manifest(self):
        """The blocks of the message and of its attachments."""
        self.write("in/one.eml", mail("one"))
        self.write("in/two.eml", mail("two"))
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "out"), 0)

        size = (self.dir / "x.pst").stat().st_size
        with open(self.dir / "out" / "restante-manifest.csv", encoding="utf-8", newline="") as manifest:
            rows = list(csv.DictReader(manifest))
        claimed = []
        for row in rows:
            ranges = [(int(at, 16), int(length)) for at, length in (piece.split("+") for piece in row["byte_ranges"].split())]
            self.assertTrue(ranges)
            self.assertEqual(ranges, sorted(ranges))
            claimed += ranges
        claimed.sort()
        for (at, length), (following, _) in zip(claimed, claimed[1:] + [(size, 0)]):
            self.assertLessEqual(at + length, following)

    def test_a_spool_that_is_cut_off_is_converted_as_far_as_it_goes(self):
        """What it announced and is not reached is lost, each with a reason; a pipe that is cut off is an error."""
        for number in range(5):
            self.write(f"in/{number}.eml", mail(str(number)))
        self.assert_status(self.run_tool("mime2spool", "in", "-o", "x.spool"), 0)
        whole = gzip.decompress((self.dir / "x.spool").read_bytes())
        cut = whole[: whole.index(b'"subject":"3"')]
        (self.dir / "x.spool").write_bytes(cut)

        for tool, target in (("mailconvert", "out"), ("spool2mime", "out2"), ("spool2pst", "x.pst")):
            done = self.run_tool(tool, "x.spool", "-o", target, "--report", "r.json", "--force")
            self.assert_status(done, 3)
            self.assert_says(done, "not reached", "cut off after message 3")
            (box,) = json.loads((self.dir / "r.json").read_text())["mailboxes"]
            self.assertEqual(box["totals"], {"expected": 5, "written": 3, "skipped": 0, "failed": 2})
            reasons = [loss["why"] for loss in box["losses"]["listed"] if loss["kind"] == "item"]
            self.assertEqual([why[:12] for why in reasons], ["not reached:"] * 2)
            self.assertTrue(all(loss["offset"] for loss in box["losses"]["listed"]))
        self.assertEqual(sorted(self.subjects("out")), ["0", "1", "2"])

        with open(self.dir / "x.spool", "rb") as stream:
            piped = self.run_tool("spool2mime", "-o", "piped", stdin=stream)
        self.assert_status(piped, 74)
        nothing = whole[: whole.index(b'"record":"folder"')]
        (self.dir / "x.spool").write_bytes(nothing)
        self.assert_status(self.run_tool("mailconvert", "x.spool", "-o", "none"), 65)

    def test_a_tree_is_one_mailbox_for_mailsniff_too(self):
        self.write("in/a.eml", mail("a"))
        self.write("in/Sub/UP.EML", mail("b"))
        self.write("in/Sub/z.txt", mail("c"))
        sniffed = json.loads(self.run_tool("mailsniff", "in", "--json").stdout)
        self.assertEqual([one["what"] for one in sniffed if one["what"].startswith("EML ")], ["EML tree"])
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "out"), 0)
        self.assertEqual(sorted(self.subjects("out")), ["a", "b"])

    def test_the_current_directory_has_its_own_name_and_what_is_packed_is_told(self):
        self.write("place/a.eml", mail("a"))
        self.write("place/x.spool", (ROOT / "testdata/spool/a-plain-message/input.spool").read_bytes())
        self.write("place/z.rar", b"Rar!")
        self.write("place/b.lzh", b"-lh5-")
        done = subprocess.run([BIN / "mailconvert", ".", "-o", "../out"], cwd=self.dir / "place", stdin=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, timeout=240, check=False)
        done.talk = done.stderr.decode()
        self.assert_status(done, 0)
        self.assertIn("place", [path.name for path in (self.dir / "out").iterdir()])
        self.assert_says(done, "2 files left out, such as b.lzh: a packed file that this program cannot unpack")

    def test_options_that_do_nothing_for_any_source_are_refused(self):
        self.write("in/a.eml", mail("a"))
        for options in (("--orphans",), ("--drafts-unsent",), ("--item-timeout", "9"), ("--keep-duplicates",), ("--post-office", "A/B"),
                        ("--engine", "libpff"), ("--owner", "Ann at PO"), ("--date-order", "dmy"), ("--repair-years",),
                        ("--omit-bcc",), ("--no-deleted",)):
            done = self.run_tool("mailconvert", "in", "-o", "out", *options)
            self.assert_status(done, 64)
            self.assert_says(done, f"{options[0]} does nothing here")
        self.assertFalse((self.dir / "out").exists())
        self.write("box/cur/1:2,S", mail("a"))
        self.write("box/new/2", mail("b"))
        self.assert_status(self.run_tool("mailconvert", "box", "-o", "out", "--no-deleted"), 0)
        done = self.run_tool("mailconvert", "in", "-o", "none", "--since", "2001-01-02", "--until", "2001-01-01")
        self.assert_status(done, 64)
        self.assert_says(done, "--since 2001-01-02 is after --until 2001-01-01")
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "day", "--since", "2001-01-02", "--until", "2001-01-02"), 0)
        self.assert_status(self.run_tool("mailconvert", "gone.pst", "-o", "out", "--orphans"), 66)

    def test_every_form_comes_back_from_every_form(self):
        self.write("in/Inbox/one.eml", mail("one"))
        self.write("in/Inbox/two.eml", mail("two").replace(b"Hello", b"From here\n>From there"))
        for form in ("mbox", "maildir", "pst", "spool"):
            with self.subTest(form=form):
                self.assert_status(self.run_tool("mailconvert", "in", "-o", f"as-{form}", "--as", form), 0)
                self.assert_status(self.run_tool("mailconvert", f"as-{form}", "-o", f"back-{form}"), 0)
                self.assertEqual(self.subjects(f"back-{form}"), {"one": "Inbox", "two": "Inbox"})
                texts = b"".join(self.tree(f"back-{form}").values())
                self.assertIn(b">From there", texts)
                self.assertNotIn(b">>From there", texts)

    def test_mboxes_and_maildirs_of_python_are_read(self):
        box = mailbox.mbox(self.dir / "Archive.mbox")
        home = mailbox.Maildir(self.dir / "home")
        for name in ("one", "two", "three"):
            box.add(mail(name))
            (home.add_folder("Sent") if name == "one" else home).add(mail(name))
        box.close()
        for source, output in (("Archive.mbox", "out-box"), ("home", "out-home")):
            self.assert_status(self.run_tool("mailconvert", source, "-o", output), 0)
            self.assertEqual(len(self.subjects(output)), 3)
        self.assertEqual(self.subjects("out-home")["one"], "Sent")
        self.assertEqual(self.subjects("out-home")["two"], "Inbox")

    def test_a_pipe_makes_the_same_mail_as_the_front_door(self):
        self.write("in/Inbox/one.eml", mail("one"))
        self.assert_status(self.run_tool("mime2spool", "in", "-o", "x.spool"), 0)
        self.assert_status(self.run_tool("spool2mime", "x.spool", "-o", "piped"), 0)
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "direct"), 0)

        self.assertEqual(self.tree("piped"), self.tree("direct"))
        self.assertIn(b"EML tree", gzip.decompress((self.dir / "x.spool").read_bytes()))

    def test_what_is_damaged_is_named_with_file_and_offset(self):
        self.write("in/cut.eml", mail("cut")[:-8])
        self.write("in/empty.eml", b"")
        self.write("in/whole.eml", mail("whole"))

        done = self.run_tool("mailconvert", "in", "-o", "out", "--report", "r.json")

        self.assert_status(done, 3)
        report = json.loads((self.dir / "r.json").read_text())
        self.assertEqual(report["mailboxes"][0]["totals"]["failed"], 1)
        text = json.dumps(report)
        self.assertIn("empty.eml: the file is empty", text)
        self.assertIn("cut.eml at 0x", text)
        self.assertEqual(set(self.subjects("out")), {"cut", "whole"})

    def test_which_directories_are_mailboxes(self):
        self.write("a/Inbox/1.eml", mail("1"))
        self.write("a/Inbox/Old/2.eml", mail("2"))
        self.assertEqual(self.sources("a"), [("a", "EML tree")])

        self.write("a/box.mbox", b"From x Tue Mar 14 09:15:00 1995\n" + mail("3"))
        self.write("a/loose.eml", mail("4"))
        self.assertEqual(self.sources("a"), [("Inbox", "EML tree"), ("a", "EML files"), ("box.mbox", "mbox")])

        for part in ("cur", "new", "tmp"):
            (self.dir / "m" / part).mkdir(parents=True)
        self.write("m/cur/1:2,S", mail("5"))
        self.write("m/old.pst", b"no store")
        self.assertEqual(self.sources("m"), [("m", "Maildir++")])
        self.assert_status(self.run_tool("mailconvert", "m", "-o", "out"), 3)  # the file named .pst is no store

    def test_nothing_is_written_into_a_mailbox_that_is_read(self):
        self.write("in/1.eml", mail("1"))
        done = self.run_tool("mailconvert", "in", "-o", "in/out")
        self.assert_status(done, 73)
        self.assertEqual(list(self.tree("in")), ["1.eml"])

    def test_a_named_file_is_known_by_its_content(self):
        self.write("letter", mail("1"))
        self.write("mail", b"From x Tue Mar 14 09:15:00 1995\n" + mail("2"))
        self.assertEqual(self.sources("letter", "mail"), [("letter", "EML"), ("mail", "mbox")])

    def test_a_text_that_begins_like_mail_is_no_store_of_a_directory_and_is_named(self):
        self.write("in/notes.txt", b"Subject: my notes\n\nand text\n")
        done = self.run_tool("mailconvert", "in", "-o", "out")
        self.assert_status(done, 66)
        self.assert_says(done, "in: 1 file left out, such as notes.txt: ")

    def test_an_mbox_with_a_damaged_beginning_gives_all_its_mails(self):
        box = b"".join(b"From x Tue Mar 14 09:15:00 1995\n" + mail(name) + b"\n" for name in ("one", "two"))
        self.write("cut.mbox", box[70:])
        self.write("rubbish", b"rubbish\n" + box)

        self.assert_status(self.run_tool("mailconvert", "cut.mbox", "-o", "cut"), 3)
        self.assert_status(self.run_tool("mailconvert", "rubbish", "-o", "all"), 3)

        self.assertEqual(len(list((self.dir / "cut").rglob("*.eml"))), 2)
        self.assertEqual(set(self.subjects("all")) - {"None", ""}, {"one", "two"})

    def test_a_header_that_was_written_over_is_no_whole_message(self):
        box = b"".join(b"From x Tue Mar 14 09:15:00 1995\n" + mail(name) + b"\n" for name in ("one", "two", "three"))
        at = box.index(b"Subject: one") + 20
        self.write("x.mbox", box[:at] + bytes(range(256)) * 2 + box[at + 512:])
        done = self.run_tool("mailconvert", "x.mbox", "-o", "out")
        self.assert_status(done, 3)
        self.assert_says(done, "something was written over here, and whole messages may be missing")


if __name__ == "__main__":
    unittest.main()
