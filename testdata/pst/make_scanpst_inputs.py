#!/usr/bin/env python3
"""Makes the mailboxes of formats/pst/SCANPST.md as spools: make_scanpst_inputs.py DIRECTORY [NAME...]

The same call makes the same bytes. Without names, all but the large ones: 35mb, 2.1gb and 70000 are made when named.
"""
import datetime
import json
import os
import random
import sys

CHUNK = 262_144
BEGIN = datetime.datetime(2001, 2, 26, 8, 0)


class Spool:
    """Writes records as converters/spool/FORMAT.md has them."""

    def __init__(self, path, name):
        self.file = open(path, "wb")
        self.counts = {"folder": 0, "message": 0}
        self.records = 0
        self.payload_bytes = 0
        self.minutes = 0
        self.record({"record": "spool", "format": "restante-spool", "version": 1, "creator": "make_scanpst_inputs.py"})
        self.record({"record": "store", "source": name, "format": "spool", "display_name": "Check " + name})
        self.folder(1, "Inbox", "inbox")

    def record(self, header, payloads=()):
        self.file.write(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        for payload in payloads:
            size = 0
            for piece in payload:
                for begin in range(0, len(piece), CHUNK):
                    chunk = piece[begin:begin + CHUNK]
                    self.file.write(b"%d\n%b\n" % (len(chunk), chunk))
                    size += len(chunk)
            self.file.write(b"0\n")
            self.payload_bytes += size
        self.records += 1

    def folder(self, number, name, role="none", container="IPF.Note"):
        self.record({"record": "folder", "id": number, "name": name, "role": role, "container_class": container})
        self.counts["folder"] += 1

    def message(self, item, payloads, folder=1):
        self.record({"record": "expect", "folder": folder, "more": 1})
        item = {"record": "message", "folder": folder, **item}
        if payloads:
            item["payloads"] = len(payloads)
        self.record(item, payloads)
        self.counts["message"] += 1

    def time(self):
        self.minutes += 7
        return (BEGIN + datetime.timedelta(minutes=self.minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def end(self):
        self.record({"record": "end", "records": self.records, "folders": self.counts["folder"],
                     "messages": self.counts["message"], "losses": 0, "notes": 0, "payload_bytes": self.payload_bytes})
        self.file.close()


def person(name, kind=None):
    address = name.lower().replace(" ", ".") + "@harbour.example"
    out = {"name": name, "type": "SMTP", "address": address, "smtp": address}
    return {"kind": kind, **out} if kind else out


def mail(spool, subject, recipients, **more):
    time = spool.time()
    out = {"class": "IPM.Note", "subject": subject, "from": person("Tom Achebe"), "sender": person("Tom Achebe"),
           "recipients": recipients, "sent": time, "received": time, "read": True, "bodies": {"text": {"content": 0}},
           "message_id": "<%d@harbour.example>" % spool.minutes}
    out.update(more)
    return out


def text(words="The boat is out of the water."):
    return [words.encode() + b"\r\n"]


TO = [person("Anneke Brouwer", "to")]


def empty(_spool):
    pass


def one(spool):
    spool.message(mail(spool, "The boat is out of the water", TO), [text()])


def many_recipients(spool):
    names = ["Crew Member %03d" % n for n in range(890)] + ["Equal Name"] * 10
    spool.message(mail(spool, "To everybody", [person(name, "cc" if n % 3 == 2 else "to")
                                               for n, name in enumerate(names)]), [text()])


def long_to(spool):
    for length in (1022, 1023, 1024, 1025, 3000):
        names = []
        left = length
        while left > 0:
            size = left if left <= 40 else 20
            names.append("N%04d" % len(names) + "x" * (size - 5))
            left -= size + 2
        assert len("; ".join(names)) == length
        spool.message(mail(spool, "%d characters" % length, [person(name, "to") for name in names]), [text()])


def bcc(spool):
    spool.folder(2, "Sent Items", "sent")
    spool.message(mail(spool, "Between us", TO + [person("Liz Moran", "cc"), person("Jan de Wit", "bcc"),
                                                  person("Mia Ruiz", "bcc")]), [text()], folder=2)


def no_recipients(spool):
    spool.folder(2, "Drafts", "drafts")
    spool.message(mail(spool, "To nobody", []), [text()])
    draft = mail(spool, "A draft", [], unsent=True)
    del draft["received"]
    spool.message(draft, [text()], folder=2)


def associated(spool):
    spool.folder(2, "Calendar", "calendar", "IPF.Appointment")
    one(spool)
    xml = "<?xml version=\"1.0\"?>\r\n<categories default=\"Boat\" xmlns=\"CategoryList.xsd\"/>\r\n"
    for folder, kind in ((1, "IPM.Microsoft.FolderDesign.NamedView"), (2, "IPM.Configuration.CategoryList")):
        spool.message({"associated": True, "class": kind, "subject": kind, "created": spool.time(),
                       "modified": spool.time(), "properties": [{"tag": "7c080102", "binary": xml}]},
                      [], folder=folder)


def ole(spool):
    # A compound file's first sector and a half of noise: ScanPST looks at sizes, not at spreadsheets.
    storage = bytes.fromhex("D0CF11E0A1B11AE1") + random.Random(1).randbytes(20_000)
    rtf = b"{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}See the table: {\\objattph  }\\par}"
    spool.message(mail(spool, "A table in the text", TO, bodies={"rtf": {"content": 0}}, attachments=[
        {"kind": "ole", "long_name": "Table", "rendering_position": 15, "content": 1}]), [[rtf], [storage]])


def embedded(spool):
    inner = mail(spool, "Depth 5", TO, bodies={"text": {"content": 0}}, attachments=[
        {"kind": "file", "long_name": "quotation.csv", "short_name": "QUOTAT~1.CSV", "mime_type": "text/csv",
         "content": 1}])
    for depth in range(4, -1, -1):
        inner = mail(spool, "Depth %d" % depth, TO, attachments=[
            {"kind": "message", "long_name": inner["subject"], "message": {"folder": 1, **inner}}])
    spool.message(inner, [text(), [b"item,pieces,price\r\n" * 700]])


def with_attachments(spool, mails, size):
    noise = random.Random(2)
    for n in range(mails):
        def content():
            left = size
            while left > 0:
                piece = noise.randbytes(min(left, CHUNK))
                left -= len(piece)
                yield piece
        spool.message(mail(spool, "Part %d" % (n + 1), TO, attachments=[
            {"kind": "file", "long_name": "part.bin", "short_name": "PART.BIN", "content": 1}]), [text(), content()])


def many_mails(spool):
    for n in range(70_000):
        spool.message(mail(spool, "Number %05d" % n, TO), [text()])


SMALL = {"empty": empty, "one": one, "many-recipients": many_recipients, "long-to": long_to, "bcc": bcc,
         "no-recipients": no_recipients, "associated": associated, "ole": ole, "embedded": embedded}
LARGE = {"35mb": lambda spool: with_attachments(spool, 400, 90_000),
         "2.1gb": lambda spool: with_attachments(spool, 22, 100_000_000),
         "70000": many_mails}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    directory = sys.argv[1]
    os.makedirs(directory, exist_ok=True)
    for name in sys.argv[2:] or SMALL:
        spool = Spool(os.path.join(directory, name + ".spool"), name)
        ({**SMALL, **LARGE})[name](spool)
        spool.end()


if __name__ == "__main__":
    main()
