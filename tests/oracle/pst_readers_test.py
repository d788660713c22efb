"""Other readers find in our PSTs what the model says: pst_readers_test.py TOOL-DIRECTORY [--print] [NAME...].

The scenarios of pst_scenarios.py through spool2pst, the widths in turn (RESTANTE_FULL_SWEEPS: each in both), and real stores through mailconvert, read back with
libpff (pypff; pffexport for recipients, embedded messages and attachments), libpst (readpst) and, Unicode only, npm
pst-extractor: the same folders with the same items in the same order; subject, sender, recipients, times, bodies,
attachments' names and bytes. The model is the spool. Differences that are a reader's own stand in
expected_differences.PST_READERS; `--print` prints those met, to be checked one by one before they get a name.
"""

import pathlib
import re
import sys

import expected_differences
import harness
import peers
import pst_readers
import pst_scenarios
from pst_readers import NO_TIME, UNTOLD, Item, Tree

LEFT_OUT = {"five-thousand-messages", "past-31-megabytes"}  # nothing that smaller ones do not have
LIBPFF = ("pypff", "pffexport")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
NO_BYTES = pst_readers.sha256(b"")
# What the readers write as mails; they have other forms for other items, or none.
READPST_MAIL = re.compile(r"(?i)(ipm\.note|ipm\.schedule|report)(\.|$)")
PFFEXPORT_NAME = re.compile(r"Attachment(\.\w+)?$")  # of an attachment without a long name


class Differences:
    """Met by one file: (reader, field) → where, what was expected and what was found."""

    def __init__(self, ansi: bool):
        self.met: dict[tuple[str, str], list[str]] = {}
        self.ansi = ansi

    def add(self, reader: str, field: str, where: str, expected, found):
        self.met.setdefault((reader, field), []).append(f"{where}: {str(expected)[:120]!r}, found {str(found)[:120]!r}")

    def same_text(self, expected: str, found: str, libpff: bool = False) -> bool:
        """In an ANSI store a character without a place in the code page is '?'. libpff garbles surrogates."""
        if libpff:
            expected, found = ASTRAL.sub("\ufffd", expected), ASTRAL.sub("\ufffd", found)
        if expected == found or not self.ansi or expected.isascii():
            return expected == found
        there = set(found)
        lossy = "".join(one if one.isascii() or one in there else "?" for one in expected)
        return re.sub(r"\?+", "?", lossy) == re.sub(r"\?+", "?", found)


