#include "formats/wgpo/letter.h"

#include <algorithm>
#include <array>

#include "formats/text/calendar_date.h"

namespace wgpo {
namespace {

constexpr std::size_t kSearchWithin = 256;

/// Where a letter without its head goes on: at the first vendor element with an integer in it.
std::optional<std::size_t> find_vendor(std::span<const std::byte> file) {
  const auto front = file.first(std::min(file.size(), kSearchWithin));
  for (std::size_t at = 0; at + 4 < front.size(); ++at) {
    const auto element = read_element(file.subspan(at), at);
    if (element && element->kind == ElementKind::Vendor && element->qualifier &&
        read_element(element->contents, 0) &&
        read_element(element->contents, 0)->kind == ElementKind::Integer) {
      return at;
    }
  }
  return std::nullopt;
}

void tell_rest(std::uint64_t offset, std::uint64_t length, bytes::DamageLog& damage) {
  damage.add({.offset = offset,
              .length = length,
              .kind = bytes::DamageKind::Unclaimed,
              .field = "letter"});
}

std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) {
    return std::nullopt;
  }
  int value = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Letter> read_letter(std::span<const std::byte> file, bytes::DamageLog& damage) {
  Letter letter;
  std::vector<Element> elements;
  auto whole = read_element(file, 0);
  if (!whole && !file.empty()) {
    // One that the file cuts off is the only element of the file.
    bytes::DamageLog cut;
    const auto all = read_elements(file, 0, cut);
    if (all.size() == 1 && all.front().is_cut && all.front().kind == ElementKind::Message) {
      whole = all.front();
      letter.is_whole = false;
      damage.add(cut.items().front());
    }
  }
  if (whole && whole->kind == ElementKind::Message) {
    const std::size_t before = damage.total();
    elements = read_elements(whole->contents, whole->contents_offset, damage);
    letter.is_whole = letter.is_whole && damage.total() == before;
    if (whole->end() < file.size()) {
      letter.is_whole = false;
      tell_rest(whole->end(), file.size() - whole->end(), damage);
    }
  } else {
    const auto begin = find_vendor(file);
    if (!begin) {
      damage.add({.offset = 0,
                  .length = file.size(),
                  .kind = bytes::DamageKind::BadMagic,
                  .field = "letter",
                  .found = file.empty() ? 0 : std::to_integer<std::uint64_t>(file.front()),
                  .expected = static_cast<std::uint64_t>(ElementKind::Message)});
      return std::nullopt;
    }
    letter.is_whole = false;
    tell_rest(0, *begin, damage);
    elements = read_elements(file.subspan(*begin), *begin, damage);
  }
  for (const Element& element : elements) {
    if (element.kind == ElementKind::Field) {
      Field field;
      field.id = element.is_vendor_qualifier ? std::nullopt : element.qualifier;
      field.strings = strings_in(element, damage);
      field.element = element;
      letter.fields.push_back(std::move(field));
      continue;
    }
    // The first vendor element counts the mailbags: FORMAT.md 6.2.
    const auto inner =
        element.kind == ElementKind::Vendor ? read_element(element.contents, 0) : std::nullopt;
    if (letter.others.empty() && inner) {
      letter.references = integer_of(*inner);
    }
    letter.others.push_back(element);
  }
  return letter;
}

std::optional<LetterAddress> read_letter_address(std::string_view plain) {
  constexpr char kPcMail = '\x02';
  constexpr unsigned char kFlags = 0x80;
  constexpr std::size_t kLongest = 33;  // three names of ten, two slashes, and one to spare
  if (plain.empty() || plain.front() != kPcMail) {
    return std::nullopt;
  }
  plain.remove_prefix(1);
  const std::size_t end = plain.find('\0');
  if (end == std::string_view::npos || end > kLongest) {
    return std::nullopt;
  }
  LetterAddress out{.address = plain.substr(0, end), .name = {}};
  const bool is_text =
      std::ranges::all_of(out.address, [](char c) { return static_cast<unsigned char>(c) >= ' '; });
  if (!is_text || std::ranges::count(out.address, '/') != 2) {
    return std::nullopt;
  }
  std::string_view rest = plain.substr(end + 1);
  if (!rest.empty() && static_cast<unsigned char>(rest.front()) >= kFlags) {
    rest.remove_prefix(1);
    out.name = rest.substr(0, rest.find('\0'));
  }
  return out;
}

bool is_key_of(const Letter& letter, const StringKey& key) {
  constexpr std::array kAddressFields = {FieldId::From, FieldId::To, FieldId::Cc, FieldId::Bcc};
  for (const Field& field : letter.fields) {
    const bool has_addresses =
        std::ranges::any_of(kAddressFields, [&field](FieldId id) { return field.is(id); });
    for (const Element& string : has_addresses ? field.strings : std::vector<Element>()) {
      if (read_letter_address(decipher(string.contents, key))) {
        return true;
      }
    }
  }
  return false;
}

bool is_text_under(const Letter& letter, const StringKey& key) {
  if (is_key_of(letter, key)) {
    return true;
  }
  constexpr std::size_t kTimes = 50;  // one of fifty
  std::size_t bytes = 0;
  std::size_t controls = 0;
  for (const Field& field : letter.fields) {
    for (const Element& string : field.strings) {
      for (const char c : decipher(string.contents, key)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_usual = byte >= ' ' || byte == '\r' || byte == '\n' || byte == '\t' ||
                              byte <= 2;  // kinds of addresses, and NULs
        ++bytes;
        controls += is_usual ? 0U : 1U;
      }
    }
  }
  return controls * kTimes <= bytes;
}

std::optional<LetterDate> read_letter_date(std::string_view digits) {
  // The zone stands behind the digits.
  LetterDate out;
  const std::size_t sign = digits.find_first_of("+-");
  std::string_view date = digits.substr(0, std::min(sign, digits.find('\0')));
  if (sign != std::string_view::npos) {
    const auto hours = number_at(digits, sign + 1, 2);
    const auto minutes = number_at(digits, sign + 3, 2);
    constexpr int kHour = 60;
    constexpr int kDay = 24;
    if (!hours || !minutes || *hours >= kDay || *minutes >= kHour) {
      return std::nullopt;
    }
    out.offset_minutes = (digits[sign] == '-' ? -1 : 1) * (*hours * kHour + *minutes);
  }
  // YYYYMMDDhhmmss, or with two digits for the year in what the oldest writers made.
  constexpr std::size_t kFull = 14;
  constexpr std::size_t kShortYear = 10;
  const bool is_short = date.size() % 2 == 0 && date.size() <= kShortYear + 2;
  const auto first = number_at(date, 0, 4);
  constexpr int kFirstYear = 1970;
  constexpr int kLastYear = 2099;
  // Six digits are YYMMDD: a year and a month alone are no date.
  constexpr std::size_t kShortest = 6;
  const bool long_year =
      first && *first >= kFirstYear && *first <= kLastYear && date.size() != kShortest;
  const std::size_t year_digits = long_year || !is_short ? 4 : 2;
  const auto year = number_at(date, 0, year_digits);
  const auto month = number_at(date, year_digits, 2);
  const auto day = number_at(date, year_digits + 2, 2);
  const bool is_digits = std::ranges::all_of(date, [](char c) { return c >= '0' && c <= '9'; }) &&
                         date.size() % 2 == 0;
  if (!year || !month || !day || !is_digits || date.size() > kFull) {
    return std::nullopt;
  }
  constexpr int kCentury = 1900;
  constexpr int kPivot = 70;
  const int full_year =
      year_digits == 4 ? *year : *year + (*year < kPivot ? kCentury + 100 : kCentury);
  const std::size_t time = year_digits + 4;
  const auto ticks = text::to_ticks({.year = full_year,
                                     .month = *month,
                                     .day = *day,
                                     .hour = number_at(date, time, 2).value_or(0),
                                     .minute = number_at(date, time + 2, 2).value_or(0),
                                     .second = number_at(date, time + 4, 2).value_or(0)});
  if (!ticks) {
    return std::nullopt;
  }
  out.ticks = *ticks;
  return out;
}

}  // namespace wgpo
