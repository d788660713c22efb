#include "formats/pst/messaging/store_writer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/formats/pst/store_image.h"
#include "tests/support/shared_files.h"
#include "tests/support/temporary_directory.h"

namespace pst::store_writer_test {
namespace {

using test::number_at;
using test::StoreImage;

const auto kWidths = {Width::Unicode, Width::Ansi};

FolderContent folder(const StoreImage& store, std::string_view name,
                     FolderRole role = FolderRole::None) {
  FolderContent content{.properties = {}, .role = role};
  content.properties.set({.id = 0x3001, .type = store.string(), .value = store.text(name)});
  return content;
}

MessageContent mail(const StoreImage& store, std::string_view subject, std::uint32_t flags = 1) {
  MessageContent content;
  content.recipient_table = true;
  content.properties.set({.id = 0x001A, .type = store.string(), .value = store.text("IPM.Note")});
  content.properties.set({.id = 0x0037, .type = store.string(), .value = store.text(subject)});
  content.properties.set({.id = 0x0E07, .type = 0x0003, .value = flags});
  return content;
}

TEST_CASE("an empty store is without fault in each width and encoding") {
  for (const auto width : kWidths) {
    for (const auto encoding : {Encoding::None, Encoding::Permute, Encoding::Cyclic}) {
      StoreImage store(width, encoding);

      CHECK(store.image().complaints == std::vector<std::string>{});
      CHECK(store.image().header.file_size == 0x42400);
    }
  }
}

TEST_CASE("the nodes of an empty store are Outlook's own, byte for byte") {
  const auto sample = test::shared_root() / "data/pst/outlookpstrs_Empty.pst";
  if (!std::filesystem::exists(sample)) {
    WARN("SKIPPED: " << sample << " is not there");
    return;
  }
  const auto content = test::read_file(sample);
  const test::MemoryFile file(std::as_bytes(std::span(content)));
  const test::NdbImage outlook(file);
  StoreImage store(Width::Unicode);
  // All that neither names nor counts differ in: templates, queues, the id map, base folders.
  for (const auto nid : {0x122U,  0x12EU,  0x1E1U,  0x201U,  0x261U,  0x60DU,  0x60EU,  0x60FU,
                         0x610U,  0x64CU,  0x671U,  0x692U,  0x6B6U,  0x6D7U,  0x6F8U,  0xC01U,
                         0xE41U,  0xEC1U,  0xF21U,  0x2223U, 0x2226U, 0x2227U, 0x2230U, 0x8022U,
                         0x802FU, 0x8042U, 0x804EU, 0x804FU, 0x806DU, 0x806EU, 0x806FU}) {
    const auto* theirs = outlook.node(nid);
    const auto* ours = store.image().node(nid);
    REQUIRE(theirs != nullptr);
    REQUIRE(ours != nullptr);
    INFO("node " << std::hex << nid);
    CHECK(outlook.data(theirs->data) == store.image().data(ours->data));
    CHECK(theirs->parent == ours->parent);
  }
}

TEST_CASE("a store without Inbox receives into its root, one with it into the Inbox") {
  for (const auto width : kWidths) {
    StoreImage bare(width);
    const auto only = bare.table(0x62B).rows;
    REQUIRE(only.size() == 1);
    CHECK(only[0].at(0x001A).empty());
    CHECK(number_at(only[0].at(0x6605), 0, 4) == 0x122);

    StoreImage store(width);
    const auto inbox =
        store.writer()
            .add_folder(StoreWriter::subtree(), folder(store, "Inbox", FolderRole::Inbox))
            .value();
    const auto rows = store.table(0x62B).rows;
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].at(0x001A) == store.text("IPM"));
    CHECK(number_at(rows[0].at(0x6605), 0, 4) == inbox.value);
    CHECK(number_at(rows[3].at(0x6605), 0, 4) == 0x122);
  }
}

TEST_CASE("the folder mask has a bit for each folder that is there") {
  StoreImage bare(Width::Unicode);
  CHECK(number_at(bare.properties(0x21).at(0x35DF).value, 0, 4) == 0x89);

  StoreImage store(Width::Unicode);
  for (const auto role : {FolderRole::Inbox, FolderRole::Outbox, FolderRole::Sent}) {
    REQUIRE(store.writer().add_folder(StoreWriter::subtree(), folder(store, "x", role)));
  }
  const auto properties = store.properties(0x21);
  CHECK(number_at(properties.at(0x35DF).value, 0, 4) == (0x89 | 0x02 | 0x04 | 0x10));
  for (const auto id :
       std::initializer_list<std::uint16_t>{0x35E0, 0x35E2, 0x35E3, 0x35E4, 0x35E7}) {
    const auto& entry_id = properties.at(id).value;
    REQUIRE(entry_id.size() == 24);
    CHECK(std::ranges::equal(std::span(entry_id).subspan(4, 16), properties.at(0x0FF9).value));
    CHECK(store.image().node(static_cast<std::uint32_t>(number_at(entry_id, 20, 4))) != nullptr);
  }
}

