#include "formats/pst/messaging/entry_id.h"

#include <span>

#include "formats/pst/messaging/disk.h"

namespace pst {

Bytes store_entry_id(const Guid& record_key, Nid nid) {
  const disk::ENTRYID id{.rgbFlags = 0, .uid = record_key, .nid = nid.value};
  const auto raw = std::as_bytes(std::span(&id, 1));
  return {raw.begin(), raw.end()};
}

}  // namespace pst
