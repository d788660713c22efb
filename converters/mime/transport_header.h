// The header a message came with over the wire, merged with what the model knows.
#pragma once

#include <cstdint>
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
  std::uint64_t undecodable = 0;          // pieces of the wire's header
  bytes::Blob unread{};  // the wire's header when it is no fields: too large, or unreadable
  bool has_received = false;
};

/// Transport fields come first, verbatim and in their order, without the structure fields
/// (MIME-Version, Content-*), which belong to the body that once followed. Fields of `made` whose
/// name they lack follow. There is exactly one From and at most one Date in the result.
/// A header beyond 16 MiB, or one that cannot be read, counts as none and is handed back in
/// `unread`.
[[nodiscard]] MergedHeader merge_header(const model::Message& message, MadeHeader made);

}  // namespace convert::mime
