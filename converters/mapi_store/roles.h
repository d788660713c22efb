// Which folder is the inbox, the calendar, the wastebasket.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "converters/mapi_store/item.h"
#include "converters/model/folder.h"

namespace convert::mapi_store {

/// Learns the special folders from what the store says about itself: entry ids on the store, on the
/// root and on the inbox ([MS-OXOSFLD] 2.2), and the receive-folder table. A name decides nothing:
/// it is in the user's language.
class Roles {
 public:
  /// Before the folders. `store` may be empty. Reads the receive-folder table of `from`; what is
  /// wrong with that is returned, a line each.
  [[nodiscard]] std::vector<std::string> learn_store(const RecordSet& store, const OpenStore& from);
  /// A folder of the tree; to be called once for each, in any order.
  void learn_folder(std::uint32_t identifier, const RecordSet& folder);
  /// After all folders: entry ids become node ids.
  void settle();

  [[nodiscard]] model::FolderRole role_of(std::uint32_t identifier) const;

 private:
  using Counter = std::array<std::byte, 6>;
  struct Claim {
    std::vector<std::byte> entry_id;
    model::FolderRole role = model::FolderRole::None;
  };

  void learn_receive_folder(const RecordSet& row);
  void claim(const RecordSet& set, std::uint32_t property, model::FolderRole role);
  void claim_junk(const RecordSet& set);
  void learn_folder_id(std::uint32_t identifier, const RecordSet& folder);
  [[nodiscard]] std::optional<std::uint32_t> resolve(const std::vector<std::byte>& entry_id) const;

  bool is_ost_ = false;
  std::vector<std::byte> record_key_;            // of the store, in the entry ids of a PST
  std::map<Counter, std::uint32_t> by_counter_;  // an OST's folders by their global counter
  std::vector<Claim> claims_;
  std::map<std::uint32_t, model::FolderRole> roles_;
};

}  // namespace convert::mapi_store
