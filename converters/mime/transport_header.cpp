#include "converters/mime/transport_header.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string_view>

#include "formats/mime/ascii.h"
#include "formats/mime/header_text.h"
#include "formats/text/code_page.h"

namespace convert::mime {
namespace {

// Outlook and Exchange keep headers up to some 64 KiB; what is larger is no header.
constexpr std::uint64_t kMaxHeader = 16ULL * 1024 * 1024;
// The line Exchange 5.5's Internet Mail Service put above the header it kept.
constexpr std::string_view kExchangeMark = "Microsoft Mail Internet Headers";

/// One space for each run of white space.
std::string unfolded(std::string_view value) {
  std::string out;
  bool gap = false;
  for (const char c : value) {
    if (::mime::is_blank({&c, 1})) {
      gap = !out.empty();
      continue;
    }
    if (gap) {
      out += ' ';
      gap = false;
    }
    out += c;
  }
  return out;
}

/// The header's bytes as text in which ASCII is ASCII. 8-bit bytes stay as they came: what they
/// mean was between the sender and the receiver.
text::Decoded header_text(const model::Body& body, MergedHeader& merged) {
  auto bytes = bytes::read_all_text(*body.content, kMaxHeader);
  if (!bytes) {
    // Too large, it is kept whole elsewhere; unreadable, it fails again when it is written there.
    merged.unread = body.content;
    return {};
  }
  return body.code_page == text::kUtf16 ? text::decode(*bytes, text::kUtf16)
                                        : text::Decoded{.utf8 = std::move(*bytes)};
}

/// Splits at the first empty line; Exchange appended the headers of the body's parts after it.
std::pair<std::string, std::vector<std::string>> split_at_blank_line(std::string_view raw) {
  std::string head;
  std::vector<std::string> rest;
  bool ended = false;
  while (!raw.empty()) {
    const std::size_t end = raw.find_first_of("\r\n");
    const std::string_view line = raw.substr(0, end);
    raw.remove_prefix(line.size());
    raw.remove_prefix(raw.substr(0, 2) == "\r\n" ? 2 : std::min<std::size_t>(1, raw.size()));
    if (::mime::is_blank(line)) {
      ended = ended || !head.empty();
    } else if (ended) {
      rest.emplace_back(line);
    } else if (line.substr(0, kExchangeMark.size()) != kExchangeMark) {
      head += line;
      head += "\r\n";
    }
  }
  return {std::move(head), std::move(rest)};
}

/// The end of the field that begins at `begin`: behind the lines that continue it.
std::size_t end_of_field(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  do {
    const std::size_t line = text.find('\n', end);
    end = line == std::string_view::npos ? text.size() : line + 1;
  } while (end < text.size() && (text[end] == ' ' || text[end] == '\t'));
  return end;
}

/// RFC 5322 2.2: a field has no NULs. Zeros stand for bytes that a damaged store has lost: the
/// field that they cut is none, or would hide the one that the message's properties make. A last
/// NUL alone ends the text.
std::string without_cut_fields(std::string text, std::vector<std::string>& cut) {
  if (text.ends_with('\0') && text.find('\0') == text.size() - 1) {
    text.pop_back();
  }
  if (text.find('\0') == std::string::npos) {
    return text;
  }
  std::string whole;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = end_of_field(text, begin);
    std::string field = text.substr(begin, end - begin);
    begin = end;
    if (field.find('\0') == std::string::npos) {
      whole += field;
      continue;
    }
    std::erase(field, '\0');
    if (!::mime::is_blank(field)) {
      cut.push_back(unfolded(field));
    }
  }
  return whole;
}

/// Fields that speak of how the message was put together, which this one is anew. Others of
/// Content- speak of what it says: Content-Language, Content-Description, Content-Class.
bool is_structure(const std::string& lower_name) {
  constexpr std::array<std::string_view, 9> kNames = {
      "mime-version", "content-type",   "content-transfer-encoding",
      "content-id",   "content-length", "content-disposition",
      "content-md5",  "content-base",   "content-location"};
  return std::ranges::find(kNames, lower_name) != kNames.end();
}

/// Takes over the fields of the wire; returns their names in lower case.
std::set<std::string> take_transport(const model::Body& body, MergedHeader& merged) {
  std::set<std::string> present;
  text::Decoded raw = header_text(body, merged);
  merged.undecodable = raw.undecodable;
  std::vector<std::string> cut;
  auto [head, rest] = split_at_blank_line(without_cut_fields(std::move(raw.utf8), cut));
  rest.insert(rest.end(), cut.begin(), cut.end());
  ::mime::HeaderBlock block = ::mime::split_header(head);
  for (::mime::HeaderField& field : block.fields) {
    const std::string name = ::mime::lower_case(field.name);
    if (is_structure(name)) {
      continue;
    }
    const bool only_once = name == "from" || name == "date";  // RFC 5322 3.6
    if (only_once && ::mime::is_blank(field.value)) {
      continue;  // Q192594: an empty From is none
    }
    if (only_once && present.contains(name)) {
      merged.duplicates.push_back(field.name + ": " + unfolded(field.value));
      continue;
    }
    present.insert(name);
    merged.fields.push_back(
        {.name = std::move(field.name), .value = std::move(field.value), .verbatim = true});
  }
  merged.rejected = std::move(block.rejected);
  merged.rejected.insert(merged.rejected.end(), rest.begin(), rest.end());
  merged.has_received = present.contains("received");
  return present;
}

/// What the user made of the subject after the mail had come; empty when it is the same, or when
/// the field is encoded and cannot be compared letter by letter.
std::string changed_subject(const model::Message& message, const MergedHeader& merged) {
  for (const ::mime::Field& field : merged.fields) {
    if (field.verbatim && ::mime::lower_case(field.name) == "subject") {
      const std::string wire = unfolded(field.value);
      const bool comparable = wire.find("=?") == std::string::npos && text::is_ascii(wire);
      return comparable && wire != unfolded(message.subject) ? message.subject : std::string();
    }
  }
  return {};
}

}  // namespace

MergedHeader merge_header(const model::Message& message, MadeHeader made) {
  MergedHeader merged;
  std::set<std::string> present;
  if (message.transport_headers && message.transport_headers->content) {
    present = take_transport(*message.transport_headers, merged);
    merged.other_subject = changed_subject(message, merged);
  }
  for (MadeField& field : made.fields) {
    if (present.contains(::mime::lower_case(field.field.name))) {
      continue;
    }
    if (field.made_up) {
      merged.made_up.push_back(field.field.name);
    }
    merged.fields.push_back(std::move(field.field));
  }
  return merged;
}

}  // namespace convert::mime
