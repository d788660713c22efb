// A dump tells each byte of a store once, under the names and with the values that another reader
// of the same bytes finds.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/pst/dump/dump_store.h"
#include "tests/formats/pst/ndb_image.h"
#include "tests/formats/pst/reader/raw_store.h"
#include "tests/formats/pst/reader/real_stores.h"
#include "tests/formats/pst/reader/sample_store.h"
#include "tests/support/sweep.h"
#include "tests/support/told_records.h"

namespace dump_test {
namespace {

using pst::Encoding;
using pst::Width;
using test::RawStore;
using test::ToldField;
using test::ToldRecord;
using Bytes = std::vector<std::byte>;
using Records = std::vector<ToldRecord>;

Records told(const Bytes& content, const pst::dump::DumpWhat& what = {}) {
  test::ToldRecords sink;
  const auto done = pst::dump::dump_store(content, nullptr, what, sink);
  REQUIRE(done);
  return std::move(sink.records);
}

Records told_of_node(const Bytes& content, std::uint32_t nid) {
  return told(content, {.node = pst::Nid{nid}});
}

/// "0x21 (33)" -> 33
std::uint64_t number(const ToldField& field) {
  const auto open = field.value.find('(');
  REQUIRE(open != std::string::npos);
  return std::stoull(field.value.substr(open + 1));
}

std::uint64_t number(const ToldRecord& record, std::string_view name) {
  const auto* const field = record.field(name);
  INFO(record.name << " " << name);
  REQUIRE(field != nullptr);
  return number(*field);
}

std::size_t count_of(const Records& records, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count(records, name, &ToldRecord::name));
}

const ToldRecord& first_of(const Records& records, std::string_view name,
                           std::string_view about = "") {
  const auto found = std::ranges::find_if(records, [&](const ToldRecord& record) {
    return record.name == name && record.about.find(about) != std::string::npos;
  });
  INFO(name << " " << about);
  REQUIRE(found != records.end());
  return *found;
}

bool has_faults(const Records& records) {
  return std::ranges::any_of(records, [](const ToldRecord& one) { return !one.faults.empty(); });
}

/// A record of more depth than 0 follows one of its own depth or more, or of one less.
bool is_nested(const Records& records) {
  unsigned last = 0;
  for (const auto& record : records) {
    if (record.depth > last + 1) {
      return false;
    }
    last = record.depth;
  }
  return records.empty() || records.front().depth == 0;
}

struct Form {
  Width width;
  Encoding encoding;
};
constexpr std::initializer_list<Form> kForms = {{Width::Unicode, Encoding::Permute},
                                                {Width::Unicode, Encoding::Cyclic},
                                                {Width::Unicode, Encoding::None},
                                                {Width::Ansi, Encoding::Permute},
                                                {Width::Ansi, Encoding::Cyclic}};

}  // namespace

TEST_CASE("a whole dump has each byte of a written store in one field, and finds no fault") {
  for (const auto form : kForms) {
    const auto sample = test::sample_store(form.width, form.encoding, 60);
    const auto records = told(sample.content);
    CHECK(test::break_of_partition(records, sample.content).empty());
    CHECK_FALSE(has_faults(records));
  }
}

TEST_CASE("pages and blocks have the entries that another reader finds") {
  for (const auto form : kForms) {
    const auto sample = test::sample_store(form.width, form.encoding, 60);
    const test::MemoryFile file(sample.content);
    const test::NdbImage image(file);
    const auto records = told(sample.content);

    const auto& header = first_of(records, "HEADER");
    CHECK(number(header, "wVer") == image.header.version);
    CHECK(number(header, "root.ibFileEof") == sample.content.size());
    CHECK(number(header, "root.BREFNBT.ib") == image.header.nbt_offset);
    CHECK(number(header, "bidNextB") == image.header.next_block);
    CHECK(number(header, "rgnid[4]") == image.header.counters[4]);
    CHECK(header.field("bCryptMethod")->raw.at(0) == static_cast<std::byte>(form.encoding));

    std::vector<test::NdbNode> nodes;
    std::vector<std::uint64_t> bids;
    for (const auto& record : records) {
      if (record.name != "BTPAGE" || number(record, "cLevel") != 0) {
        continue;
      }
      const bool of_nodes = record.about.starts_with("NBT");
      for (std::uint64_t i = 0; i < number(record, "cEnt"); ++i) {
        const auto name = "rgentries[" + std::to_string(i) + "].";
        if (of_nodes) {
          nodes.push_back(
              {.nid = static_cast<std::uint32_t>(number(record, name + "nid")),
               .data = number(record, name + "bidData"),
               .subnodes = number(record, name + "bidSub"),
               .parent = static_cast<std::uint32_t>(number(record, name + "nidParent"))});
        } else {
          bids.push_back(number(record, name + "bref.bid"));
        }
      }
    }
    std::ranges::sort(nodes, {}, &test::NdbNode::nid);
    std::ranges::sort(bids);
    CHECK(nodes == image.nodes);
    REQUIRE(bids.size() == image.blocks.size());
    for (const auto& block : image.blocks) {
      const auto at = std::ranges::find(records, block.offset, &ToldRecord::offset);
      REQUIRE(at != records.end());
      CHECK(number(*at, "blockTrailer.bid") == block.bid);
      CHECK(number(*at, "blockTrailer.cb") == block.size);
      if ((block.bid & 2U) == 0) {
        const auto& data = *at->field("data");
        CHECK((data.plain.empty() ? data.raw : data.plain) == image.block_data(block.bid));
        CHECK(data.plain.empty() == (form.encoding == Encoding::None));
      }
    }
    CHECK(count_of(records, "BTPAGE") == image.node_pages.size() + image.block_pages.size());
    CHECK(count_of(records, "XBLOCK") > 0);
    CHECK(count_of(records, "SLBLOCK") > 0);
  }
}

