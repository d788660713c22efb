"""Sets of migration files through the tools: to mail files, to a PST, to spools; whole, damaged, several mailboxes."""

import json
import unittest

from iff_case import HEADER, IffTest, Set


class Iff(IffTest):
    def test_a_set_becomes_mail(self):
        self.write_small()
        done = self.run_tool("mailconvert", "set/north.pkl", "-o", "mail", "--timezone", "Europe/Berlin")
        self.assert_status(done, 0)
        first, second = self.mails("mail")
        self.assertEqual((first["Subject"], first["Date"]), ("First", "Tue, 06 May 1997 13:10:00 +0000"))
        self.assertEqual(first["From"], "Ann Ash <ann@north.example>")
        self.assertEqual(first.get_body().get_content(), "Line one.\r\nLine two.\r\n")
        (attachment,) = first.iter_attachments()
        self.assertEqual(attachment.get_payload(decode=True), b"\x00\r\nBody,9,,TRUE,,,\r\n")
        self.assertTrue((self.dir / "mail" / "Projects" / "One Two").is_dir())
        self.assertIsNone(second["Date"])

    def write_two_mailboxes(self):
        """Ann has mail and an entry, Bo an entry alone; and there are public folders."""
        made = Set()
        sections = (b"MAILMESSAGE,ccmail:Ann Ash at NORTH\r\n" + HEADER + made.row(b"To Ann", b"a") +
                    b"MAILMESSAGE,PublicMessages\r\n" + HEADER + made.row(b"To all", b"p", folder=b"Board"))
        self.write({"Directory.pri": b"DIRECTORY\r\nObj-class,Mode,Common-Name,Display-Name,Secondary-Proxy-Addresses\r\n"
                                     b"mailbox,create,ANN,Ann Ash,CCMAIL:Ann Ash at NORTH;SMTP:ann@north.example\r\n"
                                     b"mailbox,create,BO,Bo Birch,CCMAIL:Bo Birch at NORTH\r\n",
                    "00000001.pri": sections, "A.SEC": made.sections,
                    "north.pkl": b"1252\r\n\r\nFilename,Filetype\r\nDirectory.pri,Primary\r\n00000001.pri,Primary\r\n"
                                 b"A.SEC,Secondary\r\n"})

    def test_mailboxes_are_matched_by_their_section_addresses(self):
        """Q151826 a MIGRATE address finds the mailbox of its section; public folders are nobody's"""
        self.write_two_mailboxes()
        (self.dir / "d.csv").write_text("Obj-Class,Alias,Display Name,E-mail Addresses\n"
                                        "Mailbox,annash,Ann,MIGRATE:CCMAIL:Ann Ash AT North%SMTP:ann@new.example\n")

        done = self.run_tool("mailconvert", "set/north.pkl", "-o", "out", "--directory", "d.csv", "--report", "r.json",
                             "--ldif", "rest.ldf", "--ldif-base", "OU=Old,DC=example")

        self.assert_status(done, 0)
        matches = {mailbox["display_name"]: mailbox.get("match", {}).get("outcome") for mailbox in self.report()["mailboxes"]}
        self.assertEqual(matches, {"Ann Ash": "matched", "Bo Birch": "unmatched", "Public Folders": None})
        self.assertTrue((self.dir / "out" / "annash").is_dir())
        ldif = (self.dir / "rest.ldf").read_text()
        self.assertIn("Bo Birch", ldif)
        self.assertNotIn("Public Folders", ldif)

    def test_directory_sections_are_an_address_map(self):
        self.write_two_mailboxes()
        made = Set("B.SEC")
        (self.dir / "other").mkdir()
        place = made.add((b"Body", b"x", b""))
        (self.dir / "other" / "x.pri").write_bytes(
            b"MAILMESSAGE,SMTP:cy@north.example\r\n" + HEADER +
            b",Ann Ash[CCMAIL:Ann Ash at NORTH],Cy,,,s,,,0,FALSE,FALSE,#B.SEC(%d)\r\n" % place)
        (self.dir / "other" / "B.SEC").write_bytes(made.sections)

        done = self.run_tool("mailconvert", "other/x.pri", "-o", "mail", "--address-map", "set/Directory.pri")

        self.assert_status(done, 0)
        (mail,) = self.mails("mail")
        self.assertEqual(mail["From"], "Ann Ash <ann@north.example>")

    def test_a_packing_list_without_directory_is_no_address_map(self):
        self.write_small()
        done = self.run_tool("mailconvert", "set/a.pri", "-o", "mail", "--address-map", "set/a.pri")
        self.assert_status(done, 65)
        self.assert_says(done, "no DIRECTORY section", "Directory.pri")

    def test_list_directory_and_primary_file_give_the_same_mail(self):
        self.write_small()
        for number, source in enumerate(("set/north.pkl", "set", "set/a.pri")):
            done = self.run_tool("mailconvert", source, "-o", f"mail{number}", "--no-provenance")
            self.assert_status(done, 0)
        self.assertEqual(len(self.mails("mail0")), 2)
        self.assertEqual([str(mail) for mail in self.mails("mail1")], [str(mail) for mail in self.mails("mail0")])
        self.assertEqual([str(mail) for mail in self.mails("mail2")], [str(mail) for mail in self.mails("mail0")])

    def test_a_pipe_makes_the_same_mail(self):
        self.write_small()
        self.assert_status(self.run_tool("iff2spool", "set/north.pkl", "-o", "x.spool"), 0)
        self.assert_status(self.run_tool("spool2mime", "x.spool", "-o", "piped"), 0)
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "direct"), 0)
        self.assertEqual(self.tree("piped"), self.tree("direct"))

    def test_a_set_becomes_a_pst_and_comes_back(self):
        self.write_small()
        self.assert_status(self.run_tool("mailconvert", "set/north.pkl", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "back"), 0)
        self.assertEqual(sorted(str(mail["Subject"]) for mail in self.mails("back")), ["First", "Second"])

    def test_mailsniff_shows_the_mailboxes_of_a_set(self):
        self.write_small()
        done = self.run_tool("mailsniff", "set")
        self.assert_status(done, 0)
        self.assertIn("set/bo@north.example: mailbox of a migration set", done.stdout.decode())
        self.assertIn("a.pri line 1: MAILMESSAGE, code page 1252", done.stdout.decode())

    def test_a_secondary_file_alone_is_no_store(self):
        self.write_small()
        done = self.run_tool("mailconvert", "set/a.sec", "-o", "mail")
        self.assert_status(done, 65)
        self.assert_says(done, "secondary migration file", ".PKL or .PRI")

    def test_aliases_that_are_equal(self):
        """Q152927 two entries with one alias are two outputs, both reported, none overwritten."""
        self.write({"d.pri": b"DIRECTORY\r\nObj-class,Mode,Common-Name,Secondary-Proxy-Addresses\r\n"
                             b"mailbox,create,ANN,SMTP:a@x\r\nmailbox,create,ANN,SMTP:b@x\r\n"})
        done = self.run_tool("mailconvert", "set", "-o", "out", "--as", "spool", "--report", "r.json")
        self.assert_status(done, 0)
        self.assertEqual(sorted(path.name for path in (self.dir / "out").iterdir()), ["ANN (2).spool", "ANN.spool"])
        self.assert_says(done, "the alias ANN is that of")

    def test_an_empty_mailbox_is_a_pst(self):
        """Q174749 Q194218 a mailbox without mail is a PST that can be opened."""
        self.write({"d.pri": b"DIRECTORY\r\nObj-class,Mode,Common-Name\r\nmailbox,create,ANN\r\n"})
        done = self.run_tool("mailconvert", "set", "-o", "ann.pst")
        self.assert_status(done, 0)
        self.assert_says(done, "1 entry: 1 mailbox, 0 addresses elsewhere")
        self.assert_status(self.run_tool("mailconvert", "ann.pst", "-o", "back"), 0)
        self.assertEqual(self.mails("back"), [])

    def test_a_missing_file_of_the_list(self):
        """Q264304 a listed file that is missing is named, the others are converted, status 3."""
        self.write_small()
        self.write({"north.pkl": b"1252\r\nFilename,Filetype\r\nGONE.PRI,Primary\r\nA.PRI,Primary\r\n"})
        done = self.run_tool("mailconvert", "set/north.pkl", "-o", "out")
        self.assert_status(done, 3)
        self.assert_says(done, "GONE.PRI is not beside it")
        self.assertEqual(len(self.mails("out")), 2)

    def test_a_damaged_row(self):
        """Q234733 the report names file, line, folder and reason of the one row that is lost."""
        made = Set()
        rows = b"".join(made.row(b"%d" % number, b"x") for number in range(9))
        lines = rows.splitlines(keepends=True)
        lines.insert(3, b"Projects,Cy,\"Ash, Ann\"x,\"Birch, Bo\"y,z,Four,,,,,,#A.SEC(90)\r\n")
        self.write({"a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + b"".join(lines), "a.sec": made.sections})
        done = self.run_tool("mailconvert", "set", "-o", "out", "--report", "r.json")
        self.assert_status(done, 3)
        (mailbox,) = self.report()["mailboxes"]
        self.assertEqual((mailbox["totals"]["written"], mailbox["totals"]["failed"]), (9, 1))
        (loss,) = mailbox["losses"]["listed"]
        self.assertEqual((loss["native_id"], loss["folder"][-1]), ("a.pri line 6", "Projects"))
        self.assertIn("SMTP:bo@x", loss["why"])

    def test_a_packing_list_that_tells_nothing_beside_whole_files(self):
        self.write_small()
        for content in (b"", b"junk\r\n", b"1252\r\n\r\nFilename,Filetype\r\n"):
            (self.dir / "set" / "north.pkl").write_bytes(content)
            done = self.run_tool("mailconvert", "set/north.pkl", "-o", "out")
            self.assert_status(done, 65)
            self.assert_says(done, "name its directory, or a.pri")
        self.run_tool("mailconvert", "set", "-o", "out")
        self.assertEqual(len(self.mails("out")), 2)

    def test_a_list_without_its_primary_files(self):
        """Q264304 a directory whose list names primary files that are gone is told, once, with their names."""
        self.write({"north.pkl": b"1252\r\nFilename,Filetype\r\nNORTH.PRI,Primary\r\n"})
        done = self.run_tool("mailconvert", "set", "-o", "out", "--as", "spool")
        self.assert_status(done, 65)
        self.assert_says(done, "no section of messages", "NORTH.PRI is not beside it")

    def test_a_primary_file_by_another_name(self):
        """Extensions are suggestions: with a set it is of the set, alone it is a set."""
        made = Set()
        rows, others = made.row(b"First", b"1"), made.row(b"Second", b"2")
        self.write({"a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections,
                    "north.txt": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + others})
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "out"), 0)
        self.assertEqual(sorted(mail["Subject"] for mail in self.mails("out")), ["First", "Second"])
        self.write({"north.txt": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections,
                    "south.txt": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + others}, "alone")
        self.assert_status(self.run_tool("mailconvert", "alone", "-o", "found"), 0)
        self.assertEqual(len(self.mails("found")), 2)

    def test_a_text_that_begins_like_a_directory_is_no_store(self):
        self.write_small()
        self.write({"readme.txt": b"Directory\r\nof this disk\r\n"}, "texts")
        self.write({"readme.txt": b"Directory\r\nof this disk\r\n"})
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "out"), 0)
        self.assertEqual(len(self.mails("out")), 2)
        self.assert_says(self.run_tool("mailconvert", "texts", "-o", "found"), "no store")

    def test_primary_files_whose_names_differ_in_case(self):
        made = Set()
        self.write({"A.PRI": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + made.row(b"First", b"1"),
                    "a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + made.row(b"Second", b"2"), "A.SEC": made.sections})
        done = self.run_tool("mailconvert", "set", "-o", "out")
        self.assert_status(done, 0)
        self.assert_says(done, "a.pri: its name differs from another's in case only")
        self.assertEqual(sorted(mail["Subject"] for mail in self.mails("out")), ["First", "Second"])

    def test_bytes_that_no_row_names(self):
        """Q240873 each section of a secondary file is converted, or listed with its offset; status 3."""
        self.write_small()
        data = (self.dir / "set" / "a.sec").read_bytes()
        (self.dir / "set" / "a.sec").write_bytes(data + b"Body,6,,TRUE,,,\r\norphan\r\n")
        done = self.run_tool("mailconvert", "set", "-o", "out", "--report", "r.json")
        self.assert_status(done, 3)
        (mailbox,) = self.report()["mailboxes"]
        self.assertEqual([loss["offset"] for loss in mailbox["losses"]["listed"]], [len(data)])
        done = self.run_tool("mailconvert", "set", "-o", "found", "--orphans")
        self.assert_status(done, 3)
        self.assertEqual([mail.get_content().strip() for mail in self.mails("found/Lost and Found")], ["orphan"])

    def test_what_is_beside_the_mailboxes_stands_beside_them(self):
        """Q264304 bodies whose list has lost its primary file are listed, and given back with --orphans."""
        self.write_small()
        made = Set("B.SEC")
        made.add((b"Body", b"orphan", b""))
        self.write({"b.sec": made.sections})
        self.write({"north.pkl": b"1252\r\nFilename,Filetype\r\nNORTH.PRI,Primary\r\nB.SEC,Secondary\r\n",
                    "b.sec": made.sections}, "nopri")
        for number, (where, mailboxes) in enumerate((("set", 2), ("nopri/north.pkl", 1))):
            with self.subTest(where):
                done = self.run_tool("mailconvert", where, "-o", f"out{number}", "--report", "r.json", "--force")
                self.assert_status(done, 3)
                self.assert_says(done, "--orphans")
                self.assertEqual(len(self.report()["mailboxes"]), mailboxes)
                done = self.run_tool("mailconvert", where, "-o", f"found{number}", "--orphans")
                self.assert_status(done, 3)
                mails = self.mails(f"found{number}") + self.mails(f"found{number} (migration set)")
                texts = [mail.get_body().get_content().strip() for mail in mails]
                self.assertIn("orphan", texts)

    def test_a_mailbox_whose_mail_is_gone(self):
        """Its losses are its own: expected and failed, in the report, the summary and the books."""
        made = Set()
        made.add((b"Body", b"one", b""))
        made.add((b"Body", b"two", b""), (b"Attachment", b"x", b"x.txt"))
        directory = (b"DIRECTORY\r\nObj-class,Mode,Common-Name,Display-Name,Secondary-Proxy-Addresses\r\n"
                     b"mailbox,create,BO,Bo Birch,SMTP:bo@north.example\r\n")
        plain = {"d.pri": directory,
                 "north.pkl": b"1252\r\n\r\nFilename,Filetype\r\nd.pri,Primary\r\nA.PRI,Primary\r\nA.SEC,Secondary\r\n"}
        for where, files, failed in (("both", plain | {"a.sec": made.sections}, 2), ("alone", plain, 1),
                                     ("zeros", plain | {"a.sec": made.sections, "a.pri": bytes(300)}, 2)):
            with self.subTest(where):
                self.write(files, where)
                done = self.run_tool("mailconvert", f"{where}/north.pkl", "-o", f"{where}.out", "--report", "r.json", "--force")
                self.assert_status(done, 3)
                self.assert_says(done, f"{failed} expected = 0 written + 0 skipped + {failed} failed")
                mailboxes = {mailbox["display_name"]: mailbox for mailbox in self.report()["mailboxes"]}
                bo = mailboxes["Bo Birch"]
                self.assertEqual(bo["totals"], {"expected": failed, "written": 0, "skipped": 0, "failed": failed})
                self.assertEqual("(migration set)" in mailboxes, where == "alone")  # a secondary file is missing, too
                self.assertIn("A.PRI", json.dumps(bo["losses"]).upper())

    def test_damage_of_the_set_does_not_change_where_its_one_mailbox_goes(self):
        self.write_small()
        self.write({"north.pkl": b"1252\r\nFilename,Filetype\r\nA.PRI,Primary\r\nGONE.PRI,Primary\r\n"})
        for output, extension in (("mail", ""), ("x.pst", ".pst"), ("x.spool", ".spool")):
            done = self.run_tool("mailconvert", "set/north.pkl", "-o", output)
            self.assert_status(done, 3)
            self.assertTrue((self.dir / (output.removesuffix(extension) + " (migration set)" + extension)).exists())
        self.assertEqual(len(self.mails("mail")), 2)
        self.assertTrue((self.dir / "x.pst").is_file())
        self.assertTrue((self.dir / "x.spool").is_file())

    def test_the_alias_in_a_report_is_whole(self):
        self.write_small()
        (self.dir / "set" / "a.pri").write_bytes((self.dir / "set" / "a.pri").read_bytes().replace(b"SMTP:bo@", b"X:bo.birch.", 1))
        self.write({"d.csv": b"Obj-Class,Alias,E-mail Addresses\r\nMailbox,anna,MIGRATE:X:bo.birch.north.example\r\n"}, ".")
        self.run_tool("mailconvert", "set", "-o", "one", "--report", "one.csv")
        self.run_tool("mailconvert", "set", "-o", "two", "--report", "two.csv", "--directory", "d.csv")
        self.assertEqual((self.dir / "one.csv").read_text().split(",")[2], "bo.birch.north.example")
        self.assertEqual((self.dir / "two.csv").read_text().split(",")[2], "anna")

    def test_all_rows_of_a_large_mailbox(self):
        """Q230068 seven thousand rows are seven thousand messages, and the report says so."""
        made = Set()
        rows = b"".join(made.row(b"%d" % number, b"x") for number in range(7000))
        self.write({"a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections})
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "x.spool", "--report", "r.json"), 0)
        (mailbox,) = self.report()["mailboxes"]
        self.assertEqual(mailbox["totals"], {"expected": 7000, "written": 7000, "skipped": 0, "failed": 0})

    def test_counts_of_folders(self):
        """Q176740 mail in subfolders of the Inbox stays there, and the report counts each folder."""
        made = Set()
        rows = made.row(b"a", b"x", folder=b"Inbox\\Mail Box") + made.row(b"b", b"x")
        self.write({"a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections})
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "out", "--report", "r.json"), 0)
        (mailbox,) = self.report()["mailboxes"]
        counts = {folder["path"][-1]: folder["written"] for folder in mailbox["folders"]}
        self.assertEqual((counts["Mail Box"], counts["Inbox"]), (1, 1))

    def test_long_names_of_folders(self):
        """Q156063-5.7.3 a long Japanese name is whole in a PST, and shortened with a hash in a tree."""
        made = Set()
        name = "日" * 60
        rows = made.row(b"a", b"x", folder=name.encode("cp932"))
        self.write({"a.pkl": b"932\r\nFilename,Filetype\r\nA.PRI,Primary\r\n",
                    "a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections})
        self.assert_status(self.run_tool("mailconvert", "set/a.pkl", "-o", "x.pst"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "r", "--report", "r.json"), 0)
        paths = [folder["path"][-1] for folder in self.report()["mailboxes"][0]["folders"]]
        self.assertIn(name, paths)
        self.assert_status(self.run_tool("mailconvert", "set/a.pkl", "-o", "tree"), 0)
        (folder,) = [path for path in (self.dir / "tree").iterdir() if path.is_dir() and path.name.startswith("日")]
        self.assertLess(len(folder.name.encode()), 180)
        self.assertIn(name, (self.dir / "tree" / "restante-manifest.csv").read_text())

    def test_rtf_in_a_double_byte_page(self):
        """Q179980 the text of an RTF body in a Japanese page is right."""
        made = Set()
        rows = made.row(b"a", b"{\\rtf1\\ansi\\ansicpg932\\deff0{\\fonttbl{\\f0\\fcharset128 M;}}\\f0 \\'93\\'fa\\'96\\'7b\\par}")
        self.write({"a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections})
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "out"), 0)
        (mail,) = self.mails("out")
        self.assertIn("日本", mail.get_body(("plain",)).get_content())

    def test_dates_and_senders_that_are_not_there(self):
        """Q193533 Q177998 no date and no domain is invented."""
        made = Set()
        rows = made.row(b"a", b"x", dates=b",").replace(b"[SMTP:ann@north.example]", b"")
        self.write({"a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections})
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "out"), 0)
        (mail,) = self.mails("out")
        self.assertIsNone(mail["Date"])
        self.assertIn("Ann Ash", mail["From"])
        self.assertIn(".invalid", mail["From"])

    def test_the_code_page_of_the_user(self):
        """Q177418 --charset overrides the packing list."""
        made = Set()
        rows = made.row("日本".encode("cp936"), b"x")
        self.write({"a.pkl": b"! CodePage\r\n932\r\nFilename,Filetype\r\nA.PRI,Primary\r\n",
                    "a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections})
        self.assert_status(self.run_tool("mailconvert", "set/a.pkl", "-o", "out", "--charset", "936"), 0)
        self.assertEqual(self.mails("out")[0]["Subject"], "日本")

    def test_dates(self):
        """Q198957 Q218979 a filter by date keeps what has none, and knows days of this century."""
        made = Set()
        rows = b"".join(made.row(name, b"x", dates=date) for name, date in (
            (b"1994", b"19941231235959,"), (b"1995", b"19950101000000,"), (b"1996", b",19961231235959"),
            (b"1997", b"19970101000000,19960101000000"), (b"2021", b"20210314000000,"), (b"undated", b",")))
        self.write({"a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections})
        for options, wanted in ((["--since", "1995-01-01", "--until", "1996-12-31"], {"1995", "1996", "undated"}),
                                (["--since", "2020-01-01"], {"2021", "undated"}), (["--until", "1994-12-31"], {"1994", "undated"})):
            done = self.run_tool("mailconvert", "set", "-o", "out", "--force", "--report", "r.json", *options)
            self.assert_status(done, 0)
            self.assertEqual({str(mail["Subject"]) for mail in self.mails("out")}, wanted)
            self.assertEqual(self.report()["mailboxes"][0]["totals"]["skipped"], 6 - len(wanted))
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "out", "--since", "1995-02-30"), 64)

    def test_drafts(self):
        """Q200278 what lies in Drafts is a draft only with the option."""
        made = Set()
        rows = made.row(b"a", b"x", folder=b"Drafts")
        self.write({"a.pri": b"MAILMESSAGE,SMTP:bo@x\r\n" + HEADER + rows, "a.sec": made.sections})
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "plain"), 0)
        self.assert_status(self.run_tool("mailconvert", "set", "-o", "drafts", "--drafts-unsent"), 0)
        self.assertIsNone(self.mails("plain")[0]["X-Unsent"])
        self.assertEqual(self.mails("drafts")[0]["X-Unsent"], "1")

if __name__ == "__main__":
    unittest.main()
