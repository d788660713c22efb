"""mailconvert against readpst and pffexport on the same stores: bench.py [--tools DIR] [--runs N] [FILE...].

By hand, on an idle machine, with the release build. Every run of every program alternates with the others', so that a
slow minute hits all of them. Prints a table in Markdown: wall and CPU time (medians), MB/s, peak RssAnon of the whole
process tree (sampled every 10 ms), wall and memory also as a ratio to mailconvert's. `cp -r` of mailconvert's tree tells what writing alone costs.
"""

import argparse
import dataclasses
import os
import pathlib
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "tests" / "oracle"))
import harness  # noqa: E402  (the samples are found the same way)

SAMPLE_SECONDS = 0.01


@dataclasses.dataclass
class Run:
    seconds: float
    cpu: float  # user and system, of the process and of the children it waited for
    peak_kib: int
    code: int


def children_of(pid: int) -> list[int]:
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as stream:
                found += [int(child) for child in stream.read().split()]
    except OSError:  # it has ended
        pass
    return found


def anonymous_kib(pid: int) -> int:
    """RssAnon of the process and all below it. Mapped files, which the kernel can drop, do not count."""
    total = 0
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as stream:
            for line in stream:
                if line.startswith("RssAnon:"):
                    total = int(line.split()[1])
    except OSError:
        return 0
    return total + sum(anonymous_kib(child) for child in children_of(pid))


def measure(command: list[str], folder: pathlib.Path) -> Run:
    peak = 0
    ended = threading.Event()

    def watch(pid: int):
        nonlocal peak
        while not ended.is_set():
            peak = max(peak, anonymous_kib(pid))
            ended.wait(SAMPLE_SECONDS)

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        watcher = threading.Thread(target=watch, args=(process.pid,))
        watcher.start()
        process.wait()
        seconds = time.perf_counter() - begin
        ended.set()
        watcher.join()
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Run(seconds, cpu, peak, process.returncode)


def contenders(tools: pathlib.Path, store: pathlib.Path, options: list[str]) -> dict[str, list[str]]:
    """Name → command; each writes into its working directory. `options` are mailconvert's."""
    file = str(store)
    return {
        "mailconvert": [str(tools / "mailconvert"), file, "-o", "out", *options],
        "readpst -e -j 0": ["readpst", "-D", "-j", "0", "-e", "-t", "eajc", "-o", ".", file],
        "readpst -e -j 2": ["readpst", "-D", "-j", "2", "-e", "-t", "eajc", "-o", ".", file],
        "pffexport": ["pffexport", "-q", "-m", "items", "-f", "text", "-t", "x", "-l", "log", file],
    }


def race(tools: pathlib.Path, store: pathlib.Path, runs: int, scratch: pathlib.Path,
         options: list[str] | None = None) -> dict[str, list[Run]]:
    """Nothing is deleted before the end: ext4 gives inodes that were freed lately to nobody, and searches for others."""
    store.read_bytes()  # every contender finds the file in the page cache
    commands = {name: command for name, command in contenders(tools, store, options or []).items() if shutil.which(command[0])}
    results: dict[str, list[Run]] = {name: [] for name in commands}
    results["cp -r of the tree"] = []
    for number in range(runs + 1):  # the first round warms up and does not count
        for place, (name, command) in enumerate(commands.items()):
            folder = scratch / f"{store.stem}-{number}-{place}"
            folder.mkdir()
            os.sync()  # nobody waits for what another wrote
            result = measure(command, folder)
            if number > 0:
                results[name].append(result)
            if name == "mailconvert":
                os.sync()
                copy = measure(["cp", "-r", "out", "copy"], folder)
                if number > 0:
                    results["cp -r of the tree"].append(copy)
    return results


def median_seconds(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def print_table(store: pathlib.Path, results: dict[str, list[Run]]):
    megabytes = store.stat().st_size / 1e6
    walls = {name: median_seconds(runs) for name, runs in results.items()}
    peaks = {name: statistics.median(run.peak_kib for run in runs) / 1024 for name, runs in results.items()}
    print(f"\n{store.name}, {megabytes:.1f} MB, {len(results['mailconvert'])} runs\n")
    print("| program | wall, s | ratio | CPU, s | MB/s | peak RssAnon, MiB | ratio | exit |\n|---|---|---|---|---|---|---|---|")
    for name, runs in results.items():
        codes = ", ".join(str(code) for code in sorted({run.code for run in runs}))
        memory = f"{peaks[name] / peaks['mailconvert']:.2f}" if peaks["mailconvert"] else "-"
        print(f"| {name} | {walls[name]:.3f} | {walls[name] / walls['mailconvert']:.2f} | "
              f"{statistics.median(run.cpu for run in runs):.3f} | {megabytes / walls[name]:.0f} | {peaks[name]:.1f} | {memory} | {codes} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=pathlib.Path, default=REPOSITORY / "build" / "release" / "bin")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    if not (arguments.tools / "mailconvert").exists():
        harness.skip(f"no mailconvert in {arguments.tools} (./bootstrap build, or --tools)")
    stores = [file.resolve() for file in arguments.files] or harness.npm_samples()
    if not stores:
        harness.skip("no file named, and no pst-extractor with its samples")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors; ratio 2.00: twice mailconvert's")
    with tempfile.TemporaryDirectory(prefix="restante-bench-") as scratch:
        for store in stores:
            print_table(store, race(arguments.tools.resolve(), store, arguments.runs, pathlib.Path(scratch)))


if __name__ == "__main__":
    main()