TEST_CASE("a message is told with its properties, and each value with its name and place") {
  for (const auto form : kForms) {
    const auto sample = test::sample_store(form.width, form.encoding);
    const auto records = told_of_node(sample.content, sample.first_message);
    CHECK(is_nested(records));
    CHECK_FALSE(has_faults(records));

    const auto& entry = records.front();
    CHECK(entry.name == "NBTENTRY");
    CHECK(number(entry, "nid") == sample.first_message);
    CHECK(number(entry, "nidParent") == sample.folder);

    const auto& value = first_of(records, "property value", "PidTagSubject, Ptyp");
    CHECK(value.field("value")->value == "subject 0");
    const auto& record = first_of(records, "PCBTHRECORD", "PidTagSubject");
    CHECK(number(record, "wPropId") == 0x37);
    CHECK(record.field("dwValueHnid")
              ->meaning.find("at " + bytes::hex_offset(value.offset) + ": \"subject 0\"") !=
          std::string::npos);
    CHECK(first_of(records, "PCBTHRECORD", "PidTagMessageFlags").field("dwValueHnid")->meaning ==
          "0x00000001 (1)");
    CHECK(first_of(records, "PCBTHRECORD", "\"colour\"").field("dwValueHnid")->meaning ==
          "0x0000004D (77)");

    // What lies in subnodes: the body, the attachment, the embedded message.
    const auto data_of = [&](std::string_view property) {
      Bytes data;
      for (const auto& one : records) {
        const auto* const field = one.name == "data block" ? one.field("data") : nullptr;
        if (field != nullptr && one.about.find(property) != std::string::npos) {
          const auto& part = field->plain.empty() ? field->raw : field->plain;
          data.insert(data.end(), part.begin(), part.end());
        }
      }
      return data;
    };
    CHECK(data_of("PidTagRtfCompressed") == sample.body);
    CHECK(first_of(records, "property value", "PidTagSubject, Ptyp").depth == 2);
    CHECK(std::ranges::any_of(records, [](const ToldRecord& one) {
      const auto* const field = one.field("value");
      return field != nullptr && field->value == "subject 1000";
    }));
    // Recipients: three rows, each with its name.
    std::set<std::string> names;
    for (const auto& one : records) {
      const auto* const field = one.name == "row" ? one.field("PidTagDisplayName") : nullptr;
      if (field != nullptr) {
        names.insert(field->meaning.substr(field->meaning.find('"')));
      }
    }
    CHECK(names.contains("\"somebody 0\""));
    CHECK(names.contains("\"copied\""));
    CHECK(names.contains("\"hidden\""));
  }
}

TEST_CASE("the rows of a large table are told from all its blocks") {
  for (const auto form : kForms) {
    const auto sample = test::sample_store(form.width, form.encoding, 120);
    const auto records = told_of_node(sample.content, (sample.folder & ~0x1FU) | 0x0EU);
    CHECK(is_nested(records));
    CHECK_FALSE(has_faults(records));
    CHECK(count_of(records, "row") == sample.messages);
    CHECK(count_of(records, "TCROWID") == sample.messages);
    CHECK(count_of(records, "TCOLDESC") == number(first_of(records, "TCINFO"), "cCols"));
    std::set<std::string> subjects;
    for (const auto& record : records) {
      if (record.name == "row") {
        std::uint64_t at = record.offset;
        for (const auto& field : record.fields) {
          REQUIRE(field.offset == at);
          at += field.raw.size();
        }
        REQUIRE(at == record.offset + record.length);
        const auto& meaning = record.field("PidTagSubject")->meaning;
        subjects.insert(meaning.substr(meaning.find('"')));
      }
    }
    CHECK(subjects.size() == sample.messages);
    CHECK(subjects.contains("\"subject 119\""));
  }
}

