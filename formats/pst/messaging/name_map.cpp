#include "formats/pst/messaging/name_map.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "formats/bytes/crc.h"
#include "formats/bytes/little_endian.h"
#include "formats/pst/messaging/disk.h"
#include "formats/pst/messaging/tags.h"
#include "formats/text/code_page.h"

namespace pst {
namespace {

// [MS-PST] 2.4.7: the properties of the map.
constexpr std::uint16_t kBucketCount = 0x0001;
constexpr std::uint16_t kGuidStream = 0x0002;
constexpr std::uint16_t kEntryStream = 0x0003;
constexpr std::uint16_t kStringStream = 0x0004;
constexpr std::uint16_t kFirstBucket = 0x1000;
constexpr std::uint32_t kBuckets = 251;  // 2.4.7.5

constexpr std::size_t kMostNames = 0x7FFF;  // ids 0x8000 to 0xFFFE

// 2.4.7.1: sets with a number of their own; those of the GUID stream follow.
constexpr std::uint16_t kPublicStringsIndex = 2;
constexpr std::uint16_t kMapiIndex = 1;
constexpr std::uint16_t kFirstGuidIndex = 3;

constexpr Guid ole_guid(std::uint16_t low, std::uint8_t third) {
  Guid guid{};
  guid[0] = static_cast<std::byte>(low & 0xFFU);
  guid[1] = static_cast<std::byte>(low >> 8U);
  guid[2] = std::byte{third};
  guid[8] = std::byte{0xC0};
  guid[15] = std::byte{0x46};
  return guid;
}
constexpr Guid kMapi = ole_guid(0x0328, 0x02);
constexpr Guid kPublicStrings = ole_guid(0x0329, 0x02);
constexpr Guid kAppointment = ole_guid(0x2002, 0x06);
constexpr Guid kInternetHeaders = ole_guid(0x0386, 0x02);
constexpr Guid kCommon = ole_guid(0x2008, 0x06);
constexpr Guid kRemote = ole_guid(0x2014, 0x06);
constexpr Guid kTask = ole_guid(0x2003, 0x06);
// {41F28F13-83F4-4114-A584-EEDB5A6B0BFF}
constexpr Guid kMessaging = {std::byte{0x13}, std::byte{0x8F}, std::byte{0xF2}, std::byte{0x41},
                             std::byte{0xF4}, std::byte{0x83}, std::byte{0x14}, std::byte{0x41},
                             std::byte{0xA5}, std::byte{0x84}, std::byte{0xEE}, std::byte{0xDB},
                             std::byte{0x5A}, std::byte{0x6B}, std::byte{0x0B}, std::byte{0xFF}};

struct Seed {
  const Guid* set;
  std::uint32_t number;
  std::string_view text;  // empty: the number counts
};

// FORMAT.md 4.5: the names of an empty store as Outlook makes it, ids 0x8000 to 0x8022.
constexpr std::array<Seed, 35> kSeeds = {{
    {&kAppointment, 0x8205, {}},
    {&kAppointment, 0x8223, {}},
    {&kAppointment, 0x8231, {}},
    {&kAppointment, 0x8216, {}},
    {&kAppointment, 0x820D, {}},
    {&kAppointment, 0x820E, {}},
    {&kAppointment, 0x8235, {}},
    {&kAppointment, 0x8236, {}},
    {&kAppointment, 0x8233, {}},
    {&kInternetHeaders, 0, "content-class"},
    {&kPublicStrings, 0, "DRMLicense"},
    {&kInternetHeaders, 0, "x-cr-hashedpuzzle"},
    {&kInternetHeaders, 0, "x-cr-puzzleid"},
    {&kCommon, 0x8580, {}},
    {&kCommon, 0x8581, {}},
    {&kPublicStrings, 0, "urn:schemas-microsoft-com:office:outlook#storetypeprivate"},
    {&kCommon, 0x8510, {}},
    {&kCommon, 0x8578, {}},
    {&kMessaging, 0, "IsMentioned"},
    {&kPublicStrings, 0, "Keywords"},
    {&kRemote, 0x8F05, {}},
    {&kCommon, 0x8514, {}},
    {&kRemote, 0x8F07, {}},
    {&kCommon, 0x8503, {}},
    {&kCommon, 0x85A8, {}},
    {&kCommon, 0x8502, {}},
    {&kTask, 0x8104, {}},
    {&kTask, 0x8105, {}},
    {&kTask, 0x811C, {}},
    {&kInternetHeaders, 0, "x-ms-exchange-organization-authdomain"},
    {&kPublicStrings, 0, "DoNotForward"},
    {&kCommon, 0x8570, {}},
    {&kTask, 0x8101, {}},
    {&kCommon, 0x85E0, {}},
    {&kCommon, 0x8552, {}},
}};

template <class Record>
void append(Bytes& out, const Record& record) {
  const auto raw = std::as_bytes(std::span(&record, 1));
  out.insert(out.end(), raw.begin(), raw.end());
}

Bytes utf16(std::string_view text) {
  const auto encoded = text::encode_utf16(text);
  const auto raw = std::as_bytes(std::span(encoded));
  return {raw.begin(), raw.end()};
}

}  // namespace

NameMap::NameMap() {
  for (const auto& seed : kSeeds) {
    PropertyName name{.set = *seed.set, .id = seed.number};
    if (!seed.text.empty()) {
      name.id = std::string(seed.text);
    }
    static_cast<void>(id_of(name));
  }
}

std::uint16_t NameMap::guid_index(const Guid& set) {
  if (set == kMapi) {
    return kMapiIndex;
  }
  if (set == kPublicStrings) {
    return kPublicStringsIndex;
  }
  const auto number = static_cast<std::uint16_t>(kFirstGuidIndex + guids_.size());
  const auto [place, is_new] = guid_numbers_.emplace(set, number);
  if (is_new) {
    guids_.push_back(set);
  }
  return place->second;
}

std::optional<std::uint16_t> NameMap::id_of(const PropertyName& name) {
  if (const auto known = ids_.find(name); known != ids_.end()) {
    return known->second;
  }
  if (ids_.size() == kMostNames) {
    return std::nullopt;
  }
  disk::NAMEID entry;
  entry.wPropIdx = static_cast<std::uint16_t>(ids_.size());
  entry.wGuid = static_cast<std::uint16_t>(guid_index(name.set) << 1U);
  auto hashed = entry;
  if (const auto* text = std::get_if<std::string>(&name.id)) {
    const auto encoded = utf16(*text);
    entry.wGuid = static_cast<std::uint16_t>(entry.wGuid | 1U);
    entry.dwPropertyID = static_cast<std::uint32_t>(strings_.size());
    hashed = entry;
    hashed.dwPropertyID = bytes::crc_from_zero(encoded);
    append(strings_, bytes::u32(static_cast<std::uint32_t>(encoded.size())));
    strings_.insert(strings_.end(), encoded.begin(), encoded.end());
    // libpff refuses a store whose stream ends with the length of an empty name.
    const std::size_t end = strings_.size() + (encoded.empty() ? 1 : 0);
    strings_.resize((end + 3) / 4 * 4);
  } else {
    entry.dwPropertyID = std::get<std::uint32_t>(name.id);
    hashed = entry;
  }
  append(entries_, entry);
  // 2.4.7.5: the set's word, string bit included, takes part in the bucket's number.
  const auto bucket = (hashed.dwPropertyID ^ std::uint32_t{hashed.wGuid}) % kBuckets;
  append(buckets_[static_cast<std::uint16_t>(bucket)], hashed);
  const auto id = static_cast<std::uint16_t>(0x8000U + ids_.size());
  ids_.emplace(name, id);
  return id;
}

std::uint64_t NameMap::size() const {
  // A name has a record in the entry stream and one in its bucket; each value may leave an eighth
  // of its blocks unused.
  const auto streams = guids_.size() * sizeof(Guid) + 2 * entries_.size() + strings_.size();
  return streams + streams / 8;
}

std::vector<StoredProperty> NameMap::properties() const {
  Bytes guids;
  for (const auto& guid : guids_) {
    guids.insert(guids.end(), guid.begin(), guid.end());
  }
  std::vector<StoredProperty> out{
      {.id = kBucketCount, .type = tag::kInteger32, .value = kBuckets},
      {.id = kGuidStream, .type = tag::kBinary, .value = std::move(guids)},
      {.id = kEntryStream, .type = tag::kBinary, .value = entries_},
      {.id = kStringStream, .type = tag::kBinary, .value = strings_}};
  for (const auto& [number, records] : buckets_) {
    out.push_back({.id = static_cast<std::uint16_t>(kFirstBucket + number),
                   .type = tag::kBinary,
                   .value = records});
  }
  return out;
}

}  // namespace pst
