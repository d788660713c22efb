#include "converters/mapi/field_text.h"

#include <utility>

#include "formats/text/code_page.h"

namespace convert::mapi {

std::string FieldText::operator()(std::string_view bytes) const {
  auto decoded = text::decode(bytes, code_page_);
  message_.undecodable += decoded.undecodable;
  return std::move(decoded.utf8);
}

}  // namespace convert::mapi
