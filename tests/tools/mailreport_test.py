"""mailreport: pages over a conversion that are whole, link to what is there, and carry nothing out of a mail but text."""

import html.parser
import json
import os
import re
import unittest
import urllib.parse

import hostile_mail
from harness import ToolTest, store


class Links(html.parser.HTMLParser):
    """What a page names, and which elements it has."""

    def __init__(self):
        super().__init__()
        self.links, self.elements, self.attributes = [], [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            if name in ("href", "src"):
                self.links.append(value)


def links_of(text):
    parser = Links()
    parser.feed(text)
    return parser


class MailReport(ToolTest):
    def convert(self, source, name="mail", *options):
        done = self.run_tool("mailconvert", source, "-o", name, "--report", f"{name}.json", *options)
        self.assert_status(done, 0, 3)

    def hostile(self):
        hostile_mail.write_tree(self.dir / "in", {
            "Inbox/1.eml": hostile_mail.mail("Plain", 1), "Inbox/2.eml": hostile_mail.hostile(),
            "Inbox/Deep/3.eml": hostile_mail.nested(), "Sent/4.eml": hostile_mail.mail("Last", 9)})
        self.convert("in")

    def report(self, *args, status=0):
        done = self.run_tool("mailreport", *args)
        self.assert_status(done, status)
        return done

    def message(self, pages, number):
        """The record that the page of a message is made of."""
        text = (self.dir / pages / "messages" / "000" / f"{number:06}.js").read_text()
        found = re.fullmatch(r"restante\.message\((\d+),(.*)\);\n", text, re.DOTALL)
        self.assertEqual(int(found[1]), number)
        return json.loads(found[2])

    def rows(self, pages):
        text = (self.dir / pages / "data" / "list.js").read_text()
        return json.loads(re.fullmatch(r"restante\.list\((.*)\);\n", text, re.DOTALL)[1])

    def number_of(self, pages, subject):
        return next(i for i, text in enumerate(self.rows(pages)["subject"]) if subject in text)

    def test_every_link_leads_to_a_file_that_is_there_and_nowhere_else(self):
        self.hostile()
        self.report("mail", "--report", "mail.json")

        pages = self.dir / "mail-report"
        found = 0
        links = [(page, link) for page in pages.glob("*.html") for link in links_of(page.read_text()).links]
        for number in range(4):
            record = self.message("mail-report", number)
            files = [one.get("file") for one in record["attachments"]]
            links += [(pages / "index.html", link) for link in [record["mail"], record.get("html"), *files] if link]
        for page, link in links:
            self.assertNotRegex(link, r"^(/|[a-z]+:)", page)
            path = (page.parent / urllib.parse.unquote(link.split("#")[0])).resolve()
            self.assertTrue(path.exists(), f"{page}: {link}")
            self.assertTrue(path.is_relative_to(pages) or path.is_relative_to(self.dir / "mail"), link)
            found += 1
        self.assertGreater(found, 20)

    def test_mails_and_attachments_are_byte_for_byte_those_of_the_conversion(self):
        self.hostile()
        self.report("mail")
        record = self.message("mail-report", self.number_of("mail-report", "Hostile"))
        contents = {one["name"]: (self.dir / "mail-report" / urllib.parse.unquote(one["file"])).read_bytes()
                    for one in record["attachments"]}
        self.assertEqual(contents["numbers & more #1?.csv"], b"a,b\r\n")
        self.assertEqual(contents[f"{hostile_mail.OVERRIDE}gpj.exe"], b"MZ")
        inner = self.message("mail-report", self.number_of("mail-report", "Outer"))["attachments"][0]["message"]
        self.assertEqual((inner["subject"], inner["text"].strip()), ("Inner mail", "Inner body."))
        self.assertEqual((self.dir / "mail-report" / inner["attachments"][0]["file"]).read_bytes(), b"deep")

    def test_no_attachment_is_a_page_and_none_leaves_its_directory(self):
        self.hostile()
        self.report("mail")
        names = [path for path in self.tree("mail-report") if path.startswith("attachments/")]
        for name in names:
            self.assertNotRegex(name, r"\.(html?|svg|xml|exe|js)$")
            self.assertNotIn(hostile_mail.OVERRIDE, name)
        self.assertTrue(any(name.endswith("page.html.bin") for name in names), names)
        self.assertTrue(any(name.endswith("drawing.svg.bin") for name in names), names)
        self.assertEqual(list(self.dir.rglob("climbed.txt")), [])

    def test_html_of_a_mail_is_in_a_file_of_its_own_without_anything_that_acts_or_loads(self):
        self.hostile()
        self.report("mail")
        record = self.message("mail-report", self.number_of("mail-report", "Hostile"))
        page = (self.dir / "mail-report" / record["html"]).read_text()
        self.assertIn("HOSTILE BODY", page)
        seen = links_of(page)
        self.assertEqual({"script", "iframe", "object", "embed", "form", "input", "svg", "link", "base", "video", "bdo", "a2"}
                         & set(seen.elements), set())
        self.assertEqual([name for name in seen.attributes if name.startswith("on")], [])
        self.assertEqual([link[:15] for link in seen.links], ["data:image/gif;"])
        self.assertIn("[U+202E]", page)
        self.assertNotIn("url(", page)
        self.assertNotIn("@import", page)
        self.assertTrue(any("not loaded" in note for note in record["notes"]), record["notes"])
        for other in ("index.html", "losses.html", "sources.html", "charts.html"):
            self.assertNotIn("HOSTILE", (self.dir / "mail-report" / other).read_text())

    def test_texts_of_mails_are_escaped_on_the_pages_that_are_html(self):
        hostile_mail.write_tree(self.dir / "in", {"<b>&/1.eml": hostile_mail.mail("x", 1, sender='"<script>alert(1)</script>" <a@example.com>')})
        self.convert("in")
        self.report("mail", "--report", "mail.json")
        for name in ("losses.html", "sources.html", "charts.html"):
            text = (self.dir / "mail-report" / name).read_text()
            self.assertNotIn("<script", text)
            self.assertNotIn("<b>", text)
        self.assertIn("&lt;script&gt;", (self.dir / "mail-report" / "charts.html").read_text())

    def test_what_is_too_long_to_show_is_told(self):
        hostile_mail.write_tree(self.dir / "in", {"1.eml": hostile_mail.long_line()})
        self.convert("in")
        self.report("mail")
        record = self.message("mail-report", 0)
        self.assertEqual(len(record["text"]), 256 * 1024)
        self.assertEqual(sum("only the front is shown" in note for note in record["notes"]), 2)
        self.assertLess((self.dir / "mail-report" / record["html"]).stat().st_size, 2_200_000)

    def test_a_zeroed_sector_stands_on_the_page_of_losses(self):
        data = bytearray(store("tika_testPST.pst").read_bytes())
        data[0x5A00:0x5C00] = bytes(512)
        (self.dir / "hurt.pst").write_bytes(data)
        self.convert("hurt.pst")
        self.report("mail", "--report", "mail.json")
        page = (self.dir / "mail-report" / "losses.html").read_text()
        books = json.loads((self.dir / "mail.json").read_text())["mailboxes"][0]
        self.assertIn(f"{books['partial']['total']} incomplete", page)
        self.assertIn("7 expected = 7 written + 0 skipped + 0 failed", page)
        self.assertIn("at 0x5BF0+2", page)
        self.assertIn("0x5BC0+24", page)
        self.assertIn('class="incomplete" x="10"', page)  # 0x5A80 of 0x232400
        self.assertIn(json.loads((self.dir / "mail.json").read_text())["sources"][0]["sha256"],
                      (self.dir / "mail-report" / "sources.html").read_text())

    def test_the_same_input_gives_the_same_bytes(self):
        self.hostile()
        self.report("mail", "--report", "mail.json", "-o", "one")
        self.report("mail", "--report", "mail.json", "-o", "two")
        self.assertEqual(self.tree("one"), self.tree("two"))

    def test_several_outputs_are_one_set_of_pages(self):
        (self.dir / "all").mkdir()
        for name in ("ann", "bob"):
            hostile_mail.write_tree(self.dir / name, {"Inbox/1.eml": hostile_mail.mail(f"To {name}", 1)})
            self.convert(name, f"all/{name}")
        done = self.report("all", "--json")
        self.assertEqual(json.loads(done.stdout)["mailboxes"], 2)
        rows = self.rows("all-report")
        self.assertEqual([folder["mailbox"] for folder in rows["folders"]], ["ann", "bob"])
        self.assertEqual(self.message("all-report", 1)["mail"].split("/")[:3], ["..", "all", "bob"])

    def test_mail_files_that_are_gone_are_told(self):
        self.hostile()
        path, = (self.dir / "mail").rglob("*Plain.eml")
        path.unlink()
        done = self.report("mail", status=3)
        self.assert_says(done, "not on the pages", "Plain.eml")
        self.assertIn("Plain.eml", (self.dir / "mail-report" / "losses.html").read_text())
        record = self.message("mail-report", self.number_of("mail-report", "Plain"))
        self.assertIn("there is no such file", record["missing"][0])

    def test_a_manifest_cannot_name_files_elsewhere(self):
        self.hostile()
        (self.dir / "secret.eml").write_bytes(b"Subject: secret\r\n\r\nsecret body\r\n")
        (self.dir / "mail" / "link.eml").symlink_to(self.dir / "secret.eml")
        manifest = self.dir / "mail" / "restante-manifest.csv"
        with manifest.open("a", newline="") as file:
            file.write(f"../secret.eml,Inbox\r\n{self.dir}/secret.eml,Inbox\r\nlink.eml,Inbox\r\n")
        self.report("mail", status=3)
        for content in self.tree("mail-report").values():
            self.assertNotIn(b"secret body", content)

    def test_a_linked_directory_leads_a_manifest_nowhere(self):
        self.hostile()
        (self.dir / "outside").mkdir()
        (self.dir / "outside" / "secret.eml").write_bytes(b"Subject: secret\r\n\r\nsecret body\r\n")
        (self.dir / "mail" / "lnk").symlink_to("../outside")
        with (self.dir / "mail" / "restante-manifest.csv").open("a", newline="") as file:
            file.write("lnk/secret.eml,Inbox\r\n")
        self.assert_says(self.report("mail", status=3), "lnk/secret.eml: there is no such file")
        for content in self.tree("mail-report").values():
            self.assertNotIn(b"secret body", content)
        self.assertNotIn("mail/lnk", (self.dir / "mail-report/messages/000/000004.js").read_text())

    def test_mail_files_that_are_in_no_manifest_are_told(self):
        self.hostile()
        manifest = self.dir / "mail" / "restante-manifest.csv"
        rows = manifest.read_bytes().split(b"\r\n")
        manifest.write_bytes(b"\r\n".join(rows[:3]) + b"\r\n")
        gone = [row.split(b",")[0].decode() for row in rows[3:] if row]
        done = self.report("mail", "--report", "mail.json", status=3)
        self.assertEqual(len(gone), 2)
        self.assert_says(done, *(f"not on the pages: {path}: is not in restante-manifest.csv" for path in gone),
                         "lists 2, and the report says 4 written")
        for path in gone:
            self.assertIn(path, (self.dir / "mail-report" / "losses.html").read_text())

    def test_the_report_of_another_conversion_is_refused(self):
        self.hostile()
        hostile_mail.write_tree(self.dir / "in2", {"1.eml": hostile_mail.mail("Other", 1)})
        self.convert("in2", "other")
        self.assert_says(self.report("mail", "--report", "other.json", status=65), "other.json: a report of another conversion", "mail")
        self.assertFalse((self.dir / "mail-report").exists())

    def test_a_report_knows_its_output_wherever_it_went(self):
        self.hostile()
        (self.dir / "far").mkdir()
        os.rename(self.dir / "mail", self.dir / "far" / "mail")
        os.rename(self.dir / "mail.json", self.dir / "far" / "x.json")
        self.report("far/mail", "--report", "far/x.json")
        os.rename(self.dir / "far" / "mail", self.dir / "far" / "renamed")
        self.report("far/renamed", "--report", "far/x.json")
        for name in ("mail", "renamed"):
            self.assertIn("4 expected = 4 written", (self.dir / "far" / f"{name}-report" / "losses.html").read_text())

    def test_an_output_of_one_file_beside_the_trees_is_named(self):
        hostile_mail.write_tree(self.dir / "in", {"1.eml": hostile_mail.mail("x", 1)})
        (self.dir / "all").mkdir()
        self.convert("in", "all/ann")
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "all/bob.PST", "--as", "pst"), 0)
        done = self.report("all", "--json")
        self.assert_says(done, "all/bob.PST: no tree of mail files")
        self.assertEqual(len(json.loads(done.stdout)["notes"]), 1)
        self.assertIn("bob.PST", (self.dir / "all-report" / "sources.html").read_text())

    def test_a_conversion_that_did_not_end_costs_the_others_no_pages(self):
        (self.dir / "all").mkdir()
        hostile_mail.write_tree(self.dir / "in", {"1.eml": hostile_mail.mail("x", 1)})
        self.convert("in", "all/ann")
        (self.dir / "cut.pst").write_bytes(store("tika_testPST.pst").read_bytes()[:30_208])
        self.assert_status(self.run_tool("mailconvert", "cut.pst", "-o", "all/bob"), 65)
        self.assertTrue((self.dir / "all" / "bob.partial").exists())
        done = self.report("all", "--json", status=3)
        self.assertEqual((json.loads(done.stdout)["mailboxes"], json.loads(done.stdout)["messages"]), (1, 1))
        self.assert_says(done, "all/bob.partial: a conversion that did not end")
        self.assertIn("bob.partial", (self.dir / "all-report" / "losses.html").read_text())
        self.assert_says(self.report("all/bob.partial", status=66), "a conversion that did not end")

    def test_damage_that_cost_nothing_is_no_loss(self):
        data = bytearray(store("tika_testPST.pst").read_bytes())
        for at, size in ((0xC800, 512), (0x21A00, 512), (0x35800, 1024)):
            data[at:at + size] = bytes(size)
        (self.dir / "hurt.pst").write_bytes(data)
        self.convert("hurt.pst")
        box = json.loads((self.dir / "mail.json").read_text())["mailboxes"][0]
        done = json.loads(self.report("mail", "--report", "mail.json", "--json").stdout)
        self.assertEqual((box["totals"]["written"], box["totals"]["failed"]), (7, 0))
        self.assertEqual((done["losses"], done["incomplete"]), (0, box["partial"]["total"]))
        self.assertGreater(done["damages"], 0)
        page = (self.dir / "mail-report" / "losses.html").read_text()
        self.assertIn(f"0 lost, {done['incomplete']} incomplete, {done['damages']} damaged pieces of the store", page)
        self.assertNotIn('<rect class="lost"', page)

    def test_places_of_damage_in_many_mail_files_make_no_picture(self):
        broken = b"Subject: s\r\nContent-Type: application/x\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA!!A"
        for number in (1, 2):
            (self.dir / "in").mkdir(exist_ok=True)
            (self.dir / "in" / f"{number}.eml").write_bytes(broken)
        self.convert("in")
        self.report("mail", "--report", "mail.json")
        page = (self.dir / "mail-report" / "losses.html").read_text()
        self.assertIn("in 1.eml at 0x", page)
        self.assertNotIn("<svg", page)

    def test_other_outputs_are_refused_with_what_to_do(self):
        hostile_mail.write_tree(self.dir / "in", {"Inbox/1.eml": hostile_mail.mail("x", 1)})
        for form in ("mbox", "maildir", "pst"):
            name = f"out.{form}" if form == "pst" else form
            self.assert_status(self.run_tool("mailconvert", "in", "-o", name, "--as", form), 0)
            done = self.report(name, status=65)
            self.assert_says(done, name, "convert to mail files first")
        self.assert_says(self.report("in", status=66), "no output of a conversion")
        self.assert_says(self.report("absent", status=66), "there is no such directory")
        self.assertEqual([name for name in self.left() if "report" in name], [])

    def test_a_report_that_is_none_is_refused(self):
        self.hostile()
        (self.dir / "other.json").write_text("{}")
        self.assert_says(self.report("mail", "--report", "other.json", status=65), "other.json: no report of a conversion")
        self.assert_status(self.run_tool("mailreport", "mail", "--report", "absent.json"), 66)
        self.assertFalse((self.dir / "mail-report").exists())

    def test_what_is_there_is_never_overwritten(self):
        self.hostile()
        (self.dir / "mine").mkdir()
        (self.dir / "mine" / "index.html").write_text("mine")
        self.report("mail", "-o", "mine", status=73)
        self.report("mail", "-o", "mine", "--force", status=73)
        self.assertEqual(self.tree("mine"), {"index.html": b"mine"})
        before = self.tree("mail")
        for target in ("mail", "mail/report", "."):
            self.report("mail", "-o", target, "--force", status=73)
        self.assertEqual(self.tree("mail"), before)
        self.report("mail")
        self.report("mail", status=73)
        self.report("mail", "--force")
        (self.dir / "mail-report" / "in").mkdir()
        os.rename(self.dir / "mail", self.dir / "mail-report" / "in" / "mail")
        self.report("mail-report/in/mail", "-o", "mail-report", "--force", status=73)
        self.assertEqual(self.tree("mail-report/in/mail"), before)

    def test_the_conversion_is_not_touched(self):
        self.hostile()
        before = self.tree("mail")
        self.report("mail", "--report", "mail.json")
        self.assertEqual(self.tree("mail"), before)
        self.assertEqual(self.left(), ["in", "mail", "mail-report", "mail.json"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
