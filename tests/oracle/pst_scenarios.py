"""Mailboxes that a PST writer has to get right, each a function that types it as a spool.

`python3 pst_scenarios.py` lists them; `python3 pst_scenarios.py NAME FILE.spool` types one.
"""

import collections.abc
import dataclasses
import datetime
import itertools
import json
import pathlib
import subprocess
import sys

import spool_writer
from spool_writer import Content, SpoolWriter, content, noise, prop, recipient, text

WIDTHS = ("unicode", "ansi")
ENCODINGS = ("permute", "cyclic", "none")
BLOCK = {"unicode": 8176, "ansi": 8180}  # bytes of data in a full block
BLOCKS_PER_XBLOCK = {"unicode": 1021, "ansi": 2043}
LARGEST_IN_HEAP = 3580
LARGEST_ATTACHMENT = 0x7FFFFFFF
SECTION = 253952
KILOBYTE, MEGABYTE = 1024, 1024 * 1024

PS_PUBLIC_STRINGS = "00020329-0000-0000-c000-000000000046"
PSETID_COMMON = "00062008-0000-0000-c000-000000000046"
PSETID_OURS = "5a3c2e10-77d1-4f0e-9a55-0123456789ab"  # a set that no program knows


@dataclasses.dataclass(frozen=True)
class Scenario:
    name: str
    write: collections.abc.Callable[..., None]  # write(spool), or write(spool, width) when `wide`
    what: str
    cost: str = "small"  # "medium": one encoding a width; "large": only with --full; "huge": only by hand
    widths: tuple[str, ...] = WIDTHS
    by_width: bool = False
    status: int | dict[str, int] = 0  # of spool2pst
    lost: int = 0  # messages that come out as losses

    def type(self, path: pathlib.Path, width: str):
        with path.open("wb") as stream, SpoolWriter(stream) as spool:
            self.write(spool, **({"width": width} if self.by_width else {}))

    def exit_code(self, width: str) -> int:
        return self.status if isinstance(self.status, int) else self.status[width]

    def encodings(self) -> tuple[str, ...]:
        return ENCODINGS if self.cost == "small" else ENCODINGS[:1]


ALL: dict[str, Scenario] = {}


def scenario(what: str, **options):
    def add(write):
        name = write.__name__.replace("_", "-")
        ALL[name] = Scenario(name, write, what, **options)
        return write
    return add


def chosen(*costs: str) -> list[Scenario]:
    return [one for one in ALL.values() if one.cost in costs]


# --- what most of them share ------------------------------------------------------------------------------------------

BEGIN = datetime.datetime(1995, 3, 14, 9, 15, tzinfo=datetime.timezone.utc)


def moment(number: int) -> str:
    return spool_writer.time(BEGIN + datetime.timedelta(minutes=number))


def mail(number: int = 0, **fields) -> dict:
    """A plain mail that differs from all others."""
    return {"class": "IPM.Note", "subject": f"Message {number}",
            "from": spool_writer.address("Liz Moran", "liz@moran.example"),
            "recipients": [recipient("Tom Achebe", "tom.achebe@harbour.example")],
            "sent": moment(number), "received": moment(number + 1), "read": number % 3 == 0,
            "bodies": {"text": text(f"The text of message {number}.\r\n")},
            "message_id": f"<{number}@moran.example>",
            "provenance": {"native_id": f"item {number}"}} | fields


def top(spool: SpoolWriter, **store) -> int:
    """The store, its root and its subtree; returns the subtree."""
    spool.store(display_name="Liz Moran", **store)
    root = spool.folder("", role="root")
    return spool.folder("Top of Personal Folders", root, role="ipm-subtree")


def fill(spool: SpoolWriter, messages: list[dict], name: str = "Inbox", role: str | None = "inbox", **fields) -> int:
    """A store with one folder of these messages."""
    folder = spool.folder(name, top(spool), role=role, items=len(messages), **fields)
    for message in messages:
        spool.message(folder, **message)
    return folder


# --- small ------------------------------------------------------------------------------------------------------------


@scenario("a store without any folder")
def empty_store(spool: SpoolWriter):
    spool.store(display_name="Nothing")


@scenario("root and subtree alone")
def empty_subtree(spool: SpoolWriter):
    top(spool)


@scenario("one message, text only")
def one_message(spool: SpoolWriter):
    fill(spool, [mail(1)])


@scenario("messages in the root and in the subtree themselves, and one without any field")
def messages_at_the_top(spool: SpoolWriter):
    spool.store(display_name="Liz Moran", properties=[prop(0x35E00102, bytes(20) + b"\x22\x80\0\0")])  # an entry id
    root = spool.folder("", role="root", items=1)
    subtree = spool.folder("Top of Personal Folders", root, role="ipm-subtree", items=2)
    spool.message(root, **mail(1))
    spool.message(subtree, **mail(2))
    spool.message(subtree)


@scenario("a root that is all there is, as in an address book")
def a_root_alone(spool: SpoolWriter):
    spool.store(display_name="Address book")
    root = spool.folder("Personal Address Book", role="root", items=2)
    inner = spool.folder("Club", root, items=1)
    spool.message(root, **mail(1))
    spool.message(root, **{"class": "IPM.Contact", "subject": "Tom", "contact": {"display_name": "Tom"}})
    spool.message(inner, **mail(2))


@scenario("folders without root and subtree, as old mail systems have them")
def folders_without_a_root(spool: SpoolWriter):
    spool.store(display_name="Post office")
    one = spool.folder("Inbox", role="inbox", items=1)
    two = spool.folder("Projects", items=1)
    three = spool.folder("1994", two, items=1)
    for number, folder in enumerate((one, two, three)):
        spool.message(folder, **mail(number))


