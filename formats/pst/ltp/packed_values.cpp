#include "formats/pst/ltp/packed_values.h"

#include "formats/bytes/little_endian.h"
#include "formats/pst/ltp/record_bytes.h"

namespace pst {

Bytes pack_variable_values(std::span<const Bytes> values) {
  // 2.3.3.4.2: ulCount and rgulDataOffsets, counted from the front of the whole.
  const auto head_size = (1 + values.size()) * sizeof(bytes::u32);
  std::size_t size = head_size;
  for (const auto& value : values) {
    size += value.size();
  }
  Bytes packed;
  packed.reserve(size);
  const auto append_number = [&packed](std::size_t number) {
    const bytes::u32 raw = static_cast<std::uint32_t>(number);
    const auto field = record_bytes(raw);
    packed.insert(packed.end(), field.begin(), field.end());
  };

  append_number(values.size());
  std::size_t offset = head_size;
  for (const auto& value : values) {
    append_number(offset);
    offset += value.size();
  }
  for (const auto& value : values) {
    packed.insert(packed.end(), value.begin(), value.end());
  }
  return packed;
}

}  // namespace pst
