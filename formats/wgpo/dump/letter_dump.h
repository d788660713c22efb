// A letter, element by element. FORMAT.md 6.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/bytes/annotation.h"
#include "formats/bytes/selecting_sink.h"
#include "formats/text/code_page.h"
#include "formats/wgpo/string_cipher.h"

namespace wgpo {

/// What the parts of a dump of a post office share.
struct DumpContext {
  std::optional<StringKey> key{};
  text::CodePageNumber code_page{};
  bytes::SelectingSink& sink;

  [[nodiscard]] std::string decoded(std::string_view stored) const {
    return text::decode(stored, code_page).utf8;
  }
};

/// `data` is a letter, called `name`; its elements are parts of it.
[[nodiscard]] bytes::Result<void> tell_letter(const DumpContext& context,
                                              const bytes::FileBytes& data,
                                              const std::string& name);

}  // namespace wgpo
