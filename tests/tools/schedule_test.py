"""Schedule+ interchange texts and what else Exchange's tools leave, through the tools."""

import email
import email.policy
import json
import re
import shutil
import subprocess
import unittest

from harness import ToolTest
from tnef_test import note

SERIES = """RecurringAppointments:
{
Text: "Weekly meeting"
StartRecurringDate: 5-6-1997
StartRecurringTime: 09:00
EndRecurringTime: 10:00
RecurringType: 48
WeekInterval: 1
DayOfWeekMask: 4
DayOfWeekStart: 1
EndRecurringDate: 6-24-1997
Exceptions:
{
InstanceDate: 5-13-1997
Deleted: T
}
Exceptions:
{
InstanceDate: 5-20-1997
Deleted: F
Start: 5-21-1997 14:00
End: 5-21-1997 15:00
Text: "Moved meeting"
}
}
"""
ALL = SERIES + """SingleAppointments:
{
Start: 5-7-1997 12:00
End: 5-7-1997 13:00
Text: "Lunch"
Notes: "Ann Ash; Bo Birch"
Where: "Canteen"
Ring: T
AlarmAmount: 15
AlarmTypeUnit: 0
}
SingleTasks:
{
StartDate: 5-6-1997
EndDate: 5-9-1997
PercentCompleted: 40
Text: "Write"
}
Contacts:
{
LastName: "Ash"
FirstName: "Ann"
PhoneMobile: "2"
}
"""


def interchange(lines: str) -> bytes:
    return ("SCHEDULE+2 EXPORT VERSION 103\n" + lines).replace("\n", "\r\n").encode("cp1252")


def store_header(revision=2, state=3, kind=0, version=0x620) -> bytes:
    head = bytearray(8192)
    for at, value in ((4, 0x89ABCDEF), (8, version), (12, kind), (52, state), (232, revision), (236, 4096)):
        head[at:at + 4] = value.to_bytes(4, "little")
    return bytes(head)


