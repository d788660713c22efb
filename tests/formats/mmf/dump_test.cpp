// The annotated records of a Microsoft Mail store, as its builder wrote it.
#include "formats/mmf/dump/dump.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "tests/formats/mmf/store_builder.h"
#include "tests/support/sweep.h"
#include "tests/support/told_records.h"

namespace dump_test {
namespace {

using test::MmfBytes;
using test::MmfStore;
using test::Told;
using test::ToldRecords;

Told tell(const MmfBytes& file, const mmf::DumpWhat& what = {}) {
  bytes::DamageLog damage;
  const auto store = mmf::Store::open(file, nullptr, damage);
  REQUIRE(store);
  ToldRecords told;
  REQUIRE(mmf::dump(*store, what, told));
  return told;
}

/// Each byte of a store that is one at all is in a field.
void check_hurt(const MmfBytes& file) {
  bytes::DamageLog damage;
  const auto store = mmf::Store::open(file, nullptr, damage);
  if (!store) {
    return;
  }
  ToldRecords told;
  REQUIRE(mmf::dump(*store, {}, told));
  test::check_whole(told, file);
}

/// "0x0102 (258)"
std::string number(std::uint64_t value, int digits) {
  char text[40];
  (void)std::snprintf(text, sizeof text, "0x%0*llX (%llu)", digits,
                      static_cast<unsigned long long>(value),
                      static_cast<unsigned long long>(value));
  return text;
}

struct Made {
  MmfStore store;
  std::uint32_t message = 0;
  std::uint32_t link = 0;
};

Made made() {
  test::MmfMailbox mailbox;
  mailbox.folder(test::kMmfInbox, "Inbox");
  mailbox.folder(0x00000182, "Projects", 2);
  Made out;
  out.message = mailbox.mail(
      test::kMmfInbox,
      {.subject = "Plan",
       .body = std::string("First line\r\nsecond \xE9"),
       .cc = {{"Cy Coe", "SMTP:cy@lab.example", 3}},
       .status = 0x21,
       .priority = 1,
       .attachments = {{"PLAN.TXT", "Step 1\r\n", 1, 11}, {"B.BIN", std::string(200'000, 'y')}},
       .more = {{0x0006800E, test::mmf_text("00000062")},
                {0x00050008, test::mmf_number(77, 4)},
                {0x000100AA, test::mmf_string("odd")}}});
  out.link = mailbox.link(0x00000182, out.message);
  mailbox.object({.oid = 0x0000018F, .flags = 0x8000, .data = MmfBytes(1024)});
  out.store = mailbox.build();
  return out;
}

}  // namespace

TEST_CASE("each byte of a healthy store of either cipher is in one field") {
  for (const std::uint32_t divisor : {0U, 0x1000U}) {
    auto store = made().store;
    store.divisor = divisor;
    store.version = divisor == 0 ? 0x0F00C00F : 0x0F00C010;
    const auto file = store.bytes();
    const auto told = tell(file);
    test::check_once(told, file);
    for (const auto& record : told.records) {
      INFO(record.name << ", " << record.about);
      CHECK(record.faults.empty());
    }
    const auto plain = store.plain();
    for (const auto& record : told.records) {
      for (const auto& field : record.fields) {
        const bool is_plain = field.offset < 0x200;
        CHECK(field.plain.empty() == is_plain);
        const auto& read = is_plain ? field.raw : field.plain;
        REQUIRE(std::ranges::equal(
            read, std::span(plain).subspan(static_cast<std::size_t>(field.offset), read.size())));
      }
    }
  }
}

TEST_CASE("the records of a store stand in the order of the file") {
  const auto told = tell(made().store.bytes());
  std::uint64_t at = 0;
  for (const auto& record : told.records) {
    if (record.depth == 0) {
      CHECK(record.offset >= at);
      at = record.offset;
    }
  }
}

TEST_CASE("the header and the nodes have the numbers that were written") {
  const auto given = made();
  const auto told = tell(given.store.bytes());
  const auto& header = told.at("header");
  CHECK(header.value("magic") == number(0x01AFDEAD, 8));
  CHECK(header.value("capacity") == number(given.store.capacity, 4));
  CHECK(header.value("maps[1].offset") == number(0x200 + 32UL * given.store.capacity, 8));
  CHECK(header.value("language") == "English (American)");
  CHECK(told.at("map", "maps[0], in force").offset == 0x200);
  CHECK(told.at("map", "maps[1], not in force").length == 32UL * given.store.capacity);

  for (std::size_t i = 0; i < given.store.objects.size(); ++i) {
    const auto& object = given.store.objects[i];
    const auto found = std::ranges::find_if(told.records, [&](const test::ToldRecord& one) {
      return one.name == "Node" && one.offset == 0x200 + 32 * (i + 1);
    });
    REQUIRE(found != told.records.end());
    CHECK(found->depth == 1);
    CHECK(found->value("oid") == number(object.oid, 8));
    CHECK(found->value("parent") == number(object.parent, 8));
    CHECK(found->value("flags") == number(object.flags, 4));
    CHECK(found->value("offset") == number(object.target != 0 ? object.target : object.offset, 8));
  }
  CHECK(told.at("Node", "Inbox").meaning("parent") == "hierarchy \\x81IPM, visible hierarchy");
  CHECK(told.at("Node", "folder \\x82Inb, Inbox").meaning("flags") == "committed");
}

TEST_CASE("the attributes of a message have their names and what they say") {
  const auto told = tell(made().store.bytes());
  const auto attribute = [&told](std::string_view name) -> const test::ToldRecord& {
    return told.at("attribute", name);
  };
  CHECK(attribute("0x00018004 Subject").value("text") == "Plan");
  CHECK(attribute("0x0002800C Body").value("text") == "First line\r\nsecond \xC3\xA9");
  CHECK(attribute("0x00038005 DateSent").value("hour") == number(11, 4));
  CHECK(attribute("0x00038005 DateSent").meaning("year") == "1994-01-27T11:58:00");
  CHECK(attribute("0x00068007 MessageStatus").value("value") == number(0xA1, 2));
  CHECK(attribute("0x00068007 MessageStatus").meaning("value") ==
        "modified, read, has attachments");
  CHECK(attribute("0x00078008 MessageClass").meaning("value") == "IPM.Microsoft Mail.Note");
  CHECK(attribute("0x0004800D Priority").meaning("value") == "high");
  CHECK(attribute("0x00050008 owner's appointment id").value("value") == number(77, 8));
  CHECK(attribute("0x0006800E Shadow-ID").field("data") != nullptr);
  CHECK(attribute("0x000100AA").value("text") == "odd");
  CHECK(attribute("0x00018010 attachment title").value("text") == "PLAN.TXT");

  const auto& to = told.at("Triple", "Bob Ray");
  CHECK(to.depth == 2);
  CHECK(to.meaning("kind") == "one-off");
  CHECK(to.value("name") == "Bob Ray");
  CHECK(to.value("address") == "MS:LAB/PO1/BOBR");
  CHECK(told.at("Triple", "Cy Coe").meaning("kind") == "resolved address");
}

TEST_CASE("rows, hierarchies, classes and lists of attachments are told field by field") {
  const auto given = made();
  const auto told = tell(given.store.bytes());
  const auto& row = told.at("row");
  CHECK(row.meaning("date") == "1994-01-27T12:01:30");
  CHECK(row.meaning("message_class") == "IPM.Microsoft Mail.Note");
  CHECK(row.meaning("folder") == "folder \\x82Inb, Inbox");
  CHECK(row.value("sender") == "Ann Lee");
  CHECK(row.value("subject") == "Plan");

  const auto& inbox = told.at("hierarchy entry", "Inbox");
  CHECK(inbox.value("level") == number(1, 4));
  CHECK(inbox.value("name") == "Inbox");
  CHECK(told.at("hierarchy entry", "0x00000182").value("name") == "Projects");

  const auto& kind = told.at("message class");
  CHECK(kind.value("length") == number(24, 4));
  CHECK(kind.value("name") == "IPM.Microsoft Mail.Note");
  CHECK(kind.value("textize length") == number(0, 4));

  const auto& entry = told.at("attachment list entry", "0x00000001");
  CHECK(entry.meaning("type") == "file");
  CHECK(entry.value("position") == number(11, 8));
  CHECK(entry.value("width") == number(32, 4));

  const auto& table = told.at("table");
  CHECK(table.value("count") == number(1, 4));
  const auto& message = given.store.objects[5];
  REQUIRE((message.oid & 0xFFU) == 0x86U);
  const auto& object = told.at("message", "in force, named by the map");
  CHECK(object.offset == message.offset);
  CHECK(object.length == message.data.size() + 8);
  CHECK(object.value("size") == number(message.data.size(), 8));
}

TEST_CASE("a large value is told in pieces of at most 64 KiB") {
  const auto told = tell(made().store.bytes());
  std::uint64_t sum = 0;
  for (const auto& record : told.records) {
    CHECK(record.length <= 300'000);
    for (const auto& field : record.fields) {
      CHECK(field.raw.size() <= 65'536);
    }
    if (record.name == "attribute" && record.length > 1000) {
      sum += record.length;
    }
  }
  CHECK(sum == 200'000);
  CHECK(told.at("attribute", "continued at 131072").length == 65'536);
}

TEST_CASE("an offset gives the records that hold that byte and no others") {
  const auto file = made().store.bytes();
  bytes::DamageLog damage;
  const auto store = mmf::Store::open(file, nullptr, damage);
  REQUIRE(store);
  for (std::uint64_t at = 0; at < file.size(); at += 661 * test::every(10)) {
    mmf::DumpWhat what;
    what.touching.add(at, 1);
    ToldRecords told;
    REQUIRE(mmf::dump(*store, what, told));
    test::check_records(told.records, file);
    bool has_field = false;
    for (const auto& record : told.records) {
      CHECK(record.holds(at));
      for (const auto& field : record.fields) {
        has_field = has_field || (field.offset <= at && at < field.offset + field.raw.size());
      }
    }
    INFO(at);
    CHECK(has_field);
  }
}

TEST_CASE("an object is told with its nodes and its slack") {
  const auto given = made();
  const auto file = given.store.bytes();
  const auto told = tell(file, {.object = mmf::Oid{given.message}});
  test::check_records(told.records, file);
  REQUIRE(told.count("Node") == 2);  // of both maps
  CHECK(told.records.front().depth == 0);
  CHECK(told.count("message") == 1);
  CHECK(told.count("slack behind an object") == 1);
  CHECK(told.count("attachment") == 0);
  CHECK(told.at("attribute", "Subject").value("text") == "Plan");

  const auto link = tell(file, {.object = mmf::Oid{given.link}});
  CHECK(link.records.size() == 2);
  CHECK(link.records.front().meaning("flags") == "link, committed");

  bytes::DamageLog damage;
  const auto store = mmf::Store::open(file, nullptr, damage);
  ToldRecords none;
  const auto answer = mmf::dump(*store, {.object = mmf::Oid{0xABCDEF86}}, none);
  REQUIRE(!answer);
  CHECK(answer.error().kind == bytes::ErrorKind::NotThisFormat);
  CHECK(none.records.empty());
}

TEST_CASE("an error of the sink ends the dump") {
  struct Refusing final : bytes::AnnotationSink {
    [[nodiscard]] bytes::Result<void> record(const bytes::AnnotatedRecord& /*one*/) override {
      ++records;
      return records < 5 ? bytes::Result<void>()
                         : bytes::fail(bytes::ErrorKind::NoSpace, "the disk is full");
    }
    int records = 0;
  };
  const auto file = made().store.bytes();
  bytes::DamageLog damage;
  const auto store = mmf::Store::open(file, nullptr, damage);
  Refusing sink;
  const auto answer = mmf::dump(*store, {}, sink);
  REQUIRE(!answer);
  CHECK(answer.error().kind == bytes::ErrorKind::NoSpace);
  CHECK(sink.records == 5);
}

TEST_CASE("an entry of an address book is told by the fields of its buffer") {
  MmfBytes buffer(8);
  test::put(buffer, 4 + 8 + 7, 4);  // off1: behind the first value
  test::put(buffer, 0, 4);
  test::put(buffer, 7, 4);
  test::append(buffer, "Ann Lee");
  test::put(buffer, 1, 4);
  test::put(buffer, 4, 4);  // the place of the value
  test::put(buffer, 0, 4);
  test::put(buffer, 0, 4);
  test::append(buffer, "..");
  test::MmfMailbox mailbox;
  mailbox.folder(0x42415070, "Personal Address Book", 1, true);
  mailbox.object({.oid = 0x00000171,
                  .parent = 0x42415070,
                  .data = test::mmf_list(
                      {{0x0002800C, buffer}, {0x00080000, test::mmf_number(0x00000290, 4)}})});
  const auto file = mailbox.build().bytes();
  const auto told = tell(file);
  test::check_once(told, file);
  const auto& body = told.at("attribute", "0x0002800C");
  CHECK(body.value("field[0].data") == "Ann Lee");
  CHECK(body.meaning("field[0].id") == "display name");
  CHECK(body.value("slots") == number(1, 8));
  CHECK(body.value("slot[0].word[0]") == number(4, 8));
  CHECK(body.field("rest")->raw.size() == 2);
  CHECK(told.at("attribute", "0x00080000").meaning("value") == "object");
}

TEST_CASE("a small list is told with its head, its values and its entries") {
  MmfBytes data;
  test::put(data, 6 + 5 + 3 + 6, 2);
  test::put(data, 5, 2);
  test::put(data, 3, 2);
  test::append(data, "value");
  data.resize(data.size() + 3);
  test::put(data, 0xFFFFFFFF, 4);
  test::put(data, 5, 2);
  test::put(data, 0x1234, 4);
  test::put(data, 0, 2);
  test::put(data, 1, 2);
  test::MmfMailbox mailbox;
  mailbox.folder(test::kMmfInbox, "Inbox");
  mailbox.object({.oid = 0x00000290, .data = data});
  const auto file = mailbox.build().bytes();
  const auto told = tell(file);
  test::check_once(told, file);
  const auto& table = told.at("small table");
  CHECK(table.meaning("entries[0].key") == "sentinel");
  CHECK(table.value("entries[1].key") == number(0x1234, 8));
  CHECK(table.value("n") == number(1, 4));
  CHECK(told.at("element", "0x00001234").fields.front().raw.size() == 5);
  CHECK(told.at("object", "00000290").value("used") == number(5, 4));
}

TEST_CASE("what is wrong with a store is a fault of the record that has it") {
  const auto given = made();
  auto store = given.store;
  const auto& message = store.at(given.message);
  auto file = store.bytes();
  // Its OID and size in the file.
  std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(message.offset), 8, std::byte{0x55});
  const auto renamed = tell(file);
  test::check_whole(renamed, file);
  CHECK(renamed.at("Node", "message 0").faults.size() == 1);
  CHECK(renamed.at("message").faults.front() == "oid or size is not what the map says");

  file = store.bytes();
  std::fill_n(file.begin(), 0x200, std::byte{});
  const auto headless = tell(file);
  test::check_whole(headless, file);
  CHECK(headless.records.front().faults == std::vector<std::string>{"is no header of a store"});

  auto other = given.store;
  other.at(given.message).data.resize(40);  // a list without its table
  file = other.bytes();
  const auto without_table = tell(file);
  test::check_whole(without_table, file);
  CHECK(!without_table.at("message").faults.empty());
}

TEST_CASE("objects that lie in each other are told without multiplying the file") {
  // No map. From each multiple of 128 on an object of the same end and the same table.
  constexpr std::size_t kSize = 128UL * 400;
  MmfBytes file(0x200 + kSize);
  const std::size_t table = file.size() - 14 - 12;
  MmfBytes tail;
  test::put(tail, 1, 2);
  tail.resize(14);
  test::put(tail, 0x00018004, 4);
  test::put(tail, 4, 4);
  test::put(tail, 1, 4);
  std::ranges::copy(tail, file.begin() + static_cast<std::ptrdiff_t>(table));
  for (std::size_t at = 0x200; at + 256 < table; at += 128) {
    MmfBytes head;
    test::put(head, at << 8U | 0x86U, 4);
    test::put(head, file.size() - at - 8, 4);
    test::put(head, table - at - 8, 4);
    std::ranges::copy(head, file.begin() + static_cast<std::ptrdiff_t>(at));
  }
  test::mmf_encipher(file);
  const auto told = tell(file);
  test::check_whole(told, file);
  REQUIRE(told.count("message") > 300);
  std::uint64_t sum = 0;
  for (const unsigned times : told.times(file.size())) {
    sum += times;
  }
  CHECK(sum <= 2 * file.size());
}

TEST_CASE("a hurt or cut store has each byte in a field all the same") {
  const auto good = made().store.bytes();
  std::mt19937 random(11);
  for (unsigned i = 0; i < 60 / test::every(6); ++i) {
    auto file = good;
    for (int k = 0; k < 60; ++k) {
      // Most of it is one attachment: nodes and objects in front of it are hurt as often.
      const auto at = (k % 2 == 0 ? random() : random() % 0x9000) % file.size();
      file[at] = static_cast<std::byte>(random());
    }
    file.resize(0x400 + random() % (file.size() - 0x400));
    check_hurt(file);
  }
  auto zeroed = good;
  for (std::size_t at = 0x200; at + 512 <= 0xA000; at += 512UL * 3 * test::every(4)) {
    zeroed = good;
    std::fill_n(zeroed.begin() + static_cast<std::ptrdiff_t>(at), 512, std::byte{});
    check_hurt(zeroed);
  }
}

}  // namespace dump_test
