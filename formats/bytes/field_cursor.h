// Fields of an annotated record, taken one behind the other off the front of its bytes. DUMPS.md.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "formats/bytes/annotation.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/record_fields.h"

namespace bytes {

/// Appends to a record's fields. What does not fit is nullopt, and takes nothing.
class FieldCursor {
 public:
  /// `record` outlives the cursor.
  FieldCursor(AnnotatedRecord& record, const FileBytes& data) : record_(record), data_(data) {}

  [[nodiscard]] std::size_t left() const { return data_.raw.size() - at_; }
  /// In the file.
  [[nodiscard]] std::uint64_t offset() const { return data_.offset + at_; }
  /// What is left, readable.
  [[nodiscard]] std::span<const std::byte> text() const { return data_.text().subspan(at_); }

  /// The fields of an R, `prefix` in front of their names.
  template <Record R>
  std::optional<R> take(std::string_view prefix = {}) {
    const auto found = ByteReader(text()).read<R>();
    if (found) {
      const auto before = record_.fields.size();
      append_fields<R>(record_.fields, data_.part(at_, sizeof(R)));
      for (auto i = before; i < record_.fields.size(); ++i) {
        record_.fields[i].name.insert(0, prefix);
      }
      at_ += sizeof(R);
    }
    return found;
  }

  /// A number of the width of U, a Le<>.
  template <Record U>
  std::optional<std::uint64_t> take_number(std::string name, std::string meaning = {}) {
    const auto found = ByteReader(text()).read<U>();
    if (!found) {
      return std::nullopt;
    }
    const std::uint64_t value = *found;
    add(sizeof(U), std::move(name), number_text(value, sizeof(U)), std::move(meaning));
    return value;
  }

  /// As many of `length` bytes as there are. There is no field of no bytes.
  void take_bytes(std::uint64_t length, std::string name, std::string value = {},
                  std::string meaning = {}) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(length, left()));
    if (size > 0) {
      add(size, std::move(name), std::move(value), std::move(meaning));
    }
  }
  void take_rest(std::string name, std::string value = {}, std::string meaning = {}) {
    take_bytes(left(), std::move(name), std::move(value), std::move(meaning));
  }

  /// Passes over bytes that are told elsewhere, as far as there are any.
  void skip(std::uint64_t length) {
    at_ += static_cast<std::size_t>(std::min<std::uint64_t>(length, left()));
  }

 private:
  void add(std::size_t size, std::string name, std::string value, std::string meaning) {
    record_.fields.push_back({.bytes = data_.part(at_, size),
                              .name = std::move(name),
                              .value = std::move(value),
                              .meaning = std::move(meaning)});
    at_ += size;
  }

  AnnotatedRecord& record_;
  FileBytes data_;
  std::size_t at_ = 0;
};

}  // namespace bytes
