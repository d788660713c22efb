// The structures of a file of a post office, field by field. formats/bytes/DUMPS.md.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "formats/bytes/annotation.h"
#include "formats/bytes/extents.h"
#include "formats/text/code_page.h"
#include "formats/wgpo/string_cipher.h"

namespace wgpo {

inline constexpr text::CodePageNumber kOfficeCodePage = 850;  // FORMAT.md 13

struct DumpWhat {
  bytes::Extents touching{};       // records with one of these bytes; empty: all
  std::optional<StringKey> key{};  // of the post office; none: strings stay as they are
  text::CodePageNumber code_page = kOfficeCodePage;  // of its texts
};

/// Of the file that is called `name` below the root (TreeFile::name), whatever lies in it. Each
/// byte is in one field of one record, in the order of the file. Errors are those of `sink`.
[[nodiscard]] bytes::Result<void> dump(std::span<const std::byte> file, std::string_view name,
                                       const DumpWhat& what, bytes::AnnotationSink& sink);

}  // namespace wgpo
