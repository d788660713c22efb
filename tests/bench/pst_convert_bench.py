"""PSTs to EML trees against the peers: pst_convert_bench.py [--tools DIR] [--runs N] [--folder DIR] [--threads N] [--only big|many].

By hand, on an idle machine, with the release build and `ninja -C build/release mailconvert spool2pst`. Two PSTs of our own
writer, made once and kept in --folder, which needs 3 GB and another 4 GB for each run:

big   400 MB, attachment-heavy: 400 messages with one to three attachments of 50 KB to 1.3 MB
many  120 MB, many small messages: 17,600 of about 2 KB of text, in eight folders

`mailconvert X.pst -o OUT`, `readpst -e -j 0`, `readpst -e -j 2`, `pffexport` and `cp -r` of mailconvert's tree alternate, so
that a slow minute hits all of them. A table in Markdown and, below it, the goals: at most half the wall time of the faster
readpst, at most a fifth of pffexport's, peak RssAnon of the process tree (sampled every 10 ms) at most 96 MiB.
"""

import argparse
import os
import pathlib
import platform
import random
import subprocess
import sys
import tempfile

import bench
import harness  # found by bench

import spool_writer  # noqa: E402
from spool_writer import SpoolWriter

FOLDERS = 8
BIG_MESSAGES, BIG_BYTES = 400, 395_000_000
MANY_MESSAGES, BODY = 17_600, 1_800
GOAL_READPST, GOAL_PFFEXPORT, GOAL_MIB = 0.5, 0.2, 96


def prose(random_source: random.Random, size: int) -> str:
    words, length = [], 0
    while length < size:
        word = "".join(random_source.choices("etaoinshrdlu", k=random_source.randint(2, 9)))
        words.append(word + ("\r\n" if random_source.random() < 0.09 else " "))
        length += len(words[-1])
    return "".join(words)


def message(number: int, body: str, attachments: list[dict]) -> dict:
    return {"class": "IPM.Note", "subject": f"Re: Subject of message {number}", "sent": f"1999-01-{number % 28 + 1:02}T08:00:00Z",
            "received": f"1999-01-{number % 28 + 1:02}T08:01:00Z", "read": number % 2 == 0,
            "from": spool_writer.address(f"Sender {number % 100}", f"sender{number % 100}@example.com"),
            "recipients": [spool_writer.recipient("Reader", "reader@example.com"),
                           spool_writer.recipient("Other", "other@example.com", "cc")],
            "message_id": f"<{number}@example.com>", "bodies": {"text": spool_writer.text(body)}, "attachments": attachments or None}


def write_spool(path: pathlib.Path, count: int, body_size: int, attachments_of):
    """`attachments_of`: the number of a message → its attachments."""
    random_source = random.Random(1)
    bodies = [prose(random_source, body_size) for _ in range(256)]
    with path.open("wb") as stream, SpoolWriter(stream) as spool:
        spool.store(display_name="Benchmark")
        for part in range(FOLDERS):
            numbers = range(part, count, FOLDERS)
            folder = spool.folder(f"Folder {part + 1}", items=len(numbers))
            for number in numbers:
                body = f"Message {number}\r\n" + bodies[number % len(bodies)]
                spool.message(folder, **message(number, body, attachments_of(number)))


def big_attachments(number: int) -> list[dict]:
    """All messages together BIG_BYTES, about; each file of another content."""
    sizes = random.Random(number)
    count = number % 3 + 1
    mean = BIG_BYTES / BIG_MESSAGES / 2
    return [spool_writer.file(f"{number}-{part}.bin", spool_writer.noise(int(mean * sizes.uniform(0.1, 1.9)), number * 4 + part))
            for part in range(count)]


def make(tools: pathlib.Path, folder: pathlib.Path, name: str) -> pathlib.Path:
    store = folder / f"bench-{name}.pst"
    if not store.exists():
        spool = folder / f"bench-{name}.spool"
        if name == "big":
            write_spool(spool, BIG_MESSAGES, 4_000, big_attachments)
        else:
            write_spool(spool, MANY_MESSAGES, BODY, lambda _: [])
        subprocess.run([tools / "spool2pst", spool, "-o", store, "--no-verify", "--quiet"], check=True)
        spool.unlink()
    return store


def tell_goals(results: dict[str, list[bench.Run]]):
    walls = {name: bench.median_seconds(runs) for name, runs in results.items()}
    ours = walls["mailconvert"]
    readers = [wall for name, wall in walls.items() if name.startswith("readpst")]
    goals = []
    if readers:
        goals.append(("the faster readpst", ours / min(readers), GOAL_READPST))
    if "pffexport" in walls:
        goals.append(("pffexport", ours / walls["pffexport"], GOAL_PFFEXPORT))
    print("\n| goal | measured | at most | holds |\n|---|---|---|---|")
    for name, measured, most in goals:
        print(f"| wall time, to {name} | {measured:.2f} | {most} | {'yes' if measured <= most else 'NO'} |")
    peak = max(run.peak_kib for run in results["mailconvert"]) / 1024
    print(f"| peak RssAnon, MiB | {peak:.1f} | {GOAL_MIB} | {'yes' if peak <= GOAL_MIB else 'NO'} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=pathlib.Path, default=bench.REPOSITORY / "build" / "release" / "bin")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "restante-bench")
    parser.add_argument("--threads", type=int, help="of mailconvert; its own default without")
    parser.add_argument("--only", choices=("big", "many"))
    arguments = parser.parse_args()
    tools = arguments.tools.resolve()
    if not (tools / "mailconvert").exists() or not (tools / "spool2pst").exists():
        harness.skip(f"no mailconvert or no spool2pst in {tools} (./bootstrap build, or --tools)")
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    options = [] if arguments.threads is None else ["--threads", str(arguments.threads)]
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors; ratio 2.00: twice mailconvert's")
    stores = [make(tools, folder, name) for name in ("big", "many") if arguments.only in (None, name)]
    with tempfile.TemporaryDirectory(prefix="restante-run-", dir=folder) as scratch:
        for store in stores:
            results = bench.race(tools, store, arguments.runs, pathlib.Path(scratch), options)
            bench.print_table(store, results)
            tell_goals(results)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
