// IMAP's modified UTF-7, which Maildir++ folder names are in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mime {

/// RFC 3501 5.1.3. `utf8` is well-formed.
[[nodiscard]] std::string encode_modified_utf7(std::string_view utf8);

/// The way back; nullopt when `text` is none.
[[nodiscard]] std::optional<std::string> decode_modified_utf7(std::string_view text);

}  // namespace mime
