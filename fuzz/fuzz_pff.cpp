// Any bytes, given to the parts of the room that are ours: the sniffer and the taking apart of
// multiple-valued properties. libpff itself is isolated by processes, not proven by us.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "formats/pff/multi_value.h"
#include "formats/pff/sniff.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  (void)pff::sniff(bytes);
  (void)pff::recorded_size(bytes);
  for (const std::uint32_t type : {0x1002U, 0x1003U, 0x1014U, 0x1048U, 0x101FU, 0x1102U}) {
    const auto values = pff::split_multi_value(type, bytes);
    if (!values) {
      continue;
    }
    std::size_t total = 0;
    for (const auto& value : *values) {
      total += value.size();
    }
    if (total > size) {
      std::abort();  // a value lies outside the property
    }
  }
  return 0;
}
