#include "converters/ccmail/text_parts.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage_text.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/joined_blob.h"
#include "formats/bytes/view_blob.h"
#include "formats/text/code_page.h"
#include "formats/text/html_text.h"
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
  [[nodiscard]] std::shared_ptr<const void> owner_of(const TextPart& part) const {
    return part.owner != nullptr ? part.owner : place_.view;
  }

  void set_text(bytes::Blob content, std::uint32_t page) {
    converted_.message.bodies.text = model::Body{.content = std::move(content), .code_page = page};
  }

  void set_rich(const TextPart& part) {
    converted_.message.bodies.rtf =
        model::Body{.content = bytes::make_view_blob(part.data, owner_of(part)),
                    .code_page = context_.code_page};
    if (const auto text = plain(part, "it is the rich body")) {
      set_text(bytes::make_blob(*text), text::kUtf8);
    }
  }

  /// UTF-8; nullopt, told with where the RTF `is_kept`, when it is too large.
  std::optional<std::string> plain(const TextPart& part, const std::string& is_kept) {
    const auto rtf = part.data;
    const std::uint64_t offset = part.offset;
    if (rtf.size() > kLargestRtf) {
      converted_.warnings.push_back("its text in RTF at " + bytes::hex_offset(offset) + ", " +
                                    std::to_string(rtf.size()) +
                                    " bytes, is too large to be put into plain text: " + is_kept);
      return std::nullopt;
    }
    bytes::DamageLog in_rtf;
    text::RtfText read = text::read_rtf(bytes::as_text(rtf), in_rtf);
    tell(in_rtf, offset);
    converted_.message.undecodable += read.undecodable;
    return read.content == text::RtfContent::EncapsulatedHtml ? text::html_text(read.utf8)
                                                              : std::move(read.utf8);
  }

  /// What is wrong with an RTF that begins at `offset`. The RTF is kept, whatever it is.
  void tell(const bytes::DamageLog& in_rtf, std::uint64_t offset) {
    bytes::DamageLog in_file;
    for (bytes::Damage one : in_rtf.items()) {
      one.offset += offset;
      in_file.add(one);
    }
    std::ranges::move(bytes::lines_of(in_file), std::back_inserter(converted_.damages));
    tell_unlisted(in_rtf, "its text in RTF", converted_.damages);
  }

  void add(const TextPart& part) {
    std::string between;
    if (!pieces_.empty()) {
      between = (ends_line_ ? "\r\n" : "\r\n\r\n");
      between += part.title.empty() ? "" : "--- " + std::string(part.title) + " ---\r\n\r\n";
    }
    auto piece = is_rtf(part.data) ? piece_of_rtf(part) : piece_of_text(part);
    if (piece == nullptr) {
      return;
    }
    if (!between.empty()) {
      pieces_.push_back(bytes::make_blob(between));
    }
    pieces_.push_back(std::move(piece));
  }

  bytes::Blob piece_of_text(const TextPart& part) {
    const std::string_view text = bytes::as_text(part.data);
    marks_ += static_cast<std::uint64_t>(std::ranges::count(text, kControlZ));
    ends_line_ = text.ends_with('\n') || text.ends_with('\r') || text.ends_with(kControlZ);
    return text::with_line_ends(text, owner_of(part), kControlZ);
  }

  /// What the RTF says, in the page of the other texts; it is attached. nullptr: it is too large.
  bytes::Blob piece_of_rtf(const TextPart& part) {
    const std::string name = "text-" + std::to_string(++rtfs_) + ".rtf";
    model::Attachment attachment;
    attachment.long_name = name;
    attachment.content = bytes::make_view_blob(part.data, owner_of(part));
    converted_.message.attachments.push_back(std::move(attachment));
    const auto utf8 = plain(part, "it is attached as " + name);
    if (!utf8) {
      return nullptr;
    }
    std::vector<std::byte> out;
    text::StreamEncoder encoder(context_.code_page);
    encoder.encode(*utf8, true, out);
    if (encoder.lost() != 0) {
      converted_.warnings.push_back(
          "code page " + std::to_string(context_.code_page) + " lacks characters of " + name +
          ", which are question marks in the body: " + std::to_string(encoder.lost()));
    }
    ends_line_ = !out.empty() && out.back() == std::byte{'\n'};
    return bytes::make_blob(std::move(out));
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
