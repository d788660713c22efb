"""What Outlook and ScanPST were seen to demand, asserted on written files: pst_rules_test.py TOOL-DIRECTORY [NAME...].

The rules of formats/pst-outlook-evidence.md (shared material) section 3, priorities 1 and 2, and of pst-writer.md 5.5:
above all those that the linter does not look at or only remarks on. Every rule is a function that yields what is wrong
with a file; `on` says which scenarios it is for (all small and medium ones without it). Row numbers are those of the evidence.
"""

import collections
import dataclasses
import hashlib
import itertools
import re
import struct
import sys
import typing

import harness
import pst_file
import pst_scenarios
from pst_file import PstFile, number

Wrong = typing.Iterator[str]
FIXED_TYPES = {0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0B, 0x0D, 0x14, 0x40, 0x48}
VARIABLE_TYPES = {0x1E, 0x1F, 0x102}
MULTIPLE = 0x1000
LARGEST_IN_HEAP = 3580
LONG_DISPLAY = 1024  # characters from which the cell and the property share a block
DISPLAY = (0x0E02, 0x0E03, 0x0E04)
MAIL_CLASSES = re.compile(r"(?i)(ipm\.note|report|ipm\.schedule)(\.|$)")
SPECIAL = {0x36D0: "calendar", 0x36D1: "contacts", 0x36D2: "journal", 0x36D3: "notes", 0x36D4: "tasks", 0x36D7: "drafts"}
ONE_OFF = bytes.fromhex("00000000812b1fa4bea310199d6e00dd010f5402")  # [MS-OXCDATA] 2.2.5.1


@dataclasses.dataclass(frozen=True)
class File:
    written: pst_scenarios.Written
    pst: PstFile
    folders: list[pst_file.Folder]
    messages: list[tuple[pst_file.Folder, pst_file.Message]]  # top-level ones

    @property
    def unicode(self) -> bool:
        return self.pst.unicode

    def every_message(self) -> typing.Iterator[pst_file.Message]:
        for _, message in self.messages:
            yield from message.nested()

    def string_tag(self, identifier: int) -> int:
        return identifier << 16 | (0x1F if self.unicode else 0x1E)

    def folder_named(self, name: str) -> pst_file.Folder:
        return next(folder for folder in self.folders if folder.path and folder.path[-1] == name)


RULES: list[tuple[typing.Callable[[File], Wrong], frozenset[str]]] = []


def rule(*on: str):
    def add(function):
        RULES.append((function, frozenset(on)))
        return function
    return add


def hexadecimal(value: int | None) -> str:
    return "nothing" if value is None else f"{value:#x}"


# --- header, maps, blocks ---------------------------------------------------------------------------------------------


@rule()
def header_is_that_of_a_modern_file(file: File) -> Wrong:
    """rows 5, 10, 11, 12, 16, 18: the fields that the two generations of Outlook write differently"""
    pst, raw = file.pst, file.pst.raw
    crypt = {"none": 0, "permute": 1, "cyclic": 2}[file.written.encoding]
    wanted = [("wVer", raw.ver, 23 if file.unicode else 14), ("cbPMapFree", raw.pmf, 0), ("fAMapValid", raw.fam, 2),
              ("bCryptMethod", raw.crypt, crypt), ("rgbFM", set(raw.fm), {0xFF}), ("rgbFP", set(raw.fp), {0xFF})]
    if file.unicode:
        wanted.append(("bidUnused", pst.header("<Q", 24, 0), 0x0000000100000004))
    for name, have, want in wanted:
        if have != want:
            yield f"{name} {have}, not {want}"
    begin = 564 if file.unicode else 512
    if any(raw.m[begin:0x4200]):
        yield "bytes between the header and 0x4200 are not zero"


@rule()
def dlist_page_is_there_and_empty(file: File) -> Wrong:
    """row 17, pst-writer 1.6.4: its bid is the header's bidNextP, its body zero"""
    raw = file.pst.raw
    page = bytes(raw.m[0x4200:0x4400])
    if file.unicode:
        kind, repeated, _, crc, bid = struct.unpack_from("<BBHIQ", page, 496)
        body = page[:496]
    else:
        kind, repeated, _, bid, crc = struct.unpack_from("<BBHII", page, 500)
        body = page[:500]
    if (kind, repeated) != (0x86, 0x86):
        yield f"no DList page at 0x4200: type {kind:#x}"
        return
    raw.page(0x4200, None, (0x86,), "DList")
    if any(body) or crc != 0:
        yield "DList is not empty"
    if bid != raw.bidP:
        yield f"DList bid {bid:#x}, bidNextP {raw.bidP:#x}"


@rule()
def high_water_marks_are_exact(file: File) -> Wrong:
    """row 13, pst-writer 1.10: nodes and subnodes at every depth, never below the base"""
    raw = file.pst.raw
    highest = collections.Counter()
    for nid in raw.nbt:
        highest[nid & 0x1F] = max(highest[nid & 0x1F], nid >> 5)

    def walk(bid: int):
        for nid, (_, below) in raw.subs(bid, "walk").items() if bid else ():
            if nid not in (0x671, 0x692, 0x3F):
                highest[nid & 0x1F] = max(highest[nid & 0x1F], nid >> 5)
            walk(below)

    for _, subnodes, _ in raw.nbt.values():
        walk(subnodes)
    for kind in range(32):
        base = {3: 0x4000, 4: 0x10000, 8: 0x8000}.get(kind, 0x400)
        if raw.rgnid[kind] != max(base, highest[kind]):
            yield f"rgnid[{kind:#x}] {raw.rgnid[kind]:#x}, highest index {highest[kind]:#x}"


