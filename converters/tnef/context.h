// What all parts of one stream share while they become a message.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/message.h"
#include "formats/bytes/file_view.h"
#include "formats/tnef/message.h"

namespace convert::tnef {

/// Embedded messages within each other; what is deeper is kept as the stream it is.
inline constexpr std::size_t kMaxEmbeddedDepth = 30;

struct Context {
  std::shared_ptr<const bytes::FileView> view{};  // of the file; null for a stream in memory …
  std::shared_ptr<const void> memory{};       // … which this keeps alive; null: it outlives all
  std::uint32_t code_page = 0;                // of 8-bit text in a stream that names none; 0: 1252
  std::vector<std::string>* notes = nullptr;  // remarks, one line each; may be null
  std::size_t depth = 0;

  /// What contents that lie in the stream need.
  [[nodiscard]] std::shared_ptr<const void> owner() const {
    return view != nullptr ? std::shared_ptr<const void>(view) : memory;
  }
  void note(std::string text) const {
    if (notes != nullptr) {
      notes->push_back(std::move(text));
    }
  }
};

/// `what` as a piece of `part`. Of long chains of places the outermost and the innermost stay:
/// "attachment 1: …: embedded message: attachment 2: content".
inline std::string place_within(const std::string& part, const std::string& what) {
  constexpr std::size_t kMostPlaces = 8;
  constexpr std::string_view kBetween = ": ";
  constexpr std::string_view kMark = "\xE2\x80\xA6: ";  // an ellipsis
  std::size_t places = 0;
  std::size_t at = what.find(kBetween);
  while (at != std::string::npos && places < kMostPlaces) {
    ++places;
    at = what.find(kBetween, at + kBetween.size());
  }
  if (places < kMostPlaces) {
    return part + ": " + what;
  }
  const std::string inner = what.substr(what.find(kBetween) + kBetween.size());
  return part + ": " + (inner.starts_with(kMark) ? inner : std::string(kMark) + inner);
}

/// What is missing of a part is missing of the whole: the first hundred pieces by name, then how
/// many more. A stream of streams must not multiply its losses.
inline void inherit(const std::string& part, const model::Provenance& from,
                    model::Provenance& whole) {
  constexpr std::size_t kNamed = 100;
  constexpr std::size_t kMost = 1000;
  const std::size_t named =
      whole.missing.size() < kMost ? std::min(from.missing.size(), kNamed) : 0;
  for (std::size_t i = 0; i < named; ++i) {
    whole.miss(place_within(part, from.missing[i].what), from.missing[i].why);
  }
  if (named < from.missing.size() && whole.missing.size() <= kMost) {
    whole.miss(part, std::to_string(from.missing.size() - named) + " more pieces are missing");
  }
}

}  // namespace convert::tnef
