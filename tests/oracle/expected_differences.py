"""Where our counts differ from another reader's, each difference with its reason. counts_test.py demands them all."""

READPST_FOLDERS = "readpst makes no folder for most that are empty, and none outside the IPM subtree"
READPST_POSTS = "readpst skips IPM.Post"
READPST_LISTS = "readpst skips distribution lists and free/busy items"
READPST_CALENDAR = "readpst's .ics files have no place for what is attached to an appointment"
PFFEXPORT_POSTS = "pffexport skips IPM.Post"
PFFEXPORT_FREE_BUSY = "pffexport skips IPM.Microsoft.ScheduleData.FreeBusy"
PFFEXPORT_MEETINGS = "pffexport writes no attachments of meeting requests and responses"
PYPFF_EMBEDDED = "pypff has no way into attached messages, and to what is attached to those"
EXTRACTOR_ANSI = "pst-extractor reads Unicode stores only"
EXTRACTOR_STOPS = "pst-extractor delivers 24 of the 160 items in United States holidays"
EXTRACTOR_EMBEDDED = "pst-extractor's embeddedPSTMessage is null, and so is what is attached there"

# (file, peer, kind): (ours - theirs, reason)
COUNTS: dict[tuple[str, str, str], tuple[int, str]] = {
    ("enron.pst", "readpst", "folders"): (3, READPST_FOLDERS),
    ("javalibpst_distlist.pst", "pffexport", "messages"): (1, PFFEXPORT_FREE_BUSY),
    ("javalibpst_distlist.pst", "pst-extractor", "embedded"): (2, EXTRACTOR_EMBEDDED),
    ("javalibpst_distlist.pst", "pypff", "embedded"): (2, PYPFF_EMBEDDED),
    ("javalibpst_distlist.pst", "readpst", "embedded"): (2, READPST_CALENDAR),
    ("javalibpst_distlist.pst", "readpst", "folders"): (20, READPST_FOLDERS),
    ("javalibpst_distlist.pst", "readpst", "messages"): (2, READPST_LISTS),
    ("javalibpst_passworded.pst", "pffexport", "messages"): (1, PFFEXPORT_FREE_BUSY),
    ("javalibpst_passworded.pst", "readpst", "folders"): (19, READPST_FOLDERS),
    ("javalibpst_passworded.pst", "readpst", "messages"): (2, READPST_LISTS),
    ("outlookpstrs_Empty.pst", "readpst", "folders"): (4, READPST_FOLDERS),
    ("pstextractortest@outlook.com.ost", "pffexport", "attachments"): (9, PFFEXPORT_MEETINGS),
    ("pstextractortest@outlook.com.ost", "pst-extractor", "messages"): (136, EXTRACTOR_STOPS),
    ("pstextractortest@outlook.com.ost", "readpst", "attachments"): (8, READPST_CALENDAR),
    ("pstextractortest@outlook.com.ost", "readpst", "folders"): (46, READPST_FOLDERS),
    ("pstextractortestpdf@outlook.com.ost", "pst-extractor", "messages"): (136, EXTRACTOR_STOPS),
    ("pstextractortestpdf@outlook.com.ost", "readpst", "folders"): (44, READPST_FOLDERS),
    ("pstsdk_sample1.pst", "readpst", "folders"): (4, READPST_FOLDERS),
    ("pstsdk_sample2.pst", "pst-extractor", "attachments"): (1, EXTRACTOR_ANSI),
    ("pstsdk_sample2.pst", "pst-extractor", "folders"): (6, EXTRACTOR_ANSI),
    ("pstsdk_sample2.pst", "pst-extractor", "messages"): (1, EXTRACTOR_ANSI),
    ("pstsdk_sample2.pst", "readpst", "folders"): (4, READPST_FOLDERS),
    ("pstsdk_submessage.pst", "pst-extractor", "embedded"): (1, EXTRACTOR_EMBEDDED),
    ("pstsdk_submessage.pst", "pypff", "embedded"): (1, PYPFF_EMBEDDED),
    ("pstsdk_submessage.pst", "readpst", "folders"): (3, READPST_FOLDERS),
    ("pstsdk_test_ansi.pst", "pffexport", "messages"): (1, PFFEXPORT_POSTS),
    ("pstsdk_test_ansi.pst", "pst-extractor", "folders"): (5, EXTRACTOR_ANSI),
    ("pstsdk_test_ansi.pst", "pst-extractor", "messages"): (1, EXTRACTOR_ANSI),
    ("pstsdk_test_ansi.pst", "readpst", "folders"): (3, READPST_FOLDERS),
    ("pstsdk_test_ansi.pst", "readpst", "messages"): (1, READPST_POSTS),
    ("pstsdk_test_unicode.pst", "pffexport", "messages"): (2, PFFEXPORT_POSTS),
    ("pstsdk_test_unicode.pst", "readpst", "folders"): (3, READPST_FOLDERS),
    ("pstsdk_test_unicode.pst", "readpst", "messages"): (2, READPST_POSTS),
    ("tika_testPST.pst", "pst-extractor", "attachments"): (1, EXTRACTOR_EMBEDDED),
    ("tika_testPST.pst", "pst-extractor", "embedded"): (1, EXTRACTOR_EMBEDDED),
    ("tika_testPST.pst", "pypff", "attachments"): (1, PYPFF_EMBEDDED),
    ("tika_testPST.pst", "pypff", "embedded"): (1, PYPFF_EMBEDDED),
    ("tika_testPST.pst", "readpst", "folders"): (5, READPST_FOLDERS),
    ("tika_variousBodyTypes.pst", "readpst", "folders"): (3, READPST_FOLDERS),
}

