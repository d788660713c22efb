// The payloads that follow a header line. FORMAT.md 2.2.
#pragma once

#include <cstdint>
#include <vector>

#include "converters/spool/decoder.h"
#include "converters/spool/input.h"

namespace convert::spool {

struct PayloadsRead {
  std::vector<Payload> payloads;
  std::uint64_t bytes = 0;  // of all of them
};

/// Reads `count` payloads. NotThisFormat when what follows is none, LimitExceeded when there are
/// more than kMaxPayloads; other errors are those of the input or of the temporary file.
[[nodiscard]] bytes::Result<PayloadsRead> read_payloads(Input& input, std::uint64_t count);

}  // namespace convert::spool
