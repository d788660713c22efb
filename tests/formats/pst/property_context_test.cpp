#include "formats/pst/ltp/property_context.h"

#include <catch2/catch.hpp>

#include "tests/formats/mapi/hex.h"
#include "tests/formats/pst/ltp_reader.h"

namespace property_context_test {

using pst::DataRef;
using pst::ObjectRef;
using pst::PropertyContext;
using pst::StoredProperty;
using pst::Subnode;
using pst::Width;
using test::Bytes;
using test::MemoryStore;

namespace {

/// One context of a store, written.
struct Written {
  DataRef data;
  std::vector<Subnode> subnodes;
};

Written write(MemoryStore& store, std::vector<StoredProperty> properties) {
  Written written;
  const auto context = PropertyContext::plan(store.ndb(), std::move(properties), written.subnodes);
  REQUIRE(context);
  const auto data = context->write(store.ndb());
  REQUIRE(data);
  CHECK(data->size == context->size());
  written.data = *data;
  return written;
}

StoredProperty text(std::uint16_t id, std::string_view ascii) {
  Bytes value;
  for (const char c : ascii) {
    value.push_back(static_cast<std::byte>(c));
    value.push_back(std::byte{0});
  }
  return {.id = id, .type = 0x001F, .value = value};
}

StoredProperty binary(std::uint16_t id, std::size_t size) {
  Bytes value(size);
  for (std::size_t i = 0; i < size; ++i) {
    value[i] = static_cast<std::byte>((id + i) & 0xFFU);
  }
  return {.id = id, .type = 0x0102, .value = value};
}

StoredProperty number(std::uint16_t id, std::uint32_t value) {
  return {.id = id, .type = 0x0003, .value = value};
}

StoredProperty boolean(std::uint16_t id, bool value) {
  return {.id = id, .type = 0x000B, .value = value ? 1U : 0U};
}

std::vector<StoredProperty> numbers(std::size_t count) {
  std::vector<StoredProperty> properties;
  for (std::size_t i = 0; i < count; ++i) {
    properties.push_back(number(static_cast<std::uint16_t>(i), static_cast<std::uint32_t>(i * 3)));
  }
  return properties;
}

}  // namespace

TEST_CASE("the context of node 0x2227 is the 38 bytes Outlook writes") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    MemoryStore store(width);

    const auto written = write(store, {number(0x660B, 0)});

    CHECK(store.data(written.data.bid) == test::from_hex("1C00 EC BC 20000000 00000000"
                                                         "B5 02 06 00 40000000"
                                                         "0B66 0300 00000000"
                                                         "0200 0000 0C00 1400 1C00"));
  }
}

TEST_CASE("allocations come in Outlook's order: header, records, values by id") {
  MemoryStore store(Width::Unicode);
  const auto root =
      write(store, {boolean(0x360A, true), text(0x3001, ""), number(0x3602, 0), number(0x3603, 0)});
  const auto deleted =
      write(store, {text(0x3004, "Deleted Items folder"), number(0x3602, 0), number(0x3603, 0),
                    boolean(0x360A, false), text(0x3001, "Deleted Items")});
  const auto message_store =
      write(store, {binary(0x0E34, 24), number(0x0E38, 0), binary(0x0FF9, 16),
                    text(0x3001, "Empty"), number(0x35DF, 0xC9), binary(0x35E0, 24),
                    binary(0x35E3, 24), binary(0x35E6, 24), binary(0x35E7, 24), number(0x6633, 1),
                    number(0x66FA, 0xE0011), number(0x66FC, 0x18B2B3), number(0x67FF, 0)});

  const auto sizes = [&store](const Written& written) {
    return test::read_heap(store.blocks(written.data.bid), Width::Unicode).item_sizes();
  };
  CHECK(sizes(root) == std::vector<std::size_t>{8, 32});
  CHECK(sizes(deleted) == std::vector<std::size_t>{8, 40, 26, 40});
  CHECK(sizes(message_store) == std::vector<std::size_t>{8, 104, 24, 16, 10, 24, 24, 24, 24});
  CHECK(root.data.size == 62);
  CHECK(deleted.data.size == 140);
  CHECK(message_store.data.size == 294);
}

TEST_CASE("of two properties with one id the first is kept") {
  MemoryStore store(Width::Unicode);

  const auto written = write(store, {number(0x3602, 7), text(0x0037, "first"), number(0x3602, 8),
                                     text(0x0037, "second"), number(0x0017, 1)});

  const auto read = test::read_properties(store, written.data, written.subnodes);
  CHECK(read.size() == 3);
  CHECK(read.at(0x3602).value == test::from_hex("07000000"));
  CHECK(read.at(0x0037).value == std::get<Bytes>(text(0x0037, "first").value));
}

TEST_CASE("a context without properties has an empty tree") {
  MemoryStore store(Width::Unicode);

  const auto written = write(store, {});

  CHECK(written.data.size == 12 + 8 + 4 + 4);
  CHECK(test::read_properties(store, written.data, written.subnodes).empty());
}

