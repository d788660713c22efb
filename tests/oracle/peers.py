"""What the other readers make of a store: readpst, pffexport, npm pst-extractor and pypff.

`python3 peers.py [FILE...]` prints the counts as a table.
"""

import dataclasses
import email
import email.policy
import functools
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import harness

HERE = pathlib.Path(__file__).resolve().parent
PYPFF = "/usr/bin/python3"  # the interpreter that Debian's python3-pypff belongs to


@dataclasses.dataclass(frozen=True)
class Counts:
    folders: int = 0
    messages: int = 0  # top-level items of every class
    attachments: int = 0  # everything attached that is no message
    embedded: int = 0  # attached messages, at any depth

    def as_dict(self) -> dict[str, int]:
        return dataclasses.asdict(self)


KINDS = tuple(field.name for field in dataclasses.fields(Counts))


@functools.cache
def _cache() -> pathlib.Path:
    """A folder for the outputs of this process's peers; it goes when the process goes."""
    import atexit
    folder = tempfile.mkdtemp(prefix="restante-peers-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return pathlib.Path(folder)


def fresh(name: str, store: pathlib.Path) -> pathlib.Path:
    """An empty folder for one reader's output of one store."""
    folder = _cache() / name / store.name
    folder.mkdir(parents=True)
    return folder


# --- readpst ----------------------------------------------------------------------------------------------------------

# readpst begins each message/rfc822 part with an mbox separator; Python's email then takes the embedded header for text.
_MBOX_LINE = re.compile(rb'^>From "[^"\r\n]*" \w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4}\r?\n', re.MULTILINE)


def without_mbox_lines(mail: bytes) -> bytes:
    return _MBOX_LINE.sub(b"", mail)


# Parts that readpst makes itself: the RTF body, and the meeting as an iCalendar object.
MADE_BY_READPST = re.compile(r"rtf-body\.rtf|i\d+\.ics")


def _count_parts(message) -> tuple[int, int]:
    """(attachments, embedded messages) of a mail, nested ones included."""
    attachments = embedded = 0
    stack = [message]
    while stack:
        part = stack.pop()
        if part.get_content_type() == "message/rfc822":
            embedded += 1
            stack.extend(part.get_payload())
        elif part.is_multipart():
            stack.extend(part.get_payload())
        elif part.get_filename() and not MADE_BY_READPST.fullmatch(part.get_filename()):
            attachments += 1
    return attachments, embedded


@functools.cache
def readpst(store: pathlib.Path) -> Counts:
    folder = fresh("readpst", store)
    harness.run("readpst", "-D", "-j", "0", "-e", "-t", "eajc", "-o", folder, store, accept=None)
    folders = messages = attachments = embedded = 0
    for path in folder.rglob("*"):
        if path.is_dir():
            folders += 1
            continue
        messages += 1
        if path.suffix == ".eml":
            mail = email.message_from_bytes(without_mbox_lines(path.read_bytes()), policy=email.policy.compat32)
            more = _count_parts(mail)
            attachments += more[0]
            embedded += more[1]
    return Counts(folders, messages, attachments, embedded)


# --- pffexport --------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Exported:
    """A folder or an item that pffexport wrote."""

    kind: str  # folder, email, appointment, contact, …
    identifier: int  # the node id; embedded messages have one of their own
    directory: pathlib.Path
    section: str  # export, recovered, orphans
    embedded: bool

    def attachments(self) -> list[pathlib.Path]:
        """Files attached by value, in pffexport's order."""
        folder = self.directory / "Attachments"
        files = [p for p in folder.iterdir() if p.is_file()] if folder.is_dir() else []
        return sorted(files, key=lambda p: (len(p.name.split("_")[0]), p.name))

    def text(self, name: str) -> str | None:
        path = self.directory / name
        return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


_PROCESSING = re.compile(r"Processing ([a-z ]+): \d+ \(identifier: (\d+)\) in path: ")
_CREATED = re.compile(r"Created directory: (x\.(export|recovered|orphans)/.*)\.$")


def read_log(folder: pathlib.Path) -> list[Exported]:
    found = []
    current = None
    for line in (folder / "log").read_text("utf-8", "replace").splitlines():
        processing = _PROCESSING.match(line)
        if processing:
            current = processing
            continue
        created = _CREATED.match(line)
        if created and current:
            nested = "/Attachments/" in created[1]
            found.append(Exported(current[1], int(current[2]), folder / created[1], created[2], nested))
            current = None
    return found


@functools.cache
def pffexport(store: pathlib.Path, values: bool = False) -> tuple[Exported, ...]:
    """Everything `pffexport -m all` wrote; with `values` each item has an ItemValues.txt and all of its bodies."""
    folder = fresh("pffexport-values" if values else "pffexport", store)
    more = ["-d", "-f", "all"] if values else ["-f", "text"]
    harness.run("pffexport", "-q", "-m", "all", *more, "-t", "x", "-l", "log", store, accept=None, cwd=folder)
    return tuple(read_log(folder))


def pffexport_counts(store: pathlib.Path, sections=("export",)) -> Counts:
    everything = [e for e in pffexport(store) if e.section in sections]
    items = [e for e in everything if e.kind != "folder"]
    return Counts(folders=sum(e.kind == "folder" for e in everything),
                  messages=sum(not e.embedded for e in items),
                  attachments=sum(len(e.attachments()) for e in items),
                  embedded=sum(e.embedded for e in items))


# --- pst-extractor ----------------------------------------------------------------------------------------------------


@functools.cache
def pst_extractor(store: pathlib.Path) -> Counts | None:
    """None when node or the package is not installed."""
    package = harness.pst_extractor_folder()
    if package is None or shutil.which("node") is None:
        return None
    done = harness.run("node", HERE / "count_pst.js", package.resolve(), store)
    counts = json.loads(done.stdout.splitlines()[-1])
    return Counts(**{kind: counts[kind] for kind in KINDS})


# --- pypff ------------------------------------------------------------------------------------------------------------


def need_pypff():
    done = subprocess.run([PYPFF, "-c", "import pypff"], capture_output=True, check=False)
    if done.returncode != 0:
        harness.skip(f"{PYPFF} has no module pypff")


@functools.cache
def pypff(store: pathlib.Path) -> dict:
    """See dump_pypff.py."""
    return json.loads(harness.run(PYPFF, HERE / "dump_pypff.py", store).stdout)


def pypff_counts(store: pathlib.Path) -> Counts:
    dump = pypff(store)
    attachments = [a for m in dump["messages"] for a in m["attachments"]]
    return Counts(folders=len(dump["folders"]) - 1, messages=len(dump["messages"]),
                  attachments=sum(not a["embedded"] for a in attachments), embedded=0)


def all_counts(store: pathlib.Path) -> dict[str, Counts]:
    """The counts of live items by peer; peers that are not installed are missing."""
    counts = {"readpst": readpst(store), "pffexport": pffexport_counts(store), "pypff": pypff_counts(store),
              "pst-extractor": pst_extractor(store)}
    return {name: value for name, value in counts.items() if value is not None}


def main():
    print("| file | peer | " + " | ".join(KINDS) + " |\n|---|---|" + "---|" * len(KINDS))
    for store in [pathlib.Path(a) for a in sys.argv[1:]] or harness.samples():
        rows = all_counts(store)
        rows["pffexport recovered"] = pffexport_counts(store, ("recovered", "orphans"))
        for peer, counts in rows.items():
            print(f"| {store.name} | {peer} | " + " | ".join(str(v) for v in counts.as_dict().values()) + " |")


if __name__ == "__main__":
    main()
