// The messages of an export, field by field. formats/bytes/DUMPS.md.
#pragma once

#include <string_view>

#include "formats/bytes/annotation.h"
#include "formats/bytes/extents.h"
#include "formats/bytes/result.h"
#include "formats/ccmail/label.h"
#include "formats/text/code_page.h"

namespace ccmail {

struct DumpOptions {
  text::CodePageNumber code_page = text::kWindows1252;
  /// Records that have one of these bytes are told; empty: all of them.
  bytes::Extents wanted{};
};

/// Tells the pieces of the file in their order: a message up to its first item, its items as its
/// parts, and what belongs to no message. Each byte is in one field. Days and months of dates are
/// told apart by what most dates of the file show. Errors are those of MessageReader::open() and
/// of `sink`.
[[nodiscard]] bytes::Result<void> dump(std::string_view file, const Labels& labels,
                                       const DumpOptions& options, bytes::AnnotationSink& sink);

}  // namespace ccmail
