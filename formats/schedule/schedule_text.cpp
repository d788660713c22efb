#include "formats/schedule/schedule_text.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/schedule/escapes.h"
#include "formats/schedule/lines.h"
#include "formats/schedule/names.h"
#include "formats/schedule/property_line.h"
#include "formats/schedule/string_reader.h"
#include "formats/text/ascii.h"

namespace schedule {
namespace {

using bytes::DamageKind;

constexpr std::string_view kFirstLine = "SCHEDULE+2 EXPORT VERSION";
constexpr std::uint32_t kVersion = 103;

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

void halve_all(Object& object, text::CodePageNumber page) {
  for (Property& property : object.properties) {
    if (property.is_string) {
      property.value = halve_backslashes(property.value, page);
    }
  }
  for (Object& inner : object.objects) {
    halve_all(inner, page);
  }
}

/// Reads one file from its front. Objects that are open stand on a stack.
class Scan {
 public:
  Scan(std::string_view text, text::CodePageNumber page, bytes::DamageLog& damage)
      : text_(text), page_(page), damage_(damage), lines_(text), strings_(page, habits_, damage) {}

  File run() {
    if (starts_with_first_line()) {
      (void)lines_.take();
    }
    while (const auto line = lines_.peek()) {
      read_line(*line);
    }
    close_all(lines_.offset());
    file_.inner_quotes = habits_.inner_quotes;
    file_.had_doubled_backslashes = habits_.has_backslashes && !habits_.has_odd_run;
    if (file_.had_doubled_backslashes) {
      std::ranges::for_each(file_.objects, [this](Object& object) { halve_all(object, page_); });
    }
    return std::move(file_);
  }

 private:
  void tell(std::uint64_t at, std::uint64_t length, DamageKind kind, std::string_view field,
            std::uint64_t found = 0, std::uint64_t expected = 0) {
    damage_.add({.offset = at,
                 .length = length,
                 .kind = kind,
                 .field = field,
                 .found = found,
                 .expected = expected});
  }

  bool starts_with_first_line() {
    const auto all = std::as_bytes(std::span(text_));
    file_.version = version_of(all);
    if (file_.version != kVersion) {
      const std::size_t length = std::min(text_.find_first_of("\r\n"), text_.size());
      tell(0, length, DamageKind::BadMagic, "file.version", file_.version.value_or(0), kVersion);
    }
    return is_schedule(all);
  }

  void read_line(const Line& line) {
    const std::string_view content = trim(line.text);
    if (content.empty()) {
      (void)lines_.take();
    } else if (content == "}" && !open_.empty()) {
      (void)lines_.take();
      close(true, lines_.offset());
    } else if (const auto property = split_property(line.text)) {
      (void)lines_.take();
      read_named(line, *property);
    } else {
      take_unclaimed();
    }
  }

  /// A name and a colon: an object when a brace follows or nothing else is called so, or else a
  /// property.
  void read_named(const Line& line, const PropertyLine& found) {
    const bool has_brace = found.rest == "{" || (found.rest.empty() && next_is("{"));
    if (has_brace || (found.rest.empty() && is_object_name(found.name))) {
      begin(line, found, has_brace);
    } else if (open_.empty()) {
      tell(line.offset, line.end - line.offset, DamageKind::Unclaimed, "file");
      keep_text(line.offset, line.end);
    } else {
      read_property(line, found);
    }
  }

  [[nodiscard]] bool next_is(std::string_view content) const {
    const auto next = lines_.peek();
    return next && trim(next->text) == content;
  }

  void begin(const Line& line, const PropertyLine& found, bool has_brace) {
    if (is_item_name(found.name) && !open_.empty() && !open_.back().is("Exceptions")) {
      close_all(line.offset);  // an item within an item: the brace of the first is missing
    }
    if (has_brace && found.rest.empty()) {
      (void)lines_.take();
    } else if (!has_brace) {
      tell(line.offset, line.end - line.offset, DamageKind::BadMagic, "object.{");
    }
    ++count_;
    if (open_.size() >= kDeepest || count_ > kMostObjects) {
      skip_object(line);
      return;
    }
    Object object;
    object.name = found.name;
    object.offset = line.offset;
    open_.push_back(std::move(object));
  }

  /// What lies beyond the limits is kept as text.
  void skip_object(const Line& first) {
    std::size_t depth = 1;
    while (depth > 0) {
      const auto line = lines_.take();
      if (!line) {
        break;
      }
      const std::string_view content = trim(line->text);
      depth += content.ends_with('{') ? 1U : 0U;
      depth -= content == "}" ? 1U : 0U;
    }
    const std::uint64_t length = lines_.offset() - first.offset;
    const bool is_deep = open_.size() >= kDeepest;
    tell(first.offset, length, DamageKind::OutOfRange, is_deep ? "object.depth" : "object.count",
         is_deep ? open_.size() + 1 : count_, is_deep ? kDeepest : kMostObjects);
    keep_text(first.offset, lines_.offset());
  }

