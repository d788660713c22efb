// What came of one mailbox: what its process tells and the journal keeps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "converters/run/account.h"
#include "converters/run/report.h"

namespace run::batch {

struct Finished {
  bool failed = false;  // there is no complete output
  bool intact = false;  // nothing was lost or incomplete
  std::string message;  // "Migrated No Errors", "Migrated With 2 Losses", or why it failed
  Tally tally;
  std::uint64_t losses = 0;  // losses and incomplete items
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::string output;         // its path
  std::string output_sha256;  // see digest_of_output(); empty in a dry run
  std::string source_sha256;  // empty when it could not be taken
  MailboxJson report;
};

/// Of a conversion that came to its end, without the digest of the output.
[[nodiscard]] Finished finished_of(const MailboxResult& result);

/// As bytes, for a pipe between two processes of the same program.
[[nodiscard]] std::string encode(const Finished& finished);
/// nullopt when `bytes` are not what encode() makes.
[[nodiscard]] std::optional<Finished> decode_finished(std::string_view bytes);

}  // namespace run::batch
