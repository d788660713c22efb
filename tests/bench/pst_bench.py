"""How fast PSTs are written: pst_bench.py [--tools DIR] [--runs N] [--gigabytes N] [--folder DIR] [--only a|b].

By hand, on an idle machine, with the release build and `ninja -C build/release pst_write_bench`; needs three times the
gigabytes on the disk of --folder (the temporary directory without it).

(a) Attachments of random content as a PST, our fsync included, by `spool2pst` and `mailconvert`, as a ratio to `cp
    --reflink=never` and `sync` of the same bytes in the same run: the goal is 4 at most.
(b) Generated messages of 2 KB through model_to_pst, no spool in between: messages per second of CPU time (goal 40,000),
    a tenth of them as a proof that time grows with their number, peak RssAnon sampled every 10 ms (goal 96 MiB).
"""

import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import bench
import harness  # found by bench

import spool_writer  # noqa: E402
from spool_writer import SpoolWriter, noise

ATTACHMENT = 10 * 1024 * 1024
GOAL_RATIO, GOAL_RATE, GOAL_MIB = 4.0, 40_000, 96


def write_spool(path: pathlib.Path, size: int):
    count = size // ATTACHMENT
    with path.open("wb") as stream, SpoolWriter(stream) as spool:
        spool.store(display_name="Attachments")
        inbox = spool.folder("Inbox", role="inbox", items=count)
        for number in range(count):
            spool.message(inbox, **{"class": "IPM.Note", "subject": f"Attachment {number}", "sent": "1999-01-01T00:00:00Z",
                                    "attachments": [spool_writer.file(f"{number}.bin", noise(ATTACHMENT, number + 1))]})


def synced(command: list[str], folder: pathlib.Path) -> bench.Run:
    """A command and a sync of what it wrote."""
    begin = time.perf_counter()
    run = bench.measure(command, folder)
    subprocess.run(["sync", "-f", folder], check=True)
    run.seconds = time.perf_counter() - begin
    return run


def attachments(tools: pathlib.Path, runs: int, gigabytes: float, folder: pathlib.Path):
    spool = folder / "bench.spool"
    write_spool(spool, int(gigabytes * 1e9))
    subprocess.run(["sync", "-f", folder], check=True)
    commands = {"cp --reflink=never, sync": None,
                "spool2pst": [str(tools / "spool2pst"), str(spool), "-o", "out.pst", "--force", "--quiet"],
                "mailconvert": [str(tools / "mailconvert"), str(spool), "-o", "out.pst", "--force", "--quiet"]}
    results: dict[str, list[bench.Run]] = {name: [] for name in commands}
    for number in range(runs + 1):  # the first round warms up and does not count
        for name, command in commands.items():
            for left in (folder / "out.pst", folder / "copy.spool"):
                left.unlink(missing_ok=True)
            subprocess.run(["sync", "-f", folder], check=True)
            if command is None:
                run = synced(["cp", "--reflink=never", str(spool), "copy.spool"], folder)
            else:
                run = bench.measure(command, folder)
            if number > 0:
                results[name].append(run)
    base = statistics.median(run.seconds for run in results["cp --reflink=never, sync"])
    size = spool.stat().st_size / 1e6
    print(f"\n(a) {size / 1000:.2f} GB of attachments, {runs} runs, alternating; goal: ratio {GOAL_RATIO:.0f} at most\n")
    print("| program | wall, s | ratio | MB/s | peak RssAnon, MiB | exit |\n|---|---|---|---|---|---|")
    for name, measured in results.items():
        wall = statistics.median(run.seconds for run in measured)
        peak = max(run.peak_kib for run in measured) / 1024
        codes = ", ".join(str(code) for code in sorted({run.code for run in measured}))
        print(f"| {name} | {wall:.2f} | {wall / base:.2f} | {size / wall:.0f} | {peak:.1f} | {codes} |")


def messages(tools: pathlib.Path, runs: int, folder: pathlib.Path):
    program = tools / "pst_write_bench"
    if not program.exists():
        harness.skip(f"no pst_write_bench in {tools} (ninja -C build/release pst_write_bench)")
    print(f"\n(b) generated messages of 2 KB at model_to_pst, {runs} runs; goals: {GOAL_RATE} a second of CPU time, {GOAL_MIB} MiB\n")
    print("| messages | CPU, s | messages per CPU second | wall, s | peak RssAnon, MiB | CPU per message against 10,000 |")
    print("|---|---|---|---|---|---|")
    first = None
    for count in (10_000, 100_000):
        cpu, wall, peak = [], [], []
        for _ in range(runs):
            out = folder / "line.json"
            run = bench.measure(["sh", "-c", f"exec '{program}' {count} out.pst > {out.name}"], folder)
            if run.code != 0:
                sys.exit(f"pst_write_bench: exit {run.code}")
            told = json.loads(out.read_text())
            cpu.append(told["cpu"])
            wall.append(told["wall"])
            peak.append(run.peak_kib / 1024)
        each = statistics.median(cpu) / count
        first = first or each
        print(f"| {count} | {statistics.median(cpu):.2f} | {1 / each:.0f} | {statistics.median(wall):.2f} | {max(peak):.1f} | {each / first:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=pathlib.Path, default=bench.REPOSITORY / "build" / "release" / "bin")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--gigabytes", type=float, default=1.0)
    parser.add_argument("--folder", type=pathlib.Path, default=None)
    parser.add_argument("--only", choices=("a", "b"))
    arguments = parser.parse_args()
    tools = arguments.tools.resolve()
    if not (tools / "spool2pst").exists():
        harness.skip(f"no spool2pst in {tools} (./bootstrap build, or --tools)")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(prefix="restante-bench-", dir=arguments.folder) as scratch:
        if arguments.only != "b":
            attachments(tools, arguments.runs, arguments.gigabytes, pathlib.Path(scratch))
        if arguments.only != "a":
            messages(tools, arguments.runs, pathlib.Path(scratch))


if __name__ == "__main__":
    main()
