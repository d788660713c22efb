// Attachments as files beside the pages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/output.h"
#include "formats/bytes/result.h"

namespace convert::pages {

/// `name` as a file's that no browser takes for a page: safe, and with ".bin" behind it unless its
/// extension is one of those that are shown without running anything, or opened by other programs.
[[nodiscard]] std::string attachment_file_name(std::string_view name);

struct WrittenAttachment {
  std::uint64_t size = 0;
  std::optional<bytes::Error> unread{};  // why there is no file: the content could not be read
};

/// Copies `content` to `path`. Errors are those of the output.
[[nodiscard]] bytes::Result<WrittenAttachment> write_attachment(const bytes::ByteSource& content,
                                                                std::string_view path,
                                                                bytes::OutputTree& tree);

}  // namespace convert::pages