@rule()
def new_nodes_stand_above_the_reserved_ones(file: File) -> Wrong:
    """rows 30, 70: the first folders at 8022, 8042, 8062; users' folders and messages above the base indexes"""
    nodes = file.pst.nodes
    for nid, parent in ((0x122, 0x122), (0x8022, 0x122), (0x8042, 0x122), (0x8062, 0x8022)):
        if nid not in nodes or nodes[nid][2] != parent:
            yield f"folder {nid:#x} is not below {parent:#x}"
    for nid in nodes:
        least = {pst_file.NORMAL_FOLDER: 0x401, pst_file.MESSAGE: 0x10001, pst_file.ASSOCIATED: 0x8001}.get(nid & 0x1F, 0)
        if nid >> 5 < least and nid != 0x122:
            yield f"node {nid:#x} has an index below {least:#x}"


@rule()
def block_ids_are_counted_by_four(file: File) -> Wrong:
    """rows 14, 23, 24: bit 0 clear, bit 1 for X and SL blocks only; bidNextB the next one"""
    raw = file.pst.raw
    for bid, _, size, _ in raw.bbt.values():
        first = raw.raw(bid)[:1] if bid & 2 else b"\1"
        if bid & 1 or bid & 2 and first not in (b"\1", b"\2"):
            yield f"block {bid:#x} has the wrong low bits"
        if size == 0:
            yield f"block {bid:#x} is empty"
    last = max(bid & ~3 for bid in raw.bbt)
    if raw.bidB != last + 4:
        yield f"bidNextB {raw.bidB:#x}, last block {last:#x}"


@rule()
def blocks_before_the_last_are_full(file: File) -> Wrong:
    """row 25: in every data tree, not only in heaps and row matrices"""
    raw = file.pst.raw
    for bid in raw.bbt:
        if bid & 2 and raw.raw(bid)[:1] == b"\1":
            sizes = [raw.bbt[leaf & ~1][2] for leaf in raw.leaves(bid, "tree")]
            if any(size != raw.D for size in sizes[:-1]):
                yield f"data tree {bid:#x} has a block before the last that is not full"


@rule()
def heaps_have_no_zero_allocations(file: File) -> Wrong:
    """row 35: cFree 0 in every block of every heap; empty values are HNID 0"""
    raw = file.pst.raw

    def heaps() -> typing.Iterator[tuple[str, int]]:
        def nodes(nid, data, subnodes, where):
            yield where, data
            for below, (inner, more) in raw.subs(subnodes, where).items() if subnodes else ():
                yield from nodes(below, inner, more, f"{where}/{below:x}")
        for nid, (data, subnodes, _) in raw.nbt.items():
            yield from nodes(nid, data, subnodes, f"node {nid:x}")

    seen = set()
    for where, bid in heaps():
        if not bid or bid in seen:
            continue
        seen.add(bid)
        first = raw.raw(raw.leaves(bid, where)[0])
        # A heap begins with its signature, and its page map lies inside its first block; payloads that look so are not ours.
        if len(first) < 12 or first[2] != 0xEC or first[3] not in (0x7C, 0xBC, 0x9C):
            continue
        for block_number, leaf in enumerate(raw.leaves(bid, where)):
            block = raw.raw(leaf)
            page_map, = struct.unpack_from("<H", block)
            count, free = struct.unpack_from("<HH", block, page_map)
            offsets = struct.unpack_from(f"<{count + 1}H", block, page_map + 4)
            if free or any(a == b for a, b in zip(offsets, offsets[1:])):
                yield f"{where} block {block_number}: cFree {free}"


# --- nodes every store has --------------------------------------------------------------------------------------------


@rule()
def fixed_nodes_are_exactly_those(file: File) -> Wrong:
    """rows 52, 54-58, 60, 61, 64: no message index, no extras; queues without data"""
    nodes = file.pst.nodes
    for nid in (0x21, 0x61, 0x1E1, 0x201, 0x261, 0x60D, 0x60E, 0x60F, 0x610, 0x671, 0x692, 0x6B6, 0x6D7, 0x6F8, 0x62B, 0x64C,
                0xC01, 0x2223, 0x2226, 0x2227, 0x2230):
        if nid not in nodes:
            yield f"node {nid:#x} is missing"
    for nid in (0xE01, 0xEE1, 0xF01, 0x281, 0x2A1):
        if nid in nodes:
            yield f"node {nid:#x} should not be there"
    for nid in (0x1E1, 0x261, 0xE41, 0xEC1, 0xF21, 0x2226):
        if nid in nodes and (nodes[nid][0] or nodes[nid][1]):
            yield f"queue {nid:#x} has data"
    if file.pst.data(0x201) != bytes.fromhex("23220000"):
        yield f"search activity list: {file.pst.data(0x201).hex()}"
    if {nid for nid in nodes if nid & 0x1F == pst_file.SEARCH_FOLDER} != {0x2223}:
        yield "search folders other than 0x2223"
    criteria = file.pst.properties(0x2227)
    if set(criteria) != {0x660B} or number(criteria, 0x660B) != 0:
        yield f"criteria 0x2227: {criteria}"
    spam = file.pst.properties(0x2223)
    if file.pst.text(spam.get(0x3001)) != "SPAM Search Folder 2" or [number(spam, key) for key in (0x3602, 0x3603, 0x360A)] != [0, 0, 0]:
        yield f"search folder 0x2223: {spam}"


