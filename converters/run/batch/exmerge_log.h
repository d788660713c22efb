// Logs of ExMerge: which PSTs a run that was aborted left incomplete (KB Q265438, Q262337).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/code_page.h"

namespace run::batch {

/// A mailbox that ExMerge copied into a PST.
struct ExmergeCopy {
  std::string display_name;
  std::string alias;
  std::string server;
  std::string file;  // the PST, as the log has it: a path on the machine of ExMerge
  std::uint64_t line = 0;
  /// The last line about it that tells of an error; empty: the log has none. No line is known that
  /// says a copy is complete.
  std::string trouble{};
  bool aborted = false;  // "Copy process aborted.": the PST is incomplete
  bool is_last = false;  // nothing follows it: the run may have been cut off in it
  friend bool operator==(const ExmergeCopy&, const ExmergeCopy&) = default;
};

/// Whether these are the first bytes of such a log: "[hh:mm:ss] " at their begin, after a mark.
[[nodiscard]] bool is_exmerge_log(std::string_view bytes, text::CodePageNumber charset);

/// The copies in the order of the log. Lines are known by their words; others are passed over.
[[nodiscard]] std::vector<ExmergeCopy> parse_exmerge_log(std::string_view bytes,
                                                         text::CodePageNumber charset);

}  // namespace run::batch
