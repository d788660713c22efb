#include "converters/spool/order.h"

namespace convert::spool {
namespace {

std::string number(model::FolderId id) { return std::to_string(id.value); }

}  // namespace

std::optional<std::string> Order::store() {
  if (store_) {
    return "a second store";
  }
  store_ = true;
  return std::nullopt;
}

std::optional<std::string> Order::note() const {
  if (!store_) {
    return "a record before the store";
  }
  if (finished_) {
    return "a record after the end";
  }
  return std::nullopt;
}

std::optional<std::string> Order::folder(const model::Folder& folder) {
  if (auto wrong = note()) {
    return wrong;
  }
  if (folder.parent && !folders_.contains(folder.parent->value)) {
    return "folder " + number(folder.id) + " before its parent " + number(*folder.parent);
  }
  if (!folders_.insert(folder.id.value).second) {
    return "a second folder " + number(folder.id);
  }
  return std::nullopt;
}

std::optional<std::string> Order::item(model::FolderId folder) const {
  if (auto wrong = note()) {
    return wrong;
  }
  if (!folders_.contains(folder.value)) {
    return "an item of folder " + number(folder) + " before the folder";
  }
  return std::nullopt;
}

std::optional<std::string> Order::loss(const model::Loss& loss) const {
  return loss.kind == model::LossKind::Item && loss.folder ? item(*loss.folder) : note();
}

std::optional<std::string> Order::finish() {
  auto wrong = note();
  finished_ = true;
  return wrong;
}

}  // namespace convert::spool
