#include "formats/mime/reader/message_sniff.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/mime/ascii.h"
#include "formats/mime/line.h"

namespace mime {
namespace {

constexpr std::array<std::string_view, 16> kKnown = {
    "from",       "to",           "cc",          "subject",     "date",   "received",
    "message-id", "mime-version", "reply-to",    "return-path", "sender", "content-type",
    "x-mailer",   "references",   "in-reply-to", "delivered-to"};

}  // namespace

MessageEvidence sniff_message(std::span<const std::byte> head) {
  MessageEvidence evidence;
  std::string_view rest = bytes::as_text(head);
  bool is_first = true;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    const bool is_last = rest.empty();
    if (line.empty()) {
      break;
    }
    if (is_wsp(line.front()) && !is_first) {
      continue;
    }
    const std::string_view name = line.substr(0, line.find(':'));
    const bool is_field =
        name.size() < line.size() && !name.empty() && std::ranges::all_of(name, is_vchar);
    if (is_field) {
      ++evidence.fields;
      evidence.known += std::ranges::find(kKnown, lower_case(name)) != kKnown.end() ? 1U : 0U;
    } else if (!is_last) {
      ++evidence.rejected;
    }
    is_first = false;
  }
  return evidence;
}

}  // namespace mime
