// Deleted messages on their way to the sink.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>

#include "converters/mapi_store/walk.h"

namespace convert::mapi_store {

/// Puts them into a folder "Recovered Items" that is made when there are any, and leaves out copies
/// of what the walk delivered, and of each other (ReadOptions::keep_duplicates).
class RecoveredItems {
 public:
  RecoveredItems(Session& session, const Walk& walk) : session_(session), walk_(walk) {}

  /// Delivers a message under the native id `id`. One without readable properties was overwritten
  /// since: nothing announced it, so nothing is lost by it.
  [[nodiscard]] model::Result<void> deliver_message(const Item& item, const std::string& id);
  /// Delivers the rows of a contents table whose messages are neither in the store nor among those
  /// delivered so far: subject, sender, times.
  [[nodiscard]] model::Result<void> deliver_rows(const Item& table, const std::string& id);
  /// Notes how many were left out.
  [[nodiscard]] model::Result<void> tell_copies() const;

 private:
  [[nodiscard]] model::Result<void> deliver(model::Message& message);
  [[nodiscard]] model::Result<void> deliver_row(const RecordSet& row, const std::string& id);
  [[nodiscard]] bool is_copy(const model::Message& message);

  Session& session_;
  const Walk& walk_;
  std::optional<model::FolderId> folder_;
  std::set<Fingerprint> seen_;
  std::unordered_set<std::uint32_t> recovered_;
  std::uint64_t copies_ = 0;
};

}  // namespace convert::mapi_store
