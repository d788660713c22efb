// The model as a PST: one item as what a store writer takes, a whole store as one or several files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "converters/model/stream.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/patchable_file.h"
#include "formats/pst/ndb/width.h"

namespace convert::pst {

/// Part `number` (from 1) of an output: a file that has no name yet, and the one it will have,
/// without its directory.
struct PartFile {
  std::unique_ptr<bytes::PatchableFile> file;
  std::string name;
  /// A view of what was written, once it is complete; empty when it is kept nowhere.
  std::function<bytes::Result<std::shared_ptr<const bytes::FileView>>()> reopen{};
};
using OpenPart = std::function<bytes::Result<PartFile>(std::uint32_t number)>;

/// [MS-PST] has no limit here; Outlook's own default is 50 GB (KB 832925).
inline constexpr std::uint64_t kDefaultSplitSize = 50'000'000'000;
/// KB 832925 MaxFileSize of an ANSI store: none of ours reaches it.
inline constexpr std::uint64_t kLargestAnsiFile = 0x7BB0'4400;
/// Q159163: what a folder of an ANSI store may hold.
inline constexpr std::uint64_t kLargestAnsiFolder = 16'383;

/// Whether finished parts are read again and compared, item by item, with what was written.
enum class Verify : std::uint8_t {
  WhenDamaged,  // the source was: something was lost, is incomplete, or was read through a fallback
  Always,       // --verify
  Never,        // --no-verify
};

struct PstOptions {
  ::pst::Width width = ::pst::Width::Unicode;
  ::pst::Encoding encoding = ::pst::Encoding::Permute;
  std::string display_name{};    // --display-name; empty: the source's
  std::uint64_t split_size = 0;  // --split-size, in bytes; 0: kDefaultSplitSize
  std::uint32_t code_page = 0;   // --charset; 0: the source's, else 1252
  bool provenance = true;        // --no-provenance
  Verify verify = Verify::WhenDamaged;
  OpenPart open_part{};                   // of an output; to_content() does without
  std::function<void(model::Note)> tell;  // remarks, as they arise; may be null
};

/// A sink that writes one mailbox. finish() gives all parts their names; nothing has one before,
/// and nothing gets one when a part does not come back as it was written (Io).
[[nodiscard]] std::unique_ptr<model::Sink> open_pst_sink(PstOptions options);

}  // namespace convert::pst
