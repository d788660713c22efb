#include "converters/mapi_store/orphans.h"

#include <optional>
#include <string>

#include "converters/mapi_store/made_folder.h"
#include "formats/bytes/result.h"

namespace convert::mapi_store {
namespace {

using bytes::Result;

/// What the node index has without a folder, on its way to the sink.
class Delivery {
 public:
  Delivery(Session& session, Walk& walk) : session_(session), walk_(walk) {}

  /// `number` names an item that cannot even be identified.
  Result<void> deliver(const bytes::Result<ItemPtr>& item, const std::string& number);

 private:
  Session& session_;
  Walk& walk_;
  std::optional<model::FolderId> folder_;
};

Result<void> Delivery::deliver(const bytes::Result<ItemPtr>& item, const std::string& number) {
  const auto identifier = item ? (*item)->identifier() : 0;
  if (identifier == 0) {
    // It may be an item, a folder full of them, or a table.
    return session_.lose(model::LossKind::Structure, std::nullopt, number,
                         "something without a folder cannot be opened: " +
                             (item ? std::string("it has no node id") : item.error().what));
  }
  const auto type = node_type(identifier);
  if ((!is_message(type) && !is_folder(type)) || walk_.reached(identifier)) {
    return {};  // a table of a folder that is gone, or what came with another orphan
  }
  if (!folder_) {
    auto made = make_folder(session_, "Lost and Found", model::FolderRole::LostAndFound);
    if (!made) {
      return tl::unexpected(made.error());
    }
    folder_ = *made;
  }
  if (is_folder(type)) {
    return walk_.deliver(**item, folder_, 1);
  }
  if (auto expected = session_.sink.expect(*folder_, 1); !expected) {
    return expected;
  }
  return walk_.deliver_item({.folder = *folder_,
                             .native_id = native_id(identifier),
                             .associated = type == NodeType::AssociatedMessage},
                            [&item] { return item; });
}

}  // namespace

Result<void> deliver_orphans(Session& session, Walk& walk, const Orphans& orphans) {
  Delivery delivery(session, walk);
  for (std::size_t i = 0; i < orphans.count; ++i) {
    const auto number = "orphan " + std::to_string(i + 1);
    if (!session.monitor.enter(number)) {
      continue;
    }
    if (auto result = delivery.deliver(orphans.open(i), number); !result) {
      return result;
    }
  }
  return {};
}

}  // namespace convert::mapi_store
