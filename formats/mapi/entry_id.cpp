#include "formats/mapi/entry_id.h"

#include <algorithm>
#include <array>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/mapi/disk.h"
#include "formats/mapi/truncated.h"

namespace mapi {
namespace {

using bytes::ByteReader;
using bytes::DamageKind;
using bytes::DamageLog;
using Provider = std::array<std::byte, 16>;

/// Entry ids in entry ids: a wrapped one holds a contact's, which holds the store's.
constexpr int kMaxNesting = 3;

constexpr Provider provider(std::array<unsigned char, 16> values) {
  Provider uid{};
  std::ranges::transform(values, uid.begin(), [](unsigned char v) { return std::byte{v}; });
  return uid;
}

// [MS-OXCDATA] 2.2.5.2.
constexpr Provider kExchangeProvider = provider({0xDC, 0xA7, 0x40, 0xC8, 0xC0, 0x42, 0x10, 0x1A,
                                                 0xB4, 0xB9, 0x08, 0x00, 0x2B, 0x2F, 0xE1, 0x82});
// 2.2.5.3, 2.2.5.4.
constexpr Provider kContactProvider = provider({0xFE, 0x42, 0xAA, 0x0A, 0x18, 0xC7, 0x1A, 0x10,
                                                0xE8, 0x85, 0x0B, 0x65, 0x1C, 0x24, 0x00, 0x00});
// [MS-OXOCNTC] 2.2.2.2.4.1.
constexpr Provider kWrapProvider = provider({0xC0, 0x91, 0xAD, 0xD3, 0x51, 0x9D, 0xCF, 0x11, 0xA4,
                                             0xA9, 0x00, 0xAA, 0x00, 0x47, 0xFA, 0xA4});

/// One string ending in a NUL of `width` bytes. Without the NUL, what is there is the string.
std::string read_text(ByteReader& in, std::size_t width, text::CodePageNumber code_page,
                      std::string_view field, EntryId& entry, DamageLog& damage) {
  ByteReader ahead = in;
  std::size_t length = 0;
  bool ended = false;
  while (const auto unit = ahead.take(width)) {
    if (std::ranges::all_of(*unit, [](std::byte b) { return b == std::byte{0}; })) {
      ended = true;
      break;
    }
    length += width;
  }
  if (!ended) {
    truncated(in, field, length + width, damage);
    length = in.remaining();
  }
  const auto raw = *in.take(length);
  in = ended ? ahead : in;
  auto decoded = width == 2 ? text::decode_utf16(raw) : text::decode(raw, code_page);
  entry.undecodable += decoded.undecodable;
  return std::move(decoded.utf8);
}

EntryId read_one_off(ByteReader in, text::CodePageNumber code_page, DamageLog& damage) {
  EntryId entry{.kind = EntryIdKind::OneOff};
  const auto head = in.read<disk::OneOffEntryId>();
  if (!head) {
    truncated(in, "OneOffEntryID.Version", sizeof(disk::OneOffEntryId), damage);
    return entry;
  }
  const std::size_t width = (head->Flags & disk::kOneOffUnicode) != 0 ? 2 : 1;
  entry.name = read_text(in, width, code_page, "OneOffEntryID.DisplayName", entry, damage);
  entry.type = read_text(in, width, code_page, "OneOffEntryID.AddressType", entry, damage);
  entry.address = read_text(in, width, code_page, "OneOffEntryID.EmailAddress", entry, damage);
  return entry;
}

EntryId read_address_book(ByteReader in, text::CodePageNumber code_page, DamageLog& damage) {
  EntryId entry{.kind = EntryIdKind::AddressBook};
  const auto head = in.read<disk::AddressBookEntryId>();
  if (!head) {
    truncated(in, "AddressBookEntryID.Version", sizeof(disk::AddressBookEntryId), damage);
    return entry;
  }
  entry.type = "EX";
  entry.address = read_text(in, 1, code_page, "AddressBookEntryID.X500DN", entry, damage);
  return entry;
}

EntryId read_nested(std::span<const std::byte> data, std::uint64_t base,
                    text::CodePageNumber code_page, int depth, DamageLog& damage);

EntryId read_contact(ByteReader in, text::CodePageNumber code_page, int depth, DamageLog& damage) {
  EntryId entry{.kind = EntryIdKind::Contact};
  const auto head = in.read<disk::ContactAddressEntryId>();
  if (!head) {
    truncated(in, "ContactAddressEntryID.Version", sizeof(disk::ContactAddressEntryId), damage);
    return entry;
  }
  const auto offset = in.offset();
  const auto inner = in.take(head->EntryIDCount);
  if (!inner) {
    truncated(in, "ContactAddressEntryID.EntryIDCount", head->EntryIDCount, damage);
    return entry;
  }
  entry.node = read_nested(*inner, offset, code_page, depth + 1, damage).node;
  return entry;
}

// [MS-OXOCNTC] 2.2.2.2.4.1 WrappedEntryId: one byte of type, then the entry id it tells about.
EntryId read_wrapped(ByteReader in, text::CodePageNumber code_page, int depth, DamageLog& damage) {
  constexpr unsigned kContactType = 3;
  constexpr unsigned kPersonalListType = 4;

  const auto type = in.read<bytes::u8>();
  if (!type) {
    truncated(in, "WrappedEntryId.Type", 1, damage);
    return {};
  }
  const auto offset = in.offset();
  EntryId entry = read_nested(*in.take(in.remaining()), offset, code_page, depth + 1, damage);
  const unsigned low = *type & 0x0FU;
  if (entry.kind == EntryIdKind::StoreObject && (low == kContactType || low == kPersonalListType)) {
    entry.kind = EntryIdKind::Contact;
  }
  return entry;
}

EntryId read_nested(std::span<const std::byte> data, std::uint64_t base,
                    text::CodePageNumber code_page, int depth, DamageLog& damage) {
  ByteReader in(data, base);
  const auto head = in.read<disk::EntryIdHeader>();
  if (!head) {
    truncated(in, "EntryID.ProviderUID", sizeof(disk::EntryIdHeader), damage);
    return {};
  }
  if (depth >= kMaxNesting) {
    damage.add({.offset = base,
                .length = data.size(),
                .kind = DamageKind::Cycle,
                .field = "EntryID",
                .found = static_cast<std::uint64_t>(depth),
                .expected = kMaxNesting});
    return {};
  }
  if (head->ProviderUID == disk::kOneOffProvider) {
    return read_one_off(in, code_page, damage);
  }
  if (head->ProviderUID == kExchangeProvider) {
    return read_address_book(in, code_page, damage);
  }
  if (head->ProviderUID == kContactProvider) {
    return read_contact(in, code_page, depth, damage);
  }
  if (head->ProviderUID == kWrapProvider) {
    return read_wrapped(in, code_page, depth, damage);
  }
  // [MS-PST] 2.4.3.2: flags, the UID of the store, NID.
  if (in.remaining() == sizeof(bytes::u32)) {
    return {.kind = EntryIdKind::StoreObject, .node = *in.read<bytes::u32>()};
  }
  return {};
}

}  // namespace

EntryId read_entry_id(std::span<const std::byte> data, text::CodePageNumber code_page,
                      DamageLog& damage) {
  return read_nested(data, 0, code_page, 0, damage);
}

std::vector<EntryId> read_flat_entry_list(std::span<const std::byte> data,
                                          text::CodePageNumber code_page, DamageLog& damage) {
  std::vector<EntryId> entries;
  ByteReader in(data);
  const auto head = in.read<disk::FlatEntryList>();
  if (!head) {
    truncated(in, "FlatEntryList.Count", sizeof(disk::FlatEntryList), damage);
    return entries;
  }
  if (head->Count > kMaxFlatEntries) {
    damage.add({.offset = 0,
                .length = sizeof(bytes::u32),
                .kind = DamageKind::OutOfRange,
                .field = "FlatEntryList.Count",
                .found = head->Count,
                .expected = kMaxFlatEntries});
  }
  const std::uint32_t count = std::min<std::uint32_t>(head->Count, kMaxFlatEntries);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto size = in.read<bytes::u32>();
    const auto offset = in.offset();
    const auto entry = size ? in.take(*size) : std::nullopt;
    if (!entry) {
      truncated(in, "FlatEntry.Size", size ? std::uint64_t{*size} : sizeof(bytes::u32), damage);
      break;
    }
    entries.push_back(read_nested(*entry, offset, code_page, 0, damage));
    // 2.3.3: entries are padded to multiples of four bytes, the last one need not be.
    (void)in.take(std::min<std::size_t>((4 - entry->size() % 4) % 4, in.remaining()));
  }
  return entries;
}

}  // namespace mapi
