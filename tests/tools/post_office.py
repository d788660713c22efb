"""Writes post offices for the tests of the tools: a tree of files as Microsoft Mail would have left it.

Nothing here is the reader's: the cipher is that of three published strings, the rest is typed from the fact page.
"""

import pathlib
import struct

KEY = b"XpuYbtfZ"


def encipher(plain: bytes, key: bytes = KEY) -> bytes:
    out, before = bytearray(), 0
    for i, byte in enumerate(plain):
        before = byte ^ before ^ key[i % 8] ^ (i & 0xFF)
        out.append(before)
    return bytes(out)


def length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(digits)]) + digits


def element(kind: int, contents: bytes, qualifier: int | None = None) -> bytes:
    head = b"" if qualifier is None else length(qualifier)
    return bytes([kind]) + length(len(head + contents)) + head + contents


def string(plain: bytes, key: bytes = KEY) -> bytes:
    return element(0x02, encipher(plain, key))


def field(number: int, *strings: bytes, key: bytes = KEY) -> bytes:
    return element(0x4C, b"".join(string(one, key) for one in strings), number)


def vendor(number: int, value: int) -> bytes:
    return element(0x7F, element(0x20, struct.pack("<H", value)), number)


def address(name: str, box: str, net: str = "LAB/PO1", page: str = "cp850") -> bytes:
    return b"\x02" + f"{net}/{box}".encode(page) + b"\0\x81" + name.encode(page) + b"\0\0"


RULE = "-" * 78 + "\r\n"


def block(body: str, message_class: str = "IPM.Microsoft Mail.Note", product: str = "Microsoft Mail v3.0 ", **labels: str) -> str:
    lines = [product + message_class] + [f"{name.replace('_', ' ')}: {value}" for name, value in labels.items()]
    return "\r\n".join(lines) + "\r\n" + RULE + body


def letter(subject: str = "Plan", body: str = "Hello\r\n", sender: str = "Ann Lee", to=("Bob Ray",), date: str = "19940127115800",
           references: int = 1, attachments=(), key: bytes = KEY, page: str = "cp850", more: bytes = b"") -> bytes:
    """An MAI. `attachments`: pairs of eight digits and a name."""
    parts = [vendor(0x31, references), vendor(0x32, 2), vendor(0x33, 10), vendor(0x37, 10),
             field(0x01, address(sender, sender.upper().replace(" ", "")[:10], page=page), key=key),
             field(0x05, *(address(one, one.upper().replace(" ", "")[:10], page=page) for one in to), key=key)]
    if date:
        parts.append(element(0x4C, element(0x28, string(date.encode(), key)), 0x11))
    parts.append(field(0x07, subject.encode(page), key=key))
    for digits, name in attachments:
        parts.append(field(0x08, digits.encode() + b"\0" + name.encode(page) + b"\0", key=key))
    parts.append(field(0x04, body.encode(page), key=key))
    contents = b"".join(parts) + more
    return element(0x4D, contents, 1)


def record(mai: str, subject: str = "Plan", sender: str = "ANNLEE", date=(1994, 1, 27, 11, 58), page: str = "cp850") -> bytes:
    year, month, day, hour, minute = date
    out = bytearray(116)
    out[0x02:0x0D] = sender.encode(page)[:10].ljust(11, b"\0")
    out[0x0D:0x36] = subject.encode(page)[:40].ljust(41, b"\0")
    struct.pack_into("<5H", out, 0x38, minute, hour, day, month, year)
    out[0x43:0x4C] = mai.encode() + b"\0"
    return bytes(out)


def bitmap(bits) -> bytes:
    """A KEY whose bit i, lowest first, is bits[i]."""
    out = bytearray(560)
    for i, bit in enumerate(bits):
        out[48 + i // 8] |= bit << (i % 8)
    return bytes(out)


class PostOffice:
    """A tree below `root`; methods add to it."""

    def __init__(self, root: pathlib.Path, page: str = "cp850"):
        self.root, self.page = root, page
        self.users: list[tuple[str, str]] = []
        self.next_letter = 0x62
        self.mailbags: dict[str, bytes] = {}
        self.write("GLB/MASTER.GLB", bytes(176))
        self.write("GLB/CONTROL.GLB", struct.pack("<II", 0x1000, 0xF000))

    def write(self, name: str, data: bytes):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def user(self, name: str, hexid: str):
        self.users.append((name, hexid))
        self.mailbags.setdefault(hexid, b"")

    def mai(self, data: bytes) -> str:
        digits = f"{self.next_letter:08X}"
        self.next_letter += 1
        self.write(f"MAI/MA{digits[-1]}/{digits}.MAI", data)
        return digits

    def att(self, data: bytes) -> str:
        digits = f"{self.next_letter:08X}"
        self.next_letter += 1
        self.write(f"ATT/AT{digits[-1]}/{digits}.ATT", data)
        return digits

    def deliver(self, hexid: str, subject: str = "Plan", **parts) -> str:
        digits = self.mai(letter(subject, page=self.page, **parts))
        self.mailbags[hexid] = self.mailbags.get(hexid, b"") + record(digits, subject, page=self.page)
        return digits

    def access2(self) -> bytes:
        """69 bytes each: where name and mailbag stand is this builder's choice, and nobody's knowledge."""
        return b"".join((b"\1" + name.encode(self.page).ljust(11, b"\0") + hexid.encode() + b"\0").ljust(69, b"\0")
                        for name, hexid in self.users)

    def close(self, counts=None):
        count = len(self.users)
        first, third = counts or (count, count)
        self.write("GLB/ACCESS.GLB", bytes(586 * first))
        self.write("GLB/ACCESS2.GLB", self.access2())
        self.write("GLB/ACCESS3.GLB", bytes(512 * third))
        for hexid, data in self.mailbags.items():
            self.write(f"MBG/{hexid}.MBG", data)
            key = self.root / f"KEY/{hexid}.KEY"
            if not key.exists():
                self.write(f"KEY/{hexid}.KEY", bitmap([1] * (len(data) // 116)))
