"""Every property pypff delivers is in the model: pff_properties_test.py PROGRAM.

PROGRAM FILE prints a line for the store, each folder, message and attachment: its name, then id:type of each property.
Embedded messages and recipients, which pypff cannot reach, are counted by entry_count_test.cpp.
"""

import os
import pathlib
import subprocess
import sys

try:
    import pypff
except ImportError:
    PYTHON = "/usr/bin/python3"  # where Debian's python3-pypff goes
    if os.path.exists(PYTHON) and not os.environ.get("RESTANTE_SECOND_TRY"):
        os.execve(PYTHON, [PYTHON, *sys.argv], {**os.environ, "RESTANTE_SECOND_TRY": "1"})
    print("SKIPPED: no pypff")
    sys.exit(0)


def line(name, item):
    words = [name]
    for number in range(item.number_of_record_sets):
        record_set = item.get_record_set(number)
        for index in range(record_set.number_of_entries):
            entry = record_set.get_entry(index)
            words.append(f"{entry.entry_type:x}:{entry.value_type:x}")
    return " ".join(words)


def walk(folder, lines):
    lines.append(line(f"nid 0x{folder.identifier:08X}", folder))
    for number in range(folder.number_of_sub_messages):
        message = folder.get_sub_message(number)
        name = f"nid 0x{message.identifier:08X}"
        lines.append(line(name, message))
        for index in range(message.number_of_attachments):
            lines.append(line(f"{name}/attachment {index + 1}", message.get_attachment(index)))
    for number in range(folder.number_of_sub_folders):
        walk(folder.get_sub_folder(number), lines)


def expected(path):
    store = pypff.file()
    store.open(str(path))
    lines = [line("store", store.message_store)]
    walk(store.get_root_folder(), lines)
    return sorted(lines)


def stores():
    repository = pathlib.Path(__file__).resolve().parents[3]
    shared = os.environ.get("RESTANTE_SHARED", repository.parent / "shared")
    package = os.environ.get("RESTANTE_PST_EXTRACTOR", repository / "build/npm/node_modules/pst-extractor")
    roots = [pathlib.Path(shared) / "data" / "pst", pathlib.Path(package) / "example" / "testdata"]
    return [path for root in roots for path in sorted(root.glob("*.[po]st"))]


def main():
    files = stores()
    if not files:
        print("SKIPPED: no real stores")
        return 0
    failures = 0
    for path in files:
        run = subprocess.run([sys.argv[1], str(path)], stdout=subprocess.PIPE, check=True)
        ours = sorted(run.stdout.decode().splitlines())
        theirs = expected(path)
        differences = set(ours) ^ set(theirs)
        failures += bool(differences) or len(ours) != len(theirs)
        count = sum(len(text.split(" ")) for text in theirs)
        print(f"{path.name}: {len(theirs)} items, {count} words, {len(differences)} lines differ")
        for text in sorted(differences)[:4]:
            print("   ", "ours" if text in ours else "pypff", text[:200])
    return 1 if failures else 0


sys.exit(main())
