#include "formats/text/rtf_output.h"

#include "formats/text/single_byte.h"

namespace text {
namespace {

// Where Windows puts the bytes of symbol fonts (its code page 42).
constexpr char16_t kPictures = 0xF000;
// The bullet of Word and Outlook's lists: that byte in that font. In other symbol fonts the byte
// is another picture, and none of them has a name in Unicode that we could vouch for.
constexpr std::string_view kSymbolFont = "Symbol";
constexpr std::uint8_t kSymbolBullet = 0xB7;
constexpr char16_t kBullet = 0x2022;

}  // namespace

void RtfOutput::flush() {
  units_.finish(out_);
  if (open_ != nullptr) {
    open_->decode({}, true, out_);
    open_ = nullptr;
  }
}

void RtfOutput::put_bytes(std::string_view bytes, CodePageNumber page) {
  if (open_ == nullptr || page != open_page_) {
    flush();
    open_ = &decoders_.try_emplace(page, page).first->second;
    open_page_ = page;
  }
  open_->decode(std::as_bytes(std::span(bytes)), false, out_);
}

void RtfOutput::put_picture(std::uint8_t byte, const RtfFont& font) {
  const bool bullet = byte == kSymbolBullet && font.name == kSymbolFont;
  put_unit(bullet ? kBullet : static_cast<char16_t>(kPictures + byte));
}

void RtfOutput::put_unit(char16_t unit) {
  if (open_ != nullptr) {
    flush();
  }
  units_.put(unit, out_);
}

void RtfOutput::put_text(std::string_view utf8) {
  flush();
  out_ += utf8;
}

void RtfOutput::put_undecodable() {
  flush();
  append_utf8(kReplacement, out_);
  ++undecodable_;
}

std::string RtfOutput::take_text() {
  flush();
  return std::move(out_);
}

std::uint64_t RtfOutput::undecodable() const {
  std::uint64_t total = undecodable_ + units_.lone_surrogates();
  for (const auto& [page, decoder] : decoders_) {
    total += decoder.undecodable();
  }
  return total;
}

}  // namespace text
