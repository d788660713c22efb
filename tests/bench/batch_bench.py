"""How much faster two mailboxes at once are than one: batch_bench.py [--tools DIR] [--runs N] [--folder DIR] [--mailboxes N].

By hand, on an idle machine with two cores, with the release build. One control list of stores of Microsoft Mail (20 of 20 MB
each without --mailboxes) to PSTs and to EML trees, `--jobs 1 --threads 1` and `--jobs 2 --threads 1` in turn: wall time, and
their ratio (goal: 1.7 at least). The outputs of both must be the same bytes. Needs 5 GB on the disk of --folder: nothing is
deleted before the end, for the reason that mmf_bench.py tells.
"""

import argparse
import os
import pathlib
import platform
import statistics
import subprocess
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
GOAL = 1.7


def convert(tools: pathlib.Path, folder: pathlib.Path, form: str, jobs: int, out: pathlib.Path) -> float:
    for path in folder.glob("list.*"):
        path.unlink()
    rows = (f"Box {path.stem},{path.stem},stores/{path.name},{path.stem}.{form}\n" for path in sorted((folder / "stores").iterdir()))
    (folder / "list.csv").write_text("".join(rows))
    subprocess.run(["sync", "-f", folder], check=True)
    began = time.monotonic()
    subprocess.run([tools / "mailconvert", "--control", folder / "list.csv", "-o", out, "--as", form, "--quiet",
                    "--jobs", str(jobs), "--threads", "1"], check=True)
    return time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tools", type=pathlib.Path, default=REPOSITORY / "build" / "release" / "bin")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, default=None)
    parser.add_argument("--mailboxes", type=int, default=20)
    arguments = parser.parse_args()
    tools = arguments.tools.resolve()
    with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="restante-bench-") as name:
        folder = pathlib.Path(name)
        (folder / "stores").mkdir()
        for number in range(arguments.mailboxes):
            subprocess.run([tools / "mmf_maker", "mailbox", folder / "stores" / f"m{number:03}.mmf", "1000", "20000"], check=True)
        size = sum(path.stat().st_size for path in (folder / "stores").iterdir()) / 1e6
        print(f"{platform.machine()}, {os.cpu_count()} cores; {arguments.mailboxes} mailboxes, {size:.0f} MB, {arguments.runs} runs, "
              f"alternating; goal: {GOAL}\n\n| form | 1 job, s | 2 jobs, s | ratio |\n|---|---|---|---|")
        for form in ("pst", "eml"):
            seconds: dict[int, list[float]] = {1: [], 2: []}
            for number in range(arguments.runs + 1):  # the first round warms up and does not count
                for jobs in (1, 2):
                    taken = convert(tools, folder, form, jobs, folder / f"{form}-{jobs}-{number}")
                    if number > 0:
                        seconds[jobs].append(taken)
            subprocess.run(["diff", "-r", folder / f"{form}-1-0", folder / f"{form}-2-0"], check=True)
            one, two = (statistics.median(seconds[jobs]) for jobs in (1, 2))
            print(f"| {form} | {one:.2f} | {two:.2f} | {one / two:.2f} |")


if __name__ == "__main__":
    main()
