#include "converters/run/filter.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace run {
namespace {

std::optional<std::int32_t> number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number ? std::optional(value) : std::nullopt;
}

template <class Pattern>
std::vector<Pattern> to_patterns(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

template <class Pattern>
bool any_matches(const std::vector<Pattern>& patterns, std::string_view text) {
  return std::ranges::any_of(patterns,
                             [text](const Pattern& pattern) { return pattern.matches(text); });
}

bool is_one_of(const std::vector<TextPattern>& patterns, const model::Address& address) {
  return any_matches(patterns, address.name) || any_matches(patterns, address.address) ||
         any_matches(patterns, address.smtp);
}

bool is_one_of(const std::vector<TextPattern>& patterns,
               const std::optional<model::Address>& address) {
  return address && is_one_of(patterns, *address);
}

}  // namespace

std::optional<text::Ticks> parse_day(std::string_view text) {
  constexpr std::size_t kLength = 10;  // YYYY-MM-DD
  if (text.size() != kLength || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  return year && month && day ? text::to_ticks({.year = *year, .month = *month, .day = *day})
                              : std::nullopt;
}

Filter::Filter(const FilterOptions& options)
    : folders_(to_patterns<FolderPattern>(options.folders)),
      excluded_(to_patterns<FolderPattern>(options.excluded_folders)),
      since_(options.since),
      until_(options.until),
      from_(to_patterns<TextPattern>(options.from)),
      to_(to_patterns<TextPattern>(options.to)),
      classes_(to_patterns<ClassPattern>(options.classes)),
      subjects_(to_patterns<TextPattern>(options.subjects)) {}

bool Filter::wants_date(const model::Message& message) const {
  const model::OptionalTimestamp& time = message.sent ? message.sent : message.received;
  if (!time) {
    return true;
  }
  const std::int64_t ticks = model::ticks_of(*time);
  return !(since_ && ticks < *since_) && !(until_ && ticks >= *until_);
}

std::string_view Filter::refusal(const model::Message& message) const {
  if (!wants_date(message)) {
    return "dated outside of --since and --until";
  }
  // Of an item that lacks something, what is empty may be what was lost.
  const bool is_whole = message.provenance.missing.empty();
  const bool knows_sender = is_whole || message.from || message.sender;
  if (!from_.empty() && knows_sender && !is_one_of(from_, message.from) &&
      !is_one_of(from_, message.sender)) {
    return "its sender is not one of --from";
  }
  if (!to_.empty() && (is_whole || !message.recipients.empty()) &&
      std::ranges::none_of(message.recipients, [this](const model::Recipient& recipient) {
        return is_one_of(to_, recipient.address);
      })) {
    return "none of its recipients is one of --to";
  }
  if (!classes_.empty() && (is_whole || !message.message_class.empty()) &&
      !any_matches(classes_, message.message_class)) {
    return "its class is not one of --class";
  }
  if (!subjects_.empty() && (is_whole || !message.subject.empty()) &&
      !any_matches(subjects_, message.subject)) {
    return "its subject is not one of --subject";
  }
  return {};
}

}  // namespace run
