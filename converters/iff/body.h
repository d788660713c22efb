// Body sections as bodies. formats/iff/FORMAT.md 4.5.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "converters/model/message.h"

namespace convert::iff {

/// What a body section holds, by its bytes: the format has no mark for it.
enum class BodyForm : std::uint8_t {
  Empty,
  Text,
  Rtf,   // it begins with {\rtf
  Mail,  // the stream of an Internet message
};

[[nodiscard]] BodyForm body_form(std::string_view data);

/// Makes `data`, which `owner` keeps alive, the body of `message`: text with its bare CRs made CR
/// LF (Q192526), or RTF as it is. A stream of an Internet message would become text: mail_body.h.
void set_body(std::span<const std::byte> data, std::shared_ptr<const void> owner,
              std::uint32_t code_page, model::Message& message);

}  // namespace convert::iff