@rule("empty-store", "every-property-type")
def templates_are_outlooks_byte_for_byte(file: File) -> Wrong:
    """pst-writer 5.5: templates, id map and outgoing queue as Outlook has them in a file of the same width"""
    name = "outlookpstrs_Empty.pst" if file.unicode else "pstsdk_sample2.pst"
    outlook = PstFile(harness.shared_folder() / "data" / "pst" / name)
    same = [0x60D, 0x60E, 0x60F, 0x610, 0x671, 0x692, 0x6B6, 0xC01, 0x2227]
    if file.unicode:  # that ANSI file has row indexes of two sizes, and columns of its own in 0x64C
        same += [0x6D7, 0x6F8, 0x64C]
    for nid in same:
        if file.pst.data(nid) != outlook.data(nid):
            yield f"node {nid:#x} differs from {name}: {file.pst.data(nid).hex()} and {outlook.data(nid).hex()}"
    first = {key: outlook.names[key] for key in range(0x8000, 0x8023)} if file.unicode else {}
    for key, called in first.items():
        if file.pst.names.get(key) != called:
            yield f"name {key:#x}: {file.pst.names.get(key)}, Outlook has {called}"


@rule()
def name_map_is_never_empty(file: File) -> Wrong:
    """rows 119-121: contiguous ids from 0x8000 on, no name twice, streams that are not empty"""
    names = file.pst.names
    if sorted(names) != list(range(0x8000, 0x8000 + len(names))) or not names:
        yield f"{len(names)} names, ids from {min(names, default=0):#x} to {max(names, default=0):#x}"
    if len(set(names.values())) != len(names):
        yield "a name stands there twice"
    for key in (2, 3, 4):
        if not file.pst.properties(pst_file.NAME_MAP).get(key, (0, b"", 0))[1]:
            yield f"stream {key} of the name map is empty"


# --- the store and its folders ----------------------------------------------------------------------------------------


def entry_id(file: File, value) -> int | None:
    """The node an entry id of this store names."""
    key = file.pst.properties(pst_file.STORE)[0x0FF9].data
    return struct.unpack_from("<I", value, 20)[0] if len(value) == 24 and value[:20] == bytes(4) + key else None


@rule()
def store_has_outlooks_properties(file: File) -> Wrong:
    """rows 65, 68: and no password, whatever the source had"""
    store = file.pst.properties(pst_file.STORE)
    for key, want in ((0x6633, 1), (0x66FA, 0x000E0011), (0x67FF, 0), (0x0E38, 0)):
        if number(store, key) != want:
            yield f"store property {key:04x} is {hexadecimal(number(store, key))}, not {want:#x}"
    history = store[0x0E34].data
    if len(history) != 24 or history[:4] != b"\1\0\0\0" or history[20:] != b"\1\0\0\0" or not any(history[4:20]):
        yield f"0E34 is {history.hex()}"
    if not any(store[0x0FF9].data):
        yield "the record key is zero"


@rule()
def valid_folder_mask_is_exact(file: File) -> Wrong:
    """rows 66, 67: each bit exactly with its entry id, that of the Inbox exactly with its receive folder row"""
    store = file.pst.properties(pst_file.STORE)
    mask = number(store, 0x35DF)
    for bit, key in ((1, 0x35E0), (4, 0x35E2), (8, 0x35E3), (0x10, 0x35E4), (0x20, 0x35E5), (0x40, 0x35E6), (0x80, 0x35E7)):
        if bool(mask & bit) != (key in store):
            yield f"mask {mask:#x}, entry id {key:04x} {'present' if key in store else 'absent'}"
        if key in store:
            nid = entry_id(file, store[key].data)
            if nid not in file.pst.nodes or nid & 0x1F != pst_file.NORMAL_FOLDER:
                yield f"{key:04x} names {hexadecimal(nid)}"
    if mask & 1 == 0 or mask & 8 == 0 or mask & 0x80 == 0 or mask & ~0xFF:
        yield f"mask {mask:#x} without subtree, deleted items or search root"
    default = [file_of for name, file_of in receive_folders(file) if name == ""]
    if bool(mask & 2) != (default != [pst_file.ROOT]):
        yield f"mask {mask:#x}, default receive folder {default}"


def receive_folders(file: File) -> list[tuple[str, int]]:
    encoding = "utf-16-le" if file.unicode else "ascii"
    return [(row[file.string_tag(0x001A)].decode(encoding), pst_file.cell_number(row, 0x66050003))
            for _, row in file.pst.rows(0x62B)]


def inbox_of(file: File) -> int | None:
    default = dict(receive_folders(file)).get("")
    return None if default == pst_file.ROOT else default


