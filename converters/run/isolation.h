// Reading a store so that a crash in a foreign library costs one item, not the run.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "converters/model/stream.h"
#include "converters/run/reader_process.h"

namespace run {

/// After so many crashes the rest of a store is given up: each costs a new walk from its start.
inline constexpr int kMostRestarts = 64;

struct IsolationOptions {
  std::chrono::milliseconds item_timeout{120'000};  // --item-timeout
  std::function<void(std::uint64_t)> on_progress;   // bytes of the source read; may be empty
  std::function<void()> on_started;                 // after the first fork; may be empty
};

/// Runs `reader` in a child process and delivers its stream to `sink`, finished. An item or folder
/// that crashes the reader, or on which it does not get on for `item_timeout`, becomes a Loss and
/// is left out when the reader starts again. When it fails for good in the middle of the store (an
/// Error after the store record, or too many crashes) what it did not deliver becomes losses.
///
/// Errors: what the reader says before it delivers anything, Internal from it at any time, whatever
/// `sink` says, Interrupted. `source` stands in messages.
[[nodiscard]] model::Result<void> read_isolated(const Reader& reader, const std::string& source,
                                                const IsolationOptions& options, model::Sink& sink);

}  // namespace run
