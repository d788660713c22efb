"""Documented faults of PSTs (the rows PFF-D1 to D7 of the matrix), planted in whole files: what comes out, and what is told."""

import email
import email.policy
import gzip
import json
import struct
import sys
import unittest

from harness import SHARED, ToolTest, store

ATTACH_DATA, ATTACH_ENCODING = 0x3701, 0x3702
NORMAL_TABLE, FOLDER_OF_ALL = 14, 0x1F


def editor():
    """The module pst_mutate of the shared material: a PST in memory, with the writes that keep it consistent."""
    folder = SHARED / "tools"
    if not (folder / "pst_mutate.py").is_file():
        raise unittest.SkipTest("SKIPPED: no pst_mutate.py")
    sys.path.insert(0, str(folder))
    import pst_mutate
    return pst_mutate


class Faults(ToolTest):
    def edited(self, path):
        return editor().Pst(path.read_bytes())

    def save(self, pst, name="hurt.pst"):
        (self.dir / name).write_bytes(pst.m)
        return name

    def convert(self, path, status, *options):
        """The mails by node, without what is said of them, and the report of the mailbox."""
        done = self.run_tool("mailconvert", path, "-o", "out", "--report", "report.json", "--force", *options)
        self.assert_status(done, status)
        mails = {}
        for data in self.tree("out").values():
            mail = email.message_from_bytes(data, policy=email.policy.default)
            if "X-Restante-Item" not in mail or mail["X-Restante-State"] == "recovered":
                continue
            node = mail["X-Restante-Item"]
            mails[node] = (str(mail["Subject"]), str(mail["From"]), str(mail["To"]), str(mail["Date"]),
                           [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()])
        (mailbox,) = json.loads((self.dir / "report.json").read_text())["mailboxes"]
        return mails, mailbox

    def told(self, done_or_mailbox, word):
        """How often a line of the report has the word."""
        return json.dumps(done_or_mailbox).count(word)

    def test_blocks_encoded_under_a_header_that_says_none(self):
        """PFF-D1 a header that says "none" over encoded blocks: every message, and an entry for it."""
        for name in ("pstsdk_sample1.pst", "pstsdk_sample2.pst", "tika_testPST.pst"):
            clean, _ = self.convert(store(name), 0)
            pst = self.edited(store(name))
            pst.m[pst.o_crypt] = 0
            pst.seal_header()

            mails, mailbox = self.convert(self.save(pst), 3)

            self.assertEqual(mails, clean, name)
            self.assertGreaterEqual(self.told(mailbox, "HEADER.bCryptMethod"), 1)

    def test_last_blocks_of_arrays_that_are_plain(self):
        """PFF-D1 with the last block of each array left plain: every message, and an entry for each block."""
        for name in ("pstsdk_sample1.pst", "pstsdk_sample2.pst", "tika_testPST.pst"):
            clean, _ = self.convert(store(name), 0)
            pst = self.edited(store(name))
            count = 0
            for bid in [one for one in pst.blocks if one & 2]:
                kind, level, children = struct.unpack_from("<BBH", pst.payload(bid))
                if (kind, level) != (1, 1) or children < 2:
                    continue
                last = pst.children(bid)[-1]
                plain, block = pst.payload(last), pst.block(last)
                pst.m[block["ib"]:block["ib"] + block["cb"]] = plain
                pst.put(pst.trailer_fields(last)[2], editor().crc(plain), 4)
                count += 1
            pst.m[pst.o_crypt] = 0
            pst.seal_header()

            mails, mailbox = self.convert(self.save(pst), 3)

            self.assertGreater(count, 0)
            self.assertEqual(mails, clean, name)
            self.assertGreaterEqual(self.told(mailbox, "HEADER.bCryptMethod"), count)

    def test_no_message_store_and_no_map_of_names(self):
        """PFF-D1 without message store and map of names: every message, and an entry for each."""
        clean, _ = self.convert(store("pstsdk_sample1.pst"), 0)
        pst = self.edited(store("pstsdk_sample1.pst"))
        for nid in (0x21, 0x61):
            node = pst.nodes[nid]
            pst.remove_entry(node["page"], (node["at"] - node["page"]) // pst.pages[node["page"]]["size"])
            pst.reload()
        pst.m[pst.o_crypt] = 0
        pst.seal_header()

        mails, mailbox = self.convert(self.save(pst), 3)

        self.assertEqual(mails, clean)
        for word in ("HEADER.bCryptMethod", "nid 0x00000021"):
            self.assertGreaterEqual(self.told(mailbox, word), 1, word)

    def test_root_of_the_index_and_allocation_maps_zeroed(self):
        """PFF-D2 the root page of the node index and the allocation maps are zeros: the same messages, an entry for each page."""
        for name in ("pstsdk_sample1.pst", "pstsdk_sample2.pst", "tika_testPST.pst"):
            clean, _ = self.convert(store(name), 0)
            pst = self.edited(store(name))
            pages = [pst.num(pst.o_nbt + pst.word), *pst.amap_pages()]
            for at in pages:
                pst.m[at:at + 512] = bytes(512)

            mails, mailbox = self.convert(self.save(pst), 3)

            self.assertEqual(mails, clean, name)
            for at in pages:
                self.assertGreaterEqual(self.told(mailbox, f"at 0x{at:X}"), 1, f"{name}: page {at:#x}")

    def test_four_attached_parts_whose_attachments_are_empty(self):
        """PFF-D4 four attached messages that claim attachments without data: in their order, each attachment reported."""
        parts = [email.message.EmailMessage() for _ in range(4)]
        outer = email.message.EmailMessage()
        for one, subject in ((outer, "whole"), *zip(parts, ("part 1", "part 2", "part 3", "part 4"))):
            one["From"], one["To"], one["Subject"] = "ann@example.org", "bob@example.org", subject
            one["Date"] = "Sun, 14 Mar 1999 09:15:00 +0000"
            one.set_content(f"This is {subject}.\n")
        for part in parts:
            part.add_attachment(b"\1\2\3 bytes", maintype="application", subtype="octet-stream", filename="piece.bin")
            outer.add_attachment(part)
        (self.dir / "mail.eml").write_bytes(outer.as_bytes(policy=email.policy.SMTP))
        self.assert_status(self.run_tool("mailconvert", "mail.eml", "-o", "mail.pst"), 0)
        pst = self.edited(self.dir / "mail.pst")
        heap_of = lambda data, sub: editor().Heap(pst, data, sub, "")
        emptied = 0
        for message, _ in pst.contents():
            for nid, entry in pst.subnodes(pst.nodes[message]["sub"]).items():
                if nid & FOLDER_OF_ALL != 5:
                    continue
                holder = heap_of(*entry[:2])
                inner = int.from_bytes(holder.value(pst.props(holder)[ATTACH_DATA][1])[:4], "little")
                for piece, below in pst.subnodes(holder.subs[inner][1]).items():
                    if piece & FOLDER_OF_ALL == 5:
                        bid, at = pst.props(heap_of(*below[:2]))[ATTACH_DATA][2:]
                        pst.poke(bid, at, struct.pack("<H", ATTACH_ENCODING))
                        emptied += 1
        self.assertEqual(emptied, 4)

        mails, mailbox = self.convert(self.save(pst), 3)

        ((subject, *_),) = mails.values()
        self.assertEqual(subject, "whole")
        (data,) = [data for name, data in self.tree("out").items() if name.endswith(".eml")]
        mail = email.message_from_bytes(data, policy=email.policy.default)
        attached = [part.get_payload(0) for part in mail.walk() if part.get_content_type() == "message/rfc822"]
        self.assertEqual([one["Subject"] for one in attached], ["part 1", "part 2", "part 3", "part 4"])
        self.assertEqual(mailbox["states"]["partial"], 1)
        self.assertEqual(sum("has no data" in line for line in mail.get_all("X-Restante-Missing")), 4)

    def test_name_whose_text_lies_outside_the_stream(self):
        """PFF-D6 one name of the map has its text outside the stream: an entry in the report, the property under its number, other
        names as they were."""
        def names(path, status):
            self.assert_status(self.run_tool("pst2spool", path, "-o", "x.spool", "--force"), status)
            lines = gzip.decompress((self.dir / "x.spool").read_bytes())
            return lines.count(b'"name"'), b'"Keywords"' in lines
        mail = email.message.EmailMessage()
        mail["From"], mail["Subject"], mail["Keywords"] = "ann@example.org", "Lunch", "food"
        mail["Date"] = "Sun, 14 Mar 1999 09:15:00 +0000"
        mail.set_content("Soup.\n")
        (self.dir / "mail.eml").write_bytes(mail.as_bytes(policy=email.policy.SMTP))
        self.assert_status(self.run_tool("mailconvert", "mail.eml", "-o", "mail.pst"), 0)
        pst = self.edited(self.dir / "mail.pst")
        heap = pst.heap(0x61)
        entries, texts = (heap.value(pst.props(heap)[key][1]) for key in (3, 4))
        bid, begin, _ = heap.where(pst.props(heap)[3][1])
        (place,) = [at for at in range(0, len(entries), 8) if entries[at + 4] & 1 and
                    texts[(text := int.from_bytes(entries[at:at + 4], "little")) + 4:][:16] == "Keywords".encode("utf-16-le")]
        clean = names("mail.pst", 0)
        pst.poke(bid, begin + place, struct.pack("<I", len(texts) + 1000))

        hurt = names(self.save(pst), 3)
        _, mailbox = self.convert("hurt.pst", 3)

        self.assertTrue(clean[1])
        self.assertFalse(hurt[1])
        self.assertGreaterEqual(hurt[0], clean[0] - 1)
        self.assertGreaterEqual(self.told(mailbox, "NAMEID.dwPropertyID"), 1)

    def test_row_that_points_outside_its_values(self):
        """PFF-D7 a row of a contents table points outside the matrix: every message, the one of the row through its node."""
        path = store("tika_testPST.pst")
        clean, _ = self.convert(path, 0)
        pst = self.edited(path)
        message, folder = pst.victim()
        table = pst.table(folder & ~0x1F | NORMAL_TABLE)
        _, (_, data, bid, at, _) = table.rows[message]
        pst.poke(bid, at + 4, (table.slots() + 100).to_bytes(len(data), "little"))

        mails, mailbox = self.convert(self.save(pst), 3)

        self.assertEqual(mails, clean)
        self.assertEqual(mailbox["totals"]["failed"], 0)
        self.assertGreaterEqual(self.told(mailbox, "TCROWID.dwRowIndex"), 1)

    def test_a_block_with_another_id_is_believed_as_far_as_the_row_of_its_message_agrees(self):
        path = store("pstsdk_sample2.pst")
        clean, healthy = self.convert(path, 0)
        pst = self.edited(path)
        bid, message = pst.victim_block()
        _, signature, _, own = pst.trailer_fields(bid)
        pst.put(own, pst.num(own) ^ 4)
        pst.put(signature, editor().signature(pst.block(bid)["ib"], pst.num(own)), 2)

        mails, mailbox = self.convert(self.save(pst), 3)

        self.assertEqual((mails, mailbox["states"]), (clean, healthy["states"]))
        self.assertGreaterEqual(self.told(mailbox, "BLOCKTRAILER.bid"), 1)
        (folder,) = [folder for one, folder in pst.contents() if one == message]
        row_bid, at, size = pst.table(folder & ~0x1F | NORMAL_TABLE).cell(message, 0x30080040)
        pst.poke(row_bid, at, bytes(range(size)))
        _, mailbox = self.convert(self.save(pst), 3)
        self.assertEqual(mailbox["states"]["partial"], 1)

    def test_a_table_in_the_wide_form_is_named_and_its_messages_are_found_by_their_nodes(self):
        path = store("tika_testPST.pst")
        clean, _ = self.convert(path, 0)
        pst = self.edited(path)
        _, folder = pst.victim()
        nid = folder & ~0x1F | NORMAL_TABLE
        heap = pst.heap(nid)
        info, at, _ = heap.where(heap.root)
        pst.poke(info, at, b"\xac")
        pst.poke(heap.blocks[0], 3, b"\xac")

        mails, mailbox = self.convert(self.save(pst), 3)

        self.assertEqual(mails, clean)
        self.assertGreaterEqual(self.told(mailbox, f"node 0x{nid:X} has no table"), 1)
        checked = json.loads(self.run_tool("pstcheck", "--json", "hurt.pst").stdout)[0]
        self.assertIn(("TC.ac", f"nid 0x{nid:08X}"), [(one["kind"], one["node"]) for one in checked["findings"]])
        for name in ("javalibpst_distlist.pst", "javalibpst_passworded.pst"):  # search folders of Outlook's own
            checked = json.loads(self.run_tool("pstcheck", "--json", store(name)).stdout)[0]
            self.assertIn(("TC.ac", "note"), [(one["kind"], one["severity"]) for one in checked["findings"]])
            self.assertEqual(checked["verdict"], "sound")

    def test_mailsniff_says_of_a_store_that_it_is_cut_off(self):
        whole = store("tika_testPST.pst").read_bytes()
        (self.dir / "cut.pst").write_bytes(whole[:30208])

        done = self.run_tool("mailsniff", "cut.pst", store("tika_testPST.pst"))

        self.assert_status(done, 0)
        self.assertEqual(done.stdout.count(b"is cut off"), 1, done.stdout)
        self.assertIn(b"the file is cut off, it had 2302976 bytes", done.stdout)

    def test_numbers_of_a_store_without_its_index_say_that_they_are_of_what_was_found(self):
        """51 of 71 messages were found in a store that was cut off, and the books closed: "51 expected = 51 written"."""
        data = bytearray(store("tika_testPST.pst").read_bytes())
        leaf = 0x44E00  # the nodes from 0x806F on
        self.assertEqual(data[leaf + 496:leaf + 498], b"\x81\x81")
        data[leaf:leaf + 512] = bytes(512)
        (self.dir / "hurt.pst").write_bytes(data)

        done = self.run_tool("mailconvert", "hurt.pst", "-o", "out")

        self.assert_status(done, 3)
        self.assert_says(done, "these numbers are of what was found: ")
        self.assert_says(done, "contents table: read through a page of the node index at 0x11800 that a search of the file found: a newer version")
        healthy = self.run_tool("mailconvert", store("tika_testPST.pst"), "-o", "whole")
        self.assertNotIn("these numbers", healthy.talk)


if __name__ == "__main__":
    unittest.main()
