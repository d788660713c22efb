// Items outside the folder tree: without a living parent.
#pragma once

#include <cstddef>
#include <functional>

#include "converters/mapi_store/walk.h"

namespace convert::mapi_store {

/// What the node index holds without a way to it from the root, as a library finds it.
struct Orphans {
  std::size_t count = 0;
  std::function<bytes::Result<ItemPtr>(std::size_t index)> open;
};

/// Delivers folders and messages among them, in a folder "Lost and Found" that is made when there
/// are any. What the walk has met, or meets below another orphan, comes once.
[[nodiscard]] model::Result<void> deliver_orphans(Session& session, Walk& walk,
                                                  const Orphans& orphans);

}  // namespace convert::mapi_store
