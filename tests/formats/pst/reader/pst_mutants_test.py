"""What the reader says of a store with one planted fault: pst_mutants_test.py PROGRAM.

PROGRAM is pst_snapshot. The mutants are those of pst_mutate.py in the shared material (mutants.md there): whatever they change
must be marked or told, and where the fault is cosmetic every item comes out as from the healthy store.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCES = ["pstsdk_sample1", "pstsdk_sample2", "pstsdk_submessage", "pstsdk_test_ansi", "tika_testPST"]
# Values that are changed under right checksums: one bit of a body, a folder's count, the store's entry id. No structure shows
# the first; the others contradict other properties, which is for pstcheck and the converter to see.
UNSEEN = {"payload-bit-flip", "folder-count", "message-not-in-contents", "store-entryid"}


def read(program, path):
    """The items of a store by name, the other lines; None when it does not open."""
    run = subprocess.run([program, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    if run.returncode == 65:
        return None
    if run.returncode != 0:
        raise RuntimeError(f"{path.name}: exit {run.returncode}")
    items, others = {}, []
    for line in run.stdout.decode().splitlines():
        words = line.split(" ")
        if words[0] in ("told", "damage"):
            others.append(line)
        else:
            items[" ".join(words[:-2])] = (words[-2], words[-1])
    return items, others


def judge(mutant, clean, found):
    """What is wrong with the reading of a mutant."""
    if found is None:
        return [] if mutant["severity"] == "fatal" else ["does not open"]
    items, others = found
    complaints = []
    for name, (_, content) in clean.items():
        state, now = items.get(name, ("lost", ""))
        if state == "lost" and "told" not in others:
            complaints.append(f"{name} is lost without a word")
        if state == "intact" and now != content and mutant["name"] not in UNSEEN:
            complaints.append(f"{name} has changed without a mark")
        if mutant["name"] in UNSEEN:
            continue
        cosmetic = mutant["severity"] == "cosmetic"
        if cosmetic and (now != content or state != "intact"):
            complaints.append(f"{name} is {state}, and the fault is cosmetic")
    return complaints


def main():
    program = sys.argv[1]
    repository = pathlib.Path(__file__).resolve().parents[4]
    shared = pathlib.Path(os.environ.get("RESTANTE_SHARED", repository.parent / "shared"))
    if not (shared / "tools" / "pst_mutate.py").is_file():
        print("SKIPPED: no shared material")
        return 0
    failures = count = 0
    with tempfile.TemporaryDirectory() as folder:
        for source in SOURCES:
            path = shared / "data" / "pst" / f"{source}.pst"
            clean, _ = read(program, path)
            run = subprocess.run([sys.executable, "-B", shared / "tools" / "pst_mutate.py", path, "-o", folder],
                                 stdout=subprocess.PIPE, check=True)
            for line in run.stdout.decode().splitlines():
                mutant = json.loads(line)
                if "skipped" in mutant:
                    continue
                count += 1
                file = pathlib.Path(folder) / f"{source}.{mutant['name']}.pst"
                complaints = judge(mutant, clean, read(program, file))
                file.unlink()
                for complaint in complaints:
                    print(f"{source} {mutant['name']}: {complaint}")
                failures += bool(complaints)
    print(f"{count} mutants, {failures} read otherwise than they must be")
    return 1 if failures else 0


sys.exit(main())