@rule()
def receive_folder_table_has_outlooks_rows(file: File) -> Wrong:
    """row 53: four rows with an Inbox, one without"""
    rows = receive_folders(file)
    inbox = inbox_of(file)
    want = [("", pst_file.ROOT)] if inbox is None else \
        [("", inbox), ("IPM", inbox), ("Report.IPM", inbox), ("IPC", pst_file.ROOT)]
    if rows != want:
        yield f"receive folders {rows}"
    has = file.written.scenario.name not in WITHOUT_INBOX
    if (inbox is not None) != has:
        yield f"{'an' if has else 'no'} Inbox was there, the table says {hexadecimal(inbox)}"


WITHOUT_INBOX = {"a-root-alone", "empty-store", "empty-subtree", "no-inbox", "messages-at-the-top", "calendars", "kinds-of-items", "names", "scripts",
                 "folder-sizes", "three-hundred-folders", "five-thousand-folders"}


@rule()
def special_folders_are_named_by_root_and_inbox(file: File) -> Wrong:
    """row 74, pst-writer 3.6: 36D0 … on the root, and on the Inbox when there is one; only what exists"""
    root = file.pst.properties(pst_file.ROOT)
    inbox = inbox_of(file)
    holders = [root] + ([file.pst.properties(inbox)] if inbox else [])
    for key, role in SPECIAL.items():
        values = [properties.get(key) for properties in holders]
        if len({None if value is None else value.data for value in values}) != 1:
            yield f"{key:04x} differs between the root and the Inbox"
        if values[0] is not None:
            nid = entry_id(file, values[0].data)
            if nid is None or nid & 0x1F != pst_file.NORMAL_FOLDER or nid not in file.pst.nodes:
                yield f"{key:04x} ({role}) names {hexadecimal(nid)}"


@rule("special-folders")
def every_role_has_its_folder(file: File) -> Wrong:
    """rows 67, 74, 76: each entry id names the first folder of the role; Deleted Items is the store's own"""
    store, root = file.pst.properties(pst_file.STORE), file.pst.properties(pst_file.ROOT)
    named = {"Outbox": store.get(0x35E2), "Deleted Items": store.get(0x35E3), "Sent Items": store.get(0x35E4),
             "Calendar": root.get(0x36D0), "Contacts": root.get(0x36D1), "Journal": root.get(0x36D2), "Notes": root.get(0x36D3),
             "Tasks": root.get(0x36D4), "Drafts": root.get(0x36D7)}
    for name, value in named.items():
        nid = None if value is None else entry_id(file, value.data)
        if nid != file.folder_named(name).nid:
            yield f"{name} is {file.folder_named(name).nid:#x}, its entry id names {hexadecimal(nid)}"
    if file.folder_named("Deleted Items").nid != 0x8062:
        yield "Deleted Items is not 0x8062"
    if inbox_of(file) != file.folder_named("Inbox").nid:
        yield "the receive folder is not the Inbox"
    junk = root.get(0x36D8)
    if junk is None or junk.type != 0x1102:
        yield f"36D8 is {junk}"
    else:
        values = split_values(junk.data)
        if len(values) != 5 or entry_id(file, values[4]) != file.folder_named("Junk E-mail").nid:
            yield f"36D8 does not name Junk E-mail as its fifth: {[one.hex() for one in values]}"
    if number(store, 0x35DF) & 0x9F != 0x9F:
        yield f"mask {number(store, 0x35DF):#x}"


def split_values(data: bytes) -> list[bytes]:
    """[MS-PST] 2.3.3.4.2."""
    count, = struct.unpack_from("<I", data)
    offsets = [*struct.unpack_from(f"<{count}I", data, 4), len(data)]
    return [data[begin:end] for begin, end in zip(offsets, offsets[1:])]


@rule()
def folder_rows_are_their_properties(file: File) -> Wrong:
    """rows 69, 71, 72: a cell exactly where the property is, and the same; no replication cells anywhere"""
    for folder in file.folders:
        if folder.nid == pst_file.ROOT:
            if file.pst.text(folder.properties.get(0x3001)) != "" or 0x3001 not in folder.properties:
                yield "the root's name is not empty"
            continue
        for key, kind in ((0x3001, None), (0x3602, 3), (0x3603, 3), (0x360A, 0x0B), (0x3613, None), (0x6635, 3), (0x6636, 3)):
            tag = file.string_tag(key) if kind is None else key << 16 | kind
            value = folder.properties.get(key)
            if (tag in folder.row) != (value is not None) or value is not None and folder.row[tag] != value.data:
                yield f"folder {folder.nid:#x}: cell {tag:08x} {folder.row.get(tag)}, property {value}"
        if len(folder.contents) != number(folder.properties, 0x3602):
            yield f"folder {folder.nid:#x}: {len(folder.contents)} rows, ContentCount {number(folder.properties, 0x3602)}"
        name = file.pst.text(folder.properties.get(0x3001))
        if len(name) > 255:
            yield f"folder {folder.nid:#x} is called {name!r}"
    rows = itertools.chain((folder.row for folder in file.folders), (message.row for _, message in file.messages))
    for row in rows:
        if any(tag in row for tag in (0x0E300102, 0x0E330014, 0x0E340102, 0x0E380003, 0x0E3C0102, 0x0E3D0102, 0x65C60003, 0x10970003)):
            yield f"a row has replication cells: {sorted(map(hex, row))}"