@scenario("special folders in every role, a message in each; some roles twice")
def special_folders(spool: SpoolWriter):
    subtree = top(spool)
    roles = {"inbox": ("Inbox", "IPF.Note", "mail"), "outbox": ("Outbox", "", "mail"), "sent": ("Sent Items", "", "mail"),
             "deleted": ("Deleted Items", "", "mail"), "drafts": ("Drafts", "IPF.Note", "mail"),
             "junk": ("Junk E-mail", "IPF.Note", "mail"), "calendar": ("Calendar", "IPF.Appointment", "calendar"),
             "contacts": ("Contacts", "IPF.Contact", "contacts"), "journal": ("Journal", "IPF.Journal", "journal"),
             "notes": ("Notes", "IPF.StickyNote", "notes"), "tasks": ("Tasks", "IPF.Task", "tasks"),
             "recovered": ("Recovered Items", "", "mail"), "lost-and-found": ("Lost and Found", "", "mail")}
    for number, (role, (name, container, kind)) in enumerate(roles.items()):
        folder = spool.folder(name, subtree, role=role, container_class=container or None, item_kind=kind, items=1)
        spool.message(folder, **mail(number))
    for number, role in enumerate(("inbox", "calendar", "deleted", "sent")):
        folder = spool.folder(f"Second {role}", subtree, role=role, items=1)
        spool.message(folder, **mail(100 + number))
    inner = spool.folder("Of last year", subtree + 1, items=1)  # below the inbox
    spool.message(inner, **mail(200))


@scenario("a store with some of the special folders, but no Inbox")
def no_inbox(spool: SpoolWriter):
    subtree = top(spool)
    for number, role in enumerate(("sent", "drafts", "calendar")):
        folder = spool.folder(role.title(), subtree, role=role, items=1)
        spool.message(folder, **mail(number))


@scenario("a search folder, whose messages live elsewhere")
def search_folder(spool: SpoolWriter):
    subtree = top(spool)
    inbox = spool.folder("Inbox", subtree, role="inbox", items=1)
    spool.folder("Unread Mail", subtree - 1, role="search")
    spool.message(inbox, **mail(1))


@scenario("900 recipients of all kinds on a message")
def nine_hundred_recipients(spool: SpoolWriter):
    kinds = ("to", "cc", "to", "bcc", "to")
    many = [recipient(f"Recipient Number {n}", f"recipient{n}@example.com", kinds[n % 5]) for n in range(900)]
    fill(spool, [mail(1, recipients=many), mail(2)])


