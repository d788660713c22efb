#include "formats/ccmail_post_office/program_version.h"

#include <array>
#include <vector>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/little_endian.h"
#include "formats/ccmail_post_office/file_names.h"

namespace ccmail_post_office {
namespace {

// A version has few digits; more are no version.
constexpr std::size_t kMostDigits = 5;
constexpr std::size_t kMostParts = 6;

/// The digits at `at`, which moves behind them; empty when there are none, or too many.
std::string_view take_digits(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) {
    ++at;
  }
  const auto digits = text.substr(begin, at - begin);
  return digits.size() > kMostDigits ? std::string_view() : digits;
}

std::uint32_t number_of(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char digit : digits) {
    number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  return number;
}

/// 30 of "3" and "30", 1 of "01"; of "303" the first two digits count.
std::uint32_t hundredths(std::string_view digits) {
  return digits.size() == 1 ? number_of(digits) * 10 : number_of(digits.substr(0, 2));
}

/// "8.30.03" at `at`, which moves behind the digits that were read.
std::optional<ProgramVersion> version_at(std::string_view text, std::size_t& at) {
  std::vector<std::string_view> parts;
  while (parts.size() < kMostParts) {
    parts.push_back(take_digits(text, at));
    const bool goes_on =
        !parts.back().empty() && at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1]);
    if (!goes_on) {
      break;
    }
    ++at;
  }
  if (parts.size() < 2 || parts[0].empty() || parts[1].empty()) {
    return std::nullopt;
  }
  return ProgramVersion{.major = number_of(parts[0]),
                        .minor = hundredths(parts[1]),
                        .patch = parts.size() > 2 ? number_of(parts[2]) : 0};
}

bool is_word(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); }

/// "EXPORT2" of "CC:MAIL EXPORT2 VERSION": the first word that begins so.
std::string program_in(const std::string& upper) {
  const std::size_t begin = upper.find("EXPORT");
  if (begin == std::string::npos) {
    return {};
  }
  std::size_t end = begin;
  while (end < upper.size() && is_word(upper[end])) {
    ++end;
  }
  return upper.substr(begin, end - begin);
}

/// The two letters at `offset`.
std::string_view mark_at(std::span<const std::byte> head, std::size_t offset) {
  const std::string_view text = bytes::as_text(head);
  return offset + 2 <= text.size() ? text.substr(offset, 2) : std::string_view();
}

// The header of a new program, by the offset at 3C; of NE its target system at 36.
constexpr std::size_t kNewHeaderAt = 0x3C;
constexpr std::size_t kTargetAt = 0x36;
constexpr std::byte kTargetOs2{1};

}  // namespace

std::string to_text(const ProgramVersion& version) {
  const auto two_digits = [](std::uint32_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return std::to_string(version.major) + "." + two_digits(version.minor) +
         (version.patch == 0 ? "" : "." + two_digits(version.patch));
}

std::optional<Banner> read_banner(std::string_view text) {
  const std::string upper = to_upper(text);
  for (std::size_t at = 0; at < upper.size(); ++at) {
    const bool begins = is_digit(upper[at]) && (at == 0 || !is_word(upper[at - 1]));
    if (!begins) {
      continue;
    }
    if (const auto version = version_at(upper, at)) {
      return Banner{.program = program_in(upper), .version = *version};
    }
  }
  return std::nullopt;
}

std::string_view name_of(Machine machine) {
  switch (machine) {
    case Machine::Dos:
      return "DOS";
    case Machine::Windows16:
      return "16-bit Windows";
    case Machine::BoundOs2:
      return "OS/2 1.x, perhaps DOS, too";
    case Machine::Os2:
      return "OS/2";
    case Machine::Windows32:
      return "32-bit Windows";
    case Machine::Unknown:
      break;
  }
  return "no known system";
}

Machine machine_of(std::span<const std::byte> head) {
  if (mark_at(head, 0) != "MZ") {
    return Machine::Unknown;
  }
  if (head.size() < kNewHeaderAt + sizeof(bytes::u32)) {
    return Machine::Dos;
  }
  const auto at = bytes::ByteReader(head.subspan(kNewHeaderAt)).read<bytes::u32>();
  const std::uint64_t offset = at ? std::uint64_t{*at} : 0;
  if (offset < kNewHeaderAt + sizeof(bytes::u32) || offset >= head.size()) {
    return Machine::Dos;
  }
  const auto mark = mark_at(head, static_cast<std::size_t>(offset));
  if (mark == "PE") {
    return Machine::Windows32;
  }
  if (mark == "LX") {
    return Machine::Os2;
  }
  if (mark == "NE") {
    const std::uint64_t target = offset + kTargetAt;
    const bool is_os2 =
        target < head.size() && head[static_cast<std::size_t>(target)] == kTargetOs2;
    return is_os2 ? Machine::BoundOs2 : Machine::Windows16;
  }
  return Machine::Dos;
}

}  // namespace ccmail_post_office
