// Entries of a Personal Address Book as contacts and lists. formats/mmf/FORMAT.md 9.3.
#pragma once

#include <string>
#include <vector>

#include "converters/mmf/context.h"
#include "converters/model/message.h"

namespace convert::mmf {

/// `item` has an object. What cannot be read of it is told by name, and kept as its bytes.
[[nodiscard]] model::Message to_address_book_entry(const Context& context, const ::mmf::Item& item,
                                                   std::vector<std::string>& notes);

}  // namespace convert::mmf
