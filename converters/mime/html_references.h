// Which attachments an HTML body shows.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace convert::mime {

/// The content ids behind every "cid:" in `html` (RFC 2392), percent-decoded.
[[nodiscard]] std::set<std::string> content_ids_in(std::string_view html);

}  // namespace convert::mime