class Interchange(ToolTest):
    def setUp(self):
        super().setUp()
        (self.dir / "ANN.SC2").write_bytes(interchange(ALL))

    def mails(self, folder):
        return {mail["Subject"]: mail for mail in (
            email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            for path in sorted((self.dir / folder).rglob("*.eml")))}

    def calendar(self, mail) -> list[str]:
        (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar" and part is not mail][:1]
        return re.sub(r"\r?\n ", "", part.get_content()).splitlines()

    def test_a_text_becomes_mail_with_calendar_objects(self):
        done = self.run_tool("mailconvert", "ANN.SC2", "-o", "mail", "--report", "r.json")

        self.assert_status(done, 0)
        mails = self.mails("mail")
        self.assertEqual(set(mails), {"Weekly meeting", "Lunch", "Write", "Ann Ash"})
        self.assertEqual(sorted({path.split("/")[0] for path in self.tree("mail")} - {"restante-manifest.csv"}),
                         ["Calendar", "Contacts", "Tasks"])
        series = self.calendar(mails["Weekly meeting"])
        for line in ("RRULE:FREQ=WEEKLY;UNTIL=19970624T090000;BYDAY=TU;WKST=MO", "EXDATE:19970513T090000",
                     "RECURRENCE-ID:19970520T090000", "DTSTART:19970521T140000", "SUMMARY:Moved meeting"):
            self.assertIn(line, series)
        lunch = self.calendar(mails["Lunch"])
        self.assertIn("DTSTART:19970507T120000", lunch)
        self.assertNotIn("BEGIN:VALARM", lunch)
        self.assertFalse([line for line in lunch if line.startswith("ATTENDEE")])
        self.assertIn("PERCENT-COMPLETE:40", self.calendar(mails["Write"]))
        self.assertIn("TEL;TYPE=CELL:2", mails["Ann Ash"].as_string())
        box = json.loads((self.dir / "r.json").read_text())["mailboxes"][0]
        self.assertEqual((box["totals"]["expected"], box["totals"]["written"]), (4, 4))

    def test_a_zone_places_a_series_with_its_days(self):
        self.assert_status(self.run_tool("mailconvert", "ANN.SC2", "-o", "mail", "--timezone", "America/New_York"), 0)

        series = self.calendar(self.mails("mail")["Weekly meeting"])
        for line in ("TZID:America/New_York", "DTSTART;TZID=America/New_York:19970506T090000",
                     "RRULE:FREQ=WEEKLY;UNTIL=19970624T130000Z;BYDAY=TU;WKST=MO",
                     "EXDATE;TZID=America/New_York:19970513T090000",
                     "RECURRENCE-ID;TZID=America/New_York:19970520T090000", "DTSTART:19970521T180000Z"):
            self.assertIn(line, series)

    def test_a_pipe_makes_the_same_mail(self):
        self.assert_status(self.run_tool("mailconvert", "ANN.SC2", "-o", "x.spool"), 0)
        self.assert_status(self.run_tool("spool2mime", "x.spool", "-o", "piped"), 0)
        self.assert_status(self.run_tool("mailconvert", "ANN.SC2", "-o", "direct"), 0)

        self.assertEqual(self.tree("piped"), self.tree("direct"))

    def test_a_pst_read_back_has_the_same_items(self):
        self.assert_status(self.run_tool("mailconvert", "ANN.SC2", "-o", "x.pst", "--timezone", "Europe/Berlin"), 0)
        self.assert_status(self.run_tool("mailconvert", "x.pst", "-o", "back"), 0)

        mails = self.mails("back")
        self.assertEqual(set(mails), {"Weekly meeting", "Lunch", "Write", "Ann Ash"})
        series = self.calendar(mails["Weekly meeting"])
        self.assertIn("DTSTART;TZID=Europe/Berlin:19970506T090000", series)
        self.assertIn("RRULE:FREQ=WEEKLY;UNTIL=19970624T070000Z;BYDAY=TU;WKST=MO", series)
        self.assertIn("EXDATE;TZID=Europe/Berlin:19970513T090000", series)
        self.assertIn("RECURRENCE-ID;TZID=Europe/Berlin:19970520T090000", series)
        self.assertNotIn("BEGIN:VALARM", self.calendar(mails["Lunch"]))

    def test_readpst_finds_the_appointments_of_a_pst(self):
        if shutil.which("readpst") is None:
            self.skipTest("SKIPPED: no readpst")
        self.assert_status(self.run_tool("mailconvert", "ANN.SC2", "-o", "x.pst"), 0)
        (self.dir / "out").mkdir()
        done = subprocess.run(["readpst", "-o", "out", "-t", "eajc", "-r", "x.pst"], cwd=self.dir, capture_output=True,
                              check=False)

        self.assertEqual(done.returncode, 0, done.stderr)
        text = "".join(path.read_text("utf-8", "replace") for path in (self.dir / "out").rglob("*") if path.is_file())
        for line in ("SUMMARY:Lunch", "LOCATION:Canteen", "DTSTART;VALUE=DATE-TIME:19970507T120000Z", "RRULE:FREQ=WEEKLY", "BYDAY=TU",
                     "FN:Ann Ash"):
            self.assertIn(line, text)

    def test_damage_is_told_with_its_line(self):
        (self.dir / "x.sc2").write_bytes(interchange('stray\nSingleTasks:\n{\nText: "open\nRing: F\nStartDate: never\n}\n'))

        done = self.run_tool("mailconvert", "x.sc2", "-o", "mail", "--verbose")

        self.assert_status(done, 3)
        self.assert_says(done, "line 2", "text that belongs to no object that was read", "string.quote", '"never" is no date')

    def test_properties_that_mail_files_do_not_carry_are_counted(self):
        (self.dir / "x.sc2").write_bytes(interchange('SingleTasks:\n{\nText: "a"\nUnknown: foo\n}\n'))

        done = self.run_tool("mailconvert", "x.sc2", "-o", "mail", "--verbose", "--report", "r.json")

        self.assert_status(done, 0)
        self.assert_says(done, "no field of an item says: 1, of 1 objects", "mail files do not")
        self.assertIn("mail files do not", (self.dir / "r.json").read_text())

    def test_mailsniff_knows_a_text_by_its_first_line(self):
        done = self.run_tool("mailsniff", "ANN.SC2")
        self.assert_status(done, 0)
        self.assertIn("Schedule+ interchange 103", done.stdout.decode())

    def test_a_file_of_that_name_that_is_none_has_failed(self):
        (self.dir / "in").mkdir()
        (self.dir / "in" / "x.sc2").write_text("Dear Sir or Madam")
        self.assert_status(self.run_tool("mailconvert", "in", "-o", "mail"), 65)


class Queues(ToolTest):
    def make(self):
        for name in ("A1", "A2"):
            path = self.dir / "imc" / "Backup" / "Mtsin" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(note(name))
        (self.dir / "imc" / "Backup" / "Mtsout").mkdir()
        (self.dir / "imc" / "Backup" / "Mtsout" / "B1").write_bytes(b"no stream")
        (self.dir / "imc" / "Backup" / "Imcfls").write_text("[Mtsin]\r\nA1=1\r\nA2=1\r\nA3=1\r\n")

    def test_saved_queues_are_one_mailbox(self):
        """Q195804 saved queues are one TNEF stream per message."""
        self.make()

        done = self.run_tool("mailconvert", "imc", "-o", "mail", "--report", "r.json")

        self.assert_status(done, 3)
        box = json.loads((self.dir / "r.json").read_text())["mailboxes"][0]
        self.assertEqual((box["totals"]["expected"], box["totals"]["written"], box["totals"]["failed"]), (4, 2, 2))
        self.assertEqual({loss["native_id"] for loss in box["losses"]["listed"]}, {"Mtsin/A3", "Mtsout/B1"})
        self.assertEqual(len(list((self.dir / "mail" / "Mtsin").glob("*.eml"))), 2)

    def test_mailsniff_lists_the_queues(self):
        self.make()
        done = self.run_tool("mailsniff", "imc")
        self.assertIn("queues saved by IMCSAVE", done.stdout.decode())
        self.assertIn("Mtsin, 2 files", done.stdout.decode())

    def test_nothing_is_written_into_the_tree(self):
        self.make()
        self.assert_status(self.run_tool("mailconvert", "imc/Backup", "-o", "imc/Backup/out"), 73)


class InformationStores(ToolTest):
    def test_a_store_is_recognised_and_refused_with_advice(self):
        for name, head, texts in (
                ("priv.edb", store_header(), ("Exchange 5.5", "ESE97", "clean", "ExMerge 3.71")),
                ("pub.edb", store_header(state=2), ("dirty", "log files", "work on a copy")),
                ("dir.edb", store_header(), ("directory database", "no mail inside")),
                ("old.edb", store_header(version=0x500), ("(engine older than ESE, its program not known, ", "if it is of Exchange 4.0 or 5.0, mount it",
                                                              "ExMerge 2.0")),
                ("priv1.edb", store_header(revision=0xB), ("2000 or 2003", "ExMerge 6.5", "recovery storage group")),
                ("alone.stm", store_header(revision=0xB, kind=1), ("streaming file", "without their index"))):
            (self.dir / name).write_bytes(head)
            done = self.run_tool("mailconvert", name, "-o", "mail")
            self.assert_status(done, 65)
            self.assert_says(done, *texts)
            self.assertFalse((self.dir / "mail").exists())

    def test_mailsniff_prints_what_the_header_says(self):
        (self.dir / "priv1.edb").write_bytes(store_header(revision=0xB, state=2))
        (self.dir / "priv1.stm").write_bytes(store_header(revision=0xB, kind=1))

        done = self.run_tool("mailsniff", "priv1.edb", "priv1.stm")

        self.assert_status(done, 65)
        text = done.stdout.decode()
        for words in ("Exchange 2000 or 2003", "version 0x620 at 8, revision 0x0B", "shutdown dirty (2 at 52), pages of 4096"):
            self.assertIn(words, text)
        self.assert_says(done, "it belongs to the .edb beside it")

    def test_logs_and_checkpoints_go_with_their_store(self):
        for name in ("edb00001.log", "edb.chk"):
            (self.dir / name).write_bytes(b"\0" * 8192)
            done = self.run_tool("mailsniff", name)
            self.assert_status(done, 65)
            self.assert_says(done, "keep it with its .edb")
        (self.dir / "priv.edb").write_bytes(b"\0" * 8192)
        self.assert_says(self.run_tool("mailsniff", "priv.edb"), "EF CD AB 89")

    def test_a_store_in_a_directory_has_failed(self):
        (self.dir / "mdbdata").mkdir()
        (self.dir / "mdbdata" / "priv.edb").write_bytes(store_header())
        (self.dir / "mdbdata" / "edb.log").write_bytes(b"\0" * 64)
        done = self.run_tool("mailconvert", "mdbdata", "-o", "mail")
        self.assert_status(done, 65)
        self.assert_says(done, "Exchange 5.5")


class Companions(ToolTest):
    def test_lists_of_passwords_are_named_and_not_printed(self):
        """Q174738 the passwords of the Migration Wizard's PSTs are not needed."""
        (self.dir / "psts").mkdir()
        (self.dir / "psts" / "ANN.SC2").write_bytes(interchange(SERIES))
        for name in ("PST.PASSWORD", "Accounts.password", "Imapusr.csv", "ExMerge.log"):
            (self.dir / "psts" / name).write_text("ANNL,s3cret")

        done = self.run_tool("mailconvert", "psts", "-o", "mail", "--verbose")

        self.assert_status(done, 0)
        self.assert_says(done, "PST.PASSWORD", "only a checksum", "Accounts.password", "Imapusr.csv", "alias")
        self.assertNotIn("s3cret", done.talk)


if __name__ == "__main__":
    unittest.main()
