"""Every mail we write, as Python's email, pypff and pffexport see it: eml_test.py TOOL-DIRECTORY.

Form: CRLF, lines of at most 998 octets, ASCII headers, no part with defects, headers with defects only where the source's
own transport headers have the same. Content: subject, date and bodies equal pypff's values; attachments are, byte for
byte, those that pypff and pffexport deliver.
"""

import collections
import datetime
import email
import email.policy
import email.utils
import hashlib
import pathlib
import re

import harness
import ours
import peers

MAX_LINE = 998  # RFC 5322 2.1.1, without the CRLF
ENCODINGS = {65001: "utf-8", 20127: "ascii", 28591: "latin-1", 28592: "iso8859-2", 1200: "utf-16-le", 932: "cp932",
             936: "gbk", 949: "cp949", 950: "big5", 50220: "iso2022_jp"}

OST = "pstextractortest@outlook.com.ost"
# (file, node): how many attachments pffexport lacks of those that pypff and we have, and why.
PFFEXPORT_LACKS: dict[tuple[str, int], tuple[int, str]] = {
    (OST, 0x2021A4): (1, "a meeting request"),
    (OST, 0x202344): (1, "a meeting request"),
    (OST, 0x202644): (3, "a meeting request"),
    (OST, 0x2028C4): (3, "a meeting request"),
    (OST, 0x202B24): (1, "a meeting response"),
}
# (file, node, field): where our field differs from pypff's value, with the value's beginning, and why that is right.
EXPECTED_FIELDS: dict[tuple[str, int, str], tuple[str, str]] = {}


def one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def plain(text: str) -> str:
    """Text with its line ends made equal; trailing line ends, which transport adds and removes, do not count."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip("\n")


# --- form -------------------------------------------------------------------------------------------------------------


def header_defects(message) -> collections.Counter:
    """(name, value on one line) of every header that Python's email complains of, in all parts."""
    return collections.Counter((name.lower(), one_line(str(value))) for part in message.walk()
                               for name, value in part.items() if value.defects)


def source_header_defects(store: pathlib.Path) -> set[tuple[str, str]]:
    """The same of every transport header the store holds, embedded messages' included."""
    texts = [m["headers"] for m in peers.pypff(store)["messages"]]
    texts += [item.text("InternetHeaders.txt") for item in peers.pffexport(store) if item.kind != "folder"]
    found = set()
    for text in filter(None, texts):
        lines = plain(text).lstrip("\n") + "\n\n"
        found |= set(header_defects(email.message_from_string(lines, policy=email.policy.default)))
    return found


def check_form(store: pathlib.Path, mail: ours.Mail, known: set, findings: harness.Findings):
    where = f"{store.name} {mail.path.name}"
    lines = mail.data.split(b"\r\n")
    findings.check(not any(b"\n" in line or b"\r" in line for line in lines), f"{where}: a bare CR or LF")
    longest = max(map(len, lines))
    findings.check(longest <= MAX_LINE, f"{where}: a line of {longest} octets")
    for part in mail.message.walk():
        findings.check(not part.defects, f"{where}: {part.get_content_type()} has defects {part.defects}")
        for name, value in part.raw_items():
            findings.check(str(value).isascii(), f"{where}: {name} is not ASCII")
    for name, value in header_defects(mail.message):
        findings.check((name, value) in known, f"{where}: {name} has defects that the source has not: {value[:100]}")


# --- content ----------------------------------------------------------------------------------------------------------


