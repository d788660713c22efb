"""What is left of a store for each reader: its items as fingerprints of their content, and what it complains of.

Content is subject, people, dates, bodies, attachments and what is embedded, in the form in which the reader delivers it. A
fingerprint says nothing of where an item stands, so that two runs of one reader compare whatever became of names and order.
"""

import collections
import dataclasses
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import typing

import harness
import peers

SECONDS = 30  # for a run of a peer; a loop ends here
HANGS = -1  # in place of an exit code


@dataclasses.dataclass
class Reading:
    """What one run of a peer made of a store."""

    code: int  # HANGS: it was stopped
    items: collections.Counter  # fingerprints
    live: collections.Counter  # those of them that the store has not given up
    complaints: collections.Counter  # lines

    def kept(self, clean: "Reading") -> int:
        """How many live items of the healthy store came out the same, wherever."""
        return (self.items & clean.live).total()

    def complains(self, clean: "Reading") -> bool:
        """Whether it says by its exit code, or in any word, more than of the healthy store."""
        return self.code != clean.code or bool(self.complaints - clean.complaints)


def digest(*parts: bytes | str) -> str:
    state = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(b"%d " % len(data) + data)
    return state.hexdigest()[:16]


def start(folder: pathlib.Path, *command) -> tuple[int, bytes, bytes]:
    """Exit code, standard output, standard error of a program that may do anything."""
    with (folder / "stdout").open("w+b") as out, (folder / "stderr").open("w+b") as errors:
        try:
            code = subprocess.run([str(part) for part in command], cwd=folder, stdin=subprocess.DEVNULL, stdout=out,
                                  stderr=errors, timeout=SECONDS, check=False).returncode
        except subprocess.TimeoutExpired:
            code = HANGS
        out.seek(0)
        errors.seek(0)
        return code, out.read(1 << 26), errors.read(1 << 24)


def lines_of(data: bytes) -> list[str]:
    return [line.strip() for line in data.decode("utf-8", "replace").splitlines() if line.strip()]


# --- readpst ----------------------------------------------------------------------------------------------------------

_OF_THE_RUN = re.compile(rb"boundary-LibPST-iamunique-\d+_-_-|^DTSTAMP:.*$", re.MULTILINE)  # chance, and the clock


def readpst(store: pathlib.Path, folder: pathlib.Path) -> Reading:
    """Every file it writes is an item. Its complaints: standard error, and how many items it says to have skipped."""
    output = folder / "out"
    output.mkdir()
    code, out, errors = start(folder, "readpst", "-D", "-j", "0", "-e", "-t", "eajc", "-o", output, store)
    items = collections.Counter(
        digest(path.suffix, _OF_THE_RUN.sub(b"", peers.without_mbox_lines(path.read_bytes())))
        for path in output.rglob("*") if path.is_file())
    skipped = sum(int(found) for found in re.findall(rb"(\d+) items skipped", out))
    usual = re.compile(r"Opening PST|Processing Folder|.* items done")
    words = [line for line in lines_of(out) if not usual.match(line)]
    return Reading(code, items, items, collections.Counter([*lines_of(errors), *words, *["skipped"] * skipped]))


# --- pffexport --------------------------------------------------------------------------------------------------------

NOT_CONTENT = ("Size:", "Flags:", "Importance:", "Priority:", "Sensitivity:", "Conversation topic:")  # lines of its text files
_TROUBLE = re.compile(r"unable|missing|invalid|corrupt|error|unsupported|mismatch", re.IGNORECASE)


def exported_content(item: peers.Exported) -> str:
    """Of all files of an item, what is embedded included."""
    parts: list[bytes | str] = []
    for path in sorted(path for path in item.directory.rglob("*") if path.is_file() and path.name != "ConversationIndex.txt"):
        data = path.read_bytes()
        if path.name == "OutlookHeaders.txt":
            data = b"\n".join(line for line in data.splitlines() if not line.startswith(tuple(map(str.encode, NOT_CONTENT))))
        parts += [str(path.relative_to(item.directory)), data]
    return digest(item.kind, *parts)


def pffexport(store: pathlib.Path, folder: pathlib.Path) -> Reading:
    """`-m all`, each content once, wherever it is exported. Its complaints: standard error, and what its log tells of trouble."""
    code, out, errors = start(folder, "pffexport", "-q", "-m", "all", "-f", "all", "-t", "x", "-l", "log", store)
    log = folder / "log"
    items = [one for one in peers.read_log(folder) if one.kind != "folder" and not one.embedded] if log.is_file() else []
    told = lines_of(log.read_bytes()) if log.is_file() else []
    words = [line for line in [*told, *lines_of(out)] if _TROUBLE.search(line)]
    found = {(one.section == "export", exported_content(one)) for one in items if one.directory.is_dir()}
    everything = collections.Counter({content for _, content in found})
    live = collections.Counter(content for is_live, content in found if is_live)
    return Reading(code, everything, live, collections.Counter([*lines_of(errors), *words]))


# --- pst-extractor ----------------------------------------------------------------------------------------------------


def _without_ids(item: dict) -> dict:
    inner = [one | {"message": _without_ids(one["message"]) if one["message"] else None} for one in item["attachments"]]
    return {key: value for key, value in item.items() if key != "id"} | {"attachments": inner}


def pst_extractor(store: pathlib.Path, folder: pathlib.Path) -> Reading:
    package = harness.pst_extractor_folder()
    code, out, errors = start(folder, "node", peers.HERE / "dump_pst_extractor.js", package.resolve(), store)
    try:
        dump = json.loads(out.splitlines()[-1])
    except (IndexError, ValueError):
        dump = {"folders": [], "errors": []}
    items = collections.Counter(digest(json.dumps(_without_ids(item), sort_keys=True))
                                for one in dump["folders"] for item in one["items"])
    return Reading(code, items, items, collections.Counter([*lines_of(errors), *dump["errors"]]))


Peer = typing.Callable[[pathlib.Path, pathlib.Path], Reading]


def all_peers() -> dict[str, Peer]:
    """Those that are on this machine."""
    found: dict[str, Peer] = {}
    if shutil.which("readpst"):
        found["readpst"] = readpst
    if shutil.which("pffexport"):
        found["pffexport"] = pffexport
    if shutil.which("node") and harness.pst_extractor_folder() is not None:
        found["pst-extractor"] = pst_extractor
    return found
