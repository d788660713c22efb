// The structures of a Microsoft Mail store, field by field. formats/bytes/DUMPS.md.
#pragma once

#include <optional>

#include "formats/bytes/annotation.h"
#include "formats/bytes/extents.h"
#include "formats/mmf/store.h"
#include "formats/text/code_page.h"

namespace mmf {

/// What of a store is wanted.
struct DumpWhat {
  bytes::Extents touching{};    // records that have one of these bytes; empty: all
  std::optional<Oid> object{};  // else: its nodes in the maps, and what the store has of it
  text::CodePageNumber code_page = text::kWindows1252;  // of its texts: FORMAT.md 12
};

/// Each byte of the store is in a field of a record. Records that do not stand in each other follow
/// in the order of the file; where a damaged store has objects over each other, what lies in
/// several of them is told more than once, though together at most the length of the file.
/// NotThisFormat when there is no object of that name; errors of `sink`.
[[nodiscard]] bytes::Result<void> dump(const Store& store, const DumpWhat& what,
                                       bytes::AnnotationSink& sink);

}  // namespace mmf
