"""Fails when a comment cites a section that a FORMAT.md does not have: check_citations.py REPOSITORY.

"FORMAT.md 3.1" in a file of a room is of the FORMAT.md beside it, else of the format that the room is called after;
"formats/x/FORMAT.md 3.1" says which. A section is a heading with a number, or a paragraph that begins with one ("4.2 ...").
"""

import pathlib
import re
import sys

CITATION = re.compile(r"((?:[\w-]+/)*)FORMAT\.md (\d+(?:\.\d+)*)((?:(?:,| to| and) \d+(?:\.\d+)+)*)")
NUMBER = re.compile(r"\d+(?:\.\d+)*")
SECTION = re.compile(r"^(?:#+ (\d+(?:\.\d+)*)\b|(\d+\.\d+) )", re.MULTILINE)


def page_of(root: pathlib.Path, file: pathlib.Path, named: str) -> pathlib.Path | None:
    """The FORMAT.md that a citation in `file` means."""
    if named:
        return root / named / "FORMAT.md"
    room = file.relative_to(root).parts
    near = [folder / "FORMAT.md" for folder in file.parents if root in folder.parents]
    own = [root / "formats" / part / "FORMAT.md" for part in room[:-1]]
    return next((page for page in near + own if page.is_file()), None)


def sections_of(page: pathlib.Path) -> set[str]:
    return {one or other for one, other in SECTION.findall(page.read_text(encoding="utf-8"))}


def main(root: pathlib.Path) -> int:
    bad = 0
    for folder in ("formats", "converters", "tools", "tests", "fuzz"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in {".h", ".cpp"}:
                continue
            for named, first, more in CITATION.findall(file.read_text(encoding="utf-8")):
                page = page_of(root, file, named)
                known = sections_of(page) if page is not None and page.is_file() else set()
                for section in [first, *NUMBER.findall(more)]:
                    if section not in known:
                        print(f"{file.relative_to(root)}: {named}FORMAT.md has no section {section}")
                        bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
