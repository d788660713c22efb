#include "formats/wgpo/header_block.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/text/ascii.h"
#include "formats/text/calendar_date.h"

namespace wgpo {
namespace {

constexpr std::string_view kProduct = "Microsoft Mail v3.0 ";
constexpr std::string_view kTransport = "(MAPI 1.0 Transport) ";
constexpr std::size_t kRule = 78;

/// A line without its end, taken off the front; the end may be CR LF, CR or LF.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  std::size_t next = end;
  if (next < text.size()) {
    next += text.substr(next).starts_with("\r\n") ? 2U : 1U;
  }
  text.remove_prefix(next);
  return line;
}

bool is_rule(std::string_view line) {
  return line.size() == kRule && std::ranges::all_of(line, [](char c) { return c == '-'; });
}

std::string_view trim_spaces(std::string_view text) { return text::trim(text, " "); }

void take_label(std::string_view line, HeaderBlock& block, bool& in_attachments) {
  if (in_attachments && line.starts_with(' ')) {
    block.attachments.push_back(trim_spaces(line));
    return;
  }
  in_attachments = false;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return;
  }
  const std::string_view label = trim_spaces(line.substr(0, colon));
  const std::string_view value = trim_spaces(line.substr(colon + 1));
  const std::array<std::pair<std::string_view, std::string_view*>, 8> kLabels = {
      {{"Date sent", &block.date},
       {"Priority level", &block.priority},
       {"Message ID", &block.message_id},
       {"Parent message ID", &block.parent_id},
       {"Conversation ID", &block.conversation_id},
       {"Date", &block.date},
       {"Priority", &block.priority},
       {"Subject", &block.subject}}};
  for (const auto& [name, place] : kLabels) {
    if (name == label && place->empty()) {
      *place = value;
    }
  }
  if (label == "Attachments") {
    in_attachments = true;
    if (!value.empty()) {
      block.attachments.push_back(value);
    }
  }
}

}  // namespace

std::optional<HeaderBlock> split_header_block(std::string_view text) {
  if (!text.starts_with(kProduct)) {
    return std::nullopt;
  }
  std::string_view rest = text;
  HeaderBlock block;
  std::string_view first = take_line(rest).substr(kProduct.size());
  if (first.starts_with(kTransport)) {
    first.remove_prefix(kTransport.size());
  }
  block.message_class = trim_spaces(first);
  bool in_attachments = false;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (is_rule(line)) {
      block.raw = text.substr(0, text.size() - rest.size());
      block.body = rest;
      return block;
    }
    take_label(line, block, in_attachments);
  }
  return std::nullopt;
}

std::optional<long long> read_block_date(std::string_view text) {
  constexpr std::size_t kDate = 10;
  constexpr std::size_t kWhole = 16;
  bool is_date = text.size() == kDate || text.size() == kWhole;
  // "yyyy-mm-dd hh:mm"
  constexpr std::string_view kForm = "dddd-dd-dd dd:dd";
  for (std::size_t i = 0; i < text.size() && is_date; ++i) {
    is_date = kForm[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == kForm[i];
  }
  if (!is_date) {
    return std::nullopt;
  }
  const auto number = [&text](std::size_t at, std::size_t digits) {
    int value = 0;
    for (const char c : text.substr(at, digits)) {
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const bool has_time = text.size() == kWhole;
  const auto ticks = text::to_ticks({.year = number(0, 4),
                                     .month = number(5, 2),
                                     .day = number(8, 2),
                                     .hour = has_time ? number(11, 2) : 0,
                                     .minute = has_time ? number(14, 2) : 0});
  return ticks ? std::optional<long long>(*ticks) : std::nullopt;
}

}  // namespace wgpo
