#include "formats/text/code_page.h"

#include <array>
#include <cassert>
#include <memory>

#include <unicode/ucnv.h>

#include "formats/bytes/byte_source.h"
#include "formats/text/control_rotation.h"
#include "formats/text/single_byte.h"
#include "formats/text/utf8.h"

namespace text {
namespace {

std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// `utf8` is well-formed: a lead byte tells how many follow, and they do.
std::u16string to_utf16(std::string_view utf8) {
  std::u16string result;
  result.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t character = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      character = (character << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    i += length;
    if (character >= 0x10000) {
      result += static_cast<char16_t>(0xD7C0U + (character >> 10U));
      result += static_cast<char16_t>(0xDC00U + (character & 0x3FFU));
    } else {
      result += static_cast<char16_t>(character);
    }
  }
  return result;
}

std::optional<std::string> encode_by_table(const std::u16string& text,
                                           const SingleByteTable& table) {
  std::string result;
  result.reserve(text.size());
  for (const char16_t unit : text) {
    const auto byte = table.encode(unit);
    if (!byte) {
      return std::nullopt;
    }
    result += static_cast<char>(*byte);
  }
  return result;
}

std::optional<std::string> encode_by_icu(std::u16string text, const CodePage& page) {
  for (char16_t& unit : text) {
    unit = rotate_in(page, unit);
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
      ucnv_open(std::string(page.icu_name).c_str(), &status), &ucnv_close);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
  assert(U_SUCCESS(status) != 0);
  std::string result;
  std::array<char, 4096> piece{};
  const char16_t* source = text.data();
  do {
    status = U_ZERO_ERROR;
    char* target = piece.data();
    ucnv_fromUnicode(converter.get(), &target, std::to_address(piece.end()), &source,
                     std::to_address(text.end()), nullptr, 1, &status);
    result.append(piece.data(), target);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return U_SUCCESS(status) != 0 ? std::optional(std::move(result)) : std::nullopt;
}

std::string little_or_big_endian(const std::u16string& text, bool little) {
  std::string result;
  result.reserve(text.size() * 2);
  for (const char16_t unit : text) {
    const auto low = static_cast<char>(unit & 0xFFU);
    const auto high = static_cast<char>(unit >> 8U);
    result += little ? low : high;
    result += little ? high : low;
  }
  return result;
}

}  // namespace

Decoded decode(std::span<const std::byte> data, CodePageNumber number) {
  Decoded result;
  result.utf8.reserve(data.size() + data.size() / 4);
  StreamDecoder decoder(number);
  decoder.decode(data, true, result.utf8);
  result.undecodable = decoder.undecodable();
  return result;
}

Decoded decode(std::string_view data, CodePageNumber number) {
  if (number == kUtf8 && is_utf8(data)) {
    return {.utf8 = std::string(data), .undecodable = 0};
  }
  return decode(as_bytes(data), number);
}

Decoded decode_utf16(std::span<const std::byte> data) { return decode(data, kUtf16); }

std::optional<std::string> encode(std::string_view utf8, CodePageNumber number) {
  const CodePage* page = find_code_page(number);
  if (page == nullptr || !is_utf8(utf8)) {
    return std::nullopt;
  }
  if (number == kUtf8) {
    return std::string(utf8);
  }
  std::u16string text = to_utf16(utf8);
  if (number == kUtf16 || number == 1201) {
    return little_or_big_endian(text, number == kUtf16);
  }
  if (const SingleByteTable* table = SingleByteTable::find(*page)) {
    return encode_by_table(text, *table);
  }
  // ICU's tables have a few characters that go into the page and come back as others.
  auto result = encode_by_icu(std::move(text), *page);
  if (result && decode(*result, number) != Decoded{.utf8 = std::string(utf8), .undecodable = 0}) {
    return std::nullopt;
  }
  return result;
}

std::string encode_utf16(std::string_view utf8) {
  return little_or_big_endian(is_utf8(utf8) ? to_utf16(utf8) : to_utf16(decode(utf8, kUtf8).utf8),
                              true);
}

}  // namespace text
