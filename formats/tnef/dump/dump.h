// The structures of a file that holds a TNEF stream, field by field. formats/bytes/DUMPS.md.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "formats/bytes/annotation.h"
#include "formats/bytes/extents.h"

namespace tnef {

/// What MAPI calls things, which is not this format's to know: each may be empty.
struct PropertyWords {
  std::function<std::string_view(std::uint16_t id)> name{};    // "PidTagSubject"; empty: unknown
  std::function<std::string_view(std::uint16_t type)> type{};  // "PtypString"; empty: unknown
  /// A value of a fixed-size type: "2006-05-12T08:00:00Z".
  std::function<std::string(std::uint16_t type, std::span<const std::byte> data)> value{};
};

struct DumpWhat {
  bytes::Extents touching{};  // records that have one of these bytes; empty: all
  PropertyWords words{};
};

/// Each byte of `file` is in one field of one record, in the order of the file, but for the
/// checksum of an attribute, which is told with its header. NotThisFormat when there is no stream
/// in it (find_stream()); errors of `sink`.
[[nodiscard]] bytes::Result<void> dump(std::span<const std::byte> file, const DumpWhat& what,
                                       bytes::AnnotationSink& sink);

}  // namespace tnef
