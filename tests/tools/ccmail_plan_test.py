"""Planning the export of cc:Mail post offices, and running the plan. Tests named by ids are rows of the matrix."""

import email
import email.policy
import json
import os
import pathlib
import random
import shutil
import stat
import subprocess
import unittest

from harness import ToolTest
from stand_in_export import program

SECRET = "Hunter2x"
DIRECTORY = (b"Name: Ash, Ann\r\nLocn: L\r\nAddr: NORTH\r\nCmts:\r\n\r\n"
             b"Name: Birch, Bo\r\nLocn: L\r\nAddr: NORTH\r\nCmts: no mail\r\n"
             b"Name: M\x81ller, Cy\r\nLocn: R\r\nAddr: NORTH\r\nCmts:\r\n"
             b"Name: Doe, Dee\r\nLocn: L\r\nAddr: NORTH\r\nCmts:\r\n"
             b"Name: Oak, Oz\r\nLocn: L\r\nAddr: NORTH\r\nCmts:\r\n"
             b"Name: Elm \"El\", Eve\r\nLocn: L\r\nAddr: NORTH\r\nCmts:\r\n"
             b"Name: #Social\r\nLocn: L\r\nAddr: NORTH\r\nCmts:\r\n"
             b"Name: NORTH\r\nLocn: P\r\nAddr:\r\nCmts:\r\n"
             b"Name: Boss\r\nLocn: A\r\nAddr: NORTH\r\nCmts:\r\n"
             b"Name: Far, Fay\r\nLocn: l\r\nAddr: SOUTH\r\nCmts:\r\n")
CONTENTS = b"Text item:\r\n10\r\nThe letter\r\n"
INNER = (b"From: Birch, Bo at NORTH\r\nDate: 6/2/98 8:39\r\nTo: Ash, Ann at NORTH\r\nSubject: Plan\r\nContents:\r\n"
         + b"%d\r\n" % len(CONTENTS) + CONTENTS)
STREAM = b"Message:\r\n%d\r\n" % len(INNER) + INNER


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


class Plan(ToolTest):
    def office(self, *names, text=()):
        """A post office of files that look enciphered, and of texts."""
        folder = self.dir / "PO"
        folder.mkdir(exist_ok=True)
        for number, name in enumerate(names or ("CLANDATA", "MLANDATA", "USR00001", "USR00002")):
            (folder / name).write_bytes(random.Random(number).randbytes(3000))
        for name in text:
            (folder / name).write_text("x")
        return folder

    def plan(self, *options, status=(0,)):
        done = self.run_tool("ccmail-export-plan", "PO", "-o", "plan", "--name", "NORTH", *options)
        self.assert_status(done, *status)
        self.assertNotIn(SECRET, done.talk)
        self.assertNotIn(SECRET.encode(), done.stdout)
        return done

    def fill_in(self, *lines):
        """Passwords, as the owner writes them into the file that is there."""
        path = self.dir / "plan.passwords"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for line in lines:
            name = line.split("=")[0] + "="
            text = text.replace(f"{name}\n", f"{line}\n") if f"{name}\n" in text else text + line + "\n"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")

    def put_directory(self):
        (self.dir / "DIRECT.TXT").write_bytes(DIRECTORY)

    def map_rows(self):
        lines = (self.dir / "plan/C/X/M/USERS.MAP").read_text(encoding="utf-8").splitlines()[1:]
        return {row[2]: row for row in (line.split("\t") for line in lines)}

    def states(self):
        done = self.run_tool("mailsniff", "--json", "plan/C/X/M")
        rows = {row[0]: name for name, row in self.map_rows().items()}
        return {rows[pathlib.Path(one["path"]).name]: one["version"] for one in json.loads(done.stdout)}

    def mails(self, mailbox):
        """Subject and text of a user's mail files."""
        texts = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                 for path in sorted((self.dir / mailbox["output"]).rglob("*.eml"))]
        return [(mail["Subject"], mail.get_body().get_content().strip()) for mail in texts]

    def check_conversion(self, ids):
        """Each user of the collection is in the report: their mail arrives, those without mail are complete, of whom the export
        failed what is there is converted, and the reason told."""
        done = self.run_tool("mailconvert", "plan/C/X/M", "-o", "out", "--report", "r.json", "--force")
        self.assert_status(done, 3)
        boxes = {pathlib.Path(box["source"]).name: box for box in json.loads((self.dir / "r.json").read_text())["mailboxes"]}
        self.assertEqual(sorted(boxes), sorted(ids.values()))
        ann = boxes[ids["Ash, Ann"]]
        self.assertEqual((ann["status"], ann["display_name"]), ("complete", "Ash, Ann"))
        self.assertEqual(self.mails(ann), [("Plan", "The letter")])
        self.assertEqual(boxes[ids["Birch, Bo"]]["status"], "complete")
        self.assertEqual(boxes[ids["Birch, Bo"]]["display_name"], "Birch, Bo")
        self.assertEqual(boxes[ids["M\u00fcller, Cy"]]["status"], "complete")
        self.assertNotEqual(boxes[ids["Doe, Dee"]]["status"], "complete")
        self.assertIn("EXPORT ended with 3", json.dumps(boxes[ids["Doe, Dee"]]))
        self.assertIn("EXPORT ended with 4: the post office is locked", boxes[ids["Oak, Oz"]]["error"]["what"])
        self.assertIn("bulletin board", boxes[ids["#Social"]]["error"]["what"])


