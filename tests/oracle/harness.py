"""What every oracle test shares: where the samples and the tools are, how one is run, how a test ends."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77  # SKIP_RETURN_CODE of every test in CMakeLists.txt
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
TIMEOUT = 240  # seconds for one run of one program
# Whether every combination is tried; otherwise each thing in some of them, in turn (tests/README.md).
FULL = bool(os.environ.get("RESTANTE_FULL_SWEEPS"))


def skip(why: str):
    """Ends the test: something that it needs is not on this machine."""
    print(f"SKIPPED: {why}")
    sys.exit(SKIPPED)


def shared_folder() -> pathlib.Path:
    folder = pathlib.Path(os.environ.get("RESTANTE_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "data" / "pst").is_dir():
        skip(f"no shared material at {folder} (set RESTANTE_SHARED)")
    return folder


def pst_extractor_folder() -> pathlib.Path | None:
    """The npm package's folder: a peer, and the owner of three of the samples."""
    named = os.environ.get("RESTANTE_PST_EXTRACTOR")
    folder = pathlib.Path(named) if named else REPOSITORY / "build" / "npm" / "node_modules" / "pst-extractor"
    return folder if (folder / "package.json").is_file() else None


def in_turn(choices: tuple, number: int) -> tuple:
    """All of them in a full sweep; otherwise the one whose turn it is for the thing of that number."""
    return choices if FULL else (choices[number % len(choices)],)


def npm_samples() -> list[pathlib.Path]:
    package = pst_extractor_folder()
    if package is None:
        print("note: no pst-extractor (set RESTANTE_PST_EXTRACTOR): its enron.pst and OSTs are left out")
        return []
    data = package / "example" / "testdata"
    return sorted(data.glob("*.pst")) + sorted(data.glob("*.ost"))


def samples() -> list[pathlib.Path]:
    """Every real store, the small ones first."""
    return sorted((shared_folder() / "data" / "pst").glob("*.pst")) + npm_samples()


def tool_folder() -> pathlib.Path:
    """The directory of our executables: the test's first argument."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} TOOL-DIRECTORY")
    folder = pathlib.Path(sys.argv[1])
    if not (folder / "mailconvert").exists():
        skip(f"no mailconvert in {folder}")
    return folder


def need(*programs: str):
    for program in programs:
        if shutil.which(program) is None:
            skip(f"{program} is not installed")


@contextlib.contextmanager
def scratch():
    folder = tempfile.mkdtemp(prefix="restante-oracle-")
    try:
        yield pathlib.Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(*command, accept=(0,), cwd=None, stdin=None, user=None) -> subprocess.CompletedProcess:
    """Runs a program to its end. An exit code that is not in `accept` (None: every one) ends the test."""
    done = subprocess.run([str(part) for part in command], cwd=cwd, stdin=stdin, capture_output=True,
                          user=user, timeout=TIMEOUT, check=False)
    if accept is not None and done.returncode not in accept:
        print(f"{' '.join(map(str, command))}: exit {done.returncode}")
        print(done.stderr.decode("utf-8", "replace")[-3000:])
        sys.exit(1)
    return done


class Findings:
    """Collects what is wrong, so that one run of a test names all of it."""

    def __init__(self):
        self.lines: list[str] = []
        self.checked = 0

    def check(self, holds: bool, otherwise: str):
        self.checked += 1
        if not holds:
            self.add(otherwise)

    def add(self, line: str):
        self.lines.append(line)
        print(f"FAILED {line}", flush=True)

    def finish(self):
        print(f"{self.checked} checks, {len(self.lines)} failed")
        sys.exit(1 if self.lines else 0)


def named(findings: Findings, expected: dict, met: dict, what: str):
    """Every difference in `met` must stand in `expected` with the same value, and none there may be outdated.

    `expected` maps a key to (value, reason); `met` maps a key to its value.
    """
    for key, value in sorted(met.items(), key=str):
        if key not in expected:
            findings.add(f"{what} {key}: {value}, a difference without a name")
        else:
            findings.check(expected[key][0] == value,
                           f"{what} {key}: {value}, but named as {expected[key][0]} ({expected[key][1]})")
    for key in sorted(expected.keys() - met.keys(), key=str):
        findings.add(f"{what} {key}: named ({expected[key][1]}), but there is no such difference any more")
