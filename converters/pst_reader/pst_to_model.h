// PSTs, and OSTs with pages of 512 bytes, through our own reader, as a stream of the model.
#pragma once

#include <cstdint>
#include <filesystem>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::pst_reader {

/// Reads the store at `path` into `sink`: every folder, every item, every property, each block
/// verified. What cannot be relied on, or is not there, is Provenance::missing of its item, with
/// the place in the file; what is not there at all a Loss. Unsupported for files with pages of 4 KB
/// and for PABs (converters/pff reads them); an Error else means that nothing, or nothing more, can
/// be read. Blobs handed to the sink may be kept: they keep the file.
[[nodiscard]] model::Result<void> pst_to_model(const std::filesystem::path& path,
                                               const model::ReadOptions& options,
                                               model::ReadMonitor& monitor, model::Sink& sink);

/// Where in a file a store lies.
struct Extent {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};
/// The same of a store inside a larger file; its items come from "FILE at OFFSET". A note says that
/// every other offset is counted from there.
[[nodiscard]] model::Result<void> pst_in_file_to_model(const std::filesystem::path& path,
                                                       const Extent& place,
                                                       const model::ReadOptions& options,
                                                       model::ReadMonitor& monitor,
                                                       model::Sink& sink);

}  // namespace convert::pst_reader
