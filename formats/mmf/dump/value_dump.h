// What the elements of an object hold, field by field. FORMAT.md 7 to 9.
#pragma once

#include "formats/mmf/dump/dump_context.h"
#include "formats/mmf/list.h"

namespace mmf {

/// "row", and where FORMAT.md has it.
struct ElementWords {
  std::string_view name;
  std::string_view source;
};
/// Of the elements of `owner`.
[[nodiscard]] ElementWords words_for_elements(Oid owner);
/// What a key in the table of `owner` means: "Subject", "message"; empty when nobody knows.
[[nodiscard]] std::string words_for_key(const DumpContext& context, Oid owner, std::uint32_t key);

/// The records of one element of the object `owner`: one, and its parts. None of an empty one.
[[nodiscard]] bytes::Result<void> tell_element(const DumpContext& context, Oid owner,
                                               const Element& element);

}  // namespace mmf
