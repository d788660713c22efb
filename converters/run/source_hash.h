// The SHA-256 of a file: of a source, taken on a second core while it is converted.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>

#include "formats/bytes/result.h"

namespace run {

/// Reads the file on a thread of its own, or when asked. Does not fill the page cache twice: the
/// converter reads the same pages.
class SourceHash {
 public:
  enum class Thread : std::uint8_t { Own, Callers };
  explicit SourceHash(std::filesystem::path path, Thread thread = Thread::Own);
  SourceHash(const SourceHash&) = delete;
  SourceHash(SourceHash&&) = delete;
  SourceHash& operator=(const SourceHash&) = delete;
  SourceHash& operator=(SourceHash&&) = delete;
  /// Gives up when it is not done.
  ~SourceHash();

  /// Waits for the end: 64 hexadecimal digits, or why there are none. To be called once.
  [[nodiscard]] bytes::Result<std::string> wait();

 private:
  [[nodiscard]] bytes::Result<std::string> take() const;

  std::filesystem::path path_;
  std::atomic<bool> give_up_{false};
  bytes::Result<std::string> result_;
  std::thread thread_;
};

}  // namespace run
