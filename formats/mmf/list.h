// Containers of elements. FORMAT.md 6.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/mmf/oid.h"
#include "formats/mmf/store_file.h"

namespace mmf {

/// FORMAT.md 6.1 (Q86101): elements of a list.
inline constexpr std::uint32_t kMostElements = 5400;

/// An element's value lies at `offset` in the file.
struct Element {
  std::uint32_t key = 0;
  std::uint64_t offset = 0;
  std::uint32_t size = 0;
  friend bool operator==(const Element&, const Element&) = default;
};

struct List {
  std::vector<Element> elements;  // in the logical order; values that lie outside are left out
  bool complete = true;           // false: elements are missing, which was told
  std::uint64_t table = 0;        // of contents: where it lies in the file
  std::uint32_t entries = 0;      // of it that were read; of a small list the sentinel is one
};

/// The list in the `size` data bytes at `offset`, which the file holds. nullopt, told, when it has
/// no table of contents. Elements whose values lie outside the data are told and left out.
[[nodiscard]] std::optional<List> read_list(const StoreFile& file, std::uint64_t offset,
                                            std::uint32_t size, bytes::DamageLog& damage);
/// FORMAT.md 5: which objects are small lists.
[[nodiscard]] bool is_small_list(Oid oid);
/// FORMAT.md 6.2.
[[nodiscard]] std::optional<List> read_small_list(const StoreFile& file, std::uint64_t offset,
                                                  std::uint32_t size, bytes::DamageLog& damage);

/// A list whose front is gone, by the table at its end.
[[nodiscard]] std::optional<List> read_list_from_end(const StoreFile& file, std::uint64_t offset,
                                                     std::uint32_t size);

/// FORMAT.md 10.1: whether the object at `offset` looks like what it says it is: its OID and its
/// size, or nullopt. Nothing of the second's is read but the table of contents.
struct FoundObject {
  Oid oid;
  std::uint32_t size = 0;
};
[[nodiscard]] std::optional<FoundObject> object_at(const StoreFile& file, std::uint64_t offset);
/// The same for the data of an object whose header is not to be trusted.
[[nodiscard]] bool is_data_of(const StoreFile& file, std::uint64_t data, FoundObject object);

}  // namespace mmf
