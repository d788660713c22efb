// Writes LDIF as RFC 2849 has it: strictly, and always the same for the same records.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/directory/record.h"

namespace directory {

/// The longest line, without its line end; longer ones are folded.
inline constexpr std::size_t kLdifLineSize = 76;

/// One attribute line with its line feed, folded; base64 when the value is no SAFE-STRING or ends
/// with a blank. `value` is any bytes.
[[nodiscard]] std::string ldif_line(std::string_view name, std::string_view value);

/// "# text", folded, one comment for each line of `text`. Text that is not ASCII stays UTF-8.
[[nodiscard]] std::string ldif_comment(std::string_view text);

/// A change record and the empty line behind it: dn, changetype, and the attributes. Of a Modify
/// each field becomes its operation ("add: name"), its values, "-". A Delete has no attributes.
[[nodiscard]] std::string ldif_record(const Record& record);

/// RFC 4514 2.4: an attribute value as part of a distinguished name, escaped.
[[nodiscard]] std::string escape_dn_value(std::string_view value);

}  // namespace directory
