#include "tests/converters/pst_reader/written_store.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "converters/pst_reader/pst_to_model.h"
#include "formats/pst/reader/store.h"
#include "tests/converters/pst/written.h"
#include "tests/support/temporary_directory.h"

namespace test {
namespace {

using pst::reader::Store;

model::Message plain(const std::string& subject) {
  model::Message message;
  message.message_class = "IPM.Note";
  message.subject = subject;
  message.provenance.native_id = subject;
  message.bodies.text = model::Body{.content = bytes::make_blob("the body of " + subject)};
  return message;
}

model::Recipient recipient(const std::string& name) {
  model::Recipient made;
  made.kind = model::RecipientKind::To;
  made.address.name = name;
  made.address.type = "SMTP";
  made.address.address = name + "@example.org";
  made.address.smtp = made.address.address;
  return made;
}

model::Message rich() {
  constexpr std::size_t kBody = 30'000;
  constexpr std::size_t kAttachment = 50'000;
  auto message = plain("rich");
  message.bodies.text = model::Body{.content = bytes::make_blob(std::string(kBody, 'b'))};
  message.recipients = {recipient("ann"), recipient("bob")};
  message.categories = {"Blue"};
  model::Attachment file;
  file.long_name = "data.bin";
  file.content = bytes::make_blob(std::string(kAttachment, 'a'));
  model::Attachment inner;
  inner.kind = model::AttachmentKind::Embedded;
  inner.message = std::make_shared<model::Message>(plain("inner"));
  inner.message->bodies.text = model::Body{.content = bytes::make_blob(std::string(kBody, 'i'))};
  message.attachments = {std::move(file), std::move(inner)};
  return message;
}

Store open(const std::vector<std::byte>& content) {
  auto store = Store::open(content, nullptr);
  REQUIRE(store);
  return std::move(*store);
}

}  // namespace

WrittenStore::WrittenStore(std::size_t more) {
  Written written({.provenance = false});
  written.store();
  const auto folder = written.folder("Letters");
  for (const auto* subject : {"first", "second"}) {
    REQUIRE(written.message(folder, plain(subject)).disposition == model::Disposition::Written);
  }
  REQUIRE(written.message(folder, rich()).disposition == model::Disposition::Written);
  for (const auto* subject : {"fourth", "fifth"}) {
    REQUIRE(written.message(folder, plain(subject)).disposition == model::Disposition::Written);
  }
  for (std::size_t i = 1; i <= more; ++i) {
    REQUIRE(written.message(folder, plain("more " + std::to_string(i))).disposition ==
            model::Disposition::Written);
  }
  written.finish();
  const auto content = written.parts.at(0)->file.content();
  content_.assign(content.begin(), content.end());

  CollectingSink sink;
  read(sink);
  for (const auto& message : sink.messages) {
    messages_.emplace_back(message.subject,
                           static_cast<std::uint32_t>(
                               std::stoul(message.provenance.native_id.substr(4), nullptr, 16)));
  }
  folder_ = static_cast<std::uint32_t>(
      std::stoul(sink.folder_named("Letters")->provenance.native_id.substr(4), nullptr, 16));
}

std::uint32_t WrittenStore::message(const std::string& subject) const {
  const auto found =
      std::ranges::find(messages_, subject, [](const auto& one) { return one.first; });
  REQUIRE(found != messages_.end());
  return found->second;
}

std::vector<WrittenStore::Place> WrittenStore::blocks_of(std::uint32_t identifier,
                                                         pst::reader::BlockUse use) const {
  const auto store = open(content_);
  std::vector<Place> places;
  store.item(identifier)
      ->visit_blocks([&](pst::Bid bid, pst::reader::BlockUse found, pst::Nid owner) {
        const auto* entry = store.index().blocks.find(bid);
        REQUIRE(entry != nullptr);
        if (found == use) {
          places.push_back({.offset = entry->offset, .size = entry->size, .owner = owner});
        }
      });
  return places;
}

std::vector<WrittenStore::Place> WrittenStore::blocks_of(std::uint32_t identifier,
                                                         pst::NidType owner) const {
  auto places = blocks_of(identifier, pst::reader::BlockUse::Data);
  std::erase_if(places, [&](const Place& place) {
    return static_cast<pst::NidType>(pst::nid_type(place.owner)) != owner;
  });
  REQUIRE_FALSE(places.empty());
  return places;
}

std::uint64_t WrittenStore::page_of(std::uint32_t identifier) const {
  const auto store = open(content_);
  return std::uint64_t{store.index().nodes.find({identifier})->page} * pst::kPageSize;
}

void WrittenStore::hurt(const Place& block) { flip(block.offset + block.size / 2); }

void WrittenStore::flip(std::uint64_t offset) { content_.at(offset) ^= std::byte{0x5A}; }

void WrittenStore::zero(std::uint64_t offset, std::size_t size) {
  REQUIRE(offset + size <= content_.size());
  std::fill_n(content_.begin() + static_cast<std::ptrdiff_t>(offset), size, std::byte{});
}

void WrittenStore::read(CollectingSink& sink) const {
  const TemporaryDirectory directory;
  const auto path = directory / "X.pst";
  write_file(path, bytes::as_text(content_));
  model::NoMonitor monitor;
  REQUIRE(convert::pst_reader::pst_to_model(path, {.deleted = false}, monitor, sink));
  CHECK(sink.order_kept);
  CHECK(sink.finished);
  CHECK(sink.balances());
}

}  // namespace test
