// Messages typed as text, read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/mime/reader/content.h"
#include "formats/mime/reader/message_reader.h"

namespace test {

struct Read {
  std::string text;  // what `part` points into
  bytes::DamageLog damage;
  mime::ReadPart part;
};

inline std::unique_ptr<Read> read(std::string text, std::uint64_t offset = 0) {
  auto result = std::make_unique<Read>();
  result->text = std::move(text);
  result->part = mime::read_message(std::as_bytes(std::span(result->text)), offset,
                                    text::kWindows1252, result->damage);
  return result;
}

/// "multipart/mixed(text/plain,image/png)".
inline std::string shape(const mime::ReadPart& part) {
  std::string out = part.type.value;
  for (std::size_t i = 0; i < part.parts.size(); ++i) {
    out += (i == 0 ? '(' : ',') + shape(part.parts[i]);
  }
  return part.parts.empty() ? out : out + ')';
}

inline std::string decoded(const mime::ReadPart& part) {
  const auto survey = mime::survey_content(part.body, part.coding);
  const auto blob = mime::make_content(part.body, part.coding, survey.size, nullptr);
  return bytes::read_all_text(*blob, survey.size).value();
}

inline std::string raw(std::span<const std::byte> bytes) {
  return std::string(bytes::as_text(bytes));
}

inline std::vector<std::string> fields_of(const bytes::DamageLog& damage) {
  std::vector<std::string> fields;
  for (const bytes::Damage& one : damage.items()) {
    fields.emplace_back(one.field);
  }
  return fields;
}

}  // namespace test
