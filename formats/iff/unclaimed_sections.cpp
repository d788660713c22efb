#include "formats/iff/unclaimed_sections.h"

#include <algorithm>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"

namespace iff {
namespace {

bool is_padding(char c) {
  return c == '\r' || c == '\n' || c == ' ' || c == '\t' || c == '\0' || c == '\x1A';
}

class Walk {
 public:
  Walk(const Secondary& secondary, const std::function<bool(const Unclaimed&)>& tell)
      : secondary_(secondary), text_(bytes::as_text(secondary.file())), tell_(tell) {}

  void run(bytes::DamageLog& damage) {
    std::uint64_t covered = first_line(damage);
    secondary_.tell_shift(damage);
    bytes::DamageLog ignored;  // whoever reads the sections is told
    for (const std::uint64_t named : secondary_.named()) {
      if (named > covered) {
        gap(covered, named);
      }
      covered = std::max(covered, secondary_.read_named(named, ignored).end);
    }
    gap(covered, text_.size());
  }

 private:
  /// FORMAT.md 4.2: the line of column names.
  std::uint64_t first_line(bytes::DamageLog& damage) const {
    const std::string_view head = text_.substr(0, kSecondaryHeader.size());
    if (to_lower(head) != to_lower(kSecondaryHeader)) {
      damage.add({.offset = 0,
                  .length = head.size(),
                  .kind = bytes::DamageKind::BadMagic,
                  .field = "SEC.header"});
      const std::size_t end = text_.substr(0, kLongestSectionHeader).find("\r\n");
      const bool is_line = head.starts_with("Type") && end != std::string_view::npos;
      return is_line ? end + 2 : 0;
    }
    return head.size();
  }

  void gap(std::uint64_t at, std::uint64_t end) {
    while (!stopped_) {
      while (at < end && is_padding(text_[static_cast<std::size_t>(at)])) {
        ++at;
      }
      if (at >= end) {
        return;
      }
      const std::uint64_t header = next_header(at, end);
      if (header > at) {
        stopped_ = !tell_({.offset = at, .length = header - at, .chain = {}});
      } else {
        bytes::DamageLog ignored;
        Chain chain = secondary_.read_unnamed(at, end, ignored);
        const std::uint64_t length = chain.end - at;
        stopped_ = !tell_({.offset = at, .length = length, .chain = std::move(chain)});
        at += length;
        continue;
      }
      at = header;
    }
  }

  /// The next header at the begin of a line; `end` without one.
  [[nodiscard]] std::uint64_t next_header(std::uint64_t at, std::uint64_t end) const {
    while (at < end && !read_section_header(secondary_.file(), at)) {
      const std::size_t line = text_.find('\n', static_cast<std::size_t>(at));
      at = line == std::string_view::npos ? end : line + 1;
    }
    return std::min(at, end);
  }

  const Secondary& secondary_;
  std::string_view text_;
  const std::function<bool(const Unclaimed&)>& tell_;
  bool stopped_ = false;
};

}  // namespace

void find_unclaimed(const Secondary& secondary, bytes::DamageLog& damage,
                    const std::function<bool(const Unclaimed&)>& tell) {
  Walk(secondary, tell).run(damage);
}

}  // namespace iff