class FirstStep(Plan):
    def test_without_a_password_it_asks_for_one_in_a_file_that_only_the_owner_reads(self):
        self.office()

        done = self.plan(status=(3,))

        self.assert_says(done, "no password of NORTH", "plan.passwords")
        self.assertEqual(mode_of(self.dir / "plan.passwords"), 0o600)
        self.assertIn("\nNORTH=\n", (self.dir / "plan.passwords").read_text())
        self.assertFalse((self.dir / "plan/C/X/STEP1.BAT").exists())

        self.fill_in(f"NORTH={SECRET}")
        self.plan()

        batch = self.dir / "plan/C/X/STEP1.BAT"
        self.assertIn(f"EXPORT /NNORTH /P{SECRET} /DC:\\PO /DIRECTORY /@DIRECT.TXT\r\n".encode(), batch.read_bytes())
        self.assertEqual(mode_of(batch), 0o600)
        self.assertEqual(mode_of(self.dir / "plan"), 0o700)
        self.assertEqual((self.dir / "plan.passwords").read_text().count("NORTH="), 1)
        for path in self.tree("plan"):
            if path != "C/X/STEP1.BAT":
                self.assertNotIn(SECRET.encode(), (self.dir / "plan" / path).read_bytes(), path)

    def test_passwords_that_others_may_read_are_refused_unread(self):
        self.office()
        self.fill_in(f"NORTH={SECRET}")
        (self.dir / "plan.passwords").chmod(0o640)

        done = self.plan(status=(77,))

        self.assert_says(done, "chmod 600")
        self.assertFalse((self.dir / "plan").exists())

        (self.dir / "plan.passwords").rename(self.dir / "real")
        (self.dir / "real").chmod(0o600)
        (self.dir / "plan.passwords").symlink_to("real")
        self.assert_says(self.plan(status=(77,)), "a link")

    def test_a_directory_of_somebody_else_is_not_written_to_nor_is_the_post_office(self):
        office = self.office()
        before = self.tree("PO")
        (self.dir / "plan").mkdir()
        (self.dir / "plan/letter.txt").write_text("mine")

        self.assert_says(self.plan(status=(73,)), "no plan of this program")
        self.assertEqual(self.tree("plan"), {"letter.txt": b"mine"})

        done = self.run_tool("ccmail-export-plan", "PO", "-o", office / "plan", "--name", "NORTH")
        self.assert_status(done, 73)
        self.assertEqual(self.tree("PO"), before)

    def test_what_the_files_do_not_tell_must_be_said_and_must_fit_them(self):
        self.office("CCPODD.00", "CCPOMS")

        self.assert_says(self.plan(status=(65,)), "--generation", "8.5")
        self.assert_says(self.plan("--generation", "db6", status=(65,)), "those of DB8")
        self.assertFalse((self.dir / "plan").exists())
        self.plan("--generation", "db8", status=(3,))
        self.assertIn("IE.RI", (self.dir / "plan/CHECKLIST.TXT").read_text())

    def test_a_post_office_that_is_not_whole_has_no_plan(self):
        self.office("CLANDATA", "USR00001")

        self.assert_says(self.plan("--generation", "db6", status=(65,)), "MLANDATA", "backup")

    def test_release_8_5_has_a_plan_for_windows(self):
        self.office("CCPODD.00", "CCPOMS")
        self.fill_in(f"NORTH={SECRET}")

        self.assert_says(self.plan("--generation", "8.5"), "on Windows")

        self.assertFalse((self.dir / "plan/dosbox.conf").exists())
        self.assertIn(b"\r\nEXPORT32 /NNORTH", (self.dir / "plan/C/X/STEP1.BAT").read_bytes())

    def test_the_same_plan_has_the_same_bytes(self):
        self.office()
        self.fill_in(f"NORTH={SECRET}")
        self.plan()
        first = self.tree("plan")

        self.plan()

        self.assertEqual(self.tree("plan"), first)


