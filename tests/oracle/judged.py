"""What mailconvert makes of a damaged store, judged by what it makes of the healthy one.

An item is known by its node (X-Restante-Item), whatever became of its content. What the report and the mail's own header say of
it, and what its content is, must not contradict each other:

- a mail that is called intact has the content of an item of the healthy store;
- an item of which no mail has the content is told: its mail is partial or says what is missing, or a loss names its node. An item
  without any mail may also be told by a loss of what would have led to it (a folder, a part of one, a structure, the whole
  store), or be one of as many lost items whose nodes are not told;
- an item that came out with its whole content is called intact.
"""

import collections
import dataclasses
import email.message
import json
import pathlib
import re

import harness
import ours
import salvage
import spool_reader
from mutation_sweep import Runner

SUBJECT = ("subject", "x-restante-subject")
PEOPLE = ("from", "to", "cc", "bcc")
DATES = ("date",)
NO_CONTENT = ("x-restante-source", "x-restante-folder", "x-restante-item", "x-restante-state", "x-restante-missing",
              "x-restante-byte-ranges", "x-restante-synthetic", "mime-version", "content-type", "content-transfer-encoding",
              "content-disposition")  # what is said of the mail, and how it is made
HEADER = "header"  # the field of all the rest of it: other people, native addresses, other times, what the transport wrote
WHOLE = ("intact",)  # how an item with all its content may be called
NO_STORE = (65, 74)  # exit codes of a store that cannot be opened or read: everything in it is told
LEADS_TO_NO_ITEM = (0x21, 0x61)  # message store, name-to-id map
_NODE = re.compile(r"nid 0x([0-9a-fA-F]+)$")


def node_of(native_id: str) -> int | None:
    found = _NODE.search(native_id)
    return int(found[1], 16) if found else None


# --- one mail ---------------------------------------------------------------------------------------------------------


def headers_of(message: email.message.EmailMessage, names: tuple[str, ...], others: bool = False) -> str:
    """A fingerprint of the header fields with these names, or of all others, but for how they are folded."""
    return salvage.digest(*(f"{name.lower()}: {' '.join(str(value).split())}" for name, value in message.raw_items()
                            if (name.lower() in names) != others))


def parts_of(message: email.message.EmailMessage) -> list[email.message.EmailMessage]:
    """The leaves of a mail; of an embedded one, the part that holds it."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        return [message]
    return [leaf for part in message.get_payload() for leaf in parts_of(part)]


def body_field(part: email.message.EmailMessage, synthetic: str) -> str:
    """The field that a part which is no attachment belongs to. A text made of a card's properties is a part of the card."""
    kind = part.get_content_type()
    if kind == "text/plain":
        return "card" if "body" in synthetic else "text"
    return {"text/html": "html", "application/rtf": "rtf"}.get(kind, "card")


def content_of(message: email.message.EmailMessage) -> dict[str, str]:
    """Field → fingerprint."""
    found: dict[str, list[bytes | str]] = {"text": [], "html": [], "rtf": [], "card": []}
    files: list[str] = []
    embedded: list[str] = []
    header = [headers_of(message, SUBJECT + PEOPLE + DATES + NO_CONTENT, others=True)]
    synthetic = str(message.get("X-Restante-Synthetic", ""))
    for part in parts_of(message):
        data = part.get_payload(decode=True) or b""
        if part.get_content_type() == "message/rfc822":
            inner = content_of(part.get_payload(0))
            header.append(inner.pop(HEADER))
            embedded.append(salvage.digest(*inner.values()))
        elif "X-Restante-Missing" in part and str(part.get_filename()).endswith(".missing.txt"):
            continue  # stands for an attachment that could not be read
        elif ours.is_attachment(part):
            files.append(salvage.digest(str(part.get_filename()), data))
        else:
            found[body_field(part, synthetic)] += [part.get_content_type(), str(part.get_content_charset()), data]
    return {"subject": headers_of(message, SUBJECT), "people": headers_of(message, PEOPLE), "dates": headers_of(message, DATES),
            HEADER: salvage.digest(*header), "files": salvage.digest(*sorted(files)), "embedded": salvage.digest(*embedded),
            **{field: salvage.digest(*parts) for field, parts in found.items()}}


