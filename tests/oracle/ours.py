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


def is_made(part: email.message.EmailMessage) -> bool:
    """A part that says in another form what the item is: a contact as a vCard, a body as RTF."""
    return part.get_content_type() == "text/vcard" or \
        (part.get_content_type() == "application/rtf" and part.get_filename() == "body.rtf")


def is_attachment(part: email.message.EmailMessage) -> bool:
    return part.get_content_disposition() is not None and part.get_content_type() != "message/rfc822" and not is_made(part)


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
        """The tree itself is the IPM subtree."""
        return [self.tree, *sorted(path for path in self.tree.rglob("*") if path.is_dir())]

    def counts(self, live_only: bool = False) -> Counts:
        """Of the whole tree, or without what was recovered: an item found again must not hide one that was lost."""
        mails = [mail for mail in self.mails() if not live_only or mail.state not in ("recovered", "carved")]
        made = sum(folder["role"] in ("recovered", "lost-and-found") for folder in report_folders(self.report))
        return Counts(folders=len(self.folders()) - (made if live_only else 0), messages=len(mails),
                      attachments=sum(len(attachment_hashes(m.message)) for m in mails),
                      embedded=sum(len(embedded_in(m.message)) for m in mails))


def convert(tools: pathlib.Path, store: pathlib.Path, folder: pathlib.Path, *options, user=None) -> Conversion:
    """mailconvert into folder/out. Damaged stores are welcome (exit 3), failure is not."""
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "report.json"
    done = harness.run(tools / "mailconvert", store, "-o", folder / "out", "--report", report, *options,
                       accept=(0, 3), user=user)
    return Conversion(folder / "out", json.loads(report.read_text("utf-8")), done.returncode)

def written_of(report: dict) -> int:
    """Items of every sort that were written."""
    return sum(mailbox["totals"]["written"] for mailbox in report["mailboxes"])


def pieces_of(report: dict, kind: str) -> int:
    """Attachments or embedded messages in what was written."""
    return sum(mailbox[kind] for mailbox in report["mailboxes"])


def report_folders(report: dict) -> list[dict]:
    """Folders below the store's root."""
    return [folder for mailbox in report["mailboxes"] for folder in mailbox["folders"] if folder["role"] != "root"]


def unreconciled(report: dict) -> list[str]:
    """What does not add up in a report; of mailboxes that were not finished, only what they have reached must."""
    wrong = []
    for mailbox in report["mailboxes"]:
        tallies = [("total", mailbox["totals"])] + [("/".join(f["path"]), f) for f in mailbox["folders"]]
        open_items = 0
        for name, tally in tallies:
            rest = tally["expected"] - tally["written"] - tally["skipped"] - tally["failed"]
            if rest and (mailbox["status"] != "failed" or rest < 0):
                wrong.append(f"{name}: expected {tally['expected']}, not {tally['written']} written + "
                             f"{tally['skipped']} skipped + {tally['failed']} failed")
            open_items = open_items or rest
        if open_items != mailbox["not_reached"]:
            wrong.append(f"not_reached says {mailbox['not_reached']}, the totals {open_items}")
        states = sum(mailbox["states"].values())
        if mailbox["status"] != "failed" and states > mailbox["totals"]["expected"]:
            wrong.append(f"{states} items have a state, {mailbox['totals']['expected']} were expected")
        if mailbox["status"] == "complete" and mailbox["totals"]["failed"] + mailbox["losses"]["total"]:
            wrong.append("complete, but with losses")
    return wrong
