// A secondary file as it is written. FORMAT.md 8.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/result.h"
#include "formats/iff/section_header.h"

namespace iff {

/// A section to be. `content` yields exactly content->size() bytes; null: none.
struct NewSection {
  SectionType type = SectionType::Body;
  std::string name;  // 8-bit
  bytes::Blob content;
  bool is_last = true;
};

/// The header line of a section, with its CR LF.
[[nodiscard]] std::string write_section_header(const NewSection& section);

class SecondaryWriter {
 public:
  using Write = std::function<bytes::Result<void>(std::span<const std::byte>)>;
  explicit SecondaryWriter(Write write) : write_(std::move(write)) {}

  /// The first line of the file; before any section.
  [[nodiscard]] bytes::Result<void> begin();
  /// The offset of the section. Io when the content ends before its size.
  [[nodiscard]] bytes::Result<std::uint64_t> add(const NewSection& section);
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  [[nodiscard]] bytes::Result<void> put(std::string_view text);

  Write write_;
  std::uint64_t size_ = 0;
};

}  // namespace iff
