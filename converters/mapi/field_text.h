// 8-bit fields of an item as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "converters/model/message.h"

namespace convert::mapi {

/// Decodes fields of one message, and counts what its code page cannot explain. The message must
/// outlive it.
class FieldText {
 public:
  FieldText(std::uint32_t code_page, model::Message& message)
      : code_page_(code_page), message_(message) {}
  [[nodiscard]] std::string operator()(std::string_view bytes) const;

 private:
  std::uint32_t code_page_;
  model::Message& message_;
};

}  // namespace convert::mapi
