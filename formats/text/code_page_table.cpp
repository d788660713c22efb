#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include <unicode/ucnv.h>

#include "formats/text/code_page.h"

namespace text {
namespace {

// ICU's names mislead: its "gb2312" lacks the GBK rows that such mail uses, its "big5" and
// "shift_jis" are Windows' pages, and its "ibm-N" tables follow IBM where Windows went another way
// (single_byte.cpp lists those bytes). Hence converters are named here one by one, most by their
// canonical names. MIME names are those of IANA's registry that common mail readers decode; a page
// without one is written as UTF-8.
constexpr std::array kCodePages = {
    // The pages of DOS.
    CodePage{.number = 437, .icu_name = "ibm-437_P100-1995", .mime_name = "IBM437", .dos = true},
    CodePage{.number = 720, .icu_name = "ibm-720_P100-1997", .mime_name = "", .dos = true},
    CodePage{.number = 737, .icu_name = "ibm-737_P100-1997", .mime_name = "", .dos = true},
    CodePage{.number = 775, .icu_name = "ibm-775_P100-1996", .mime_name = "IBM775", .dos = true},
    CodePage{.number = 850, .icu_name = "ibm-850_P100-1995", .mime_name = "IBM850", .dos = true},
    CodePage{.number = 851, .icu_name = "ibm-851_P100-1995", .mime_name = "", .dos = true},
    CodePage{.number = 852, .icu_name = "ibm-852_P100-1995", .mime_name = "IBM852", .dos = true},
    CodePage{.number = 855, .icu_name = "ibm-855_P100-1995", .mime_name = "IBM855", .dos = true},
    CodePage{.number = 856, .icu_name = "ibm-856_P100-1995", .mime_name = "", .dos = true},
    CodePage{.number = 857, .icu_name = "ibm-857_P100-1995", .mime_name = "IBM857", .dos = true},
    CodePage{.number = 858, .icu_name = "ibm-858_P100-1997", .mime_name = "", .dos = true},
    CodePage{.number = 860, .icu_name = "ibm-860_P100-1995", .mime_name = "IBM860", .dos = true},
    CodePage{.number = 861, .icu_name = "ibm-861_P100-1995", .mime_name = "IBM861", .dos = true},
    CodePage{.number = 862, .icu_name = "ibm-862_P100-1995", .mime_name = "IBM862", .dos = true},
    CodePage{.number = 863, .icu_name = "ibm-863_P100-1995", .mime_name = "IBM863", .dos = true},
    CodePage{.number = 864, .icu_name = "ibm-864_X110-1999", .mime_name = "IBM864", .dos = true},
    CodePage{.number = 865, .icu_name = "ibm-865_P100-1995", .mime_name = "IBM865", .dos = true},
    CodePage{.number = 866, .icu_name = "ibm-866_P100-1995", .mime_name = "IBM866", .dos = true},
    CodePage{.number = 867, .icu_name = "ibm-867_P100-1998", .mime_name = "", .dos = true},
    CodePage{.number = 868, .icu_name = "ibm-868_P100-1995", .mime_name = "", .dos = true},
    CodePage{.number = 869, .icu_name = "ibm-869_P100-1995", .mime_name = "IBM869", .dos = true},
    // The pages of Windows; the four Asian ones were DOS's as well, with ICU's table of 932 an IBM
    // one.
    CodePage{.number = 874, .icu_name = "windows-874-2000", .mime_name = ""},
    CodePage{.number = 932, .icu_name = "ibm-943_P15A-2003", .mime_name = "shift_jis", .dos = true},
    CodePage{.number = 936, .icu_name = "windows-936-2000", .mime_name = "gbk"},
    CodePage{.number = 949, .icu_name = "windows-949-2000", .mime_name = "ks_c_5601-1987"},
    CodePage{.number = 950, .icu_name = "windows-950-2000", .mime_name = "big5"},
    CodePage{.number = 1200, .icu_name = "UTF-16LE", .mime_name = "utf-16le"},
    CodePage{.number = 1201, .icu_name = "UTF-16BE", .mime_name = "utf-16be"},
    CodePage{.number = 1250, .icu_name = "ibm-5346_P100-1998", .mime_name = "windows-1250"},
    CodePage{.number = 1251, .icu_name = "ibm-5347_P100-1998", .mime_name = "windows-1251"},
    CodePage{.number = 1252, .icu_name = "ibm-5348_P100-1997", .mime_name = "windows-1252"},
    CodePage{.number = 1253, .icu_name = "ibm-5349_P100-1998", .mime_name = "windows-1253"},
    CodePage{.number = 1254, .icu_name = "ibm-5350_P100-1998", .mime_name = "windows-1254"},
    CodePage{.number = 1255, .icu_name = "ibm-9447_P100-2002", .mime_name = "windows-1255"},
    CodePage{.number = 1256, .icu_name = "ibm-9448_X100-2005", .mime_name = "windows-1256"},
    CodePage{.number = 1257, .icu_name = "ibm-9449_P100-2002", .mime_name = "windows-1257"},
    CodePage{.number = 1258, .icu_name = "ibm-5354_P100-1998", .mime_name = "windows-1258"},
    // The Macintosh.
    CodePage{.number = 10000, .icu_name = "macos-0_2-10.2", .mime_name = "macintosh"},
    CodePage{.number = 10006, .icu_name = "macos-6_2-10.4", .mime_name = ""},
    CodePage{.number = 10007, .icu_name = "macos-7_3-10.2", .mime_name = ""},
    CodePage{.number = 10029, .icu_name = "macos-29-10.2", .mime_name = ""},
    CodePage{.number = 10081, .icu_name = "macos-35-10.2", .mime_name = ""},
    // ISO, KOI8, EUC and the encodings of the Internet.
    CodePage{.number = 20127, .icu_name = "US-ASCII", .mime_name = "us-ascii"},
    CodePage{.number = 20866, .icu_name = "ibm-878_P100-1996", .mime_name = "koi8-r"},
    CodePage{.number = 20932, .icu_name = "euc-jp-2007", .mime_name = "euc-jp"},
    CodePage{.number = 20936, .icu_name = "windows-936-2000", .mime_name = "gbk"},
    CodePage{.number = 21866, .icu_name = "ibm-1168_P100-2002", .mime_name = "koi8-u"},
    CodePage{.number = 28591, .icu_name = "ISO-8859-1", .mime_name = "iso-8859-1"},
    CodePage{.number = 28592, .icu_name = "ibm-912_P100-1995", .mime_name = "iso-8859-2"},
    CodePage{.number = 28593, .icu_name = "ibm-913_P100-2000", .mime_name = "iso-8859-3"},
    CodePage{.number = 28594, .icu_name = "ibm-914_P100-1995", .mime_name = "iso-8859-4"},
    CodePage{.number = 28595, .icu_name = "ibm-915_P100-1995", .mime_name = "iso-8859-5"},
    CodePage{.number = 28596, .icu_name = "ibm-1089_P100-1995", .mime_name = "iso-8859-6"},
    CodePage{.number = 28597, .icu_name = "ibm-9005_X110-2007", .mime_name = "iso-8859-7"},
    CodePage{.number = 28598, .icu_name = "ibm-5012_P100-1999", .mime_name = "iso-8859-8"},
    CodePage{.number = 28599, .icu_name = "ibm-920_P100-1995", .mime_name = "iso-8859-9"},
    CodePage{.number = 28600, .icu_name = "iso-8859_10-1998", .mime_name = "iso-8859-10"},
    CodePage{.number = 28601, .icu_name = "iso-8859_11-2001", .mime_name = ""},
    CodePage{.number = 28603, .icu_name = "ibm-921_P100-1995", .mime_name = "iso-8859-13"},
    CodePage{.number = 28604, .icu_name = "iso-8859_14-1998", .mime_name = "iso-8859-14"},
    CodePage{.number = 28605, .icu_name = "ibm-923_P100-1998", .mime_name = "iso-8859-15"},
    // ICU 72 has no ISO 8859-16: single_byte.cpp has its upper half.
    CodePage{.number = 28606, .icu_name = "ISO-8859-1", .mime_name = "iso-8859-16"},
    CodePage{.number = 38598, .icu_name = "ibm-5012_P100-1999", .mime_name = ""},
    CodePage{
        .number = 50220, .icu_name = "ISO_2022,locale=ja,version=0", .mime_name = "iso-2022-jp"},
    CodePage{.number = 50221, .icu_name = "ISO_2022,locale=ja,version=3", .mime_name = ""},
    CodePage{.number = 50222, .icu_name = "ISO_2022,locale=ja,version=3", .mime_name = ""},
    CodePage{
        .number = 50225, .icu_name = "ISO_2022,locale=ko,version=0", .mime_name = "iso-2022-kr"},
    CodePage{.number = 50227, .icu_name = "ISO_2022,locale=zh,version=0", .mime_name = ""},
    CodePage{.number = 51932, .icu_name = "euc-jp-2007", .mime_name = "euc-jp"},
    CodePage{.number = 51936, .icu_name = "windows-936-2000", .mime_name = "gbk"},
    CodePage{.number = 51949, .icu_name = "windows-949-2000", .mime_name = "euc-kr"},
    CodePage{.number = 51950, .icu_name = "euc-tw-2014", .mime_name = ""},
    CodePage{.number = 52936, .icu_name = "HZ", .mime_name = "hz-gb-2312"},
    CodePage{.number = 54936, .icu_name = "gb18030", .mime_name = "gb18030"},
    CodePage{.number = 65000, .icu_name = "UTF-7", .mime_name = "utf-7"},
    CodePage{.number = 65001, .icu_name = "UTF-8", .mime_name = "utf-8"},
};
static_assert(std::ranges::is_sorted(kCodePages, {}, &CodePage::number));

/// What people and mail headers write where neither the MIME name nor ICU's list of aliases leads
/// to the row that is meant.
struct Alias {
  std::string_view name;  // as folded() leaves it
  CodePageNumber number = 0;
};
constexpr std::array kAliases = {
    Alias{.name = "ascii", .number = kAscii},   Alias{.name = "ansi", .number = kWindows1252},
    Alias{.name = "shiftjis", .number = 932},   Alias{.name = "sjis", .number = 932},
    Alias{.name = "xsjis", .number = 932},      Alias{.name = "gb2312", .number = 936},
    Alias{.name = "gb231280", .number = 936},   Alias{.name = "xgbk", .number = 936},
    Alias{.name = "euckr", .number = 949},      Alias{.name = "korean", .number = 949},
    Alias{.name = "uhc", .number = 949},        Alias{.name = "eucjp", .number = 51932},
    Alias{.name = "xeucjp", .number = 51932},   Alias{.name = "euccn", .number = 51936},
    Alias{.name = "euctw", .number = 51950},    Alias{.name = "iso885911", .number = 28601},
    Alias{.name = "tis620", .number = 874},     Alias{.name = "mac", .number = 10000},
    Alias{.name = "macroman", .number = 10000}, Alias{.name = "utf16", .number = kUtf16},
    Alias{.name = "unicode", .number = kUtf16},
};

/// Lower case, letters and digits only: "CP-850" and "cp850" are one name.
std::string folded(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      result += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += c;
    }
  }
  return result;
}