TEST_CASE("an empty value is HID 0") {
  MemoryStore store(Width::Unicode);

  const auto written =
      write(store, {binary(0x3013, 0), {.id = 0x1000, .type = 0x001F, .value = DataRef{}}});

  const auto read = test::read_properties(store, written.data, written.subnodes);
  CHECK(read == test::Properties{{0x1000, {.type = 0x001F, .hnid = 0, .value = {}}},
                                 {0x3013, {.type = 0x0102, .hnid = 0, .value = {}}}});
  CHECK(written.subnodes.empty());
}

TEST_CASE("a value of 3,580 bytes lies in the heap, one of 3,581 in a subnode") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    MemoryStore store(width);

    const auto written =
        write(store, {binary(0x3013, 3580), binary(0x3014, 3581), binary(0x3015, 20'000)});

    const auto read = test::read_properties(store, written.data, written.subnodes);
    CHECK(read.at(0x3013).hnid == 0x60);
    REQUIRE(written.subnodes.size() == 2);
    CHECK(read.at(0x3014).hnid == written.subnodes[0].nid.value);
    CHECK(read.at(0x3015).hnid == written.subnodes[1].nid.value);
    CHECK(pst::nid_type(written.subnodes[0].nid) == 0x1F);
    CHECK(written.subnodes[0].nid != written.subnodes[1].nid);
    for (const auto& [id, property] : read) {
      CHECK(property.value == std::get<Bytes>(binary(id, property.value.size()).value));
    }
    CHECK(read.at(0x3015).value.size() == 20'000);
  }
}

TEST_CASE("data that has been written becomes a subnode, whatever its size") {
  MemoryStore store(Width::Unicode);
  const auto body = store.ndb().write_data(test::from_hex("61 62 63"));
  REQUIRE(body);

  const auto written = write(store, {{.id = 0x1013, .type = 0x0102, .value = *body}});

  const auto read = test::read_properties(store, written.data, written.subnodes);
  CHECK(read.at(0x1013).value == test::from_hex("61 62 63"));
  REQUIRE(written.subnodes.size() == 1);
  CHECK(written.subnodes[0].data == body->bid);
  CHECK(written.subnodes[0].subnodes.none());
}

TEST_CASE("an object is eight bytes in the heap: its subnode and its size") {
  MemoryStore store(Width::Unicode);

  const auto written = write(
      store,
      {{.id = 0x3701, .type = 0x000D, .value = ObjectRef{.subnode = {0x200024}, .size = 0x1234}}});

  const auto read = test::read_properties(store, written.data, written.subnodes);
  CHECK(read.at(0x3701) ==
        test::Property{.type = 0x000D, .hnid = 0x60, .value = test::from_hex("24002000 34120000")});
}

TEST_CASE("a property may get another value between plan and writing") {
  MemoryStore store(Width::Unicode);
  std::vector<Subnode> subnodes;
  auto properties = numbers(900);
  properties.push_back(boolean(0x7000, false));
  auto context = PropertyContext::plan(store.ndb(), properties, subnodes);
  REQUIRE(context);

  for (const auto id : std::initializer_list<std::uint16_t>{0, 446, 447, 899}) {
    context->set_inline(id, 0xFFFF'0000U + id);
  }
  context->set_inline(0x7000, 1);

  const auto data = context->write(store.ndb());
  REQUIRE(data);
  const auto read = test::read_properties(store, *data, subnodes);
  CHECK(read.at(0).value == test::from_hex("0000FFFF"));
  CHECK(read.at(446).value == test::from_hex("BE01FFFF"));
  CHECK(read.at(447).value == test::from_hex("BF01FFFF"));
  CHECK(read.at(899).value == test::from_hex("8303FFFF"));
  CHECK(read.at(898).value == test::from_hex("860A0000"));
  CHECK(read.at(0x7000).value == test::from_hex("01000000"));
}

TEST_CASE("as many properties as there are ids fit, their values in as many blocks as needed") {
  MemoryStore store(Width::Ansi);
  std::vector<StoredProperty> properties;
  for (std::uint32_t id = 0; id < 0x10000; ++id) {
    properties.push_back(binary(static_cast<std::uint16_t>(id), id % 50));
  }

  const auto written = write(store, std::move(properties));

  const auto read = test::read_properties(store, written.data, written.subnodes);
  REQUIRE(read.size() == 0x10000);
  for (const auto& [id, property] : read) {
    test::must(property.value == std::get<Bytes>(binary(id, id % 50U).value),
               "a value is what was written");
  }
}

TEST_CASE("records around the size of a leaf are all found again") {
  for (const std::size_t count : {446U, 447U, 448U, 894U, 895U}) {
    MemoryStore store(Width::Unicode);
    auto properties = numbers(count);
    properties.front() = binary(0, 100);

    const auto written = write(store, properties);

    const auto read = test::read_properties(store, written.data, written.subnodes);
    CHECK(read.size() == count);
    CHECK(read.at(0).value == std::get<Bytes>(properties.front().value));
  }
}

}  // namespace property_context_test
