"""A PST as the shared linter's classes read it: objects with their raw properties, and the structures below them.

The linter is written from [MS-PST] and shares code with no reader, ours included; this module adds names and a tree to it.
"""

import dataclasses
import functools
import os
import pathlib
import struct
import sys
import typing

NORMAL_FOLDER, SEARCH_FOLDER, MESSAGE, ATTACHMENT, ASSOCIATED, OLE_STORAGE, LONG_VALUE = 2, 3, 4, 5, 8, 9, 0x1F
HIERARCHY, CONTENTS, ASSOCIATED_CONTENTS = 0x0D, 0x0E, 0x0F
STORE, NAME_MAP, ROOT = 0x21, 0x61, 0x122
RECIPIENTS, ATTACHMENTS = 0x692, 0x671
OBJECT = 0x0D
ATTACH_DATA, ATTACH_METHOD = 0x3701, 0x3705
EMBEDDED = 5

PS_MAPI = bytes.fromhex("2803020000000000c000000000000046")
PS_PUBLIC_STRINGS = bytes.fromhex("2903020000000000c000000000000046")


@functools.cache
def linter():
    """The module pst_lint of the shared material."""
    folder = os.environ.get("RESTANTE_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared")
    folder = str(pathlib.Path(folder) / "tools")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    import pst_lint
    return pst_lint


class Value(typing.NamedTuple):
    type: int
    data: typing.Any  # bytes; (nid, size) of an object; None when it cannot be read
    place: int  # the HNID as stored


Properties = dict[int, Value]
Row = dict[int, bytes]  # tag → cell


@dataclasses.dataclass
class Attachment:
    nid: int
    properties: Properties
    row: Row
    subnodes: dict[int, tuple[int, int]]
    message: "Message | None" = None


@dataclasses.dataclass
class Message:
    nid: int
    properties: Properties
    row: Row  # empty for an embedded one
    subnodes: dict[int, tuple[int, int]]
    recipients: list[tuple[int, Row]] | None  # None: no table
    attachments: list[Attachment]

    @property
    def associated(self) -> bool:
        return self.nid & 0x1F == ASSOCIATED

    def nested(self) -> "typing.Iterator[Message]":
        """The messages in it, at any depth, itself first."""
        yield self
        for attachment in self.attachments:
            if attachment.message is not None:
                yield from attachment.message.nested()


@dataclasses.dataclass
class Folder:
    nid: int
    parent: int
    path: tuple[str, ...]
    properties: Properties
    row: Row
    contents: list[int]
    associated: list[int]
    children: list[int]