# --- rows -------------------------------------------------------------------------------------------------------------


@rule()
def row_versions_are_unique_and_below_the_header(file: File) -> Wrong:
    """rows 15, 96: recipient and attachment rows too"""
    unique = file.pst.header("<I", 40, 32)
    versions = []
    for nid in file.pst.nodes:
        if nid & 0x1F in (0x0D, 0x0E, 0x0F, 0x10, 0x0B):
            versions += [pst_file.cell_number(row, 0x67F30003) for _, row in file.pst.rows(nid)]
    if len(set(versions)) != len(versions):
        yield f"{len(versions) - len(set(versions))} row versions occur twice"
    for message in file.every_message():
        versions += [pst_file.cell_number(row, 0x67F30003) for _, row in message.recipients or []]
        versions += [pst_file.cell_number(attachment.row, 0x67F30003) for attachment in message.attachments]
    if None in versions or max(versions, default=0) >= unique or min(versions, default=1) < 1:
        yield f"row versions up to {max(filter(None, versions), default=0):#x}, dwUnique {unique:#x}"


@rule()
def contents_rows_have_their_own_cells(file: File) -> Wrong:
    """rows 81, 82, 93: status 0 in every row; the conversation id of the thread or of the topic"""
    for _, message in file.messages:
        if pst_file.cell_number(message.row, 0x0E170003) != 0:
            yield f"message {message.nid:#x}: status {message.row.get(0x0E170003)}"
        if message.associated:
            continue
        have, want = message.row.get(0x30130102), conversation_id(file, message)
        if have != want:
            yield f"message {message.nid:#x}: conversation id {have and have.hex()}, not {want and want.hex()}"


def conversation_id(file: File, message: pst_file.Message) -> bytes | None:
    index, tracking = message.properties.get(0x71), number(message.properties, 0x3016)
    if tracking and index and len(index.data) >= 22 and index.data[0] == 1:
        return bytes(index.data[6:22])
    topic = message.properties.get(0x70)
    if topic is None:
        return None
    text = file.pst.text(topic, number(message.properties, 0x3FFD) or 1252)[:255]
    capitals = "".join(one.upper() if len(one.upper()) == 1 else one for one in text)
    return hashlib.md5(capitals.encode("utf-16-le", "surrogatepass")).digest()


# --- messages ---------------------------------------------------------------------------------------------------------


def class_of(file: File, message: pst_file.Message) -> str:
    return file.pst.text(message.properties.get(0x001A))


@rule()
def messages_have_what_scanpst_asks_for(file: File) -> Wrong:
    """rows 77, 87, 88: class, flags, size, search key, times; no empty display strings; the size exact"""
    for message in file.every_message():
        properties = message.properties
        lacking = [f"{key:04x}" for key in (0x001A, 0x0E07, 0x0E08, 0x300B, 0x3007, 0x3008) if key not in properties]
        if lacking:
            yield f"message {message.nid:#x} lacks {lacking}"
        if not properties[0x300B].data:
            yield f"message {message.nid:#x} has an empty search key"
        for key in DISPLAY:
            if key in properties and not len(properties[key].data):
                yield f"message {message.nid:#x} has an empty {key:04x}"
        for key in (0x0E17, 0x0E1D, 0x003D, 0x0E12, 0x0E13, 0x0E1B, 0x3013, 0x67F2, 0x67F3, 0x0FFF):
            if key in properties:
                yield f"message {message.nid:#x} holds {key:04x}"


@rule("one-message", "attachments", "kinds-of-items", "special-folders")
def search_keys_differ(file: File) -> Wrong:
    """row 88: 16 bytes, no two alike"""
    keys = [bytes(message.properties[0x300B].data) for message in file.every_message()]
    if len(set(keys)) != len(keys) or any(len(key) != 16 for key in keys):
        yield f"{len(keys)} messages, {len(set(keys))} search keys"


@rule()
def recipient_tables_stand_where_outlook_has_them(file: File) -> Wrong:
    """row 100: on mail, reports and meeting mails also without rows; on others and on hidden items only with rows"""
    for message in file.every_message():
        kind = class_of(file, message)
        mail = MAIL_CLASSES.match(kind) and not message.associated
        if mail and message.recipients is None:
            yield f"message {message.nid:#x} of {kind} has no recipient table"
        if message.recipients == [] and re.match(r"(?i)ipm\.(contact|distlist|post|stickynote|task|activity|appointment)$", kind):
            yield f"message {message.nid:#x} of {kind} has an empty recipient table"
        if message.recipients == [] and message.associated:
            yield f"hidden item {message.nid:#x} has an empty recipient table"