@dataclasses.dataclass(frozen=True)
class Item:
    native_id: str
    state: str
    missing: bool  # it says of itself that something is
    content: tuple[tuple[str, str], ...]
    message_class: str = "IPM.Note"

    @property
    def node(self) -> int | None:
        return node_of(self.native_id)

    def without(self, fields: frozenset[str]) -> tuple[tuple[str, str], ...]:
        return tuple((name, value) for name, value in self.content if name not in fields)

    @property
    def told(self) -> bool:
        return self.state == "partial" or self.missing

    @property
    def live(self) -> bool:
        return self.state not in ("recovered", "carved")


def item_of(mail: ours.Mail) -> Item:
    return Item(str(mail.message.get(ours.NATIVE_ID, "")).strip(), mail.state, "X-Restante-Missing" in mail.message,
                tuple(content_of(mail.message).items()), str(mail.message.get("X-Restante-Class", "")).strip())


# --- one run ----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Run:
    code: int | None  # None: it hung
    items: list[Item]
    named: set[int]  # nodes of losses
    nameless: int  # lost items whose node is not told
    wide: bool  # something was lost that leads to items
    unreconciled: list[str]

    def live(self) -> list[Item]:
        return [item for item in self.items if item.live]


def run_of(code: int | None, conversion: ours.Conversion | None) -> Run:
    if conversion is None:
        return Run(code, [], set(), 0, code in NO_STORE, [])
    mailboxes = conversion.report["mailboxes"]
    losses = [(loss["kind"], node_of(loss["native_id"])) for mailbox in mailboxes for loss in mailbox["losses"]["listed"]]
    wide = any(kind != "item" and node not in LEADS_TO_NO_ITEM for kind, node in losses)
    wide = wide or any(mailbox["partial_folders"]["total"] for mailbox in mailboxes)
    return Run(code, [item_of(mail) for mail in conversion.mails()], {node for _, node in losses if node is not None},
               sum(loss == ("item", None) for loss in losses), wide, ours.unreconciled(conversion.report))


# --- beside another reader --------------------------------------------------------------------------------------------

# What a reader does not deliver it cannot miss when it is gone: fields, of mails and of other items, in which ours need not be
# better. pst-extractor hands out no embedded message and no RTF (which our HTML may come of); readpst makes a card or a
# calendar entry of what is no mail, without attachments.
BLIND = {
    "readpst": (frozenset({HEADER}), frozenset({HEADER, "html", "rtf", "files", "embedded"})),
    "pffexport": (frozenset({HEADER}), frozenset({HEADER})),
    "pst-extractor": (frozenset({HEADER, "html", "rtf", "embedded", "card"}),) * 2,
}


def blind_to(peer: str, item: Item) -> frozenset[str]:
    return BLIND[peer][0 if item.message_class.startswith(("IPM.Note", "REPORT")) else 1]


def kept_as(peer: str, clean: Run, hurt: Run) -> int:
    """How many live items of the healthy store have all that the peer can be asked for. What else they lack is told."""
    contents = lambda items: collections.Counter((item.message_class, item.without(blind_to(peer, item))) for item in items)
    whole = {item.content for item in clean.items}
    honest = [item for item in hurt.items if item.told or item.content in whole]
    return (contents(clean.live()) & contents(honest)).total()


# --- one damaged store ------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Verdict:
    """Numbers of items; those of the healthy store that were recovered there are left out."""

    items: int = 0  # the healthy store has
    kept: int = 0  # with all their content
    kept_as: dict[str, int] = dataclasses.field(default_factory=dict)  # peer → with the content that it can be asked for
    changed: int = 0  # there is a mail of the same node with other content
    gone: int = 0  # there is none
    named: int = 0  # of those not kept: told by mail or loss of their own
    silent: list[str] = dataclasses.field(default_factory=list)  # what was wrong and not told, in words
    called_partial: list[str] = dataclasses.field(default_factory=list)  # native ids of kept items called partial
    called_recovered: int = 0  # kept items called recovered or carved
    broken: list[str] = dataclasses.field(default_factory=list)  # how the run itself went wrong


