// The model written down: a record stream that a pipe carries and a file keeps. See FORMAT.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "converters/model/stream.h"
#include "formats/bytes/byte_source.h"

namespace convert::spool {

enum class Compression : std::uint8_t {
  None,    // not gzip at all
  Stored,  // gzip, stored blocks: pipes
  Fast,    // gzip, level 1: files
};

/// Whether the end record vouches for the bytes before it. What stays between two processes of one
/// program does without.
enum class Checksum : std::uint8_t { None, Crc32 };

using Write = std::function<model::Result<void>(std::span<const std::byte>)>;

/// A sink that writes every call as records. finish() writes the end record, then closes the gzip
/// member; the target of `write` is closed by its owner. When a call returns, all its bytes went to
/// `write` (as far as the compressor lets them go). Every message is Written, except one beyond the
/// limits of FORMAT.md 5: that is Failed, and stands in the spool as a loss. A blob that cannot be
/// read to its end is written as far as it goes, with the reason. `creator` names the program and
/// version in the first record.
[[nodiscard]] std::unique_ptr<model::Sink> open_writer(Write write, Compression compression,
                                                       std::string_view creator,
                                                       Checksum checksum = Checksum::Crc32);

/// What becomes of a spool that ends without its end record. A pipe does when whoever writes it
/// fails, and can be had again; a file is what there is.
enum class CutOff : std::uint8_t { Fails, IsTold };

/// Replays a spool (gzip or not: its first bytes tell) into `sink`, up to and including the end of
/// `input`. `name` stands in errors. NotThisFormat when it is no spool, damaged, or of a newer
/// version; Io when it ends without its end record ("cut off after message 12") or the counts or
/// the checksum there differ; everything before was delivered. With CutOff::IsTold one that is cut
/// off ends there, and is finished: what its folders announced and did not come is a lost item
/// each, "not reached", kMostNotReached of them at most, and what was not announced a lost
/// structure. A payload that its writer could not read to its end becomes Provenance::missing of
/// its item, and the blob holds what there is of it. Blobs handed to the sink may be kept; those
/// larger than a named limit lie in an unlinked temporary file.
[[nodiscard]] model::Result<void> read_spool(bytes::ByteStream& input, std::string_view name,
                                             model::Sink& sink, CutOff cut_off = CutOff::Fails);

/// Whether `head`, the first bytes of a file, begins a spool; gzip is looked into.
[[nodiscard]] bool is_spool(std::span<const std::byte> head);

}  // namespace convert::spool
