#include "formats/mime/reader/message_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/mime/ascii.h"
#include "formats/mime/line.h"
#include "formats/mime/reader/delimiters.h"
#include "formats/mime/reader/entity_fields.h"
#include "formats/mime/reader/overwritten.h"

namespace mime {
namespace {

using bytes::DamageKind;

/// One pass over the message. An entity ends where a delimiter of an open multipart stands, which
/// `pending_` then is, or with the message.
class MessageReader {
 public:
  MessageReader(std::span<const std::byte> message, std::uint64_t offset,
                text::CodePageNumber fallback, bytes::DamageLog& damage)
      : bytes_(message),
        text_(bytes::as_text(message)),
        delimiters_(text_),
        offset_(offset),
        fallback_(fallback),
        damage_(damage) {}

  ReadPart read() { return read_entity(0, "text/plain", 0); }

 private:
  void report(DamageKind kind, std::string_view field, std::size_t at, std::size_t length,
              std::uint64_t found = 0, std::uint64_t expected = 0) {
    damage_.add({.offset = offset_ + at,
                 .length = length,
                 .kind = kind,
                 .field = field,
                 .found = found,
                 .expected = expected});
  }

  [[nodiscard]] std::size_t end_of_entity() const {
    return pending_ ? pending_->begin : text_.size();
  }

  ReadPart read_entity(std::size_t start, std::string_view default_type, std::size_t depth) {
    ReadPart part;
    pending_.reset();
    const std::size_t body = read_header(start, part);
    ++parts_;
    interpret(part, default_type, start);
    if (!pending_) {
      read_body(part, body, depth);
    }
    const std::size_t end = std::max(end_of_entity(), body);
    part.offset = offset_ + start;
    part.whole = bytes_.subspan(start, end - start);
    part.body = bytes_.subspan(body, end - body);
    return part;
  }

  /// Returns where the body begins.
  std::size_t read_header(std::size_t start, ReadPart& part) {
    std::size_t end = start;
    const std::size_t body = find_end_of_header(start, end);
    part.header = bytes_.subspan(start, end - start);
    const std::string_view raw = text_.substr(start, end - start);
    part.fields = split_header(raw);
    const auto overwritten = find_in_header(raw, part.fields.rejected);
    if (overwritten) {
      report_overwritten(*overwritten, start, "header.nul", "header.overwritten");
    }
    if (part.fields.fields.empty() && (!part.fields.rejected.empty() || start == 0)) {
      report(DamageKind::Inconsistent, start == 0 ? "message.header" : "header", start,
             end - start);
    }
    const bool has_fields = !part.fields.fields.empty();
    if (start == 0 && has_fields && end == text_.size() && text_.find_last_of("\r\n") != end - 1) {
      report(DamageKind::Truncated, "header.end", end, 0);
    }
    if (!has_fields && !part.fields.rejected.empty()) {
      part.fields = {};
      part.header = bytes_.subspan(start, 0);
      return start;
    }
    // A mailbox's separator that somebody left in front is no fault of the message.
    const auto is_fault = [](const std::string& line) {
      return !line.starts_with("From ") && !line.starts_with(">From ");
    };
    const auto faults = std::ranges::count_if(part.fields.rejected, is_fault);
    if (faults != 0 && (!overwritten || overwritten->fill)) {
      report(DamageKind::Inconsistent, "header.field", start, end - start,
             static_cast<std::uint64_t>(faults));
    }
    return body;
  }

  /// Sets `end` to the end of the header's last line. A delimiter ends a header, too.
  std::size_t find_end_of_header(std::size_t start, std::size_t& end) {
    std::string_view rest = text_.substr(start);
    bool has_lines = false;
    while (!rest.empty()) {
      const std::size_t at = text_.size() - rest.size();
      if (auto delimiter = delimiters_.at(at)) {
        delimiter->begin = std::max(delimiter->begin, start);
        pending_ = delimiter;
        end = delimiter->begin;
        return end;
      }
      const std::string_view line = take_line(rest);
      if (at + line.size() - start > kMaxReadHeader || lines_ >= kMaxReadLines) {
        report(DamageKind::OutOfRange, "header.size", start, at - start, at + line.size() - start,
               kMaxReadHeader);
        end = at;
        return at;
      }
      ++lines_;
      // Of the message itself: what mail programs of that time let stand above the first field.
      const bool is_end = line.empty() && (has_lines || start != 0);
      has_lines = has_lines || !line.empty();
      if (is_end) {
        end = at;
        return text_.size() - rest.size();
      }
    }
    end = text_.size();
    return end;
  }

  void interpret(ReadPart& part, std::string_view default_type, std::size_t start) {
    const EntityFaults faults = interpret_fields(part, default_type, fallback_);
    if (faults.type_fields > 1) {
      report(DamageKind::Inconsistent, "Content-Type.count", start, part.header.size(),
             faults.type_fields, 1);
    }
    if (faults.is_cut) {
      report(DamageKind::OutOfRange, "parameters.size", start, part.header.size());
    }
    if (part.coding == Coding::Unknown) {
      report(DamageKind::Undecodable, "Content-Transfer-Encoding", start, part.header.size());
    }
  }