def names_of(length: int, kind: str) -> list[dict]:
    """Recipients whose names, joined by "; ", have so many characters."""
    count = max(1, length // 40)
    rest = length - 2 * (count - 1)
    lengths = [rest // count + (1 if n < rest % count else 0) for n in range(count)]
    return [recipient(f"{n:03}".ljust(size, "abcdefghij"[n % 10]), f"r{n}@example.com", kind)
            for n, size in enumerate(lengths)]


@scenario("display strings around 1,024 characters and around the largest value of a heap")
def display_strings(spool: SpoolWriter):
    lengths = (1022, 1023, 1024, 1025, 1789, 1790, 1791, 3579, 3580, 3581, 9000)
    messages = [mail(length, subject=f"{kind} {length}", recipients=names_of(length, kind))
                for length in lengths for kind in ("to", "cc", "bcc")]
    messages.append(mail(1, recipients=names_of(1024, "to") + names_of(1500, "cc") + names_of(1024, "bcc")))
    messages.append(mail(2, subject="inside", attachments=[spool_writer.embedded(
        mail(3, recipients=names_of(1024, "to")))]))
    fill(spool, messages)


@scenario("Bcc in every mixture, unsaid and odd kinds, recipients without names or addresses")
def recipients(spool: SpoolWriter):
    def person(number, kind):
        return recipient(f"Person {number}", f"person{number}@example.com", kind)
    fill(spool, [
        mail(1, recipients=[person(1, "bcc")]),
        mail(2, recipients=[person(1, "to"), person(2, "bcc"), person(3, "cc"), person(4, "bcc")]),
        mail(3, recipients=[person(1, "originator"), person(2, "unknown"), person(3, "to")]),
        mail(4, recipients=[]),
        mail(5, recipients=[], unsent=True),
        mail(6, recipients=[{"kind": "to", "name": "Only a name"}, {"kind": "cc", "smtp": "only@example.com"},
                            {"kind": "to", "type": "MS", "address": "HOORN/CLUB/BERTHS"}, {"kind": "to"}]),
        mail(7, recipients=[recipient("With; a semicolon", "semi@example.com"), recipient("With; a semicolon", "semi@example.com")]),
        mail(8, recipients=[recipient("A name of the row", "row@example.com") | {"properties": [
            prop(0x3001001F, "A name of the row"), prop(0x5FFD0003, 3), prop(0x39FE001F, "row@example.com"),
            prop(0x80050003, 7, set=PSETID_COMMON, lid=0x8505)]}]),
        {"class": "REPORT.IPM.Note.NDR", "subject": "Undeliverable", "sent": moment(9)},
    ])


@scenario("addresses of old mail systems, a sender on behalf, reply to several")
def addresses(spool: SpoolWriter):
    people = [spool_writer.address("Zoë de Wit", "/o=Club/ou=Hoorn/cn=Recipients/cn=zdewit", "EX"),
              spool_writer.address("Berth holders", "HOORN/CLUB/BERTHS", "MS"),
              spool_writer.address("Moran, Liz", "Moran, Liz at Hoorn", "CCMAIL"),
              spool_writer.address("Fax to the mayor", "Mayor@+31 229 555 0111", "FAX"),
              spool_writer.address("Anneke Brouwer", "c=nl;a=400net;p=brouwer;s=brouwer;g=anneke;", "X400"),
              spool_writer.address("A list", "Committee", "MAPIPDL"),
              spool_writer.address("Known in both", "HOORN/CLUB/TOM", "MS", smtp="tom@harbour.example"),
              {"name": "No address"}, {"smtp": "no.name@example.com"}]
    messages = [mail(n, **{"from": one, "sender": people[n - 1] if n % 2 else None, "reply_to": people[:n],
                           "recipients": [{"kind": "to"} | person for person in people]})
                for n, one in enumerate(people)]
    messages.append(mail(20) | {"from": None})
    fill(spool, messages)


@scenario("subjects: prefixes, control characters, long ones, none", status={"unicode": 0, "ansi": 3})
def subjects(spool: SpoolWriter):
    values = ["", "Re: x", "FW: ", "RE: RE: twice", "AW: Antwort", "Vá: Svar", "no: space", "a:b", "1: digit", "Re:no space",
              "tab\there", "line\r\nfolded", "\x01\x05Re: marked", "nul\0inside", "bell\x07", "x" * 252, "x" * 253, "x" * 254,
              "x" * 255, "x" * 256, "x" * 400, "x" * 2700, "Re: " + "y" * 400, "é" * 253, "\U0001F600" * 126, "\U0001F600" * 127,
              "x" + "\U0001F600" * 130, " leading", "trailing ", ":", "Re: ", "WG: FW: Re: all"]
    messages = [mail(n, subject=value) for n, value in enumerate(values)]
    messages += [mail(100 + n, subject=subject, conversation_topic=topic) for n, (subject, topic) in enumerate(
        [("Antwort: Segel", "Segel"), ("Segel", "Segel"), ("Re: Segel", "Mast"), ("Re: x", "x" * 400), ("Tilt", "Tilt\x02")])]
    messages.append(mail(200, **{"class": "IPM.Microsoft.ScheduleData.FreeBusy", "subject": "LocalFreebusy"}))
    fill(spool, messages)


@scenario("names of 300 characters, odd names and none, of folders, attachments, people and the store")
def names(spool: SpoolWriter):
    spool.store(display_name="A store with a name " + "n" * 300)
    root = spool.folder("", role="root")
    subtree = spool.folder("", root, role="ipm-subtree")
    values = ["n" * 300, "n" * 255, "n" * 256, "", "", "same", "same", "SAME", "a/b\\c", "tab\tand\x01control", "..", " "]
    for number, name in enumerate(values):
        folder = spool.folder(name, subtree, items=1)
        spool.message(folder, **mail(number, subject=f"in folder {number}", recipients=[recipient(name, "a@example.com")],
                                     attachments=[spool_writer.file(name, content(b"x")),
                                                  spool_writer.file(None, content(b"y"), short_name="SHORT.TXT")]))


@scenario("text beyond the basic plane and in many scripts", status={"unicode": 0, "ansi": 3})
def scripts(spool: SpoolWriter):
    samples = {"emoji": "Ahoy \U0001F600\U0001F6A2 ⛵", "greek": "Καλημέρα κόσμε", "cyrillic": "Привет, мир",
               "japanese": "こんにちは世界", "korean": "안녕하세요", "hebrew": "שלום עולם", "mixed": "Ж λ é 世 \U0001D11E",
               "combining": "e\u0301 A\u030A", "latin": "Zoë Ångström – “quoted” €"}
    subtree = top(spool)
    for number, (name, value) in enumerate(samples.items()):
        folder = spool.folder(value, subtree, items=1)
        spool.message(folder, **mail(number, subject=f"{name}: {value}", recipients=[recipient(value, f"{name}@example.com")],
                                     bodies={"text": text(value * 3)}, categories=[value, name],
                                     attachments=[spool_writer.file(f"{value}.txt", content(value.encode()))]))


@scenario("times: instants, wall clocks, none, before 1601 and far away", status=3)
def times(spool: SpoolWriter):
    wall = "1994-12-24T18:30:00"
    fill(spool, [
        mail(1, sent=wall, received="1994-12-24T18:31:00"),
        mail(2, sent=wall, received=None, created=wall, modified="1995-01-01T00:00:00.1234567"),
        mail(3, sent=None, received=None),
        mail(4, sent="2024-02-29T23:59:59.9999999Z", received=None, created="1970-01-01T00:00:00Z"),
        mail(5, sent="1601-01-01T00:00:01Z", received="9999-12-31T23:59:59Z"),
        mail(6, sent="1500-01-01T00:00:00Z"),
        {"class": "IPM.Note", "subject": "nothing known"},
        mail(8, attachments=[spool_writer.file("dated.txt", content(b"x"), created=wall, modified="1999-01-01T00:00:00Z")]),
    ])


@scenario("bodies: text, HTML and RTF, alone and together, in several code pages, empty and large")
def bodies(spool: SpoolWriter):
    html = "<html><head><meta charset=\"{}\"></head><body><p>{}</p></body></html>"
    rtf = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\f0 The \b berth\b0  fees rise.\par}"
    from_html = (r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag18 <html>}"
                 r"{\*\htmltag50 <body>}{\*\htmltag64 <p>}Bonjour {\*\htmltag72 </p>}{\*\htmltag58 </body>}{\*\htmltag27 </html>}}")
    long = "A line of text that is repeated.\r\n"
    fill(spool, [
        mail(1, bodies={}),
        mail(2, bodies={"text": text("")}),
        mail(3, bodies={"text": text("Unix\nlines\nhere\n")}),
        mail(4, bodies={"text": text("Grüße aus Köln", 850, "cp850")}),
        mail(5, bodies={"text": text("日本語の本文", 932, "cp932")}),
        mail(6, bodies={"html": text(html.format("utf-8", "Grüße \U0001F600"))}),
        mail(7, bodies={"html": text(html.format("windows-1251", "Привет"), 1251, "cp1251"), "text": text("Привет")}),
        mail(8, bodies={"rtf": text(rtf, 1252, "cp1252")}),
        mail(9, bodies={"rtf": text(from_html, 1252, "cp1252")}),
        mail(10, bodies={"text": text("Plain"), "html": text(html.format("utf-8", "Page")), "rtf": text(rtf, 1252, "cp1252")}),
        *(mail(20 + n, bodies={"text": text(long * 10000 if size is None else "b" * size)})
          for n, size in enumerate((1789, 1790, 1791, 3579, 3580, 3581, 4087, 4088, 4089, 8176, 8180, None))),
        mail(40, bodies={"rtf": text(rtf[:-1] + "filler \\par " * 9000 + "}", 1252, "cp1252")}),
        mail(41, bodies={"html": text(html.format("utf-8", "x" * 100000))}),
        mail(42, transport_headers=text("Received: by a.example\r\nSubject: Message 42\r\nX-Long: " + "h" * 9000 + "\r\n\r\n", 20127)),
    ])


