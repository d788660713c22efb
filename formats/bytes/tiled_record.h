// A record of a file of texts, put together front to back by where its fields end. DUMPS.md.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "formats/bytes/annotation.h"
#include "formats/bytes/field_cursor.h"

namespace bytes {

/// [begin, end) of a file, as far as there are such bytes.
[[nodiscard]] inline FileBytes part_of(std::span<const std::byte> file, std::uint64_t begin,
                                       std::uint64_t end) {
  const auto from = std::min<std::uint64_t>(begin, file.size());
  const auto to = std::clamp<std::uint64_t>(end, from, file.size());
  return {.offset = from,
          .raw = file.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from))};
}

/// Each byte of the record is in one field, but for those that are passed over.
class TiledRecord {
 public:
  /// The record of part_of(file, begin, end). `head` is all of it but its place and fields; `file`
  /// outlives what comes of it.
  TiledRecord(std::span<const std::byte> file, std::uint64_t begin, std::uint64_t end,
              AnnotatedRecord head)
      : record_(std::move(head)), cursor_(record_, part_of(file, begin, end)) {
    record_.offset = at();
    record_.length = cursor_.left();
  }
  TiledRecord(const TiledRecord&) = delete;
  TiledRecord& operator=(const TiledRecord&) = delete;
  ~TiledRecord() = default;

  /// The bytes up to `end` as a field; none when there are no such bytes. An `end` behind the
  /// record is its end.
  void take(std::uint64_t end, std::string name, std::string value = {}, std::string meaning = {}) {
    cursor_.take_bytes(length_to(end), std::move(name), std::move(value), std::move(meaning));
  }
  /// Passes over bytes that are told as a record of their own.
  void skip(std::uint64_t end) { cursor_.skip(length_to(end)); }

  /// Where the next field begins.
  [[nodiscard]] std::uint64_t at() const { return cursor_.offset(); }
  [[nodiscard]] std::uint64_t end() const { return at() + cursor_.left(); }
  /// Also to be given faults, and a length when parts of it follow.
  [[nodiscard]] AnnotatedRecord& record() { return record_; }

 private:
  [[nodiscard]] std::uint64_t length_to(std::uint64_t end) const {
    return end - std::min(end, at());
  }

  AnnotatedRecord record_;
  FieldCursor cursor_;
};

}  // namespace bytes
