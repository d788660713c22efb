"""Types a spool as converters/spool/FORMAT.md says, record by record, without ever holding it: what a test feeds the tools.

    with open("x.spool", "wb") as stream, SpoolWriter(stream) as spool:
        spool.store(display_name="Archive")
        inbox = spool.folder("Inbox", role="inbox", items=1)
        spool.message(inbox, subject="Hello", bodies={"text": text("Good morning")}, attachments=[file("a.bin", content(b"1"))])

Fields are those of the format, in its words. A Content anywhere in a record becomes a payload. Fields that are None are
left out; the order of keys is the caller's, so that these spools are legal but not always canonical.
"""

import base64
import dataclasses
import datetime
import hashlib
import json
import random
import typing

CHUNK = 256 * 1024
INLINE = 32 * 1024  # larger property values are payloads (model::kLargestInlineValue)

KEYS = {0x02: "i16", 0x03: "i32", 0x04: "f32", 0x05: "f64", 0x06: "i64", 0x07: "f64", 0x0B: "bool", 0x14: "i64",
        0x1E: "text8", 0x1F: "text", 0x40: "time", 0x48: "guid", 0x102: "binary"}
MULTIPLE = 0x1000
MULTIPLE_KEYS = {key: KEYS[key] + "s" for key in KEYS} | {0x102: "binaries"}
BYTES_KEYS = {"text8", "binary", "text8s", "binaries", "untyped"}


@dataclasses.dataclass(frozen=True)
class Content:
    """A payload: its size, and a function that yields its bytes piece by piece, the same every time."""

    size: int
    pieces: typing.Callable[[], typing.Iterator[bytes]]
    fails: str | None = None  # ends with this reason in place of "0"

    def sha256(self) -> str:
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()

    def data(self) -> bytes:
        return b"".join(self.pieces())


def content(data: bytes, fails: str | None = None) -> Content:
    return Content(len(data), lambda: iter((data,) if data else ()), fails)


def _repeated(size: int, block: bytes) -> typing.Iterator[bytes]:
    number = 0
    while size > 0:
        stamp = number.to_bytes(8, "little") if any(block) else b""
        piece = (stamp + block)[:min(size, len(block))]
        yield piece
        size -= len(piece)
        number += 1


def noise(size: int, seed: int = 1) -> Content:
    """Bytes that no compressor gets smaller within a megabyte; no two megabytes are alike."""
    block = random.Random(seed).randbytes(min(size, 1 << 20))
    return Content(size, lambda: _repeated(size, block))


def zeros(size: int) -> Content:
    return Content(size, lambda: _repeated(size, bytes(min(size, 1 << 20))))


def text(value: str, code_page: int = 65001, encoding: str = "utf-8") -> dict:
    """A body."""
    return {"code_page": code_page, "content": content(value.encode(encoding))}


def plain_or_base64(value: bytes):
    plain = all(0x20 <= byte <= 0x7E or byte in (9, 10, 13) for byte in value)
    return value.decode("ascii") if plain else {"base64": base64.b64encode(value).decode("ascii")}


def time(moment: datetime.datetime) -> str:
    """An instant when `moment` has a zone, what a clock showed when it has none."""
    fraction = f".{moment.microsecond * 10:07}" if moment.microsecond else ""
    if moment.tzinfo is None:
        return moment.strftime("%Y-%m-%dT%H:%M:%S") + fraction
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z"


def filetime(moment: datetime.datetime) -> int:
    begin = datetime.datetime(1601, 1, 1, tzinfo=datetime.timezone.utc)
    since = moment.replace(tzinfo=moment.tzinfo or datetime.timezone.utc) - begin
    return (since.days * 86400 + since.seconds) * 10_000_000 + since.microseconds * 10


def prop(tag: int, value=None, set: str | None = None, lid: int | None = None, name: str | None = None,
         key: str | None = None) -> dict:
    """One entry of a bag. `value` None: a property without a value; `key` says the form where the tag does not."""
    entry: dict = {"tag": f"{tag:08x}"}
    if set is not None:
        entry["set"] = set
        entry |= {"lid": lid} if name is None else {"name": name}
    if value is None:
        return entry
    kind = tag & 0xFFFF
    key = key or ("large" if isinstance(value, Content) else
                  MULTIPLE_KEYS[kind & ~MULTIPLE] if kind & MULTIPLE else KEYS.get(kind, "untyped"))
    if key in BYTES_KEYS:
        value = [plain_or_base64(one) for one in value] if key.endswith("s") else plain_or_base64(value)
    entry[key] = value
    return entry


