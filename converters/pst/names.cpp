#include "converters/pst/names.h"

#include <cstring>
#include <string_view>

#include "formats/bytes/hex.h"

namespace convert::pst {
namespace {

constexpr unsigned kTagDigits = 4;

}  // namespace

std::string displaced_name(std::string_view how, std::uint16_t id) {
  return std::string(how) + "-" + bytes::hex_number(id, kTagDigits);
}

std::string raw_name(std::uint16_t id, model::PropertyType type) {
  return displaced_name("Raw", id) + "-" +
         bytes::hex_number(static_cast<std::uint16_t>(type), kTagDigits);
}

std::size_t NameIds::Hash::operator()(const model::PropertyName& name) const {
  std::uint64_t set = 0;  // the sets differ in their first eight bytes
  std::memcpy(&set, name.set.bytes.data(), sizeof(set));
  const auto* number = std::get_if<std::uint32_t>(&name.id);
  const std::size_t id =
      number != nullptr ? *number : std::hash<std::string>()(std::get<std::string>(name.id));
  constexpr std::uint64_t kOdd = 0x9E37'79B9'7F4A'7C15;  // Knuth's multiplier
  return (set * kOdd) ^ (id * kOdd >> 7U);
}

const NameIds::Map::value_type* NameIds::look_up(const model::PropertyName& name) {
  if (const auto known = ids_.find(name); known != ids_.end()) {
    return &*known;
  }
  if (error_) {
    return nullptr;
  }
  const auto id = resolve_({.set = name.set.bytes, .id = name.id});
  if (!id) {
    error_ = id.error();
    return nullptr;
  }
  return &*ids_.emplace(name, *id).first;
}

std::uint16_t NameIds::id_of(const model::PropertyName& name) {
  const auto* found = look_up(name);
  return found == nullptr ? std::uint16_t{0} : found->second;
}

std::uint16_t NameIds::id_of(const ::mapi::NamedId& name) {
  return id_of(model::PropertyName{.set = {.bytes = name.set}, .id = name.lid});
}

std::uint16_t NameIds::id_of(const ::mapi::NamedText& name) {
  return id_of(model::PropertyName{.set = {.bytes = name.set}, .id = std::string(name.name)});
}

std::uint16_t NameIds::id_of(const model::Property& property) {
  Known* known = property.id >= kNamedIds ? &by_id_[property.id - kNamedIds] : nullptr;
  if (known != nullptr && known->name != nullptr && *known->name == *property.name) {
    return known->id;
  }
  const auto* found = look_up(*property.name);
  if (found == nullptr) {
    return 0;
  }
  if (known != nullptr) {
    *known = {.name = &found->first, .id = found->second};  // nodes of the map stay where they are
  }
  return found->second;
}

}  // namespace convert::pst
