#include "formats/pst/reader/fault.h"

#include <algorithm>

namespace pst::reader {

bool touches(const Faults& faults, std::uint64_t at, std::uint64_t length) {
  return std::ranges::any_of(faults, [&](const Fault& fault) {
    const bool everything = fault.at == 0 && fault.length == 0;
    return everything || (fault.at < at + length && at < fault.at + fault.length);
  });
}

void add_faults(const Faults& from, Faults& to) { to.insert(to.end(), from.begin(), from.end()); }

}  // namespace pst::reader
