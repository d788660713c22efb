"""Every property libpff delivers is in the spool: properties_test.py TOOL-DIRECTORY.

Store, folders, messages and attachments against pypff, item by item: the same properties, with type and value. What pypff
cannot reach (embedded messages, recipients) against the item values that pffexport writes: the same properties and types.
libpff delivers cells that a recipient's row does not have, as empty or zero: those that `--engine libpff` shows to be that may lack.
"""

import collections
import hashlib
import pathlib
import re

import harness
import peers
import spool_reader

# (file, place): (what differs, why). Places are "node 0x2000c4", "node 0x2000c4 attachment 1" and the like.
EXPECTED: dict[tuple[str, str], tuple[str, str]] = {}

_VALUE = re.compile(r"^(Set|Entry type|Value type):\s+(?:0x)?([0-9a-f]+)", re.MULTILINE)


def node_of(native_id: str) -> int | None:
    found = re.match(r"nid 0x([0-9A-Fa-f]+)$", native_id)
    return int(found[1], 16) if found else None


def bag_of(properties: list[dict], payloads) -> collections.Counter:
    """(entry type, value type, hash) of each property in the spool."""
    return collections.Counter(
        (spool_reader.identity(p), int(p["tag"][4:], 16),
         hashlib.sha256(spool_reader.canonical(p, payloads)).hexdigest()) for p in properties)


def bag_of_pypff(sets: list) -> collections.Counter:
    return collections.Counter(tuple(row) for one in sets for row in one)


def without_values(bag: collections.Counter) -> collections.Counter:
    return collections.Counter((entry, kind) for entry, kind, _ in bag.elements())


def describe(lacking: collections.Counter) -> str:
    return " ".join(sorted({f"{key[0]:04x}{key[1]:04x}" for key in lacking}))


def differences(theirs: collections.Counter, ours: collections.Counter) -> str:
    """"", or which properties are lacking, are more, or have other values."""
    if len(next(iter(theirs), ())) == 3:
        lacking, more = theirs - ours, ours - theirs
        changed = without_values(lacking) & without_values(more)
        lacking, more = without_values(lacking) - changed, without_values(more) - changed
    else:
        ours = without_values(ours)
        lacking, more, changed = theirs - ours, ours - theirs, collections.Counter()
    found = [("lacking", lacking), ("more", more), ("other value", changed)]
    return "; ".join(f"{what} {describe(keys)}" for what, keys in found if keys)


def pffexport_sets(path: pathlib.Path) -> list[collections.Counter]:
    """(entry type, value type) of each entry, by record set."""
    sets: dict[int, collections.Counter] = {}
    entry = current = 0
    if not path.is_file():
        return []
    for what, value in _VALUE.findall(path.read_text("utf-8", "replace")):
        if what == "Set":
            current = int(value)
        elif what == "Entry type":
            entry = int(value, 16)
        else:
            sets.setdefault(current, collections.Counter())[(entry, int(value, 16))] += 1
    return [sets[number] for number in sorted(sets)]


class Spooled:
    """What a spool says of one store, by node."""

    def __init__(self, data: bytes):
        self.store: collections.Counter = collections.Counter()
        self.folders: dict[int, collections.Counter] = {}
        self.messages: dict[int, tuple[dict, list]] = {}
        self.recovered: list[dict] = []
        for header, payloads in spool_reader.records(data):
            node = node_of(header.get("provenance", {}).get("native_id", ""))
            if header["record"] == "store":
                self.store = bag_of(header.get("properties", []), payloads)
            elif header["record"] == "folder" and node is not None:
                self.folders[node] = bag_of(header.get("properties", []), payloads)
            elif header["record"] == "message" and header["provenance"].get("state") == "recovered":
                self.recovered.append(header)
            elif header["record"] == "message" and node is not None:
                self.messages[node] = (header, payloads)