  void close_all(std::uint64_t end) {
    while (!open_.empty()) {
      close(false, end);
    }
  }

  void close(bool has_brace, std::uint64_t end) {
    Object object = std::move(open_.back());
    open_.pop_back();
    object.length = end - object.offset;
    object.is_complete = has_brace;
    if (!has_brace) {
      tell(object.offset, object.length, DamageKind::Truncated, "object.}");
    }
    (open_.empty() ? file_.objects : open_.back().objects).push_back(std::move(object));
  }

  void read_property(const Line& line, const PropertyLine& found) {
    Property property;
    property.name = found.name;
    property.offset = line.offset;
    std::string_view value = found.rest;
    if (value.empty()) {
      value = value_on_next_line();
    }
    property.is_string = value.starts_with('"');
    if (property.is_string) {
      const auto at = static_cast<std::uint64_t>(value.data() - text_.data());
      property.value = strings_.read(value, at, open_.back().name, lines_);
    } else {
      property.value = value;
    }
    property.length = lines_.offset() - line.offset;
    if (open_.back().properties.size() >= kMostProperties) {
      tell(property.offset, property.length, DamageKind::OutOfRange, "object.properties",
           kMostProperties + 1, kMostProperties);
      keep_text(property.offset, lines_.offset());
      return;
    }
    open_.back().properties.push_back(std::move(property));
  }

  /// FORMAT.md 1.1: "value may also start on the next line". A brace or a property is no value.
  [[nodiscard]] std::string_view value_on_next_line() {
    const auto next = lines_.peek();
    const std::string_view content = next ? trim(next->text) : std::string_view();
    if (content.empty() || content == "}" || content == "{" || split_property(content)) {
      return {};
    }
    (void)lines_.take();
    return content;
  }

  /// As text of the object that is open, or of the file. There may be as many pieces outside of
  /// objects as lines: those with no object between them are one.
  void keep_text(std::uint64_t begin, std::uint64_t end) {
    const auto from = static_cast<std::size_t>(begin);
    const auto to = static_cast<std::size_t>(end);
    if (!open_.empty()) {
      open_.back().unclaimed.push_back(text_.substr(from, to - from));
      return;
    }
    if (file_.unclaimed.empty() || objects_before_text_ != file_.objects.size()) {
      file_.unclaimed.push_back(text_.substr(from, to - from));
    } else {
      const auto first = static_cast<std::size_t>(file_.unclaimed.back().data() - text_.data());
      file_.unclaimed.back() = text_.substr(first, to - first);
    }
    objects_before_text_ = file_.objects.size();
  }

  /// Up to the next property or brace.
  void take_unclaimed() {
    const std::uint64_t begin = lines_.offset();
    (void)lines_.take();
    while (const auto line = lines_.peek()) {
      const std::string_view content = trim(line->text);
      if (content == "}" || content.empty() || split_property(line->text)) {
        break;
      }
      (void)lines_.take();
    }
    const std::uint64_t length = lines_.offset() - begin;
    tell(begin, length, DamageKind::Unclaimed, open_.empty() ? "file" : "object");
    keep_text(begin, lines_.offset());
  }

  std::string_view text_;
  text::CodePageNumber page_;
  bytes::DamageLog& damage_;
  Lines lines_;
  StringHabits habits_;
  StringReader strings_;
  File file_;
  std::vector<Object> open_;
  std::size_t count_ = 0;
  std::size_t objects_before_text_ = 0;  // before the last piece of text outside of them
};

}  // namespace

std::optional<PropertyLine> split_property(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  const std::string_view content = line.substr(begin);
  const std::size_t colon = content.substr(0, kLongestName + 1).find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(content.front())) {
    return std::nullopt;
  }
  const std::string_view name = content.substr(0, colon);
  const std::string_view rest = content.substr(colon + 1);
  const bool is_name =
      std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
  const bool is_separated = rest.empty() || rest.front() == ' ' || rest.front() == '\t' ||
                            rest.front() == '"' || is_property_name({}, name);
  if (!is_name || !is_separated) {
    return std::nullopt;
  }
  return PropertyLine{.name = name, .rest = trim(rest)};
}

bool is_schedule(std::span<const std::byte> head) {
  return text::same_word(bytes::as_text(head).substr(0, kFirstLine.size()), kFirstLine);
}

std::optional<std::uint32_t> version_of(std::span<const std::byte> head) {
  if (!is_schedule(head)) {
    return std::nullopt;
  }
  std::string_view rest = bytes::as_text(head).substr(kFirstLine.size());
  rest = trim(rest.substr(0, rest.find_first_of("\r\n")));
  std::uint32_t version = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), version);
  return error == std::errc() && end == rest.data() + rest.size() ? std::optional(version)
                                                                  : std::nullopt;
}

File read_schedule(std::span<const std::byte> file, text::CodePageNumber page,
                   bytes::DamageLog& damage) {
  return Scan(bytes::as_text(file), page, damage).run();
}

}  // namespace schedule
