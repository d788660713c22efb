// The folder tree from the root down, every folder with its items.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>

#include "converters/mapi_store/contents.h"
#include "converters/mapi_store/fingerprint.h"
#include "converters/mapi_store/message.h"
#include "converters/mapi_store/roles.h"
#include "converters/mapi_store/session.h"

namespace convert::mapi_store {

/// Folders deeper than this are not followed: a folder path of a store of this age has at most a
/// few dozen parts, and a cycle in a damaged one has no end.
inline constexpr int kMaxFolderDepth = 256;

class Walk {
 public:
  Walk(Session& session, Roles& roles);

  /// Teaches the roles every folder below `root`, without delivering anything.
  void scan(const Item& root, int depth = 0);
  /// Delivers the folder `item` and everything below it.
  [[nodiscard]] model::Result<void> deliver(const Item& item, std::optional<model::FolderId> parent,
                                            int depth = 0);
  /// Delivers the item that `open` yields, or its loss; nothing when the monitor leaves it out.
  [[nodiscard]] model::Result<void> deliver_item(
      const Place& place, const std::function<bytes::Result<ItemPtr>()>& open);

  /// Whether the folder, or the item, with this node id was met in the tree.
  [[nodiscard]] bool reached(std::uint32_t identifier) const {
    return visited_.contains(identifier) || reached_.contains(identifier);
  }
  /// Of every message delivered so far.
  [[nodiscard]] const LiveItems& live() const { return live_; }

 private:
  /// Items that a folder announces and does not have.
  struct MissingItems {
    std::uint64_t told = 0;     // as a loss each
    std::uint64_t surplus = 0;  // as one loss
  };
  [[nodiscard]] MissingItems take_missing(const model::Folder& folder, const Contents& contents);
  [[nodiscard]] model::Result<void> deliver_items(const Item& folder, const Listing& listing,
                                                  const Place& place);
  [[nodiscard]] model::Result<void> deliver_sub_folders(const Item& folder, const Listing& listing,
                                                        model::FolderId id, int depth);
  [[nodiscard]] model::Result<void> tell_about_listing(const model::Folder& folder,
                                                       const Listing& listing,
                                                       const std::string& table);
  [[nodiscard]] model::Result<void> tell_about_counts(const model::Folder& folder,
                                                      const Contents& contents,
                                                      const MissingItems& missing);

  Session& session_;
  Roles& roles_;
  LiveItems live_;
  std::uint64_t missing_left_;  // how many more MissingItems::told there may be
  std::unordered_set<std::uint32_t> scanned_;
  std::unordered_set<std::uint32_t> visited_;
  std::unordered_set<std::uint32_t> reached_;  // items, read or not
};

}  // namespace convert::mapi_store
