// The folder tree from the root down, every folder with its items.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>

#include "converters/pff/contents.h"
#include "converters/pff/fingerprint.h"
#include "converters/pff/message.h"
#include "converters/pff/roles.h"
#include "converters/pff/session.h"

namespace convert::pff {

/// Folders deeper than this are not followed: a folder path of a store of this age has at most a
/// few dozen parts, and a cycle in a damaged one has no end.
inline constexpr int kMaxFolderDepth = 256;

class Walk {
 public:
  Walk(Session& session, Roles& roles) : session_(session), roles_(roles) {}

  /// Teaches the roles every folder below `root`, without delivering anything.
  void scan(const ::pff::Item& root, int depth = 0);
  /// Delivers `folder` and everything below it.
  [[nodiscard]] model::Result<void> deliver(const ::pff::Item& folder,
                                            std::optional<model::FolderId> parent, int depth = 0);
  /// Delivers the item that `open` yields, or its loss; nothing when the monitor leaves it out.
  [[nodiscard]] model::Result<void> deliver_item(
      const Place& place, const std::function<bytes::Result<::pff::Item>()>& open);

  /// Of every message delivered so far.
  [[nodiscard]] const LiveItems& live() const { return live_; }

 private:
  [[nodiscard]] model::Result<void> deliver_items(const ::pff::Item& folder, const Listing& listing,
                                                  const Place& place);
  [[nodiscard]] model::Result<void> deliver_sub_folders(const ::pff::Item& folder,
                                                        const Listing& listing, model::FolderId id,
                                                        int depth);
  [[nodiscard]] model::Result<void> tell_about_listing(const model::Folder& folder,
                                                       const Listing& listing,
                                                       const std::string& table);
  [[nodiscard]] model::Result<void> tell_about_counts(const model::Folder& folder,
                                                      const Contents& contents,
                                                      std::uint64_t missing);

  Session& session_;
  Roles& roles_;
  LiveItems live_;
  std::unordered_set<std::uint32_t> scanned_;
  std::unordered_set<std::uint32_t> visited_;
};

}  // namespace convert::pff