@scenario("attachments of every kind, with all their fields")
def attachments(spool: SpoolWriter):
    page = "<html><body><img src=\"cid:picture1\"><a href=\"x\">y</a></body></html>"
    fill(spool, [
        mail(1, attachments=[spool_writer.file("report for the committee.final.txt", content(b"plain"), short_name="REPORT~1.TXT",
                                               mime_type="text/plain", rendering_position=-1, created=moment(5), modified=moment(6))]),
        mail(2, bodies={"html": text(page)}, attachments=[
            spool_writer.file("picture.png", content(b"\x89PNG\r\n\x1a\n"), mime_type="image/png", content_id="picture1",
                              inline_hidden=True),
            spool_writer.file("listed.bin", noise(5000))]),
        mail(3, bodies={"html": text(page)}, attachments=[
            spool_writer.file("picture.png", content(b"\x89PNG"), content_id="picture1", content_location="http://example.com/p.png",
                              inline_hidden=True)]),
        mail(4, attachments=[spool_writer.ole(noise(200), long_name="Drawing"), spool_writer.ole(noise(20000), long_name="Sheet"),
                             spool_writer.ole(content(b""), long_name="Empty")]),
        mail(5, attachments=[spool_writer.reference("\\\\HOORN\\SHARE\\fees.xls", long_name="fees.xls", rendering_position=12)]),
        mail(6, attachments=[spool_writer.file(None, content(b"no name at all")), spool_writer.file("nothing.bin", content(b"")),
                             spool_writer.file("no-extension", content(b"x")), spool_writer.file(".hidden", content(b"x")),
                             spool_writer.file("ünïcödé name.txt", content(b"x"), mime_type="application/octet-stream")]),
        mail(7, attachments=[spool_writer.file("same.bin", noise(300)), spool_writer.file("same.bin", noise(300))]),
        mail(8, attachments=[spool_writer.file("with properties.bin", noise(9000), properties=[
            prop(0x3701_0102, noise(9000)), prop(0x3704_001F, "WITHPR~1.BIN"), prop(0x3707_001F, "with properties.bin"), prop(0x3705_0003, 1), prop(0x370B_0003, 5),
            prop(0x0E20_0003, 1), prop(0x3702_0102, b""), prop(0x7FFE_000B, False),
            prop(0x8010_001F, "named", set=PSETID_OURS, name="of an attachment")])]),
        mail(9, **{"class": "IPM.Document.Excel.Sheet", "attachments": [spool_writer.file("book.xls", noise(4000))]}),
    ])


@scenario("attachments of 0 and 1 bytes, around the largest heap value and around one and two blocks")
def attachment_sizes(spool: SpoolWriter):
    sizes = [0, 1, 2, 3579, 3580, 3581, *(k * data + d for data in BLOCK.values() for k in (1, 2) for d in (-1, 0, 1)), 65536, 70000]
    fill(spool, [mail(size, attachments=[spool_writer.file(f"{size}.bin", noise(size, size + 1))]) for size in sizes]
         + [mail(1, attachments=[spool_writer.file(f"{size}.bin", noise(size, size + 7)) for size in sizes])])


@scenario("embedded messages five deep, each with an attachment and recipients of its own")
def embedded_five_deep(spool: SpoolWriter):
    def level(number: int) -> dict:
        inner = [spool_writer.embedded(level(number + 1), long_name=f"Level {number + 1}")] if number < 5 else []
        return mail(number, subject=f"Level {number}", recipients=[recipient(f"Reader {number}", f"r{number}@example.com"),
                                                                   recipient("Hidden", "h@example.com", "bcc")],
                    attachments=[spool_writer.file(f"level-{number}.bin", noise(5000 * number + 1, number + 1)), *inner])
    fill(spool, [level(0), mail(10, subject="Siblings", attachments=[
        spool_writer.embedded(mail(n, subject=f"Sibling {n}"), long_name=f"Sibling {n}") for n in range(3)]),
        mail(20, attachments=[spool_writer.embedded({"class": "IPM.Contact", "subject": "A card", "contact": {"display_name": "A card"}}),
                              spool_writer.embedded({}), {"kind": "message", "long_name": "could not be read"}])])


