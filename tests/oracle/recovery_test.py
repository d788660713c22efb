"""No other reader gets more mail out of a damaged store: recovery_test.py TOOL-DIRECTORY.

The wrecks of recovery.py and 2 zeroed sectors of each store. Demanded as silent_change.law_is_demanded says; until then SKIPPED.
"""

import harness
import recovery
import salvage
import silent_change
import trials

TRIALS = 2


def main():
    tools = harness.tool_folder()
    if not silent_change.law_is_demanded(tools):
        harness.skip("mailconvert has no reader of its own yet, to find what an index lost. By hand: recovery.py")
    peers = tuple(salvage.all_peers())
    if not peers:
        harness.skip("no readpst, pffexport or pst-extractor")
    records = trials.run(tools, recovery.cases(TRIALS), (trials.OURS, *peers))
    print(recovery.table(records))
    findings = harness.Findings()
    findings.checked = len(records)
    for line in recovery.findings_of(records):
        findings.add(line)
    findings.finish()


if __name__ == "__main__":
    main()
