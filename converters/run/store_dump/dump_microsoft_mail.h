// The structures of Microsoft Mail's stores, of its TNEF streams, and of the files of its post
// offices.
#pragma once

#include <memory>
#include <optional>

#include "converters/run/store_dump/store_dump.h"
#include "formats/bytes/file_view.h"

namespace run {

/// Errors as dump_source().
[[nodiscard]] bytes::Result<void> dump_mmf(const Source& source,
                                           const std::shared_ptr<const bytes::FileView>& view,
                                           const DumpOptions& options, bytes::AnnotationSink& sink);
[[nodiscard]] bytes::Result<void> dump_tnef(const Source& source, const bytes::FileView& view,
                                            const DumpOptions& options,
                                            bytes::AnnotationSink& sink);
/// nullopt when `source` lies in no post office.
[[nodiscard]] std::optional<bytes::Result<void>> dump_office_file(const Source& source,
                                                                  const bytes::FileView& view,
                                                                  const DumpOptions& options,
                                                                  bytes::AnnotationSink& sink);

}  // namespace run
