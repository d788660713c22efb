// The files of a mailbox: a view of one at a time, however many there are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>

#include "converters/ccmail/context.h"
#include "converters/model/folder.h"
#include "formats/bytes/result.h"
#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// A file of messages, closed.
struct ExportFile {
  std::filesystem::path path;
  bool is_retried = false;                   // the same message may stand there many times
  std::optional<::ccmail::Layout> layout{};  // nullopt: it could not be opened yet
  std::map<model::FolderId, std::uint64_t> planned{};  // how many items it has for each folder
};

/// The same while it is read.
struct OpenExport {
  Place place;
  ::ccmail::MessageReader reader;
};

/// What FileView::open() and MessageReader::open() say, the path in front. A known layout is not
/// looked for again. `labels` must outlive what is returned.
[[nodiscard]] bytes::Result<OpenExport> open_export(const ExportFile& file,
                                                    const ::ccmail::Labels& labels);

/// Folders Bad, .UND files: KB Q212759, Q223772.
[[nodiscard]] bool is_retried_file(const std::filesystem::path& path);

}  // namespace convert::ccmail
