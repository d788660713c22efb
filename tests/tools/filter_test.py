"""A part of a mailbox: filters, duplicates, and the books over what they leave out."""

import csv
import email
import email.policy
import json
import unittest

from harness import ToolTest


def mail(subject: str, sender: str = "Ann Ash <ann@example.org>", to: str = "bo@example.org", day: int = 14, body: str = "Hello") -> bytes:
    return (f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {day} Mar 1995 09:15:00 +0000\r\n"
            f"Message-ID: <{subject}@example.org>\r\n\r\n{body}\r\n").encode()


class FilterCase(ToolTest):
    def write(self, path: str, data: bytes):
        target = self.dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def subjects(self, folder: str) -> list[str]:
        return sorted(str(email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["Subject"])
                      for path in (self.dir / folder).rglob("*.eml"))

    def convert(self, *options, source="in", out="out", tool="mailconvert", status=0):
        """The mailbox's part of the report."""
        done = self.run_tool(tool, source, "-o", out, "--force", "--report", "r.json", *options)
        self.assert_status(done, status)
        box = json.loads((self.dir / "r.json").read_bytes())["mailboxes"][0]
        total = box["totals"]
        self.assertEqual(total["expected"], total["written"] + total["skipped"] + total["failed"])
        self.assertEqual(sum(reason["count"] for reason in box["skipped"]), total["skipped"])
        return box

    def rows(self, name: str) -> list[dict[str, str]]:
        with open(self.dir / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


class Filters(FilterCase):
    def setUp(self):
        super().setUp()
        self.write("in/Inbox/1.eml", mail("one"))
        self.write("in/Inbox/2.eml", mail("two", sender="Bo <bo@example.org>", to="Ann <ann@example.org>", day=20))
        self.write("in/Inbox/Lists/3.eml", mail("three, news", sender="list@lists.example.org"))
        self.write("in/Sent/4.eml", mail("four"))

    def test_each_option_takes_its_part(self):
        for options, wanted in ((("--folder", "inbox"), ["one", "three, news", "two"]),
                                (("--folder", "Inbox", "--exclude-folder", "Inbox/Lists"), ["one", "two"]),
                                (("--folder", "Sent", "--folder", "**/Lists"), ["four", "three, news"]),
                                (("--since", "1995-03-15"), ["two"]),
                                (("--until", "1995-03-14"), ["four", "one", "three, news"]),
                                (("--from", "ANN"), ["four", "one"]),
                                (("--from", "*@lists.*", "--from", "bo@"), ["three, news", "two"]),
                                (("--to", "ann@example.org"), ["two"]),
                                (("--class", "IPM.Note"), ["four", "one", "three, news", "two"]),
                                (("--class", "IPM.Contact"), []),
                                (("--subject", "t*", "--from", "bo"), ["two"])):
            box = self.convert(*options)
            self.assertEqual(self.subjects("out"), wanted, options)
            self.assertEqual(box["totals"]["skipped"], 4 - len(wanted), options)

    def test_what_is_left_out_is_listed(self):
        box = self.convert("--folder", "Inbox", "--from", "ann", "--list-skipped", "rest.csv")
        self.assertEqual({reason["why"]: reason["count"] for reason in box["skipped"]},
                         {"its sender is not one of --from": 2, "in a folder that --folder or --exclude-folder leaves out": 1})
        rows = self.rows("rest.csv")
        self.assertEqual(sorted((row["Folder"].split("/")[-1], row["Subject"], row["Sender"], row["Date"]) for row in rows),
                         [("Inbox", "two", "Bo <bo@example.org>", "1995-03-20T09:15:00Z"),
                          ("Lists", "three, news", "list@lists.example.org", "1995-03-14T09:15:00Z"),
                          ("Sent", "four", "Ann Ash <ann@example.org>", "1995-03-14T09:15:00Z")])
        self.assertEqual({row["Source"] for row in rows}, {"in"})
        self.assertTrue(all(row["Item"] and row["Reason"] for row in rows))

    def test_a_list_that_exists_is_kept(self):
        self.write("rest.csv", b"mine")
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "out", "--list-skipped", "rest.csv"), 73)
        self.assertEqual((self.dir / "rest.csv").read_bytes(), b"mine")
        self.assertFalse((self.dir / "out").exists())
        done = self.run_tool("mailconvert", "in", "-o", "out", "--list-skipped", "out/rest.csv")
        self.assert_status(done, 73)
        self.assert_says(done, "lies in the output")

    def test_a_spool_that_was_filtered_has_books_that_close(self):
        self.convert("--folder", "Inbox", "--from", "ann", out="part.spool")
        box = self.convert(source="part.spool", out="mail", tool="spool2mime")
        self.assertEqual((box["totals"]["expected"], box["totals"]["written"]), (1, 1))
        self.assertEqual(self.subjects("mail"), ["one"])

    def test_every_tool_that_reads_a_spool_filters(self):
        self.convert(out="all.spool")
        self.convert("--subject", "four", "--list-skipped", "rest.csv", source="all.spool", out="mail", tool="spool2mime")
        self.assertEqual(self.subjects("mail"), ["four"])
        self.assertEqual(len(self.rows("rest.csv")), 3)
        for tool, out in (("spool2pst", "part.pst"), ("spool2iff", "part.pkl")):
            box = self.convert("--subject", "four", source="all.spool", out=out, tool=tool)
            self.assertEqual((box["totals"]["written"], box["totals"]["skipped"]), (1, 3), tool)
            self.convert(source=out, out="back")
            self.assertEqual(self.subjects("back"), ["four"], tool)

    def test_folders_that_are_left_out_are_not_made(self):
        self.convert("--folder", "Sent", "--subject", "nothing is called so", out="x.pst")
        box = self.convert(source="x.pst", out="back")
        names = {folder["path"][-1] for folder in box["folders"]}
        self.assertIn("Sent", names)
        self.assertFalse(names & {"Inbox/Lists", "Lists"})
        self.assertEqual(box["totals"]["expected"], 0)

    def test_a_folder_that_is_not_there_is_told(self):
        done = self.run_tool("mailconvert", "in", "-o", "out", "--folder", "Indox")
        self.assert_status(done, 0)
        self.assert_says(done, "--folder Indox: no folder of this mailbox is called so")

    def test_what_cannot_be_meant_is_a_mistake(self):
        for options, words in ((("--from", "1995-01-01"), "use --since 1995-01-01"), (("--subject", ""), "--subject needs a text"),
                               (("--folder", "/"), "--folder needs a text"), (("--since", "yesterday"), "no day")):
            done = self.run_tool("mailconvert", "in", "-o", "out", *options)
            self.assert_status(done, 64)
            self.assert_says(done, words)
        self.write("list.csv", b"A,a,in,x\r\n")
        done = self.run_tool("mailconvert", "--control", "list.csv", "-o", "all", "--list-skipped", "rest.csv")
        self.assert_status(done, 64)


