"""What a PST holds, item by item, in one form for every reader of it; and what a spool says it should hold.

An Item's field is UNTOLD where the reader does not deliver it. Times are seconds since 1970 as a float. Texts have LF line
ends and none at their end.
"""

import dataclasses
import datetime
import email
import email.header
import email.message
import email.policy
import email.utils
import hashlib
import json
import pathlib
import re
import shutil
import struct
import typing

import harness
import peers
import pst_file
import spool_reader

UNTOLD = None
NO_TEXT = ""
SUBTREE = "<subtree>"  # stands for the name of the IPM subtree
SUBTREE_NID = 0x8022
LONGEST_SUBJECT = 253  # in UTF-16 units, without the mark
EPOCH_TICKS = 116444736000000000
RECIPIENT_KINDS = {"originator": 0, "to": 1, "cc": 2, "bcc": 3, "unknown": 1}


@dataclasses.dataclass
class Attached:
    name: str | None
    sha256: str | None  # of the content; None: none
    message: "Item | None" = None  # embedded


@dataclasses.dataclass
class Item:
    kind: str | None  # message class
    subject: str | None
    sender: str | None = UNTOLD
    recipients: list[tuple[int, str]] | None = UNTOLD  # kind as a number, name
    sent: float | None = UNTOLD  # NO_TIME: it has none
    received: float | None = UNTOLD
    text: str | None = UNTOLD
    html: bytes | None = UNTOLD
    attachments: list[Attached] | None = UNTOLD
    identifier: int | None = None
    headers: bool = False  # whether it has transport headers, which libpst believes more than the store

    def nested(self) -> typing.Iterator["Item"]:
        yield self
        for one in self.attachments or []:
            if one.message is not None:
                yield from one.message.nested()


NO_TIME = float("-inf")
Tree = dict[tuple[str, ...], list[Item]]  # path → items that are not hidden, in their order


def sort_key(one: Attached) -> tuple:
    return one.name or "", one.sha256 or "", one.message.subject if one.message else ""


def clean(text: str | None) -> str | None:
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip("\n")


def seconds_of_ticks(ticks: int | None) -> float:
    return NO_TIME if not ticks else (ticks - EPOCH_TICKS) / 1e7


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- the model --------------------------------------------------------------------------------------------------------


def seconds_of_time(text: str | None) -> float:
    """Of a spool's time. What a clock showed counts as if it were UTC, as a PST has it; before 1601 there is none."""
    if text is None:
        return NO_TIME
    found = re.fullmatch(r"([+-]?\d{4,5})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{7}))?Z?", text)
    year, *rest = (int(one or 0) for one in found.groups())
    if not 1601 <= year <= 9999:
        return NO_TIME
    moment = datetime.datetime(year, *rest[:5], tzinfo=datetime.timezone.utc)
    since = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return since.days * 86400 + since.seconds + rest[5] / 1e7


def without_controls(text: str) -> str:
    return "".join(one for one in text.replace("\t", " ") if ord(one) >= 32)


def cut(text: str, units: int) -> str:
    out, used = [], 0
    for character in text:
        used += 2 if ord(character) >= 0x10000 else 1
        if used > units:
            break
        out.append(character)
    return "".join(out)


def subject_of(message: dict) -> str:
    text = message.get("subject", "")
    if not message.get("associated"):
        text = re.sub("^\x01.", "", text) if text.startswith("\x01") else text
        text = cut(without_controls(text), LONGEST_SUBJECT)
    return text


def body_of(message: dict, payloads: list[bytes], name: str) -> bytes | None:
    body = message.get("bodies", {}).get(name)
    return None if body is None else payloads[body["content"]]


def text_of(message: dict, payloads: list[bytes]) -> str | None:
    data = body_of(message, payloads, "text")
    if data is None:
        html = body_of(message, payloads, "html")
        if html is not None and not message.get("properties"):  # then what the page says is there as text, too
            page = pst_file.code_page(message["bodies"]["html"].get("code_page", 65001))
            return clean(re.sub("<[^>]*>", "", html.decode(page, "replace")))
        return NO_TEXT if "rtf" not in message.get("bodies", {}) else UNTOLD
    page = pst_file.code_page(message["bodies"]["text"].get("code_page", 65001))
    return clean(data.decode(page, "replace"))


def attached(one: dict, payloads: list[bytes], folder: int) -> Attached:
    name = one.get("long_name") or one.get("short_name") or None
    message = item_of(one["message"], payloads) if "message" in one else None
    content = one.get("content")
    return Attached(name, None if content is None else sha256(payloads[content]), message)


def person(address: dict) -> str:
    """The name shown; who has none is called by the address."""
    return address.get("name") or address.get("address") or address.get("smtp") or ""


def class_of(message: dict) -> str:
    if message.get("class"):
        return message["class"]
    if "calendar" in message:
        return {"task": "IPM.Task", "journal": "IPM.Activity"}.get(message["calendar"]["kind"], "IPM.Appointment")
    return "IPM.Contact" if "contact" in message else "IPM.DistList" if "list" in message else "IPM.Note"


