// GMime as a second opinion: structure, content, names and addresses of the same bytes.
#include <gmime/gmime.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <vector>

#include "formats/mime/header_text.h"
#include "formats/mime/reader/address_list.h"
#include "formats/mime/reader/date_field.h"
#include "tests/formats/mime/entities.h"
#include "tests/formats/mime/reader/read.h"

namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

struct Free {
  void operator()(char* text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, Free>;

/// An entity; name and content of a leaf.
struct Entity {
  std::string type;
  std::string name;
  std::string content;
};
using Entities = std::vector<Entity>;

std::string type_of(GMimeObject* object) {
  const OwnedText type(g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object)));
  const OwnedText lower(g_ascii_strdown(type.get(), -1));
  return lower.get();
}

std::string content_of(GMimePart* part) {
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(part), stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return std::string(bytes::as_text(std::as_bytes(std::span(bytes->data, bytes->len))));
}

void list(GMimeObject* object, Entities& out) {
  out.push_back({.type = type_of(object), .name = {}, .content = {}});
  if (GMIME_IS_MULTIPART(object)) {
    const int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
    for (int i = 0; i < count; ++i) {
      list(g_mime_multipart_get_part(GMIME_MULTIPART(object), i), out);
    }
  } else if (GMIME_IS_MESSAGE_PART(object)) {
    // None when nothing of it is left.
    GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (message != nullptr) {
      list(g_mime_message_get_mime_part(message), out);
    }
  } else {
    const char* name = g_mime_part_get_filename(GMIME_PART(object));
    out.back().name = name == nullptr ? "" : name;
    out.back().content = content_of(GMIME_PART(object));
  }
}

void list(const mime::ReadPart& part, Entities& out) {
  out.push_back({.type = part.type.value, .name = {}, .content = {}});
  if (part.parts.empty()) {
    const std::string* name = part.disposition.find("filename");
    name = name == nullptr ? part.type.find("name") : name;
    out.back().name = name == nullptr ? "" : *name;
    out.back().content = test::decoded(part);
  }
  for (const mime::ReadPart& inner : part.parts) {
    list(inner, out);
  }
}

Entities by_gmime(const std::string& text) {
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  Entities out;
  list(g_mime_message_get_mime_part(message.get()), out);
  return out;
}

Entities by_us(const std::string& text) {
  Entities out;
  list(test::read(text)->part, out);
  return out;
}

/// Where the two differ; empty when they do not. GMime 3.2.13 sometimes leaves the CR before a
/// delimiter in the part, and of base64 that breaks off it drops the bytes of the last group.
std::string difference(const Entities& ours, const Entities& theirs, bool is_cut) {
  // A message of which nothing is left is an empty one to us, and none to GMime.
  const bool has_empty_end =
      is_cut && ours.size() == theirs.size() + 1 && ours.back().content.empty();
  if (ours.size() != theirs.size() && !has_empty_end) {
    return std::to_string(ours.size()) + " entities, not " + std::to_string(theirs.size());
  }
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const std::string& content = ours[i].content;
    const bool has_same = content == theirs[i].content || content + "\r" == theirs[i].content;
    const bool has_more = is_cut && i + 1 == ours.size() &&
                          content.starts_with(theirs[i].content) &&
                          content.size() - theirs[i].content.size() < 3;
    if (ours[i].type != theirs[i].type || ours[i].name != theirs[i].name ||
        !(has_same || has_more)) {
      return "entity " + std::to_string(i) + ", a " + ours[i].type + " of " +
             std::to_string(content.size()) + " bytes, not a " + theirs[i].type + " of " +
             std::to_string(theirs[i].content.size());
    }
  }
  return {};
}

/// GMime cuts a name at a NUL, and pieces of segmented ones behind it.
bool has_nul_in_names(const mime::ReadPart& part) {
  const auto has_nul = [](const mime::Parameter& parameter) {
    return parameter.value.find('\0') != std::string::npos;
  };
  return std::ranges::any_of(part.type.parameters, has_nul) ||
         std::ranges::any_of(part.disposition.parameters, has_nul) ||
         std::ranges::any_of(part.parts, has_nul_in_names);
}

