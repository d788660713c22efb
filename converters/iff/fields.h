// Fields of rows as values of the model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "converters/model/message.h"
#include "formats/iff/address.h"

namespace convert::iff {

/// Decodes fields of one message, and counts what its code page cannot explain.
class FieldText {
 public:
  FieldText(std::uint32_t code_page, model::Message& message)
      : code_page_(code_page), message_(message) {}
  [[nodiscard]] std::string operator()(std::string_view bytes) const;

 private:
  std::uint32_t code_page_;
  model::Message& message_;
};

/// A text under a name of our own set.
void keep(std::string name, std::string utf8, model::PropertyBag& bag);

/// X.400 addresses without their empty parts (Q145585); a placeholder is no address (Q181939).
[[nodiscard]] model::Address to_address(const ::iff::Person& person);

}  // namespace convert::iff
