"""Where our counts differ from another reader's, each difference with its reason. counts_test.py demands them all."""

# (file, peer, kind): (ours - theirs, reason)
COUNTS: dict[tuple[str, str, str], tuple[int, str]] = {}

# (file, place in pffexport's output): (what it is to us, remark)
RECOVERED: dict[tuple[str, str], tuple[str, str]] = {}
