"""What our tools make of a store, read back with Python's email alone and compared with what the report says."""

import dataclasses
import email
import email.message
import email.policy
import hashlib
import json
import pathlib

import harness
from peers import Counts

NATIVE_ID = "X-Restante-Item"  # "nid 0x00200024": ties a mail to the item of the store
STATE = "X-Restante-State"


@dataclasses.dataclass(frozen=True)
class Mail:
    """One .eml file."""

    path: pathlib.Path
    data: bytes
    message: email.message.EmailMessage

    @property
    def node(self) -> int | None:
        words = str(self.message.get(NATIVE_ID, "")).split()
        return int(words[1], 16) if len(words) > 1 and words[0] == "nid" else None

    @property
    def state(self) -> str:
        return str(self.message.get(STATE, "")).split(";")[0].strip()


def leaves(message: email.message.EmailMessage):
    """Every part that is no container, nested messages' own parts included."""
    for part in message.walk():
        if not part.is_multipart():
            yield part


def is_attachment(part: email.message.EmailMessage) -> bool:
    return part.get_content_disposition() is not None and part.get_content_type() != "message/rfc822"


def embedded_in(message: email.message.EmailMessage) -> list[email.message.EmailMessage]:
    """The messages inside, at any depth."""
    return [part.get_payload(0) for part in message.walk() if part.get_content_type() == "message/rfc822"]


def attachment_hashes(message: email.message.EmailMessage) -> list[str]:
    """SHA-256 of each attachment by value, at any depth, sorted."""
    return sorted(hashlib.sha256(part.get_payload(decode=True) or b"").hexdigest()
                  for part in leaves(message) if is_attachment(part))


@dataclasses.dataclass(frozen=True)
class Conversion:
    tree: pathlib.Path
    report: dict
    code: int

    def mails(self) -> list[Mail]:
        found = []
        for path in sorted(self.tree.rglob("*.eml")):
            data = path.read_bytes()
            found.append(Mail(path, data, email.message_from_bytes(data, policy=email.policy.default)))
        return found

    def folders(self) -> list[pathlib.Path]:
        return sorted(path for path in self.tree.rglob("*") if path.is_dir())

    def tree_counts(self) -> Counts:
        mails = self.mails()
        return Counts(folders=len(self.folders()), messages=len(mails),
                      attachments=sum(len(attachment_hashes(m.message)) for m in mails),
                      embedded=sum(len(embedded_in(m.message)) for m in mails))


def convert(tools: pathlib.Path, store: pathlib.Path, folder: pathlib.Path, *options, user=None) -> Conversion:
    """mailconvert into folder/out. Damaged stores are welcome (exit 3), failure is not."""
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "report.json"
    done = harness.run(tools / "mailconvert", store, "-o", folder / "out", "--report", report, *options,
                       accept=(0, 3), user=user)
    return Conversion(folder / "out", json.loads(report.read_text("utf-8")), done.returncode)