class Duplicates(FilterCase):
    def setUp(self):
        super().setUp()
        self.write("in/Inbox/1.eml", mail("one"))
        self.write("in/Inbox/2.eml", mail("two"))
        self.write("in/Old/1.eml", mail("one"))
        # Told apart by every byte only.
        self.write("in/Old/2.eml", mail("two").replace(b"Hello\r\n", b"  Hello \r\n\r\n").replace(b"Message-ID: <two", b"Message-ID: <other"))
        self.write("in/Old/3.eml", mail("one", body="Hello, too"))

    def test_nothing_is_looked_for_unless_asked(self):
        self.assertNotIn("duplicates", self.convert())
        self.assertEqual(len(self.subjects("out")), 5)

    def test_a_report_changes_nothing(self):
        self.convert(out="plain")
        for key, copies in (("exact", 1), ("content", 2)):
            box = self.convert("--dedupe", "report", "--dedupe-key", key)
            self.assertEqual(self.tree("out"), self.tree("plain"))
            found = box["duplicates"]
            self.assertEqual((found["key"], found["skipped"], found["groups"], found["copies"]), (key, False, copies, copies))
            self.assertEqual([[item["folder"][-1] for item in group["items"]] for group in found["listed"]], [["Inbox", "Old"]] * copies)

    def test_later_copies_are_skipped_and_named(self):
        box = self.convert("--dedupe", "skip", "--list-skipped", "rest.csv")
        self.assertEqual(self.subjects("out"), ["one", "one", "two", "two"])
        self.assertEqual(box["totals"]["skipped"], 1)
        [row] = self.rows("rest.csv")
        self.assertEqual((row["Folder"].split("/")[-1], row["Reason"]), ("Old", "a duplicate (--dedupe skip, key exact)"))
        self.assertTrue(row["Same As"].startswith(self.convert("--dedupe", "report")["duplicates"]["listed"][0]["items"][0]["native_id"]), row)
        self.convert("--dedupe", "skip", "--dedupe-key", "content")
        self.assertEqual(self.subjects("out"), ["one", "one", "two"])

    def test_what_a_filter_leaves_out_is_no_first(self):
        self.convert("--dedupe", "skip", "--folder", "Old")
        self.assertEqual(self.subjects("out"), ["one", "one", "two"])

    def test_each_mailbox_is_looked_at_by_itself(self):
        self.write("other/Inbox/1.eml", mail("one"))
        done = self.run_tool("mailconvert", "in/Inbox", "other", "-o", "out", "--dedupe", "skip")
        self.assert_status(done, 0)
        self.assertEqual(self.subjects("out"), ["one", "one", "two"])

    def test_spools_without_duplicates_have_books_that_close(self):
        self.convert("--dedupe", "skip", out="x.spool")
        box = self.convert("--dedupe", "skip", "--dedupe-key", "content", source="x.spool", out="y.pst", tool="spool2pst")
        self.assertEqual((box["totals"]["expected"], box["totals"]["written"]), (4, 3))

    def test_talk(self):
        done = self.run_tool("mailconvert", "in", "-o", "out", "--dedupe", "report", "--verbose")
        self.assert_says(done, "in: 1 duplicate of 1 item (key exact)", "in: the same: ")
        (self.dir / "one").mkdir()
        (self.dir / "one" / "1.eml").write_bytes(mail("alone"))
        done = self.run_tool("mailconvert", "one", "-o", "none", "--dedupe", "report", "--dry-run")
        self.assert_says(done, "one: no duplicates (key exact)")
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "no", "--dedupe-key", "content"), 64)
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "no", "--dedupe", "delete"), 64)


if __name__ == "__main__":
    unittest.main(verbosity=2)
