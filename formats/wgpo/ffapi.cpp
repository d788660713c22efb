#include "formats/wgpo/ffapi.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "formats/bytes/byte_source.h"
#include "formats/text/ascii.h"
#include "formats/wgpo/tree.h"

namespace wgpo {
namespace {

using bytes::DamageKind;
using text::trim;

constexpr std::string_view kStart = "VERSION:";

bool starts_with_token(std::string_view text, std::string_view token) {
  return text.size() >= token.size() && to_upper(text.substr(0, token.size())) == token;
}

std::optional<std::uint64_t> to_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

/// Reads one file from its front.
class Scan {
 public:
  Scan(std::span<const std::byte> file, bytes::DamageLog& damage)
      : file_(file), text_(bytes::as_text(file)), damage_(damage), line_end_(find_line_end()) {}

  std::vector<FfapiMessage> run() {
    std::vector<FfapiMessage> found;
    while (at_ < text_.size() && found.size() < kMostFfapiMessages) {
      skip_blank();
      if (at_ == text_.size()) {
        break;
      }
      if (!starts_with_token(text_.substr(at_), kStart)) {
        resynchronise();
        continue;
      }
      found.push_back(read_message());
    }
    return found;
  }

 private:
  void tell(std::uint64_t at, std::uint64_t length, DamageKind kind, std::string_view field,
            std::uint64_t value = 0, std::uint64_t expected = 0) {
    damage_.add({.offset = at,
                 .length = length,
                 .kind = kind,
                 .field = field,
                 .found = value,
                 .expected = expected});
  }

  /// FORMAT.md 12: CR, LF or both, as the first line has it.
  [[nodiscard]] std::string_view find_line_end() const {
    const std::size_t end = text_.find_first_of("\r\n");
    if (end == std::string_view::npos) {
      return "\r";
    }
    return text_.substr(end).starts_with("\r\n") ? "\r\n" : text_.substr(end, 1);
  }

  void skip_blank() {
    constexpr char kEndOfFile = '\x1A';
    while (at_ < text_.size() && (text_[at_] == '\r' || text_[at_] == '\n' || text_[at_] == ' ' ||
                                  text_[at_] == kEndOfFile)) {
      ++at_;
    }
  }

