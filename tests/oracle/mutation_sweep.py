"""Damaged stores through mailconvert: mutation_sweep.py TOOL-DIRECTORY [--seconds N] [--seed N] [--full ...].

Whatever is done to a store, mailconvert ends by itself with exit code 0, 3, 65 or 74, without a crash or a sanitizer's
finding in our code, its report's reconciliation closes, and what did not succeed left no output behind. A crash inside
libpff is no failure when the tool survived it and says so with exit code 3. The same for spools through spool2mime.

In the suite: a seeded sample of truncations, flipped bits and overwritten words, and the mutants of the shared
pst_mutate.py, for --seconds (45). By hand, on a build with sanitizers: --full, one flipped bit in every byte that the
smallest store with mail uses (header, maps, allocated blocks and pages) and a truncation at every --step'th length.

The tools run as children of mutation_server, which has them loaded, when the build has it; else they are started anew.
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
import threading
import time

import harness
import ours

SMALLEST = "pstsdk_submessage.pst"  # of those with mail: 1 message, 1 in it; Unicode
SOURCES = ("pstsdk_submessage.pst", "pstsdk_sample2.pst", "javalibpst_distlist.pst")  # Unicode, ANSI, many classes
ACCEPTED = {0, 3, 65, 74}
HANG_SECONDS = 120
WORKERS = 2
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


def used(data: bytes) -> list[int]:
    """The offsets that a Unicode PST uses. [MS-PST] 2.2.2.6 HEADER; 2.2.2.7.2 AMap: a bit for each 64 bytes, the first
    page at 0x4400, one for each 253,952 bytes; what the maps cover includes the pages of the maps themselves."""
    offsets = set(range(564))
    for page in range(0x4400, len(data), 253952):
        for index in range(496 * 8):
            if data[page + index // 8] >> (7 - index % 8) & 1:
                begin = page + 64 * index
                offsets.update(range(begin, min(begin + 64, len(data))))
    return sorted(offsets)


def full(source: pathlib.Path, step: int, share: tuple[int, int]):
    """Every used byte with one bit flipped, which one by the offset, so that all eight are met in every field of eight
    bytes; every step'th truncation. `share` (i, n): each n'th mutant from the i'th on."""
    data = source.read_bytes()
    mutants = [overwritten(source, at, bytes([data[at] ^ (1 << at % 8)])) for at in used(data)]
    mutants += [truncation(source, length) for length in range(0, len(data), step)]
    random.Random(len(mutants)).shuffle(mutants)  # so that what a stopped sweep saw is a sample of all
    return mutants[share[0]::share[1]]


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


def judge(code: int, errors: str, folder: pathlib.Path, output: pathlib.Path) -> list[str]:
    wrong = []
    blame = blamed(errors)
    if blame:
        wrong.append(blame)
    if code not in ACCEPTED:
        wrong.append(f"exit {code}: {errors.strip()[-400:]}")
        return wrong
    if SANITIZER.search(errors) and code == 0:
        wrong.append("libpff crashed, but the exit code says that everything is intact")
    report = folder / "report.json"
    if code in (0, 3):
        if not output.exists():
            wrong.append(f"exit {code} without an output")
        if not report.is_file():
            wrong.append(f"exit {code} without a report")
    elif output.exists():
        wrong.append(f"exit {code}, but an output carries the final name")
    if report.is_file():
        wrong += ours.unreconciled(json.loads(report.read_text("utf-8")))
    return wrong


