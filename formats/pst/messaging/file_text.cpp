#include "formats/pst/messaging/file_text.h"

namespace pst {

Bytes file_text(Width width, std::string_view ascii) {
  Bytes out;
  for (const char character : ascii) {
    out.push_back(static_cast<std::byte>(character));
    if (width == Width::Unicode) {
      out.push_back({});
    }
  }
  return out;
}

}  // namespace pst
