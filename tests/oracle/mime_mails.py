"""Mails made at random from a seed, with Python's email and by hand: what the round trip through our tools is tested with."""

import base64
import email.charset
import email.header
import email.message
import email.mime.application
import email.mime.base
import email.mime.message
import email.mime.multipart
import email.mime.text
import random

TEXTS = {
    "us-ascii": ["Hello Bob,\n\nsee you.\n", "From here on\n>From there\n", "one line", "", "dots\n.\n..\n", "tab\there  two\n"],
    "utf-8": ["Gr\u00fc\u00dfe \u2014 \u65e5\u672c\n", "emoji \U0001f600\n" * 3, "long " * 300 + "\u00e9\n"],
    "iso-8859-1": ["d\u00e9j\u00e0 vu\n", "stra\u00dfe " * 40 + "\n"],
    "koi8-r": ["\u041f\u0440\u0438\u0432\u0435\u0442\n"],
    "windows-1251": ["\u0414\u0430, \u043a\u043e\u043d\u0435\u0447\u043d\u043e\n"],
    "iso-2022-jp": ["\u4f1a\u8b70\u306e\u304a\u77e5\u3089\u305b\n"],
}
NAMES = ["report.doc", "Excel 4.0 Test", "a b (1).txt", "\u00fcbersicht.pdf", "\u65e5\u672c\u8a9e" * 20 + ".txt", "no-extension",
         "quote\"d.bin", "semi;colon.bin", "UPPER.TXT"]
ZONES = ["+0000", "+0100", "-0530", "-0000", "+0545", "EST", "GMT"]
PEOPLE = ["ann@example.org", "Bob Lee <bob@example.org>", "\"Lee, Carl\" <carl@example.com>",
          "=?utf-8?q?D=C3=B6rte?= <d@example.net>", "team: e@example.org, F <f@example.org>;", "g@example.org (Gus)"]


