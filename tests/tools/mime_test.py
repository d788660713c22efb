"""Internet mail through the tools: files, trees, mboxes and Maildirs in, PSTs and mail out."""

import email
import email.policy
import gzip
import json
import mailbox
import pathlib
import unittest

from harness import ToolTest

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