class Programs(Plan):
    def put_program(self, name="EXPORT.EXE", *beside):
        (self.dir / "tools").mkdir(exist_ok=True)
        (self.dir / "tools" / name).write_bytes(program([]))
        for file in beside:
            (self.dir / "tools" / file).write_bytes(b"x")
        return self.dir / "tools"

    def refused(self, *options):
        done = self.plan(*options, status=(65,))
        self.assertFalse((self.dir / "plan").exists(), "something was written")
        self.assertFalse((self.dir / "plan.passwords").exists())
        return done

    def test_16_bit_program_and_release_8_5(self):
        """Q248195 a 16-bit EXPORT for a post office of 8.5 is refused with the reason, and no script is written"""
        self.office("CCPODD.00", "CCPOMS")

        done = self.refused("--generation", "8.5", "--program", self.put_program())
        self.assert_says(done, "16-bit EXPORT corrupts", "EXPORT32.EXE")
        self.assert_says(self.refused("--generation", "8.5", "--program-version", "Export 8.30"), "corrupts")

    def test_old_program(self):
        """Q152500 EXPORT 5.10 is refused for DB6, 5.12 accepted with the advice of 5.14"""
        self.office()

        self.assert_says(self.refused("--program-version", "Export 5.10"), "5.12 is the oldest")
        self.assert_says(self.plan("--program-version", "Export 5.12", status=(3,)), "5.14 is recommended")

    def test_program_for_os2(self):
        """Q183590 the banner Export2 is refused as a program for OS/2, Export is not"""
        self.office()

        self.assert_says(self.refused("--program-version", "Export2 5.14"), "OS/2")
        self.plan("--program-version", "Export 5.14", status=(3,))

    def test_program_of_another_generation(self):
        """Q174740 DB6 refuses 8.01, DB8 refuses 5.14 and takes 8.01 with IE.RI"""
        self.office()
        self.assert_says(self.refused("--program-version", "Export 8.01"), "DB6 needs")

        shutil.rmtree(self.dir / "PO")
        self.office("CCPODD.00", "CCPOMS")
        self.assert_says(self.refused("--generation", "db8", "--program-version", "Export 5.14"), "DB8 needs")
        self.plan("--generation", "db8", "--program-version", "Export 8.01", "--program",
                  self.put_program("EXPORT.EXE", "ie.ri"), status=(3,))

    def test_program_without_its_resource_file(self):
        """Q190275 DB8 and EXPORT 8.01 without IE.RI beside it is refused, naming the file"""
        self.office("CCPODD.00", "CCPOMS")

        done = self.refused("--generation", "db8", "--program-version", "Export 8.01", "--program", self.put_program())

        self.assert_says(done, "IE.RI is missing")

    def test_the_program_in_the_plan_is_judged_in_the_second_step(self):
        self.office()
        self.fill_in(f"NORTH={SECRET}")
        self.plan()
        (self.dir / "plan/C/X/EXPORT.EXE").write_bytes(b"#!/bin/sh\n")
        self.put_directory()

        self.assert_says(self.plan("--directory", "DIRECT.TXT", status=(65,)), "does not begin with MZ")


