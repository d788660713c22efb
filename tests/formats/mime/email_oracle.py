"""Python's email and mailbox packages read what the writer wrote: argument 1 is the directory of email_oracle_test.cpp.

Prints each disagreement and exits 1 when there was one.
"""
import email
import email.policy
import hashlib
import mailbox
import pathlib
import sys

faults = []


def leaves(message):
    if message.is_multipart():
        for part in message.get_payload():
            yield from leaves(part)
    else:
        yield message


def check_defects(name, message):
    """No part defects, and no header defects: everything in these trees is our own."""
    for part in message.walk():
        if part.defects:
            faults.append(f"{name}: part defects {part.defects}")
        for field, value in part.items():
            if getattr(value, "defects", ()):
                faults.append(f"{name}: {field}: {value.defects}: {value!r}")


def check_message(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    check_defects(path.name, message)
    found = ["subject " + str(message["Subject"] or "").encode("utf-8", "surrogateescape").hex()]
    for leaf in leaves(message):
        content = leaf.get_payload(decode=True)
        # Not get_filename(), which strips white space.
        disposition = leaf["Content-Disposition"]
        file_name = disposition.params.get("filename", "") if disposition else ""
        found.append(f"leaf {leaf.get_content_type()} {file_name.encode().hex()} "
                     f"{hashlib.sha256(content).hexdigest()}")
    expected = path.with_suffix(".expected").read_text().splitlines()
    for line, wanted in zip(found + [""] * len(expected), expected + [""] * len(found)):
        if line != wanted:
            faults.append(f"{path.name}: found {line!r}, expected {wanted!r}")


def check_box(name, box, expected):
    subjects = sorted(str(email.message_from_bytes(box.get_bytes(key), policy=email.policy.default)["Subject"])
                      for key in box.keys())
    if subjects != expected:
        faults.append(f"{name}: {len(subjects)} messages {subjects[:3]}, expected {len(expected)}")


root = pathlib.Path(sys.argv[1])
messages = sorted(root.glob("*.eml"))
for eml in messages:
    check_message(eml)
subjects = sorted((root / "subjects").read_text().splitlines())
check_box("mbox", mailbox.mbox(root / "mbox" / "Folder.mbox", create=False), subjects)
maildir = mailbox.Maildir(root / "maildir", create=False)
if maildir.list_folders() != ["Folder"]:
    faults.append(f"maildir folders: {maildir.list_folders()}")
check_box("maildir", maildir.get_folder("Folder"), subjects)

print(f"{len(messages)} messages, {len(faults)} faults")
print("\n".join(faults[:20]))
sys.exit(1 if faults or not messages else 0)
