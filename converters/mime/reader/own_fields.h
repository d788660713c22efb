// The X-Restante-* fields of our own writer, read back. converters/mime/README.md lists them.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/message.h"
#include "formats/mime/header_text.h"

namespace convert::mime {

struct OwnFields {
  bool is_ours = false;                 // the message has a state: our writer made it
  std::set<std::string> made_up{};      // fields nothing stood behind, in lower case
  std::vector<std::string> natives{};   // "To; EX; /o=…"
  std::vector<std::string> restored{};  // lines that the message had and its header could not have
};

/// A field counts as made up when it also holds what our writer makes up: who writes our fields
/// into a foreign message must not make its sender vanish. Takes what the fields say into
/// `message`: provenance, class, times, the store's own subject. Values that are none are left
/// alone.
[[nodiscard]] OwnFields read_own_fields(const ::mime::HeaderBlock& header, model::Message& message);

/// State and missing pieces of an attachment, from the fields of its part.
void read_piece_fields(const ::mime::HeaderBlock& header, model::Provenance& provenance);

/// The value of an X-Restante field in UTF-8; empty without it.
[[nodiscard]] std::string own_value(const ::mime::HeaderBlock& header, std::string_view name);

/// Gives the addresses their native forms back. The lines of which it is not certain whose they are
/// are returned.
[[nodiscard]] std::vector<std::string> restore_natives(const std::vector<std::string>& lines,
                                                       model::Message& message);

[[nodiscard]] bool is_own_field(std::string_view name);

}  // namespace convert::mime
