// Tells a store that cannot be read from an output that cannot be written.
#pragma once

#include <memory>
#include <optional>

#include "formats/bytes/result.h"
#include "formats/mime/entity.h"

namespace convert::mime {

/// The first error that reading a content met.
struct ContentWatch {
  std::optional<bytes::Error> error;
};

/// Puts a watch on every content of `entity`: errors pass through it and are remembered.
void watch_contents(::mime::Entity& entity, const std::shared_ptr<ContentWatch>& watch);

}  // namespace convert::mime
