"""What README.md says of npm pst-extractor beside its counts: extractor_test.py TOOL-DIRECTORY.

It hands out a part of the properties, the same in each run; an item that cannot be read is passed over, and a row of a
contents table whose message is gone costs the rest of its folder. Ours keeps the other items and names the lost one.
"""

import json
import shutil
import sys

import harness

HERE = harness.REPOSITORY / "tests" / "oracle"
BODIES = "tika_variousBodyTypes.pst"  # four messages in one folder
FAULTS = {"block-zeroed": 3, "contents-row-without-message": 0}  # of pst_mutate.py: what pst-extractor still delivers


def probe(store) -> dict:
    done = harness.run("node", HERE / "probe_pst.js", harness.pst_extractor_folder().resolve(), store)
    return json.loads(done.stdout.splitlines()[-1])


def main():
    tools = harness.tool_folder()
    if harness.pst_extractor_folder() is None or shutil.which("node") is None:
        harness.skip("no pst-extractor, or no node")
    findings = harness.Findings()
    enron = next(path for path in harness.npm_samples() if path.name == "enron.pst")
    first = probe(enron)
    print(f"{enron.name}: its getters reach {first['reached']} of {first['stored']} properties of {first['items']} items")
    findings.check(first["reached"] < first["stored"], "pst-extractor reaches every property: README.md says otherwise")
    findings.check(probe(enron) == first, "pst-extractor says something else on a second run: README.md says otherwise")

    healthy = harness.shared_folder() / "data" / "pst" / BODIES
    findings.check(probe(healthy)["items"] == 4, f"pst-extractor no longer finds 4 items in {BODIES}")
    with harness.scratch() as folder:
        for fault, theirs in FAULTS.items():
            harness.run(sys.executable, "-B", harness.shared_folder() / "tools" / "pst_mutate.py", healthy, "-o", folder,
                        "--only", fault)
            mutant = folder / f"{healthy.stem}.{fault}.pst"
            found = probe(mutant)["items"]
            findings.check(found == theirs, f"{fault}: pst-extractor delivers {found} items, README.md was written for {theirs}")
            report = folder / f"{fault}.json"
            harness.run(tools / "mailconvert", mutant, "-o", folder / fault, "--report", report, accept=(3,))
            items = json.loads(report.read_text("utf-8"))["mailboxes"][0]["totals"]
            findings.check(items["written"] >= 3 and items["failed"] == 1, f"{fault}: ours {items}")
    findings.finish()


main()
