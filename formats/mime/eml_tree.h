// One .eml file for each message, in directories that are the folders.
#pragma once

#include <cstdint>
#include <memory>

#include "formats/mime/containers.h"

namespace mime {

/// How the files are called. Readable: number in the folder, date and subject. Mailbag: below
/// data/eml, by a number of eight digits that counts through all folders, which is the message's
/// Mailbag-Message-ID (Mailbag Specification 1.0, 4.4.1).
enum class EmlLayout : std::uint8_t { Readable, Mailbag };

/// See FORMAT.md 4. `tree` must outlive the container.
[[nodiscard]] std::unique_ptr<Container> open_eml_tree(bytes::OutputTree& tree, EmlLayout layout);

}  // namespace mime
