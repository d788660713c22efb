// --folder, --since, --from and their like: which items of a mailbox are wanted.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/message.h"
#include "converters/run/pattern.h"
#include "formats/text/calendar_date.h"

namespace run {

/// As the user gave it. What is empty asks for nothing.
struct FilterOptions {
  std::vector<std::string> folders{};
  std::vector<std::string> excluded_folders{};
  std::optional<text::Ticks> since{};  // the first moment
  std::optional<text::Ticks> until{};  // the first moment behind the last day
  std::vector<std::string> from{};
  std::vector<std::string> to{};
  std::vector<std::string> classes{};
  std::vector<std::string> subjects{};

  [[nodiscard]] bool empty() const {
    return folders.empty() && excluded_folders.empty() && !since && !until && from.empty() &&
           to.empty() && classes.empty() && subjects.empty();
  }
};

/// "1995-03-14" as the midnight before it; nullopt for what is no day.
[[nodiscard]] std::optional<text::Ticks> parse_day(std::string_view text);

/// An item is wanted when every option that was given has a pattern that matches it (pattern.h),
/// and no excluded folder holds it.
class Filter {
 public:
  explicit Filter(const FilterOptions& options);

  [[nodiscard]] const std::vector<FolderPattern>& folders() const { return folders_; }
  [[nodiscard]] const std::vector<FolderPattern>& excluded_folders() const { return excluded_; }

  /// Why `message` is not wanted, whatever its folder; empty when it is.
  ///
  /// Its date is that of sending, else of receiving: of UTC where the item tells the moment, else
  /// of its clock; what has none of the two is never left out for it (Q198957). Nor is an item that
  /// lacks something for a sender, recipients, a class or a subject of which nothing is there: that
  /// may be what it lacks. Senders are from and
  /// sender; recipients those of any kind. A person is known by display name, native address and
  /// Internet address, as the store has them.
  [[nodiscard]] std::string_view refusal(const model::Message& message) const;

 private:
  [[nodiscard]] bool wants_date(const model::Message& message) const;

  std::vector<FolderPattern> folders_;
  std::vector<FolderPattern> excluded_;
  std::optional<text::Ticks> since_;
  std::optional<text::Ticks> until_;
  std::vector<TextPattern> from_;
  std::vector<TextPattern> to_;
  std::vector<ClassPattern> classes_;
  std::vector<TextPattern> subjects_;
};

}  // namespace run
