// Every byte of an export of messages, and what it is. formats/bytes/MAPS.md 5.
#pragma once

#include <string_view>

#include "formats/bytes/result.h"
#include "formats/bytes/store_map.h"
#include "formats/ccmail/label.h"

namespace ccmail {

/// Without items. Errors are those of MessageReader::open().
[[nodiscard]] bytes::Result<bytes::StoreMap> map_of(std::string_view file, const Labels& labels);

}  // namespace ccmail
