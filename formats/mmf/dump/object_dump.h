// The records of one object of a store. FORMAT.md 4.1 and 6.
#pragma once

#include <cstdint>
#include <string>

#include "formats/mmf/dump/dump_context.h"
#include "formats/mmf/object.h"

namespace mmf {

/// Where the records of an object end: of the one that is the map (FORMAT.md 2), whose data are
/// nodes, behind its header.
[[nodiscard]] std::uint64_t end_of_record(const Object& object);

/// The object, and as its parts the elements, the table and what is between them, in the order of
/// their places. `about` is how it was found.
[[nodiscard]] bytes::Result<void> tell_object(const DumpContext& context, const Object& object,
                                              const std::string& about);

}  // namespace mmf