def item_of(message: dict, payloads: list[bytes]) -> Item:
    return Item(class_of(message), subject_of(message), person(message.get("sender") or message.get("from") or {}),
                [(RECIPIENT_KINDS[one["kind"]], person(one)) for one in message.get("recipients", [])],
                seconds_of_time(message.get("sent")), seconds_of_time(message.get("received")),
                text_of(message, payloads), body_of(message, payloads, "html") or b"",
                [attached(one, payloads, message["folder"]) for one in message.get("attachments", [])],
                headers="transport_headers" in message)


def model(spool: pathlib.Path) -> Tree:
    """What is not hidden: the readers keep that apart, or leave it out."""
    paths: dict[int, tuple[str, ...]] = {}
    tree: Tree = {}
    outlook = False  # whether the store has a subtree of its own: without it the root is what users see
    for record, payloads in spool_reader.records(spool.read_bytes()):
        if record["record"] == "store":
            outlook = any(one["tag"].startswith("35e0") for one in record.get("properties", []))
        elif record["record"] == "folder":
            role, parent = record.get("role", "none"), record.get("parent")
            if role in ("root", "ipm-subtree"):
                path = () if role == "root" and outlook else (SUBTREE,)
            else:
                path = (paths[parent] if parent is not None else (SUBTREE,)) + (cut(record.get("name") or "(no name)", 255),)
            paths[record["id"]] = path
            if role != "search":
                tree.setdefault(path, [])
        elif record["record"] == "message":
            if not record.get("associated"):
                tree[paths[record["folder"]]].append(item_of(record, payloads))
    return tree


# --- libpff -----------------------------------------------------------------------------------------------------------


def pypff(pst: pathlib.Path) -> Tree:
    dump = peers.pypff(pst)
    paths: dict[int, tuple[str, ...]] = {}
    tree: Tree = {}
    for folder in dump["folders"]:
        name = SUBTREE if folder["id"] == SUBTREE_NID else folder["name"] or ""
        paths[folder["id"]] = () if folder["parent"] is None else paths[folder["parent"]] + (name.rstrip("\0"),)
        if folder["id"] & 0x1F == pst_file.NORMAL_FOLDER:
            tree.setdefault(paths[folder["id"]], [])
    for message in dump["messages"]:
        if message["id"] & 0x1F != pst_file.MESSAGE:
            continue
        attachments = [Attached((one["name"] or "").rstrip("\0") or None,
                                UNTOLD if one["embedded"] else sha256(b"") if one["size"] == 0 and one["method"] == 1 else one["sha256"] or None)
                       for one in message["attachments"]]
        tree[paths[message["folder"]]].append(Item(
            (message["class"] or "").rstrip("\0"), (message["subject"] or "").rstrip("\0"), message["sender"] or "", UNTOLD,
            seconds_of_ticks(message["sent"]), seconds_of_ticks(message["received"]), clean(message["text"]) or NO_TEXT,
            bytes.fromhex(message["html"]) if message["html"] else b"", attachments, message["id"]))
    for items in tree.values():
        items.sort(key=lambda item: item.identifier)
    return tree


def _fields(text: str) -> dict[str, str]:
    found = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name not in found:
            found[name] = value.strip("\t\r ")
    return found


def _pffexport_time(text: str | None) -> float | None:
    found = re.fullmatch(r"(\w{3} \d\d, \d{4} \d\d:\d\d:\d\d)\.(\d{9}) UTC", text or "")
    if not found:
        return NO_TIME if text is None else UNTOLD
    moment = datetime.datetime.strptime(found[1], "%b %d, %Y %H:%M:%S").replace(tzinfo=datetime.timezone.utc)
    if moment.year == 1601 and moment.second == 0:  # how it prints no time
        return NO_TIME
    since = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return since.days * 86400 + since.seconds + int(found[2]) / 1e9


def _pffexport_recipients(item: peers.Exported) -> list[tuple[int, str]]:
    text = item.text("Recipients.txt") or ""
    kinds = {"To": 1, "CC": 2, "BCC": 3, "Originator": 0}
    return [(kinds.get(fields.get("Recipient type", "To"), -1), fields.get("Display name", ""))
            for fields in map(_fields, re.split(r"\n\n+", text)) if fields]


