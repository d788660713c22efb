#include "formats/pst/dump/records.h"

#include <algorithm>
#include <array>

#include "formats/bytes/hex.h"

namespace pst::dump {
namespace {

std::string_view word_of(bytes::DamageKind kind) {
  switch (kind) {
    case bytes::DamageKind::Truncated:
      return "truncated";
    case bytes::DamageKind::BadMagic:
      return "not what is specified";
    case bytes::DamageKind::BadChecksum:
      return "bad checksum";
    case bytes::DamageKind::OutOfRange:
      return "out of range";
    case bytes::DamageKind::Inconsistent:
      return "contradicts what leads here";
    case bytes::DamageKind::Cycle:
      return "named a second time";
    case bytes::DamageKind::Unclaimed:
      return "nothing accounts for it";
    case bytes::DamageKind::Undecodable:
      return "cannot be deciphered for certain";
    case bytes::DamageKind::Unreadable:
      break;
  }
  return "unreadable";
}

// [MS-PST] 2.2.2.1; 0x09 is of FORMAT.md 4.4.
constexpr std::array<std::string_view, kNidTypeMask + 1> kNodeTypes = {
    "NID_TYPE_HID",
    "NID_TYPE_INTERNAL",
    "NID_TYPE_NORMAL_FOLDER",
    "NID_TYPE_SEARCH_FOLDER",
    "NID_TYPE_NORMAL_MESSAGE",
    "NID_TYPE_ATTACHMENT",
    "NID_TYPE_SEARCH_UPDATE_QUEUE",
    "NID_TYPE_SEARCH_CRITERIA_OBJECT",
    "NID_TYPE_ASSOC_MESSAGE",
    "OLE storage",
    "NID_TYPE_CONTENTS_TABLE_INDEX",
    "NID_TYPE_RECEIVE_FOLDER_TABLE",
    "NID_TYPE_OUTGOING_QUEUE_TABLE",
    "NID_TYPE_HIERARCHY_TABLE",
    "NID_TYPE_CONTENTS_TABLE",
    "NID_TYPE_ASSOC_CONTENTS_TABLE",
    "NID_TYPE_SEARCH_CONTENTS_TABLE",
    "NID_TYPE_ATTACHMENT_TABLE",
    "NID_TYPE_RECIPIENT_TABLE",
    "NID_TYPE_SEARCH_TABLE_INDEX",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "NID_TYPE_LTP"};

struct FixedNode {
  std::uint32_t nid = 0;
  std::string_view name;
};

// [MS-PST] 2.4.1.
constexpr auto kFixedNodes = std::to_array<FixedNode>({
    {0x21, "NID_MESSAGE_STORE"},
    {0x61, "NID_NAME_TO_ID_MAP"},
    {0xA1, "NID_NORMAL_FOLDER_TEMPLATE"},
    {0xC1, "NID_SEARCH_FOLDER_TEMPLATE"},
    {0x122, "NID_ROOT_FOLDER"},
    {0x1E1, "NID_SEARCH_MANAGEMENT_QUEUE"},
    {0x201, "NID_SEARCH_ACTIVITY_LIST"},
    {0x241, "NID_RESERVED1"},
    {0x261, "NID_SEARCH_DOMAIN_OBJECT"},
    {0x281, "NID_SEARCH_GATHERER_QUEUE"},
    {0x2A1, "NID_SEARCH_GATHERER_DESCRIPTOR"},
    {0x2E1, "NID_RESERVED2"},
    {0x301, "NID_RESERVED3"},
    {0x321, "NID_SEARCH_GATHERER_FOLDER_QUEUE"},
    {0x60D, "NID_HIERARCHY_TABLE_TEMPLATE"},
    {0x60E, "NID_CONTENTS_TABLE_TEMPLATE"},
    {0x60F, "NID_ASSOC_CONTENTS_TABLE_TEMPLATE"},
    {0x610, "NID_SEARCH_CONTENTS_TABLE_TEMPLATE"},
    {0x671, "NID_ATTACHMENT_TABLE"},
    {0x692, "NID_RECIPIENT_TABLE"},
});

}  // namespace

std::string hex_of(std::uint64_t value) { return bytes::hex_offset(value); }

std::string fault_text(const bytes::Damage& damage) {
  std::string text(damage.field);
  text += ": " + std::string(word_of(damage.kind));
  if (damage.found != damage.expected) {
    text += ": found " + hex_of(damage.found) + ", expected " + hex_of(damage.expected);
  }
  return text;
}

std::string_view node_type_name(std::uint8_t type) { return kNodeTypes.at(type & kNidTypeMask); }

std::string node_name(Nid nid) {
  const auto* const fixed = std::ranges::find(kFixedNodes, nid.value, &FixedNode::nid);
  return std::string(fixed != kFixedNodes.end() ? fixed->name : node_type_name(nid_type(nid)));
}

}  // namespace pst::dump