def instant(filetime: int | None) -> datetime.datetime | None:
    if not filetime:
        return None
    return datetime.datetime(1601, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(microseconds=filetime // 10)


def body_part(message, content_type: str):
    """The first part of this type that is no attachment and lies in no nested message."""
    stack = [message]
    while stack:
        part = stack.pop(0)
        if part.get_content_type() == content_type and not ours.is_attachment(part):
            return part
        if part.get_content_maintype() == "multipart":
            stack = part.get_payload() + stack
    return None


def check_date(where: str, mail: ours.Mail, source: dict) -> str | None:
    """The Date is the submit time, or what the source's own transport headers say."""
    text = mail.message.get("Date")
    sent = instant(source["sent"])
    own = email.message_from_string(plain(source["headers"] or "").lstrip("\n") + "\n\n")["Date"] if source["headers"] else None
    if text is None:
        return None if sent is None and own is None else f"no Date, but sent {sent}"
    if own is not None and one_line(str(text)) == one_line(str(own)):
        return None
    written = email.utils.parsedate_to_datetime(str(text))
    if sent is not None and written.tzinfo and abs((written - sent).total_seconds()) < 1:
        return None
    return f"Date {text}, but sent {sent}, transport headers {own}"


def check_subject(mail: ours.Mail, source: dict) -> str | None:
    wanted = one_line(source["subject"] or "")
    written = one_line(str(mail.message.get("Subject", "")))
    return None if written == wanted else f"subject {written!r}, pypff {wanted!r}"


def check_text(mail: ours.Mail, source: dict) -> str | None:
    if not plain(source["text"] or ""):
        return None
    part = body_part(mail.message, "text/plain")
    if part is None:
        return f"no text/plain, pypff has {len(source['text'])} characters"
    written = plain(part.get_content())
    wanted = plain(source["text"])
    if written == wanted:
        return None
    at = next((i for i, pair in enumerate(zip(written, wanted)) if pair[0] != pair[1]), min(len(written), len(wanted)))
    return f"text differs at {at}: {written[at:at + 30]!r}, pypff {wanted[at:at + 30]!r}"


def check_html(mail: ours.Mail, source: dict) -> str | None:
    if not source["html"]:
        return None
    wanted = bytes.fromhex(source["html"]).rstrip(b"\0")
    part = body_part(mail.message, "text/html")
    if part is None:
        return f"no text/html, pypff has {len(wanted)} bytes"
    written = part.get_payload(decode=True)
    if re.sub(rb"\r\n?", b"\n", written).rstrip(b"\n") == re.sub(rb"\r\n?", b"\n", wanted).rstrip(b"\n"):
        return None
    encoding = ENCODINGS.get(source["code_page"], f"cp{source['code_page']}")
    if plain(part.get_content()) == plain(wanted.decode(encoding, "replace")):
        return None
    return f"html differs from pypff's ({len(written)} bytes, pypff {len(wanted)})"


def check_rtf(mail: ours.Mail, source: dict) -> str | None:
    """RTF that is a body of its own stands in body.rtf."""
    for part in mail.message.iter_parts():
        if ours.is_made(part) and part.get_content_type() == "application/rtf":
            written = hashlib.sha256(part.get_payload(decode=True).rstrip(b"\0")).hexdigest()
            return None if written == source["rtf"] else "body.rtf differs from pypff's RTF"
    return None


def field_differences(store: pathlib.Path, mails: dict[int, ours.Mail]) -> dict[tuple[str, int, str], str]:
    met = {}
    for source in peers.pypff(store)["messages"]:
        mail = mails.get(source["id"])
        if mail is None:
            met[(store.name, source["id"], "item")] = "not in our tree"
            continue
        for field, trouble in (("subject", check_subject(mail, source)), ("date", check_date(store.name, mail, source)),
                               ("text", check_text(mail, source)), ("html", check_html(mail, source)),
                               ("rtf", check_rtf(mail, source))):
            if trouble:
                met[(store.name, source["id"], field)] = trouble
    return met


def exported_hashes(item: peers.Exported) -> list[str]:
    """SHA-256 of everything attached to the item, at any depth: the files directly below folders named Attachments."""
    files = [p for folder in item.directory.rglob("Attachments") if folder.is_dir() for p in folder.iterdir() if p.is_file()]
    return sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)


def check_attachments(store: pathlib.Path, mails: dict[int, ours.Mail], findings: harness.Findings) -> dict:
    """Returns (file, node) → how many attachments pffexport lacks of those in our tree."""
    lacking = {}
    exported = {e.identifier: e for e in peers.pffexport(store)
                if e.section == "export" and e.kind != "folder" and not e.embedded}
    for source in peers.pypff(store)["messages"]:
        mail = mails.get(source["id"])
        if mail is None:
            continue
        where = f"{store.name} node {source['id']:#x}"
        written = collections.Counter(ours.attachment_hashes(mail.message))
        own = collections.Counter(a["sha256"] for a in source["attachments"] if a["sha256"])
        findings.check(not own - written, f"{where}: {(own - written).total()} attachments of pypff are not in our mail")
        item = exported.get(source["id"])
        theirs = collections.Counter(exported_hashes(item)) if item else collections.Counter()
        findings.check(not theirs - written,
                       f"{where}: {(theirs - written).total()} attachments of pffexport are not in our mail")
        extra = written - theirs
        if extra:
            findings.check(not extra - own, f"{where}: {(extra - own).total()} attachments that neither reader knows")
            lacking[(store.name, source["id"])] = extra.total()
    return lacking


def main():
    tools = harness.tool_folder()
    harness.need("pffexport")
    peers.need_pypff()
    findings = harness.Findings()
    fields: dict = {}
    lacking: dict = {}
    stores = harness.samples()
    for store in stores:
        with harness.scratch() as folder:
            written = ours.convert(tools, store, folder).mails()
        known = source_header_defects(store)
        for mail in written:
            check_form(store, mail, known, findings)
        live = {mail.node: mail for mail in written if mail.state != "recovered" and mail.node is not None}
        fields |= field_differences(store, live)
        lacking |= check_attachments(store, live, findings)
        print(f"{store.name}: {len(written)} mails, {len(live)} of live items", flush=True)
    names = {store.name for store in stores}
    harness.named(findings, {k: v for k, v in EXPECTED_FIELDS.items() if k[0] in names}, fields, "field")
    harness.named(findings, {k: v for k, v in PFFEXPORT_LACKS.items() if k[0] in names}, lacking, "pffexport lacks")
    findings.finish()


main()
