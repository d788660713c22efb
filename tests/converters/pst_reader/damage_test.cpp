// Damage in known places: which item suffers from it, what of it, and nothing else.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/converters/pst_reader/written_store.h"

using model::State;
using pst::NidType;
using pst::reader::BlockUse;
using test::CollectingSink;
using test::WrittenStore;

namespace {

const model::Message* find(const CollectingSink& sink, const std::string& subject) {
  const auto found = std::ranges::find(sink.messages, subject, &model::Message::subject);
  return found == sink.messages.end() ? nullptr : &*found;
}

bool misses(const model::Message& message, const std::string& what) {
  return std::ranges::any_of(message.provenance.missing, [&](const model::Missing& missing) {
    return missing.what.find(what) != std::string::npos;
  });
}

/// Every other message is as it was.
void check_neighbours(const CollectingSink& sink, const std::string& hurt) {
  for (const auto* subject : {"first", "second", "rich", "fourth", "fifth"}) {
    if (subject == hurt) {
      continue;
    }
    const auto* message = find(sink, subject);
    INFO(subject);
    REQUIRE(message != nullptr);
    CHECK(message->provenance.state == State::Intact);
    CHECK(message->provenance.missing.empty());
  }
}

bool tells_damage(const CollectingSink& sink) {
  return std::ranges::any_of(sink.notes, &model::Note::damage);
}

/// The last of its large values: attachments, and messages in them, were written before.
std::vector<WrittenStore::Place> body_of_rich(const WrittenStore& store) {
  auto blocks = store.blocks_of(store.message("rich"), NidType::Ltp);
  const auto owner = blocks.back().owner;
  std::erase_if(blocks, [&](const WrittenStore::Place& place) { return place.owner != owner; });
  return blocks;
}

std::string id_of(std::uint32_t identifier) {
  constexpr std::size_t kDigits = 11;
  std::string text(kDigits, '\0');
  std::snprintf(text.data(), text.size(), "0x%08X", identifier);
  return "nid " + std::string(text.c_str());
}

}  // namespace

TEST_CASE("of a healthy store every item is intact, and there is nothing to tell") {
  const WrittenStore store;
  CollectingSink sink;

  store.read(sink);

  CHECK(sink.messages.size() == WrittenStore::kMessages);
  check_neighbours(sink, "");
  CHECK(sink.losses.empty());
  CHECK_FALSE(tells_damage(sink));
}

TEST_CASE("a wrong byte in a long body makes its message partial, and tells where it lies") {
  WrittenStore store;
  store.hurt(body_of_rich(store).at(1));
  CollectingSink sink;

  store.read(sink);

  check_neighbours(sink, "rich");
  const auto* message = find(sink, "rich");
  REQUIRE(message != nullptr);
  CHECK(message->provenance.state == State::Partial);
  REQUIRE(message->provenance.missing.size() == 1);
  const auto& missing = message->provenance.missing.front();
  CHECK(missing.what == "property 0x1000 (PidTagBody)");
  CHECK(missing.why.find("BLOCKTRAILER.dwCRC: bad checksum") != std::string::npos);
  CHECK(missing.why.find(" bytes at ") != std::string::npos);
  CHECK(sink.losses.empty());
}

TEST_CASE("a body whose block is gone keeps its length, and the message says what is missing") {
  WrittenStore store;
  const auto body = body_of_rich(store).at(0);
  store.zero(body.offset, body.size);
  CollectingSink sink;

  store.read(sink);

  check_neighbours(sink, "rich");
  const auto* message = find(sink, "rich");
  REQUIRE(message != nullptr);
  CHECK(message->provenance.state == State::Partial);
  CHECK(misses(*message, "property 0x1000 (PidTagBody)"));
  // 30,000 characters of UTF-16LE in blocks of 8,176 bytes: the first stands for what it had.
  constexpr std::size_t kLost = 8176 / 2;
  constexpr std::size_t kLeft = 30'000 - kLost;
  const auto text = bytes::read_all(*message->bodies.text->content, 1'000'000);
  REQUIRE(text);
  const std::string utf8(bytes::as_text(*text));
  REQUIRE(utf8.size() > kLeft);
  CHECK(utf8.ends_with(std::string(kLeft, 'b')));
  const auto lost = std::string_view(utf8).substr(0, utf8.size() - kLeft);
  CHECK(lost.find('b') == std::string_view::npos);
  CHECK(std::ranges::count_if(lost, [](char byte) {
          return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
        }) == static_cast<std::ptrdiff_t>(kLost));
}

TEST_CASE(
    "a message whose properties are gone is lost by its node id, and its neighbours are not") {
  WrittenStore store;
  const auto second = store.message("second");
  const auto heap = store.blocks_of(second, BlockUse::Data).at(0);
  REQUIRE(heap.owner.value == second);
  store.zero(heap.offset, heap.size);
  CollectingSink sink;

  store.read(sink);

  check_neighbours(sink, "second");
  CHECK(sink.messages.size() == WrittenStore::kMessages - 1);
  REQUIRE(sink.losses.size() == 1);
  CHECK(sink.losses.front().kind == model::LossKind::Item);
  CHECK(sink.losses.front().native_id == id_of(second));
  CHECK(sink.losses.front().folder.has_value());
}

