#include "formats/text/line_ends.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "formats/bytes/view_blob.h"

namespace text {
namespace {

/// The text that is left, and what its lines end in.
struct MarkedLines {
  std::string_view rest;
  std::optional<char> mark;
  std::shared_ptr<const void> owner;

  /// Whether a CR in front of `behind` ends a line alone.
  [[nodiscard]] bool is_bare(std::string_view behind) const {
    return !behind.starts_with('\n') && !(mark && behind.starts_with(*mark));
  }
};

class LineEndStream final : public bytes::ByteStream {
 public:
  explicit LineEndStream(MarkedLines lines) : lines_(std::move(lines)) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    std::size_t filled = 0;
    while (filled < into.size() && (owes_feed_ || !lines_.rest.empty())) {
      if (owes_feed_) {
        into[filled++] = std::byte{'\n'};
        owes_feed_ = false;
        continue;
      }
      const char c = lines_.rest.front();
      lines_.rest.remove_prefix(1);
      into[filled++] = static_cast<std::byte>(c == lines_.mark ? '\n' : c);
      owes_feed_ = c == '\r' && lines_.is_bare(lines_.rest);
    }
    return filled;
  }

 private:
  MarkedLines lines_;
  bool owes_feed_ = false;
};

class LineEndSource final : public bytes::ByteSource {
 public:
  LineEndSource(MarkedLines lines, std::uint64_t bare) : lines_(std::move(lines)), bare_(bare) {}

  [[nodiscard]] std::uint64_t size() const override { return lines_.rest.size() + bare_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<LineEndStream>(lines_);
  }

 private:
  MarkedLines lines_;
  std::uint64_t bare_;
};

std::uint64_t count_bare_returns(const MarkedLines& lines) {
  const std::string_view text = lines.rest;
  std::uint64_t count = 0;
  for (std::size_t at = text.find('\r'); at != std::string_view::npos;
       at = text.find('\r', at + 1)) {
    count += lines.is_bare(text.substr(at + 1)) ? 1U : 0U;
  }
  return count;
}

}  // namespace

bytes::Blob with_line_ends(std::string_view content, std::shared_ptr<const void> owner,
                           std::optional<char> mark) {
  MarkedLines lines{.rest = content, .mark = mark, .owner = std::move(owner)};
  const std::uint64_t bare = count_bare_returns(lines);
  if (bare == 0 && !(mark && content.find(*mark) != std::string_view::npos)) {
    return bytes::make_view_blob(std::as_bytes(std::span(content)), std::move(lines.owner));
  }
  return std::make_shared<const LineEndSource>(std::move(lines), bare);
}

}  // namespace text
