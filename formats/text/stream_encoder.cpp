#include <algorithm>
#include <cstdint>
#include <cstring>

#include "formats/bytes/little_endian.h"
#include "formats/text/code_page.h"
#include "formats/text/single_byte.h"
#include "formats/text/utf16_to_utf8.h"
#include "formats/text/utf8.h"

namespace text {
namespace {

constexpr std::byte kNoPlace{'?'};

void put(std::string_view text, std::vector<std::byte>& out) {
  const auto data = std::as_bytes(std::span(text));
  out.insert(out.end(), data.begin(), data.end());
}

/// How many bytes at the end of `text` begin a character and do not end it.
std::size_t unfinished_tail(std::string_view text) {
  const std::size_t most = std::min<std::size_t>(3, text.size());
  for (std::size_t back = 1; back <= most; ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if ((byte & 0xC0U) != 0x80U) {
      const std::size_t length = byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
      return length > back ? back : 0;
    }
  }
  return 0;
}

/// ASCII as UTF-16, four characters at a time.
void append_wide(std::string_view ascii, std::vector<std::byte>& out) {
  const std::size_t begin = out.size();
  out.resize(begin + ascii.size() * 2);
  std::byte* at = out.data() + begin;
  std::size_t i = 0;
  for (; i + sizeof(bytes::u32) <= ascii.size(); i += sizeof(bytes::u32)) {
    bytes::u32 four;
    std::memcpy(&four, ascii.data() + i, sizeof(four));
    std::uint64_t wide = std::uint32_t{four};
    wide = (wide | wide << 16U) & 0x0000'FFFF'0000'FFFFU;
    const bytes::u64 units((wide | wide << 8U) & 0x00FF'00FF'00FF'00FFU);
    std::memcpy(at, &units, sizeof(units));
    at += sizeof(units);
  }
  for (; i < ascii.size(); ++i) {
    *at = static_cast<std::byte>(ascii[i]);
    at += 2;
  }
}

/// Fills `at` and what follows with the UTF-16 form of well-formed UTF-8.
std::byte* put_utf16(std::string_view utf8, std::byte* at) {
  const auto unit = [&at](char32_t value) {
    *at++ = static_cast<std::byte>(value & 0xFFU);
    *at++ = static_cast<std::byte>((value >> 8U) & 0xFFU);
  };
  for_each_character(utf8, [&unit](char32_t character) {
    if (character >= 0x10000) {
      unit(0xD7C0U + (character >> 10U));
      unit(0xDC00U + (character & 0x3FFU));
    } else {
      unit(character);
    }
  });
  return at;
}

}  // namespace

void append_utf16(std::string_view utf8, std::vector<std::byte>& out) {
  if (is_ascii(utf8)) {
    append_wide(utf8, out);
    return;
  }
  if (!is_utf8(utf8)) {
    append_utf16(decode(utf8, kUtf8).utf8, out);
    return;
  }
  const std::size_t begin = out.size();
  out.resize(begin + utf8.size() * 2);  // no character takes more
  const std::byte* const end = put_utf16(utf8, out.data() + begin);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

StreamEncoder::StreamEncoder(CodePageNumber number) : page_(find_code_page(number)) {
  if (page_ == nullptr) {
    page_ = find_code_page(kAscii);
  }
  table_ = page_->number == kUtf16 ? nullptr : SingleByteTable::find(*page_);
}

void StreamEncoder::encode_whole(std::string_view utf8, std::vector<std::byte>& out) {
  if (page_->number == kUtf16) {
    append_utf16(utf8, out);
    return;
  }
  if (page_->number == kUtf8) {
    put(utf8, out);
    return;
  }
  if (table_ != nullptr) {
    if (table_->has_ascii() && is_ascii(utf8)) {
      put(utf8, out);
      return;
    }
    out.reserve(out.size() + utf8.size());
    for_each_character(utf8, [&](char32_t character) {
      const auto byte = table_->encode(character);
      lost_ += byte ? 0U : 1U;
      out.push_back(byte ? std::byte{*byte} : kNoPlace);
    });
    return;
  }
  if (const auto all = text::encode(utf8, page_->number)) {
    put(*all, out);
    return;
  }
  for_each_character(utf8, [&](char32_t character) {
    if (character < 0x80) {  // themselves in every page that is not one of the above
      out.push_back(static_cast<std::byte>(character));
      return;
    }
    std::string one;
    append_utf8(character, one);
    const auto encoded = text::encode(one, page_->number);
    lost_ += encoded ? 0U : 1U;
    put(encoded.value_or("?"), out);
  });
}

void StreamEncoder::encode(std::string_view utf8, bool last, std::vector<std::byte>& out) {
  std::string joined;
  if (!unfinished_.empty()) {
    joined = std::move(unfinished_);
    joined += utf8;
    unfinished_.clear();
    utf8 = joined;
  }
  if (!last) {
    const std::size_t tail = unfinished_tail(utf8);
    unfinished_ = std::string(utf8.substr(utf8.size() - tail));
    utf8.remove_suffix(tail);
  }
  if (is_utf8(utf8)) {
    encode_whole(utf8, out);
  } else {
    encode_whole(decode(utf8, kUtf8).utf8, out);
  }
}

}  // namespace text
