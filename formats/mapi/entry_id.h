// Entry ids: how MAPI points at people, [MS-OXCDATA] 2.2.5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/text/code_page.h"

namespace mapi {

enum class EntryIdKind : std::uint8_t {
  OneOff,       // name, type and address stand in it
  AddressBook,  // a distinguished name of an Exchange directory; type is "EX"
  Contact,      // points at a contact or a personal list; `node` where the store is a PST
  StoreObject,  // points into a PST ([MS-PST] 2.4.3.2)
  Unknown,      // of another provider: legal, and means nothing without it
};

struct EntryId {
  EntryIdKind kind = EntryIdKind::Unknown;
  std::string name{};                   // UTF-8
  std::string type{};                   // SMTP, EX, FAX …
  std::string address{};                // in the form `type` implies
  std::optional<std::uint32_t> node{};  // NID in the store
  std::uint64_t undecodable = 0;        // in the strings

  friend bool operator==(const EntryId&, const EntryId&) = default;
};

/// A FlatEntryList with more entries than this is cut off there (as many recipients as Exchange
/// admits on a message, doubled).
inline constexpr std::uint32_t kMaxFlatEntries = 65'536;

/// `code_page` is that of 8-bit strings. Damage offsets lie within `data`. An entry id of another
/// provider is no damage.
[[nodiscard]] EntryId read_entry_id(std::span<const std::byte> data, text::CodePageNumber code_page,
                                    bytes::DamageLog& damage);

/// [MS-OXCDATA] 2.3.3. Whatever stands before the damage is returned.
[[nodiscard]] std::vector<EntryId> read_flat_entry_list(std::span<const std::byte> data,
                                                        text::CodePageNumber code_page,
                                                        bytes::DamageLog& damage);

/// A One-Off EntryID (2.2.5.1) of UTF-8 strings, stored as UTF-16.
[[nodiscard]] std::vector<std::byte> write_one_off(std::string_view name, std::string_view type,
                                                   std::string_view address);
/// The same of 8-bit strings, which are stored as they are.
[[nodiscard]] std::vector<std::byte> write_one_off_8bit(std::string_view name,
                                                        std::string_view type,
                                                        std::string_view address);
/// 2.3.3.
[[nodiscard]] std::vector<std::byte> write_flat_entry_list(
    std::span<const std::vector<std::byte>> entries);

}  // namespace mapi
