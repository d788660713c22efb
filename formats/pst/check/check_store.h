// Verifies a PST: header, maps, trees, blocks, tables; and says which folders and messages a fault
// hits. SALVAGE.md 3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/extents.h"
#include "formats/bytes/result.h"
#include "formats/pst/check/finding.h"
#include "formats/pst/reader/ndb/file_header.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::check {

/// A folder or message that a finding hits.
struct CheckedItem {
  enum class State : std::uint8_t {
    Intact,   // all of it can be read, and relied on
    Partial,  // something of it is missing, or may not be what was written
    Lost,     // nothing of it can be read
  };
  Nid nid;
  std::string name;  // subject, or name of the folder; empty when it has none to be relied on
  State state = State::Intact;
};

struct Report {
  Width width = Width::Unicode;
  std::optional<reader::FileHeader> header;
  Encoding encoding = Encoding::Permute;  // of the blocks

  std::vector<Finding> findings;  // the first Findings::kKept, by offset
  std::size_t finding_count = 0;
  std::size_t error_count = 0;     // of these, errors
  bool sound = true;               // there is none
  std::vector<CheckedItem> items;  // the first CheckOptions::most_items, by id
  std::size_t item_count = 0;
  std::size_t partial = 0;  // of all items that were hit
  std::size_t lost = 0;

  std::uint64_t folders = 0;
  std::uint64_t messages = 0;
  std::uint64_t attachments = 0;
  std::uint64_t nodes = 0;
  std::uint64_t blocks = 0;
  std::uint64_t tree_pages = 0;
  std::uint64_t used = 0;  // bytes, by the allocation maps that can be read
  std::uint64_t free = 0;
  std::uint64_t leaked = 0;
  std::uint64_t maps = 0;
  std::uint64_t unreadable_maps = 0;

  /// The file was swept: pages and blocks that no index led to.
  bool swept = false;
  std::size_t nodes_added = 0;
  std::size_t blocks_added = 0;
};
inline constexpr std::size_t kMostItems = 1000;

struct CheckOptions {
  /// Asked all the while, in bytes of the file.
  reader::Progress progress{};
  std::size_t most_items = kMostItems;  // in Report::items
  /// What was never read from the disk, and is zeros in `content`; null: nothing. Each part is a
  /// finding (UNREAD), and what lies there is partial even if it should have been zeros.
  const bytes::Extents* unread = nullptr;
};

/// Reads everything once. Errors are those of reader::salvage_store(), and Interrupted when
/// `options.progress` stopped it.
[[nodiscard]] bytes::Result<Report> check_store(std::span<const std::byte> content,
                                                std::shared_ptr<const void> owner,
                                                const CheckOptions& options = {});

}  // namespace pst::check