@scenario("hidden items of several classes beside live ones")
def associated_items(spool: SpoolWriter):
    view = {"class": "IPM.Microsoft.FolderDesign.NamedView", "subject": "Messages", "associated": True,
            "properties": [prop(0x001A001F, "IPM.Microsoft.FolderDesign.NamedView"), prop(0x3001001F, "Messages"),
                           prop(0x0037001F, "Messages"), prop(0x7001001F, "extra"), prop(0x70030003, 4), prop(0x70040102, b"\0\1\2"),
                           prop(0x68051003, [1, 2, 3]), prop(0x6803000B, True), prop(0x300B0102, b"k" * 16)]}
    categories = {"class": "IPM.Configuration.CategoryList", "subject": "IPM.Configuration.CategoryList", "associated": True,
                  "properties": [prop(0x7C080102, b"<?xml version=\"1.0\"?><categories/>"), prop(0x7C060003, 4)]}
    big = {"class": "IPM.Rule.Version2.Message", "subject": "Rules", "associated": True,
           "attachments": [spool_writer.file("rule.dat", noise(9000))], "properties": [prop(0x65EB001F, "provider")]}
    subtree = top(spool)
    inbox = spool.folder("Inbox", subtree, role="inbox", items=5)
    calendar = spool.folder("Calendar", subtree, role="calendar", items=2, item_kind="calendar")
    for number, item in enumerate((view, mail(1), big, mail(2), view)):
        spool.message(inbox, **item | {"provenance": {"native_id": f"item {number}"}})
    spool.message(calendar, **categories)
    spool.message(calendar, **{"class": "IPM.Configuration.Bare", "associated": True})


def zone() -> dict:
    return {"bias": -60, "daylight": {"bias": -120, "begins": {"month": 3, "weekday": 0, "nth": -1, "minute": 120},
                                      "ends": {"month": 10, "weekday": 0, "nth": -1, "minute": 180}}}


def series(**recurrence) -> dict:
    return {"kind": "appointment", "start": "2003-01-08T19:00:00Z", "end": "2003-01-08T21:00:00Z", "location": "Club house",
            "uid": "040000008200e00074c5b7101a82e008", "reminder_minutes": 30, "zone_name": "W. Europe Standard Time",
            "zone_rule": zone(), "recurrence_text": "as agreed", "recurrence": recurrence}


@scenario("appointments, meetings and series of every frequency")
def calendars(spool: SpoolWriter):
    plain = {"kind": "appointment", "start": "2003-04-30T10:00:00Z", "end": "2003-04-30T11:00:00Z", "busy": "out-of-office"}
    rules = [{"frequency": "daily", "interval": 2, "count": 5}, {"frequency": "daily"},
             {"frequency": "weekly", "weekdays": 8, "first_weekday": 1, "count": 10, "deleted": ["2003-02-19T00:00:00"]},
             {"frequency": "weekly", "interval": 3, "weekdays": 62, "until": "2003-12-31T00:00:00"},
             {"frequency": "monthly", "day_of_month": 8, "count": 12}, {"frequency": "monthly", "day_of_month": -1},
             {"frequency": "monthly-nth", "weekdays": 8, "nth": -1, "count": 4}, {"frequency": "yearly", "day_of_month": 8, "month": 1},
             {"frequency": "yearly-nth", "weekdays": 8, "nth": 2, "month": 1, "count": 3}]
    fill(spool, [
        {"class": "IPM.Appointment", "subject": "Plain", "calendar": plain},
        {"class": "IPM.Appointment", "subject": "All day", "calendar": {"kind": "appointment", "start": "2003-04-30T00:00:00",
                                                                        "end": "2003-05-01T00:00:00", "all_day": True, "busy": "free"}},
        {"class": "IPM.Appointment", "subject": "With attendees", "calendar": plain | {"uid": "0400aabb", "response": "accepted"},
         "recipients": [recipient("Tom", "tom@harbour.example"), recipient("Liz", "liz@moran.example", "cc")],
         "attachments": [spool_writer.file("agenda.txt", content(b"1. Welcome"))]},
        *({"class": f"IPM.Schedule.Meeting.{kind}", "subject": f"Meeting {kind}", "sent": moment(1),
           "from": spool_writer.address("Tom", "tom@harbour.example"), "recipients": [recipient("Liz", "liz@moran.example")],
           "calendar": plain | {"uid": "0400aabb", "method": method, "response": response}}
          for kind, method, response in (("Request", "request", None), ("Canceled", "cancellation", None),
                                         ("Resp.Pos", "response", "accepted"), ("Resp.Neg", "response", "declined"))),
        *({"class": "IPM.Appointment", "subject": f"Series {n}", "calendar": series(**rule)} for n, rule in enumerate(rules)),
        {"class": "IPM.Appointment", "subject": "Nothing known", "calendar": {"kind": "appointment"}},
    ], "Calendar", "calendar", item_kind="calendar", container_class="IPF.Appointment")


