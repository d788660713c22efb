"""Address maps, directories and matching through the tools. Tests named by ids are rows of the matrix of known failures."""

import base64
import csv
import email
import email.policy
import io
import json
import re
import shutil
import unittest

from harness import ROOT, ToolTest, store
from post_office import PostOffice

SAMPLE = "tika_testPST.pst"


def read_ldif(text: str) -> list[list[tuple[str, str]]]:
    """RFC 2849 in a few lines, sharing nothing with the writer: records of attributes and values."""
    for line in text.split("\n"):
        assert len(line) <= 76, line
        assert line.isascii() or line.startswith("#"), line
    assert text.endswith("\n")
    unfolded = re.sub(r"\n ", "", text)
    records = []
    for block in re.split(r"\n\n+", unfolded):
        record = []
        for line in block.split("\n"):
            if line and not line.startswith("#"):
                match = re.fullmatch(r"([A-Za-z][\w;-]*)(::?) (.*)|-", line)
                assert match, line
                name, kind, value = match.groups()
                if name is None:
                    record.append(("-", ""))
                elif kind == "::":
                    record.append((name, base64.b64decode(value, validate=True).decode("utf-8")))
                else:
                    assert not value or value[0] not in " :<", line
                    record.append((name, value))
        if record and record != [("version", "1")]:
            records.append(record)
    return records


class Directory(ToolTest):
    def office(self, *users):
        office = PostOffice(self.dir / "PO")
        for number, user in enumerate(users, 1):
            office.user(user, f"{number:08X}")
            office.deliver(f"{number:08X}", f"To {user}")
        office.close()

    def write(self, name, text, encoding="utf-8"):
        (self.dir / name).write_bytes(text.encode(encoding))

    def convert(self, *options, status=0, tool="mailconvert", source="PO"):
        done = self.run_tool(tool, source, "-o", "out", "-v", "--report", "r.json", "--force", *options)
        self.assert_status(done, status)
        self.report = json.loads((self.dir / "r.json").read_text())
        return done

    def matches(self):
        return {box["display_name"]: (box["match"]["outcome"], box["match"]["rule"]) for box in self.report["mailboxes"]}

    def outputs(self):
        return sorted(path.name for path in (self.dir / "out").iterdir())

    def mail(self, folder=""):
        path = sorted((self.dir / "out" / folder).rglob("*.eml"))[0]
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


