"""A thousand mails as an EML tree, through a PST, as an EML tree again: to Python's email both say the same.

Every field of the header, every text, every attachment is compared. What differs must be of a class named in NAMED, and each
class must be met.
"""

import collections
import email
import email.policy
import itertools
import re

from harness import Findings, run, scratch, tool_folder
from mime_mails import Maker, as_bytes

MAILS = 1000
SEED = 19950314
FOLDERS = ("Inbox", "Inbox/Old", "Sent Items", "Caf\u00e9")
NAMED = {
    "the other field of importance": "our writer writes both, Importance and X-Priority",
    "a name for a file": "it has none; our writer gives it one by its place and type",
    "a text of HTML alone": "a PST has plain text beside HTML (Q146276)",
    "several texts are one": "a message of the model has one body; their order and words stay (Q153464)",
    "a name for an embedded message": "it has none; our writer gives it its subject",
}
ADDED = {"Importance": "the other field of importance", "X-Priority": "the other field of importance"}


def header_of(mail) -> list[tuple[str, str]]:
    """Every field but those of the structure and ours, unfolded."""
    return [(name, re.sub(r"\s+", " ", str(value)).strip()) for name, value in mail.raw_items()
            if not re.match(r"(?i)content-|mime-version$|x-restante-", name)]


def text_of(part) -> str:
    data = part.get_payload(decode=True)
    return data.decode(part.get_content_charset() or "utf-8").replace("\r\n", "\n")


def describe(mail) -> dict:
    """Texts by subtype and attachments, in order; messages in it likewise."""
    texts: dict[str, list[str]] = {"plain": [], "html": []}
    attachments = []

    def visit(part):
        kind = part.get_content_type()
        if kind == "message/rfc822":
            attachments.append(("message", "", describe(part.get_payload(0))))
        elif part.is_multipart():
            for inner in part.get_payload():
                visit(inner)
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            texts[kind[5:]].append(text_of(part))
        else:
            attachments.append((part.get_filename(), kind, part.get_payload(decode=True)))

    visit(mail)
    return {"header": header_of(mail), "texts": texts, "attachments": attachments}


def joined(texts: list[str]) -> str:
    """Each text ends its line; blank ones say nothing."""
    kept = [text for text in texts if text.strip()] or texts[:1]
    return "".join(text if text.endswith("\n") or text is kept[-1] else text + "\n" for text in kept)


def compare(findings: Findings, name: str, before: dict, after: dict, met: collections.Counter):
    names = {field[0] for field in before["header"]}
    added = [field for field in after["header"] if field[0] in ADDED and field[0] not in names]
    for field, _ in added:
        met[ADDED[field]] += 1
    header = [field for field in after["header"] if field not in added]
    for one, other in itertools.zip_longest(before["header"], header):
        findings.check(one == other, f"{name}: field {one} became {other}")
    plain, html = before["texts"]["plain"], before["texts"]["html"]
    if html and not plain:
        met["a text of HTML alone"] += 1
    else:
        findings.check(joined(after["texts"]["plain"]) == joined(plain), f"{name}: text {plain} became {after['texts']['plain']}")
    if len(plain) > 1:
        met["several texts are one"] += 1
        findings.check(len(after["texts"]["plain"]) == 1, f"{name}: texts are {after['texts']['plain']}")
    findings.check(after["texts"]["html"] == html, f"{name}: HTML {html} became {after['texts']['html']}")
    files = [one for one in before["attachments"] if one[0] != "message"]
    again = [one for one in after["attachments"] if one[0] != "message"]
    for place, (one, other) in enumerate(zip(files, again)):
        if one[0] is None and re.fullmatch(r"attachment-\d+\.\w+", other[0]):
            met["a name for a file"] += 1
            again[place] = (None, *other[1:])
    findings.check(files == again, f"{name}: attachments {[(f[0], f[1], len(f[2])) for f in files]} became "
                                   f"{[(f[0], f[1], len(f[2])) for f in again]}")
    inner = [one[2] for one in before["attachments"] if one[0] == "message"]
    inner_again = [one[2] for one in after["attachments"] if one[0] == "message"]
    findings.check(len(inner) == len(inner_again), f"{name}: {len(inner)} embedded messages became {len(inner_again)}")
    for number, (one, other) in enumerate(zip(inner, inner_again)):
        met["a name for an embedded message"] += 1
        compare(findings, f"{name}/{number + 1}", one, other, met)


def parse(data: bytes):
    return email.message_from_bytes(data, policy=email.policy.default)


def main():
    tools = tool_folder()
    findings = Findings()
    met: collections.Counter = collections.Counter()
    maker = Maker(SEED)
    with scratch() as folder:
        originals = {}
        for number in range(MAILS):
            place = f"{FOLDERS[number % len(FOLDERS)]}/{number:04}.eml"
            originals[place] = as_bytes(maker.mail(), ("\r\n", "\n")[number % 2])
            path = folder / "in" / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(originals[place])
        run(tools / "mailconvert", folder / "in", "-o", folder / "all.pst", "-q")
        run(tools / "mailconvert", folder / "all.pst", "-o", folder / "out", "-q")
        results = {}
        for path in (folder / "out").rglob("*.eml"):
            mail = parse(path.read_bytes())
            results[str(mail["Message-ID"])] = mail
            defects = [defect for part in mail.walk() for defect in part.defects]
            findings.check(not defects, f"{path.name}: {defects}")
        findings.check(len(results) == MAILS, f"{MAILS} mails became {len(results)}")
        for place, data in originals.items():
            mail = parse(data)
            result = results.get(str(mail["Message-ID"]))
            findings.check(result is not None, f"{place} is not there any more")
            if result is not None:
                compare(findings, place, describe(mail), describe(result), met)
    for name in NAMED:
        findings.check(met[name] != 0, f"no difference of the class '{name}' any more")
    print(dict(met))
    findings.finish()


main()