class SecondStep(Plan):
    def test_every_user_is_accounted_for(self):
        self.office()
        self.put_directory()
        self.fill_in("NORTH=x")
        self.plan()

        done = self.plan("--directory", "DIRECT.TXT", "--json", status=(3,))

        self.assert_says(done, "7 mailboxes = 0 with a batch file + 5 without a password + 2 by hand")
        result = json.loads(done.stdout)
        self.assertEqual(len(result["users"]) + len(result["others"]), DIRECTORY.count(b"Name:"))
        asked = (self.dir / "plan.passwords").read_text(encoding="utf-8")
        for name in ("Ash, Ann", "Birch, Bo", "M\u00fcller, Cy", "Doe, Dee"):
            self.assertIn(f"\n{name}=\n", asked)
        self.assertNotIn("Social", asked)

        self.fill_in(f"Ash, Ann={SECRET}", f"M\u00fcller, Cy={SECRET}")
        done = self.plan("--directory", "DIRECT.TXT", status=(3,))

        self.assert_says(done, "7 mailboxes = 2 with a batch file + 3 without a password + 2 by hand")
        cy = self.map_rows()["M\u00fcller, Cy"][0]
        self.assertIn(b'/N"M\x81ller, Cy"', (self.dir / f"plan/C/X/{cy}.BAT").read_bytes())
        self.assertEqual(mode_of(self.dir / f"plan/C/X/{cy}.BAT"), 0o600)

    def test_a_directory_that_is_damaged_is_told_and_boards_have_no_user_files(self):
        self.office()
        self.fill_in(f"*={SECRET}")
        entries = b"".join(b"Name: %s\r\nLocn: L\r\nAddr: NORTH\r\nCmts:\r\n" % name for name in (b"Ash, Ann", b"Birch, Bo"))
        (self.dir / "DIRECT.TXT").write_bytes(entries)
        self.assertNotIn("user files", self.plan("--directory", "DIRECT.TXT", status=(0,)).talk)
        (self.dir / "DIRECT.TXT").write_bytes(b"ocn: L\r\n" + entries)
        self.assert_says(self.plan("--directory", "DIRECT.TXT", status=(3,)), "1 line belongs to no entry, or to one that has such a line already, the first at byte 0")
        (self.dir / "DIRECT.TXT").write_bytes(entries + b"Name: #Social\r\nLocn: L\r\nAddr: NORTH\r\n")
        self.assertNotIn("user files", self.plan("--directory", "DIRECT.TXT", status=(3,)).talk)

    def test_quotes_in_names(self):
        """EX2K-QUOTE a user whose name holds a quote is listed for export by hand, the others are scripted"""
        self.office()
        self.put_directory()
        self.fill_in(f"*={SECRET}")

        done = self.plan("--directory", "DIRECT.TXT", status=(3,))

        self.assert_says(done, 'Elm "El", Eve: its name holds "')
        rows = self.map_rows()
        self.assertEqual(rows['Elm "El", Eve'][1], "by hand")
        self.assertEqual(rows["Ash, Ann"][1], "scripted")
        self.assertIn('Elm "El", Eve', (self.dir / "plan/CHECKLIST.TXT").read_text(encoding="utf-8"))

    def test_lines_and_paths(self):
        """Q194869 a path that is not 8.3 is refused, and no line has more than 126 characters behind EXPORT"""
        self.office()
        self.put_directory()
        self.fill_in(f"*={SECRET}")

        self.assert_says(self.plan("--dos-post-office", "C:\\Post Office", status=(65,)), "Q194869")
        self.plan("--directory", "DIRECT.TXT", status=(3,))

        batches = list((self.dir / "plan/C/X").glob("*.BAT"))
        self.assertEqual(len(batches), 5 + 1)
        for batch in batches:
            for line in batch.read_bytes().split(b"\r\n"):
                if line.startswith(b"EXPORT"):
                    self.assertLessEqual(len(line) - len(b"EXPORT"), 126, line)

    def test_odd_names_of_post_offices(self):
        """Q229314 a post office R&D+East has only names of DOS in its plan, and a map that leads back"""
        self.office()
        (self.dir / "DIRECT.TXT").write_bytes(DIRECTORY.replace(b"NORTH", b"R&D+East"))
        self.fill_in(f"*={SECRET}")

        done = self.run_tool("ccmail-export-plan", "PO", "-o", "plan", "--name", "R&D+East", "--directory", "DIRECT.TXT")

        self.assert_status(done, 3)
        for path in self.tree("plan/C"):
            for part in path.split("/"):
                self.assertRegex(part, r"^[A-Z0-9_]{1,8}(\.[A-Z0-9]{1,3})?$")
        self.assertEqual(self.map_rows()["Ash, Ann"][:4], ["U0001", "scripted", "Ash, Ann", "R&D+East"])

    def test_mobile_database(self):
        """Q245042 the plan for a Mobile database names LOCALPO and asks for the user's own password"""
        self.office("CLANDATA", "MLANDATA", "USR00001")

        done = self.run_tool("ccmail-export-plan", "PO", "-o", "plan", "--generation", "db7")
        self.assert_status(done, 3)
        self.assertIn("the user's own mailbox password", (self.dir / "plan/CHECKLIST.TXT").read_text())
        self.fill_in(f"LOCALPO={SECRET}")
        self.assert_status(self.run_tool("ccmail-export-plan", "PO", "-o", "plan", "--generation", "db7"), 0)
        self.assertIn(b"EXPORT /NLOCALPO ", (self.dir / "plan/C/X/STEP1.BAT").read_bytes())

    def test_folders_stay_with_their_users_and_stale_batch_files_go(self):
        self.office()
        self.put_directory()
        self.fill_in(f"*={SECRET}")
        self.plan("--directory", "DIRECT.TXT", status=(3,))
        bo = self.map_rows()["Birch, Bo"][0]
        (self.dir / f"plan/C/X/M/{bo}/{bo}.CCM").write_bytes(STREAM)
        (self.dir / "DIRECT.TXT").write_bytes(b"Name: Zoe\r\nLocn: L\r\nAddr: NORTH\r\n" + DIRECTORY.replace(b"Birch, Bo", b"Other"))

        self.plan("--directory", "DIRECT.TXT", status=(3,))

        rows = self.map_rows()
        self.assertEqual(rows["Birch, Bo"][:2], [bo, "gone"])
        self.assertEqual(rows["Zoe"][0], "U0008")
        self.assertFalse((self.dir / f"plan/C/X/{bo}.BAT").exists())
        self.assertEqual((self.dir / f"plan/C/X/M/{bo}/{bo}.CCM").read_bytes(), STREAM)

    def test_a_map_that_is_damaged_is_not_written_over(self):
        self.office()
        self.put_directory()
        self.fill_in(f"*={SECRET}")
        self.plan("--directory", "DIRECT.TXT", status=(3,))
        users_map = self.dir / "plan/C/X/M/USERS.MAP"
        users_map.write_bytes(users_map.read_bytes().replace(b"by hand", b"by hnd", 1))

        self.assert_says(self.plan("--directory", "DIRECT.TXT", status=(65,)), "must not change hands")

    def test_a_file_that_is_no_directory_is_refused(self):
        self.office()
        (self.dir / "DIRECT.TXT").write_bytes(random.Random(1).randbytes(500))

        self.assert_says(self.plan("--directory", "DIRECT.TXT", status=(65,)), "EXPORT.LOG")