@scenario("contacts, a list, tasks, a journal entry, a note and a post, with and without a class")
def kinds_of_items(spool: SpoolWriter):
    card = {"display_name": "Tom Achebe", "file_as": "Achebe, Tom", "given_name": "Tom", "surname": "Achebe", "company": "Harbour Office",
            "title": "Harbour Master", "business_phone": "+31 20 555 0147", "mobile_phone": "+31 6 5550 0199", "web_page": "http://example.com",
            "emails": [spool_writer.address("Tom", f"tom{n}@harbour.example") for n in range(5)],
            "business_address": {"street": "Quay 4", "city": "Hoorn", "postal_code": "1621 AB", "country": "Netherlands"},
            "home_address": {"street": "Dike 1"}, "birthday": "1961-08-30T00:00:00", "anniversary": "1990-05-05T00:00:00"}
    members = [spool_writer.address("Liz", "liz@moran.example"), spool_writer.address("Zoë", "/o=Club/cn=zoe", "EX"), {"name": "Nobody"}]
    fill(spool, [
        {"class": "IPM.Contact", "subject": "Tom Achebe", "contact": card, "bodies": {"text": text("Diesel engines.")}},
        {"subject": "Without class", "contact": {"display_name": "Without class"}},
        {"class": "IPM.Contact", "subject": "Empty", "contact": {}},
        {"class": "IPM.DistList", "subject": "Committee", "list": {"name": "Committee", "members": members}},
        {"class": "IPM.DistList", "subject": "Nobody", "list": {"name": "Nobody"}},
        {"class": "IPM.DistList", "subject": "Many", "list": {"name": "Many", "members": [
            spool_writer.address(f"Member {n}", f"m{n}@example.com") for n in range(150)]}},
        {"class": "IPM.Task", "subject": "Renew the insurance", "importance": "high",
         "calendar": {"kind": "task", "start": "2003-03-01T00:00:00", "end": "2003-03-31T00:00:00", "task_status": "in-progress",
                      "percent_complete": 0.25, "owner": "Anneke"}},
        {"class": "IPM.Task", "subject": "Done", "calendar": {"kind": "task", "task_status": "complete", "percent_complete": 1.0,
                                                              "completed": "2003-03-02T00:00:00"}},
        {"class": "IPM.Activity", "subject": "Called", "calendar": {"kind": "journal", "start": "2003-03-01T10:00:00Z",
                                                                    "end": "2003-03-01T10:10:00Z", "journal_type": "Phone call"}},
        {"class": "IPM.StickyNote", "subject": "Ask Tom about the winch", "bodies": {"text": text("Ask Tom about the winch")}},
        {"class": "IPM.Post", "subject": "Committee", "from": spool_writer.address("Anneke", "anneke@brouwer.example"),
         "categories": ["Sailing club", "Committee"], "bodies": {"text": text("At eight.")}},
        {"class": "IPM.Custom.Form.Of.Ours", "subject": "Unknown class"},
        mail(1, importance="low", sensitivity="private", flagged=True, replied=True, read_receipt_requested=True,
             delivery_receipt_requested=True, categories=["One", "Two"], in_reply_to="<a@b>", references="<a@b> <c@d>",
             conversation_index=spool_writer.plain_or_base64(b"\1" + bytes(range(21)))),
        mail(2, conversation_index=spool_writer.plain_or_base64(b"short"), importance="high", sensitivity="confidential"),
    ], "Everything", None)


# One value of each type, and multi-valued; what a PST can hold ([MS-PST] 2.3.3.1 and what Outlook's files show).
GUID = "00062008-0000-0000-c000-000000000046"
VALUES: list[tuple[int, object]] = [
    (0x02, -2), (0x03, -3), (0x04, 1.5), (0x05, -2.25), (0x06, 10000), (0x07, 36526.5), (0x0B, True), (0x14, -(1 << 40)),
    (0x1F, "text"), (0x40, 125043048000000000), (0x48, GUID), (0x102, b"\0\1\2\xff"),
    (0x1002, [1, -2, 3]), (0x1003, [1, -2, 3]), (0x1004, [1.5, 2.5]), (0x1005, [1.5, 2.5]), (0x1006, [1, 2]), (0x1007, [1.0, 2.0]),
    (0x1014, [1 << 40, -1]), (0x101F, ["one", "", "zwei ü"]), (0x1040, [125043048000000000, 1]), (0x1048, [GUID, GUID]),
    (0x1102, [b"", b"\1", b"\2\3"])]


def every_type(first: int, *, name: bool) -> list[dict]:
    """A property of each type, with ids from `first` on or with names."""
    bag = []
    for number, (kind, value) in enumerate(VALUES):
        called = {}
        if name:
            called = {"set": PSETID_OURS, "lid": 0x9000 + number} if number % 2 else {"set": PSETID_OURS, "name": f"Value {kind:04x}"}
        bag.append(prop((first + number) << 16 | kind, value, **called))
    return bag


