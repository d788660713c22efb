"""Every PST that spool2pst writes is clean to a strict linter: pst_lint_test.py TOOL-DIRECTORY [--full] [NAME...].

Each scenario of pst_scenarios.py, in both widths and in one of three encodings, the next for the next: exit code and number
of messages as expected, and `pst_lint.py --strict` finds no error, no warning and no note but those of TOLERATED. With
RESTANTE_FULL_SWEEPS small ones in all encodings. `--full` also writes the large ones and those of some gigabytes: about ten
minutes, and 5 GB of the temporary directory. With names, only those.
"""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import time

import harness
import pst_file
import pst_scenarios

# Notes of the linter that say nothing against a file: code → why.
TOLERATED = {"MSG.norecip": "contacts, posts, notes and appointments of one person have no recipient table (evidence row 100)"}
# Of one scenario: (name, code) → why.
TOLERATED_IN = {("subjects", "MSG.topic"): "two mails have a topic that is not their subject, as a user can make them"}
TIMEOUT_FULL = 3600
LARGEST_ANSI_FILE = 0x7BB04400


def lint(path: pathlib.Path, timeout: int = harness.TIMEOUT) -> dict:
    """What `pst_lint.py --strict --json` prints of a file."""
    linter = harness.shared_folder() / "tools" / "pst_lint.py"
    done = subprocess.run([sys.executable, "-B", linter, "--strict", "--json", "--max", "5", path], capture_output=True,
                          timeout=timeout, check=False)
    if done.returncode not in (0, 1, 2) or not done.stdout:
        return {"codes": {"E LINT.crash": 1}, "findings": [{"level": "E", "code": "LINT.crash", "message": done.stderr.decode()[-500:]}]}
    return json.loads(done.stdout)


def complaints(path: pathlib.Path, name: str, timeout: int = harness.TIMEOUT) -> list[str]:
    """The linter's findings that count in a file of the scenario, one line for each code."""
    found = lint(path, timeout)
    lines = []
    for level_and_code, count in found["codes"].items():
        level, code = level_and_code.split()
        if level == "N" and code in TOLERATED or level != "E" and (name, code) in TOLERATED_IN:
            continue
        first = next((f["message"] for f in found["findings"] if f["code"] == code), "")
        lines.append(f"{level} {code} × {count}: {first[:300]}")
    return lines


def variants(one: pst_scenarios.Scenario) -> list[tuple[str, str]]:
    """(width, encoding) in which it is written here: each encoding in both widths over the scenarios."""
    number = list(pst_scenarios.ALL).index(one.name)
    return [(width, encoding) for more, width in enumerate(one.widths)
            for encoding in harness.in_turn(one.encodings(), number + more)]


def check(tools: pathlib.Path, one: pst_scenarios.Scenario, timeout: int) -> tuple[int, list[str]]:
    """(files checked, what is wrong) of the variants of a scenario."""
    wrong = []
    written_as = variants(one)
    with harness.scratch() as folder:
        for width, encoding in written_as:
            written = pst_scenarios.write(tools, one, width, encoding, folder, timeout)
            if written.status != one.exit_code(width):
                wrong.append(f"{written.label}: exit {written.status}, expected {one.exit_code(width)}: {written.talk[-400:]}")
            messages = 0
            for part in written.parts():
                wrong += [f"{written.label}: {line}" for line in complaints(part, one.name, timeout)]
                if width == "ansi" and part.stat().st_size >= LARGEST_ANSI_FILE:
                    wrong.append(f"{written.label}: {part.stat().st_size} bytes in an ANSI file")
                messages += sum(nid & 0x1F in (pst_file.MESSAGE, pst_file.ASSOCIATED) for nid in pst_file.PstFile(part).nodes)
                part.unlink()
            if messages != written.messages():
                wrong.append(f"{written.label}: {messages} messages, not {written.messages()}")
    return len(written_as), wrong


def main():
    tools = harness.tool_folder()
    if not (tools / "spool2pst").exists():
        harness.skip(f"no spool2pst in {tools}")
    harness.shared_folder()
    full = "--full" in sys.argv
    names = [argument for argument in sys.argv[2:] if not argument.startswith("-")]
    costs = ("small", "medium", "large", "huge") if full else ("small", "medium")
    scenarios = [pst_scenarios.ALL[name] for name in names] or pst_scenarios.chosen(*costs)
    findings = harness.Findings()
    begin = time.monotonic()
    alike = [one for one in scenarios if one.cost in ("small", "medium")]
    with concurrent.futures.ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        # The slow ones first, or the last of them would run alone.
        alike.sort(key=lambda one: one.cost != "medium")
        for number, wrong in pool.map(lambda one: check(tools, one, harness.TIMEOUT), alike):
            findings.checked += number
            for line in wrong:
                findings.add(line)
    for one in scenarios:
        if one in alike:
            continue
        started = time.monotonic()
        number, wrong = check(tools, one, TIMEOUT_FULL)
        print(f"{one.name}: {time.monotonic() - started:.0f} s", flush=True)
        findings.checked += number
        for line in wrong:
            findings.add(line)
    print(f"{findings.checked} files in {time.monotonic() - begin:.0f} s")
    findings.finish()


if __name__ == "__main__":
    main()
