"""Damaged stores through mailconvert: mutation_sweep.py TOOL-DIRECTORY [--seconds N] [--seed N] [--full [--step N]].

Whatever is done to a store, mailconvert ends by itself with exit code 0, 3, 65 or 74, without a crash or a sanitizer's
finding in our code, its report's reconciliation closes, and what did not succeed left no output behind. A crash inside
libpff is no failure when the tool survived it and says so with exit code 3. The same for spools through spool2mime.

In the suite: a seeded sample of truncations, flipped bits and overwritten words, and the mutants of the shared
pst_mutate.py, for --seconds (45). By hand: --full, every --step'th byte (64) of the small store in three ways, and a
truncation before each.
"""

import argparse
import concurrent.futures
import dataclasses
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import harness
import ours

SOURCES = ("pstsdk_submessage.pst", "pstsdk_sample2.pst", "javalibpst_distlist.pst")  # Unicode, ANSI, many classes
ACCEPTED = {0, 3, 65, 74}
HANG_SECONDS = 120
SANITIZER = re.compile(r"ERROR: (?:Address|Leak)Sanitizer|runtime error:")
FRAME = re.compile(r"^\s*#\d+ 0x[0-9a-f]+ (?:in (\S+) )?(.*)$", re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Mutant:
    source: pathlib.Path
    name: str
    offset: int = 0
    change: bytes = b""
    length: int | None = None  # of the file; None: as it was

    def data(self) -> bytes:
        data = bytearray(self.source.read_bytes())
        data[self.offset:self.offset + len(self.change)] = self.change
        return bytes(data[:self.length])


def label(source: pathlib.Path) -> str:
    """Typed fixtures are all called input.spool: the folder is their name."""
    return f"{source.parent.name}/{source.name}" if source.stem == "input" else source.name


def truncation(source: pathlib.Path, length: int) -> Mutant:
    return Mutant(source, f"{label(source)} cut to {length} bytes", length=length)


def overwritten(source: pathlib.Path, offset: int, change: bytes) -> Mutant:
    return Mutant(source, f"{label(source)} with {change.hex()} at {offset}", offset=offset, change=change)


def sampled(source: pathlib.Path, dice: random.Random):
    """An endless seeded series. Zeros, of which small stores are full, are damaged as rarely as they matter."""
    data = source.read_bytes()
    busy = [at for at, byte in enumerate(data) if byte]
    while True:
        at = dice.choice(busy)
        yield overwritten(source, at, bytes([data[at] ^ (1 << dice.randrange(8))]))
        at = dice.choice(busy)
        yield overwritten(source, at, dice.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x01\0\0\0")))
        yield overwritten(source, dice.randrange(len(data)), bytes([dice.randrange(256)]))
        yield truncation(source, dice.choice((dice.randrange(len(data)), 512 * dice.randrange(len(data) // 512 + 1))))


def systematic(source: pathlib.Path, step: int):
    data = source.read_bytes()
    for at in range(0, len(data), step):
        yield overwritten(source, at, bytes([data[at] ^ 0x01]))
        yield overwritten(source, at, bytes([data[at] ^ 0x80]))
        yield overwritten(source, at, b"\xff\xff\xff\xff")
        yield truncation(source, at)


def planted(source: pathlib.Path, folder: pathlib.Path):
    """The structural faults of the shared mutator, checksums right."""
    tool = harness.shared_folder() / "tools" / "pst_mutate.py"
    if not tool.is_file():
        return
    harness.run(sys.executable, "-B", tool, source, "-o", folder, accept=None)
    for path in sorted(folder.glob("*.pst")):
        yield Mutant(path, path.name)


def blamed(errors: str) -> str | None:
    """The first line of a sanitizer's report about our code; None when there is none, or when libpff crashed."""
    found = SANITIZER.search(errors)
    if not found:
        return None
    report = errors[found.start():].split("\n\n")[0]
    for function, place in FRAME.findall(report):
        if "libpff" in place or "libbfio" in place or function.startswith(("libpff_", "libbfio_")):
            return None
        if "restante" in place or re.search(r"/(formats|converters|tools)/", place):
            break
    return report.splitlines()[0]


def judge(mutant: Mutant, done: subprocess.CompletedProcess, folder: pathlib.Path, output: pathlib.Path) -> list[str]:
    wrong = []
    errors = done.stderr.decode("utf-8", "replace")
    blame = blamed(errors)
    if blame:
        wrong.append(blame)
    if done.returncode not in ACCEPTED:
        wrong.append(f"exit {done.returncode}: {errors.strip()[-400:]}")
        return wrong
    if SANITIZER.search(errors) and done.returncode == 0:
        wrong.append("libpff crashed, but the exit code says that everything is intact")
    report = folder / "report.json"
    if done.returncode in (0, 3):
        if not output.exists():
            wrong.append(f"exit {done.returncode} without an output")
        if not report.is_file():
            wrong.append(f"exit {done.returncode} without a report")
    elif output.exists():
        wrong.append(f"exit {done.returncode}, but an output carries the final name")
    if report.is_file():
        wrong += ours.unreconciled(json.loads(report.read_text("utf-8")))
    return wrong


def attempt(tool: pathlib.Path, suffix: str, mutant: Mutant) -> tuple[Mutant, int, list[str]]:
    folder = pathlib.Path(tempfile.mkdtemp(prefix="restante-sweep-"))
    try:
        store = folder / f"mutant{suffix}"
        store.write_bytes(mutant.data())
        output = folder / "out"
        command = [tool, store, "-o", output, "--report", folder / "report.json"]
        environment = os.environ | {"ASAN_OPTIONS": "detect_leaks=0"}  # libpff's leaks are not ours to judge
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=HANG_SECONDS, check=False,
                                  env=environment)
        except subprocess.TimeoutExpired:
            return mutant, -1, [f"still running after {HANG_SECONDS} s"]
        return mutant, done.returncode, judge(mutant, done, folder, output)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(tool: pathlib.Path, suffix: str, mutants, deadline: float | None, findings: harness.Findings) -> dict[int, int]:
    """Runs mutants two at a time until they or the time run out; returns how often each exit code occurred."""
    codes: dict[int, int] = {}
    mutants = iter(mutants)
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        running = set()
        while True:
            while len(running) < 4 and (deadline is None or time.monotonic() < deadline):
                mutant = next(mutants, None)
                if mutant is None:
                    break
                running.add(pool.submit(attempt, tool, suffix, mutant))
            if not running:
                return codes
            done, running = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                mutant, code, wrong = future.result()
                findings.checked += 1
                codes[code] = codes.get(code, 0) + 1
                for line in wrong:
                    findings.add(f"{mutant.name}: {line}")


def spools(tools: pathlib.Path, folder: pathlib.Path) -> list[pathlib.Path]:
    """One spool made of a real store, unpacked so that damage hits records and not gzip, and the typed fixtures."""
    source = harness.shared_folder() / "data" / "pst" / SOURCES[0]
    made = folder / "real.spool"
    made.write_bytes(gzip.decompress(harness.run(tools / "pst2spool", source, accept=(0, 3)).stdout))
    return [made, *sorted((harness.REPOSITORY / "testdata" / "spool").rglob("*.spool"))]


def interleaved(*series):
    pending = [iter(one) for one in series]
    while pending:
        for one in list(pending):
            try:
                yield next(one)
            except StopIteration:
                pending.remove(one)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tools", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=45)
    parser.add_argument("--seed", type=int, default=1995)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--step", type=int, default=64)
    arguments = parser.parse_args()
    tools = harness.tool_folder()
    stores = [harness.shared_folder() / "data" / "pst" / name for name in SOURCES]
    dice = random.Random(arguments.seed)
    findings = harness.Findings()
    begin = time.monotonic()
    with harness.scratch() as folder:
        faults = [m for s in stores[:2] for m in planted(s, folder / s.stem)]
        if arguments.full:
            series = [*faults, *(m for store in stores for m in systematic(store, arguments.step))]
            codes = sweep(tools / "mailconvert", ".pst", series, None, findings)
            spooled = sweep(tools / "spool2mime", ".spool",
                            (m for s in spools(tools, folder) for m in systematic(s, arguments.step)), None, findings)
        else:
            series = interleaved(faults, *(sampled(store, dice) for store in stores))
            codes = sweep(tools / "mailconvert", ".pst", series, begin + 0.8 * arguments.seconds, findings)
            series = interleaved(*(sampled(spool, dice) for spool in spools(tools, folder)))
            spooled = sweep(tools / "spool2mime", ".spool", series, begin + arguments.seconds, findings)
    print(f"seed {arguments.seed}: stores by exit code {dict(sorted(codes.items()))}, spools {dict(sorted(spooled.items()))}")
    findings.finish()


main()