TEST_CASE("special folders are named on the root and the Inbox") {
  StoreImage store(Width::Unicode);
  const auto inbox =
      store.writer()
          .add_folder(StoreWriter::subtree(), folder(store, "Inbox", FolderRole::Inbox))
          .value();
  const auto drafts =
      store.writer()
          .add_folder(StoreWriter::subtree(), folder(store, "Drafts", FolderRole::Drafts))
          .value();
  const auto junk =
      store.writer()
          .add_folder(StoreWriter::subtree(), folder(store, "Junk E-mail", FolderRole::Junk))
          .value();
  for (const auto nid : {0x122U, inbox.value}) {
    const auto properties = store.properties(nid);
    CHECK(number_at(properties.at(0x36D7).value, 20, 4) == drafts.value);
    const auto& entries = properties.at(0x36D8).value;
    CHECK(number_at(entries, 0, 4) == 5);
    CHECK(number_at(entries, entries.size() - 4, 4) == junk.value);
    CHECK_FALSE(properties.contains(0x36D0));
  }
}

TEST_CASE("the first folder of a role has it, the others are folders") {
  StoreImage store(Width::Unicode);
  const auto first =
      store.writer()
          .add_folder(StoreWriter::subtree(), folder(store, "Sent", FolderRole::Sent))
          .value();
  REQUIRE(store.writer().add_folder(StoreWriter::subtree(),
                                    folder(store, "Sent too", FolderRole::Sent)));

  CHECK(number_at(store.properties(0x21).at(0x35E4).value, 20, 4) == first.value);
  CHECK(store.table(0x802D).rows.size() == 3);
}

TEST_CASE("a row of a hierarchy says what its folder says") {
  for (const auto width : kWidths) {
    StoreImage store(width);
    auto content = folder(store, "Work");
    content.properties.set({.id = 0x3613, .type = store.string(), .value = store.text("IPF.Note")});
    const auto work = store.writer().add_folder(StoreWriter::subtree(), std::move(content)).value();
    REQUIRE(store.writer().add_folder(work, folder(store, "Below")));
    REQUIRE(store.writer().add_message(work, mail(store, "read", 1)));
    REQUIRE(store.writer().add_message(work, mail(store, "unread", 0)));

    const auto properties = store.properties(work.value);
    const auto rows = store.table(0x802D).rows;
    const auto row = std::ranges::find_if(
        rows, [&](const auto& one) { return number_at(one.at(0x67F2), 0, 4) == work.value; });
    REQUIRE(row != rows.end());
    CHECK(number_at(properties.at(0x3602).value, 0, 4) == 2);
    CHECK(number_at(properties.at(0x3603).value, 0, 4) == 1);
    CHECK(number_at(properties.at(0x360A).value, 0, 1) == 1);
    for (const auto id : std::initializer_list<std::uint16_t>{0x3001, 0x3602, 0x3603, 0x3613}) {
      CHECK(row->at(id) == properties.at(id).value);
    }
  }
}

TEST_CASE("the Deleted Items of the store can be given other properties and stay the one") {
  StoreImage store(Width::Unicode);
  REQUIRE(store.writer().set_folder(StoreWriter::deleted(), folder(store, "Trash").properties));

  CHECK(store.properties(0x8062).at(0x3001).value == store.text("Trash"));
  CHECK(store.table(0x802D).rows.size() == 1);
  CHECK(store.image().complaints == std::vector<std::string>{});
}

TEST_CASE("hidden items have nodes of their own type and a table of their own") {
  StoreImage store(Width::Unicode);
  auto hidden = mail(store, "view", 0x41);
  hidden.associated = true;
  hidden.recipient_table = false;
  const auto written =
      store.writer().add_message(StoreWriter::subtree(), std::move(hidden)).value();
  REQUIRE(store.writer().add_message(StoreWriter::subtree(), mail(store, "seen")));

  CHECK(nid_type(written.nid) == 0x08);
  CHECK(store.table(0x802E).rows.size() == 1);
  const auto rows = store.table(0x802F).rows;
  REQUIRE(rows.size() == 1);
  CHECK(number_at(rows[0].at(0x67F2), 0, 4) == written.nid.value);
  CHECK(number_at(store.properties(0x8022).at(0x3617).value, 0, 4) == 1);
  CHECK(number_at(store.properties(0x8022).at(0x3602).value, 0, 4) == 1);
}

TEST_CASE("row versions are given once in a file, and the header knows a higher one") {
  StoreImage store(Width::Unicode);
  for (int i = 0; i < 5; ++i) {
    auto message = mail(store, "x");
    PropertyList recipient;
    recipient.set({.id = 0x0C15, .type = 0x0003, .value = 1U});
    message.recipients = {recipient, recipient};
    message.attachments.resize(2);
    REQUIRE(store.writer().add_message(StoreWriter::subtree(), std::move(message)));
  }

  std::multiset<std::uint64_t> versions;
  const auto collect = [&](const test::Table& table) {
    for (const auto& row : table.rows) {
      versions.insert(number_at(row.at(0x67F3), 0, 4));
    }
  };
  for (const auto& node : store.image().nodes) {
    const auto type = node.nid & 0x1FU;
    if (type == 0x0D || type == 0x0E || node.nid == 0x62B) {
      collect(store.table(node.nid));
    }
    if (type == 0x04) {
      for (const auto& [nid, subnode] : store.subnodes({node.subnodes})) {
        if (nid == 0x671 || nid == 0x692) {
          collect(read_table(store, subnode.data, subnode.subnodes));
        }
      }
    }
  }
  CHECK(versions.size() == 5 + 5 * 2 + 5 * 2 + 3 + 1 + 1);
  CHECK(std::set(versions.begin(), versions.end()).size() == versions.size());
  CHECK(*versions.rbegin() < store.image().header.next_row_version);
}

