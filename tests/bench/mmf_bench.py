"""How fast Microsoft Mail stores are converted: mmf_bench.py [--tools DIR] [--runs N] [--folder DIR] [--small].

By hand, on an idle machine, with the release build; needs 35 GB on the disk of --folder (the temporary directory without it):
nothing is deleted before the end, because ext4 looks for the place of a new file past those of all files that were deleted
within the last minutes, which would be half of what is measured.

One store of 1 GB at the format's ceilings (20,000 messages with an attachment each: 60,000 of at most 65,216 nodes), and a
post office with 100 stores of 10 MB, to an EML tree and to PSTs: wall time as a ratio to `cp --reflink=never` and `sync` of the
same bytes in the same run (goal: 6 at most), peak RssAnon sampled every 10 ms (goal: 96 MiB).
"""

import argparse
import os
import pathlib
import platform
import statistics
import subprocess
import tempfile

import bench
import harness  # found by bench
from pst_bench import synced

GOAL_RATIO, GOAL_MIB = 6.0, 96


def make(tools: pathlib.Path, path: pathlib.Path, messages: int, attachment: int):
    subprocess.run([tools / "mmf_maker", "mailbox", path, str(messages), str(attachment)], check=True)


def measure(title: str, source: pathlib.Path, tools: pathlib.Path, runs: int, folder: pathlib.Path, goal: float = GOAL_RATIO,
            more: dict[str, list[str]] | None = None):
    """`more`: further outputs, a title with the arguments of mailconvert for each."""
    convert = [str(tools / "mailconvert"), str(source), "--quiet"]
    commands = {
        "cp --reflink=never, sync": ["cp", "-r", "--reflink=never", str(source), "copy"],
        "mailconvert to EML": [*convert, "-o", "mail"],
        "mailconvert to PST": [*convert, "-o", "psts", "--as", "pst"],
    }
    commands |= {name: [*convert, *arguments] for name, arguments in (more or {}).items()}
    results: dict[str, list[bench.Run]] = {name: [] for name in commands}
    for number in range(runs + 1):  # the first round warms up and does not count
        outputs = folder / f"{source.name}-{number}"
        outputs.mkdir()
        for name, command in commands.items():
            subprocess.run(["sync", "-f", folder], check=True)
            run = synced(command, outputs)
            if number > 0:
                results[name].append(run)
    size = sum(path.stat().st_size for path in ([source] if source.is_file() else source.rglob("*")) if path.is_file()) / 1e6
    base = statistics.median(run.seconds for run in results["cp --reflink=never, sync"])
    print(f"\n{title}, {size:.0f} MB, {runs} runs, alternating, sync included; goals: ratio {goal:.0f}, {GOAL_MIB} MiB\n")
    print("| program | wall, s | ratio | MB/s | peak RssAnon, MiB | exit |\n|---|---|---|---|---|---|")
    for name, measured in results.items():
        wall = statistics.median(run.seconds for run in measured)
        peak = max(run.peak_kib for run in measured) / 1024
        codes = ", ".join(str(code) for code in sorted({run.code for run in measured}))
        print(f"| {name} | {wall:.2f} | {wall / base:.2f} | {size / wall:.0f} | {peak:.1f} | {codes} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=pathlib.Path, default=bench.REPOSITORY / "build" / "release" / "bin")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, default=None)
    parser.add_argument("--small", action="store_true", help="a twentieth of everything, to try the script")
    arguments = parser.parse_args()
    tools = arguments.tools.resolve()
    if not (tools / "mmf_maker").exists():
        harness.skip(f"no mmf_maker in {tools} (ninja -C build/release mmf_maker)")
    share = 20 if arguments.small else 1
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory(prefix="restante-bench-", dir=arguments.folder) as scratch:
        folder = pathlib.Path(scratch)
        make(tools, folder / "big.mmf", 20_000 // share, 50_000)
        measure("one store", folder / "big.mmf", tools, arguments.runs, folder)
        office = folder / "office"
        for name in ("GLB", "MMF"):
            (office / name).mkdir(parents=True)
        (office / "GLB" / "MASTER.GLB").write_bytes(bytes(176))
        for name, size in (("ACCESS", 586), ("ACCESS2", 69), ("ACCESS3", 512)):
            (office / "GLB" / f"{name}.GLB").write_bytes(bytes(size))
        for number in range(100 // share):
            make(tools, office / "MMF" / f"{number:08X}.MMF", 200, 50_000)
        measure(f"a post office of {100 // share} stores", office, tools, arguments.runs, folder)


if __name__ == "__main__":
    main()
