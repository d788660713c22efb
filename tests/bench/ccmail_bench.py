"""How fast exports of cc:Mail are converted: ccmail_bench.py [--tools DIR] [--runs N] [--folder DIR] [--small].

By hand, on an idle machine, with the release build; needs 20 GB on the disk of --folder (the temporary directory without it).

An export of 1 GB (20,000 messages with a file of 50,000 bytes each, stuffed with every label) with sizes, and one of a tenth of that
without sizes, to an EML tree and to a PST: wall time as a ratio to `cp --reflink=never` and `sync` of the same bytes in the same
run (goal: 4 at most), peak RssAnon sampled every 10 ms (goal: 96 MiB).
"""

import argparse
import os
import pathlib
import platform
import random
import struct
import tempfile

import bench
import harness  # found by bench
from mmf_bench import measure

assert harness

TOKENS = b"\r\nMessage:\r\n\r\nFrom: x\r\nContents:\r\n7\r\nText item:\r\nFile item: A\r\n0\r\n"


def crc16(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def mac_binary(data: bytes) -> bytes:
    header = bytearray(128)
    header[1:5] = b"\x03bin"
    header[65:73] = b"BINAbina"
    header[83:87] = struct.pack(">I", len(data))
    header[122:124] = b"\x81\x81"
    header[124:126] = struct.pack(">H", crc16(header[:124]))
    return bytes(header) + data + bytes(-len(data) % 128)


def make(path: pathlib.Path, messages: int, attachment: int, sizes: bool):
    noise = random.Random(20)
    data = bytearray(noise.randrange(256) for _ in range(attachment))
    for place in range(0, attachment - len(TOKENS), 2_000):
        data[place:place + len(TOKENS)] = TOKENS
    file = mac_binary(bytes(data))

    def size(data: bytes) -> bytes:
        return b"%d\r\n" % len(data) if sizes else b""

    with path.open("wb") as out:
        for number in range(messages):
            body = b"A body of some lines, number %d.\r\n" % number * 20
            contents = (b"Text item:\r\n" + size(body) + body + b"File item: FILE.BIN 5/6/97 3:10PM\r\n" + size(file) + file + b"\r\n")
            inner = (b"From: Ash, Ann at PO1\r\nDate: 5/16/97 15:10\r\nTo: Birch, Bo at PO2\r\nTo: Cedar, Cy\r\n"
                     b"Subject: Subject %d\r\nFolder: Folder %d\r\nContents:\r\n" % (number, number % 50) + size(contents) + contents)
            out.write(b"Message:\r\n" + size(inner) + inner)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=pathlib.Path, default=bench.REPOSITORY / "build" / "release" / "bin")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, default=None)
    parser.add_argument("--small", action="store_true", help="a twentieth of everything, to try the script")
    arguments = parser.parse_args()
    share = 20 if arguments.small else 1
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(prefix="restante-bench-", dir=arguments.folder) as scratch:
        folder = pathlib.Path(scratch)
        for name, messages, sizes in (("an export with sizes", 20_000, True), ("an export without sizes", 2_000, False)):
            path = folder / ("SIZED.CCM" if sizes else "PLAIN.CCM")
            make(path, messages // share, 50_000, sizes)
            measure(name, path, arguments.tools.resolve(), arguments.runs, folder, goal=4.0)
            path.unlink()


if __name__ == "__main__":
    main()