TEST_CASE("the same content is the same file: another content is another store") {
  const auto make = [](std::string_view subject) {
    StoreImage store(Width::Unicode);
    REQUIRE(store.writer().add_message(StoreWriter::subtree(), mail(store, subject)));
    static_cast<void>(store.image());
    return std::pair(store.file().content(), store.properties(0x21).at(0x0FF9).value);
  };

  CHECK(make("one") == make("one"));
  CHECK(make("one").second != make("two").second);
}

TEST_CASE("the size of a store is never more than was foretold") {
  for (const auto width : kWidths) {
    StoreImage store(width);
    std::uint64_t promised = store.writer().size_when_finished(0);
    std::uint64_t foretold = promised;
    for (int i = 0; i < 300; ++i) {
      auto message = mail(store, "subject");
      const auto size = static_cast<std::size_t>(i) * 97;
      message.properties.set({.id = 0x1000, .type = store.string(), .value = Bytes(size * 2)});
      AttachmentContent attachment;
      attachment.form = AttachmentContent::Form::ByValue;
      attachment.data = bytes::make_blob(Bytes(size * 5));
      message.attachments.push_back(attachment);
      const auto before = store.writer().size_when_finished(size_bound(message));
      REQUIRE(store.writer().add_message(StoreWriter::subtree(), std::move(message)));
      promised = store.writer().size_when_finished(0);
      foretold = before;
      CHECK(promised <= before + 253'952);  // each is a whole number of sections
    }
    CHECK(store.image().complaints == std::vector<std::string>{});
    CHECK(store.file().size() <= promised);
    CHECK(store.file().size() <= foretold);
    CHECK(store.file().size() + 4 * 253'952 >= promised);
  }
}

TEST_CASE("what a large attachment makes of a store is foretold, sections and maps included") {
  constexpr std::size_t kLarge = 40'000'000;  // 3.5 % more in the file
  for (const auto width : kWidths) {
    StoreImage store(width);
    auto message = mail(store, "subject");
    AttachmentContent attachment;
    attachment.form = AttachmentContent::Form::ByValue;
    attachment.data = bytes::make_blob(Bytes(kLarge));
    message.attachments.push_back(attachment);
    const auto promised = store.writer().size_when_finished(size_bound(message));
    REQUIRE(store.writer().add_message(StoreWriter::subtree(), std::move(message)));

    CHECK(store.image().complaints == std::vector<std::string>{});
    CHECK(store.file().size() <= promised);
    CHECK(store.file().size() > kLarge + kLarge / 30);
  }
}

TEST_CASE("values of folders and rows that fill their heaps badly are foretold, too") {
  constexpr std::size_t kBad = 2800;  // two in a block of 8,176
  for (const auto width : kWidths) {
    StoreImage store(width);
    for (int i = 0; i < 20; ++i) {
      FolderContent content = folder(store, "Folder");
      for (std::uint16_t id = 0x6800; id < 0x6840; ++id) {
        content.properties.set({.id = id, .type = 0x0102, .value = Bytes(kBad)});
      }
      REQUIRE(store.writer().add_folder(StoreWriter::subtree(), std::move(content)));
    }
    for (int i = 0; i < 1000; ++i) {
      auto message = mail(store, "subject");
      message.properties.set({.id = 0x1035, .type = store.string(), .value = Bytes(kBad)});
      REQUIRE(store.writer().add_message(StoreWriter::subtree(), std::move(message)));
    }
    const auto promised = store.writer().size_when_finished(0);

    CHECK(store.image().complaints == std::vector<std::string>{});
    CHECK(store.file().size() <= promised);
  }
}

TEST_CASE("a full disk ends the writing of a store wherever it is met") {
  for (std::uint64_t room = 0; room < 0x42400; room += 20'011) {
    test::FullDisk disk(room);
    auto made = StoreWriter::create(disk, {});
    if (made) {
      PropertyList properties;
      properties.set({.id = 0x3001, .type = 0x001F, .value = Bytes{}});
      made = (*made)->set_store(std::move(properties)).map([&made] { return std::move(*made); });
    }
    const auto finished = made ? (*made)->finish() : tl::unexpected(made.error());
    REQUIRE_FALSE(finished);
    CHECK(finished.error().kind == bytes::ErrorKind::NoSpace);
  }
}

}  // namespace
}  // namespace pst::store_writer_test
