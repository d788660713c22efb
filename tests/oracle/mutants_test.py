"""Every mutant of the shared pst_mutate.py, by the four rules of its mutants.md: mutants_test.py TOOL-DIRECTORY [STORE...].

- `pstcheck` names the fault and the items it hits, and nothing else: pstcheck_findings.py, pstcheck_mutants.csv. Skipped while
  there is no pstcheck.
- mailconvert delivers every item whole when the fault is cosmetic or fatal, every item that is not hit when it is partial; calls
  what is whole intact; and is silent of nothing else. Demanded as silent_change.law_is_demanded says. (payload-bit-flip changes
  an item and leaves no trace: there it must be silent, or the protocol saw nothing.)
- The judge of pstcheck can fail, and the vocabulary is true: the shared linter names, in the words of pstcheck_mutants.csv, each
  fault and nothing else.
"""

import concurrent.futures
import functools
import json
import pathlib
import sys

import harness
import judged
import pstcheck_findings
import silent_change
from mutation_sweep import Runner

STORES = ("pstsdk_sample1.pst", "pstsdk_sample2.pst")  # Unicode and ANSI
INVISIBLE = "payload-bit-flip"


def plant(source: pathlib.Path, folder: pathlib.Path) -> list[dict]:
    """pst_mutate.py's lines of the mutants that the source has a place for."""
    tool = harness.shared_folder() / "tools" / "pst_mutate.py"
    done = harness.run(sys.executable, "-B", tool, source, "-o", folder)
    return [line for line in map(json.loads, done.stdout.splitlines()) if "file" in line]


def check_vocabulary(source: pathlib.Path, folder: pathlib.Path, faults: list[dict], findings: harness.Findings):
    linter = harness.shared_folder() / "tools" / "pst_lint.py"

    def report(path: pathlib.Path) -> dict:
        done = harness.run(sys.executable, "-B", linter, "--json", "--max", "1000", path, accept=None)
        return pstcheck_findings.of_linter(json.loads(done.stdout))

    healthy = report(source)
    for fault in faults:
        counted = pstcheck_findings.counted(report(folder / fault["file"]), healthy)
        for line in pstcheck_findings.kinds_wrong(counted, fault["name"]):
            findings.add(f"the linter, {fault['file']}: {line}")
        findings.checked += 1


def check_judge(faults: list[dict], findings: harness.Findings):
    """A report made of the fault itself passes; one that is silent, names another place, more, or fewer items does not."""
    healthy = {"verdict": "sound", "findings": [], "items": []}
    for fault in faults:
        must = sorted(pstcheck_findings.demands()[fault["name"]].must)
        state = "intact" if fault["severity"] == "cosmetic" else "partial"
        items = [{"native_id": f"nid {one['nid']}", "name": one["name"], "kind": one["kind"], "state": state}
                 for one in fault["items"] if one["kind"] in pstcheck_findings.OBJECTS and must]
        one = {"kind": must[0] if must else "BLK.crc", "severity": "error", "offset": fault["offset"], "length": fault["length"],
               "node": None, "field": ""}
        right = {"verdict": "damaged", "findings": [one] if must else [], "items": items}
        lies = [right | {"findings": [one, one | {"kind": "LINT.crash"}]}, right | {"verdict": "sound", "findings": [one]}]
        if must:
            lies += [right | {"findings": []}, right | {"findings": [one | {"offset": fault["offset"] + fault["length"]}]}]
        if items:
            lies += [right | {"items": items[1:]}, right | {"items": [items[0] | {"state": "odd"}, *items[1:]]}]
        wrong = pstcheck_findings.all_wrong(right, healthy, fault)
        findings.check(not wrong, f"the judge, {fault['file']}: {wrong}")
        for lie in lies:
            findings.check(bool(pstcheck_findings.all_wrong(lie, healthy, fault)), f"the judge, {fault['file']}: believes {lie}")


def check_pstcheck(tool: pathlib.Path, source: pathlib.Path, folder: pathlib.Path, faults: list[dict],
                   findings: harness.Findings):
    def report(path: pathlib.Path) -> dict:
        return pstcheck_findings.report_of(harness.run(tool, path, "--json", accept=(0, 3, 65)).stdout)

    healthy = report(source)
    for fault in faults:
        wrong = pstcheck_findings.all_wrong(report(folder / fault["file"]), healthy, fault)
        findings.check(not wrong, f"pstcheck, {fault['file']}: {'; '.join(wrong)}")


def converted(runner: Runner, store: pathlib.Path) -> judged.Run:
    with harness.scratch() as output:
        return judged.convert(runner, store, output)


def items_wrong(runner: Runner, fault: dict, source: pathlib.Path, mutant: pathlib.Path, clean: judged.Run) -> list[str]:
    """What mailconvert owes to rule 4."""
    hurt = converted(runner, mutant)
    found = judged.judge(clean, hurt)
    wrong = list(found.broken)
    if fault["name"] == INVISIBLE:
        return wrong if found.silent or found.kept == found.items else wrong + ["the changed bit was not seen by this test"]
    wrong += found.silent
    kept = {item.content for item in hurt.items}
    hit = {int(one["nid"], 16) for one in fault["items"]} if fault["severity"] == "partial" else set()
    wrong += [f"{item.native_id} is not whole" for item in clean.live() if item.content not in kept and item.node not in hit]
    wrong += [f"{native_id} is whole and called partial" for native_id in judged.falsely_partial(runner, found, source, mutant)]
    if found.called_recovered:
        wrong.append(f"{found.called_recovered} whole items are called recovered")
    return wrong


def check_items(runner: Runner, source: pathlib.Path, folder: pathlib.Path, faults: list[dict]) -> list[str]:
    clean = converted(runner, source)
    return [f"{fault['file']}: {line}" for fault in faults
            for line in items_wrong(runner, fault, source, folder / fault["file"], clean)]


def check_source(tools: pathlib.Path, source: pathlib.Path) -> tuple[harness.Findings, list[str]]:
    """What is wrong with the mutants of a store, and apart from it what mailconvert owes."""
    findings = harness.Findings()
    with harness.scratch() as folder:
        faults = plant(source, folder)
        check_judge(faults, findings)
        check_vocabulary(source, folder, faults, findings)
        if (tools / "pstcheck").exists():
            check_pstcheck(tools / "pstcheck", source, folder, faults, findings)
        broken = check_items(Runner(tools / "mailconvert"), source, folder, faults)
        print(f"{source.name}: {len(faults)} mutants", flush=True)
    return findings, broken


def main():
    tools = harness.tool_folder()
    findings = harness.Findings()
    sources = [harness.shared_folder() / "data" / "pst" / name for name in sys.argv[2:] or STORES]
    broken = []
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        for found, owed in pool.map(functools.partial(check_source, tools), sources):
            findings.lines += found.lines
            findings.checked += found.checked
            broken += owed
    if silent_change.law_is_demanded(tools):
        for line in broken:
            findings.add(line)
    else:
        print(f"note: mailconvert has no reader of its own yet; {len(broken)} things to mend:", *broken, sep="\n  ")
    if not (tools / "pstcheck").exists():
        print("SKIPPED, of this test: there is no pstcheck yet")
    findings.finish()


if __name__ == "__main__":
    main()
