// A piece of a file view as content that is read when it is needed.
#pragma once

#include <memory>
#include <span>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"

namespace convert::tnef {

/// `data` lies in `view`, or, without one, in memory that outlives the blob.
[[nodiscard]] bytes::Blob make_view_blob(std::span<const std::byte> data,
                                         std::shared_ptr<const bytes::FileView> view);

}  // namespace convert::tnef
