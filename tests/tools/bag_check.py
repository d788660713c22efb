"""Whether a directory is a valid bag, and a mailbag: RFC 8493 and the Mailbag Specification 1.0, read for themselves.

`check(directory)` returns what is wrong, a line each. Nothing here is the writer's.
"""

import csv
import hashlib
import io
import pathlib
import re

MAILBAG_COLUMNS = ["Error", "Mailbag-Message-ID", "Message-ID", "Original-File", "Message-Path", "Derivatives-Path", "Attachments"]
OPTIONAL_COLUMNS = ["Date", "From", "To", "Cc", "Bcc", "Subject", "Content-Type"]
REQUIRED = ["Bag-Type", "Mailbag-Source", "Mailbag-Specification-Version", "Original-Included", "Bagging-Timestamp", "Bagging-Date",
            "External-Identifier", "Mailbag-Agent", "Mailbag-Agent-Version"]


def files_below(directory):
    return {path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file()}


def manifest(path, wrong):
    """path → digest. RFC 8493 2.1.3: digest, white space, percent-encoded path."""
    found = {}
    for line in path.read_bytes().decode("utf-8").split("\n"):
        if not line:
            continue
        matched = re.fullmatch(r"([0-9a-fA-F]+)[ \t]+\*?(.+)", line)
        if not matched:
            wrong.append(f"{path.name}: no manifest line: {line!r}")
            continue
        name = re.sub("%0[aA]", "\n", matched[2])
        name = re.sub("%0[dD]", "\r", name).replace("%25", "%")
        if name in found:
            wrong.append(f"{path.name}: twice: {name}")
        if name.startswith(("/", "~")) or ".." in name.split("/"):
            wrong.append(f"{path.name}: leads out of the bag: {name}")
        found[name] = matched[1].lower()
    return found


def check_digests(top, name, listed, wrong):
    algorithm = name.split("-")[1].removesuffix(".txt")
    for path, digest in listed.items():
        if not (top / path).is_file():
            wrong.append(f"{name}: not there: {path}")
        elif hashlib.new(algorithm, (top / path).read_bytes()).hexdigest() != digest:
            wrong.append(f"{name}: another digest: {path}")


def info(top, wrong):
    """Label and value, RFC 8493 2.2.2; a line that begins with white space goes on with the one before."""
    fields = []
    for line in (top / "bag-info.txt").read_bytes().decode("utf-8").split("\n"):
        if line[:1] in (" ", "\t") and fields:
            fields[-1] = (fields[-1][0], fields[-1][1] + " " + line.strip())
        elif line:
            label, colon, value = line.partition(":")
            if not colon or not value[:1].isspace() or not label or label != label.strip() or "\r" in line:
                wrong.append(f"bag-info.txt: no label and value: {line!r}")
            fields.append((label, value.strip()))
    return fields


def check_bag(top, wrong):
    declaration = (top / "bagit.txt").read_bytes()
    if declaration != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        wrong.append(f"bagit.txt: {declaration!r}")
    payload = {name for name in files_below(top) if name.startswith("data/")}
    tags = files_below(top) - payload
    manifests = sorted(name for name in tags if re.fullmatch("manifest-[a-z0-9]+.txt", name))
    if not manifests:
        wrong.append("no payload manifest")
    if not (top / "data").is_dir():
        wrong.append("no payload directory")
    for name in manifests:
        listed = manifest(top / name, wrong)
        check_digests(top, name, listed, wrong)
        wrong += [f"{name}: not listed: {path}" for path in sorted(payload - set(listed))]
        wrong += [f"{name}: no payload: {path}" for path in sorted(listed) if not path.startswith("data/")]
    for name in sorted(name for name in tags if re.fullmatch("tagmanifest-[a-z0-9]+.txt", name)):
        listed = manifest(top / name, wrong)
        check_digests(top, name, listed, wrong)
        wrong += [f"{name}: no tag file: {path}" for path in listed if path.startswith(("data/", "tagmanifest-"))]
        wrong += [f"{name}: not listed: {path}" for path in sorted(tags - set(listed)) if not path.startswith("tagmanifest-")]
    fields = dict(info(top, wrong))
    octets = sum((top / path).stat().st_size for path in payload)
    if fields.get("Payload-Oxum") not in (None, f"{octets}.{len(payload)}"):
        wrong.append(f"Payload-Oxum: {fields['Payload-Oxum']}, and there are {octets}.{len(payload)}")


def tables(top):
    whole = top / "mailbag.csv"
    return [whole] if whole.exists() else sorted(top.glob("mailbag-*.csv"))


def check_mailbag(top, wrong):
    if not (top / "tagmanifest-sha256.txt").is_file():
        wrong.append("no tag manifest")
    labels = [label for label, _ in info(top, wrong)]
    wrong += [f"bag-info.txt: {label} stands {labels.count(label)} times" for label in REQUIRED if labels.count(label) != 1]
    fields = dict(info(top, wrong))
    for label, pattern in (("Bag-Type", "Mailbag"), ("Mailbag-Source", "imap|mbox|eml|pst|pdf|warc"), ("Original-Included", "True|False"),
                           ("Bagging-Timestamp", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"), ("Bagging-Date", r"\d{4}-\d\d-\d\d")):
        if not re.fullmatch(pattern, fields.get(label, "")):
            wrong.append(f"bag-info.txt: {label}: {fields.get(label)!r}")
    if not any((top / "data" / form).is_dir() for form in ("mbox", "pst", "msg", "eml", "pdf", "warc")):
        wrong.append("no format subdirectory")
    rows = []
    for place, path in enumerate(tables(top)):
        text = path.read_bytes().decode("utf-8")
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        again = "".join(",".join('"' + field.replace('"', '""') + '"' for field in record) + "\r\n" for record in records)
        if again != text:
            wrong.append(f"{path.name}: not every field is quoted, or a line does not end with CR LF")
        if place == 0:
            columns = records.pop(0)
            if columns != MAILBAG_COLUMNS + OPTIONAL_COLUMNS[:len(columns) - len(MAILBAG_COLUMNS)]:
                wrong.append(f"{path.name}: columns {columns}")
        rows += [dict(zip(columns, record, strict=True)) for record in records]
    ids = [row["Mailbag-Message-ID"] for row in rows]
    if len({one.lower() for one in ids}) != len(ids):
        wrong.append("mailbag.csv: an id stands twice")
    wrong += [f"mailbag.csv: no file name: {one}" for one in ids if not one or len(one) > 36 or re.search(r'[<>:"/\\|?*]', one)]
    wrong += [f"mailbag.csv: attachments of {row['Mailbag-Message-ID']}" for row in rows if not row["Attachments"].isdigit()]
    files = {"/".join(filter(None, ("data/eml", row["Derivatives-Path"], row["Mailbag-Message-ID"] + ".eml"))) for row in rows}
    there = {name for name in files_below(top) if name.startswith("data/eml/")}
    wrong += [f"mailbag.csv: no file {name}" for name in sorted(files - there)]
    wrong += [f"mailbag.csv: no row for {name}" for name in sorted(there - files)]
    return rows


def check(directory):
    """What is wrong with the mailbag, and its rows."""
    top, wrong = pathlib.Path(directory), []
    for name in ("bagit.txt", "bag-info.txt"):
        if not (top / name).is_file():
            return [f"no {name}"], []
    check_bag(top, wrong)
    return wrong, check_mailbag(top, wrong)
