#include "converters/ccmail/text_parts.h"

#include <algorithm>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/joined_blob.h"
#include "formats/bytes/view_blob.h"
#include "formats/text/code_page.h"
#include "formats/text/line_ends.h"
#include "formats/text/rtf_text.h"

namespace convert::ccmail {
namespace {

constexpr char kControlZ = '\x1A';

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
    marks_ += static_cast<std::uint64_t>(std::ranges::count(text, kControlZ));
    pieces_.push_back(text::with_line_ends(text, place_.view, kControlZ));
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
