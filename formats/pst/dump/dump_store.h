// The structures of a PST or an OST with pages of 512 bytes, field by field.
// formats/bytes/DUMPS.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "formats/bytes/annotation.h"
#include "formats/bytes/result.h"
#include "formats/pst/ndb/ids.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::dump {

/// One of these, or all of the file.
struct DumpWhat {
  /// A node of the index, or one that the store gave up: its entry, what it is made of, and what
  /// that says.
  std::optional<Nid> node{};
  /// What holds this byte: a page, a block with what of its node's properties and tables lies
  /// there, or space.
  std::optional<std::uint64_t> offset{};
  reader::Progress progress{};  // asked now and then, in bytes of the file
};

/// Tells `sink` what is wanted of `content`, a whole file that `owner` (may be null) keeps. All of
/// it in the order of the file: records without depth hold each byte once. Where part of the index
/// is lost, what a sweep finds stands for it. Errors: those of read_file_header() and of `sink`;
/// NotThisFormat for a node that is nowhere and for an offset behind the end; Interrupted.
[[nodiscard]] bytes::Result<void> dump_store(std::span<const std::byte> content,
                                             std::shared_ptr<const void> owner,
                                             const DumpWhat& what, bytes::AnnotationSink& sink);

}  // namespace pst::dump