TEST_CASE("the name-to-id map is told by its streams") {
  const auto sample = test::sample_store(Width::Unicode, Encoding::Permute);
  const auto records = told_of_node(sample.content, 0x61);
  CHECK_FALSE(has_faults(records));
  const auto& entries = first_of(records, "property value", "PidTagNameidStreamEntry");
  CHECK(entries.field("NAMEID[0].wPropIdx")->meaning == "property 0x8000");
}

TEST_CASE("an offset leads to a record that holds it") {
  for (const auto form : kForms) {
    const auto sample = test::sample_store(form.width, form.encoding);
    std::mt19937 random(3);
    for (unsigned i = 0; i < 60; i += test::every(4)) {
      const auto offset = random() % sample.content.size();
      INFO(offset);
      const auto records = told(sample.content, {.offset = offset});
      REQUIRE_FALSE(records.empty());
      CHECK(is_nested(records));
      CHECK(std::ranges::all_of(records, [&](const ToldRecord& one) { return one.holds(offset); }));
    }
    const auto node = told_of_node(sample.content, sample.first_message);
    const auto& value = first_of(node, "property value", "PidTagSubject, Ptyp");
    const auto records = told(sample.content, {.offset = value.offset + 1});
    CHECK(records.size() == 2);
    CHECK(records.front().name == "data block");
    CHECK(records.back().field("value")->value == "subject 0");
    test::ToldRecords sink;
    CHECK_FALSE(
        pst::dump::dump_store(sample.content, nullptr, {.offset = sample.content.size()}, sink));
    CHECK_FALSE(pst::dump::dump_store(sample.content, nullptr, {.node = pst::Nid{0x999924}}, sink));
    CHECK(sink.records.empty());
  }
}

TEST_CASE("a wrong byte is a fault of the record that holds it and of no other") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    const auto sample = test::sample_store(width, Encoding::Permute, 60);
    const test::MemoryFile file(sample.content);
    const test::NdbImage image(file);
    const auto& message = *image.node(sample.first_message);
    std::vector<std::uint64_t> places = {0x30, 0x4400 + 9, 0x4600 + 9};
    places.push_back(image.block(image.data_blocks(message.data).at(0))->offset + 5);
    places.push_back(image.block(message.subnodes)->offset + 9);
    for (const auto& page : image.node_pages) {
      if (page.level == 0) {
        places.push_back(page.offset + 100);
        break;
      }
    }
    for (const auto place : places) {
      INFO(place);
      auto content = sample.content;
      content[place] ^= std::byte{1};
      const auto records = told(content);
      CHECK(test::break_of_partition(records, content).empty());
      std::size_t faults = 0;
      for (const auto& record : records) {
        faults += record.faults.empty() ? 0U : 1U;
        CHECK(record.faults.empty() != record.holds(place));
      }
      CHECK(faults == 1);
    }
  }
}

TEST_CASE("a cut store has each byte once all the same") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    const auto sample = test::sample_store(width, Encoding::Permute, 20);
    std::mt19937 random(5);
    for (unsigned i = 0; i < 40; i += test::every(8)) {
      auto content = sample.content;
      content.resize(i == 0 ? 0x4300 : i == 4 ? 600 : 600 + random() % content.size());
      if (content.size() > sample.content.size()) {
        content.resize(sample.content.size() + 1000, std::byte{0x55});
      }
      test::ToldRecords sink;
      if (pst::dump::dump_store(content, nullptr, {}, sink)) {
        INFO(content.size());
        CHECK(test::break_of_partition(sink.records, content).empty());
      }
    }
  }
}