class AddressMap(Directory):
    def test_mail_gets_internet_addresses_and_keeps_the_native_ones(self):
        """Q246279 mail gets internet addresses and keeps the native ones"""
        self.office("ANN")
        self.write("map.csv", "MS:LAB/PO1/ANNLEE,ann.lee@north.example\nLAB/PO1/BOBRAY,bob@north.example\n")

        done = self.convert("--address-map", "map.csv")

        self.assertEqual(self.mail()["From"].addresses[0].addr_spec, "ann.lee@north.example")
        self.assertEqual(self.mail()["To"].addresses[0].addr_spec, "bob@north.example")
        self.assert_says(done, "map.csv: address map", "3 got their Internet form")
        self.assertEqual(self.report["mailboxes"][0]["addresses"], {"mapped": 3, "unknown": 0})
        self.assertIn("LAB/PO1/ANNLEE", str(self.mail()))

    def test_an_smtp_proxy_of_the_directory_is_the_address(self):
        """Q142266 an SMTP proxy of the source's directory is the address in the output, and none is generated"""
        self.office("ANN")
        self.write("d.csv", "Obj-Class,Alias,E-mail Addresses\nMailbox,annlee,SMTP:ann@own.example%MS:LAB/PO1/ANNLEE\n")

        self.convert("--directory", "d.csv")

        self.assertEqual(self.mail()["From"].addresses[0].addr_spec, "ann@own.example")
        # Of the recipient the directory says nothing: the address stays the native one, told as none of the Internet's.
        self.assertTrue(self.mail()["To"].addresses[0].addr_spec.endswith(".invalid"))

    def test_the_kinds_of_maps_are_told_by_content(self):
        self.office("ANN")
        self.write("csv", "Obj-Class,Alias,E-mail Addresses\nMailbox,ann,SMTP:ann@x.example%MS:LAB/PO1/ANNLEE\n")
        self.write("ldif", "dn: CN=Bob\nobjectClass: user\nmail: bob@x.example\nproxyAddresses: MS:LAB/PO1/BOBRAY\n")

        self.convert("--address-map", "csv", "--address-map", "ldif")

        self.assertEqual(self.mail()["From"].addresses[0].addr_spec, "ann@x.example")
        self.assertEqual(self.mail()["To"].addresses[0].addr_spec, "bob@x.example")

    def test_spools_hold_what_the_map_says_and_pass_it_on(self):
        self.office("ANN")
        self.write("map.csv", "MS:LAB/PO1/ANNLEE,ann@x.example\n")

        self.assert_status(self.run_tool("wgpo2spool", "PO", "-o", "x.spool", "--address-map", "map.csv"), 0)
        self.assert_status(self.run_tool("spool2mime", "x.spool", "-o", "out"), 0)

        self.assertEqual(self.mail()["From"].addresses[0].addr_spec, "ann@x.example")

    def test_a_pst_has_both_forms(self):
        self.office("ANN")
        self.write("map.csv", "MS:LAB/PO1/ANNLEE,ann@x.example\n")
        self.assert_status(self.run_tool("mailconvert", "PO", "-o", "x.pst", "--address-map", "map.csv"), 0)

        self.assert_status(self.run_tool("pst2spool", "x.pst", "-o", "x.spool"), 0)
        self.assert_status(self.run_tool("spool2mime", "x.spool", "-o", "out"), 0)

        self.assertEqual(self.mail()["From"].addresses[0].addr_spec, "ann@x.example")
        self.assertIn("LAB/PO1/ANNLEE", str(self.mail()))

    def test_a_real_store_is_the_same_with_a_map_that_knows_nobody(self):
        self.write("map.csv", "MS:NO/NO/BODY,nobody@x.example\n")
        self.assert_status(self.run_tool("mailconvert", store(SAMPLE), "-o", "without"), 0, 3)
        self.assert_status(self.run_tool("mailconvert", store(SAMPLE), "-o", "with", "--address-map", "map.csv"), 0, 3)

        mails = [{name: data for name, data in self.tree(tree).items() if name.endswith(".eml")} for tree in ("with", "without")]
        self.assertEqual(mails[0], mails[1])
        self.assertGreater(len(mails[0]), 5)

    def test_a_map_with_damage_is_used_as_far_as_it_goes_and_told(self):
        self.office("ANN")
        self.write("map.csv", "native,smtp\nMS:LAB/PO1/BOBRAY,nobody\nMS:LAB/PO1/ANNLEE,ann@x.example\n")

        done = self.convert("--address-map", "map.csv", status=3)

        self.assert_says(done, "map.csv: line 2, smtp: no Internet address in the second column")
        self.assertEqual(self.mail()["From"].addresses[0].addr_spec, "ann@x.example")

    def test_what_is_no_map_ends_the_run_before_it_begins(self):
        self.office("ANN")
        self.write("letter", "Dear Ann,\n")

        self.assert_status(self.run_tool("mailconvert", "PO", "-o", "out", "--address-map", "letter"), 65)
        self.assert_status(self.run_tool("mailconvert", "PO", "-o", "out", "--address-map", "none"), 66)
        self.assertFalse((self.dir / "out").exists())

    def test_code_page_and_separators_can_be_told(self):
        self.office("ANN")
        self.write("d.txt", "Alias\tDisplay Name\tE-mail Addresses\nann\t\u5c71\u7530\tSMTP:ann@x.example&MS:LAB/PO1/ANNLEE\n", "cp932")

        done = self.convert("--directory", "d.txt", "--directory-charset", "cp932", "--directory-separators", "09,22,26",
                            "--accept-suggestions")

        self.assert_says(done, "d.txt: directory CSV, shift_jis, 1 record")
        self.assertEqual(self.mail()["From"].addresses[0].addr_spec, "ann@x.example")
        self.assertEqual(self.report["mailboxes"][0]["match"]["objects"][0]["name"], "\u5c71\u7530")


