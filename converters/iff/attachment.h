// Sections that are files. formats/iff/FORMAT.md 4.5.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "converters/iff/secondary_files.h"
#include "converters/model/message.h"
#include "formats/iff/secondary.h"

namespace convert::iff {

/// `number` counts the files of the message, from 1. What is odd becomes a line of `notes`.
[[nodiscard]] model::Attachment to_attachment(const OpenSecondary& file, const ::iff::Part& part,
                                              std::size_t number, std::uint32_t code_page,
                                              std::uint64_t body_size,
                                              std::vector<std::string>& notes);

/// "NORTH.SEC(92)", as rows point at it.
[[nodiscard]] std::string place_of(const OpenSecondary& file, std::uint64_t offset);

}  // namespace convert::iff
