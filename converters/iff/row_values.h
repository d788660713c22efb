// What the columns of a row say, also where a row only points at it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/iff/secondary_files.h"
#include "formats/iff/columns.h"
#include "formats/iff/pointer.h"
#include "formats/iff/row.h"
#include "formats/iff/zero_runs.h"

namespace convert::iff {

/// 8-bit, in the code page of the set.
struct FieldValue {
  std::string text;
  std::string missing;  // why what it points at is not there, or not whole; empty: it is
  std::vector<std::string> damages{};  // what was put right to find it
};

/// The longest text that a column other than Body points at: formats/iff/FORMAT.md 2.5.
inline constexpr std::size_t kLongestField = std::size_t{1} << 20U;
/// The most people of one column that are told apart.
inline constexpr std::size_t kMostPeople = 100'000;

/// Of a text in which areas were zeroed, where; empty: none were. `file` is called so for people.
[[nodiscard]] std::string zeros_text(const std::vector<::iff::ZeroRun>& zeros,
                                     std::string_view file);

class RowValues {
 public:
  RowValues(const ::iff::Columns& columns, const std::vector<::iff::Field>& fields,
            std::uint32_t code_page, const ::iff::MigrationSet& set, SecondaryFiles& files)
      : columns_(columns), fields_(fields), code_page_(code_page), set_(set), files_(files) {}

  /// Empty for a column that is not there. What is told names the pointer and its column.
  [[nodiscard]] FieldValue get(std::size_t column) const;
  [[nodiscard]] FieldValue get(::iff::MessageColumn column) const;
  /// Where a column points, unfollowed.
  [[nodiscard]] std::optional<::iff::Pointer> pointer(::iff::MessageColumn column) const;
  /// The file that a pointer means. Errors as SecondaryFiles::open().
  [[nodiscard]] bytes::Result<const OpenSecondary*> open(const ::iff::Pointer& pointer) const;

 private:
  [[nodiscard]] FieldValue follow(const ::iff::Pointer& pointer, std::size_t column) const;

  const ::iff::Columns& columns_;
  const std::vector<::iff::Field>& fields_;
  std::uint32_t code_page_;
  const ::iff::MigrationSet& set_;
  SecondaryFiles& files_;
};

}  // namespace convert::iff
