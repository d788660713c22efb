#include <catch2/catch.hpp>

#include "converters/pst/recomputed_properties.h"
#include "formats/mapi/property_tags.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/made.h"

namespace bag_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using model::PropertyType;
using test::Bag;
using test::make;

namespace {

constexpr auto kMultipleFlag = static_cast<unsigned>(PropertyType::MultipleFlag);

PropertyType many(PropertyType type) {
  return static_cast<PropertyType>(static_cast<unsigned>(type) | kMultipleFlag);
}

model::Message with(const model::PropertyBag& bag) {
  model::Message message;
  message.properties = bag;
  convert::mapi::fill_message(message, {});
  return message;
}

model::Property named(std::uint16_t id, std::string name, PropertyType type,
                      model::PropertyValue value) {
  return {.id = id,
          .type = type,
          .name = model::PropertyName{.set = {.bytes = PS_PUBLIC_STRINGS}, .id = std::move(name)},
          .value = std::move(value)};
}

const model::Property* own(const model::PropertyBag& bag, std::string name) {
  return bag.find(
      model::PropertyName{.set = {.bytes = convert::pst::kOwnSet}, .id = std::move(name)});
}

/// One property of every type a PST has.
Bag every_type() {
  return Bag()
      .add(0x6800, PropertyType::Integer16, std::int16_t{-2})
      .add(0x6801, PropertyType::Integer32, std::int32_t{-3})
      .add(0x6802, PropertyType::Floating32, 1.5F)
      .add(0x6803, PropertyType::Floating64, -0.25)
      .add(0x6804, PropertyType::Currency, std::int64_t{12345})
      .add(0x6805, PropertyType::FloatingTime, 36526.5)
      .add(0x6806, PropertyType::Boolean, true)
      .add(0x6807, PropertyType::Integer64, INT64_MIN)
      .add(0x6808, PropertyType::String, std::string("caf\u00E9 \U0001F4E7"))
      .add(0x6809, PropertyType::Time, model::FileTime{.ticks = UINT64_MAX})
      .add(0x680A, PropertyType::Guid, model::Guid{.bytes = PSETID_Meeting})
      .add(0x680B, PropertyType::Binary, model::Binary{std::byte{1}, std::byte{0}})
      .add(0x680C, PropertyType::Binary, model::Binary())
      .add(0x680D, PropertyType::String, std::string())
      .add(0x6810, many(PropertyType::Integer16), std::vector<std::int16_t>{1, -1})
      .add(0x6811, many(PropertyType::Integer32), std::vector<std::int32_t>{2})
      .add(0x6812, many(PropertyType::Floating32), std::vector<float>{0.5F})
      .add(0x6813, many(PropertyType::Floating64), std::vector<double>{0.5, 1})
      .add(0x6814, many(PropertyType::Integer64), std::vector<std::int64_t>{3, 4})
      .add(0x6815, many(PropertyType::String), std::vector<std::string>{"", "x", "\u65E5"})
      .add(0x6816, many(PropertyType::Time), std::vector<model::FileTime>{{.ticks = 5}})
      .add(0x6817, many(PropertyType::Guid), std::vector<model::Guid>{{.bytes = PSETID_Meeting}})
      .add(0x6818, many(PropertyType::Binary),
           std::vector<model::Binary>{{}, {std::byte{9}, std::byte{8}}});
}

}  // namespace

TEST_CASE("properties of every type keep tag, type and value") {
  const model::PropertyBag bag = every_type();

  const auto back = make(with(bag)).bag();

  for (const model::Property& property : bag.items()) {
    const auto* found = back.find(property.id);
    INFO(property.id);
    REQUIRE(found != nullptr);
    CHECK(*found == property);
  }
}

TEST_CASE("named properties keep their names, in whatever order the new store numbers them") {
  model::PropertyBag bag;
  bag.add(named(0x8123, "b", PropertyType::Integer32, 1));
  bag.add(named(0x8001, "a", PropertyType::Integer32, 2));
  const auto back = make(with(bag)).bag();

  CHECK(back.find(*bag.items()[0].name)->value == model::PropertyValue(1));
  CHECK(back.find(*bag.items()[1].name)->value == model::PropertyValue(2));
}

TEST_CASE("an id that means another name in another store is told apart") {
  test::NameMap names;
  convert::pst::NameIds ids(names.resolve());
  const auto a = named(0x8001, "a", PropertyType::Integer32, 1);
  const auto b = named(0x8001, "b", PropertyType::Integer32, 1);

  CHECK(ids.id_of(a) == 0x8000);
  CHECK(ids.id_of(b) == 0x8001);
  CHECK(ids.id_of(a) == 0x8000);
}

