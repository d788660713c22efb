// The name-to-id map, [MS-PST] 2.4.7: what the property ids from 0x8000 on mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "formats/pst/ltp/property_context.h"
#include "formats/pst/messaging/content.h"

namespace pst {

/// Begins with the names of a new Outlook store, at the ids they have there: some readers refuse a
/// store without names (FORMAT.md 4.5).
class NameMap {
 public:
  NameMap();

  /// The id of `name`, which is given one when it is new. nullopt when all 32,767 are taken.
  [[nodiscard]] std::optional<std::uint16_t> id_of(const PropertyName& name);
  /// Upper bound of what those properties take of a file.
  [[nodiscard]] std::uint64_t size() const;
  /// The properties of node 0x61.
  [[nodiscard]] std::vector<StoredProperty> properties() const;

 private:
  [[nodiscard]] std::uint16_t guid_index(const Guid& set);

  std::map<PropertyName, std::uint16_t> ids_;
  std::vector<Guid> guids_;  // the GUID stream
  std::map<Guid, std::uint16_t> guid_numbers_;
  Bytes entries_;  // NAMEIDs, the entry stream
  Bytes strings_;  // the string stream
  std::map<std::uint16_t, Bytes> buckets_;
};

}  // namespace pst
