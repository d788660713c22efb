// The header a message came with over the wire, merged with what the model knows.
#pragma once

#include <string>
#include <vector>

#include "converters/mime/header_fields.h"
#include "converters/model/message.h"
#include "formats/mime/entity.h"

namespace convert::mime {

struct MergedHeader {
  std::vector<::mime::Field> fields{};
  std::vector<std::string> made_up{};     // names of fields nothing in the source stands behind
  std::vector<std::string> duplicates{};  // second From and Date fields, whole
  std::vector<std::string> rejected{};    // lines that are no header fields
  std::string other_subject{};            // the model's, when the field says something else
  bool has_received = false;
};

/// Transport fields come first, verbatim and in their order, without the structure fields
/// (MIME-Version, Content-*), which belong to the body that once followed. Fields of `made` whose
/// name they lack follow. There is exactly one From and at most one Date in the result.
/// A header that cannot be read counts as none; the reader of the store has told so.
[[nodiscard]] MergedHeader merge_header(const model::Message& message, MadeHeader made);

}  // namespace convert::mime
