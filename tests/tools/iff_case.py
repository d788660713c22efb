"""Sets of migration files for tests: bodies and files in a secondary file, rows that name them."""

import email
import email.policy
import json

from harness import ToolTest

HEADER = b"Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n"


class Set:
    """Writes files of a set: bodies and files go into one secondary file, rows name them."""

    def __init__(self, secondary="A.SEC"):
        self.secondary = secondary
        self.sections = b"Type,Length,Encoding,Islast,Name,Position,Format\r\n"

    def add(self, *parts):
        """Each part: (type, data, name). The offset of the first."""
        offset = len(self.sections)
        for number, (kind, data, name) in enumerate(parts):
            last = b"TRUE" if number + 1 == len(parts) else b"FALSE"
            self.sections += b"%s,%d,,%s,%s,,\r\n%s\r\n" % (kind, len(data), last, name, data)
        return offset

    def row(self, subject, body, *files, folder=b"", dates=b"19970506151000,19970506151100", flags=b"0,FALSE,FALSE"):
        place = self.add((b"Body", body, b""), *((b"Attachment", data, name) for name, data in files))
        return b"%s,Ann Ash[SMTP:ann@north.example],Bo Birch,,,%s,%s,%s,#%s(%d)\r\n" % (
            folder, subject, dates, flags, self.secondary.encode(), place)


class IffTest(ToolTest):
    def mails(self, folder):
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                for path in sorted((self.dir / folder).rglob("*.eml"))]

    def write(self, files, where="set"):
        (self.dir / where).mkdir(exist_ok=True)
        for name, data in files.items():
            (self.dir / where / name).write_bytes(data)

    def write_small(self, page=b"1252"):
        made = Set()
        rows = (made.row(b"First", b"Line one.\r\nLine two.\r\n", (b"raw.bin", b"\x00\r\nBody,9,,TRUE,,,\r\n"))
                + made.row(b"Second", b"Text", folder=b"Projects\\One Two", dates=b",", flags=b"1,TRUE,FALSE"))
        self.write({"north.pkl": page + b"\r\n\r\nFilename,Filetype\r\nA.PRI,Primary\r\nA.SEC,Secondary\r\n",
                    "a.pri": b"MAILMESSAGE,SMTP:bo@north.example\r\n" + HEADER + rows, "a.sec": made.sections})

    def report(self):
        return json.loads((self.dir / "r.json").read_text())