TEST_CASE("a wrong byte among the properties of a message makes it partial") {
  WrittenStore store;
  const auto second = store.message("second");
  store.hurt(store.blocks_of(second, BlockUse::Data).at(0));
  CollectingSink sink;

  store.read(sink);

  check_neighbours(sink, "second");
  const auto left = std::ranges::count(
      sink.messages, State::Partial, [](const auto& message) { return message.provenance.state; });
  CHECK(left + std::ssize(sink.losses) == 1);
}

TEST_CASE("a damaged attachment is told of the attachment, and of the message") {
  WrittenStore store;
  const auto rich = store.message("rich");
  // Its data is the largest value: of its seven blocks one is hurt.
  const auto blocks = store.blocks_of(rich, NidType::Ltp);
  const auto tree = store.blocks_of(rich, BlockUse::DataTree);
  REQUIRE_FALSE(tree.empty());
  const auto of_attachment = std::ranges::find_if(blocks, [&](const WrittenStore::Place& place) {
    return std::ranges::count(blocks, place.owner, &WrittenStore::Place::owner) == 7;
  });
  REQUIRE(of_attachment != blocks.end());
  store.hurt(*of_attachment);
  CollectingSink sink;

  store.read(sink);

  check_neighbours(sink, "rich");
  const auto* message = find(sink, "rich");
  REQUIRE(message != nullptr);
  CHECK(misses(*message, "attachment 1: property 0x3701 (PidTagAttachDataBinary)"));
  CHECK(message->attachments.at(0).provenance.state == State::Partial);
  CHECK(message->attachments.at(1).provenance.state == State::Intact);
}

TEST_CASE("a damaged message in an attachment is told of every message around it") {
  WrittenStore store;
  const auto rich = store.message("rich");
  store.hurt(store.blocks_of(rich, NidType::NormalMessage).at(1));
  CollectingSink sink;

  store.read(sink);

  check_neighbours(sink, "rich");
  const auto* message = find(sink, "rich");
  REQUIRE(message != nullptr);
  CHECK(message->provenance.state == State::Partial);
  CHECK(misses(*message, "attachment 2: "));
}

TEST_CASE("recipients that may be missing make their message partial") {
  WrittenStore store;
  const auto rich = store.message("rich");
  store.hurt(store.blocks_of(rich, NidType::RecipientTable).at(0));
  CollectingSink sink;

  store.read(sink);

  check_neighbours(sink, "rich");
  const auto* message = find(sink, "rich");
  REQUIRE(message != nullptr);
  CHECK(message->provenance.state == State::Partial);
  CHECK(std::ranges::all_of(message->provenance.missing, [](const model::Missing& missing) {
    return missing.what.starts_with("recipient");
  }));
}

TEST_CASE("without its contents table a folder has its messages from the node index, all intact") {
  WrittenStore store;
  const auto table = pst::sibling({store.folder()}, NidType::ContentsTable).value;
  const auto block = store.blocks_of(table, BlockUse::Data).at(0);
  store.zero(block.offset, block.size);
  CollectingSink sink;

  store.read(sink);

  CHECK(sink.messages.size() == WrittenStore::kMessages);
  check_neighbours(sink, "");
  CHECK(tells_damage(sink));
  CHECK(sink.losses.empty());
}

TEST_CASE("damage to a table that is read for itself alone is told") {
  constexpr std::uint32_t kReceiveFolderTable = 0x62B;
  const WrittenStore healthy;
  const auto block = healthy.blocks_of(kReceiveFolderTable, BlockUse::Data).at(0);
  for (std::size_t at = 0; at < block.size; at += 7) {
    INFO(at);
    WrittenStore store;
    store.flip(block.offset + at);
    CollectingSink sink;

    store.read(sink);

    check_neighbours(sink, "");
    CHECK(tells_damage(sink));
  }
}

TEST_CASE("messages whose page of the node index is gone are losses with their node ids") {
  constexpr std::size_t kMore = 20;  // more than a leaf has room for
  WrittenStore store(kMore);
  std::vector<std::string> subjects = {"first", "second", "rich", "fourth", "fifth"};
  for (std::size_t i = 1; i <= kMore; ++i) {
    subjects.push_back("more " + std::to_string(i));
  }
  const auto page = store.page_of(store.message(subjects.back()));
  REQUIRE(page != store.page_of(store.message("first")));
  std::vector<std::string> gone;
  std::ranges::copy_if(subjects, std::back_inserter(gone), [&](const std::string& subject) {
    return store.page_of(store.message(subject)) == page;
  });
  store.zero(page, pst::kPageSize);
  CollectingSink sink;

  store.read(sink);

  CHECK(std::ranges::count(sink.losses, model::LossKind::Structure, &model::Loss::kind) >= 1);
  for (const auto& subject : subjects) {
    const bool is_gone = std::ranges::count(gone, subject) == 1;
    INFO(subject);
    CHECK((find(sink, subject) == nullptr) == is_gone);
    CHECK(std::ranges::count(sink.losses, id_of(store.message(subject)), &model::Loss::native_id) ==
          (is_gone ? 1 : 0));
  }
}

TEST_CASE("without the map of names, named properties make their messages partial") {
  WrittenStore store;
  for (const auto& block : store.blocks_of(0x61, BlockUse::Data)) {
    store.zero(block.offset, block.size);
  }
  CollectingSink sink;

  store.read(sink);

  const auto* message = find(sink, "rich");
  REQUIRE(message != nullptr);
  CHECK(message->provenance.state == State::Partial);
  CHECK(misses(*message, "property 0x80"));
}