/// "850", "cp850", "windows1252", "ibm437", "dos437": a number, with or without a word before it
/// that says no more than that a number follows.
std::optional<CodePageNumber> numbered(std::string_view name) {
  for (const std::string_view prefix :
       {"codepage", "windows", "xcp", "ibm", "dos", "win", "cp", "ms"}) {
    if (name.starts_with(prefix)) {
      name.remove_prefix(prefix.size());
      break;
    }
  }
  CodePageNumber number = 0;
  const char* end = std::to_address(name.end());
  const auto parsed = std::from_chars(name.data(), end, number);
  if (name.empty() || parsed.ec != std::errc() || parsed.ptr != end) {
    return std::nullopt;
  }
  return number;
}

/// The row whose converter ICU finds under `name`, by its own tables of aliases.
std::optional<CodePageNumber> by_icu_alias(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  const char* canonical = ucnv_getAlias(name.c_str(), 0, &status);
  if (U_FAILURE(status) != 0 || canonical == nullptr) {
    return std::nullopt;
  }
  const auto* found =
      std::ranges::find(kCodePages, std::string_view(canonical), &CodePage::icu_name);
  return found == kCodePages.end() ? std::nullopt : std::optional(found->number);
}

}  // namespace

std::span<const CodePage> code_pages() { return kCodePages; }

const CodePage* find_code_page(CodePageNumber number) {
  const auto* found = std::ranges::find(kCodePages, number, &CodePage::number);
  return found == kCodePages.end() ? nullptr : found;
}

std::optional<CodePageNumber> code_page_by_name(std::string_view name) {
  const std::string key = folded(name);
  if (const auto number = numbered(key)) {
    return find_code_page(*number) == nullptr ? std::nullopt : number;
  }
  if (const auto* alias = std::ranges::find(kAliases, key, &Alias::name); alias != kAliases.end()) {
    return alias->number;
  }
  for (const CodePage& page : kCodePages) {
    if (!page.mime_name.empty() && folded(page.mime_name) == key) {
      return page.number;
    }
  }
  return by_icu_alias(std::string(name));
}

}  // namespace text
