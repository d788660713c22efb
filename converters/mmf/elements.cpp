#include "converters/mmf/elements.h"

#include <algorithm>
#include <array>

#include "formats/bytes/hex.h"
#include "formats/mmf/values.h"

namespace convert::mmf {
namespace {

constexpr unsigned kKeyDigits = 8;
constexpr unsigned kTypeShift = 16;
constexpr std::uint32_t kDateType = 3;

}  // namespace

bool add_element(const ::mmf::StoreFile& file, const ::mmf::Element& element, ::tnef::Level level,
                 Values& values, std::vector<::tnef::Attribute>& attributes) {
  if (element.size > kLargestValue) {
    return false;
  }
  values.push_back(file.read(element.offset, element.size));
  if ((element.key >> kTypeShift) == kDateType) {
    bytes::DamageLog ignored;  // the reader of the attribute tells it
    if (::mmf::read_date(values.back(), element.offset, ignored).is_invalid_mark) {
      return false;
    }
  }
  attributes.push_back({.level = level,
                        .id = element.key,
                        .offset = element.offset,
                        .data_offset = element.offset,
                        .data = values.back()});
  return true;
}

std::string native_id(const ::mmf::Object& object) {
  return "oid " + to_string(object.oid) + " at " + bytes::hex_offset(object.offset);
}

std::string attribute_name(std::uint32_t key) {
  return "attribute " + bytes::hex_number(key, kKeyDigits);
}

std::string gone_at(std::uint64_t offset) {
  return "something else was written over it, or the disk could not be read, at " +
         bytes::hex_offset(offset);
}

}  // namespace convert::mmf