class Runner:
    """Runs a tool on one mutant after the other; one for each thread."""

    ENVIRONMENT = os.environ | {"ASAN_OPTIONS": "detect_leaks=0"}  # libpff's leaks are not ours to judge

    def __init__(self, tool: pathlib.Path):
        self.tool = tool
        server = tool.parent.parent / "tests" / "oracle" / "mutation_server"
        self.server = subprocess.Popen([server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                       env=self.ENVIRONMENT) if server.exists() else None

    def run(self, folder: pathlib.Path, *arguments) -> tuple[int | None, str]:
        """The exit code, None for a hang; and standard error."""
        errors = folder / "errors"
        if self.server:
            fields = (self.tool.name, errors, HANG_SECONDS, *arguments)
            self.server.stdin.write("\t".join(map(str, fields)) + "\n")
            self.server.stdin.flush()
            answer = self.server.stdout.readline().strip()
            code = None if answer == "hang" else int(answer)
        else:
            with errors.open("wb") as file:
                try:
                    code = subprocess.run([self.tool, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                          stderr=file, timeout=HANG_SECONDS, check=False, env=self.ENVIRONMENT).returncode
                except subprocess.TimeoutExpired:
                    code = None
        return code, errors.read_text("utf-8", "replace")

    def close(self):
        if self.server:
            self.server.communicate()


def attempt(runner: Runner, suffix: str, mutant: Mutant) -> tuple[Mutant, int, list[str]]:
    folder = pathlib.Path(tempfile.mkdtemp(prefix="restante-sweep-"))
    try:
        store = folder / f"mutant{suffix}"
        store.write_bytes(mutant.data())
        output = folder / "out"
        code, errors = runner.run(folder, store, "-o", output, "--report", folder / "report.json")
        if code is None:
            return mutant, -1, [f"still running after {HANG_SECONDS} s"]
        return mutant, code, judge(code, errors, folder, output)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(tool: pathlib.Path, suffix: str, mutants, deadline: float | None, findings: harness.Findings) -> dict[int, int]:
    """Runs mutants two at a time until they or the time run out; returns how often each exit code occurred."""
    codes: dict[int, int] = {}
    mutants = iter(mutants)
    lock = threading.Lock()

    def work():
        runner = Runner(tool)
        try:
            while deadline is None or time.monotonic() < deadline:
                with lock:
                    mutant = next(mutants, None)
                if mutant is None:
                    return
                mutant, code, wrong = attempt(runner, suffix, mutant)
                with lock:
                    findings.checked += 1
                    codes[code] = codes.get(code, 0) + 1
                    for line in wrong:
                        findings.add(f"{mutant.name}: {line}")
        finally:
            runner.close()

    with concurrent.futures.ThreadPoolExecutor(max_workers=WORKERS) as pool:
        for future in [pool.submit(work) for _ in range(WORKERS)]:
            future.result()
    return codes


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


def run_full(tools: pathlib.Path, step: int, share: tuple[int, int], deadline: float | None, findings: harness.Findings):
    source = harness.shared_folder() / "data" / "pst" / SMALLEST
    mutants = full(source, step, share)
    begin = time.monotonic()
    codes = sweep(tools / "mailconvert", ".pst", mutants, deadline, findings)
    print(f"{source.name}: {findings.checked} of {len(mutants)} mutants in {time.monotonic() - begin:.0f} s, by exit code "
          f"{dict(sorted(codes.items()))}")


def run_sample(tools: pathlib.Path, seed: int, seconds: float, findings: harness.Findings):
    stores = [harness.shared_folder() / "data" / "pst" / name for name in SOURCES]
    dice = random.Random(seed)
    begin = time.monotonic()
    with harness.scratch() as folder:
        faults = [m for s in stores[:2] for m in planted(s, folder / s.stem)]
        series = interleaved(faults, *(sampled(store, dice) for store in stores))
        codes = sweep(tools / "mailconvert", ".pst", series, begin + 0.8 * seconds, findings)
        series = interleaved(*(sampled(spool, dice) for spool in spools(tools, folder)))
        spooled = sweep(tools / "spool2mime", ".spool", series, begin + seconds, findings)
    print(f"seed {seed}: stores by exit code {dict(sorted(codes.items()))}, spools {dict(sorted(spooled.items()))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tools", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, help="stop after so long (45; with --full: not before the end)")
    parser.add_argument("--seed", type=int, default=1995)
    parser.add_argument("--full", action="store_true",
                        help="every used byte of the smallest store: 46,916 runs of some 60 ms, half an hour on two free cores "
                             "(stop it with --seconds, or part it with --share)")
    parser.add_argument("--step", type=int, default=64, help="with --full: of the truncations (64)")
    parser.add_argument("--share", default="0/1", help="with --full: I/N, each N'th mutant from the I'th on (0/1)")
    arguments = parser.parse_args()
    tools = harness.tool_folder()
    findings = harness.Findings()
    if arguments.full:
        first, every = map(int, arguments.share.split("/"))
        deadline = time.monotonic() + arguments.seconds if arguments.seconds else None
        run_full(tools, arguments.step, (first, every), deadline, findings)
    else:
        run_sample(tools, arguments.seed, arguments.seconds or 45, findings)
    findings.finish()


if __name__ == "__main__":
    main()
