// Bytes without layout as annotated records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "formats/bytes/annotation.h"
#include "formats/bytes/selecting_sink.h"

namespace bytes {

/// Memory is one record: of bytes without layout it has at most so many.
inline constexpr std::size_t kAnnotatedPiece = 64UL * 1024;

/// `size` bytes from `at` of a record on; they live until the next are asked for.
using PieceBytes = std::function<FileBytes(std::uint64_t at, std::size_t size)>;
/// What the bytes of a piece say, one piece behind the other; `is_last` of the last.
using PieceValue = std::function<std::string(std::span<const std::byte> piece, bool is_last)>;

/// The bytes that `like` is of as records like it, each with one field, in pieces. Faults are
/// those of the first that is told. With a `value`, which may go on from one piece to the next,
/// each is asked for it.
[[nodiscard]] Result<void> tell_loose_bytes(SelectingSink& sink, const AnnotatedRecord& like,
                                            const PieceBytes& bytes, const std::string& field,
                                            const PieceValue& value = {});
/// The same of bytes at hand, wherever `like` lies.
[[nodiscard]] Result<void> tell_loose_bytes(SelectingSink& sink, AnnotatedRecord like,
                                            const FileBytes& data, const std::string& field,
                                            const PieceValue& value = {});

}  // namespace bytes