LIVE_FOLDER = "stale copy of a live folder"
RECOVERED = "recovered"
DELETED_SEARCH = "deleted search folder"
# Nodes that pffexport takes for folders and messages; their types are those of [MS-PST] 2.2.2.1.
INTERNAL = "no item: node type 0x01"
SEARCH_CRITERIA = "no item: node type 0x07"
OUTGOING_QUEUE = "no item: node type 0x0c"
HIERARCHY = "no item: node type 0x0d"
CONTENTS = "no item: node type 0x0e"
ASSOCIATED = "no item: node type 0x0f"
SEARCH_CONTENTS = "no item: node type 0x10"

# (file, place in pffexport's output): (what it is to us, remark)
RECOVERED_ITEMS: dict[tuple[str, str], tuple[str, str]] = {
    ("javalibpst_distlist.pst", "recovered/All Messages"): (LIVE_FOLDER, "the folder itself is in the tree"),
    ("javalibpst_distlist.pst", "recovered/Appointment00006"): (CONTENTS, "a table or object of the store itself"),
    ("javalibpst_distlist.pst", "recovered/Appointment00007"): (SEARCH_CONTENTS, "a table or object of the store itself"),
    ("javalibpst_distlist.pst", "recovered/Appointment00008"): (RECOVERED, "an older version than the live one"),
    ("javalibpst_passworded.pst", "recovered/SPAM Search Folder 2"): (HIERARCHY, "a table or object of the store itself"),
    ("javalibpst_passworded.pst", "recovered/Top of Personal Folders"): (LIVE_FOLDER, "the folder itself is in the tree"),
    ("outlookpstrs_Empty.pst", "recovered/Empty"): (INTERNAL, "a table or object of the store itself"),
    ("outlookpstrs_Empty.pst", "recovered/Folder00002"): (INTERNAL, "a table or object of the store itself"),
    ("outlookpstrs_Empty.pst", "recovered/Folder00007"): (LIVE_FOLDER, "the folder itself is in the tree"),
    ("outlookpstrs_Empty.pst", "recovered/Top of Outlook data file"): (HIERARCHY, "a table or object of the store itself"),
    ("pstextractortestpdf@outlook.com.ost", "recovered/Folder00001"): (CONTENTS, "a table or object of the store itself"),
    ("pstextractortestpdf@outlook.com.ost", "recovered/Folder00002"): (ASSOCIATED, "a table or object of the store itself"),
    ("pstextractortestpdf@outlook.com.ost", "recovered/Folder00003"): (CONTENTS, "a table or object of the store itself"),
    ("pstsdk_sample1.pst", "recovered/Message00001"): (CONTENTS, "a table or object of the store itself"),
    ("pstsdk_sample1.pst", "recovered/Message00002"): (RECOVERED, "an older version than the live one"),
    ("pstsdk_sample2.pst", "recovered/Message00001"): (CONTENTS, "a table or object of the store itself"),
    ("pstsdk_sample2.pst", "recovered/Message00002"): (RECOVERED, "an older version than the live one"),
    ("pstsdk_submessage.pst", "recovered/Deleted Items"): (HIERARCHY, "a table or object of the store itself"),
    ("pstsdk_submessage.pst", "recovered/Folder00007"): (SEARCH_CRITERIA, "a table or object of the store itself"),
    ("pstsdk_submessage.pst", "recovered/Folder00008"): (SEARCH_CONTENTS, "a table or object of the store itself"),
    ("pstsdk_submessage.pst", "recovered/MS-OLK-BGPooledSearchFolderC3D5DFFAAEDC584492E0C105AC350B57"): (DELETED_SEARCH, "search folders hold no items"),
    ("pstsdk_submessage.pst", "recovered/Message00005"): (CONTENTS, "a table or object of the store itself"),
    ("pstsdk_submessage.pst", "recovered/Search Root"): (LIVE_FOLDER, "the folder itself is in the tree"),
    ("pstsdk_test_ansi.pst", "recovered/Deleted Items"): (HIERARCHY, "a table or object of the store itself"),
    ("pstsdk_test_ansi.pst", "recovered/Folder00001"): (OUTGOING_QUEUE, "a table or object of the store itself"),
    ("pstsdk_test_unicode.pst", "recovered/Folder00001"): (OUTGOING_QUEUE, "a table or object of the store itself"),
    ("tika_testPST.pst", "recovered/Début du fichier de données Outlook"): (LIVE_FOLDER, "the folder itself is in the tree"),
    ("tika_testPST.pst", "recovered/Folder00001"): (INTERNAL, "a table or object of the store itself"),
    ("tika_testPST.pst", "recovered/Folder00003"): (HIERARCHY, "a table or object of the store itself"),
    ("tika_testPST.pst", "recovered/Message00011"): (CONTENTS, "a table or object of the store itself"),
    ("tika_testPST.pst", "recovered/SPAM Search Folder 2"): (HIERARCHY, "a table or object of the store itself"),
    ("tika_variousBodyTypes.pst", "recovered/Message00001"): (CONTENTS, "a table or object of the store itself"),
}

