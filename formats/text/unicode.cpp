#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <cstring>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "formats/text/code_page.h"
#include "formats/text/single_byte.h"
#include "formats/text/utf16_to_utf8.h"
#include "formats/text/utf8.h"

namespace text {
namespace {

std::string to_utf8(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

icu::UnicodeString nfc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  icu::UnicodeString result = normalizer->normalize(
      icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())}), status);
  assert(U_SUCCESS(status) != 0);  // the data are built into the library
  return result;
}

}  // namespace

void append_utf8(char32_t character, std::string& out) {
  const auto tail = [character](unsigned shift) {
    return static_cast<char>(0x80U | ((character >> shift) & 0x3FU));
  };
  if (character < 0x80) {
    out += static_cast<char>(character);
  } else if (character < 0x800) {
    out += static_cast<char>(0xC0U | (character >> 6U));
    out += tail(0);
  } else if (character < 0x10000) {
    out += static_cast<char>(0xE0U | (character >> 12U));
    out += tail(6);
    out += tail(0);
  } else {
    out += static_cast<char>(0xF0U | (character >> 18U));
    out += tail(12);
    out += tail(6);
    out += tail(0);
  }
}

void Utf16ToUtf8::put_lone(std::string& out) {
  append_utf8(kReplacement, out);
  ++lone_;
}

void Utf16ToUtf8::put(char16_t unit, std::string& out) {
  const bool low = (unit & 0xFC00U) == 0xDC00U;
  if (high_ != 0 && low) {
    append_utf8(0x10000U + ((high_ & 0x3FFU) << 10U) + (unit & 0x3FFU), out);
    high_ = 0;
    return;
  }
  finish(out);
  if ((unit & 0xFC00U) == 0xD800U) {
    high_ = unit;
  } else if (low) {
    put_lone(out);
  } else {
    append_utf8(unit, out);
  }
}

void Utf16ToUtf8::finish(std::string& out) {
  if (high_ != 0) {
    put_lone(out);
    high_ = 0;
  }
}

bool is_ascii(std::string_view text) { return ascii_front(text) == text.size(); }

std::string to_nfc(std::string_view utf8) {
  return is_ascii(utf8) ? std::string(utf8) : to_utf8(nfc(utf8));
}

char32_t upper_case(char32_t character) {
  return static_cast<char32_t>(u_toupper(static_cast<UChar32>(character)));
}

std::string fold_case(std::string_view utf8) {
  if (is_ascii(utf8)) {
    std::string out(utf8);
    for (char& c : out) {
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
  }
  icu::UnicodeString folded = nfc(utf8).foldCase();
  return to_nfc(to_utf8(folded));  // folding may undo the composition
}

}  // namespace text
