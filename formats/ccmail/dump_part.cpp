#include "formats/ccmail/dump_part.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/ccmail/dump_values.h"
#include "formats/ccmail/filler.h"
#include "formats/ccmail/item_name.h"

namespace ccmail {
namespace {

/// Runs of filler in one text that are told apart; as many as its damage has.
constexpr std::size_t kMostFillers = bytes::DamageLog::kKept;

std::size_t padding_end(std::string_view part, std::size_t at) {
  while (at < part.size() && is_padding(part[at]) && !is_filler_at(part, at)) {
    ++at;
  }
  return at;
}

}  // namespace

void PartDumper::between(std::uint64_t end) {
  const auto part = file_.substr(0, static_cast<std::size_t>(std::min(end, tiles_.end())));
  while (tiles_.at() < part.size()) {
    const auto at = static_cast<std::size_t>(tiles_.at());
    if (is_filler_at(part, at)) {
      tiles_.take(std::min(part.find_first_not_of(part[at], at), part.size()), "filler");
    } else if (is_padding(part[at])) {
      tiles_.take(padding_end(part, at), "padding");
    } else {
      const Line line = line_at(file_, at, part.size(), context_.layout.line_end);
      const auto filler = find_filler(line.text);
      tiles_.take(filler ? at + filler->at : line.next, "bytes");
    }
  }
}

void PartDumper::padding(std::uint64_t end) {
  const auto part = file_.substr(0, static_cast<std::size_t>(end));
  tiles_.take(padding_end(part, static_cast<std::size_t>(tiles_.at())), "padding");
}

void PartDumper::frame(const LabelMatch& label, const std::optional<SizeLine>& size_line,
                       Level level, std::string value) {
  const auto at = static_cast<std::size_t>(tiles_.at());
  const Line line =
      line_at(file_, at, static_cast<std::size_t>(tiles_.end()), context_.layout.line_end);
  const bool is_one_line = size_line && size_line->next <= line.next;
  tiles_.take(is_one_line ? at + label.text.size() + 1 : line.next, name_of(label.text),
              std::move(value));
  size(size_line, level);
}

void PartDumper::size(const std::optional<SizeLine>& size_line, Level level) {
  if (!size_line) {
    return;
  }
  constexpr std::array<std::string_view, 3> kNames = {"Message.size", "Contents.size", "Item.size"};
  const std::string name(kNames.at(static_cast<std::size_t>(level)));
  if (!size_line->value) {
    tiles_.take(size_line->next, name, {}, "blank");
    return;
  }
  const auto end =
      static_cast<std::int64_t>(size_line->next + *size_line->value) + context_.layout.shift(level);
  tiles_.take(
      size_line->next, name, std::to_string(*size_line->value),
      end < 0 ? std::string() : "up to " + bytes::hex_offset(static_cast<std::uint64_t>(end)));
}

void PartDumper::header_field(const Field& field) {
  bool is_first = true;
  for (const std::string_view line : field.lines) {
    const bool is_empty = line.data() == nullptr;
    if (!is_empty && (!is_first || field.name.empty())) {
      between(offset_of(line));
    }
    tiles_.take(is_empty ? field.offset + field.name.size() + 1
                         : behind_line(offset_of(line) + line.size()),
                field.name.empty() ? "header line" : name_of(field.name), decode(line),
                meaning_of(field, line, is_first));
    is_first = false;
  }
}

void PartDumper::item(const Item& item) {
  const auto data = offset_of(bytes::as_text(item.data));
  if (!item.name.empty()) {
    const auto date = split_item_title(item.title).date;
    const auto words = date.empty() ? "" : meaning_of_date(date, context_.order);
    tiles_.take(std::min(behind_line(offset_of(item.title) + item.title.size()), data),
                name_of(item.name), decode(item.title), with_evidence(words, item.label));
    size(item.size, Level::Item);
  }
  between(data);
  const auto end = data + item.data.size();
  if (item.data.size() > bytes::kAnnotatedPiece) {
    tiles_.skip(end);
  } else if (is_text(item)) {
    texts(bytes::as_text(item.data));
  } else {
    tiles_.take(end, "data", {}, meaning_of_file(item.data));
  }
  between(tiles_.end());
}

/// A text, and what of it is lost.
void PartDumper::texts(std::string_view all) {
  const auto begin = offset_of(all);
  std::size_t at = 0;
  for (std::size_t fillers = 0; fillers < kMostFillers; ++fillers) {
    const auto filler = find_filler(all, at);
    if (!filler) {
      break;
    }
    take_text(all.substr(at, filler->at - at));
    at = filler->at + filler->length;
    tiles_.take(begin + at, "filler");
  }
  take_text(all.substr(at));
}

void PartDumper::take_text(std::string_view part) {
  tiles_.take(offset_of(part) + part.size(), "data", decode(part));
}

/// Past the line end at `at`, if there is one.
std::uint64_t PartDumper::behind_line(std::uint64_t at) const {
  const std::string_view rest = file_.substr(static_cast<std::size_t>(at));
  if (context_.layout.line_end == LineEnd::Feed && rest.starts_with("\r\n")) {
    return at + 2;
  }
  return at + (rest.starts_with('\r') || rest.starts_with('\n') ? 1 : 0);
}

std::string PartDumper::meaning_of(const Field& field, std::string_view line, bool is_first) const {
  std::string words;
  if (is_recipient(field.label)) {
    words = meaning_of_address(decode(line));
  } else if (!is_first) {
    return "goes on";
  } else if (field.label == Label::From) {
    words = meaning_of_address(decode(field.text()));
  } else if (field.label == Label::Date) {
    words = meaning_of_date(field.text(), context_.order);
  }
  return with_evidence(std::move(words), field.label);
}

std::string PartDumper::with_evidence(std::string words, Label label) const {
  if (context_.labels->evidence_of(label) == Evidence::Assumed) {
    words += (words.empty() ? "" : "; ") + std::string("the label is assumed");
  }
  return words;
}

std::string PartDumper::name_of(std::string_view label) const { return decode(label) + ":"; }

std::string PartDumper::decode(std::string_view part) const {
  return text::decode(part, context_.code_page).utf8;
}

/// Of what points into the file.
std::uint64_t PartDumper::offset_of(std::string_view part) const {
  return static_cast<std::uint64_t>(part.data() - file_.data());
}

}  // namespace ccmail