READPST_FROM = "libpst takes the sender on whose behalf a mail was sent"
LIBPFF_EMPTY_OLE = "an OLE object of no bytes has no content, which libpff and pst-extractor tell from none"
READPST_NAMELESS = "readpst writes attachments without a name as parts without one"
EXTRACTOR_OLE = "pst-extractor delivers an OLE object's record instead of the object, and nothing for one of no bytes"
READPST_NAME_PARAMETER = "readpst's filename parameters are broken at spaces"
PFFEXPORT_CLASSES = "pffexport leaves out classes that it does not know"
READPST_SUBNODES = "libpst does not read subnode trees of a second level (SIBLOCK)"
READPST_ROOT = "readpst reads nothing outside the IPM subtree"
PFFEXPORT_LONG_NAME = "pffexport cannot write files with names of 300 characters"
READPST_LONG_NAME = "readpst stops where it has to number a second folder whose name has 255 characters"
LIBPFF_8_BIT = "libpff reads 8-bit text of recipients, attachments and headers in one code page, 1252"
READPST_8_BIT = "libpst names charsets of code pages wrongly, and a subject without one not at all"
# (scenario and width, or file; reader; field): (how many differ, reason). pst_readers_test.py demands them all.
PST_READERS: dict[tuple[str, str, str], tuple[int, str]] = {
    ("addresses ansi", "readpst", "sender"): (4, READPST_FROM),
    ("addresses unicode", "readpst", "sender"): (4, READPST_FROM),
    ("attachments ansi", "pffexport", "attachments"): (1, LIBPFF_EMPTY_OLE),
    ("attachments ansi", "pypff", "attachment bytes"): (1, LIBPFF_EMPTY_OLE),
    ("attachments ansi", "readpst", "attachments"): (1, READPST_NAMELESS),
    ("attachments unicode", "pffexport", "attachments"): (1, LIBPFF_EMPTY_OLE),
    ("attachments unicode", "pst-extractor", "attachment bytes"): (3, EXTRACTOR_OLE),
    ("attachments unicode", "pypff", "attachment bytes"): (1, LIBPFF_EMPTY_OLE),
    ("attachments unicode", "readpst", "attachments"): (1, READPST_NAMELESS),
    ("enron.pst", "readpst", "attachment name"): (5, READPST_NAME_PARAMETER),
    ("javalibpst_distlist.pst", "pffexport", "items"): (1, PFFEXPORT_CLASSES),
    ("javalibpst_passworded.pst", "pffexport", "items"): (1, PFFEXPORT_CLASSES),
    ("kinds-of-items ansi", "pffexport", "items"): (2, PFFEXPORT_CLASSES),
    ("kinds-of-items unicode", "pffexport", "items"): (2, PFFEXPORT_CLASSES),
    ("many-attachments ansi", "readpst", "attachments"): (4, READPST_SUBNODES),
    ("many-attachments unicode", "readpst", "attachments"): (3, READPST_SUBNODES),
    ("messages-at-the-top ansi", "readpst", "items"): (1, READPST_ROOT),
    ("messages-at-the-top unicode", "readpst", "items"): (1, READPST_ROOT),
    ("names ansi", "pffexport", "attachments"): (3, PFFEXPORT_LONG_NAME),
    ("names ansi", "readpst", "items"): (11, READPST_LONG_NAME),
    ("names unicode", "pffexport", "attachments"): (3, PFFEXPORT_LONG_NAME),
    ("names unicode", "readpst", "items"): (11, READPST_LONG_NAME),
    ("pstsdk_test_ansi.pst", "pffexport", "items"): (1, PFFEXPORT_CLASSES),
    ("pstsdk_test_unicode.pst", "pffexport", "items"): (2, PFFEXPORT_CLASSES),
    ("scripts ansi", "pffexport", "attachment name"): (7, LIBPFF_8_BIT),
    ("scripts ansi", "pffexport", "recipients"): (7, LIBPFF_8_BIT),
    ("scripts ansi", "pffexport", "subject"): (7, LIBPFF_8_BIT),
    ("scripts ansi", "pypff", "attachment name"): (7, LIBPFF_8_BIT),
    ("scripts ansi", "readpst", "attachment name"): (2, READPST_NAME_PARAMETER),
    ("scripts ansi", "readpst", "items"): (8, READPST_8_BIT),
    ("scripts unicode", "readpst", "attachment name"): (1, READPST_NAME_PARAMETER),
    ("subjects ansi", "pffexport", "items"): (1, PFFEXPORT_CLASSES),
    ("subjects unicode", "pffexport", "items"): (1, PFFEXPORT_CLASSES),
}
