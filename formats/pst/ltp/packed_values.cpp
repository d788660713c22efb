#include "formats/pst/ltp/packed_values.h"

namespace pst {
namespace {

void append_number(std::size_t value, Bytes& out) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<std::byte>(value >> shift));
  }
}

}  // namespace

Bytes pack_variable_values(std::span<const Bytes> values) {
  Bytes out;
  append_number(values.size(), out);
  std::size_t offset = 4 + 4 * values.size();
  for (const Bytes& value : values) {
    append_number(offset, out);
    offset += value.size();
  }
  for (const Bytes& value : values) {
    out.insert(out.end(), value.begin(), value.end());
  }
  return out;
}

}  // namespace pst
