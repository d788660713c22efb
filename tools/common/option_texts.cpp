#include "tools/common/option_texts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/ccmail/label.h"
#include "formats/text/calendar_date.h"
#include "formats/text/code_page.h"
#include "tools/common/csv_separators.h"

namespace tool {
namespace {

// An empty PST has a quarter of it: smaller parts would hold nothing.
constexpr std::uint64_t kSmallestSplitSize = 1024 * 1024;

/// "700M" in bytes: a whole number and, if any, one of K, M, G, T, powers of 1,024.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::string_view kUnits = "KMGT";
  std::uint64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  unsigned shift = 0;
  const auto* rest = parsed.ptr;
  if (rest != end) {
    const auto unit =
        kUnits.find(static_cast<char>(std::toupper(static_cast<unsigned char>(*rest))));
    if (unit == std::string_view::npos || rest + 1 != end) {
      return std::nullopt;
    }
    shift = 10 * (static_cast<unsigned>(unit) + 1);
  }
  if (parsed.ec != std::errc{} || number > (UINT64_MAX >> shift)) {
    return std::nullopt;
  }
  return number << shift;
}

std::string in_lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

std::optional<pst::Encoding> parse_encoding(std::string_view name) {
  if (name == "none") {
    return pst::Encoding::None;
  }
  if (name == "permute") {
    return pst::Encoding::Permute;
  }
  return name == "cyclic" ? std::optional(pst::Encoding::Cyclic) : std::nullopt;
}

/// What the texts about a PST mean; the reason when they mean nothing.
std::optional<std::string> interpret_pst(const OptionTexts& texts, Arguments& arguments) {
  if (texts.split_size) {
    const auto size = parse_size(*texts.split_size);
    if (!size || *size < kSmallestSplitSize) {
      return "--split-size " + *texts.split_size +
             ": a size is a whole number and K, M, G or T, at least 1M: 700M, 2G";
    }
    arguments.split_size = *size;
  }
  if (texts.encoding) {
    const auto encoding = parse_encoding(in_lower_case(*texts.encoding));
    if (!encoding) {
      return "--encoding " + *texts.encoding + ": there are permute, cyclic and none";
    }
    arguments.encoding = *encoding;
  }
  return std::nullopt;
}

/// What the days mean; the reason when they mean nothing.
std::optional<std::string> interpret_dates(const OptionTexts& texts, Arguments& arguments) {
  constexpr text::Ticks kDay = 24 * 60 * 60 * text::kTicksPerSecond;
  auto& filter = arguments.filter;
  filter.since = texts.since ? run::parse_day(*texts.since) : std::nullopt;
  filter.until = texts.until ? run::parse_day(*texts.until) : std::nullopt;
  for (const auto& [text, day] :
       {std::pair(texts.since, filter.since), std::pair(texts.until, filter.until)}) {
    if (text && !day) {
      return *text + ": no day; write it as 1995-03-14";
    }
  }
  if (filter.since && filter.until && *filter.since > *filter.until) {
    return "--since " + *texts.since + " is after --until " + *texts.until + ": no day is between";
  }
  if (filter.until) {
    *filter.until += kDay;
  }
  return std::nullopt;
}

/// A pattern that every item or none has is a mistake; the reason. Until 0.1 --from took a day.
std::optional<std::string> check_patterns(const Arguments& arguments) {
  const auto& filter = arguments.filter;
  const std::array<std::pair<const char*, const std::vector<std::string>*>, 6> all = {{
      {"--folder", &filter.folders},
      {"--exclude-folder", &filter.excluded_folders},
      {"--from", &filter.from},
      {"--to", &filter.to},
      {"--class", &filter.classes},
      {"--subject", &filter.subjects},
  }};
  for (const auto& [option, patterns] : all) {
    const char* empty = std::string_view(option).ends_with("folder") ? "/" : "";
    if (std::ranges::any_of(*patterns, [empty](const std::string& text) {
          return text.find_first_not_of(empty) == std::string::npos;
        })) {
      return std::string(option) + " needs a text to look for";
    }
  }
  const auto day = std::ranges::find_if(
      filter.from, [](const std::string& text) { return run::parse_day(text).has_value(); });
  if (day != filter.from.end()) {
    return "--from " + *day + ": --from is the sender; use --since " + *day + " for the first day";
  }
  return std::nullopt;
}

/// What the texts about directory files mean; the reason when they mean nothing.
std::optional<std::string> interpret_addresses(const OptionTexts& texts, Arguments& arguments) {
  if (!texts.directory_charset.empty()) {
    const auto page = text::code_page_by_name(texts.directory_charset);
    if (!page) {
      return "--directory-charset " + texts.directory_charset +
             ": no code page of that name; try 1252, 850 or cp932";
    }
    arguments.addresses.read.charset = *page;
  }
  if (texts.directory_separators) {
    const auto dialect = parse_separators(*texts.directory_separators);
    if (!dialect) {
      return "--directory-separators " + *texts.directory_separators +
             ": one to three ASCII codes, as 09 or 2C,22,25";
    }
    arguments.addresses.read.dialect = *dialect;
  }
  const auto slash = arguments.post_office.find('/');
  if (!arguments.post_office.empty() &&
      (slash == std::string::npos || slash == 0 || slash + 1 == arguments.post_office.size() ||
       arguments.post_office.find('/', slash + 1) != std::string::npos)) {
    return "--post-office " + arguments.post_office + ": a network and a post office, as NET/PO";
  }
  return std::nullopt;
}

/// What the file of labels holds; the reason when it means nothing.
std::optional<std::string> interpret_labels(const OptionTexts& texts, Arguments& arguments) {
  if (texts.labels.empty()) {
    return std::nullopt;
  }
  const auto view = bytes::FileView::open(texts.labels);
  if (!view) {
    return "--labels " + view.error().what;
  }
  arguments.labels = std::string(bytes::as_text((*view)->bytes()));
  const auto added = ccmail::Labels().add(arguments.labels);
  return added ? std::nullopt
               : std::optional("--labels " + texts.labels + ": " + added.error().what + "; " +
                               added.error().hint);
}

/// "33", "0x21".
std::optional<std::uint64_t> parse_number(std::string_view text) {
  const bool is_hex = text.starts_with("0x") || text.starts_with("0X");
  text.remove_prefix(is_hex ? 2 : 0);
  constexpr int kDecimal = 10;
  constexpr int kHexadecimal = 16;
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number, is_hex ? kHexadecimal : kDecimal);
  return parsed.ec == std::errc{} && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

/// What of a store is to be dumped; the reason when that means nothing.
std::optional<std::string> interpret_dump(const OptionTexts& texts, Arguments& arguments) {
  auto& wanted = arguments.dumped;
  const std::array<std::tuple<const char*, const std::optional<std::string>*,
                              std::optional<std::uint64_t>*, std::uint64_t>,
                   3>
      all = {{{"--node", &texts.node, &wanted.node, UINT32_MAX},
              {"--oid", &texts.object, &wanted.object, UINT32_MAX},
              {"--offset", &texts.offset, &wanted.offset, UINT64_MAX}}};
  for (const auto& [option, text, number, most] : all) {
    if (!*text) {
      continue;
    }
    *number = parse_number(**text);
    if (!*number || **number > most) {
      return std::string(option) + " " + **text + ": no number; write it as 33 or 0x21";
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> interpret(const OptionTexts& texts, Arguments& arguments) {
  if (!texts.charset.empty()) {
    const auto page = text::code_page_by_name(texts.charset);
    if (!page) {
      return "--charset " + texts.charset + ": no code page of that name; try 1252, 850 or cp932";
    }
    arguments.charset = *page;
  }
  if (!texts.zone.empty()) {
    arguments.zone = text::TimeZone::find(texts.zone);
    if (!arguments.zone) {
      return "--timezone " + texts.zone +
             ": no zone of that name; try Europe/Berlin, America/New_York, UTC or +05:45";
    }
  }
  if (const auto why = interpret_dates(texts, arguments)) {
    return why;
  }
  if (auto why = interpret_dump(texts, arguments)) {
    return why;
  }
  if (auto why = check_patterns(arguments)) {
    return why;
  }
  if (!texts.dedupe.empty()) {
    arguments.dedupe = {.mode = texts.dedupe == "skip" ? run::Dedupe::Skip : run::Dedupe::Report,
                        .key = texts.dedupe_key == "content" ? run::DuplicateKey::Content
                                                             : run::DuplicateKey::Exact};
  }
  const auto engine = run::engine_by_name(in_lower_case(texts.engine));
  if (!engine) {
    return "--engine " + texts.engine + ": there are native and libpff";
  }
  arguments.engine = *engine;
  arguments.as = in_lower_case(arguments.as);
  arguments.item_timeout = std::chrono::seconds(texts.item_timeout);
  if (auto why = interpret_addresses(texts, arguments)) {
    return why;
  }
  if (auto why = interpret_labels(texts, arguments)) {
    return why;
  }
  arguments.mailbox_timeout = std::chrono::seconds(texts.mailbox_timeout);
  return interpret_pst(texts, arguments);
}

}  // namespace tool
