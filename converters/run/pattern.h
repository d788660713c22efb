// What a user writes to name texts and folders: words and wildcards, letter case apart.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace run {

/// Part of a text, or, with `*` (any number of characters) or `?` (one), all of it. Unicode letters
/// are the same in either case.
class TextPattern {
 public:
  explicit TextPattern(std::string_view pattern);
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  std::string folded_;
  bool is_glob_;
};

/// A message class and those derived from it ("IPM.Note": "IPM.Note.SMIME", not "IPM.NoteX"), or,
/// with `*` or `?`, the whole class. An item without a class is an IPM.Note.
class ClassPattern {
 public:
  explicit ClassPattern(std::string_view pattern);
  [[nodiscard]] bool matches(std::string_view message_class) const;

 private:
  std::string folded_;
  bool is_glob_;
};

/// Names of folders, parted by `/`: the folder of that path and all below it. In a name `*` and `?`
/// stand for characters; `**` for any number of folders, none included. A `/` that belongs to a
/// name is matched by `?`.
class FolderPattern {
 public:
  explicit FolderPattern(std::string_view pattern);
  /// `path`: the folder's names from the top down, folded (text::fold_case).
  [[nodiscard]] bool matches(std::span<const std::string> path) const;
  /// As it was given.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::vector<std::string> names_;  // folded
};

}  // namespace run
