#include "formats/text/single_byte.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <mutex>

#include <unicode/ucnv.h>

namespace text {
namespace {

/// A byte that Microsoft's table of the page (unicode.org, MAPPINGS/VENDORS/MICSFT) reads in
/// another way than ICU's table, which is IBM's.
struct Correction {
  CodePageNumber page = 0;
  std::uint8_t byte = 0;
  char16_t character = 0;
};
constexpr std::array kCorrections = {
    // MICRO SIGN, where IBM has GREEK SMALL LETTER MU.
    Correction{.page = 437, .byte = 0xE6, .character = u'\u00B5'},
    Correction{.page = 860, .byte = 0xE6, .character = u'\u00B5'},
    Correction{.page = 861, .byte = 0xE6, .character = u'\u00B5'},
    Correction{.page = 862, .byte = 0xE6, .character = u'\u00B5'},
    Correction{.page = 863, .byte = 0xE6, .character = u'\u00B5'},
    Correction{.page = 865, .byte = 0xE6, .character = u'\u00B5'},
    Correction{.page = 852, .byte = 0xAA, .character = u'\u00AC'},
    Correction{.page = 856, .byte = 0xEE, .character = u'\u00AF'},
    Correction{.page = 856, .byte = 0xFA, .character = u'\u00B7'},
    Correction{.page = 864, .byte = 0x25, .character = u'\u066A'},
    Correction{.page = 864, .byte = 0x9F, .character = kReplacement},
    Correction{.page = 864, .byte = 0xD7, .character = u'\uFEC1'},
    Correction{.page = 864, .byte = 0xD8, .character = u'\uFEC5'},
    Correction{.page = 864, .byte = 0xF1, .character = u'\u0651'},
    Correction{.page = 869, .byte = 0x88, .character = u'\u00B7'},
    Correction{.page = 869, .byte = 0xEF, .character = u'\u0384'},
};

// ISO/IEC 8859-16, bytes A0 to FF.
constexpr std::u16string_view kLatin10 =
    u"\u00A0\u0104\u0105\u0141\u20AC\u201E\u0160\u00A7\u0161\u00A9\u0218\u00AB\u0179\u00AD\u017A"
    u"\u017B\u00B0\u00B1\u010C\u0142\u017D\u201D\u00B6\u00B7\u017E\u010D\u0219\u00BB\u0152\u0153"
    u"\u0178\u017C\u00C0\u00C1\u00C2\u0102\u00C4\u0106\u00C6\u00C7\u00C8\u00C9\u00CA\u00CB\u00CC"
    u"\u00CD\u00CE\u00CF\u0110\u0143\u00D2\u00D3\u00D4\u0150\u00D6\u015A\u0170\u00D9\u00DA\u00DB"
    u"\u00DC\u0118\u021A\u00DF\u00E0\u00E1\u00E2\u0103\u00E4\u0107\u00E6\u00E7\u00E8\u00E9\u00EA"
    u"\u00EB\u00EC\u00ED\u00EE\u00EF\u0111\u0144\u00F2\u00F3\u00F4\u0151\u00F6\u015B\u0171\u00F9"
    u"\u00FA\u00FB\u00FC\u0119\u021B\u00FF";
constexpr CodePageNumber kLatin10Number = 28606;
static_assert(kLatin10.size() == 96);

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const CodePage& page) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(std::string(page.icu_name).c_str(), &status), &ucnv_close);
  assert(U_SUCCESS(status) != 0);  // a test opens every row of the table
  return converter;
}

bool is_single_byte(const CodePage& page) {
  const Converter converter = open_converter(page);
  return ucnv_getMaxCharSize(converter.get()) == 1;
}

char16_t converted(UConverter* converter, char byte) {
  std::array<UChar, 4> units{};
  UErrorCode status = U_ZERO_ERROR;
  ucnv_resetToUnicode(converter);
  const std::int32_t count =
      ucnv_toUChars(converter, units.data(), units.size(), &byte, 1, &status);
  return U_SUCCESS(status) != 0 && count == 1 ? units[0] : kReplacement;
}

}  // namespace

SingleByteTable::SingleByteTable(const CodePage& page) {
  const Converter converter = open_converter(page);
  for (std::size_t byte = 0; byte < units_.size(); ++byte) {
    const bool itself = page.dos && (byte < 0x20 || byte == 0x7F);
    units_[byte] =
        itself ? static_cast<char16_t>(byte) : converted(converter.get(), static_cast<char>(byte));
  }
  for (const Correction& correction : kCorrections) {
    if (correction.page == page.number) {
      units_[correction.byte] = correction.character;
    }
  }
  if (page.number == kLatin10Number) {
    std::ranges::copy(kLatin10, units_.begin() + 0xA0);
  }
  for (std::size_t byte = 0; byte < units_.size(); ++byte) {
    has_ascii_ = has_ascii_ && (byte >= 0x80 || units_[byte] == byte);
    if (units_[byte] != kReplacement) {
      places_.push_back({.character = units_[byte], .byte = static_cast<std::uint8_t>(byte)});
    }
  }
  std::ranges::stable_sort(places_, {}, &Place::character);
}

std::optional<std::uint8_t> SingleByteTable::encode(char32_t character) const {
  if (character < 0x80 && has_ascii_) {
    return static_cast<std::uint8_t>(character);
  }
  const auto found = std::ranges::lower_bound(places_, character, {}, &Place::character);
  if (found == places_.end() || found->character != character) {
    return std::nullopt;
  }
  return found->byte;
}

const SingleByteTable* SingleByteTable::find(const CodePage& page) {
  struct Entry {
    std::once_flag once;
    std::unique_ptr<const SingleByteTable> table;
  };
  static std::vector<Entry> entries(code_pages().size());  // one per row
  Entry& entry = entries[static_cast<std::size_t>(&page - code_pages().data())];
  std::call_once(entry.once, [&] {
    if (is_single_byte(page)) {
      // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): make_unique cannot reach the constructor
      entry.table.reset(new SingleByteTable(page));
    }
  });
  return entry.table.get();
}

}  // namespace text
