// The annotated records of migration files, which need the set that they belong to.
#pragma once

#include "converters/run/store_dump/store_dump.h"
#include "formats/bytes/file_view.h"

namespace run {

/// Of a packing list, of a primary file with what its pointers mean, and of a secondary file with
/// the primary files beside it. Errors are those of selected_bytes() and of `sink`.
[[nodiscard]] bytes::Result<void> dump_migration_file(const Source& source,
                                                      const bytes::FileView& view,
                                                      const DumpOptions& options,
                                                      bytes::AnnotationSink& sink);

}  // namespace run
