// What a check of a PST found wrong, by the rule that is broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/pst/ndb/ids.h"

namespace pst::check {

enum class Severity : std::uint8_t {
  Note,     // allowed, or usual in files of its age
  Warning,  // nothing is lost by it
  Error,
};

struct Finding {
  std::string_view rule;  // a code of the table in SALVAGE.md 3: "BLK.crc"
  Severity severity = Severity::Error;
  /// The bytes of the field, or of the structure when no field can be blamed.
  bytes::Damage damage{};
  std::optional<Nid> node;  // of the node B-tree: whose it is
};

/// The first kKept findings; all are counted.
class Findings {
 public:
  static constexpr std::size_t kKept = 1000;

  /// Each rule, place, field and node once (for the first kMostPlaces of them).
  void add(const Finding& finding);

  [[nodiscard]] const std::vector<Finding>& items() const { return items_; }
  [[nodiscard]] std::size_t total() const { return total_; }
  /// How many of them are errors.
  [[nodiscard]] std::size_t errors() const { return errors_; }
  /// Whether something was said of this place under this field.
  [[nodiscard]] bool knows(std::uint64_t offset, std::string_view field) const;

 private:
  static constexpr std::size_t kMostPlaces = std::size_t{1} << 16U;

  std::vector<Finding> items_;
  std::set<std::tuple<std::uint64_t, std::string_view, std::string_view, std::uint32_t>> places_;
  std::size_t total_ = 0;
  std::size_t errors_ = 0;
};

/// The rule that the reader's damage breaks, where it was met in a table or in anything else;
/// empty for what the checks of pages and blocks tell better.
[[nodiscard]] std::string_view rule_of(const bytes::Damage& damage, bool in_table);

}  // namespace pst::check