TEST_CASE("a hurt store has each byte once and its nodes are told without end of the program") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    const auto sample = test::sample_store(width, Encoding::None, 20);
    std::mt19937 random(7);
    std::size_t whole = 0;
    for (unsigned i = 0; i < 60; i += test::every(8)) {
      auto content = sample.content;
      const auto hits = 1 + random() % 60;
      for (std::size_t k = 0; k < hits; ++k) {
        content[random() % content.size()] = static_cast<std::byte>(random());
      }
      test::ToldRecords sink;
      if (pst::dump::dump_store(content, nullptr, {}, sink)) {
        CHECK(test::break_of_partition(sink.records, content).empty());
        ++whole;
      }
      for (const auto nid : {sample.first_message, (sample.folder & ~0x1FU) | 0x0EU, 0x61U}) {
        test::ToldRecords node;
        if (pst::dump::dump_store(content, nullptr, {.node = pst::Nid{nid}}, node)) {
          CHECK(is_nested(node.records));
        }
      }
    }
    CHECK(whole != 0);
  }
}

TEST_CASE("heap bytes that were changed and sealed again are told within their block") {
  // A property context under a right checksum, any byte of which may be wrong.
  const auto subject = test::from_hex("480065006C006C006F00");
  const auto heap =
      test::property_heap({{.id = 0x0037, .type = 0x001F, .value = 0x60},
                           {.id = 0x0E07, .type = 0x0003, .value = 1},
                           {.id = 0x1000, .type = 0x101F, .value = 0x80},
                           {.id = 0x3701, .type = 0x0102, .value = 0x8025}},
                          {subject, test::from_hex("02000000 0C000000 10000000 41004200 4300")});
  for (std::size_t at = 0; at < heap.size(); ++at) {
    for (const unsigned value : {0U, 1U, 0x7FU, 0xFFU}) {
      auto hurt = heap;
      hurt[at] = static_cast<std::byte>(value);
      RawStore raw;
      raw.block(4, hurt).node({.nid = 0x200024, .data = 4, .parent = 0x8022});
      const auto content = raw.content();
      const auto records = told_of_node(content, 0x200024);
      REQUIRE(is_nested(records));
      for (const auto& record : records) {
        std::uint64_t end = record.offset;
        for (const auto& field : record.fields) {
          REQUIRE(field.offset >= end);  // no two on the same bytes
          end = field.offset + field.raw.size();
        }
        REQUIRE(end <= record.offset + record.length);
      }
    }
  }
  RawStore raw;
  raw.block(4, heap).node({.nid = 0x200024, .data = 4, .parent = 0x8022});
  const auto records = told_of_node(raw.content(), 0x200024);
  CHECK(first_of(records, "property value", "PidTagBody").field("rgDataItems[0]")->value == "AB");
  CHECK(first_of(records, "property value", "PidTagBody").field("rgDataItems[1]")->value == "C");
  CHECK(first_of(records, "PCBTHRECORD", "PidTagAttachData").field("dwValueHnid")->meaning ==
        "subnode 0x8025");
}

TEST_CASE("a message that holds itself is told once") {
  RawStore raw;
  raw.block(4, test::property_heap({{.id = 0x0E07, .type = 0x0003, .value = 1}}));
  raw.block(0x0E, test::subnode_block({{.nid = 0x8025, .data = 4, .subnodes = 0x0E},
                                       {.nid = 0x8045, .data = 4, .subnodes = 0x12}}));
  raw.block(0x12, test::subnode_block({{.nid = 0x8065, .data = 4, .subnodes = 0x0E}}));
  raw.node({.nid = 0x200024, .data = 4, .subnodes = 0x0E, .parent = 0x8022});
  const auto records = told_of_node(raw.content(), 0x200024);
  CHECK(count_of(records, "SLBLOCK") == 2);
  CHECK(count_of(records, "data block") == 1);
}

TEST_CASE("a block that no index has is named where it is missed") {
  RawStore raw;
  raw.node({.nid = 0x200024, .data = 0x44, .parent = 0x8022});
  const auto records = told_of_node(raw.content(), 0x200024);
  const auto& missing = first_of(records, "missing block", "bid 0x44");
  CHECK(missing.faults == std::vector<std::string>{"bidData names it, and no index leads to it"});
}

TEST_CASE("each byte of every real store is told once and sound ones have no fault") {
  const auto stores = test::real_stores();
  if (stores.empty()) {
    WARN("SKIPPED: no shared material");
    return;
  }
  for (const auto& path : stores) {
    INFO(path);
    const auto view = bytes::FileView::open(path).value();
    const Bytes content(view->bytes().begin(), view->bytes().end());
    constexpr std::size_t kLargest = 20'000'000;
    if (content.size() > kLargest) {
      continue;
    }
    const auto records = told(content);
    CHECK(test::break_of_partition(records, content).empty());
    for (const auto& record : records) {
      INFO(record.offset << " " << record.name);
      // enron.pst has a DList page with another checksum.
      CHECK((record.faults.empty() || record.name == "DLISTPAGE"));
    }
  }
}

}  // namespace dump_test
