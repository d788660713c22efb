// Ids that are the same in every run.
#pragma once

#include <string_view>

#include "converters/model/folder.h"
#include "converters/model/message.h"
#include "converters/pst/text_form.h"

namespace convert::pst {

/// PidTagSearchKey of an item that has none: 16 bytes out of its store's key (the file's name,
/// where there is none), its native id, and what it says of itself. `place` tells an embedded
/// message from its parent.
[[nodiscard]] Bytes made_search_key(const model::Message& message, const model::Store& store,
                                    std::string_view place);

/// What tells a store from others, whatever its copies are called.
[[nodiscard]] std::string store_key(const model::Store& store);

}  // namespace convert::pst
