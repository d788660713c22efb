// What a message says of the pieces in it, embedded messages included.
#pragma once

#include <cstdint>
#include <vector>

#include "converters/model/message.h"
#include "converters/run/account.h"

namespace run {

/// Texts that could not be decoded. The nesting was bounded by the reader.
[[nodiscard]] std::uint64_t undecodable_in(const model::Message& message);

/// Readers name what is missing of a piece on the whole item, too (provenance.h); should one not,
/// the pieces speak for themselves.
[[nodiscard]] std::vector<model::Missing> missing_of(const model::Message& message);

/// Counts what is there.
[[nodiscard]] PieceCounts pieces_of(const model::Message& message);

}  // namespace run