def address(name: str = "", mail: str = "", type: str = "SMTP", **fields) -> dict:
    return {"name": name, "type": type, "address": mail, "smtp": mail if type == "SMTP" else None} | fields


def recipient(name: str, mail: str = "", kind: str = "to", **fields) -> dict:
    return {"kind": kind} | address(name, mail, **fields)


def file(long_name: str | None, value: Content | None, **fields) -> dict:
    return {"kind": "file", "long_name": long_name, "content": value} | fields


def embedded(message: dict, **fields) -> dict:
    return {"kind": "message", "message": message} | fields


def ole(value: Content, **fields) -> dict:
    return {"kind": "ole", "content": value} | fields


def reference(path: str, **fields) -> dict:
    return {"kind": "reference", "path": path} | fields


class SpoolWriter:
    """Every folder says how many items will come (`items`); more are announced by expect() or refused at the end."""

    def __init__(self, stream: typing.BinaryIO, creator: str = "typed by a test"):
        self._stream = stream
        self._counts = {"records": 0, "folders": 0, "messages": 0, "losses": 0, "notes": 0, "payload_bytes": 0}
        self._open: dict[int, int] = {}  # folder → items still to come
        self._folder = 0
        self._record({"record": "spool", "format": "restante-spool", "version": 1, "creator": creator})

    def __enter__(self) -> "SpoolWriter":
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.end()

    def store(self, **fields):
        self._record({"record": "store", "source": "typed.spool", "format": "typed"} | fields)

    def folder(self, name: str, parent: int | None = None, role: str | None = None, items: int = 0, **fields) -> int:
        """Returns the folder's id."""
        self._folder += 1
        self._open[self._folder] = items
        self._counts["folders"] += 1
        self._record({"record": "folder", "id": self._folder, "parent": parent, "name": name, "role": role,
                      "expected_items": items or None} | fields)
        return self._folder

    def expect(self, folder: int, more: int):
        self._open[folder] += more
        self._record({"record": "expect", "folder": folder, "more": more})

    def message(self, folder: int, **fields):
        self._open[folder] -= 1
        self._counts["messages"] += 1
        self._record({"record": "message", "folder": folder} | fields)

    def loss(self, kind: str = "item", folder: int | None = None, **fields):
        if kind == "item" and folder is not None:
            self._open[folder] -= 1
        self._counts["losses"] += 1
        self._record({"record": "loss", "kind": kind, "folder": folder} | fields)

    def note(self, **fields):
        self._counts["notes"] += 1
        self._record({"record": "note"} | fields)

    def end(self):
        wrong = {folder: items for folder, items in self._open.items() if items}
        if wrong:
            raise ValueError(f"folders with other numbers of items than announced: {wrong}")
        self._record({"record": "end"} | self._counts)

    def _record(self, fields: dict):
        payloads: list[Content] = []
        fields = self._with_numbers(fields, fields.get("folder"), payloads)
        if payloads:
            fields["payloads"] = len(payloads)
        self._stream.write(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        self._counts["records"] += 1
        for payload in payloads:
            self._payload(payload)

    def _with_numbers(self, value, folder, payloads: list[Content]):
        """The record with payload numbers in place of contents, and without what is None."""
        if isinstance(value, Content):
            if value not in payloads:
                payloads.append(value)
            return payloads.index(value)
        if isinstance(value, list):
            return [self._with_numbers(one, folder, payloads) for one in value]
        if not isinstance(value, dict):
            return value
        out = {key: self._with_numbers(one, folder, payloads) for key, one in value.items() if one is not None}
        if value.get("kind") == "message" and "message" in out:
            out["message"] = {"folder": folder} | out["message"]
        return out

    def _payload(self, payload: Content):
        write = self._stream.write
        for piece in payload.pieces():
            for begin in range(0, len(piece), CHUNK):
                chunk = piece[begin:begin + CHUNK]
                write(b"%d\n" % len(chunk))
                write(chunk)
                write(b"\n")
                self._counts["payload_bytes"] += len(chunk)
        write(b"0\n" if payload.fails is None else b"!" + json.dumps(payload.fails).encode() + b"\n")
