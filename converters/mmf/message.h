// A message of a store as an item of the model. README.md says what becomes what.
#pragma once

#include <string>
#include <vector>

#include "converters/mmf/context.h"
#include "converters/model/message.h"

namespace convert::mmf {

/// What the store has is in the bag and in the fields; what damage has cost is
/// Provenance::missing. The values of the message live in memory, its attachments in the file.
/// `notes` receives remarks, one line each.
[[nodiscard]] model::Message to_message(const Context& context, const ::mmf::Item& item,
                                        std::vector<std::string>& notes);

/// A message of which only the row of its folder is left.
[[nodiscard]] model::Message message_of_row(const Context& context, const ::mmf::Item& item,
                                            std::vector<std::string>& notes);

/// The class of MAPI for a class number of the store; IPM.Note, told, for one it does not name.
[[nodiscard]] std::string class_of(const Context& context, std::uint32_t key,
                                   std::vector<std::string>& notes);

}  // namespace convert::mmf
