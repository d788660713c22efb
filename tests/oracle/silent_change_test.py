"""Nothing changes in silence: silent_change_test.py TOOL-DIRECTORY.

20 trials of silent_change.py for each store. Demanded as silent_change.law_is_demanded says; until then SKIPPED. Before that the
judge is judged, on runs that are typed here.
"""

import harness
import judged
import silent_change
import trials

TRIALS = 20


def item(node: int, text: str, state: str = "intact", missing: bool = False) -> judged.Item:
    return judged.Item(f"{'recovered 1 ' if state == 'recovered' else ''}nid {node:#010x}", state, missing, (("text", text),))


def run(*items: judged.Item, code: int = 3, named=(), nameless: int = 0, wide: bool = False) -> judged.Run:
    return judged.Run(code, list(items), set(named), nameless, wide, [])


def check_judge(findings: harness.Findings):
    one, two, other = item(0x24, "one"), item(0x44, "two"), item(0x44, "tw\0")
    clean = run(one, two, code=0)
    laws = {  # what → (run, how much is silent)
        "the same again": (run(one, two, code=0), 0),
        "changed and called intact": (run(one, other), 1),
        "changed and partial": (run(one, item(0x44, "tw\0", "partial")), 0),
        "changed, recovered, and says that something is missing": (run(one, item(0x44, "tw\0", "recovered", True)), 0),
        "changed and recovered, not a word": (run(one, item(0x44, "tw\0", "recovered")), 1),
        "gone, not a word": (run(one), 1),
        "gone and named": (run(one, named=(0x44,)), 0),
        "another one is named": (run(one, named=(0x64,)), 1),
        "gone with its folder": (run(one, wide=True), 0),
        "changed and called intact, and a folder is lost": (run(one, other, wide=True), 1),
        "two gone, two nameless losses": (run(nameless=2), 0),
        "two gone, one nameless loss": (run(nameless=1), 1),
        "gone and named, exit 0": (run(one, code=0, named=(0x44,)), 1),
        "no store": (run(code=65, wide=True), 0),
        "an item that never was": (run(one, two, item(0x64, "three")), 1),
    }
    for what, (hurt, silent) in laws.items():
        found = judged.judge(clean, hurt)
        findings.check(len(found.silent) == silent, f"{what}: {found.silent}")
    stale = item(0x44, "two, an older one", "recovered", True)
    findings.check(len(judged.judge(run(one, two, stale), run(one, stale)).silent) == 1, "an older copy told of the item")
    whole = judged.judge(clean, run(one, item(0x44, "two", "partial")))
    findings.check((whole.kept, whole.called_partial) == (2, ["nid 0x00000044"]), "a whole item called partial was not seen")
    twins = judged.judge(run(item(0x24, "same"), item(0x44, "same"), code=0), run(item(0x24, "same"), named=(0x44,)))
    findings.check(twins.kept == 1, "one of two equal items counts for both")


def main():
    tools = harness.tool_folder()
    findings = harness.Findings()
    check_judge(findings)
    if not silent_change.law_is_demanded(tools):
        if findings.lines:
            findings.finish()
        harness.skip("mailconvert has no reader of its own yet: libpff checks no block. By hand: silent_change.py")
    records = trials.run(tools, silent_change.cases(TRIALS), (trials.OURS,))
    print(silent_change.table(records) + "\n\n" + silent_change.details(records))
    findings.checked += len(records)
    for line in silent_change.findings_of(records):
        findings.add(line)
    kept, items = (trials.total(records, trials.OURS, name) for name in ("kept", "items"))
    findings.check(kept < items, "no trial hurt anything")
    findings.finish()


if __name__ == "__main__":
    main()