def differing(one: Item, other: Item) -> str:
    return ", ".join(name for (name, left), (_, right) in zip(one.content, other.content) if left != right)


def judge(clean: Run, hurt: Run) -> Verdict:
    found = Verdict(items=len(clean.live()), broken=list(hurt.unreconciled))
    if hurt.code is None or hurt.code not in (0, 3, *NO_STORE):
        found.broken.append(f"exit {hurt.code}")
    known = {item.content for item in clean.items}
    nameless = 0
    found.kept_as = {peer: kept_as(peer, clean, hurt) for peer in BLIND}
    by_node = collections.defaultdict(list)
    by_content = collections.defaultdict(list)
    for item in hurt.items:
        by_node[item.node].append(item)
        by_content[item.content].append(item)
    healthy = {item.node: item for item in clean.live()}
    stale = {item.node for item in clean.items if not item.live}  # older copies of live items say nothing of those
    for item in hurt.items:
        if item.state in WHOLE and not item.missing and item.content not in known:
            before = healthy.get(item.node)
            what = differing(before, item) if before else "no such item in the healthy store"
            found.silent.append(f"{item.native_id} is called {item.state}: {what}")
    for before in clean.live():
        same = by_content.get(before.content, [])
        if same:
            one = min(same, key=lambda item: (item.node != before.node, item.state not in WHOLE, item.told))
            same.remove(one)  # so that it does not stand for another item of the same content
            found.kept += 1
            if one.state == before.state and one.missing == before.missing:
                continue
            if one.told:
                found.called_partial.append(one.native_id)
            found.called_recovered += one.state not in (*WHOLE, "partial")
            continue
        mails = [item for item in by_node.get(before.node, []) if item.live or item.node not in stale]
        own = before.node in hurt.named or any(mail.told for mail in mails)
        found.changed += bool(mails)
        found.gone += not mails
        found.named += own
        called_whole = any(mail.state in WHOLE and not mail.missing for mail in mails)  # told above
        nameless += not mails and not own
        if not own and not called_whole and (mails or not hurt.wide and nameless > hurt.nameless):
            found.silent.append(f"{before.native_id} {'changed' if mails else 'is gone'}, not a word")
    if hurt.code == 0 and found.kept < found.items and not found.silent:
        found.silent.append("exit 0, as if nothing were lost")
    return found


def convert(runner: Runner, store: pathlib.Path, folder: pathlib.Path, *options: str) -> Run:
    report = folder / "report.json"
    code, _ = runner.run(folder, store, "-o", folder / "out", "--report", report, *options)
    if code not in (0, 3) or not report.is_file():
        return run_of(code, None)
    return run_of(code, ours.Conversion(folder / "out", json.loads(report.read_text("utf-8")), code))


def falsely_partial(runner: Runner, verdict: Verdict, source: pathlib.Path, store: pathlib.Path, *options: str) -> list[str]:
    """Of the kept items called partial, those of which nothing is gone that a mail does not show, either."""
    if not verdict.called_partial:
        return []
    before, now = (everything_of(runner, one, *options) for one in (source, store))
    return [one for one in verdict.called_partial if now.get(one) == before.get(one)]


def everything_of(runner: Runner, store: pathlib.Path, *options: str) -> dict[str, str]:
    """Native id → fingerprint of all that the model has of an item, but for what is said of how it was read."""
    with harness.scratch() as folder:
        spool = folder / "out.spool"
        runner.run(folder, store, "-o", spool, *options)
        return _messages(spool)


def _messages(spool: pathlib.Path) -> dict[str, str]:
    if not spool.is_file():
        return {}
    found = {}
    for header, payloads in spool_reader.records(spool.read_bytes()):
        if header["record"] == "message":
            native_id = header.get("provenance", {}).get("native_id", "")
            found[native_id] = salvage.digest(json.dumps(_without_provenance(header), sort_keys=True), *payloads)
    return found


def _without_provenance(value):
    if isinstance(value, list):
        return [_without_provenance(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_provenance(one) for key, one in value.items() if key not in ("provenance", "folder")}
    return value
