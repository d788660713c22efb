// What a file's bytes look like, without reading anything into them. FORMAT.md 4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ccmail_post_office {

/// FORMAT.md 4: for random bytes the chance that a run begins at a given place is 4.5e-14.
inline constexpr std::size_t kShortestRun = 32;
/// Runs that are kept; all are counted.
inline constexpr std::size_t kKeptRuns = 20;
/// Of the text of a run that is kept.
inline constexpr std::size_t kKeptText = 120;

/// Bytes that look like text.
struct PlainRun {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::string text;  // its beginning, as it stands: ASCII, tabs and line ends
  friend bool operator==(const PlainRun&, const PlainRun&) = default;
};

struct Impression {
  std::uint64_t size = 0;       // bytes looked at
  double entropy = 0;           // Shannon's, of single bytes: 0 to 8 bits a byte
  std::uint64_t plain = 0;      // bytes in runs of text
  std::uint64_t run_count = 0;  // of kShortestRun bytes or more
  std::vector<PlainRun> runs;   // the first kKeptRuns
};

/// The entropy with two digits: "7.98".
[[nodiscard]] std::string entropy_text(const Impression& impression);

/// Takes a file piece by piece; memory does not grow with it.
class ImpressionTaker {
 public:
  /// The next bytes of the file.
  void take(std::span<const std::byte> data);
  /// At the end of the file. Nothing may be taken afterwards.
  [[nodiscard]] Impression finish();

 private:
  void end_run();

  static constexpr std::size_t kByteValues = 256;
  std::array<std::uint64_t, kByteValues> counts_{};
  PlainRun run_;
  Impression impression_;
};

}  // namespace ccmail_post_office
