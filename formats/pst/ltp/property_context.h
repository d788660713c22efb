// Writes property contexts, [MS-PST] 2.3.3: the properties of one object as a BTree on a heap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

#include "formats/pst/ltp/heap.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

using Bytes = std::vector<std::byte>;

/// [MS-PST] 2.3.3.5 PtypObject: a subnode, and the size of all its data.
struct ObjectRef {
  Nid subnode;
  std::uint32_t size = 0;
};

/// A value as it lies on disk: up to four bytes inline (little-endian in the number); bytes of any
/// other type, multi-values packed (ltp/packed_values.h), strings in the file's own form without
/// terminator; data that has been written; an object.
using StoredValue = std::variant<std::uint32_t, Bytes, DataRef, ObjectRef>;

struct StoredProperty {
  std::uint16_t id = 0;
  std::uint16_t type = 0;  // [MS-OXCDATA] 2.11.1
  StoredValue value;
};

/// Planned first, written second: its size, which is itself a property of messages, is known
/// between the two.
class PropertyContext {
 public:
  /// `properties` are sorted by id here; of an id that occurs twice, the first is kept. Values
  /// beyond kLargestHeapItem are written at once, and they and every DataRef become subnodes with
  /// new ids of type 0x1F, appended to `subnodes`. Empty values become HID 0.
  [[nodiscard]] static Result<PropertyContext> plan(NdbWriter& ndb,
                                                    std::vector<StoredProperty> properties,
                                                    std::vector<Subnode>& subnodes);
  PropertyContext(const PropertyContext&) = delete;
  PropertyContext(PropertyContext&& other) noexcept;
  PropertyContext& operator=(const PropertyContext&) = delete;
  PropertyContext& operator=(PropertyContext&& other) noexcept;
  ~PropertyContext();

  /// Bytes of the node's data tree, as write() will report them.
  [[nodiscard]] std::uint64_t size() const;
  /// Gives an inline property that is there another value.
  void set_inline(std::uint16_t id, std::uint32_t value);
  [[nodiscard]] Result<DataRef> write(NdbWriter& ndb) const;

 private:
  struct Plan;
  explicit PropertyContext(std::unique_ptr<Plan> plan);
  std::unique_ptr<Plan> plan_;
};

}  // namespace pst