def pffexport(pst: pathlib.Path) -> list[Item]:
    """Top-level items in the order of their nodes, with what is embedded in them."""
    folder = peers.fresh("pffexport-items", pst)
    harness.run("pffexport", "-q", "-m", "items", "-f", "text", "-t", "x", "-l", "log", pst, accept=None, cwd=folder)
    exported = [one for one in peers.read_log(folder) if one.kind != "folder"]
    by_directory: dict[pathlib.Path, Item] = {}
    top = []
    for one in exported:
        # Other kinds of items than mails have a file of their own, with some of this.
        text = one.text("OutlookHeaders.txt")
        headers = _fields(text or "")
        time = _pffexport_time if text else lambda _: UNTOLD
        item = Item(UNTOLD, headers.get("Subject", "") if text else UNTOLD, headers.get("Sender name", "") if text else UNTOLD,
                    _pffexport_recipients(one) if text else UNTOLD, time(headers.get("Client submit time")),
                    time(headers.get("Delivery time")), clean(one.text("Message.txt")), UNTOLD,
                    [Attached(re.sub(r"^\d+_", "", path.name), sha256(path.read_bytes())) for path in one.attachments()], one.identifier)
        by_directory[one.directory] = item
        outer = next((by_directory[parent] for parent in one.directory.parents if parent in by_directory), None)
        if outer is None:
            top.append(item)
        else:
            outer.attachments.append(Attached(None, None, item))
    return sorted(top, key=lambda item: item.identifier)


# --- libpst -----------------------------------------------------------------------------------------------------------


def header_text(value: str) -> str:
    text = ""
    for piece, charset in email.header.decode_header(value):
        data = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
        text += data.decode(READPST_CHARSETS.get(charset, charset or "utf-8"), "replace")
    return text


READPST_CHARSETS = {"gb2313": "cp936", "iso-2022-jp": "cp932", "windows-949": "cp949", "windows-874": "cp874"}  # libpst's spelling


def _readpst_item(message: email.message.EmailMessage) -> Item:
    attachments, text, html = [], None, None
    stack = [message]
    while stack:
        part = stack.pop(0)
        if part.get_content_type() == "message/rfc822":
            attachments.append(Attached(None, None, _readpst_item(part.get_payload(0))))
        elif part.is_multipart():
            stack[:0] = part.get_payload()
        elif part.get_filename() is not None:
            if not peers.MADE_BY_READPST.fullmatch(part.get_filename()):
                attachments.append(Attached(part.get_filename(), sha256(part.get_payload(decode=True) or b"")))
        elif part.get_content_type() == "text/plain" and text is None:
            data = part.get_payload(decode=True) or b""
            charset = part.get_content_charset() or "utf-8"
            text = data.decode(READPST_CHARSETS.get(charset, charset), "replace")
        elif part.get_content_type() == "text/html" and html is None:
            html = part.get_payload(decode=True)
    # Without transport headers these are the display strings of the store, as they are.
    fields = {"to": 1, "cc": 2, "bcc": 3, "x-libpst-forensic-bcc": 3}
    recipients = [(fields[name.lower()], " ".join(header_text(str(value)).split()))
                  for name, value in message.raw_items() if name.lower() in fields]
    name, address = email.utils.parseaddr(str(message.get("From", "")))
    date = message.get("Date")
    moment = NO_TIME if date is None else date.datetime.timestamp()
    attachments.sort(key=sort_key)  # they come in any order
    return Item(UNTOLD, str(message.get("Subject", "")), name or address, recipients, moment, UNTOLD, clean(text), html, attachments)


def readpst(pst: pathlib.Path) -> list[Item]:
    """The mails of the whole store."""
    folder = peers.fresh("readpst-items", pst)
    harness.run("readpst", "-D", "-j", "0", "-e", "-t", "eajc", "-o", folder, pst, accept=None)
    items = []
    files = sorted((path for path in folder.rglob("*.eml") if path.is_file()),
                   key=lambda path: (path.parent, int(re.match(r"\d*", path.name)[0] or 0)))
    for path in files:
        data = peers.without_mbox_lines(path.read_bytes())
        items.append(_readpst_item(email.message_from_bytes(data, policy=email.policy.default)))
    return items


# --- pst-extractor ----------------------------------------------------------------------------------------------------


def _extractor_item(item: dict) -> Item:
    attachments = [Attached(one["name"] or None, one["sha256"], _extractor_item(one["message"]) if one["message"] else None)
                   for one in item["attachments"]]
    time = lambda value: NO_TIME if value is None else value
    return Item(item["class"], item["subject"], item["sender"] or "",
                [(one["kind"], one["name"]) for one in item["recipients"]], time(item["sent"]), time(item["received"]),
                clean(item["text"]) or NO_TEXT, UNTOLD, attachments, item["id"])


def pst_extractor(pst: pathlib.Path, subtree: str) -> tuple[Tree, list[str]] | None:
    """None when it is not installed. `subtree` is the subtree's name; the list is what it could not do."""
    package = harness.pst_extractor_folder()
    if package is None or shutil.which("node") is None:
        return None
    done = harness.run("node", peers.HERE / "dump_pst_extractor.js", package.resolve(), pst)
    dump = json.loads(done.stdout.splitlines()[-1])
    tree: Tree = {}
    for folder in dump["folders"]:
        path = tuple(folder["path"])
        if path[:1] == (subtree,):
            path = (SUBTREE,) + path[1:]
        items = sorted(map(_extractor_item, folder["items"]), key=lambda item: item.identifier)
        tree.setdefault(path, []).extend(items)
    # It asks for folders below search folders, which have none.
    return tree, [line for line in dump["errors"] if not line.startswith("folders: PSTFile::findBtreeItem Unable to find")]
