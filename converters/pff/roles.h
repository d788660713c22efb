// Which folder is the inbox, the calendar, the wastebasket.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "converters/model/folder.h"
#include "formats/pff/file.h"

namespace convert::pff {

/// Learns the special folders from what the store says about itself: entry ids on the store, on the
/// root and on the inbox ([MS-OXOSFLD] 2.2), and the receive-folder table. A name decides nothing:
/// it is in the user's language.
class Roles {
 public:
  /// Before the folders. `store` may be empty. Reads the receive-folder table of `file`.
  void learn_store(const ::pff::RecordSet& store, const ::pff::File& file);
  /// A folder of the tree; to be called once for each, in any order.
  void learn_folder(std::uint32_t identifier, const ::pff::RecordSet& folder);
  /// After all folders: entry ids become node ids.
  void settle();

  [[nodiscard]] model::FolderRole role_of(std::uint32_t identifier) const;

 private:
  using Counter = std::array<std::byte, 6>;
  struct Claim {
    std::vector<std::byte> entry_id;
    model::FolderRole role = model::FolderRole::None;
  };

  void claim(const ::pff::RecordSet& set, std::uint32_t property, model::FolderRole role);
  void claim_junk(const ::pff::RecordSet& set);
  void learn_folder_id(std::uint32_t identifier, const ::pff::RecordSet& folder);
  [[nodiscard]] std::optional<std::uint32_t> resolve(const std::vector<std::byte>& entry_id) const;

  bool is_ost_ = false;
  std::vector<std::byte> record_key_;            // of the store, in the entry ids of a PST
  std::map<Counter, std::uint32_t> by_counter_;  // an OST's folders by their global counter
  std::vector<Claim> claims_;
  std::map<std::uint32_t, model::FolderRole> roles_;
};

}  // namespace convert::pff
