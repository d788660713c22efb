#include "converters/directory/address_map.h"

#include <algorithm>

#include "formats/text/code_page.h"
#include "formats/text/proxy_address.h"

namespace convert::directory {
namespace {

constexpr int kOfObject = 1;
constexpr int kOfMailbox = 2;
constexpr int kOfMap = 3;

}  // namespace

void AddressMap::add(const Directory& directory) {
  for (const MappedAddress& row : directory.mapped()) {
    const auto native = text::parse_proxy_address(row.native);
    add(native.type, native.address, row.smtp, kOfMap);
  }
  for (const Object& object : directory.objects()) {
    const auto smtp = smtp_of(object);
    if (smtp.empty()) {
      continue;
    }
    const int weight = object.kind == ObjectKind::Mailbox ? kOfMailbox : kOfObject;
    for (const auto& address : object.addresses) {
      add(address.type, address.address, smtp, weight);
    }
  }
}

void AddressMap::add(std::string_view type, std::string_view address, const std::string& smtp,
                     int weight) {
  const auto key = text::proxy_key(type, address);
  const auto [place, is_new] = entries_.emplace(key, Entry{.smtp = smtp, .weight = weight});
  auto& known = place->second;
  if (is_new || text::fold_case(known.smtp) == text::fold_case(smtp)) {
    return;
  }
  const std::string named = (type.empty() ? "" : std::string(type) + ':') + std::string(address);
  if (weight != known.weight && std::max(weight, known.weight) == kOfMap) {
    const bool is_newer = weight > known.weight;
    overruled_.push_back(named + ": " + (is_newer ? smtp : known.smtp) + ", not " +
                         (is_newer ? known.smtp : smtp));
  }
  if (weight < known.weight) {
    return;
  }
  if (weight > known.weight) {
    known = {.smtp = smtp, .weight = weight};
    return;
  }
  if (!known.is_ambiguous) {
    doubts_.push_back(
        {.key = key, .weight = weight, .text = named + ": " + known.smtp + " or " + smtp});
  }
  known.is_ambiguous = true;
}

std::vector<std::string> AddressMap::ambiguous() const {
  std::vector<std::string> texts;
  for (const Doubt& doubt : doubts_) {
    if (entries_.at(doubt.key).weight == doubt.weight) {
      texts.push_back(doubt.text);
    }
  }
  return texts;
}

const AddressMap::Entry* AddressMap::look_up(const std::string& key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() || found->second.is_ambiguous ? nullptr : &found->second;
}

std::optional<std::string> AddressMap::find(std::string_view type, std::string_view address) const {
  const auto parsed = text::parse_proxy_address(address);
  const auto* entry = type.empty() ? look_up(text::proxy_key(parsed.type, parsed.address))
                                   : look_up(text::proxy_key(type, address));
  if (entry == nullptr) {
    entry = look_up(text::proxy_key("", address));  // a row without type
  }
  if (entry == nullptr && text::proxy_key(type, "") == "CCMAIL:") {
    // Names are unique in a whole directory of cc:Mail, across post offices (KB Q237588).
    const std::string folded = text::fold_case(address);
    if (const std::size_t at = folded.rfind(" at "); at != std::string::npos) {
      entry = look_up("CCMAIL:" + folded.substr(0, at));
    }
  }
  return entry == nullptr ? std::nullopt : std::optional(entry->smtp);
}

}  // namespace convert::directory
