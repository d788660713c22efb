#include "formats/text/html_entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <system_error>

#include "formats/text/single_byte.h"

namespace text {
namespace {

// HTML 4.01 24.2.1, from U+00A0 on.
constexpr char32_t kFirstLatin = 0xA0;
constexpr std::array<std::string_view, 96> kLatin = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Named {
  std::string_view name;
  char32_t character = 0;
};

// HTML 4.01 24.4.1, with XHTML's apos, and of 24.3.1 what mail programs write.
constexpr std::array kSpecial = {
    Named{.name = "amp", .character = '&'},       Named{.name = "lt", .character = '<'},
    Named{.name = "gt", .character = '>'},        Named{.name = "quot", .character = '"'},
    Named{.name = "apos", .character = '\''},     Named{.name = "OElig", .character = 0x152},
    Named{.name = "oelig", .character = 0x153},   Named{.name = "Scaron", .character = 0x160},
    Named{.name = "scaron", .character = 0x161},  Named{.name = "Yuml", .character = 0x178},
    Named{.name = "circ", .character = 0x2C6},    Named{.name = "tilde", .character = 0x2DC},
    Named{.name = "ensp", .character = 0x2002},   Named{.name = "emsp", .character = 0x2003},
    Named{.name = "thinsp", .character = 0x2009}, Named{.name = "zwnj", .character = 0x200C},
    Named{.name = "zwj", .character = 0x200D},    Named{.name = "lrm", .character = 0x200E},
    Named{.name = "rlm", .character = 0x200F},    Named{.name = "ndash", .character = 0x2013},
    Named{.name = "mdash", .character = 0x2014},  Named{.name = "lsquo", .character = 0x2018},
    Named{.name = "rsquo", .character = 0x2019},  Named{.name = "sbquo", .character = 0x201A},
    Named{.name = "ldquo", .character = 0x201C},  Named{.name = "rdquo", .character = 0x201D},
    Named{.name = "bdquo", .character = 0x201E},  Named{.name = "dagger", .character = 0x2020},
    Named{.name = "Dagger", .character = 0x2021}, Named{.name = "bull", .character = 0x2022},
    Named{.name = "hellip", .character = 0x2026}, Named{.name = "permil", .character = 0x2030},
    Named{.name = "lsaquo", .character = 0x2039}, Named{.name = "rsaquo", .character = 0x203A},
    Named{.name = "euro", .character = 0x20AC},   Named{.name = "trade", .character = 0x2122},
    Named{.name = "larr", .character = 0x2190},   Named{.name = "rarr", .character = 0x2192},
    Named{.name = "minus", .character = 0x2212},  Named{.name = "le", .character = 0x2264},
    Named{.name = "ge", .character = 0x2265},
};

constexpr std::size_t kMaxName = 6;
// Enough for every character, leading zeros included.
constexpr std::size_t kMaxDigits = 8;

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::optional<char32_t> named(std::string_view name) {
  const auto* const latin = std::ranges::find(kLatin, name);
  if (latin != kLatin.end()) {
    return kFirstLatin + static_cast<char32_t>(latin - kLatin.begin());
  }
  const auto* const special = std::ranges::find(kSpecial, name, &Named::name);
  return special == kSpecial.end() ? std::nullopt : std::optional(special->character);
}

// "A numeric character reference expanded to the C1 control": what was meant is windows-1252 (HTML,
// "numeric character reference end state"). Numbers of no character are U+FFFD there.
char32_t numbered(std::uint32_t number) {
  if (number >= 0x80 && number < 0xA0) {
    constexpr std::array<char32_t, 32> kWindows = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return kWindows[number - 0x80];
  }
  const bool surrogate = number >= 0xD800 && number < 0xE000;
  return number == 0 || surrogate || number > 0x10FFFF ? char32_t{kReplacement} : number;
}

/// `digits` is what stands between "&#" or "&#x" and what follows.
std::optional<HtmlCharacter> numeric(std::string_view html) {
  const bool hexadecimal = html.size() > 2 && (html[2] == 'x' || html[2] == 'X');
  const std::string_view digits = html.substr(hexadecimal ? 3 : 2, kMaxDigits);
  std::uint32_t number = 0;
  const auto end =
      std::from_chars(digits.data(), std::to_address(digits.end()), number, hexadecimal ? 16 : 10);
  if (end.ec == std::errc::invalid_argument) {
    return std::nullopt;
  }
  return HtmlCharacter{.character = numbered(number),
                       .size = static_cast<std::size_t>(end.ptr - html.data())};
}

}  // namespace

std::optional<HtmlCharacter> html_character(std::string_view html) {
  std::optional<HtmlCharacter> found;
  if (html.size() > 1 && html[1] == '#') {
    found = numeric(html);
  } else {
    const std::string_view rest = html.substr(1, kMaxName + 1);
    const auto size =
        static_cast<std::size_t>(std::ranges::find_if_not(rest, is_alnum) - rest.begin());
    if (const auto character = named(rest.substr(0, size))) {
      found = HtmlCharacter{.character = *character, .size = 1 + size};
    }
  }
  if (found && found->size < html.size() && html[found->size] == ';') {
    ++found->size;
  }
  return found;
}

}  // namespace text
