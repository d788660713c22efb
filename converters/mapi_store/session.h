// What every step of one reading shares.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "converters/mapi_store/item.h"
#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::mapi_store {

/// "nid 0x00200024".
[[nodiscard]] std::string native_id(std::uint32_t identifier);

/// One reading of one store. Holds references: lives within the call that reads it.
struct Session {
  const OpenStore& from;
  const model::ReadOptions& options;
  model::ReadMonitor& monitor;
  model::Sink& sink;
  std::vector<model::Note>& remarks;  // on items read, not yet passed on
  std::string source;                 // file name of the store, for provenance
  std::uint64_t size = 0;             // of the file
  std::uint32_t next_id = 0;          // of the next folder

  [[nodiscard]] model::FolderId take_folder_id() { return {next_id++}; }
  [[nodiscard]] model::Result<void> note(std::string where, std::string text,
                                         bool damage = false) const;
  /// Passes on what reading items left in `remarks`.
  [[nodiscard]] model::Result<void> pass_on_remarks() const;
  /// A loss in, or of, `folder`, of the bytes `at`; where those are not known, the offset is where
  /// the disk failed last, if it ever did.
  [[nodiscard]] model::Result<void> lose(model::LossKind kind,
                                         std::optional<model::FolderId> folder,
                                         std::string native_id, std::string why,
                                         std::optional<model::ByteRange> at = {}) const;
};

}  // namespace convert::mapi_store
