// Names for items that are the same in every run: for synthetic Message-IDs, UIDs and boundaries.
#pragma once

#include <string>
#include <string_view>

#include "converters/model/folder.h"
#include "converters/model/message.h"

namespace convert::mime {

/// 32 hexadecimal digits out of the item's search key (the store's record key where it has none,
/// its file name where that has none), the item's native id and what it says of itself. `parent`
/// and `place` tell an embedded message's parent and position; both empty for others.
[[nodiscard]] std::string identity_of(const model::Message& message, const model::Store& store,
                                      std::string_view parent = {}, std::string_view place = {});

/// The file name of the item's store, without its directory.
[[nodiscard]] std::string source_name(const model::Message& message, const model::Store& store);

}  // namespace convert::mime
