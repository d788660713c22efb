// Folders, and the store itself, as the writer of a store takes them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "converters/pst/folder_tree.h"
#include "converters/pst/model_to_pst.h"
#include "converters/pst/names.h"
#include "formats/pst/messaging/content.h"
#include "formats/pst/messaging/store_writer.h"

namespace convert::pst {

/// How to make it, and what that costs: the same for folders as for items (message_content.h).
struct StoreForms {
  const PstOptions& options;
  const model::Store& store;
};

struct FolderMade {
  ::pst::FolderContent content;
  std::uint64_t lost_characters = 0;
  std::uint64_t undecodable = 0;
  std::vector<std::string> remarks{};
};
[[nodiscard]] FolderMade to_content(const FolderTree::Entry& entry, const StoreForms& forms,
                                    NameIds& names);

/// Of part `number`.
[[nodiscard]] ::pst::StoreOptions store_options(const StoreForms& forms, std::uint32_t number);

/// Of the message store object. `remarks` says what was left out.
[[nodiscard]] ::pst::PropertyList store_properties(const StoreForms& forms, NameIds& names,
                                                   std::vector<std::string>& remarks);

}  // namespace convert::pst
