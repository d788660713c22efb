// Large values and attachment data as ByteSources; for the sources of this room only.
#pragma once

#include <cstddef>
#include <memory>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/result.h"
#include "formats/pff/handles.h"

namespace pff {

struct EntryPlace {
  std::size_t set = 0;
  std::size_t entry = 0;
};

/// The value of `size` bytes at `place` of `item`, copied piece by piece out of libpff's memory.
[[nodiscard]] bytes::Blob make_entry_source(std::shared_ptr<ItemHandle> item, EntryPlace place,
                                            std::size_t size);

/// The data of an attachment, read from the file when it is read.
[[nodiscard]] bytes::Result<bytes::Blob> open_attachment_data(std::shared_ptr<ItemHandle> item);

}  // namespace pff
