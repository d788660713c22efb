// Sections of secondary files that no row names. README.md says what becomes of them.
#pragma once

#include <cstdint>

#include "converters/iff/secondary_files.h"
#include "converters/model/loss.h"
#include "converters/model/message.h"
#include "formats/iff/unclaimed_sections.h"

namespace convert::iff {

/// As a loss: what they are, and how their header begins.
[[nodiscard]] model::Loss to_loss(const OpenSecondary& file, const ::iff::Unclaimed& unclaimed,
                                  model::LossKind kind);

/// As an item without a row: body and files. The item has no folder yet.
[[nodiscard]] model::Message to_orphan(const OpenSecondary& file, const ::iff::Unclaimed& unclaimed,
                                       std::uint32_t code_page);

}  // namespace convert::iff
