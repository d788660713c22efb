// Records of a store, field by field: what storedump shows. DUMPS.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"

namespace bytes {

/// Bytes of a file, and what they mean when they are enciphered or encoded.
struct FileBytes {
  std::uint64_t offset = 0;          // in the file
  std::span<const std::byte> raw{};  // as they lie there
  /// Deciphered, as many as `raw`; empty when they lie in plain.
  std::span<const std::byte> plain{};

  /// What is to be read.
  [[nodiscard]] std::span<const std::byte> text() const { return plain.empty() ? raw : plain; }
  /// `length` of them from `at`, as far as there are any.
  [[nodiscard]] FileBytes part(std::size_t at, std::size_t length) const;
};

struct AnnotatedField {
  FileBytes bytes{};
  std::string name{};     // in the words of the specification or FORMAT.md: "root.BREFNBT.ib"
  std::string value{};    // as UTF-8: "0x21 (33)", or text; empty of what is only bytes
  std::string meaning{};  // as UTF-8: "PidTagSubject"; empty where the name says it
};

/// A structure as it lies in the file.
struct AnnotatedRecord {
  std::string name{};    // "BTPAGE"
  std::string about{};   // what this one is: "NBT, level 1, 12 entries"; may be empty
  std::string source{};  // where its layout is told: "[MS-PST] 2.2.2.7.7.1"
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  unsigned depth = 0;  // 0: stands alone; else a part of the last record before it of one less
  std::vector<AnnotatedField> fields{};  // in the order of their bytes
  /// What is wrong with it, each as UTF-8: "dwCRC is 0x12345678, computed 0x9ABCDEF0".
  std::vector<std::string> faults{};

  /// Appends `text` to what the field `field` means. Nothing happens when there is none.
  void explain(std::string_view field, std::string_view text);
};

/// Takes annotated records one at a time.
class AnnotationSink {
 public:
  AnnotationSink() = default;
  AnnotationSink(const AnnotationSink&) = delete;
  AnnotationSink& operator=(const AnnotationSink&) = delete;
  virtual ~AnnotationSink() = default;

  /// Spans in `record` live as long as the call. An error ends the dump: the output failed, or the
  /// user stopped it.
  [[nodiscard]] virtual Result<void> record(const AnnotatedRecord& record) = 0;
};

}  // namespace bytes
