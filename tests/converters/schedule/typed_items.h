// Items of interchange texts typed in tests.
#pragma once

#include <catch2/catch.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/mapi/own_set.h"
#include "converters/schedule/items.h"
#include "formats/text/calendar_date.h"
#include "tests/formats/schedule/typed_text.h"

namespace test::schedule {

/// Everything that is read of a text.
struct Reading {
  std::vector<convert::schedule::Item> items;
  std::vector<model::Note> notes;  // on the file, then on items
  std::vector<model::Loss> losses;
};

inline Reading items_of(std::string_view lines, std::uint32_t code_page = 0) {
  const std::string text = file(lines);
  auto items = convert::schedule::Items::read(std::as_bytes(std::span(text)), code_page);
  REQUIRE(items);
  Reading reading{.items = {}, .notes = items->notes(), .losses = items->losses()};
  REQUIRE(items->for_each([&reading](convert::schedule::Item& item) -> bytes::Result<void> {
    reading.notes.insert(reading.notes.end(), item.notes.begin(), item.notes.end());
    reading.items.push_back(std::move(item));
    return {};
  }));
  REQUIRE(reading.items.size() == items->count());
  return reading;
}

/// The only item of an object of `kind` with `properties`.
inline model::Message item_of(std::string_view kind, std::string_view properties) {
  auto reading = items_of(std::string(kind) + ":\n{\n" + std::string(properties) + "}\n");
  REQUIRE(reading.items.size() == 1);
  return std::move(reading.items[0].message);
}

inline text::Ticks at(std::int32_t year, std::int32_t month, std::int32_t day,
                      std::int32_t hour = 0, std::int32_t minute = 0) {
  return text::to_ticks({.year = year, .month = month, .day = day, .hour = hour, .minute = minute})
      .value();
}

inline model::OptionalTimestamp wall(std::int32_t year, std::int32_t month, std::int32_t day,
                                     std::int32_t hour = 0, std::int32_t minute = 0) {
  return model::WallClock{.ticks = at(year, month, day, hour, minute)};
}

/// A property of our own set; "(none)" without one.
inline std::string kept(const model::Message& message, std::string name) {
  const auto* property = message.properties.find(
      model::PropertyName{.set = {.bytes = convert::mapi::kOwnSet}, .id = std::move(name)});
  if (property == nullptr) {
    return "(none)";
  }
  REQUIRE(std::holds_alternative<std::string>(property->value));
  return std::get<std::string>(property->value);
}

inline std::string body_of(const model::Message& message) {
  return message.bodies.text
             ? bytes::read_all_text(*message.bodies.text->content, 1U << 20U).value_or("unreadable")
             : "(none)";
}

/// How many notes there are, and how many of them are damage.
inline std::pair<std::size_t, std::size_t> notes_in(const Reading& reading) {
  std::size_t damage = 0;
  for (const auto& note : reading.notes) {
    damage += note.damage ? 1U : 0U;
  }
  return {reading.notes.size(), damage};
}

}  // namespace test::schedule
