// Objects found by what they look like, where no map can be trusted. FORMAT.md 10.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/range_map.h"
#include "formats/mmf/object.h"
#include "formats/mmf/store_file.h"

namespace mmf {

/// The objects that begin within `where`, which is in file order, in their order: the first `most`.
[[nodiscard]] std::vector<Object> sweep(const StoreFile& file, std::span<const bytes::Range> where,
                                        std::size_t most);

/// How a store whose header is gone was enciphered, by trying: the normal cipher, the second one
/// under every divisor that fits, and the normal one over a piece of a file, which is then told by
/// its shift. nullopt when no object turns up under any.
struct Key {
  Cipher cipher;
  std::vector<Shift> shifts;
};
[[nodiscard]] std::optional<Key> find_key(const StoreFile& file);

}  // namespace mmf
