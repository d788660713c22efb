#include "converters/mapi_store/record.h"

#include <algorithm>

namespace convert::mapi_store {

const Entry* RecordSet::find(std::uint32_t id) const {
  const auto found = std::ranges::find_if(
      entries, [id](const Entry& entry) { return entry.id == id && !entry.name; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace convert::mapi_store
