// Attachments of letters: ATT files. formats/wgpo/FORMAT.md 8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/message.h"
#include "formats/wgpo/post_office.h"

namespace convert::wgpo {

/// The file as an attachment called `name` (8-bit; empty: like the file). What is enciphered in an
/// unknown way keeps its bytes, under a name that says so; what is too short to tell keeps its
/// name.
[[nodiscard]] model::Attachment to_attachment(const ::wgpo::TreeFile& file, std::string_view name,
                                              const ::wgpo::StringKey& key, std::uint32_t code_page,
                                              std::vector<std::string>& notes);

/// What a letter refers to and is not there.
[[nodiscard]] model::Attachment missing_attachment(const ::wgpo::AttachmentReference& reference,
                                                   std::uint32_t code_page);

/// A file whole, as the bytes it is.
[[nodiscard]] model::Attachment raw_file(const ::wgpo::TreeFile& file);

/// Names the attachment: its last component, the whole kept where it was longer.
void set_name(std::string_view name, std::uint32_t code_page, model::Attachment& attachment);

}  // namespace convert::wgpo
