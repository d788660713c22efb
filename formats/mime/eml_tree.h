// One .eml file for each message, in directories that are the folders.
#pragma once

#include <memory>

#include "formats/mime/containers.h"

namespace mime {

/// See FORMAT.md 4. `tree` must outlive the container.
[[nodiscard]] std::unique_ptr<Container> open_eml_tree(bytes::OutputTree& tree);

}  // namespace mime
