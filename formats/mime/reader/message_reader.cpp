#include "formats/mime/reader/message_reader.h"

#include <algorithm>
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
      report(DamageKind::Inconsistent, overwritten->is_zeros ? "header.nul" : "header.overwritten",
             start + overwritten->begin, overwritten->length);
    }
    if (part.fields.fields.empty() && (!part.fields.rejected.empty() || start == 0)) {
      report(DamageKind::Inconsistent, start == 0 ? "message.header" : "header", start,
             end - start);
    }
    if (part.fields.fields.empty() && !part.fields.rejected.empty()) {
      part.fields = {};
      part.header = bytes_.subspan(start, 0);
      return start;
    }
    // A mailbox's separator that somebody left in front is no fault of the message.
    const auto is_fault = [](const std::string& line) {
      return !line.starts_with("From ") && !line.starts_with(">From ");
    };
    const auto faults = std::ranges::count_if(part.fields.rejected, is_fault);
    if (faults != 0 && (!overwritten || overwritten->is_zeros)) {
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
    search_for_zeros(part, body);
  }

  /// Where content may hold NULs of its own, a hole cannot be told.
  void search_for_zeros(const ReadPart& part, std::size_t body) {
    const bool may_hold_zeros = (part.coding == Coding::None || part.coding == Coding::Unknown) &&
                                !part.type.value.starts_with("text/");
    const std::size_t end = std::max(end_of_entity(), body);
    const auto hole = may_hold_zeros ? std::nullopt : find_in_body(text_.substr(body, end - body));
    if (hole) {
      report(DamageKind::Inconsistent, "body.nul", body + hole->begin, hole->length);
    }
  }

  void read_multipart(ReadPart& part, std::size_t body, std::size_t depth) {
    const std::string* boundary = part.type.find("boundary");
    const std::size_t level = delimiters_.open(boundary == nullptr ? "" : *boundary);
    pending_ = delimiters_.find(body);
    if (!pending_ || pending_->level != level) {
      report(DamageKind::Inconsistent, "multipart.boundary", body, end_of_entity() - body);
      part.is_kept_whole = true;
      delimiters_.close(level);
      return;
    }
    part.preamble = text_.substr(body, pending_->begin - body);
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
