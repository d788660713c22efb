// One item with everything in it.
#pragma once

#include <memory>
#include <string>

#include "converters/mapi_store/item.h"
#include "converters/mapi_store/session.h"
#include "converters/model/message.h"

namespace convert::mapi_store {

/// Where an item stands.
struct Place {
  model::FolderId folder;
  std::string native_id;
  bool associated = false;
};

/// Embedded messages deeper than this are not followed. Outlook nests as deep as its user forwards;
/// Exchange refuses mail nested deeper than 10 by default, and a cycle in a damaged store has no
/// end.
inline constexpr int kMaxEmbeddedDepth = 32;

/// Reads properties, recipients and attachments of `item`, embedded messages included (`depth` is
/// 0 for an item of a folder). An Error when the item has no readable properties; anything less is
/// in its provenance. Blobs stay valid as long as the message does.
[[nodiscard]] bytes::Result<std::unique_ptr<model::Message>> read_message(const Session& session,
                                                                          const Item& item,
                                                                          const Place& place,
                                                                          int depth = 0);

}  // namespace convert::mapi_store
