// The order in which a store is told: what a sink may rely on, and a spool therefore holds to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>

#include "converters/model/folder.h"
#include "converters/model/loss.h"

namespace convert::spool {

/// Watches the calls of one stream (model::Sink). Each method tells what is wrong with the call,
/// or nullopt. For the writer a wrong call is a bug, for the reader an unusable spool.
class Order {
 public:
  [[nodiscard]] std::optional<std::string> store();
  [[nodiscard]] std::optional<std::string> folder(const model::Folder& folder);
  /// A message, or more expected items.
  [[nodiscard]] std::optional<std::string> item(model::FolderId folder) const;
  /// Only a lost item needs its folder to have come: a lost folder or structure may name one that
  /// never did.
  [[nodiscard]] std::optional<std::string> loss(const model::Loss& loss) const;
  [[nodiscard]] std::optional<std::string> note() const;
  [[nodiscard]] std::optional<std::string> finish();

 private:
  bool store_ = false;
  bool finished_ = false;
  std::unordered_set<std::uint32_t> folders_;
};

}  // namespace convert::spool
