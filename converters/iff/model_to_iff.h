// The model as a set of migration files with one mailbox. README.md, "Writing".
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "converters/model/loss.h"
#include "converters/model/stream.h"

namespace convert::iff {

/// FORMAT.md 8: files stay below 2^31 bytes.
inline constexpr std::uint64_t kLargestFile = (std::uint64_t{1} << 31U) - 1;

struct IffOptions {
  /// An empty directory of our own, in which the set is made; empty: nothing is written, all is
  /// counted.
  std::filesystem::path directory;
  std::string list_name;  // "north.pkl"
  std::string stem;       // of the other files: six letters and digits at most
  std::uint64_t largest_file = kLargestFile;
  std::function<void(model::Note)> tell{};  // what is not carried, or in another form; may be empty
};

/// What was written.
struct WrittenSet {
  std::vector<std::string> files;  // the packing list is the last
  std::uint64_t bytes = 0;
};

class IffSink : public model::Sink {
 public:
  /// After finish().
  [[nodiscard]] virtual const WrittenSet& written() const = 0;
};

/// A sink for one mailbox. Items are Failed when no file has a place for their bytes, or when
/// content of theirs cannot be read; associated items are Skipped. Characters of names for which no
/// code page has a place beside those of the items before are spelled out, "{U+65E5}", told as
/// damage of the item. finish() reads the set again and compares: Internal when anything
/// in it is not what was written.
[[nodiscard]] std::unique_ptr<IffSink> open_iff_sink(const IffOptions& options);

}  // namespace convert::iff