class Matching(Directory):
    LIST = ("two lines\r\nof unknown content\r\nSFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Display-Name,"
            "Given-Name,Surname,Home-Server,Comment,Assoc-NT-Account,Secondary-Proxy-Addresses\r\n")

    def test_a_user_list_matches_a_post_office(self):
        """Q182665 a user list matches a post office"""
        self.office("ANN", "BO")
        self.write("users.csv", self.LIST + "ANN,Ann,Y,Mailbox,Create,annash,Ann Ash,,,~SERVER,,,migrate:MS:NET/PO/ANN\r\n"
                                            "BO,Bo,Y,Mailbox,Create,bobirch,Bo,,,~SERVER,,,\r\n")

        self.convert("--directory", "users.csv", "--post-office", "NET/PO", "--match-report", "who.csv")

        self.assertEqual(self.matches(), {"ANN": ("matched", "migrate proxy"), "BO": ("suggested", "name")})
        self.assertEqual(self.outputs(), ["BO", "annash"])
        rows = list(csv.DictReader(io.StringIO((self.dir / "who.csv").read_text(), newline="")))
        self.assertEqual([(row["kind"], row["mailbox"], row["legacy address"], row["rule"], row["object"], row["line"], row["output"])
                          for row in rows],
                         [("matched", "ANN", "MS:NET/PO/ANN", "migrate proxy", "Ann Ash", "4", "out/annash"),
                          ("suggested", "BO", "MS:NET/PO/BO", "name", "Bo", "5", "out/BO")])

    def test_the_report_says_by_which_rule(self):
        """Q183312 the report says by which rule"""
        self.office("BOX")
        self.write("d.csv", "Obj-Class,Alias,E-mail Addresses\nMailbox,someone,MS:NET/PO/BOX\n")

        self.convert("--directory", "d.csv", "--post-office", "NET/PO")

        self.assertEqual(self.matches(), {"BOX": ("matched", "proxy")})

    def test_a_name_is_applied_only_with_confirmation_and_never_when_ambiguous(self):
        """Q186742 a name is applied only with confirmation and never when ambiguous"""
        self.office("ANN", "BO")
        self.write("d.csv", "Obj-Class,Alias,Display Name\nMailbox,ann,A\nMailbox,bo,B\nMailbox,x,BO\n")

        self.convert("--directory", "d.csv")
        self.assertEqual(self.matches(), {"ANN": ("suggested", "name"), "BO": ("ambiguous", "name")})
        self.assertEqual(self.outputs(), ["ANN", "BO"])
        self.convert("--directory", "d.csv", "--accept-suggestions")
        self.assertEqual(self.matches(), {"ANN": ("matched", "name"), "BO": ("ambiguous", "name")})

    def test_the_rest_has_an_output_of_its_own_and_a_disabled_user(self):
        """KB328809 the rest has an output of its own and a disabled user"""
        self.office("ANN", "J\u00d6RG")
        self.write("d.ldf", "dn: CN=Ann,DC=x\nobjectClass: user\nmailNickname: ann\nproxyAddresses: MS:NET/PO/ANN\n\n"
                            "dn: CN=Contact,DC=x\nobjectClass: contact\nproxyAddresses: SMTP:joerg@far.example\n"
                            "proxyAddresses: MS:NET/PO/J\u00d6RG\n")

        self.convert("--directory", "d.ldf", "--post-office", "NET/PO", "--ldif", "rest.ldf", "--ldif-base", "OU=Old,DC=x",
                     "--match-report", "who.csv")

        self.assertEqual(self.matches(), {"ANN": ("matched", "proxy"), "J\u00d6RG": ("unmatched", "")})
        self.assertEqual(self.outputs(), ["J\u00d6RG", "ann"])
        text = (self.dir / "rest.ldf").read_text()
        (user,) = read_ldif(text)
        self.assertIn("# The contact CN=Contact,DC=x (d.ldf line 6) has the address of mailbox", text)
        self.assertEqual(user, [("dn", "CN=J\u00d6RG,OU=Old,DC=x"), ("changetype", "add"), ("objectClass", "user"), ("cn", "J\u00d6RG"),
                                ("displayName", "J\u00d6RG"), ("sAMAccountName", "J\u00d6RG"), ("userAccountControl", "514"),
                                ("proxyAddresses", "ms:NET/PO/J\u00d6RG")])
        self.assertIn("contact kept,J\u00d6RG,MS:NET/PO/J\u00d6RG", (self.dir / "who.csv").read_text())
        self.convert("--directory", "d.ldf", "--post-office", "NET/PO", "--ldif", "rest.ldf", "--ldif-base", "OU=Old,DC=x")
        self.assertEqual((self.dir / "rest.ldf").read_text(), text)

    def test_an_independent_reader_agrees_on_the_ldif(self):
        try:
            import ldif
        except ImportError:
            self.skipTest("SKIPPED: no python3-ldap")
        self.office("ANN")
        self.write("d.csv", "Obj-Class,Alias\nMailbox,nobody\n")
        self.convert("--directory", "d.csv", "--post-office", "NET/" + "P\u00d6" * 40, "--ldif", "rest.ldf", "--ldif-base",
                     "OU=" + "x" * 90 + ",DC=example")

        class Reader(ldif.LDIFParser):
            records: list = []

            def handle(self, dn, entry):
                self.records.append((dn, entry))

        with (self.dir / "rest.ldf").open(encoding="utf-8") as stream:
            reader = Reader(stream)
            reader.parse()
        ((dn, entry),) = reader.records
        self.assertEqual(dn, "CN=ANN,OU=" + "x" * 90 + ",DC=example")
        self.assertEqual(entry["proxyAddresses"], [("ms:NET/" + "P\u00d6" * 40 + "/ANN").encode()])

    def test_two_rows_with_one_address_are_one_collision_and_nobody_is_left_out(self):
        """Q200564 two rows with one address are one collision and nobody is left out"""
        self.office("ANN", "BO")
        self.write("d.csv", "Obj-Class,Alias,E-mail Addresses\nMailbox,ann,MS:NET/PO/ANN%SMTP:ann@x.example\n"
                            "Mailbox,bo,MS:NET/PO/BO%MS:NET/PO/ANN%SMTP:bo@x.example\n")

        done = self.convert("--directory", "d.csv", "--post-office", "NET/PO", "--match-report", "who.csv")

        self.assertEqual(self.matches(), {"ANN": ("ambiguous", "proxy"), "BO": ("matched", "proxy")})
        self.assertEqual(self.outputs(), ["ANN", "bo"])
        (collision,) = self.report["directory"]["collisions"]
        self.assertEqual((collision["what"], [one["alias"] for one in collision["objects"]]), ("MS:NET/PO/ANN", ["ann", "bo"]))
        self.assert_says(done, "MS:NET/PO/ANN is claimed by 2 mailboxes")
        self.assertEqual((self.dir / "who.csv").read_text().count("\ncollision,MS:NET/PO/ANN"), 2)

    def test_two_mailboxes_that_are_one_object_are_both_there_and_told(self):
        self.office("ANN", "BO", "CY")
        self.write("d.csv", "Obj-Class,Alias,Display Name,E-mail Addresses\nMailbox,bob,BoB,MS:NET/PO/ANN%MS:NET/PO/BO\n"
                            "Mailbox,cy,Cy,MS:NET/PO/CY\n")

        done = self.convert("--directory", "d.csv", "--post-office", "NET/PO", "--match-report", "who.csv")

        told = "2 mailboxes are BoB (d.csv line 2) of the directory: ANN; BO"
        self.assert_says(done, told)
        self.assertIn(told, self.report["notes"])
        self.assertEqual(self.outputs(), ["bob", "bob2", "cy"])
        rows = list(csv.DictReader(io.StringIO((self.dir / "who.csv").read_text(), newline="")))
        self.assertEqual([(row["kind"], row["mailbox"], row["object"], row["output"]) for row in rows if row["kind"] != "matched"],
                         [("shared", "ANN", "BoB", "out/bob"), ("shared", "BO", "BoB", "out/bob2")])

    def test_a_control_list_tells_the_same_matches_whatever_is_done_first(self):
        """Objects that mailboxes of several processes and runs share are told, in the order of the list."""
        self.office("ANN", "BO", "CY", "DI")
        self.write("d.csv", "Obj-Class,Alias,Display Name,E-mail Addresses\nMailbox,bob,BoB,MS:NET/PO/ANN%MS:NET/PO/BO\n"
                            "Mailbox,cy,Cy,MS:NET/PO/CY\n")
        rows = [f"{name},{name},PO/{name},{name}\n" for name in ("DI", "BO", "CY", "ANN")]
        options = ("--directory", "d.csv", "--post-office", "NET/PO")
        reports = []
        for jobs in (1, 4):
            self.write(f"list{jobs}.csv", "".join(rows))
            done = self.run_tool("mailconvert", "--control", f"list{jobs}.csv", "-o", "out", "--jobs", str(jobs), *options,
                                 "--match-report", f"who{jobs}.csv")
            self.assert_status(done, 0)
            self.assert_says(done, "2 mailboxes are BoB (d.csv line 2) of the directory: BO; ANN")
            reports.append((self.dir / f"who{jobs}.csv").read_text())
            shutil.rmtree(self.dir / "out")

        self.assertEqual(reports[0], reports[1])
        found = list(csv.DictReader(io.StringIO(reports[0], newline="")))
        self.assertEqual([(row["kind"], row["mailbox"], row["object"]) for row in found],
                         [("unmatched", "DI", ""), ("matched", "BO", "BoB"), ("matched", "CY", "Cy"), ("matched", "ANN", "BoB"),
                          ("shared", "BO", "BoB"), ("shared", "ANN", "BoB")])
        self.assertEqual(found[1]["output"], "out/BO")
        again = self.run_tool("mailconvert", "--control", "list4.csv", "-o", "out", *options, "--match-report", "again.csv")
        self.assertEqual((self.dir / "again.csv").read_text(), reports[1])  # from the journal
        self.assert_says(again, "is done, but")

    def test_rows_of_a_control_list_name_their_mailboxes(self):
        """PSTs that all are called the same are suggested by the alias and name of their rows."""
        for name in ("a.spool", "b.spool", "c.spool"):
            (self.dir / name).write_bytes((ROOT / "testdata/spool/a-plain-message/input.spool").read_bytes())
        self.write("d.csv", "Obj-Class,Alias,Display Name,E-mail Addresses\nMailbox,anna,Anna Ash,SMTP:anna@x.example\n"
                            "Mailbox,bo,Bo Birch,SMTP:bo@x.example\n")
        self.write("list.csv", "Someone,anna,a.spool,one\nBo Birch,b7,b.spool,two\nCy,cy,c.spool,three\n")
        done = self.run_tool("mailconvert", "--control", "list.csv", "-o", "out", "--directory", "d.csv", "--match-report", "who.csv")
        self.assertIn(done.returncode, (0, 3))
        rows = list(csv.DictReader(io.StringIO((self.dir / "who.csv").read_text(), newline="")))
        self.assertEqual([(row["kind"], row["mailbox"], row["rule"], row["object"]) for row in rows],
                         [("suggested", "Someone", "name", "Anna Ash"), ("suggested", "Bo Birch", "name", "Bo Birch"),
                          ("unmatched", "Cy", "", "")])

    def test_what_is_odd_in_directories_is_told_with_a_control_list_too(self):
        (self.dir / "a.spool").write_bytes((ROOT / "testdata/spool/a-plain-message/input.spool").read_bytes())
        self.write("d.csv", "Obj-Class,Alias,E-mail Addresses\nMailbox,ann,MS:NET/PO/ANN%SMTP:ann@new.example\n")
        self.write("m.csv", "MS:NET/PO/ANN,ann@old.example\nno address\n")
        self.write("list.csv", "Ann,ann,a.spool,one\n")
        options = ("--directory", "d.csv", "--address-map", "m.csv")
        told = "the address map counts, and a directory differs: MS:NET/PO/ANN: ann@old.example, not ann@new.example"
        for arguments in (("a.spool", "-o", "single"), ("--control", "list.csv", "-o", "out")):
            done = self.run_tool("mailconvert", *arguments, *options, "-v", "--log", "run.log")
            self.assert_says(done, told, "m.csv: ")
            self.assertIn(told, (self.dir / "run.log").read_text())
            (self.dir / "run.log").unlink()

    def test_two_mailboxes_of_one_alias_are_name_and_name2(self):
        """Q152927 two mailboxes of one alias are name and name2"""
        self.office("ANN", "BO")
        self.write("d.csv", "Obj-Class,Common-Name,E-mail Addresses\nMailbox,name,MS:NET/PO/ANN\nMailbox,Name,MS:NET/PO/BO\n")

        self.convert("--directory", "d.csv", "--post-office", "NET/PO", "--as", "spool")

        self.assertEqual(self.outputs(), ["Name2.spool", "name.spool"])
        self.assertEqual([one["what"] for one in self.report["directory"]["collisions"]], ["alias name"])

    def test_a_spool_remembers_whose_mailbox_it_is(self):
        self.office("ANN", "BO")
        self.assert_status(self.run_tool("wgpo2spool", "PO", "-o", "spools", "--post-office", "NET/PO"), 0)
        self.write("d.csv", "Obj-Class,Alias,E-mail Addresses\nMailbox,annash,MS:NET/PO/ANN\n")

        self.convert("--directory", "d.csv", source="spools")

        self.assertEqual(self.matches(), {"ANN": ("matched", "proxy"), "BO": ("unmatched", "")})
        self.assertEqual(self.outputs(), ["BO", "annash"])

    def test_what_a_post_office_keeps_for_itself_is_nobodys(self):
        office = PostOffice(self.dir / "PO")
        office.user("ANN", "00000001")
        office.mai(b"nobody names this letter")
        office.close()
        self.write("d.csv", "Obj-Class,Alias\nMailbox,x\n")

        self.run_tool("mailconvert", "PO", "-o", "out", "--report", "r.json", "--directory", "d.csv")

        boxes = json.loads((self.dir / "r.json").read_text())["mailboxes"]
        self.assertEqual({box["display_name"]: "match" in box for box in boxes}, {"ANN": True, "(unreferenced)": False})

    def test_the_report_holds_to_its_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("SKIPPED: no python3-jsonschema")
        self.office("ANN")
        self.write("d.csv", "Obj-Class,Alias,E-mail Addresses\nMailbox,ann,MS:A/B/C%SMTP:a@x\nMailbox,b,MS:A/B/C%SMTP:b@x\n")
        self.convert("--directory", "d.csv")

        jsonschema.validate(self.report, json.loads((ROOT / "converters/run/report.schema.json").read_text()))
        self.assertEqual(self.report["directory"]["ambiguous_addresses"], ["MS:A/B/C: a@x or b@x"])


