// Which messages and folders the bytes of a store belong to, by a reading of it.
#pragma once

#include <functional>
#include <string>

#include "converters/model/reading.h"
#include "converters/model/stream.h"
#include "formats/bytes/store_map.h"

namespace run {

/// Reads a store into a sink.
using ReadStore = std::function<model::Result<void>(model::ReadMonitor&, model::Sink&)>;

/// Adds the folders, messages and losses that `read` delivers to `map`, and gives each range those
/// whose Provenance::ranges in the file `source` hold it: ranges are divided where one of these
/// begins or ends. A message without ranges has the whole file. An item that came through with
/// pieces missing is hit, and so is one that did not come through. Losses, notes of damage and
/// texts that cannot be decoded are findings, wherever in the set they are. Of a range that more
/// than 256 items have, these are named. `going_on` is asked for each item; false ends it with
/// Interrupted. LimitExceeded when the items have too many pieces.
[[nodiscard]] bytes::Result<void> add_items(bytes::StoreMap& map, const std::string& source,
                                            const ReadStore& read,
                                            const std::function<bool()>& going_on);

}  // namespace run
