// A sink that keeps annotated records, and the laws of a dump.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
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
  [[nodiscard]] std::string value(std::string_view wanted) const {
    const auto* const found = field(wanted);
    return found == nullptr ? "(no field " + std::string(wanted) + ")" : found->value;
  }
  [[nodiscard]] std::string meaning(std::string_view wanted) const {
    const auto* const found = field(wanted);
    return found == nullptr ? "(no field " + std::string(wanted) + ")" : found->meaning;
  }
  [[nodiscard]] bool holds(std::uint64_t at) const { return at >= offset && at - offset < length; }
};

/// The records of a dump.
struct Told {
  std::vector<ToldRecord> records{};

  /// The first record of that name whose `about` has `part`.
  [[nodiscard]] const ToldRecord& at(std::string_view name, std::string_view part = {}) const {
    const auto found = std::ranges::find_if(records, [&](const ToldRecord& one) {
      return one.name == name && one.about.find(part) != std::string::npos;
    });
    INFO("record " << name << ", " << part);
    REQUIRE(found != records.end());
    return *found;
  }
  [[nodiscard]] std::size_t count(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::count(records, name, &ToldRecord::name));
  }
  [[nodiscard]] std::size_t faults() const {
    std::size_t sum = 0;
    for (const auto& one : records) {
      sum += one.faults.size();
    }
    return sum;
  }
  /// How often each byte of the file is in a field.
  [[nodiscard]] std::vector<unsigned> times(std::size_t size) const {
    std::vector<unsigned> found(size);
    for (const auto& one : records) {
      for (const auto& field : one.fields) {
        for (std::size_t i = 0; i < field.raw.size(); ++i) {
          ++found.at(static_cast<std::size_t>(field.offset) + i);
        }
      }
    }
    return found;
  }
};

class ToldRecords final : public bytes::AnnotationSink, public Told {
 public:
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

/// What holds for every dump of `file`: fields are what lies there, in order and within their
/// record; a part lies within the record before it that it is a part of.
inline void check_records(const std::vector<ToldRecord>& records,
                          const std::vector<std::byte>& file) {
  std::vector<const ToldRecord*> around;
  for (const auto& record : records) {
    const auto end = record.offset + record.length;
    bool is_sound = end <= file.size() && record.depth <= around.size();
    around.resize(std::min<std::size_t>(record.depth, around.size()));
    if (is_sound && !around.empty()) {
      is_sound = around.back()->offset <= record.offset &&
                 end <= around.back()->offset + around.back()->length;
    }
    around.push_back(&record);
    auto at = record.offset;
    for (const auto& field : record.fields) {
      is_sound = is_sound && !field.name.empty() && !field.raw.empty() && field.offset >= at &&
                 field.offset + field.raw.size() <= end &&
                 (field.plain.empty() || field.plain.size() == field.raw.size()) &&
                 std::ranges::equal(field.raw,
                                    std::span(file).subspan(static_cast<std::size_t>(field.offset),
                                                            field.raw.size()));
      at = field.offset + field.raw.size();
    }
    if (!is_sound) {
      INFO("record " << record.name << ", " << record.about << ", at " << record.offset);
      REQUIRE(is_sound);
    }
  }
}

/// Of a whole dump: each byte is in a field.
inline void check_whole(const Told& told, const std::vector<std::byte>& file) {
  check_records(told.records, file);
  const auto times = told.times(file.size());
  const auto left_out = std::ranges::find(times, 0U);
  INFO("the first byte that is left out: " << left_out - times.begin());
  REQUIRE(left_out == times.end());
}

/// Of a whole dump of a healthy file: each byte is in one field.
inline void check_once(const Told& told, const std::vector<std::byte>& file) {
  check_records(told.records, file);
  const auto times = told.times(file.size());
  const auto other = std::ranges::find_if(times, [](unsigned time) { return time != 1; });
  INFO("the first byte that is not in one field: " << other - times.begin());
  REQUIRE(other == times.end());
}

}  // namespace test
