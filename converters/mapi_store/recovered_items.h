// Deleted messages on their way to the sink.
#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "converters/mapi_store/walk.h"

namespace convert::mapi_store {

/// Puts them into a folder "Recovered Items" that is made when there are any, and leaves out copies
/// of what the walk delivered, and of each other (ReadOptions::keep_duplicates).
class RecoveredItems {
 public:
  RecoveredItems(Session& session, const Walk& walk) : session_(session), walk_(walk) {}

  /// Delivers `message`, with what reading it left in Session::remarks.
  [[nodiscard]] model::Result<void> deliver(model::Message& message);
  /// Notes how many were left out.
  [[nodiscard]] model::Result<void> tell_copies() const;

 private:
  [[nodiscard]] bool is_copy(const model::Message& message);

  Session& session_;
  const Walk& walk_;
  std::optional<model::FolderId> folder_;
  std::set<Fingerprint> seen_;
  std::uint64_t copies_ = 0;
};

}  // namespace convert::mapi_store