@rule()
def recipient_rows_are_whole(file: File) -> Wrong:
    """rows 99, 102: what Outlook has in each row; entry ids that are one-off ids; keys in capitals"""
    name, kind, address, smtp, shown = (file.string_tag(key) for key in (0x3001, 0x3002, 0x3003, 0x39FE, 0x5FF6))
    for message in file.every_message():
        ids = [key for key, _ in message.recipients or []]
        if any(key <= 0 for key in ids) or len(set(ids)) != len(ids):
            yield f"message {message.nid:#x}: recipient row ids {ids[:10]}"
        for key, row in message.recipients or []:
            where = f"message {message.nid:#x} recipient {key:#x}"
            always = {0x0C150003, 0x0E0F000B, 0x0FFE0003, 0x0FFF0102, 0x39000003, 0x3A40000B, 0x67F20003, 0x67F30003}
            if kind in row and address in row:
                always |= {name, 0x300B0102}
            lacking = sorted(f"{tag:08x}" for tag in always - row.keys())
            if lacking and (name in row or address in row):
                yield f"{where} lacks {lacking}"
            if row.get(0x0E0F000B, b"\1") != b"\1":
                yield f"{where}: responsibility {row[0x0E0F000B]}"
            if pst_file.cell_number(row, 0x0C150003) & 0xF not in (0, 1, 2, 3):
                yield f"{where}: type {row[0x0C150003].hex()}"
            if kind in row and address in row and file.written.scenario.name in ("addresses", "recipients"):
                key_text = b"" if 0x300B0102 not in row else row[0x300B0102]
                encoding = "utf-16-le" if file.unicode else "cp1252"
                wanted = f"{row[kind].decode(encoding)}:{row[address].decode(encoding)}".upper().encode("cp1252", "replace") + b"\0"
                if key_text != wanted:
                    yield f"{where}: search key {key_text}, not {wanted}"
                if not row[0x0FFF0102].startswith(ONE_OFF):
                    yield f"{where}: entry id {row[0x0FFF0102].hex()}"


@rule("addresses", "one-message", "kinds-of-items")
def senders_can_be_answered(file: File) -> Wrong:
    """Q237993 a sender always has an entry id beside name, type and address"""
    for message in file.every_message():
        for name, kind, address, entry, key in ((0x0C1A, 0x0C1E, 0x0C1F, 0x0C19, 0x0C1D), (0x0042, 0x0064, 0x0065, 0x0041, 0x003B)):
            if name not in message.properties and address not in message.properties:
                continue
            value = message.properties.get(entry)
            if value is None or not value.data.startswith(ONE_OFF):
                yield f"message {message.nid:#x}: entry id {entry:04x} is {value and value.data.hex()}"
            if address in message.properties and key not in message.properties:
                yield f"message {message.nid:#x} lacks search key {key:04x}"


@rule()
def long_display_strings_share_their_block(file: File) -> Wrong:
    """row 79: from 1,024 characters on the cell and the property are one block, with a reference more"""
    raw = file.pst.raw
    width = 2 if file.unicode else 1
    for folder in file.folders:
        table = file.pst.table(folder.nid & ~0x1F | pst_file.CONTENTS)
        for nid in folder.contents:
            heap = file.pst.heap_of(file.pst.nodes[nid], f"message {nid:x}")
            for key in DISPLAY:
                if key not in heap.props or not any(column[0] == file.string_tag(key) for column in table.cols):
                    continue
                _, value, place = heap.props[key]
                if len(value) < LONG_DISPLAY * width:
                    continue
                cell = raw.cellh(table, nid, file.string_tag(key))
                if not place & 0x1F or not cell & 0x1F:
                    yield f"message {nid:#x} {key:04x}: {len(value) // width} characters in a heap"
                    continue
                ours, theirs = heap.subs[place][0], table.subs[cell][0]
                if ours != theirs or raw.bbt[ours & ~1][3] < 3:
                    yield f"message {nid:#x} {key:04x}: property {ours:#x}, cell {theirs:#x}, cRef {raw.bbt[ours & ~1][3]}"


@rule("display-strings", "nine-hundred-recipients")
def display_strings_are_joined_from_the_rows(file: File) -> Wrong:
    """row 101, 103: also of hidden (Bcc) recipients, whose string has no column"""
    separator = "; ".encode("utf-16-le" if file.unicode else "ascii")
    long = 0
    for message in file.every_message():
        for kind, key in ((1, 0x0E04), (2, 0x0E03), (3, 0x0E02)):
            names = [row[file.string_tag(0x3001)] for _, row in message.recipients or []
                     if pst_file.cell_number(row, 0x0C150003) & 0xF == kind]
            have = file.pst.whole(message.properties[key].data) if key in message.properties else None
            long += have is not None and len(have) >= LONG_DISPLAY * (2 if file.unicode else 1)
            if have != (separator.join(names) if names else None):
                yield f"message {message.nid:#x}: {key:04x} is not its {len(names)} names"
            if file.string_tag(0x0E02) in message.row:
                yield "the contents table has a column for Bcc"
    if not long:
        yield "no long display string was met"


