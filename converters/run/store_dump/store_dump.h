// The structures of a store, field by field: told for a file, and shown. formats/bytes/DUMPS.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "converters/run/sniff.h"
#include "formats/bytes/annotation.h"
#include "formats/bytes/output.h"
#include "formats/bytes/result.h"

namespace run {

/// What of a store is wanted: one of these, or nothing for all of it.
struct DumpSelection {
  std::optional<std::uint64_t> node{};    // of a PST
  std::optional<std::uint64_t> object{};  // of a Microsoft Mail store
  std::optional<std::uint64_t> offset{};
  std::string item{};  // as reports, manifests and storemap name it: "nid 0x00200024"
};

struct DumpOptions {
  DumpSelection selection{};
  /// Asked now and then, in bytes of the file; false stops it. May be empty.
  std::function<bool(std::uint64_t done)> progress{};
};

/// Tells `sink` the records of a file that was sniffed. Errors: Source::error; Unsupported for a
/// source whose structures nobody tells, and for a selection that its format does not have;
/// NotThisFormat for an id or offset that is not there, which says what is; those of the format and
/// of `sink`; Interrupted; Io when the disk does not deliver all of it.
[[nodiscard]] bytes::Result<void> dump_source(const Source& source, const DumpOptions& options,
                                              bytes::AnnotationSink& sink);

enum class DumpForm : std::uint8_t { Text, Html, JsonDocument };

/// What stands in front of the records.
struct DumpHead {
  std::filesystem::path path{};
  std::string format{};  // "PST Unicode"
  std::uint64_t size = 0;
  std::string selection{};  // "node 0x21"; empty: all of it
};

/// Writes records in one of the forms, each as it comes.
class DumpWriter : public bytes::AnnotationSink {
 public:
  [[nodiscard]] virtual bytes::Result<void> begin(const DumpHead& head) = 0;
  /// What stands behind the records. `output` is left open.
  [[nodiscard]] virtual bytes::Result<void> end() = 0;

  [[nodiscard]] std::uint64_t records() const { return records_; }
  [[nodiscard]] std::uint64_t faults() const { return faults_; }

 protected:
  void count(const bytes::AnnotatedRecord& record) {
    ++records_;
    faults_ += record.faults.size();
  }

 private:
  std::uint64_t records_ = 0;
  std::uint64_t faults_ = 0;
};

/// Of a field without `full`, so many bytes are shown, and of its value so many bytes of UTF-8.
inline constexpr std::size_t kShownBytes = 64;
inline constexpr std::size_t kShownText = 256;

/// `output` outlives the writer. `full`: all bytes of each field, and all of each value.
[[nodiscard]] std::unique_ptr<DumpWriter> open_dump_writer(DumpForm form, bool full,
                                                           bytes::OutputFile& output);

}  // namespace run
