#include "converters/ccmail/text_parts.h"

#include <algorithm>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/joined_blob.h"
#include "formats/bytes/view_blob.h"
#include "formats/text/code_page.h"
#include "formats/text/rtf_text.h"

namespace convert::ccmail {
namespace {

constexpr char kControlZ = '\x1A';

/// A text whose Ctrl-Zs are line ends, and whose bare CRs are CR LF.
class LineStream final : public bytes::ByteStream {
 public:
  LineStream(std::string_view text, std::shared_ptr<const void> owner)
      : rest_(text), owner_(std::move(owner)) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    std::size_t filled = 0;
    while (filled < into.size() && (owes_feed_ || !rest_.empty())) {
      if (owes_feed_) {
        into[filled++] = std::byte{'\n'};
        owes_feed_ = false;
        continue;
      }
      const char c = rest_.front();
      rest_.remove_prefix(1);
      into[filled++] = static_cast<std::byte>(c == kControlZ ? '\n' : c);
      owes_feed_ = c == '\r' && !rest_.starts_with('\n') && !rest_.starts_with(kControlZ);
    }
    return filled;
  }

 private:
  std::string_view rest_;
  std::shared_ptr<const void> owner_;
  bool owes_feed_ = false;
};

class LineSource final : public bytes::ByteSource {
 public:
  LineSource(std::string_view text, std::uint64_t bare, std::shared_ptr<const void> owner)
      : text_(text), bare_(bare), owner_(std::move(owner)) {}

  [[nodiscard]] std::uint64_t size() const override { return text_.size() + bare_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<LineStream>(text_, owner_);
  }

 private:
  std::string_view text_;
  std::uint64_t bare_;
  std::shared_ptr<const void> owner_;
};

std::uint64_t count_bare_returns(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = text.find('\r'); at != std::string_view::npos;
       at = text.find('\r', at + 1)) {
    const std::string_view behind = text.substr(at + 1);
    count += behind.starts_with('\n') || behind.starts_with(kControlZ) ? 0U : 1U;
  }
  return count;
}

class TextMaker {
 public:
  TextMaker(const Place& place, const Context& context, Converted& converted)
      : place_(place), context_(context), converted_(converted) {}

  void run(const std::vector<TextPart>& parts) {
    if (parts.size() == 1 && is_rtf(parts.front().data)) {
      set_rich(parts.front());
      return;
    }
    for (const TextPart& part : parts) {
      add(part);
    }
    if (pieces_.empty()) {
      return;
    }
    set_text(pieces_.size() == 1 ? pieces_.front() : bytes::make_joined_blob(std::move(pieces_)),
             context_.code_page);
  }

  void tell_marks() {
    if (marks_ != 0) {
      converted_.notes.push_back(std::to_string(marks_) + " Ctrl-Z in its text are line ends");
    }
  }

 private:
  void set_text(bytes::Blob content, std::uint32_t page) {
    converted_.message.bodies.text = model::Body{.content = std::move(content), .code_page = page};
  }

  void set_rich(const TextPart& part) {
    const auto data = part.data;
    converted_.message.bodies.rtf = model::Body{.content = bytes::make_view_blob(data, place_.view),
                                                .code_page = context_.code_page};
    set_text(bytes::make_blob(plain(data)), text::kUtf8);
  }

  static std::string plain(std::span<const std::byte> rtf) {
    constexpr std::size_t kLargest = std::size_t{64} << 20U;  // held in memory
    if (rtf.size() > kLargest) {
      return {};
    }
    bytes::DamageLog unheard;
    return text::read_rtf(bytes::as_text(rtf), unheard).utf8;
  }

  void add(const TextPart& part) {
    const auto data = part.data;
    std::string between;
    if (!pieces_.empty()) {
      between = (ends_line_ ? "\r\n" : "\r\n\r\n");
      between += part.title.empty() ? "" : "--- " + std::string(part.title) + " ---\r\n\r\n";
    }
    if (!between.empty()) {
      pieces_.push_back(bytes::make_blob(between));
    }
    if (is_rtf(data)) {
      add_rtf(data);
      return;
    }
    const std::string_view text = bytes::as_text(data);
    const auto marks = static_cast<std::uint64_t>(std::ranges::count(text, kControlZ));
    const std::uint64_t bare = count_bare_returns(text);
    marks_ += marks;
    pieces_.push_back(marks + bare == 0
                          ? bytes::make_view_blob(data, place_.view)
                          : std::make_shared<const LineSource>(text, bare, place_.view));
    ends_line_ = text.ends_with('\n') || text.ends_with('\r') || text.ends_with(kControlZ);
  }

  /// The text of one among several, in the page of the others.
  void add_rtf(std::span<const std::byte> data) {
    std::vector<std::byte> out;
    text::StreamEncoder encoder(context_.code_page);
    encoder.encode(plain(data), true, out);
    ends_line_ = !out.empty() && out.back() == std::byte{'\n'};
    pieces_.push_back(bytes::make_blob(std::move(out)));
    model::Attachment attachment;
    attachment.long_name = "text-" + std::to_string(++rtfs_) + ".rtf";
    attachment.content = bytes::make_view_blob(data, place_.view);
    converted_.message.attachments.push_back(std::move(attachment));
  }

  const Place& place_;
  const Context& context_;
  Converted& converted_;
  std::vector<bytes::Blob> pieces_;
  bool ends_line_ = false;
  std::uint64_t marks_ = 0;
  std::size_t rtfs_ = 0;
};

}  // namespace

bool is_rtf(std::span<const std::byte> data) { return bytes::as_text(data).starts_with("{\\rtf"); }

void set_body(const std::vector<TextPart>& parts, const Place& place, const Context& context,
              Converted& converted) {
  TextMaker maker(place, context, converted);
  maker.run(parts);
  maker.tell_marks();
}

}  // namespace convert::ccmail