class Findings(Directory):
    # "row.fields": a folder of the words in which findings are named, and what is found.
    KEY = re.compile(r'"((?:line|header|row|value|map|ldif|dirsync)\.[a-zA-Z0-9~]+)"')

    def test_every_finding_has_words_and_a_line_in_the_format_page(self):
        sources = [*(ROOT / "formats/directory").glob("*.cpp"), ROOT / "converters/run/migration_directory.cpp"]
        keys = {key for source in sources for key in self.KEY.findall(source.read_text())}
        words = self.KEY.findall((ROOT / "converters/directory/finding_text.cpp").read_text())
        told = re.findall(r"`([a-z]+\.[a-zA-Z0-9~]+)`", (ROOT / "formats/directory/FORMAT.md").read_text().split("## 6.")[1])

        self.assertGreater(len(keys), 15)
        self.assertEqual(keys, set(words))
        self.assertEqual(keys, set(told))

    def test_odd_rows_of_a_directory_section_are_told_in_words(self):
        self.office("ANN")
        self.write("Directory.pri", 'DIRECTORY\r\nObj-class,Mode,Common-Name,Comment\r\nmailbox,create,ann,C:\\q\r\n')

        done = self.convert("--directory", "Directory.pri")

        self.assert_says(done, "Directory.pri: line 3: a backslash that is no escape, kept as it stands")


