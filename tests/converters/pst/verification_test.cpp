// A finished part is read again: it gets its name only when it says what was written.
#include <algorithm>
#include <catch2/catch.hpp>

#include "converters/pst/receipt.h"
#include "formats/pst/reader/store.h"
#include "tests/converters/pst/written.h"

namespace verification_test {

using convert::pst::Verify;
using test::Written;

namespace {

model::Message rich() {
  constexpr std::size_t kLarge = 30'000;
  model::Message message;
  message.message_class = "IPM.Note";
  message.subject = "rich";
  message.provenance = {.source = "a.mmf", .native_id = "letter 7"};
  message.categories = {"Blue", "Green", ""};
  message.bodies.text =
      model::Body{.content = bytes::make_blob(std::string(kLarge, 'b')), .code_page = 65001};
  for (const auto* name : {"ann", "bob"}) {
    message.recipients.push_back(
        {.kind = model::RecipientKind::To,
         .address = {.name = name, .type = "SMTP", .address = "x@example.org", .smtp = ""},
         .properties = {}});
  }
  model::Attachment file;
  file.long_name = "data.bin";
  file.content = bytes::make_blob(std::string(kLarge, 'a'));
  model::Attachment empty;
  empty.long_name = "nothing.bin";
  empty.content = bytes::make_blob(std::string());
  model::Attachment object;
  object.kind = model::AttachmentKind::Ole;
  object.content = bytes::make_blob(std::string(kLarge, 'o'));
  model::Attachment lost;
  lost.long_name = "lost.bin";
  model::Attachment inner;
  inner.kind = model::AttachmentKind::Embedded;
  inner.message = std::make_shared<model::Message>();
  inner.message->subject = "inner";
  message.attachments = {file, empty, object, lost, inner};
  return message;
}

/// The block that holds most of a content.
std::uint64_t offset_of_letters(const test::MemoryFile& file) {
  const auto content = file.content();
  const auto store = pst::reader::Store::open(content, nullptr);
  REQUIRE(store);
  const std::vector<std::byte> letters(64, std::byte{'a'});
  for (const auto& entry : store->index().blocks.entries()) {
    const auto block = store->ndb()->read(entry.bid);
    if (block && std::search(block->data.begin(), block->data.end(), letters.begin(),
                             letters.end()) != block->data.end()) {
      return entry.offset;
    }
  }
  FAIL("there is no such block");
  return 0;
}

}  // namespace

TEST_CASE("a receipt is the same after it was kept as bytes") {
  convert::pst::MessageReceipt receipt;
  receipt.properties = {{.id = 0x37, .type = 0x1F, .value = {.digest = 5}}};
  receipt.recipients = {receipt.properties, {}};
  receipt.attachments.resize(2);
  receipt.attachments[0].data = convert::pst::Received{.digest = 9};
  receipt.attachments[1].message = {receipt};

  const auto data = to_bytes(receipt);
  const auto back = convert::pst::to_receipt(data);

  REQUIRE(back);
  CHECK(to_bytes(*back) == data);
  CHECK_FALSE(convert::pst::to_receipt(std::span(data).first(data.size() - 1)));
}

TEST_CASE("a PST that says what was written into it gets its name") {
  for (const auto width : {pst::Width::Unicode, pst::Width::Ansi}) {
    Written store({.width = width, .provenance = true, .verify = Verify::Always});
    store.reopens = true;
    store.store();
    const auto folder = store.folder("Letters");
    store.message(folder, rich());
    auto hidden = rich();
    hidden.associated = true;
    store.message(folder, hidden);

    const auto finished = store.sink().finish();

    INFO((finished ? std::string() : finished.error().what));
    CHECK(finished);
    CHECK(store.parts[0]->file.committed());
  }
}

TEST_CASE("a PST that the disk gives back otherwise gets no name, and the item is named") {
  Written store({.provenance = false, .verify = Verify::Always});
  store.reopens = true;
  store.spoil = [](test::MemoryFile& file) { file.flip(offset_of_letters(file) + 10); };
  store.store();
  store.message(store.folder("Letters"), rich());

  const auto finished = store.sink().finish();

  REQUIRE_FALSE(finished);
  CHECK(finished.error().kind == bytes::ErrorKind::Io);
  CHECK(finished.error().what.find("letter 7") != std::string::npos);
  CHECK(finished.error().what.find("attachment 1") != std::string::npos);
  CHECK_FALSE(store.parts[0]->file.committed());
}

TEST_CASE("a PST whose folders the disk gives back otherwise gets no name") {
  using pst::NidType;
  struct Spoiled {
    const char* what;
    NidType type;  // of the node of the folder that is spoiled
  };
  for (const auto& spoiled :
       {Spoiled{"folder", NidType::NormalFolder}, Spoiled{"hierarchy", NidType::HierarchyTable},
        Spoiled{"contents", NidType::ContentsTable},
        Spoiled{"associated", NidType::AssociatedContentsTable},
        Spoiled{"store", NidType::Internal}}) {
    INFO(spoiled.what);
    Written store({.provenance = false, .verify = Verify::Always});
    store.reopens = true;
    store.spoil = [&](test::MemoryFile& file) {
      const auto content = file.content();
      const auto read = pst::reader::Store::open(content, nullptr);
      REQUIRE(read);
      const auto& index = read->index();
      const auto message = std::ranges::find_if(index.nodes.entries(), [](const auto& entry) {
        return static_cast<NidType>(pst::nid_type(entry.nid)) == NidType::NormalMessage &&
               entry.parent.value != 0;
      });
      REQUIRE(message != index.nodes.entries().end());
      const auto node = spoiled.type == NidType::Internal
                            ? pst::Nid{0x21}
                            : pst::sibling(message->parent, spoiled.type);
      file.flip(index.blocks.find(index.nodes.find(node)->data)->offset + 20);
    };
    store.store();
    const auto folder = store.folder("Letters");
    store.folder("below", model::FolderRole::None, folder);
    store.message(folder, rich());
    auto hidden = rich();
    hidden.associated = true;
    store.message(folder, hidden);

    const auto finished = store.sink().finish();

    REQUIRE_FALSE(finished);
    CHECK(finished.error().kind == bytes::ErrorKind::Io);
    CHECK_FALSE(store.parts[0]->file.committed());
  }
}

TEST_CASE("without being asked, a PST is read again when the source was damaged, and only then") {
  for (const bool damaged : {false, true}) {
    Written store({.provenance = false});
    store.reopens = true;
    store.spoil = [](test::MemoryFile& file) { file.flip(offset_of_letters(file) + 10); };
    store.store();
    auto message = rich();
    if (damaged) {
      message.provenance.miss("property 0x1000", "it was hurt");
    }
    store.message(store.folder("Letters"), message);

    CHECK(store.sink().finish().has_value() != damaged);
  }
}

TEST_CASE("who does not want a PST read again gets it as it is") {
  Written store({.provenance = false, .verify = Verify::Never});
  store.reopens = true;
  store.spoil = [](test::MemoryFile& file) { file.flip(0x4600); };
  store.store();
  REQUIRE(store.sink().loss({}));
  store.message(store.folder("Letters"), rich());

  CHECK(store.sink().finish());
}

}  // namespace verification_test