TEST_CASE("what has no name, no fitting value, or an id that is taken goes under our own set") {
  Bag bag;
  bag.add(0x8005, PropertyType::Integer32, 7);
  bag.add(0x6801, PropertyType::Integer32, model::Untyped{.bytes = {std::byte{1}, std::byte{2}}});
  bag.add(0x6802, PropertyType::Integer32, 1);
  bag.add(0x6802, PropertyType::Integer32, 2);
  bag.add(0x6803, PropertyType::Restriction, model::Binary{std::byte{3}});
  bag.add(0x6804, static_cast<PropertyType>(0x1234),
          model::LargeValue{.blob = bytes::make_blob(std::string_view("four"))});

  const auto back = make(with(bag)).bag();

  CHECK(own(back, "Unnamed-8005")->value == model::PropertyValue(7));
  CHECK(own(back, "Raw-6801-0003")->value ==
        model::PropertyValue(model::Binary{std::byte{1}, std::byte{2}}));
  CHECK(back.find(0x6801) == nullptr);
  CHECK(back.find(0x6802)->value == model::PropertyValue(1));
  CHECK(own(back, "Second-6802")->value == model::PropertyValue(2));
  CHECK(own(back, "Raw-6803-00FD")->value == model::PropertyValue(model::Binary{std::byte{3}}));
  CHECK(bytes::as_text(std::get<model::Binary>(own(back, "Raw-6804-1234")->value)) == "four");
}

TEST_CASE("UTF-16 that is no text stays what it is in a Unicode store") {
  const model::Binary lone = {std::byte{'a'}, std::byte{0}, std::byte{0}, std::byte{0xD8}};
  const auto back =
      make(with(Bag().add(0x6800, PropertyType::String, model::Untyped{.bytes = lone}))).bag();

  CHECK(back.find(0x6800)->value == model::PropertyValue(model::Untyped{.bytes = lone}));
}

TEST_CASE("types that are no types of a PST are left out") {
  const auto back = make(with(Bag()
                                  .add(0x6800, PropertyType::ErrorCode, 5)
                                  .add(0x6801, PropertyType::Null, std::monostate())
                                  .add(0x6802, PropertyType::Unspecified, std::monostate())))
                        .bag();

  CHECK(back.find(0x6800) == nullptr);
  CHECK(back.find(0x6801) == nullptr);
  CHECK(back.find(0x6802) == nullptr);
}

TEST_CASE("no string ends in a NUL") {
  const auto back = make(with(Bag().text(0x6800, std::string("a\0\0", 3)))).bag();

  CHECK(back.find(0x6800)->value == model::PropertyValue(std::string("a")));
}

TEST_CASE("what another store computed of a message is left out") {
  Bag bag;
  for (const int id : {0x0E08, 0x0E30, 0x0E38, 0x0FFE, 0x67F2, 0x67F3, 0x3013}) {
    bag.add(id, PropertyType::Integer32, 1);
  }
  bag.number(PidTagMessageStatus, 0x1000);
  const auto made = make(with(bag));

  for (const int id : {0x0E08, 0x0E30, 0x0E38, 0x0FFE, 0x67F2, 0x67F3, 0x3013, 0x0E17}) {
    INFO(id);
    CHECK_FALSE(made.content.properties.has(static_cast<std::uint16_t>(id)));
  }
  CHECK(made.content.status == 0x1000);
}

TEST_CASE("every row of the tables of recomputed properties has a reason") {
  using convert::pst::ObjectKind;
  for (const ObjectKind kind : {ObjectKind::Message, ObjectKind::Recipient, ObjectKind::Attachment,
                                ObjectKind::Folder, ObjectKind::Store}) {
    std::uint32_t before = 0;
    for (const auto& row : convert::pst::recomputed_properties(kind)) {
      CHECK_FALSE(row.why.empty());
      CHECK(row.first <= row.last);
      CHECK(row.first > before);
      before = row.last;
      CHECK(convert::pst::is_recomputed(kind, row.first));
      CHECK(convert::pst::is_recomputed(kind, row.last));
    }
    CHECK_FALSE(convert::pst::is_recomputed(kind, 0x3A06));
  }
}

TEST_CASE("a name that gets no id fails the item") {
  model::Message message;
  message.categories = {"a"};
  test::NameMap names;
  names.most = 0;
  convert::pst::NameIds ids(names.resolve());
  const convert::pst::PstOptions options;
  const model::Store store;
  convert::pst::ContentContext context{.options = options, .store = store, .names = ids};
  convert::pst::ItemTally tally;

  const auto content = convert::pst::to_content(message, context, tally);

  REQUIRE_FALSE(content);
  CHECK(content.error().kind == bytes::ErrorKind::LimitExceeded);
}

}  // namespace bag_test