class Collections(Plan):
    """What EXPORT leaves, put there by hand."""

    def collect(self):
        self.office()
        self.put_directory()
        self.fill_in(f"*={SECRET}")
        self.plan("--directory", "DIRECT.TXT", status=(3,))
        ids = {name: row[0] for name, row in self.map_rows().items()}
        self.put(ids["Ash, Ann"], 0, STREAM)
        self.put(ids["Birch, Bo"], 0)
        self.put(ids["M\u00fcller, Cy"], 0, b"")
        self.put(ids["Doe, Dee"], 3, STREAM[:50])
        self.put(ids["Oak, Oz"], 4)
        return ids

    def put(self, one, result, stream=None):
        folder = self.dir / "plan/C/X/M" / one
        (folder / ("FAILED.TXT" if result else "RESULT.TXT")).write_text(f"{one} {result} \r\n")
        if stream is not None:
            (folder / f"{one}.CCM").write_bytes(stream)

    def test_every_user_of_a_collection_is_in_the_report(self):
        self.check_conversion(self.collect())

    def test_a_user_whose_folder_is_gone_a_folder_of_nobody_and_a_bad_row_fail_and_harm_nobody(self):
        ids = self.collect()
        collection = self.dir / "plan/C/X/M"
        shutil.rmtree(collection / ids["Birch, Bo"])
        (collection / "U0077").mkdir()
        (collection / "U0077/U0077.CCM").write_bytes(STREAM)
        with (collection / "USERS.MAP").open("ab") as stream:
            stream.write(b"U0078\tno row\r\n")

        done = self.run_tool("mailconvert", "plan/C/X/M", "-o", "out", "--report", "r.json")

        self.assert_status(done, 3, 65)
        self.assert_says(done, "its folder is missing", "U0077: mail that is of no user of the map",
                         "1 lines of the map of users cannot be read")
        boxes = json.loads((self.dir / "r.json").read_text())["mailboxes"]
        self.assertEqual([box["display_name"] for box in boxes if box["status"] == "complete"], ["Ash, Ann", "M\u00fcller, Cy"])

    def test_the_folder_of_one_user_stands_for_itself(self):
        ids = self.collect()

        done = self.run_tool("mailconvert", f"plan/C/X/M/{ids['Birch, Bo']}", "-o", "out")

        self.assert_status(done, 0)
        done = self.run_tool("mailconvert", f"plan/C/X/M/{ids['Ash, Ann']}", "-o", "ann")
        self.assert_status(done, 0)
        self.assertEqual(self.mails({"output": "ann"}), [("Plan", "The letter")])


