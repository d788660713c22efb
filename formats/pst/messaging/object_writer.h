// What all objects of a store have in common: properties, and what lies below them.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/pst/messaging/content.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

/// What has been written below an object that is being written.
struct ObjectParts {
  std::vector<Subnode> subnodes;
  std::uint64_t size = 0;  // of the data of all of them

  void add(const Subnode& subnode, std::uint64_t data_size) {
    subnodes.push_back(subnode);
    size += data_size;
  }
};

struct WrittenObject {
  Bid data;
  Bid subnodes;
  std::uint64_t size = 0;  // of all data below it: PidTagMessageSize (FORMAT.md 4.3)
};

/// The content of `source`: small enough for a heap, or written. When the source fails, what was
/// read of it counts, and the error is added to `source_errors`.
[[nodiscard]] Result<StoredValue> store_blob(NdbWriter& ndb, const bytes::ByteSource& source,
                                             std::vector<bytes::Error>& source_errors);

/// The properties of `list`. Written already is what is too large for a heap, and what a row is to
/// share with its object (FORMAT.md 4.3).
[[nodiscard]] Result<std::vector<StoredProperty>> store_properties(
    NdbWriter& ndb, PropertyList list, std::vector<bytes::Error>& source_errors);

/// Writes the property context of an object and the tree of its subnodes. A PidTagMessageSize among
/// the properties gets its value here.
[[nodiscard]] Result<WrittenObject> write_object(NdbWriter& ndb,
                                                 std::vector<StoredProperty> properties,
                                                 ObjectParts parts);

}  // namespace pst
