"""How fast sets of migration files are converted: iff_bench.py [--tools DIR] [--runs N] [--folder DIR] [--small].

By hand, on an idle machine, with the release build; needs 20 GB on the disk of --folder (the temporary directory without it).

A set of 1 GB (20,000 messages with an attachment of 50,000 bytes each, in one mailbox) to an EML tree, to a PST and to a set
again: wall time as a ratio to `cp --reflink=never` and `sync` of the same bytes in the same run (goal: 4 at most), peak RssAnon
sampled every 10 ms (goal: 96 MiB).
"""

import argparse
import os
import pathlib
import platform
import random
import tempfile

import bench
import harness  # found by bench
from mmf_bench import measure

assert harness


def make(directory: pathlib.Path, messages: int, attachment: int):
    directory.mkdir()
    noise = random.Random(20)
    data = bytes(noise.randrange(256) for _ in range(attachment))
    with (directory / "A.SEC").open("wb") as sections, (directory / "A.PRI").open("wb") as rows:
        sections.write(b"Type,Length,Encoding,Islast,Name,Position,Format\r\n")
        rows.write(b"MAILMESSAGE,SMTP:bo@north.example\r\n"
                   b"Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n")
        for number in range(messages):
            body = b"A body of some lines, number %d.\r\n" % number * 20
            rows.write(b"Folder %d,Ann Ash[SMTP:ann@north.example],Bo Birch;Cy,,,Subject %d,19970506151000,19970506151100,"
                       b"0,FALSE,FALSE,#A.SEC(%d)\r\n" % (number % 50, number, sections.tell()))
            sections.write(b"Body,%d,,FALSE,,,\r\n%s\r\n" % (len(body), body))
            sections.write(b"Attachment,%d,,TRUE,file.bin,-1,None\r\n%s\r\n" % (len(data), data))
    (directory / "A.PKL").write_bytes(b"1252\r\n\r\nFilename,Filetype\r\nA.PRI,Primary\r\nA.SEC,Secondary\r\n")


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
        make(folder / "set", 20_000 // share, 50_000)
        measure("a set of one mailbox", folder / "set", arguments.tools.resolve(), arguments.runs, folder, goal=4.0,
                more={"mailconvert to PKL": ["-o", "out.pkl"]})


if __name__ == "__main__":
    main()
