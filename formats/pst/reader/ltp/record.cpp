#include "formats/pst/reader/ltp/record.h"

#include <algorithm>

namespace pst::reader {

const Entry* RecordSet::find(std::uint32_t id) const {
  const auto found = std::ranges::find_if(
      entries, [id](const Entry& entry) { return entry.id == id && !entry.name; });
  return found == entries.end() ? nullptr : &*found;
}

bool RecordSet::intact() const {
  return faults.empty() && missing.empty() &&
         std::ranges::all_of(entries, [](const Entry& entry) { return entry.faults.empty(); });
}

}  // namespace pst::reader
