// A sink that keeps annotated records, and the law of a whole dump.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/annotation.h"

namespace test {

/// A record whose bytes are its own.
struct ToldField {
  std::uint64_t offset = 0;
  std::vector<std::byte> raw{};
  std::vector<std::byte> plain{};  // empty where they lie in plain
  std::string name{};
  std::string value{};
  std::string meaning{};
};
struct ToldRecord {
  std::string name{};
  std::string about{};
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  unsigned depth = 0;
  std::vector<ToldField> fields{};
  std::vector<std::string> faults{};

  [[nodiscard]] const ToldField* field(std::string_view wanted) const {
    const auto found = std::ranges::find(fields, wanted, &ToldField::name);
    return found == fields.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool holds(std::uint64_t at) const { return at >= offset && at - offset < length; }
};

class ToldRecords final : public bytes::AnnotationSink {
 public:
  std::vector<ToldRecord> records{};

  [[nodiscard]] bytes::Result<void> record(const bytes::AnnotatedRecord& record) override {
    ToldRecord told{.name = record.name,
                    .about = record.about,
                    .offset = record.offset,
                    .length = record.length,
                    .depth = record.depth,
                    .faults = record.faults};
    for (const auto& field : record.fields) {
      const auto& raw = field.bytes.raw;
      const auto& plain = field.bytes.plain;
      told.fields.push_back({.offset = field.bytes.offset,
                             .raw = {raw.begin(), raw.end()},
                             .plain = {plain.begin(), plain.end()},
                             .name = field.name,
                             .value = field.value,
                             .meaning = field.meaning});
    }
    records.push_back(std::move(told));
    return {};
  }
};

/// What breaks the law of a whole dump, in words; empty: nothing does. The fields of the records
/// that are no part of another are, in the order in which they were told, every byte of `content`
/// once, as it lies there; and each is in its record.
inline std::string break_of_partition(const std::vector<ToldRecord>& records,
                                      const std::vector<std::byte>& content) {
  std::uint64_t at = 0;
  for (const auto& record : records) {
    if (record.depth != 0) {
      continue;
    }
    const auto where = record.name + " at " + std::to_string(record.offset);
    if (record.offset != at) {
      return where + " does not follow byte " + std::to_string(at);
    }
    for (const auto& field : record.fields) {
      if (field.offset != at) {
        return where + ": " + field.name + " is at " + std::to_string(field.offset) +
               ", and must be at " + std::to_string(at);
      }
      if (at + field.raw.size() > content.size() ||
          !std::equal(field.raw.begin(), field.raw.end(),
                      content.begin() + static_cast<std::ptrdiff_t>(at))) {
        return where + ": " + field.name + " has bytes that the file has not";
      }
      if (!field.plain.empty() && field.plain.size() != field.raw.size()) {
        return where + ": " + field.name + " has another length deciphered";
      }
      at += field.raw.size();
    }
    if (at != record.offset + record.length) {
      return where + " ends before its fields do, or behind them";
    }
  }
  return at == content.size() ? "" : "the records end at " + std::to_string(at);
}

}  // namespace test
