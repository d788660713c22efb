"""Exports of cc:Mail through the tools: to mail files, to PSTs, to spools; whole, damaged, several mailboxes."""

import email
import email.policy
import json
import unittest

from harness import ToolTest

HEADER = (b"From: Ash, Ann at PO1\r\nDate: 6/20/98 8:39\r\nTo: Birch, Bo\r\n", b"Subject: %s\r\n")


def item(label, data):
    return b"%s\r\n%d\r\n%s\r\n" % (label, len(data), data)


def message(subject, *items, fields=b"", sender=None):
    contents = b"".join(items)
    inner = ((sender or HEADER[0]) + fields + HEADER[1] % subject + b"Contents:\r\n%d\r\n" % len(contents) + contents)
    return b"Message:\r\n%d\r\n%s" % (len(inner), inner)


FILE = b"\x00\r\nMessage:\r\n\r\nContents:\r\n\xff"
DIRECTORY = (b"Name: Ash, Ann\r\nLocn: L\r\nAddr: PO1 ann@a.example\r\nCmts: of sales\r\n"
             b"Name: Birch, Bo\r\nLocn: l\r\nAddr: PO2 \"Bo\" <bo@b.example>\r\nCmts:\r\n")


class Ccmail(ToolTest):
    def mails(self, folder):
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                for path in sorted((self.dir / folder).rglob("*.eml"))]

    def write(self, name, data):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def write_two(self, name="ANN.CCM"):
        self.write(name, message(b"First", item(b"Text item:", b"Line one.\r\n"), item(b"File item: A.BIN 5/6/97 3:10PM", FILE))
                   + message(b"Second", item(b"Text item:", b"Text"), fields=b"Folder: Projects\r\n") + b"\x1a")

    def test_an_export_becomes_mail(self):
        """Q233054 Q181130 an export with tokens inside a file becomes mail files with exactly its texts."""
        self.write_two()
        done = self.run_tool("mailconvert", "ANN.CCM", "-o", "mail", "--timezone", "Europe/Berlin")
        self.assert_status(done, 0)
        first, second = self.mails("mail")
        self.assertEqual((first["Subject"], first["Date"]), ("First", "Sat, 20 Jun 1998 06:39:00 +0000"))
        self.assertEqual(first.get_body().get_content(), "Line one.\r\n")
        (attachment,) = first.iter_attachments()
        self.assertEqual((attachment.get_filename(), attachment.get_payload(decode=True)), ("A.BIN", FILE))
        self.assertIn("Ash", first["From"])
        self.assertTrue((self.dir / "mail" / "Projects").is_dir())
        self.assertEqual(second["Subject"], "Second")

    def test_a_zone_that_nobody_names_stays_unknown(self):
        self.write_two()
        self.assert_status(self.run_tool("mailconvert", "ANN.CCM", "-o", "mail"), 0)
        self.assertEqual(self.mails("mail")[0]["Date"], "Sat, 20 Jun 1998 08:39:00 -0000")

    def test_a_pipe_and_a_pst_have_the_same_mail(self):
        self.write_two()
        self.assert_status(self.run_tool("ccmail2spool", "ANN.CCM", "-o", "x.spool"), 0)
        self.assert_status(self.run_tool("spool2mime", "x.spool", "-o", "piped"), 0)
        self.assert_status(self.run_tool("mailconvert", "ANN.CCM", "-o", "direct"), 0)
        self.assertEqual(self.tree("piped"), self.tree("direct"))
        self.assert_status(self.run_tool("mailconvert", "ANN.CCM", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "back"), 0)
        self.assertEqual(sorted(str(mail["Subject"]) for mail in self.mails("back")), ["First", "Second"])

    def test_names_and_subjects_are_whole(self):
        """EX2K-QUOTE Q241988 Q190297 Q237189 Q234350 quotes, periods, long names, prefixes and brackets are in every output."""
        self.write("A.CCM", message(b"Re: [ABC] report [x]", item(b"Text item:", b"x"),
                                    item(b"File item: Longfilename with blanks.txt 1/2/98 1:00PM", b"1"),
                                    sender=b"From: Smith \"Annie\", John Q. at PO1\r\n"))
        self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", "direct"), 0)
        self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "back"), 0)
        (self.dir / "set").mkdir()
        self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", "set/x.pkl"), 0)
        for folder in ("direct", "back"):
            (mail,) = self.mails(folder)
            self.assertEqual(mail["Subject"], "Re: [ABC] report [x]")
            self.assertEqual(mail["From"].addresses[0].display_name, "Smith \"Annie\", John Q.")
            (attachment,) = mail.iter_attachments()
            self.assertEqual(attachment.get_filename(), "Longfilename with blanks.txt")
        rows = b"".join(path.read_bytes() for path in (self.dir / "set").glob("*.[pP][rR][iI]"))
        self.assertIn(b"John Q.", rows)

    def test_a_name_with_quotes_is_exact_in_every_output(self):
        """EX2K-QUOTE a name with double quotes is the same in mail files, PSTs and migration files."""
        name = 'Ash "Annie", Ann'
        self.write("A.CCM", message(b"Quoted", item(b"Text item:", b"x"), sender=b'From: Ash "Annie", Ann at PO1\r\nTo: Ash "Annie", Ann at PO1\r\n'))
        (self.dir / "set").mkdir()
        for output in ("mail", "x.pst", "set/x.pkl"):
            self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", output), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "from-pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "set/x.pkl", "-o", "from-set"), 0)
        for folder in ("mail", "from-pst", "from-set"):
            (mail,) = self.mails(folder)
            for field in ("From", "To"):
                (who,) = mail[field].addresses
                self.assertEqual(who.display_name, name, (folder, field))
        primaries = b"".join(path.read_bytes() for path in (self.dir / "set").iterdir() if path.suffix.lower() == ".pri")
        self.assertIn(b'Ash ""Annie"", Ann', primaries)

    def test_names_of_two_bytes_are_written_as_they_are(self):
        """Q228534 Q249111 a name in Hangul is the same in the mail file."""
        name = "한글".encode("cp949")
        self.write("A.CCM", message(name, item(b"Text item:", name), item(b"File item: " + name + b".TXT", b"1")))
        self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", "mail", "--charset", "949"), 0)
        (mail,) = self.mails("mail")
        self.assertEqual((mail["Subject"], mail.get_body().get_content().strip()), ("한글", "한글"))
        self.assertEqual(next(mail.iter_attachments()).get_filename(), "한글.TXT")

    def test_a_file_that_ends_early_is_partial(self):
        """Q202240 everything in front of the end is written, the rest told, exit status 3."""
        data = message(b"One", item(b"Text item:", b"x")) + message(b"Two", item(b"File item: A.PCX", b"p" * 500))
        self.write("A.CCM", data[:-402])
        done = self.run_tool("mailconvert", "A.CCM", "-o", "mail")
        self.assert_status(done, 3)
        mails = self.mails("mail")
        self.assertEqual(len(mails), 2)
        self.assertEqual(next(mails[1].iter_attachments()).get_payload(decode=True), b"p" * 100)
        self.assert_says(done, "ends within it")

    def test_bytes_of_no_message_are_a_loss_with_their_place(self):
        one = message(b"One", item(b"Text item:", b"x"))
        self.write("A.CCM", one + b"Exporting messages in mailbox\r\n" + one)
        done = self.run_tool("mailconvert", "A.CCM", "-o", "mail")
        self.assert_status(done, 3)
        self.assert_says(done, "File.unclaimed", "Exporting messages")
        self.assertEqual(len(self.mails("mail")), 2)

    def test_a_queue_of_the_connector_is_one_mailbox(self):
        """Q212759 thirty copies of one message in Bad are one mail; the report names the files."""
        for number in range(30):
            self.write(f"Ccmcdata/Bad/MSG00{number + 16:02X}.CCM", message(b"Bad", item(b"Text item:", b"x")))
        self.write("Ccmcdata/Export.bak/MSG4A27.CCM", message(b"Good", item(b"Text item:", b"y")))
        self.write_two("Ccmcdata/U0001.CCM")
        done = self.run_tool("ccmail2spool", "Ccmcdata", "-o", "all", "--verbose")
        self.assert_status(done, 0)
        self.assert_says(done, "30 expected = 1 written + 29 skipped + 0 failed",
                         "29 skipped: the same as one before, byte for byte (--keep-duplicates keeps it)")
        again = self.run_tool("spool2mime", "all/Bad.spool", "-o", "mail", "--list-skipped", "rest.csv")
        self.assert_status(again, 0)
        self.assert_says(again, "30 expected = 1 written + 29 skipped + 0 failed")
        self.assertEqual((self.dir / "rest.csv").read_text().count('"MSG0010.CCM, message at 0x0"\n'), 29)
        self.assertEqual(sorted(path.name for path in (self.dir / "all").iterdir()),
                         ["Bad.spool", "Export.bak.spool", "U0001.spool"])
        self.assert_says(done, "29 messages are the same", "MSG002D.CCM")

    def test_mailsniff_knows_exports_by_their_content(self):
        self.write_two("sd1.2")
        self.write("dir.exp", DIRECTORY)
        self.write("private", b"[g]\r\nEntryCount=1\r\nEntry1=\"Ann\" <ann@a.example>\r\n")
        done = self.run_tool("mailsniff", "sd1.2", "dir.exp", "private")
        self.assert_status(done, 0)
        for words in ("cc:Mail export", "cc:Mail directory export", "cc:Mail private directory"):
            self.assertIn(words, done.stdout.decode())

    def test_directories_are_contacts(self):
        """Q253196 Q185593 entries become contacts with their Internet addresses."""
        self.write("dir.exp", DIRECTORY)
        self.assert_status(self.run_tool("mailconvert", "dir.exp", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "mail"), 0)
        self.assertEqual(len(list((self.dir / "mail" / "Contacts").rglob("*.eml"))), 2)

    def test_directories_are_address_maps(self):
        """Q241553 a recipient without a post office is found by name, one with another by it, too."""
        self.write_two()
        self.write("dir.exp", DIRECTORY)
        done = self.run_tool("mailconvert", "ANN.CCM", "-o", "mail", "--address-map", "dir.exp")
        self.assert_status(done, 0)
        first = self.mails("mail")[0]
        self.assertEqual(first["From"].addresses[0].addr_spec, "ann@a.example")
        self.assertEqual(first["To"].addresses[0].addr_spec, "bo@b.example")

    def test_an_owner_is_matched_with_a_directory(self):
        self.write_two()
        self.write("dir.exp", DIRECTORY)
        done = self.run_tool("mailconvert", "ANN.CCM", "-o", "mail", "--directory", "dir.exp", "--owner", "Ash, Ann at PO1",
                             "--report", "r.json")
        self.assert_status(done, 0)
        (mailbox,) = json.loads((self.dir / "r.json").read_text())["mailboxes"]
        self.assertEqual(mailbox["match"]["outcome"], "matched")

    def test_labels_of_another_language_are_given(self):
        text = message(b"Hallo", item(b"Textelement:", b"Guten Tag"))
        for english, german in ((b"Message:", b"Nachricht:"), (b"From:", b"Von:"), (b"Date:", b"Datum:"), (b"To:", b"An:"),
                                (b"Subject:", b"Betreff:"), (b"Contents:", b"Inhalt:")):
            text = text.replace(english, german)
        self.write("A.CCM", text)
        self.write("german.txt", b"message = Nachricht\nfrom = Von\ndate = Datum\nto = An\nsubject = Betreff\n"
                                 b"contents = Inhalt\ntext-item = Textelement\n")
        self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", "mail"), 65)
        self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", "mail", "--labels", "german.txt"), 3)
        (mail,) = self.mails("mail")
        self.assertEqual((mail["Subject"], mail.get_body().get_content().strip()), ("Hallo", "Guten Tag"))
        self.write("wrong.txt", b"nonsense\n")
        done = self.run_tool("mailconvert", "A.CCM", "-o", "other", "--labels", "wrong.txt")
        self.assert_status(done, 64)
        self.assert_says(done, "line 1 of the labels")

    def test_blind_copies_can_be_left_out(self):
        """Q181125 blind copies are in no other list of any output."""
        self.write("A.CCM", message(b"s", item(b"Text item:", b"x"), fields=b"bcc: Secret, Sam at PO3\r\n"))
        self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", "with"), 0)
        (mail,) = self.mails("with")
        self.assertNotIn("Secret", str(mail["To"]) + str(mail["Cc"]) + mail.get_body().get_content())
        self.assert_status(self.run_tool("mailconvert", "A.CCM", "-o", "without", "--omit-bcc"), 0)
        self.assertNotIn(b"Secret", self.mails("without")[0].as_bytes())


if __name__ == "__main__":
    unittest.main(verbosity=2)