class Inventories(Plan):
    def test_mailsniff_and_the_inventory_tell_the_same(self):
        self.office(text=("CCPODOWN", "NFTERROR.LOG"))
        (self.dir / "PO/MLANDATA").write_bytes(b"This is no post office at all.\r\n" * 100)

        sniffed = self.run_tool("mailsniff", "--json", "PO")
        told = self.run_tool("ccmail2spool", "--inventory", "--json", "PO")

        self.assert_status(sniffed, 65)
        self.assert_status(told, 3)
        self.assert_says(sniffed, "guesses at nothing", "ccmail-export-plan")
        (source,) = json.loads(sniffed.stdout)
        inventory = json.loads(told.stdout)
        self.assertEqual(source["inventory"], inventory)
        self.assertEqual(source["what"], "cc:Mail post office")
        self.assertEqual((inventory["generation"], inventory["confidence"], inventory["rule"]), ("DB6", "high", "P2"))
        self.assertEqual(inventory["user_files"], 2)
        self.assertTrue(inventory["shut_down"])
        self.assertEqual(sorted(finding["kind"] for finding in inventory["findings"]),
                         ["damage log", "not enciphered", "shut down"])
        entropy = {file["name"]: file.get("entropy") for file in inventory["files"]}
        self.assertGreater(float(entropy["CLANDATA"]), 7.8)
        self.assertIsNone(entropy["CCPODOWN"])
        text = self.run_tool("ccmail2spool", "--inventory", "PO").stdout.decode()
        self.assertIn("finding, not enciphered: MLANDATA: mostly plain text", text)
        self.assertIn("ccmail-export-plan", text)

    def test_converting_one_says_why_not_and_leaves_it_alone(self):
        """Q258220 a Mobile database is told to be DB6 or DB7, with advice to export, and not called unknown"""
        self.office("CLANDATA", "MLANDATA", "USR00001")
        before = self.tree("PO")

        done = self.run_tool("mailconvert", "PO", "-o", "out", "--report", "r.json")

        self.assert_status(done, 65)
        self.assert_says(done, "cc:Mail post office (DB6 or DB7)", "enciphered", "ccmail-export-plan")
        self.assertNotIn("not a cc:Mail", done.talk)
        self.assertEqual(self.tree("PO"), before)

    def test_db8_is_told_by_its_files(self):
        """Q166256 a DB8 directory is DB8 with its evidence, one with CCPOMBOX alone of unknown generation"""
        self.office("CCPODD.00", "CCPOMS", "CCPOMBOX.00")
        (source,) = json.loads(self.run_tool("mailsniff", "--json", "PO").stdout)
        self.assertEqual(source["version"], "DB8")
        self.assertEqual(len(source["inventory"]["evidence"]), 3)

        (self.dir / "PO/CCPODD.00").unlink()
        (self.dir / "PO/CCPOMS").unlink()
        (source,) = json.loads(self.run_tool("mailsniff", "--json", "PO").stdout)
        self.assertEqual(source["version"], "generation unknown")

    def test_console_text_in_the_directory_file(self):
        """Q179072 console text written into CLANDATA is told with offset, length and words"""
        self.office()
        text = b'Exporting messages in mailbox "NAME" to file EXPORT\\MSG4A27.CCM and so on to ninety bytes.'
        data = bytearray(random.Random(0).randbytes(0x5000))
        data[0x3EFF:0x3F00 + 91] = b"\0" + text + b"\0"
        (self.dir / "PO/CLANDATA").write_bytes(data)

        inventory = json.loads(self.run_tool("ccmail2spool", "--inventory", "--json", "PO").stdout)

        (finding,) = inventory["findings"]
        self.assertEqual((finding["kind"], finding["offset"], finding["length"], finding["quoted"]),
                         ("plain text", 0x3F00, 90, text.decode()))

    def test_an_archive_is_refused_by_name_and_other_stores_beside_are_found(self):
        self.office()
        (self.dir / "PO/ANN.CCA").write_bytes(random.Random(3).randbytes(900))
        (self.dir / "PO/mail.mbox").write_bytes(b"From a@d Mon Jan  1 00:00:00 1996\nFrom: a@d.example\nSubject: x\n\ny\n")

        sources = {pathlib.Path(one["path"]).name: one for one in json.loads(self.run_tool("mailsniff", "--json", "PO").stdout)}

        self.assertEqual(sorted(sources), ["ANN.CCA", "PO", "mail.mbox"])
        self.assertIn("text archive", sources["ANN.CCA"]["error"]["hint"])
        self.assertNotIn("error", sources["mail.mbox"])

    def test_an_inventory_has_no_output_and_everything_else_has_one(self):
        self.office()
        self.assert_says(self.run_tool("ccmail2spool", "PO"), "--output is required")
        done = self.run_tool("ccmail2spool", "--inventory", "PO", "-o", "x.spool")
        self.assert_status(done, 64)
        self.assert_says(done, "--output does not go with it")
        self.assert_status(self.run_tool("ccmail2spool", "PO", "-o", "x.spool"), 65)
        self.assert_status(self.run_tool("ccmail2spool", "--inventory", "none"), 66)
        (self.dir / "empty").mkdir()
        self.assert_status(self.run_tool("ccmail2spool", "--inventory", "empty"), 65)


