// What letters and FFAPI messages say in text: code page, names, priorities, header blocks.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/message.h"

namespace convert::wgpo {

/// FORMAT.md 13: of a post office's text, unless the user says otherwise.
inline constexpr std::uint32_t kPostOfficePage = 850;

/// A value under a name of our own set.
void keep(std::string name, std::string_view bytes, model::PropertyBag& bag);
void keep(std::string name, std::span<const std::byte> data, model::PropertyBag& bag);

/// FORMAT.md 6.3: 1 to 5 and R, as stored; the raw value is kept, others are kept only.
void set_priority(std::string_view stored, model::Message& message);

/// Splits a header block off `text` (FORMAT.md 6.3), takes what it says for fields that are still
/// empty, keeps it raw, and makes what follows the body. The names of attachments that it lists,
/// 8-bit.
std::vector<std::string> set_text(std::string_view text, std::uint32_t code_page,
                                  model::Message& message);

/// "C:\DATA\REPORT.DOC" as "REPORT.DOC"; the whole name is kept when it was longer.
[[nodiscard]] std::string last_component(std::string_view name);

}  // namespace convert::wgpo
