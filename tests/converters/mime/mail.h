// Messages built in tests, and what they look like as mail.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "converters/mime/model_to_mime.h"
#include "formats/text/calendar_date.h"
#include "tests/formats/mime/mime_decoder.h"

namespace test {

inline std::int64_t ticks(std::int32_t year, std::int32_t month, std::int32_t day,
                          std::int32_t hour = 0, std::int32_t minute = 0) {
  return text::to_ticks({.year = year, .month = month, .day = day, .hour = hour, .minute = minute})
      .value();
}

inline model::Address smtp(std::string name, std::string address) {
  return {.name = std::move(name), .type = "SMTP", .address = std::move(address), .smtp = {}};
}

inline model::Recipient recipient(model::RecipientKind kind, model::Address address) {
  return {.kind = kind, .address = std::move(address), .properties = {}};
}

inline model::Body body(std::string_view content, std::uint32_t code_page = 65001) {
  return {.content = bytes::make_blob(content), .code_page = code_page};
}

inline model::Attachment attachment(std::string long_name, std::string_view content) {
  model::Attachment result;
  result.long_name = std::move(long_name);
  result.content = bytes::make_blob(content);
  return result;
}

/// A mail from Ann with a text, as a PST would hold it.
inline model::Message mail() {
  model::Message message;
  message.message_class = "IPM.Note";
  message.subject = "Lunch";
  message.from = smtp("Ann", "ann@example.org");
  message.sent = model::Instant{ticks(1999, 3, 14, 9, 15)};
  message.message_id = "<1@example.org>";
  message.bodies.text = body("Hello\r\n");
  message.provenance.source = "mail.pst";
  message.provenance.native_id = "nid 0x00200024";
  return message;
}

inline model::Address native(std::string name, std::string type, std::string address) {
  return {
      .name = std::move(name), .type = std::move(type), .address = std::move(address), .smtp = {}};
}

inline convert::mime::MimeOptions domain(std::string name) {
  convert::mime::MimeOptions options;
  options.address_domain = std::move(name);
  return options;
}

inline convert::mime::MimeOptions no_provenance() {
  convert::mime::MimeOptions options;
  options.provenance = false;
  return options;
}

/// The mail as octets, faultless lines proven.
inline std::string written(const model::Message& message,
                           const convert::mime::MimeOptions& options = {}) {
  model::Store store;
  store.source = "dir/mail.pst";
  std::string out;
  const auto done = mime::write_entity(convert::mime::to_entity(message, store, options), "seed",
                                       [&out](std::string_view piece) -> bytes::Result<void> {
                                         out += piece;
                                         return {};
                                       });
  REQUIRE(done);
  CHECK(find_line_fault(out).empty());
  return out;
}

inline Part read_back(const model::Message& message,
                      const convert::mime::MimeOptions& options = {}) {
  return decode_message(written(message, options));
}

/// All fields with this name, decoded.
inline std::vector<std::string> fields(const Part& part, std::string_view name) {
  std::vector<std::string> found;
  for (const auto& [field, value] : part.header) {
    if (field == name) {
      found.push_back(decode_words(value));
    }
  }
  return found;
}

/// "multipart/mixed(text/plain,image/png)".
inline std::string shape(const Part& part) {
  std::string out = part.type;
  for (std::size_t i = 0; i < part.parts.size(); ++i) {
    out += (i == 0 ? '(' : ',') + shape(part.parts[i]);
  }
  return part.parts.empty() ? out : out + ')';
}

}  // namespace test