class Misuse(Directory):
    def test_options_that_need_each_other_say_so(self):
        self.office("ANN")
        self.write("d.csv", "Obj-Class,Alias\nMailbox,ann\n")
        for options in (("--match-report", "x.csv"), ("--ldif", "x.ldf", "--ldif-base", "DC=x"), ("--accept-suggestions",),
                        ("--directory", "d.csv", "--ldif", "x.ldf"), ("--directory", "d.csv", "--ldif-base", "DC=x"),
                        ("--directory-separators", "XX"), ("--directory-separators", "2C,22,25,26"), ("--directory-charset", "klingon"),
                        ("--post-office", "NET"), ("--post-office", "A/B/C")):
            self.assert_status(self.run_tool("mailconvert", "PO", "-o", "out", *options), 64)
        self.assertFalse((self.dir / "out").exists())

    def test_no_side_file_harms_another_or_what_is_read(self):
        self.office("ANN")
        self.write("d.csv", "Obj-Class,Alias\nMailbox,ann\n")
        before = (self.dir / "d.csv").read_bytes()
        for options in (("--match-report", "d.csv"), ("--report", "d.csv"), ("--match-report", "r", "--report", "r"),
                        ("--ldif", "./x", "--ldif-base", "DC=x", "--match-report", "x"), ("--match-report", "PO/GLB/MASTER.GLB")):
            done = self.run_tool("mailconvert", "PO", "-o", "out", "--directory", "d.csv", "--force", *options)
            self.assert_status(done, 73)
        self.assert_status(self.run_tool("mailconvert", "PO", "-o", "d.csv", "--as", "spool", "--directory", "d.csv", "--force"), 73)
        self.assertEqual((self.dir / "d.csv").read_bytes(), before)
        self.assertFalse((self.dir / "out").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