class InDosBox(Plan):
    """The plan as its owner runs it, with a stand-in for the licensed program."""

    def dosbox(self):
        done = subprocess.run(["dosbox", "-conf", "dosbox.conf"], cwd=self.dir / "plan", timeout=180, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              env={**os.environ, "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy",
                                   "HOME": str(self.dir)})
        self.assertEqual(done.returncode, 0, done.stderr)

    def log(self):
        return (self.dir / "plan/C/X/EXPORT.LOG").read_text().split()

    def put_stand_in(self):
        def key(name, password=SECRET):
            return f'/P{password} /BATCH /N"'.encode() + name + b'" /DC:\\PO /DATE/1 /FILES/MACBIN2 /ITEMSIZE /FOLDER /MSGS/ALL /@M\\U'
        stand_in = program([
            (f" /NNORTH /P{SECRET} /DC:\\PO /DIRECTORY /@DIRECT.TXT".encode(), DIRECTORY, 0),
            (key(b"Ash, Ann"), STREAM, 0),
            (key(b"Birch, Bo"), None, 0),          # no mail, no file
            (key(b"M\x81ller, Cy"), b"", 0),       # no mail, an empty file
            (key(b"Doe, Dee", "wrong"), STREAM[:50], 3),  # fails on its way
            (key(b"Oak, Oz"), None, 4),            # fails, no file
            (key(b"Doe, Dee"), STREAM * 2, 0)])
        (self.dir / "plan/C/X/EXPORT.EXE").write_bytes(stand_in)

    def test_both_steps_run_and_every_user_is_accounted_for(self):
        if shutil.which("dosbox") is None:
            self.skipTest("SKIPPED: no dosbox")
        office = self.office()
        self.fill_in(f"NORTH={SECRET}")
        self.plan("--program-version", "Export 5.14")
        self.put_stand_in()
        for file in office.iterdir():
            shutil.copy(file, self.dir / "plan/C/PO")

        self.dosbox()

        self.assertEqual(self.log(), ["STEP1", "OK"])
        self.assertEqual((self.dir / "plan/C/X/DIRECT.TXT").read_bytes(), DIRECTORY)

        self.fill_in(f"*={SECRET}", "Doe, Dee=wrong")
        self.plan("--directory", "plan/C/X/DIRECT.TXT", status=(3,))
        self.dosbox()

        ids = {name: row[0] for name, row in self.map_rows().items()}
        dee = ids["Doe, Dee"]
        self.assertEqual(self.log()[2:], [ids["Ash, Ann"], "OK", ids["Birch, Bo"], "OK", ids["M\u00fcller, Cy"], "OK",
                                          dee, "FAILED", "3", ids["Oak, Oz"], "FAILED", "4", "STEP2", "ENDED"])
        ann = self.dir / f"plan/C/X/M/{ids['Ash, Ann']}/{ids['Ash, Ann']}.CCM"
        self.assertEqual(ann.read_bytes(), STREAM)
        states = self.states()
        self.assertEqual(states, {"Ash, Ann": "exported", "Birch, Bo": "without mail", "M\u00fcller, Cy": "without mail",
                                  "Doe, Dee": "failed", "Oak, Oz": "failed", 'Elm "El", Eve': "not exported", "#Social": "not exported"})
        self.check_conversion(ids)

        # The right password, and the batch file once more: what is exported stays.
        before = ann.stat().st_mtime_ns
        self.fill_in_again(f"Doe, Dee={SECRET}")
        self.plan("--directory", "plan/C/X/DIRECT.TXT", status=(3,))
        self.dosbox()
        self.assertEqual(self.log()[-7:], [dee, "OK", ids["Oak, Oz"], "FAILED", "4", "STEP2", "ENDED"])
        self.assertEqual((self.dir / f"plan/C/X/M/{dee}/{dee}.CCM").read_bytes(), STREAM * 2)
        self.assertEqual((self.dir / f"plan/C/X/M/{dee}/{dee}.BAK").read_bytes(), STREAM[:50])
        self.assertEqual(self.states()["Doe, Dee"], "exported")
        self.assertEqual(ann.stat().st_mtime_ns, before)

    def fill_in_again(self, line):
        path = self.dir / "plan.passwords"
        name = line.split("=")[0] + "="
        lines = [line if one.startswith(name) else one for one in path.read_text(encoding="utf-8").splitlines()]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def test_without_the_program_nobody_is_taken_for_one_without_mail(self):
        if shutil.which("dosbox") is None:
            self.skipTest("SKIPPED: no dosbox")
        self.office()
        self.put_directory()
        self.fill_in(f"*={SECRET}")
        self.plan("--directory", "DIRECT.TXT", status=(3,))

        self.dosbox()

        self.assertIn("NO EXPORT.EXE", (self.dir / "plan/C/X/EXPORT.LOG").read_text())
        self.assertEqual(set(self.states().values()), {"not exported"})


if __name__ == "__main__":
    unittest.main(verbosity=2)
