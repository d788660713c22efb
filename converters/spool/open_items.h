// Items that a spool announces and that have not come yet: what is not reached when it is cut off.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "converters/model/stream.h"

namespace convert::spool {

class OpenItems {
 public:
  void expect(model::FolderId folder, std::uint64_t more);
  /// One came, or is lost.
  void done(model::FolderId folder);
  /// How many are open; no more than 2^64 - 1.
  [[nodiscard]] std::uint64_t total() const;

  /// The spool called `name` ends at `offset` of its content, as `what` says: each of these is a
  /// lost item of its folder, and what was to follow unannounced a lost structure.
  [[nodiscard]] model::Result<void> tell_cut(const std::string& name, std::uint64_t offset,
                                             const std::string& what, model::Sink& sink) const;

 private:
  std::map<std::uint32_t, std::uint64_t> open_;  // by folder
};

}  // namespace convert::spool
