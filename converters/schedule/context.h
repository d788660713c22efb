// What all items of one file share while they are made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/model/loss.h"
#include "converters/model/message.h"
#include "converters/schedule/line_numbers.h"
#include "formats/schedule/object.h"
#include "formats/text/calendar_date.h"

namespace convert::schedule {

struct Context {
  std::string_view file;
  std::uint32_t code_page = 0;
  LineNumbers lines;
  std::vector<model::Note> notes{};  // on items of the object at hand
  text::Ticks newest = INT64_MIN;    // date of the object at hand
  std::size_t further_series = 0;    // of objects whose recurrence takes more than one rule
  std::size_t kept = 0;              // properties, and texts, that no field of an item says

  void note(const model::Message& message, std::string text) {
    notes.push_back({.where = message.provenance.native_id, .text = std::move(text)});
  }
  /// The object as it stands in the file.
  [[nodiscard]] std::string_view text_of(const ::schedule::Object& object) const {
    return file.substr(static_cast<std::size_t>(object.offset),
                       static_cast<std::size_t>(object.length));
  }
};

}  // namespace convert::schedule
