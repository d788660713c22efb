// The fields of a message's head, and of an item.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formats/bytes/tiled_record.h"
#include "formats/ccmail/date.h"
#include "formats/ccmail/message.h"
#include "formats/text/code_page.h"

namespace ccmail {

/// What the values of a file are read by.
struct DumpContext {
  std::string_view file{};
  const Labels* labels = nullptr;
  Layout layout{};
  text::CodePageNumber code_page = text::kWindows1252;
  DateOrder order = DateOrder::MonthDayYear;
};

/// Whether the data of an item are told as text.
[[nodiscard]] inline bool is_text(const Item& item) {
  return item.label == Label::TextItem || item.label == Label::Unknown;
}

/// Takes the fields of one record, in the order of their bytes.
class PartDumper {
 public:
  /// Both must outlive it.
  PartDumper(const DumpContext& context, bytes::TiledRecord& tiles)
      : context_(context), file_(context.file), tiles_(tiles) {}

  /// What nobody knows, up to `end`: padding, filler, bytes.
  void between(std::uint64_t end);
  /// Padding, if there is any in front of `end`.
  void padding(std::uint64_t end);
  /// Message: or Contents:, which begins here, with its size. `value`: other words of its line.
  void frame(const LabelMatch& label, const std::optional<SizeLine>& size_line, Level level,
             std::string value);
  /// A line each.
  void header_field(const Field& field);
  /// All of it, up to the end of the record; data of more than bytes::kAnnotatedPiece are passed
  /// over.
  void item(const Item& item);

 private:
  void size(const std::optional<SizeLine>& size_line, Level level);
  void texts(std::string_view all);
  void take_text(std::string_view part);
  [[nodiscard]] std::uint64_t behind_line(std::uint64_t at) const;
  [[nodiscard]] std::string meaning_of(const Field& field, std::string_view line,
                                       bool is_first) const;
  [[nodiscard]] std::string with_evidence(std::string words, Label label) const;
  [[nodiscard]] std::string name_of(std::string_view label) const;
  [[nodiscard]] std::string decode(std::string_view part) const;
  [[nodiscard]] std::uint64_t offset_of(std::string_view part) const;

  const DumpContext& context_;
  std::string_view file_;
  bytes::TiledRecord& tiles_;
};

}  // namespace ccmail