  std::string_view take_line() {
    const std::size_t end = std::min(text_.find(line_end_, at_), text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    at_ = std::min(end + line_end_.size(), text_.size());
    return line;
  }

  /// The next message that begins a line; the end of the file without one.
  [[nodiscard]] std::size_t next_message(std::size_t from) const {
    if (from >= searched_from_ && from <= searched_to_) {
      return searched_to_;
    }
    std::size_t at = from;
    for (; at < text_.size(); ++at) {
      const bool begins_line = at == 0 || text_[at - 1] == '\r' || text_[at - 1] == '\n';
      if (begins_line && starts_with_token(text_.substr(at), kStart)) {
        break;
      }
    }
    searched_from_ = from;
    searched_to_ = at;
    return at;
  }

  /// Whether a message begins there, but for line ends, or the file ends.
  [[nodiscard]] bool lands(std::uint64_t at) const {
    if (at > text_.size()) {
      return false;
    }
    std::size_t place = static_cast<std::size_t>(at);
    while (place < text_.size() &&
           (text_[place] == '\r' || text_[place] == '\n' || text_[place] == '\x1A')) {
      ++place;
    }
    return place == text_.size() || starts_with_token(text_.substr(place), kStart);
  }

  void resynchronise() {
    const std::size_t next = next_message(at_);
    tell(at_, next - at_, DamageKind::Unclaimed, "VERSION");
    at_ = next;
  }

  FfapiMessage read_message() {
    FfapiMessage message;
    message.offset = at_;
    (void)take_line();
    std::vector<std::uint64_t> sizes;  // of the attachments that follow the text
    sizes_land_ = false;
    bool has_text = false;
    while (at_ < text_.size() && !has_text) {
      const std::size_t begin = at_;
      const std::string_view line = take_line();
      if (starts_with_token(line, kStart)) {
        at_ = begin;  // a message without a text
        break;
      }
      has_text = take_token(line, message, sizes);
    }
    for (std::size_t i = 0, inner = 0; i < message.attachments.size(); ++i) {
      FfapiAttachment& attachment = message.attachments[i];
      if (!attachment.is_external) {
        const bool has_size = attachment.is_complete;
        attachment.content = take_bytes(sizes[inner], attachment.is_complete, "ATTACHMENTS");
        attachment.is_complete = attachment.is_complete && has_size;
        ++inner;
      }
    }
    message.length = at_ - message.offset;
    return message;
  }

  /// Sizes that do not end, all together, at a message or the end of the file are wrong: each is
  /// then believed as far as the next message.
  std::span<const std::byte> take_bytes(std::uint64_t size, bool& complete,
                                        std::string_view field) {
    const std::uint64_t rest = (sizes_land_ ? text_.size() : next_message(at_)) - at_;
    complete = size <= rest;
    if (!complete) {
      tell(at_, rest, DamageKind::Truncated, field, rest, size);
    }
    const auto data = file_.subspan(at_, static_cast<std::size_t>(std::min(size, rest)));
    at_ += data.size();
    return data;
  }

  /// True behind the text, which is the last of the tokens.
  bool take_token(std::string_view line, FfapiMessage& message, std::vector<std::uint64_t>& sizes) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      if (!trim(line).empty()) {
        message.unknown_lines.push_back(line);
      }
      return false;
    }
    const std::string token = to_upper(trim(line.substr(0, colon)));
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' ')) {
      value.remove_prefix(1);  // "one blank after the colon is not part of the value"
    }
    if (token == "TO") {
      message.to.push_back(value);
    } else if (token == "FROM") {
      message.from = value;
    } else if (token == "DATE") {
      message.date = trim(value);
    } else if (token == "TIME") {
      message.time = trim(value);
    } else if (token == "SUBJECT") {
      message.subject = value;
    } else if (token == "PRIORITY") {
      message.priority = trim(value);
    } else if (token == "ATTACHMENTS") {
      take_attachment(value, message, sizes);
    } else if (token == "XATTACH") {
      const std::string_view both = trim(value);
      const std::size_t blank = both.find(' ');
      message.attachments.push_back({.name = both.substr(0, blank),
                                     .logical_name = blank == std::string_view::npos
                                                         ? std::string_view()
                                                         : trim(both.substr(blank)),
                                     .content = {},
                                     .is_external = true});
    } else if (token == "EXT") {
      take_extension(value, message);
    } else if (token == "XTEXT") {
      message.external_text = trim(value);
      return true;
    } else if (token == "TEXT") {
      take_text(value, sizes, message);
      return true;
    } else {
      message.unknown_lines.push_back(line);
    }
    return false;
  }

  void take_text(std::string_view value, const std::vector<std::uint64_t>& sizes,
                 FfapiMessage& message) {
    const auto size = to_number(trim(value));
    if (!size) {
      const std::size_t next = next_message(at_);
      tell(at_, next - at_, DamageKind::OutOfRange, "TEXT");
      message.text = file_.subspan(at_, next - at_);
      at_ = next;
      return;
    }
    std::uint64_t all = at_ + std::uint64_t{*size};
    for (const std::uint64_t one : sizes) {
      all += std::min<std::uint64_t>(one, text_.size());
    }
    sizes_land_ = *size <= text_.size() && lands(all);
    message.text = take_bytes(*size, message.is_text_complete, "TEXT");
  }

  void take_attachment(std::string_view value, FfapiMessage& message,
                       std::vector<std::uint64_t>& sizes) {
    const std::string_view both = trim(value);
    const std::size_t blank = both.find_last_of(" \t");
    const auto size =
        blank == std::string_view::npos ? std::nullopt : to_number(both.substr(blank + 1));
    if (!size) {
      tell(at_ - std::min(at_, value.size()), std::min(at_, value.size()), DamageKind::OutOfRange,
           "ATTACHMENTS");
    }
    sizes.push_back(size.value_or(0));
    message.attachments.push_back({.name = trim(both.substr(0, blank)),
                                   .logical_name = {},
                                   .content = {},
                                   .is_external = false,
                                   .is_complete = size.has_value()});
  }

  /// "I:3:HEADLEN", its value on the next line.
  void take_extension(std::string_view value, FfapiMessage& message) {
    const std::string_view next = take_line();
    const std::size_t colon = value.rfind(':');
    const std::string name =
        to_upper(trim(colon == std::string_view::npos ? value : value.substr(colon + 1)));
    const auto number = to_number(trim(next));
    constexpr std::uint64_t kMostLines = 1'000'000;
    if (name == "HEADLEN" && number && *number <= kMostLines) {
      message.header_lines = static_cast<std::uint32_t>(*number);
    } else {
      message.unknown_lines.push_back(value);
      message.unknown_lines.push_back(next);
    }
  }

  std::span<const std::byte> file_;
  std::string_view text_;
  bytes::DamageLog& damage_;
  std::string_view line_end_;
  std::size_t at_ = 0;
  bool sizes_land_ = false;                // those of the message at hand
  mutable std::size_t searched_from_ = 1;  // next_message() found nothing between there ...
  mutable std::size_t searched_to_ = 0;    // ... and here, where a message begins or the file ends
};

}  // namespace

bool is_ffapi(std::span<const std::byte> head) {
  return starts_with_token(bytes::as_text(head), kStart);
}

std::vector<FfapiMessage> read_ffapi(std::span<const std::byte> file, bytes::DamageLog& damage) {
  return Scan(file, damage).run();
}

}  // namespace wgpo