@scenario("properties of every type, single and multi-valued, named and not, on every object")
def every_property_type(spool: SpoolWriter):
    sizes = (LARGEST_IN_HEAP - 1, LARGEST_IN_HEAP, LARGEST_IN_HEAP + 1, 8176, 8180, 32768)
    lengths = [prop((0x6A00 + n) << 16 | 0x102, b"b" * size) for n, size in enumerate(sizes)]
    lengths += [prop((0x6A20 + n) << 16 | 0x1F, "t" * (size // 2)) for n, size in enumerate(sizes)]
    empties = [prop(0x6B00001F, ""), prop(0x6B010102, b""), prop(0x6B02101F, []), prop(0x6B031102, []), prop(0x6B041003, [])]
    odd = [prop(0x6B100000), prop(0x6B110001), prop(0x6B12000A, 5, key="i32"), prop(0x6B130040, b"abc", key="untyped"),
           prop(0x6B1400FB, b"\1\2\3", key="binary"), prop(0x6B1500FE, b"rule", key="untyped"), prop(0x6B16001E, b"8-bit \xe9"),
           prop(0x6B17101E, [b"a", b"\xe9"]), prop(0x6B18001F, "twice"), prop(0x6B180003, 2), prop(0x80FF0003, 1),
           prop(0x6B190102, noise(100000)), prop(0x6B1A001F, content("wide ".encode() * 20000)), prop(0x6B1B001F)]
    names = [prop(0x81000003, 1, set=PS_PUBLIC_STRINGS, name=""), prop(0x81010003, 2, set=PS_PUBLIC_STRINGS, name="n" * 300),
             prop(0x8102101F, ["Sailing", "Club"], set=PS_PUBLIC_STRINGS, name="Keywords"),
             prop(0x81030003, 3, set=PSETID_COMMON, lid=0x8503), prop(0x81040003, 4, set=PSETID_OURS, name="naïve Ω \U0001F600")]
    everything = [prop(0x001A001F, "IPM.Note"), prop(0x0037001F, "\x01\x05Re: All types"), prop(0x0070001F, "All types"),
                  prop(0x0E070003, 1), prop(0x10130102, b"<p>html</p>"), prop(0x3FDE0003, 65001), prop(0x3FFD0003, 1252)]
    bag = everything + every_type(0x6900, name=False) + every_type(0x8200, name=True) + lengths + empties + odd + names
    said = {"subject": "Re: All types", "code_page": 1252, "bodies": {"html": text("<p>html</p>")}}  # the same in the model's words
    spool.store(display_name="Types", properties=every_type(0x6900, name=False) + every_type(0x8200, name=True))
    root = spool.folder("", role="root")
    subtree = spool.folder("Top", root, role="ipm-subtree", properties=every_type(0x6900, name=False))
    folder = spool.folder("Inbox", subtree, role="inbox", items=3,
                          properties=every_type(0x6900, name=False) + every_type(0x8200, name=True))
    spool.message(folder, **mail(1, properties=bag, **said))
    spool.message(folder, **mail(2, **said, properties=everything + every_type(0x8200, name=True), recipients=[
        recipient("Typed", "typed@example.com") | {"properties": every_type(0x6900, name=False) + every_type(0x8200, name=True)}],
        attachments=[spool_writer.file("typed.bin", content(b"typed"), properties=[prop(0x3707001F, "typed.bin")] +
                                       every_type(0x6900, name=False) + every_type(0x8200, name=True))]))
    spool.message(folder, **mail(3, attachments=[spool_writer.embedded(mail(4, properties=bag, **said))]))


@scenario("losses and notes beside the messages that came", status=3)
def losses(spool: SpoolWriter):
    inbox = spool.folder("Inbox", top(spool), role="inbox", items=4)
    spool.message(inbox, **mail(1))
    spool.loss(folder=inbox, native_id="item 7", why="its block is not readable")
    spool.note(where="Inbox", text="a remark")
    spool.message(inbox, **mail(2, attachments=[spool_writer.file("half.bin", content(b"first half", fails="the source ended"))]))
    spool.message(inbox, **mail(3, attachments=[spool_writer.file("none.bin", None)],
                                provenance={"native_id": "item 3", "state": "partial",
                                            "missing": [{"what": "attachment 1", "why": "not readable"}]}))
    spool.expect(inbox, 1)
    spool.message(inbox, **mail(4, provenance={"native_id": "item 4", "state": "recovered", "source": "typed.spool",
                                               "ranges": [{"offset": 512, "length": 64}]}))


# --- medium: one encoding for each width --------------------------------------------------------------------------------


@scenario("folders of 0, 1, 2, 28, 29, 30, 447, 448 and 449 messages", cost="medium")
def folder_sizes(spool: SpoolWriter):
    subtree = top(spool)
    number = itertools.count()
    for size in (0, 1, 2, 28, 29, 30, 447, 448, 449):
        folder = spool.folder(f"{size} messages", subtree, items=size)
        for _ in range(size):
            spool.message(folder, **mail(next(number)))


@scenario("messages with so many attachments that their subnode trees get a second level", cost="medium", by_width=True)
def many_attachments(spool: SpoolWriter, width: str):
    full = {"unicode": 340, "ansi": 681}[width]  # entries of an SLBLOCK
    fill(spool, [mail(count, attachments=[spool_writer.file(f"{n}.txt", content(b"%d" % n)) for n in range(count)])
                 for count in (full - 2, full - 1, full, 2 * full - 1)])


@scenario("300 folders, deep and wide", cost="medium")
def three_hundred_folders(spool: SpoolWriter):
    tree_of_folders(spool, wide=230, chains=2, depth=35)


@scenario("5,000 messages in a folder", cost="medium")
def five_thousand_messages(spool: SpoolWriter):
    many_messages(spool, 5000)


@scenario("33 megabytes: the first FMap page", cost="medium", widths=("unicode",))
def past_31_megabytes(spool: SpoolWriter):
    fill(spool, [mail(n, attachments=[spool_writer.file(f"{n}.bin", noise(3 * MEGABYTE, n + 1))]) for n in range(11)])


# --- large: with --full -------------------------------------------------------------------------------------------------


def tree_of_folders(spool: SpoolWriter, wide: int, chains: int, depth: int):
    subtree = top(spool)
    number = 0
    for chain in range(chains):
        parent = subtree
        for level in range(depth):
            number += 1
            parent = spool.folder(f"Chain {chain} level {level}", parent, items=1 if level == depth - 1 else 0)
        spool.message(parent, **mail(number))
    broad = spool.folder("Wide", subtree)
    for index in range(wide):
        folder = spool.folder(f"Folder {index}", broad, items=1 if index % 10 == 0 else 0)
        if index % 10 == 0:
            spool.message(folder, **mail(10000 + index))


def many_messages(spool: SpoolWriter, count: int):
    folder = spool.folder("Inbox", top(spool), role="inbox", items=count)
    for number in range(count):
        spool.message(folder, **mail(number))


@scenario("5,000 folders, 50 levels deep and 4,500 wide", cost="large")
def five_thousand_folders(spool: SpoolWriter):
    tree_of_folders(spool, wide=4500, chains=10, depth=50)


@scenario("as many messages in a folder as the width allows", cost="large", by_width=True)
def a_full_folder(spool: SpoolWriter, width: str):
    many_messages(spool, {"unicode": 70000, "ansi": 16383}[width])


@scenario("attachments around one and two XBLOCKs", cost="large", by_width=True)
def attachment_trees(spool: SpoolWriter, width: str):
    full = BLOCK[width] * BLOCKS_PER_XBLOCK[width]
    sizes = [k * full + d for k in (1, 2) for d in (-BLOCK[width], -1, 0, 1, BLOCK[width])]
    fill(spool, [mail(n, attachments=[spool_writer.file(f"{size}.bin", noise(size, n + 1))]) for n, size in enumerate(sizes)])


@scenario("33 megabytes in an ANSI store", cost="large", widths=("ansi",))
def past_31_megabytes_ansi(spool: SpoolWriter):
    past_31_megabytes(spool)


@scenario("10,000 recipients, 3,000 attachments and 20,000 named properties", cost="large")
def crowds(spool: SpoolWriter):
    bag = [prop((0x8000 + n) << 16 | 3, n, set=PSETID_OURS, name=f"Name {n}") for n in range(20000)]
    fill(spool, [
        mail(1, recipients=[recipient(f"Recipient {n}", f"r{n}@example.com") for n in range(10000)]),
        mail(2, attachments=[spool_writer.file(f"{n}.txt", content(b"%d" % n)) for n in range(3000)]),
        mail(3, properties=[prop(0x001A001F, "IPM.Note"), *bag]), mail(4)])


# --- huge: by hand ------------------------------------------------------------------------------------------------------


@scenario("an attachment just below 2 GB", cost="huge", widths=("unicode",))
def just_below_2_gigabytes(spool: SpoolWriter):
    fill(spool, [mail(1), mail(2, attachments=[spool_writer.file("large.bin", noise(LARGEST_ATTACHMENT - 4096))]), mail(3)])


@scenario("an attachment above 2 GB: a loss, the rest is written", cost="huge", widths=("unicode",), status=3, lost=1)
def above_2_gigabytes(spool: SpoolWriter):
    fill(spool, [mail(1), mail(2, attachments=[spool_writer.file("large.bin", spool_writer.zeros(LARGEST_ATTACHMENT + 1))]), mail(3)])


@scenario("a file past 2 GB: the first FPMap page", cost="huge", widths=("unicode",))
def past_2_gigabytes(spool: SpoolWriter):
    fill(spool, [mail(n, attachments=[spool_writer.file(f"{n}.bin", noise(300 * MEGABYTE, n + 1))]) for n in range(8)])


@scenario("more than an ANSI file holds: a second part (Q159163)", cost="huge", widths=("ansi",))
def more_than_an_ansi_file_holds(spool: SpoolWriter):
    past_2_gigabytes(spool)


# --- what the tests do with them ----------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Written:
    scenario: Scenario
    width: str
    encoding: str
    spool: pathlib.Path
    pst: pathlib.Path
    status: int
    talk: str

    @property
    def label(self) -> str:
        return f"{self.scenario.name} ({self.width}, {self.encoding})"

    def parts(self) -> list[pathlib.Path]:
        """The PST and its further parts."""
        found = [self.pst] if self.pst.exists() else []
        while (further := self.pst.with_stem(f"{self.pst.stem}-{len(found) + 1}")).exists():
            found.append(further)
        return found

    def messages(self) -> int:
        """How many the files must hold: what the spool's end record counts, less what is lost."""
        with self.spool.open("rb") as stream:
            stream.seek(max(0, self.spool.stat().st_size - 1000))
            return json.loads(stream.read().splitlines()[-1])["messages"] - self.scenario.lost


def form_of(width: str) -> str:
    return "pst" if width == "unicode" else "pst-ansi"


def write(tools: pathlib.Path, one: Scenario, width: str, encoding: str, folder: pathlib.Path, timeout: int = 240) -> Written:
    """Types the spool once a width and makes a PST of it."""
    spool = folder / f"{one.name}{'.' + width if one.by_width else ''}.spool"
    if not spool.exists():
        one.type(spool, width)
    pst = folder / f"{one.name}.{width}.{encoding}.pst"
    done = subprocess.run([tools / "spool2pst", spool, "-o", pst, "--as", form_of(width), "--encoding", encoding],
                          capture_output=True, timeout=timeout, check=False)
    return Written(one, width, encoding, spool, pst, done.returncode, done.stderr.decode("utf-8", "replace"))


def main():
    if len(sys.argv) == 3:
        width = "ansi" if ALL[sys.argv[1]].widths == ("ansi",) else "unicode"
        ALL[sys.argv[1]].type(pathlib.Path(sys.argv[2]), width)
        return
    for one in ALL.values():
        print(f"{one.name:28} {one.cost:7} {'/'.join(one.widths):13} {one.what}")


if __name__ == "__main__":
    main()