  void read_body(ReadPart& part, std::size_t body, std::size_t depth) {
    const bool is_multipart = part.type.value.starts_with("multipart/");
    const bool is_message = is_message_type(part.type.value) && part.coding == Coding::None;
    const bool is_inner = is_multipart || is_message;
    if (is_inner && depth >= kMaxReadDepth) {
      report(DamageKind::OutOfRange, "entity.depth", body, 0, depth, kMaxReadDepth);
      part.is_kept_whole = true;
    } else if (is_multipart) {
      read_multipart(part, body, depth);
      return;
    } else if (is_message && !delimiters_.at(body) && body < text_.size()) {
      part.holds_message = true;
      part.parts.push_back(read_entity(body, "text/plain", depth + 1));
      return;
    }
    pending_ = delimiters_.find(body);
    if (!may_hold_anything(part)) {
      search_text(body, end_of_entity(), is_wide(part) ? kLeastZerosInWideText : kLeastZeros);
    }
  }

  /// Where content may hold all bytes in any number, nobody can tell what was written over it.
  static bool may_hold_anything(const ReadPart& part) {
    constexpr std::array<std::string_view, 3> kTexts = {"text/", "message/", "multipart/"};
    return (part.coding == Coding::None || part.coding == Coding::Unknown) &&
           std::ranges::none_of(kTexts, [&part](std::string_view type) {
             return part.type.value.starts_with(type);
           });
  }

  static bool is_wide(const ReadPart& part) {
    const std::string* charset = part.type.find("charset");
    return charset != nullptr &&
           (starts_with_word(*charset, "utf-16") || starts_with_word(*charset, "utf-32") ||
            starts_with_word(*charset, "unicode"));
  }

  /// Reports what was written over the text from `begin` to `end`.
  void search_text(std::size_t begin, std::size_t end, std::size_t least_zeros = kLeastZeros) {
    const std::string_view text = text_.substr(begin, std::max(end, begin) - begin);
    for (auto hole = find_fill(text, 0, least_zeros); hole;
         hole = find_fill(text, hole->end(), least_zeros)) {
      report_overwritten(*hole, begin, "body.nul", "body.fill");
    }
  }

  void report_overwritten(const Overwritten& piece, std::size_t base, std::string_view zeros,
                          std::string_view others) {
    const bool is_zeros = piece.fill == '\0';
    const auto fill = static_cast<unsigned char>(piece.fill.value_or('\0'));
    report(DamageKind::Inconsistent, is_zeros ? zeros : others, base + piece.begin, piece.length,
           fill);
  }

  void read_multipart(ReadPart& part, std::size_t body, std::size_t depth) {
    const std::string* boundary = part.type.find("boundary");
    const std::size_t level = delimiters_.open(boundary == nullptr ? "" : *boundary);
    pending_ = delimiters_.find(body);
    if (!pending_ || pending_->level != level) {
      const std::size_t length = end_of_entity() - body;
      report(DamageKind::Inconsistent,
             is_blank(text_.substr(body, length)) ? "multipart.empty" : "multipart.boundary", body,
             length);
      search_text(body, end_of_entity());
      part.is_kept_whole = true;
      delimiters_.close(level);
      return;
    }
    part.preamble = text_.substr(body, pending_->begin - body);
    search_text(body, pending_->begin);
    const bool is_digest = part.type.value == "multipart/digest";
    while (pending_ && pending_->level == level && !pending_->closes) {
      const std::size_t begin = pending_->end;
      if (parts_ >= kMaxReadParts) {
        part.parts.push_back(keep_rest(begin, level));
        break;
      }
      part.parts.push_back(
          read_entity(begin, is_digest ? "message/rfc822" : "text/plain", depth + 1));
    }
    delimiters_.close(level);
    if (!pending_ || pending_->level != level) {
      report(DamageKind::Truncated, "multipart.close-delimiter", end_of_entity(), 0);
      return;
    }
    const std::size_t end = pending_->end;
    pending_ = delimiters_.find(end);
    part.epilogue = text_.substr(end, end_of_entity() - end);
    search_text(end, end_of_entity());
  }

  /// All further parts of a multipart as one leaf.
  ReadPart keep_rest(std::size_t begin, std::size_t level) {
    report(DamageKind::OutOfRange, "entity.parts", begin, 0, parts_, kMaxReadParts);
    pending_ = delimiters_.find(begin);
    while (pending_ && pending_->level == level && !pending_->closes) {
      pending_ = delimiters_.find(pending_->end);
    }
    ReadPart rest;
    rest.type.value = "application/octet-stream";
    rest.is_kept_whole = true;
    rest.offset = offset_ + begin;
    rest.whole = bytes_.subspan(begin, std::max(end_of_entity(), begin) - begin);
    rest.header = rest.whole.first(0);
    rest.body = rest.whole;
    return rest;
  }

  std::span<const std::byte> bytes_;
  std::string_view text_;
  Delimiters delimiters_;
  std::uint64_t offset_;
  text::CodePageNumber fallback_;
  bytes::DamageLog& damage_;
  std::optional<Delimiter> pending_;
  std::size_t parts_ = 0;
  std::size_t lines_ = 0;  // of headers
};

}  // namespace

const std::string* ParameterisedValue::find(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, &Parameter::name);
  return found == parameters.end() ? nullptr : &found->value;
}

const std::string* ReadPart::field(std::string_view name) const {
  const auto found = std::ranges::find_if(
      fields.fields, [name](const HeaderField& field) { return same_word(field.name, name); });
  return found == fields.fields.end() ? nullptr : &found->value;
}

ReadPart read_message(std::span<const std::byte> message, std::uint64_t offset,
                      text::CodePageNumber fallback, bytes::DamageLog& damage) {
  return MessageReader(message, offset, fallback, damage).read();
}

}  // namespace mime
