// Migration files field by field. formats/bytes/DUMPS.md.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/annotation.h"
#include "formats/bytes/extents.h"
#include "formats/bytes/result.h"
#include "formats/iff/pointer.h"
#include "formats/iff/secondary.h"
#include "formats/text/code_page.h"

namespace iff {

struct DumpOptions {
  text::CodePageNumber code_page = text::kWindows1252;
  /// Records that have one of these bytes are told; empty: all of them.
  bytes::Extents wanted{};
  /// What stands where a pointer of a row points, in words: meaning_of_pointer(). May be empty.
  std::function<std::string(const Pointer&)> follow{};
};

/// Tells a primary file in the order of its lines: each section with its keyword and columns, its
/// rows, remarks and blank lines as its parts. Each byte is in one field; that of a row's column
/// has its quotes and the comma or line end behind it. Errors are those of `sink`.
[[nodiscard]] bytes::Result<void> dump_primary(std::span<const std::byte> file,
                                               const DumpOptions& options,
                                               bytes::AnnotationSink& sink);

/// Of a secondary file.
struct SecondaryRows {
  std::string_view name{};                // of the file
  std::vector<std::uint64_t> pointers{};  // that rows name
  /// restore_line_ends() would put CRs back: lengths and pointers count them, and no pointer is
  /// followed.
  bool has_lost_returns = false;
};

/// Tells a secondary file in its order: its first line, its sections, whether rows name them or
/// not, and what is none. Each byte is in one field. Errors are those of `sink`.
[[nodiscard]] bytes::Result<void> dump_secondary(std::span<const std::byte> file,
                                                 const SecondaryRows& rows,
                                                 const DumpOptions& options,
                                                 bytes::AnnotationSink& sink);

/// Tells a packing list, a record for each line. Errors are those of `sink`.
[[nodiscard]] bytes::Result<void> dump_packing_list(std::span<const std::byte> file,
                                                    const DumpOptions& options,
                                                    bytes::AnnotationSink& sink);

/// "Body, Length 22, Islast TRUE": the section that a pointer into a file means.
[[nodiscard]] std::string meaning_of_pointer(const Secondary& file, std::uint64_t offset);

}  // namespace iff