def check_pypff(store: pathlib.Path, spooled: Spooled) -> tuple[dict, int]:
    """Returns place → difference, and how many properties were compared."""
    dump = peers.pypff(store)
    pairs = [("store", bag_of_pypff(dump["store"]), spooled.store)]
    pairs += [(f"folder {f['id']:#x}", bag_of_pypff(f["values"]), spooled.folders.get(f["id"], collections.Counter()))
              for f in dump["folders"]]
    for message in dump["messages"]:
        header, payloads = spooled.messages.get(message["id"], ({}, []))
        place = f"node {message['id']:#x}"
        pairs.append((place, bag_of_pypff(message["values"]), bag_of(header.get("properties", []), payloads)))
        attachments = header.get("attachments", [])
        for number, attachment in enumerate(message["attachments"]):
            own = attachments[number].get("properties", []) if number < len(attachments) else []
            pairs.append((f"{place} attachment {number + 1}", bag_of_pypff(attachment["values"]), bag_of(own, payloads)))
    met = {(store.name, place): differences(theirs, ours) for place, theirs, ours in pairs}
    return {key: value for key, value in met.items() if value}, sum(theirs.total() for _, theirs, _ in pairs)


def embedded(header: dict) -> list[dict]:
    """The messages directly inside."""
    return [a["message"] for a in header.get("attachments", []) if "message" in a]


def properties_of(recipients: list, number: int) -> list[dict]:
    return recipients[number].get("properties", []) if number < len(recipients) else []


def empty_cells(properties: list[dict]) -> collections.Counter:
    """(entry type, value type) of the values that are empty or zero."""
    return collections.Counter((spool_reader.identity(p), int(p["tag"][4:], 16)) for p in properties
                               if not any(value for key, value in p.items() if key != "tag"))


def check_item(place: str, directory: pathlib.Path, header: dict, payloads, pairs: list, by_libpff: dict):
    """Recipients of the item, and everything of the messages inside, as pffexport wrote them."""
    recipients = header.get("recipients", [])
    sets = pffexport_sets(directory / "RecipientsItemValues.txt")
    for number, theirs in enumerate(sets):
        own = bag_of(properties_of(recipients, number), payloads)
        cells = empty_cells(properties_of(by_libpff.get("recipients", []), number)) - without_values(own)
        pairs.append((f"{place} recipient {number + 1}", theirs - cells, own))
    holders = [path for path in sorted((directory / "Attachments").glob("*")) if path.is_dir()]
    inner = [path for holder in holders for path in sorted(holder.iterdir()) if (path / "ItemValues.txt").is_file()]
    messages, theirs_inside = embedded(header), embedded(by_libpff)
    for number, path in enumerate(inner):
        message = messages[number] if number < len(messages) else {}
        theirs = sum(pffexport_sets(path / "ItemValues.txt"), collections.Counter())
        pairs.append((f"{place} embedded {number + 1}", theirs, bag_of(message.get("properties", []), payloads)))
        inside = theirs_inside[number] if number < len(theirs_inside) else {}
        check_item(f"{place} embedded {number + 1}", path, message, payloads, pairs, inside)


def check_pffexport(store: pathlib.Path, spooled: Spooled, by_libpff: Spooled) -> tuple[dict, int]:
    pairs: list = []
    for item in peers.pffexport(store, values=True):
        if item.section == "export" and item.kind != "folder" and not item.embedded:
            header, payloads = spooled.messages.get(item.identifier, ({}, []))
            check_item(f"node {item.identifier:#x}", item.directory, header, payloads, pairs,
                       by_libpff.messages.get(item.identifier, ({}, []))[0])
    met = {(store.name, place): differences(theirs, ours) for place, theirs, ours in pairs}
    return {key: value for key, value in met.items() if value}, sum(theirs.total() for _, theirs, _ in pairs)


def main():
    tools = harness.tool_folder()
    harness.need("pffexport")
    peers.need_pypff()
    findings = harness.Findings()
    met: dict = {}
    stores = harness.samples()
    for store in stores:
        spooled = Spooled(harness.run(tools / "pst2spool", store, accept=(0, 3)).stdout)
        by_libpff = Spooled(harness.run(tools / "pst2spool", store, "--engine", "libpff", accept=(0, 3)).stdout)
        found, counted = check_pypff(store, spooled)
        more, further = check_pffexport(store, spooled, by_libpff)
        met |= found | more
        findings.checked += counted + further
        print(f"{store.name}: {counted} properties of pypff, {further} of pffexport", flush=True)
    names = {store.name for store in stores}
    harness.named(findings, {k: v for k, v in EXPECTED.items() if k[0] in names}, met, "properties")
    findings.finish()


main()