/// "name <address>" a line.
std::string addresses_by_gmime(const std::string& text) {
  std::string out;
  const Owned<InternetAddressList> list(internet_address_list_parse(nullptr, text.c_str()));
  const int count = list == nullptr ? 0 : internet_address_list_length(list.get());
  for (int i = 0; i < count; ++i) {
    InternetAddress* address = internet_address_list_get_address(list.get(), i);
    const char* name = internet_address_get_name(address);
    out += std::string(name == nullptr ? "" : name) + " <" +
           internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)) + ">\n";
  }
  return out;
}

std::string addresses_by_us(const std::string& text) {
  std::string out;
  for (const auto& address : mime::parse_addresses(text, text::kWindows1252).addresses) {
    out += address.name + " <" + address.address + ">\n";
  }
  return out;
}

}  // namespace

TEST_CASE("GMime finds the same parts, names and bytes in what our writer writes") {
  g_mime_init();
  test::Random random(7);
  int compared = 0;
  for (int i = 0; i < 300; ++i) {
    const std::string text = test::written(test::random_message(random));
    if (has_nul_in_names(test::read(text)->part)) {
      continue;
    }
    ++compared;
    CHECK(difference(by_us(text), by_gmime(text), false) == "");
  }
  CHECK(compared > 100);
}

TEST_CASE("GMime finds the same in messages that are cut off within a part's content") {
  g_mime_init();
  test::Random random(8);
  int compared = 0;
  for (int i = 0; i < 300; ++i) {
    std::string text = test::written(test::random_message(random));
    text.resize(text.find("\r\n\r\n") + 4 + test::below(random, text.size() / 2));
    // Where a header or a delimiter is cut, each has its own way.
    const std::size_t line = text.rfind('\n') + 1;
    const bool in_content =
        text.find("--=_", line) == std::string::npos && text.find(':', line) == std::string::npos &&
        text.find(';', line) == std::string::npos && text.find('=', line) == std::string::npos;
    if (in_content && !has_nul_in_names(test::read(text)->part) &&
        text.rfind("\r\n\r\n") > text.rfind("--=_")) {
      ++compared;
      CHECK(difference(by_us(text), by_gmime(text), true) == "");
    }
  }
  CHECK(compared > 30);
}

TEST_CASE("GMime reads the same addresses") {
  g_mime_init();
  for (const std::string text :
       {"ann@a.org", "Ann <ann@a.org>, \"Lee, Bob\" <bob@b.org>", "ann@a.org (Ann Lee)",
        "John Q. Public <jqp@x.org>", "=?utf-8?Q?D=C3=B6rte?= Lee <d@x.org>",
        "=?iso-8859-1?Q?M=FCller=2C_A?= <m@x>", "\"a\\\"b\" <c@d.org>", "<ann@a.org>",
        "Ann <@r1,@r2:ann@a.org>", "x@[127.0.0.1]", "a@b.org, c@d.org"}) {
    CHECK(addresses_by_us(text) == addresses_by_gmime(text));
  }
  test::Random random(9);
  for (int i = 0; i < 300; ++i) {
    // One encoded-word: of several, GMime sometimes drops the last.
    std::string name = test::random_text(random, 8);
    // GMime's name ends at a NUL, and may end at one of the others inside an encoded-word.
    std::erase_if(name, [](char c) { return c == '\0' || c == '"' || c == '\\'; });
    const std::string text =
        mime::mailbox(name, "a@example.org") + ", " + mime::mailbox("B", "b@example.org");
    CHECK(addresses_by_us(text) == addresses_by_gmime(text));
  }
}

TEST_CASE("GMime takes the same texts for dates, at the same instants") {
  g_mime_init();
  for (const char* text : {"Tue, 14 Mar 1995 09:15:00 +0100", "14 Mar 95 09:15 EST",
                           "Fri, 1 Mar 2024 00:30:00 +0545", "Tue, 14 Mar 1995 09:15:00 GMT"}) {
    const auto ours = mime::parse_date(text);
    GDateTime* theirs = g_mime_utils_header_decode_date(text);
    REQUIRE(ours);
    REQUIRE(theirs != nullptr);
    CHECK(ours->ticks / text::kTicksPerSecond == g_date_time_to_unix(theirs));
    g_date_time_unref(theirs);
  }
}
