#include "converters/pst/text_form.h"

#include <algorithm>

#include "converters/model/property.h"
#include "converters/pst/transcoded_text.h"
#include "formats/text/utf16_to_utf8.h"
#include "formats/text/utf8.h"

namespace convert::pst {
namespace {

/// 8-bit text that may be UTF-8 is looked at whole up to this size; beyond it the store's page is
/// taken.
constexpr std::uint64_t kLargestLookedAt = std::uint64_t{64} * 1024 * 1024;

std::string_view without_nuls(std::string_view text) {
  while (text.ends_with('\0')) {
    text.remove_suffix(1);
  }
  return text;
}

void count(std::string_view utf8, std::map<char32_t, std::uint64_t>& counts) {
  constexpr char32_t kFirstBeyondAscii = 0x80;
  if (text::is_ascii(utf8) || !text::is_utf8(utf8)) {
    return;
  }
  text::for_each_character(utf8, [&counts](char32_t character) {
    if (character >= kFirstBeyondAscii) {
      ++counts[character];
    }
  });
}

/// How many of the characters counted have no place in `page`.
std::uint64_t lost_in(text::CodePageNumber page, const std::map<char32_t, std::uint64_t>& counts) {
  std::uint64_t lost = 0;
  for (const auto& [character, times] : counts) {
    std::string utf8;
    text::append_utf8(character, utf8);
    lost += text::encode(utf8, page) ? 0 : times;
  }
  return lost;
}

}  // namespace

Bytes to_bytes(std::string_view text) {
  const auto data = std::as_bytes(std::span(text));
  return {data.begin(), data.end()};
}

void CharacterSurvey::add(std::string_view utf8) { count(utf8, characters_); }
void CharacterSurvey::add_8bit(std::string_view utf8) { count(utf8, characters_8bit_); }

text::CodePageNumber CharacterSurvey::choose(std::span<const text::CodePageNumber> candidates,
                                             text::CodePageNumber source) const {
  text::CodePageNumber best = candidates.front();
  std::uint64_t fewest = UINT64_MAX;
  for (const text::CodePageNumber page : candidates) {
    const std::uint64_t lost =
        lost_in(page, characters_) + (page == source ? 0 : lost_in(page, characters_8bit_));
    if (lost < fewest) {
      best = page;
      fewest = lost;
    }
    if (lost == 0) {
      break;
    }
  }
  return best;
}

Bytes TextForm::encode(std::string_view utf8) {
  utf8 = without_nuls(utf8);
  Bytes out;
  if (unicode_) {
    text::append_utf16(utf8, out);
    return out;
  }
  if (survey_ != nullptr) {
    survey_->add(utf8);
  }
  encoder_.encode(utf8, true, out);
  return out;
}

Bytes TextForm::encode_copy(std::string_view utf8) {
  TextForm uncounted = *this;
  Bytes out = uncounted.encode(utf8);
  copy_is_lossy_ = copy_is_lossy_ || uncounted.lost() > lost();
  return out;
}

std::string TextForm::decode_8bit(std::string_view raw) const {
  if (source_.maybe_utf8 && text::is_utf8(raw)) {
    return std::string(raw);
  }
  return text::decode(raw, source_.number).utf8;
}

Bytes TextForm::encode_8bit(std::string_view raw) {
  raw = without_nuls(raw);
  if (text::is_ascii(raw)) {
    return encode(raw);
  }
  if (survey_ != nullptr) {
    survey_->add_8bit(decode_8bit(raw));
  }
  if (keeps_bytes()) {
    return to_bytes(raw);
  }
  if (source_.maybe_utf8 && text::is_utf8(raw)) {
    return encode(raw);
  }
  const auto decoded = text::decode(raw, source_.number);
  undecodable_ += decoded.undecodable;
  return encode(decoded.utf8);
}

::pst::ContentValue TextForm::encode_large(const bytes::Blob& content, text::CodePageNumber from) {
  const bool keep = !unicode_ && from == page_;
  if (content->size() <= model::kLargestInlineValue) {
    if (auto all = bytes::read_all_text(*content, model::kLargestInlineValue)) {
      if (from == source_.number && from != text::kUtf8) {
        return encode_8bit(*all);
      }
      if (from == text::kUtf8 && text::is_utf8(*all)) {
        return encode(*all);
      }
      if (keep && survey_ == nullptr) {
        return to_bytes(without_nuls(*all));
      }
      const auto decoded = text::decode(*all, from);
      undecodable_ += decoded.undecodable;
      return encode(decoded.utf8);
    }
  }
  if (survey_ != nullptr) {
    const bool in_8_bits = from == source_.number && from != text::kUtf8;
    for_each_piece(*content, from, [this, in_8_bits](std::string_view piece) {
      in_8_bits ? survey_->add_8bit(piece) : survey_->add(piece);
    });
  }
  if (keep) {
    return content;
  }
  const auto transcoded = transcode(content, from, unicode_ ? text::kUtf16 : page_);
  undecodable_ += transcoded.undecodable;
  lost_ += transcoded.lost;
  return transcoded.content;
}

text::CodePageNumber TextForm::page_of(const bytes::ByteSource& content) const {
  if (!source_.maybe_utf8) {
    return source_.number;
  }
  const auto all = bytes::read_all_text(content, kLargestLookedAt);
  return all && text::is_utf8(*all) ? text::kUtf8 : source_.number;
}

}  // namespace convert::pst