@rule()
def values_are_of_the_types_a_pst_has(file: File) -> Wrong:
    """rows 37, 41: none unspecified, null or error; text of the file's width; more than 3,580 bytes outside the heap"""
    alien = 0x1E if file.unicode else 0x1F
    allowed = {kind for base in FIXED_TYPES | VARIABLE_TYPES for kind in (base, base | MULTIPLE)} - {alien, alien | MULTIPLE}
    places = [(f"node {nid:#x}", file.pst.properties(nid)) for nid in file.pst.nodes if nid & 0x1F == pst_file.NORMAL_FOLDER or nid == 0x21]
    for message in file.every_message():
        places.append((f"message {message.nid:#x}", message.properties))
        places += [(f"attachment {one.nid:#x}", one.properties) for one in message.attachments]
    for where, properties in places:
        for key, value in properties.items():
            if value.type not in allowed:
                yield f"{where} {key:04x} has type {value.type:#x}"
            if value.type in FIXED_TYPES or value.data is None:
                continue
            if len(value.data) > LARGEST_IN_HEAP and not value.place & 0x1F:
                yield f"{where} {key:04x}: {len(value.data)} bytes in the heap"
            if not len(value.data) and value.place:
                yield f"{where} {key:04x}: an empty value at {value.place:#x}"


@rule("bodies")
def plain_text_stands_beside_rtf(file: File) -> Wrong:
    """Q146276 every message with a text has the plain body, not only RTF"""
    for message in file.every_message():
        if 0x1009 in message.properties and not (0x1000 in message.properties and len(message.properties[0x1000].data)):
            if file.pst.text(message.properties[0x37])[2:] != "Message 9":  # its RTF is a page in HTML
                yield f"message {message.nid:#x} has RTF alone"


# --- hidden items, subjects -------------------------------------------------------------------------------------------


@rule("associated-items")
def hidden_items_are_of_their_own_type(file: File) -> Wrong:
    """rows 114, 115, 84: node type 8, rows in their own table, flag 0x40 in both, subject without a mark"""
    hidden = [message for _, message in file.messages if message.associated]
    if len(hidden) != 5 or len(file.messages) != 7:
        yield f"{len(hidden)} hidden items of {len(file.messages)}"
    for _, message in file.messages:
        flags = number(message.properties, 0x0E07)
        if bool(flags & 0x40) != message.associated or pst_file.cell_number(message.row, 0x0E070003) != flags:
            yield f"message {message.nid:#x}: flags {flags:#x}"
        if message.associated and 0x37 in message.properties:
            if file.pst.text(message.properties[0x37])[:1] == "\1":
                yield f"hidden item {message.nid:#x}: a marked subject"
        if message.associated and 0x3001 in message.properties and \
                message.row.get(file.string_tag(0x3001)) != message.properties[0x3001].data:
            yield f"hidden item {message.nid:#x}: its row has another name"


def prefix_length(subject: str) -> int:
    """[MS-OXCMSG] 2.2.1.9: one to three characters that are no digits, a colon, a space."""
    found = re.match(r"[^\s\d:\x00-\x20]{1,3}: ", subject)
    return len(found[0]) if found else 0


@rule("subjects")
def subjects_are_marked_cut_and_clean(file: File) -> Wrong:
    """rows 84, 85, 86: U+0001, the prefix's length plus one, at most 255 characters; the topic is the rest"""
    for _, message in file.messages:
        if class_of(file, message).startswith("IPM.Microsoft.ScheduleData.FreeBusy"):
            if file.pst.text(message.properties.get(0x37)) != "LocalFreebusy":
                yield f"free/busy subject {file.pst.text(message.properties.get(0x37))!r}"
            continue
        if 0x37 not in message.properties:
            continue
        page = number(message.properties, 0x3FFD) or 1252
        whole = file.pst.text(message.properties[0x37], page)
        if whole == "":
            continue
        units = len(whole.encode("utf-16-le")) // 2
        rest = whole[2:]
        if whole[0] != "\1" or units > 255 or any(ord(character) < 32 for character in rest):
            yield f"message {message.nid:#x}: subject {whole!r}"
            continue
        prefix = ord(whole[1]) - 1
        topic = file.pst.text(message.properties.get(0x70), page)
        if topic != rest[prefix:] and topic != rest and not whole.endswith("Mast") and "Re: Segel" not in rest and "x" * 200 not in topic:
            yield f"message {message.nid:#x}: subject {rest!r}, prefix {prefix}, topic {topic!r}"
        # A topic that is the subject's end tells the prefix; a mark within the text of a subject is no mark.
        told = {"Antwort: Segel": 9, "Re: Segel": 4, "Segel": 0, "Re: marked": 0}.get(rest)
        want = prefix_length(rest) if told is None else told
        if prefix != want:
            yield f"message {message.nid:#x}: subject {rest[:40]!r} has prefix length {prefix}, not {want}"
        if message.row.get(file.string_tag(0x37)) != message.properties[0x37].data:
            yield f"message {message.nid:#x}: its row has another subject"


# --- attachments ------------------------------------------------------------------------------------------------------

FIXED_SIZE = {0x02: 2, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0B: 1, 0x14: 8, 0x40: 8, 0x48: 16}


