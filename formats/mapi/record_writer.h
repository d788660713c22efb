// Appends records and texts to a value under construction.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_reader.h"

namespace mapi {

template <bytes::Record T>
void append_record(const T& record, std::vector<std::byte>& out) {
  const auto data = std::as_bytes(std::span(&record, 1));
  out.insert(out.end(), data.begin(), data.end());
}

inline void append_text(std::string_view text, std::vector<std::byte>& out) {
  const auto data = std::as_bytes(std::span(text));
  out.insert(out.end(), data.begin(), data.end());
}

}  // namespace mapi
