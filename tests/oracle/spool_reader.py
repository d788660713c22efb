"""Reads a spool by what converters/spool/FORMAT.md says, and by nothing else."""

import base64
import gzip
import json
import struct
import zlib

import mapi_values

INTEGERS = {"i16": "<h", "i32": "<i", "i64": "<q", "f32": "<f", "f64": "<d", "time": "<Q"}


def read_payload(data: bytes, at: int) -> tuple[bytes, int]:
    """FORMAT.md 2.1, 2.2: chunks up to "0", or up to the reason why there are no more."""
    chunks = []
    while True:
        end = data.index(b"\n", at)
        line = data[at:end]
        at = end + 1
        if line == b"0" or line.startswith(b"!"):
            return b"".join(chunks), at
        chunks.append(data[at:at + int(line)])
        at += int(line) + 1


def records(data: bytes):
    """(header, payloads) of each record."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    at = 0
    while at < len(data):
        start = at
        end = data.index(b"\n", at)
        header = json.loads(data[at:end])
        at = end + 1
        payloads = []
        for _ in range(header.get("payloads", 0)):
            payload, at = read_payload(data, at)
            payloads.append(payload)
        if header["record"] == "end" and "crc32" in header and header["crc32"] != zlib.crc32(data[:start]):
            raise ValueError("the checksum of the end record is wrong")
        yield header, payloads


def stored_bytes(value) -> bytes:
    """"bytes" of FORMAT.md: plain ASCII as a string, anything else as base64."""
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value.encode("ascii")


def number(form: str, value) -> bytes:
    if isinstance(value, str):  # the bits of a NaN or an infinity
        return int(value, 16).to_bytes(struct.calcsize(INTEGERS[form]), "little")
    return struct.pack(INTEGERS[form], value)


def guid(value: str) -> bytes:
    a, b, c, d, e = value.split("-")
    return struct.pack("<IHH", int(a, 16), int(b, 16), int(c, 16)) + bytes.fromhex(d + e)


def canonical(item: dict, payloads: list[bytes]) -> bytes:
    """A property's value in the form of mapi_values.py."""
    kind = int(item["tag"][4:], 16)
    for form, value in item.items():
        if form in INTEGERS:
            return number(form, value)
        if form[:-1] in INTEGERS:
            return b"".join(number(form[:-1], one) for one in value)
        if form == "bool":
            return b"\1" if value else b"\0"
        if form == "guid":
            return guid(value)
        if form == "guids":
            return b"".join(map(guid, value))
        if form == "text":
            return value.rstrip("\0").encode()
        if form == "text8":
            return stored_bytes(value).rstrip(b"\0")
        if form in ("binary", "untyped"):
            return mapi_values.single(kind, stored_bytes(value))
        if form == "texts":
            return mapi_values.joined([one.rstrip("\0").encode() for one in value])
        if form in ("text8s", "binaries"):
            values = map(stored_bytes, value)
            return mapi_values.joined([one.rstrip(b"\0") if form == "text8s" else one for one in values])
        if form == "large":
            return b"" if value is None else payloads[value].rstrip(b"\0") if kind in (0x1E, 0x1F) else payloads[value]
    return b""


def identity(item: dict) -> int:
    """The property id as the store has it; what a named property means (set, lid, name) stands beside it."""
    return int(item["tag"][:4], 16)
