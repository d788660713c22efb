"""One form for a property's value, whether it comes raw out of libpff or out of a spool: bytes to compare.

Text loses its terminating NUL and is UTF-8; the values of a multiple-valued property of variable size stand behind each
other, each after its length; everything else is as a PST lays it out ([MS-PST] 2.3.3, [MS-OXCDATA] 2.11.1).
"""

import struct

STRING8 = 0x1E
STRING = 0x1F
BOOLEAN = 0x0B
MULTIPLE = 0x1000
VARIABLE = {MULTIPLE | STRING8, MULTIPLE | STRING, MULTIPLE | 0x0102}


def text(data: bytes) -> bytes:
    decoded = data[:len(data) // 2 * 2].decode("utf-16-le", "replace")
    return decoded.rstrip("\0").encode("utf-8", "replace")


def joined(values: list[bytes]) -> bytes:
    return b"".join(struct.pack("<I", len(value)) + value for value in values)


def split(data: bytes) -> list[bytes]:
    """[MS-PST] 2.3.3.4.2: a count, the offsets, the values."""
    if len(data) < 4:
        return []
    count = struct.unpack_from("<I", data)[0]
    if count > len(data) // 4 - 1:
        return [data]
    offsets = [*struct.unpack_from(f"<{count}I", data, 4), len(data)]
    return [data[begin:end] for begin, end in zip(offsets, offsets[1:])]


def single(kind: int, data: bytes) -> bytes:
    if kind == STRING:
        return text(data)
    if kind == STRING8:
        return data.rstrip(b"\0")
    if kind == BOOLEAN:
        return b"\1" if any(data) else b"\0"
    return data


def canonical(kind: int, data: bytes) -> bytes:
    """Of a raw value as libpff delivers it."""
    if kind in VARIABLE:
        return joined([single(kind & ~MULTIPLE, value) for value in split(data)])
    return single(kind, data)
