#include "converters/iff/row_values.h"

#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage.h"
#include "formats/bytes/hex.h"
#include "formats/iff/row_writer.h"
#include "formats/iff/section_damage.h"
#include "formats/text/code_page.h"

namespace convert::iff {

FieldValue RowValues::get(std::size_t column) const {
  const ::iff::Field* field = columns_.find(fields_, column);
  if (field == nullptr) {
    return {};
  }
  const auto pointer = ::iff::read_pointer(*field);
  return pointer ? follow(*pointer, column) : FieldValue{.text = field->text, .missing = {}};
}

FieldValue RowValues::get(::iff::MessageColumn column) const {
  const auto index = static_cast<std::size_t>(column);
  if (::iff::may_point(column)) {
    return get(index);
  }
  const ::iff::Field* field = columns_.find(fields_, index);
  return field == nullptr ? FieldValue{} : FieldValue{.text = field->text, .missing = {}};
}

std::string zeros_text(const std::vector<::iff::ZeroRun>& zeros, std::string_view file) {
  std::string text;
  for (const ::iff::ZeroRun& run : zeros) {
    text += (text.empty() ? "" : ", ") + std::to_string(run.length) + " NULs at " +
            bytes::hex_offset(run.offset);
  }
  return text.empty()
             ? text
             : std::string(file) + ": " + text + ": no text has them: what stood there was zeroed";
}

std::optional<::iff::Pointer> RowValues::pointer(::iff::MessageColumn column) const {
  const ::iff::Field* field = columns_.find(fields_, static_cast<std::size_t>(column));
  return field == nullptr ? std::nullopt : ::iff::read_pointer(*field);
}

bytes::Result<const OpenSecondary*> RowValues::open(const ::iff::Pointer& pointer) const {
  return files_.open(set_.key_of(pointer.file, code_page_),
                     text::decode(pointer.file, code_page_).utf8);
}

/// FORMAT.md 4.1: a value with line ends in it. The section may be of any type.
FieldValue RowValues::follow(const ::iff::Pointer& pointer, std::size_t column) const {
  const auto file = open(pointer);
  if (!file) {
    return {.text = {}, .missing = file.error().what};
  }
  bytes::DamageLog damage;
  const ::iff::Chain chain = (*file)->content.read_chain(pointer.offset, damage);
  const std::string where = ::iff::write_pointer((*file)->name, pointer.offset) + " in " +
                            std::string(columns_.known_name(column));
  FieldValue value;
  value.damages = ::iff::damage_lines(
      damage, {.file = (*file)->name, .size = (*file)->content.file().size(), .pointer = where});
  if (chain.parts.empty()) {
    return {.text = {}, .missing = value.damages.empty() ? where : value.damages.front()};
  }
  const auto& part = chain.parts.front();
  if (part.data.size() > kLongestField) {
    value.missing = where + " is longer than a field can be";
    return value;
  }
  value.text = bytes::as_text(part.data);
  const std::string zeros =
      zeros_text(::iff::zero_runs(value.text, part.header.data), (*file)->name);
  if (!zeros.empty()) {
    value.missing = where + ": " + zeros;
  } else if (!part.is_complete) {
    value.missing = where + " is not whole";
  } else if (chain.parts.size() > 1) {
    value.missing = where + ": " + std::to_string(chain.parts.size() - 1) +
                    " further sections belong to it, and a field is one";
  }
  return value;
}

}  // namespace convert::iff