def squeezed(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def stripped(text: str | None) -> str | None:
    return None if text is None else text.strip("\t\r ")


def lines(html: bytes) -> list[bytes]:
    return html.rstrip(b"\0").splitlines()


def compare_item(out: Differences, reader: str, where: str, expected: Item, found: Item, precision: float = 1e-6):
    libpff = reader in LIBPFF

    def text(field: str, want, have):
        if want is not UNTOLD and have is not UNTOLD and not out.same_text(want, have, libpff):
            out.add(reader, field, where, want, have)

    squeeze = {"readpst": squeezed, "pffexport": stripped}.get(reader, lambda name: name)  # they print fields
    text("class", expected.kind, found.kind)
    text("subject", squeeze(expected.subject), squeeze(found.subject))
    believes_headers = reader == "readpst" and expected.headers
    if not believes_headers and (expected.sender or reader != "readpst"):  # which has an address, then
        text("sender", squeeze(expected.sender or ""), squeeze(found.sender))
    text("text", expected.text, found.text)
    if found.html is not UNTOLD and lines(expected.html) != lines(found.html):
        out.add(reader, "html", where, expected.html, found.html)
    for field in ("sent", "received"):
        want, have = getattr(expected, field), getattr(found, field)
        if have is not UNTOLD and want != have and not abs(want - have) <= precision:
            out.add(reader, field, where, want, have)
    if found.recipients is not UNTOLD and not believes_headers:
        want, have = ([(kind, squeeze(name)) for kind, name in one.recipients] for one in (expected, found))
        if reader == "readpst":
            want = [(kind, squeezed("; ".join(names))) for kind in (1, 2, 3) if (names := [name for one, name in want if one == kind])]
        if len(want) != len(have) or any(a[0] != b[0] or not out.same_text(a[1], b[1], libpff) for a, b in zip(want, have)):
            out.add(reader, "recipients", where, want, have)
    if found.attachments is not UNTOLD:
        compare_attachments(out, reader, where, expected, found, precision)


def compare_attachments(out: Differences, reader: str, where: str, expected: Item, found: Item, precision: float):
    # pffexport tells files and messages apart, and not how they are mixed.
    def parts(item):
        return ([one for one in item.attachments if one.message is None], [one for one in item.attachments if one.message is not None])
    files, messages = parts(expected)
    their_files, their_messages = parts(found)
    if reader in ("pypff", "pst-extractor"):  # no way into embedded messages: they count as files without content
        files, messages, their_files = expected.attachments, [], found.attachments
    if reader in ("pffexport", "readpst"):
        files = [one for one in files if one.sha256 is not None]
    if reader == "readpst":  # it leaves out empty ones
        files = sorted((one for one in files if one.sha256 != NO_BYTES), key=pst_readers.sort_key)
        messages = sorted(messages, key=pst_readers.sort_key)
    if len(files) != len(their_files):
        out.add(reader, "attachments", where, len(files), len(their_files))
    elif len(messages) != len(their_messages) and reader in ("pffexport", "readpst"):
        out.add(reader, "embedded", where, len(messages), len(their_messages))
    else:
        for number, (one, other) in enumerate(zip(files, their_files)):
            as_file = file_name if reader == "pffexport" else str
            nameless = reader == "pffexport" and PFFEXPORT_NAME.match(other.name or "")
            if other.name is not None and not nameless and not out.same_text(as_file(one.name or ""), as_file(other.name), reader in LIBPFF):
                out.add(reader, "attachment name", f"{where} attachment {number}", one.name, other.name)
            if one.message is None and one.sha256 is not None and one.sha256 != other.sha256:
                out.add(reader, "attachment bytes", f"{where} attachment {number}", one.sha256, other.sha256)
        for number, (one, other) in enumerate(zip(messages, their_messages)):
            compare_item(out, reader, f"{where} message {number}", one.message, other.message, precision)


def file_name(name: str) -> str:
    """What of it pffexport keeps."""
    return re.sub(r"\W", "_", name)


def same_path(out: Differences, reader: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(out.same_text(a, b, reader in LIBPFF) for a, b in zip(one, other))


def compare_tree(out: Differences, reader: str, expected: Tree, found: Tree, precision: float = 1e-6) -> dict[int, Item]:
    """Folders with items by their paths; without items they count only when they are deep, because every store has some
    of its own. Returns the expected item of each node."""
    by_node: dict[int, Item] = {}
    left = dict(found)
    for path, items in expected.items():
        name = "/".join(path)
        match = path if path in left else next((one for one in left if same_path(out, reader, path, one)), None)
        if match is None:
            if not (len(path) == 1 and not items):
                out.add(reader, "folders", name, f"{len(items)} items", "no such folder")
            continue
        theirs = left.pop(match)
        if len(items) != len(theirs):
            out.add(reader, "items", name, len(items), len(theirs))
            continue
        for number, (item, other) in enumerate(zip(items, theirs)):
            by_node[other.identifier] = item
            compare_item(out, reader, f"{name} item {number}", item, other, precision)
    for path, items in left.items():
        if items or len(path) > 2:
            out.add(reader, "folders", "/".join(path), "no such folder", f"{len(items)} items")
    return by_node


def in_order(tree: Tree) -> list[Item]:
    return [item for items in tree.values() for item in items]


def compare_pffexport(out: Differences, found: list[Item], by_node: dict[int, Item]):
    for item in found:
        expected = by_node.get(item.identifier)
        if expected is None:
            out.add("pffexport", "items", f"node {item.identifier:#x}", "no such item", item.subject)
        else:
            compare_item(out, "pffexport", f"node {item.identifier:#x}", expected, item, 1e-6)
    lacking = by_node.keys() - {item.identifier for item in found}
    for node in sorted(lacking):
        out.add("pffexport", "items", f"node {node:#x}", by_node[node].kind, "nothing")


def compare_readpst(out: Differences, tree: Tree, mails: list[Item]):
    """By subject and time, because readpst's files stand in no order that could be relied upon."""
    expected = in_order(tree)
    left = list(mails)
    for item in expected:
        alike = [one for one in left if out.same_text(item.subject.strip(), (one.subject or "").strip())]
        alike.sort(key=lambda one: abs((one.sent or 0) - item.sent) if one.sent not in (None, NO_TIME) and item.sent != NO_TIME else 1e9)
        if alike:
            left.remove(alike[0])
            compare_item(out, "readpst", repr(item.subject[:40]), item, alike[0], 1.0)
        elif READPST_MAIL.match(item.kind):
            out.add("readpst", "items", repr(item.subject[:40]), item.kind, "nothing")
    for one in left:
        out.add("readpst", "items", repr((one.subject or "")[:40]), "no such item", "a mail")


def read(pst: pathlib.Path, spool: pathlib.Path, ansi: bool) -> Differences:
    """What every reader that is there makes of the file, against the spool."""
    out = Differences(ansi)
    expected = pst_readers.model(spool)
    by_node = compare_tree(out, "pypff", expected, pst_readers.pypff(pst))
    compare_pffexport(out, pst_readers.pffexport(pst), by_node)
    compare_readpst(out, expected, pst_readers.readpst(pst))
    if not ansi:
        subtree = next((one["name"] for one in peers.pypff(pst)["folders"] if one["id"] == pst_readers.SUBTREE_NID), "")
        extractor = pst_readers.pst_extractor(pst, subtree)
        if extractor is not None:
            tree, errors = extractor
            compare_tree(out, "pst-extractor", expected, tree, 1e-3)
            for line in errors:
                out.add("pst-extractor", "errors", "the store", "none", line)
    return out


def files(tools: pathlib.Path, folder: pathlib.Path, names: list[str], findings: harness.Findings):
    """(name, PST, spool, whether it is ANSI) of everything that is read."""
    for one in pst_scenarios.chosen("small", "medium"):
        if one.name in LEFT_OUT or names and one.name not in names:
            continue
        number = list(pst_scenarios.ALL).index(one.name)
        for width in one.widths if names else harness.in_turn(one.widths, number):
            written = pst_scenarios.write(tools, one, width, "permute" if width == "unicode" else "cyclic", folder)
            findings.check(written.pst.exists(), f"{written.label}: exit {written.status}: {written.talk[-400:]}")
            if written.pst.exists():
                yield f"{one.name} {width}", written.pst, written.spool, width == "ansi"
                written.pst.unlink()
    for store in harness.samples():
        if store.suffix != ".pst" or names and store.name not in names:
            continue
        spool, pst = folder / f"{store.stem}.spool", folder / f"{store.stem}.new.pst"
        harness.run(tools / "pst2spool", store, "-o", spool, "--no-deleted", accept=(0, 3))
        done = harness.run(tools / "mailconvert", store, "-o", pst, "--no-deleted", accept=(0, 3))
        findings.check(pst.exists(), f"{store.name}: exit {done.returncode}")
        yield store.name, pst, spool, False


def main():
    tools = harness.tool_folder()
    if not (tools / "spool2pst").exists():
        harness.skip(f"no spool2pst in {tools}")
    harness.shared_folder()
    harness.need("readpst", "pffexport")
    peers.need_pypff()
    show = "--print" in sys.argv
    names = [argument for argument in sys.argv[2:] if not argument.startswith("-")]
    findings = harness.Findings()
    met, examples = {}, {}
    seen = set()
    with harness.scratch() as folder:
        for name, pst, spool, ansi in files(tools, folder, names, findings):
            out = read(pst, spool, ansi)
            seen.add(name)
            for (reader, field), lines in out.met.items():
                met[(name, reader, field)] = len(lines)
                examples[(name, reader, field)] = lines
    if show:
        for key, lines in sorted(examples.items()):
            print(f"    {key}: ({len(lines)}, \"\"),")
            for line in lines[:4]:
                print(f"        # {line}")
    with_extractor = harness.pst_extractor_folder() is not None
    expected = {key: value for key, value in expected_differences.PST_READERS.items()
                if key[0] in seen and (with_extractor or key[1] != "pst-extractor")}
    for key in met.keys() - expected.keys():
        print(f"{key}: {'; '.join(examples[key][:3])}")
    harness.named(findings, expected, met, "difference")
    findings.finish()


if __name__ == "__main__":
    main()
