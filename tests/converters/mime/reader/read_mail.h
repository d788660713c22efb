// Messages typed as text, read into the model.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "converters/mime/reader/message_to_model.h"
#include "formats/bytes/byte_source.h"
#include "formats/text/calendar_date.h"

namespace test {

struct ReadMail {
  std::shared_ptr<const std::string> text;
  std::vector<std::string> notes;
  model::Message message;
};

inline ReadMail read_mail(std::string text, std::uint32_t charset = 0) {
  ReadMail result;
  const auto owner = std::make_shared<const std::string>(std::move(text));
  result.text = owner;
  result.message = convert::mime::to_message(
      std::as_bytes(std::span(*owner)), 0,
      {.charset = charset, .owner = owner, .place = "x.eml", .notes = &result.notes});
  return result;
}

inline std::string content_of(const bytes::Blob& blob) {
  return blob == nullptr ? "(none)" : bytes::read_all_text(*blob, 1U << 30U).value();
}

inline std::string text_of(const std::optional<model::Body>& body) {
  return body ? content_of(body->content) : "(none)";
}

inline std::vector<std::string> names_of(const model::Message& message) {
  std::vector<std::string> names;
  for (const model::Attachment& attachment : message.attachments) {
    names.push_back(attachment.long_name);
  }
  return names;
}

/// "What: why" of each missing piece.
inline std::string missing_of(const model::Message& message) {
  std::string out;
  for (const model::Missing& missing : message.provenance.missing) {
    out += missing.what + ": " + missing.why + "\n";
  }
  return out;
}

inline model::OptionalTimestamp instant(std::int32_t year, std::int32_t month, std::int32_t day,
                                        std::int32_t hour, std::int32_t minute) {
  return model::Instant{
      text::to_ticks({.year = year, .month = month, .day = day, .hour = hour, .minute = minute})
          .value()};
}

inline model::OptionalTimestamp clock(std::int32_t year, std::int32_t month, std::int32_t day,
                                      std::int32_t hour, std::int32_t minute) {
  return model::WallClock{
      text::to_ticks({.year = year, .month = month, .day = day, .hour = hour, .minute = minute})
          .value()};
}

}  // namespace test