class Maker:
    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def pick(self, values):
        return values[self.random.randrange(len(values))]

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def text(self, subtype: str = "plain") -> email.message.Message:
        charset = self.pick(sorted(TEXTS))
        words = self.pick(TEXTS[charset])
        if subtype == "html":
            words = f"<html><body><p>{words}</p></body></html>\n"
        part = email.message.Message()
        part["Content-Type"] = f'text/{subtype}; charset="{charset}"'
        data = words.replace("\n", "\r\n").encode(charset)
        way = self.pick(["base64", "quoted-printable", "8bit"])
        part["Content-Transfer-Encoding"] = way
        if way == "base64":
            part.set_payload(base64.encodebytes(data).decode())
        elif way == "quoted-printable":
            part.set_payload(quoted(data))
        else:
            part.set_payload(data.decode("ascii", "surrogateescape"))
        return part

    def file(self) -> email.message.Message:
        part = email.message.Message()
        part["Content-Type"] = self.pick(["application/octet-stream", "image/png", "application/vnd.ms-excel", "text/x-log"])
        name = self.pick(NAMES)
        way = self.random.randrange(3)
        if way == 0:
            part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
        elif way == 1:
            part.set_param("name", name if name.isascii() else email.header.Header(name, "utf-8").encode(linesep="\n"))
            part["Content-Disposition"] = "attachment"
        else:
            part.add_header("Content-Disposition", self.pick(["attachment", "inline"]), filename=("iso-8859-1", "en", name)
                            if name.isascii() else ("utf-8", "", name))
        data = self.random.randbytes(self.pick([0, 1, 2, 3, 56, 57, 58, 1000, 20000]))
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(data).decode())
        if self.chance(20):
            part["Content-Description"] = "a description"
        return part

    def multipart(self, subtype: str, parts) -> email.message.Message:
        whole = email.message.Message()
        whole["Content-Type"] = f'multipart/{subtype}; boundary="=b{self.random.randrange(10**12)}"'
        if self.chance(50):
            whole.preamble = "This is a multi-part message in MIME format.\n"
        whole.set_payload(list(parts))
        return whole

    def related(self) -> email.message.Message:
        picture = self.file()
        picture.replace_header("Content-Type", "image/png")
        picture["Content-ID"] = "<pic@example.org>"
        page = email.message.Message()
        page["Content-Type"] = "text/html; charset=utf-8"
        page.set_payload('<p>look <img src="cid:pic@example.org"></p>\n')
        return self.multipart("related", [page, picture])

    def content(self, depth: int) -> email.message.Message:
        kind = self.random.randrange(10)
        if kind < 3:
            return self.text()
        if kind == 3:
            return self.text("html")
        if kind == 4:
            return self.multipart("alternative", [self.text(), self.text("html")])
        if kind == 5:
            return self.multipart("alternative", [self.text(), self.related()])
        if kind == 6:
            return self.multipart("mixed", [self.text(), self.file(), self.text()])
        if kind == 7 and depth < 3:
            inner = self.mail(depth + 1)
            part = email.message.Message()
            part["Content-Type"] = "message/rfc822"
            part.set_payload([inner])
            return self.multipart("mixed", [self.text(), part])
        if kind == 8:
            return self.multipart("report", [self.text(), self.file()])
        return self.multipart("mixed", [self.text(), *(self.file() for _ in range(self.random.randrange(1, 4)))])

    def mail(self, depth: int = 0) -> email.message.Message:
        content = self.content(depth)
        mail = email.message.Message()
        if self.chance(70):
            mail["Received"] = f"from a.example.org by b.example.org with SMTP;\n\t{self.date()}"
        mail["From"] = self.pick([one for one in PEOPLE if ";" not in one])
        mail["To"] = ", ".join(self.random.sample(PEOPLE, self.random.randrange(1, 4)))
        if self.chance(40):
            mail["Cc"] = self.pick(PEOPLE)
        mail["Subject"] = self.pick(["plain", "=?iso-8859-1?Q?d=E9j=E0?= vu", "=?utf-8?B?5pel5pys?=\n =?utf-8?B?6Kqe?=",
                                     "a  very\n\tfolded one", "Re: [list] x", ""])
        mail["Date"] = self.date()
        mail["Message-ID"] = f"<{self.random.randrange(10**15)}@example.org>"
        for name, value in (("X-Priority", "1"), ("Importance", "low"), ("Keywords", "red, \"light, blue\""), ("References", "<1@x> <2@x>"),
                            ("In-Reply-To", "<2@x>"), ("Reply-To", "r@example.org"), ("X-Odd", "kept  as it is"), ("Sensitivity", "Private")):
            if self.chance(25):
                mail[name] = value
        mail["MIME-Version"] = "1.0"
        for name, value in content.items():
            mail[name] = value
        mail.set_payload(content.get_payload())
        mail.preamble = content.preamble
        return mail

    def date(self) -> str:
        return (f"{self.random.randrange(1, 29)} {self.pick(['Jan', 'Feb', 'Oct', 'Dec'])} {self.random.randrange(1993, 2024)} "
                f"{self.random.randrange(24):02}:{self.random.randrange(60):02}:{self.random.randrange(60):02} {self.pick(ZONES)}")


def quoted(data: bytes) -> str:
    import quopri
    return quopri.encodestring(data.replace(b"\r\n", b"\n")).decode()


def as_bytes(mail: email.message.Message, linesep: str) -> bytes:
    """Written by hand: email's generator folds fields anew."""
    lines = [f"{name}: {value}" for name, value in mail.items()]
    payload = mail.get_payload()
    if not isinstance(payload, list):
        body = payload
    elif mail.get_content_type() == "message/rfc822":
        body = as_bytes(payload[0], "\n").decode("utf-8", "surrogateescape")
    else:
        boundary = mail.get_boundary()
        body = mail.preamble or ""
        for part in payload:
            body += f"\n--{boundary}\n" + as_bytes(part, "\n").decode("utf-8", "surrogateescape")
        body += f"\n--{boundary}--\n"
    text = ("\n".join(lines) + "\n\n" + body).replace("\r\n", "\n").replace("\n", linesep)
    return text.encode("utf-8", "surrogateescape")
