#include "formats/mmf/names.h"

#include <algorithm>
#include <array>
#include <span>

#include "formats/bytes/hex.h"
#include "formats/mmf/disk.h"

namespace mmf {
namespace {

using bytes::RangeClass;

struct NamedNumber {
  std::uint32_t number = 0;
  std::string_view name;
};

// FORMAT.md 5.
constexpr std::array kWellKnown = {
    NamedNumber{kVisibleHierarchy.value, "visible hierarchy"},
    NamedNumber{kHiddenHierarchy.value, "hidden hierarchy"},
    NamedNumber{kInbox.value, "Inbox"},
    NamedNumber{kOutbox.value, "Outbox"},
    NamedNumber{kSentMail.value, "Sent mail"},
    NamedNumber{kWastebasket.value, "Wastebasket"},
    NamedNumber{0x6C754282, "bulletins"},
    NamedNumber{0x61685382, "shared"},
    NamedNumber{kMessageClasses.value, "message classes"},
    NamedNumber{kAccounts.value, "accounts and password"},
    NamedNumber{kSearchLists.value, "search lists"},
    NamedNumber{kSearchOptions.value, "search lists"},
    NamedNumber{0x46534180, "list of associated folders"},
    NamedNumber{0x53464180, "list of search folders"},
    NamedNumber{kMapObject.value, "the map"},
    NamedNumber{kAttributeNames.value, "attribute names"},
    NamedNumber{0x74754F8B, "outgoing queue"},
    NamedNumber{kAddressBook.value, "Personal Address Book"},
    NamedNumber{0x66657250, "preferences"},
};

// FORMAT.md 7.1 and 7.5.
constexpr std::array kAttributes = {
    NamedNumber{0x00008000, "From"},
    NamedNumber{0x00008001, "To"},
    NamedNumber{0x00008002, "Cc"},
    NamedNumber{0x00008003, "Bcc"},
    NamedNumber{0x00018004, "Subject"},
    NamedNumber{0x00038005, "DateSent"},
    NamedNumber{0x00038006, "DateRecd"},
    NamedNumber{0x00068007, "MessageStatus"},
    NamedNumber{0x00078008, "MessageClass"},
    NamedNumber{0x00018009, "MessageID"},
    NamedNumber{0x0001800A, "ParentID"},
    NamedNumber{0x0001800B, "ConversationID"},
    NamedNumber{0x0002800C, "Body"},
    NamedNumber{0x0004800D, "Priority"},
    NamedNumber{0x0006800E, "Shadow-ID"},
    NamedNumber{0x00038020, "DateModified"},
    NamedNumber{0x00060000, "Owner"},
    NamedNumber{0x00060001, "Sent-For"},
    NamedNumber{0x00030006, "DateStart"},
    NamedNumber{0x00030007, "DateEnd"},
    NamedNumber{0x00070006, "original message class"},
    NamedNumber{0x00040009, "response requested"},
    NamedNumber{0x00050008, "owner's appointment id"},
    NamedNumber{0x00080000, "auxiliary OID"},
    NamedNumber{0x00000001, "original author or recipient"},
    NamedNumber{0x00000002, "displayed to"},
    NamedNumber{0x00030003, "original's date of submission"},
    NamedNumber{0x00010004, "original's subject"},
    NamedNumber{0x0006800F, "attachment data"},
    NamedNumber{0x00018010, "attachment title"},
    NamedNumber{0x00068011, "attachment icon"},
    NamedNumber{0x00038012, "attachment created"},
    NamedNumber{0x00038013, "attachment modified"},
};

std::string_view find_name(std::span<const NamedNumber> names, std::uint32_t number) {
  const auto found = std::ranges::find(names, number, &NamedNumber::number);
  return found == names.end() ? std::string_view() : found->name;
}

void append_word(std::string& words, std::string_view word) {
  words += words.empty() ? "" : ", ";
  words += word;
}

std::string words_for_bits(std::span<const NamedNumber> names, std::uint32_t bits,
                           unsigned digits) {
  std::string words;
  for (const NamedNumber& one : names) {
    if ((bits & one.number) != 0) {
      append_word(words, one.name);
      bits &= ~one.number;
    }
  }
  if (bits != 0) {
    append_word(words, "unknown 0x" + bytes::hex_number(bits, digits));
  }
  return words;
}

bool is_letters(std::uint32_t letters) {
  for (unsigned shift = 8; shift < 32; shift += 8) {
    const auto letter = (letters >> shift) & 0xFFU;
    if ((letter | 0x20U) < 'a' || (letter | 0x20U) > 'z') {
      return false;
    }
  }
  return true;
}

}  // namespace

ObjectSort sort_of(Oid oid) {
  switch (oid.type()) {
    case ObjectType::Hierarchy:
      return {"hierarchy", RangeClass::Index};
    case ObjectType::Folder:
    case ObjectType::HiddenFolder:
    case ObjectType::ProviderFolder:
      return {"folder", RangeClass::Index};
    case ObjectType::AttachmentList:
      return {"attachment list", RangeClass::Index};
    case ObjectType::MessageFolders:
    case ObjectType::SearchResults:
    case ObjectType::SearchControl:
    case ObjectType::OutgoingQueue:
      return {"list", RangeClass::Index};
    case ObjectType::Message:
    case ObjectType::ProviderMessage:
      return {"message", RangeClass::Data};
    case ObjectType::Attachment:
      return {"attachment", RangeClass::Data};
    default:
      return {"object", RangeClass::Data};
  }
}

std::string name_of(Oid oid) {
  if (oid.value == 0) {
    return "none";
  }
  auto name = std::string(oid.type() == ObjectType::FreeBlock ? "free block" : sort_of(oid).owner);
  if (is_letters(oid.value)) {
    const auto type = oid.value & 0xFFU;
    name += is_letters(type << 8U | 0x61610000U) ? std::string(" ") + static_cast<char>(type)
                                                 : " \\x" + bytes::hex_number(type, 2);
    for (unsigned shift = 8; shift < 32; shift += 8) {
      name += static_cast<char>((oid.value >> shift) & 0xFFU);
    }
  }
  if (const auto known = find_name(kWellKnown, oid.value); !known.empty()) {
    name += ", " + std::string(known);
  }
  return name;
}

std::string_view name_of_attribute(std::uint32_t key) { return find_name(kAttributes, key); }

std::string words_for_node_flags(std::uint16_t flags) {
  constexpr std::array kFlags = {
      NamedNumber{0x0001, "dirty against map 0"},
      NamedNumber{0x0002, "dirty against map 1"},
      NamedNumber{disk::kLink, "link"},
      NamedNumber{disk::kOnlyForLinks, "survives for its links only"},
      NamedNumber{0x0800, "a mark for read or unread"},
      NamedNumber{disk::kCommitted, "committed"},
      NamedNumber{disk::kNotCommitted, "not committed"},
      NamedNumber{disk::kFreedNotCommitted, "freed, not committed"},
      NamedNumber{disk::kFree, "free block"},
  };
  return words_for_bits(kFlags, flags, 4);
}

std::string words_for_status(std::uint8_t status) {
  constexpr std::array kBits = {
      NamedNumber{0x01, "modified"},   NamedNumber{0x02, "local"},
      NamedNumber{0x04, "submitted"},  NamedNumber{0x20, "read"},
      NamedNumber{0x40, "sent by me"}, NamedNumber{0x80, "has attachments"},
  };
  return words_for_bits(kBits, status, 2);
}

std::string_view word_for_priority(std::uint64_t priority) {
  constexpr std::array<std::string_view, 4> kWords = {"", "high", "normal", "low"};
  return priority < kWords.size() ? kWords.at(priority) : std::string_view();
}

std::string_view word_for_triple(std::uint64_t kind) {
  constexpr std::array<std::string_view, 10> kWords = {
      "null",       "unresolved", "resolved NSID", "resolved address", "one-off",
      "group NSID", "offline",    "ignore",        "class entry",      "resolved group address"};
  return kind < kWords.size() ? kWords.at(kind) : std::string_view();
}

std::string_view word_for_attachment(std::uint64_t type) {
  constexpr std::array<std::string_view, 4> kWords = {"", "file", "OLE object", "picture"};
  return type < kWords.size() ? kWords.at(type) : std::string_view();
}

}  // namespace mmf
