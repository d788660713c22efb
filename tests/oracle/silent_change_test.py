"""Nothing changes in silence: silent_change_test.py TOOL-DIRECTORY.

20 trials of silent_change.py for each store. Demanded as silent_change.law_is_demanded says; until then SKIPPED.
"""

import harness
import silent_change
import trials

TRIALS = 20


def main():
    tools = harness.tool_folder()
    if not silent_change.law_is_demanded(tools):
        harness.skip("mailconvert has no reader of its own yet: libpff checks no block. By hand: silent_change.py")
    records = trials.run(tools, silent_change.cases(TRIALS), (trials.OURS,))
    print(silent_change.table(records) + "\n\n" + silent_change.details(records))
    findings = harness.Findings()
    findings.checked = len(records)
    for line in silent_change.findings_of(records):
        findings.add(line)
    kept, items = (trials.total(records, trials.OURS, name) for name in ("kept", "items"))
    findings.check(kept < items, "no trial hurt anything")
    findings.finish()


if __name__ == "__main__":
    main()