@rule()
def attachments_say_their_exact_size(file: File) -> Wrong:
    """rows 104-106, 108-112: of every method; rows like properties; nodes of the right types below"""
    raw = file.pst.raw
    for message in file.every_message():
        for one in message.attachments:
            where = f"attachment {one.nid:#x} of {message.nid:#x}"
            lacking = [f"{key:04x}" for key in (0x0E20, 0x3705, 0x370B) if key not in one.properties]
            if lacking or one.nid & 0x1F != pst_file.ATTACHMENT:
                yield f"{where} lacks {lacking}"
                continue
            total = 0
            for key, value in one.properties.items():
                if value.type == pst_file.OBJECT:
                    total += value.data[1]
                else:
                    total += FIXED_SIZE.get(value.type, 0 if value.data is None else len(value.data))
            if number(one.properties, 0x0E20) != total:
                yield f"{where}: size {number(one.properties, 0x0E20)}, not {total}"
            for tag in (0x0E200003, 0x37050003, 0x370B0003):
                if pst_file.cell_number(one.row, tag) != number(one.properties, tag >> 16):
                    yield f"{where}: cell {tag:08x} {pst_file.cell_number(one.row, tag)}"
            name = one.properties.get(0x3704)
            if one.row.get(file.string_tag(0x3704)) != (None if name is None else name.data):
                yield f"{where}: its row has another name"
            method, data = number(one.properties, 0x3705), one.properties.get(0x3701)
            objects = {nid: nid & 0x1F for nid in one.subnodes if nid & 0x1F != pst_file.LONG_VALUE}
            if method == 5:
                want = {pst_file.MESSAGE}
            elif method == 6:
                want = {pst_file.OLE_STORAGE}
            else:
                want = set()
            if data is None and method == 6 and file.pst.text(one.properties.get(0x3707)) == "Empty":
                continue  # an object of no bytes has no node
            if set(objects.values()) != want or len(objects) > 1:
                yield f"{where}: method {method} with subnodes {[hex(nid) for nid in one.subnodes]}"
            if method in (5, 6):
                if data is None or data.type != pst_file.OBJECT:
                    yield f"{where}: method {method}, but its data has type {data and hex(data.type)}"
                    continue
                nid, size = data.data
                if size != raw.size_of(*one.subnodes[nid], where):
                    yield f"{where}: object of {size} bytes, stored {raw.size_of(*one.subnodes[nid], where)}"
            elif method == 1 and (data is None or data.type != 0x102):
                yield f"{where}: method 1 without data"
            elif method in (0, 2, 3, 4, 7) and data is not None:
                yield f"{where}: method {method} with data"


@rule("attachments", "embedded-five-deep")
def every_method_was_met(file: File) -> Wrong:
    """rows 31, 112: by value, by reference, OLE, embedded"""
    met = {number(one.properties, 0x3705) for message in file.every_message() for one in message.attachments}
    want = {1, 4, 6} if file.written.scenario.name == "attachments" else {1, 5}
    if not want <= met:
        yield f"methods {met}"


@rule("attachments")
def attachments_are_announced(file: File) -> Wrong:
    """row 89: flag 0x10 for attachments that are listed, not for pictures shown in the page alone"""
    for _, message in file.messages:
        shown = [one for one in message.attachments if not number(one.properties, 0x7FFE)]
        if bool(number(message.properties, 0x0E07) & 0x10) != bool(shown):
            yield f"message {message.nid:#x}: flags {number(message.properties, 0x0E07):#x}, {len(shown)} attachments shown"


@rule("embedded-five-deep")
def embedded_messages_nest_to_the_end(file: File) -> Wrong:
    """row 113: six levels, each with its own table of recipients, in no table of the store"""
    def depth(message):
        return 1 + max((depth(one.message) for one in message.attachments if one.message), default=0)
    deepest = max(depth(message) for _, message in file.messages)
    if deepest != 6:
        yield f"{deepest} levels"
    for message in file.every_message():
        for one in message.attachments:
            if one.message is not None and one.message.nid in file.pst.nodes:
                yield f"embedded message {one.message.nid:#x} is a node of the store"


# --- the run ----------------------------------------------------------------------------------------------------------


def check(file: File, findings: harness.Findings):
    for function, on in RULES:
        if on and file.written.scenario.name not in on:
            continue
        try:
            wrong = list(itertools.islice(function(file), 5))
        except Exception as error:  # pylint: disable=broad-except  # a file that cannot be walked is a finding
            wrong = [f"{type(error).__name__}: {error}"]
        findings.check(not wrong, f"{file.written.label}: {function.__name__}: {'; '.join(wrong)[:1500]}")


def main():
    tools = harness.tool_folder()
    if not (tools / "spool2pst").exists():
        harness.skip(f"no spool2pst in {tools}")
    harness.shared_folder()
    names = sys.argv[2:]
    scenarios = [pst_scenarios.ALL[name] for name in names] or \
        [one for one in pst_scenarios.chosen("small", "medium") if one.name not in ("five-thousand-messages", "past-31-megabytes")]
    findings = harness.Findings()
    for one in scenarios:
        with harness.scratch() as folder:
            for width in one.widths:
                written = pst_scenarios.write(tools, one, width, "permute" if width == "unicode" else "cyclic", folder)
                findings.check(written.pst.exists(), f"{written.label}: exit {written.status}: {written.talk[-400:]}")
                if written.pst.exists():
                    check(open_file(written), findings)
    findings.finish()


def open_file(written: pst_scenarios.Written) -> File:
    pst = PstFile(written.pst)
    folders = pst.folders()
    return File(written, pst, folders, [(folder, message) for folder in folders for message in pst.messages(folder)])


if __name__ == "__main__":
    main()
