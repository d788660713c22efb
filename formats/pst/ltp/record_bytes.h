// Records of disk.h as the bytes they are.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>

#include "formats/bytes/byte_reader.h"

namespace pst {

/// `record` is alignment-1 (a record of disk.h), so its bytes are those of the file.
template <class Record>
requires(std::is_trivially_copyable_v<Record> && alignof(Record) == 1)
    [[nodiscard]] std::span<const std::byte> record_bytes(const Record& record) {
  return std::as_bytes(std::span(&record, 1));
}

/// Writes `record` at the front of `bytes`, which has room for it.
template <bytes::Record Record>
void put_record(std::span<std::byte> bytes, const Record& record) {
  std::memcpy(bytes.first(sizeof(Record)).data(), &record, sizeof(Record));
}

}  // namespace pst
