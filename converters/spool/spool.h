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
  None,    // not gzip at all: between two processes of our own
  Stored,  // gzip, stored blocks: pipes
  Fast,    // gzip, level 1: files
};

using Write = std::function<model::Result<void>(std::span<const std::byte>)>;

/// A sink that writes every call as records. finish() writes the end record, then closes the gzip
/// member; the target of `write` is closed by its owner. Every message is Written. `creator` names
/// the program and version in the first record.
[[nodiscard]] std::unique_ptr<model::Sink> open_writer(Write write, Compression compression,
                                                       std::string_view creator);

/// Replays a spool (gzip or not: its first bytes tell) into `sink`. `name` stands in errors.
/// NotThisFormat when it is no spool, or of a newer version; Io when it ends without its end record
/// or the counts there differ ("cut off after message 12"); everything before was delivered. Blobs
/// handed to the sink are valid during the call only; those larger than a named limit are kept in
/// an unlinked temporary file.
[[nodiscard]] model::Result<void> read_spool(bytes::ByteStream& input, std::string_view name,
                                             model::Sink& sink);

/// Whether `head`, the first bytes of a file, begins a spool; gzip is looked into.
[[nodiscard]] bool is_spool(std::span<const std::byte> head);

}  // namespace convert::spool