class PstFile:
    def __init__(self, path: pathlib.Path):
        self.path = path
        self.raw = linter().Pst(str(path))
        self.raw.f.close()  # it is mapped
        self.raw.header()
        unicode = self.raw.u
        self.raw.btree(self.raw.bref, 0x80, "BBT", 24 if unicode else 12, self.raw.bbte)
        self.raw.btree(self.raw.nref, 0x81, "NBT", 32 if unicode else 16, self.raw.nbte)

    # --- structures ---

    @property
    def unicode(self) -> bool:
        return self.raw.u

    @property
    def nodes(self) -> dict[int, tuple[int, int, int]]:
        """nid → data bid, subnode bid, parent."""
        return self.raw.nbt

    def data(self, nid: int) -> bytes:
        return b"".join(self.raw.tree(self.nodes[nid][0], f"node {nid:x}"))

    def header(self, form: str, unicode_at: int, ansi_at: int) -> int:
        return struct.unpack_from(form, self.raw.m, unicode_at if self.unicode else ansi_at)[0]

    def heap_of(self, node, why: str):
        """A property context's heap: .props, .subs, .bl."""
        return self.raw.pc(node, why)

    def properties(self, nid: int) -> Properties:
        return self._values(self.heap_of(self.nodes[nid], f"node {nid:x}"))

    def table(self, nid: int):
        return self.raw.tc(self.nodes[nid], f"node {nid:x}")

    def rows(self, nid: int) -> list[tuple[int, Row]]:
        """Row id and cells, in the order of the matrix."""
        return self._rows(self.table(nid))

    def whole(self, value) -> bytes:
        """The bytes of a value, however long."""
        return b"".join(self.raw.raw(bid) for bid in value.ids) if hasattr(value, "ids") else bytes(value)

    # --- objects ---

    @functools.cached_property
    def names(self) -> dict[int, tuple[bytes, int | str]]:
        """Property id → set and number or name."""
        properties = self.properties(NAME_MAP)
        guids, entries, strings = (self.whole(properties[key].data) if key in properties else b"" for key in (2, 3, 4))
        found = {}
        for identifier, guid_and_kind, index in struct.iter_unpack("<IHH", entries):
            number = guid_and_kind >> 1
            guid = {0: bytes(16), 1: PS_MAPI, 2: PS_PUBLIC_STRINGS}.get(number, guids[16 * (number - 3):16 * (number - 2)])
            name: int | str = identifier
            if guid_and_kind & 1:
                size, = struct.unpack_from("<I", strings, identifier)
                name = strings[identifier + 4:identifier + 4 + size].decode("utf-16-le", "surrogatepass")
            found[0x8000 + index] = (bytes(guid), name)
        return found

    def text(self, value: Value | None, page: int = 1252) -> str:
        """A text property or cell of any length."""
        if value is None or value.data is None:
            return ""
        data = self.whole(value.data)
        return data.decode("utf-16-le", "replace") if value.type == 0x1F else data.decode(code_page(page), "replace")

    def folders(self) -> list[Folder]:
        """All normal folders, parents before their children."""
        found: list[Folder] = []

        def walk(nid: int, parent: int, path: tuple[str, ...], row: Row):
            base = nid & ~0x1F
            properties = self.properties(nid)
            below = self.rows(base | HIERARCHY)
            here = path + (self.text(properties.get(0x3001)),) if nid != ROOT else ()
            found.append(Folder(nid, parent, here, properties, row, [k for k, _ in self.rows(base | CONTENTS)],
                                [k for k, _ in self.rows(base | ASSOCIATED_CONTENTS)], [k for k, _ in below]))
            for child, cells in below:
                if child & 0x1F == NORMAL_FOLDER:
                    walk(child, nid, here, cells)

        walk(ROOT, ROOT, (), {})
        return found

    def messages(self, folder: Folder) -> typing.Iterator[Message]:
        """What the folder's two tables list, in their order, associated items last."""
        for kind in (CONTENTS, ASSOCIATED_CONTENTS):
            for nid, row in self.rows(folder.nid & ~0x1F | kind):
                yield self.message(nid, self.nodes[nid], row)

    def all_messages(self) -> typing.Iterator[Message]:
        """Those in folders, and those inside them."""
        for folder in self.folders():
            for message in self.messages(folder):
                yield from message.nested()

    def message(self, nid: int, node, row: Row) -> Message:
        heap = self.heap_of(node, f"message {nid:x}")
        recipients = self._subtable(heap, RECIPIENTS)
        attachments = []
        for identifier, cells in self._subtable(heap, ATTACHMENTS) or []:
            inner = self.heap_of((*heap.subs[identifier], 0), f"attachment {identifier:x}")
            one = Attachment(identifier, self._values(inner), cells, inner.subs)
            data = one.properties.get(ATTACH_DATA)
            method = one.properties.get(ATTACH_METHOD)
            if data and data.type == OBJECT and data.data and method and method.data == EMBEDDED.to_bytes(4, "little"):
                one.message = self.message(data.data[0], (*inner.subs[data.data[0]], 0), {})
            attachments.append(one)
        return Message(nid, self._values(heap), row, heap.subs, recipients, attachments)

    # --- inside ---

    def _subtable(self, heap, nid: int) -> list[tuple[int, Row]] | None:
        if nid not in heap.subs:
            return None
        return self._rows(self.raw.tc((*heap.subs[nid], 0), f"table {nid:x}"))

    def _rows(self, table) -> list[tuple[int, Row]]:
        return [(key, {tag: self.whole(cell) for tag, cell in cells.items()}) for key, cells in table.rows]

    def _values(self, heap) -> Properties:
        return {key: Value(*entry) for key, entry in heap.props.items()}


def code_page(number: int) -> str:
    """Python's name of a code page."""
    return {65001: "utf-8", 20127: "ascii", 28591: "latin-1", 1200: "utf-16-le"}.get(number, f"cp{number}")


def number(properties: Properties, identifier: int) -> int | None:
    """A value of up to 8 bytes as an unsigned number."""
    value = properties.get(identifier)
    return None if value is None or not isinstance(value.data, bytes) else int.from_bytes(value.data, "little")


def cell_number(row: Row, tag: int) -> int | None:
    return int.from_bytes(row[tag], "little") if tag in row else None
