#include "formats/pst/reader/messaging/name_map.h"

#include <algorithm>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/crc.h"
#include "formats/pst/messaging/disk.h"
#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ltp/property_context.h"
#include "formats/pst/reader/messaging/context.h"
#include "formats/pst/reader/messaging/known_sets.h"
#include "formats/text/utf16_to_utf8.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using Guid = std::array<std::byte, 16>;

// [MS-PST] 2.4.7: the properties of the map.
constexpr std::uint32_t kGuidStream = 0x0002;
constexpr std::uint32_t kEntryStream = 0x0003;
constexpr std::uint32_t kStringStream = 0x0004;
constexpr std::uint32_t kFirstNamed = 0x8000;
constexpr std::uint32_t kLastNamed = 0xFFFF;

// 2.4.7.1 wGuid: sets with a number of their own; those of the GUID stream follow.
constexpr std::uint32_t kNoSet = 0;
constexpr std::uint32_t kMapiSet = 1;
constexpr std::uint32_t kPublicStringsSet = 2;
constexpr std::uint32_t kFirstOfStream = 3;

/// {0002xxxx-0000-0000-C000-000000000046}
Guid ole_guid(unsigned low) {
  Guid guid{};
  guid[0] = static_cast<std::byte>(low & 0xFFU);
  guid[1] = static_cast<std::byte>(low >> 8U);
  guid[2] = std::byte{2};
  guid[8] = std::byte{0xC0};
  guid[15] = std::byte{0x46};
  return guid;
}
constexpr unsigned kMapi = 0x0328;           // PS_MAPI
constexpr unsigned kPublicStrings = 0x0329;  // PS_PUBLIC_STRINGS

struct Stream {
  std::vector<std::byte> data;
  Faults faults;
  bool there = false;
};

Stream read_stream(const RecordSet& map, std::uint32_t id) {
  Stream stream;
  const auto* const entry = map.find(id);
  if (entry == nullptr) {
    return stream;
  }
  stream.there = true;
  stream.faults = entry->faults;
  if (!entry->large) {
    stream.data = entry->data;
  } else if (auto all = bytes::read_all(*entry->large, kMostNameMapBytes)) {
    stream.data = std::move(*all);
  } else {
    stream.there = false;
  }
  return stream;
}

/// Whether a record of `entries` says that `word` and `set` are to be found in the other streams.
bool names_need(const Stream& entries, bool guids) {
  bytes::ByteReader reader(entries.data);
  while (const auto entry = reader.read<disk::NAMEID>()) {
    if (guids ? entry->wGuid >> 1U >= kFirstOfStream : (entry->wGuid & 1U) != 0) {
      return true;
    }
  }
  return false;
}

/// Bytes of a stream that make a part of a name.
std::optional<std::span<const std::byte>> part_of(const Stream& stream, std::uint64_t at,
                                                  std::uint64_t length, Faults& faults) {
  if (at > stream.data.size() || length > stream.data.size() - at) {
    return std::nullopt;
  }
  if (touches(stream.faults, at, length)) {
    faults.push_back({.damage = stream.faults.front().damage});
  }
  return std::span(stream.data)
      .subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(length));
}

std::optional<Guid> read_set(const Stream& guids, std::uint32_t number, Faults& faults) {
  switch (number) {
    case kNoSet:
      return Guid{};
    case kMapiSet:
      return ole_guid(kMapi);
    case kPublicStringsSet:
      return ole_guid(kPublicStrings);
    default:
      break;
  }
  const auto raw =
      part_of(guids, std::uint64_t{number - kFirstOfStream} * sizeof(Guid), sizeof(Guid), faults);
  if (!raw) {
    return std::nullopt;
  }
  Guid guid{};
  std::ranges::copy(*raw, guid.begin());
  return guid;
}

struct Text {
  std::string utf8;
  std::uint32_t crc = 0;  // of the UTF-16LE
};

/// 2.4.7.3: a length in bytes, then UTF-16LE.
std::optional<Text> read_string(const Stream& strings, std::uint32_t at, Faults& faults) {
  const auto length = part_of(strings, at, sizeof(std::uint32_t), faults);
  if (!length) {
    return std::nullopt;
  }
  const std::uint32_t size = bytes::record_at<bytes::u32>(length->first<4>());
  const auto text = size > kMaxNameBytes
                        ? std::nullopt
                        : part_of(strings, at + sizeof(std::uint32_t), size, faults);
  if (!text) {
    return std::nullopt;
  }
  Text out{.utf8 = {}, .crc = bytes::crc_from_zero(*text)};
  text::Utf16ToUtf8 converter;
  for (std::size_t i = 0; i + 1 < text->size(); i += 2) {
    converter.put(static_cast<char16_t>(
                      std::uint16_t{bytes::record_at<bytes::u16>(text->subspan(i).first<2>())}),
                  out.utf8);
  }
  converter.finish(out.utf8);
  return out;
}

/// Whether the records around the `index`th of the entry stream have the numbers of their places,
/// as it has itself: damage that ends within one of them would show.
bool is_left_alone(const Stream& entries, std::size_t index) {
  constexpr std::size_t kSize = sizeof(disk::NAMEID);
  const auto count = entries.data.size() / kSize;
  const auto first = index == 0 ? 0 : index - 1;
  for (auto i = first; i < std::min(count, index + 2); ++i) {
    const auto raw = std::span(entries.data).subspan(i * kSize).first<kSize>();
    if (bytes::record_at<disk::NAMEID>(raw).wPropIdx != i) {
      return false;
    }
  }
  return true;
}

/// The sets, by their numbers, that a sound number of theirs agrees with: then texts in them have
/// the set that they say, too.
std::unordered_set<std::uint32_t> sets_with_sound_numbers(const Stream& guids,
                                                          const Stream& entries,
                                                          const NameBuckets& buckets) {
  constexpr std::size_t kSize = sizeof(disk::NAMEID);
  std::unordered_set<std::uint32_t> sets;
  for (std::size_t at = 0; at + kSize <= entries.data.size(); at += kSize) {
    const auto entry =
        bytes::record_at<disk::NAMEID>(std::span(entries.data).subspan(at).first<kSize>());
    const bool is_number = (entry.wGuid & 1U) == 0;
    const bool sound =
        !touches(entries.faults, at, kSize) || buckets.confirms(entry, entry.dwPropertyID);
    Faults ignored;
    const auto guid =
        is_number && sound ? read_set(guids, entry.wGuid >> 1U, ignored) : std::optional<Guid>();
    if (guid && agree(*guid, entry.dwPropertyID)) {
      sets.insert(entry.wGuid >> 1U);
    }
  }
  return sets;
}

/// What no encoding makes of zeros: printable ASCII.
bool is_plain(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

}  // namespace

NameMap NameMap::read(const NdbPtr& ndb) {
  NameMap map;
  const auto lose = [&](const Damage& damage) {
    ndb->note(damage);
    map.faults_.push_back({.damage = damage, .missing = true});
  };
  const auto node = find_node(*ndb, kNameToIdMap);
  if (!node) {
    lose(ndb->not_indexed({kNameToIdMap.value}, "NBTENTRY.nid"));
    return map;
  }
  const auto subnodes = read_subnodes(*ndb, node->subnodes);
  const auto set = read_property_context(ndb, *node, subnodes);
  if (!set) {
    lose(ndb->not_indexed(node->data, "NBTENTRY.bidData"));
    return map;
  }
  map.faults_ = node->faults;
  map.faults_.insert(map.faults_.end(), set->faults.begin(), set->faults.end());
  map.faults_.insert(map.faults_.end(), subnodes.faults.begin(), subnodes.faults.end());
  const auto guids = read_stream(*set, kGuidStream);
  const auto entries = read_stream(*set, kEntryStream);
  const auto strings = read_stream(*set, kStringStream);
  const auto lose_stream = [&](std::uint32_t id) {
    const auto announced = std::ranges::find(set->missing, id, &MissingEntry::id);
    lose(announced == set->missing.end() ? ndb->not_indexed({id}, "NAMEID") : announced->why);
  };
  if (!entries.there) {
    lose_stream(kEntryStream);
  }
  if (!guids.there && (names_need(entries, true) || !entries.there)) {
    lose_stream(kGuidStream);
  }
  if (!strings.there && (names_need(entries, false) || !entries.there)) {
    lose_stream(kStringStream);
  }
  if (entries.data.size() % sizeof(disk::NAMEID) != 0) {
    lose(ndb->not_indexed({entries.data.size()}, "NAMEID"));
  }
  // A name that is in none of the three may have been where bytes of them are missing.
  for (const auto* stream : {&guids, &entries, &strings}) {
    map.faults_.insert(map.faults_.end(), stream->faults.begin(), stream->faults.end());
  }
  const auto count = entries.data.size() / sizeof(disk::NAMEID);
  const NameBuckets buckets(*set, count);
  const auto sound_sets = sets_with_sound_numbers(guids, entries, buckets);
  for (std::size_t i = 0; i < count; ++i) {
    Named named;
    Faults of_entry;
    const auto raw = part_of(entries, i * sizeof(disk::NAMEID), sizeof(disk::NAMEID), of_entry);
    const auto entry = bytes::record_at<disk::NAMEID>(raw->first<sizeof(disk::NAMEID)>());
    const std::uint32_t set_number = entry.wGuid >> 1U;
    Faults of_set;
    const auto guid = read_set(guids, set_number, of_set);
    const bool is_string = (entry.wGuid & 1U) != 0;
    const auto text = is_string ? read_string(strings, entry.dwPropertyID, of_entry) : std::nullopt;
    const std::uint32_t word = text ? text->crc : std::uint32_t{entry.dwPropertyID};
    const bool known_set =
        guid && (is_string ? is_set_of_texts(*guid) || sound_sets.contains(set_number)
                           : agree(*guid, entry.dwPropertyID));
    const bool believed =
        buckets.confirms(entry, word) ||
        (is_left_alone(entries, i) && buckets.is_torn(entry, word) &&
         (is_string ? text && is_plain(text->utf8) && (known_set || of_set.empty()) : known_set));
    if (!believed) {
      named.faults = std::move(of_entry);
    }
    if (!believed || !known_set) {
      named.faults.insert(named.faults.end(), of_set.begin(), of_set.end());
    }
    const std::uint32_t id = kFirstNamed + entry.wPropIdx;
    if (!guid || (is_string && !text) || id > kLastNamed) {
      ndb->note({.offset = 0,
                 .length = sizeof(disk::NAMEID),
                 .kind = DamageKind::OutOfRange,
                 .field = !guid ? "NAMEID.wGuid" : "NAMEID.dwPropertyID",
                 .found = !guid ? std::uint64_t{entry.wGuid} : std::uint64_t{entry.dwPropertyID},
                 .expected = i});
      continue;
    }
    named.name.set = *guid;
    if (is_string) {
      named.name.id = text->utf8;
    } else {
      named.name.id = std::uint32_t{entry.dwPropertyID};
    }
    if (!map.names_.emplace(id, std::move(named)).second) {
      ndb->note({.offset = 0,
                 .length = sizeof(disk::NAMEID),
                 .kind = DamageKind::Inconsistent,
                 .field = "NAMEID.wPropIdx",
                 .found = entry.wPropIdx,
                 .expected = i});
    }
  }
  if (!map.faults_.empty()) {
    buckets.for_each_number([&](const NameBuckets::Number& number) {
      map.restore(number, [&](std::uint32_t set_number, Faults& faults) {
        return read_set(guids, set_number, faults);
      });
    });
  }
  return map;
}

void NameMap::restore(const NameBuckets::Number& number, const ReadSet& read_set) {
  const auto& record = number.id;
  const std::uint32_t id = kFirstNamed + record.wPropIdx;
  const auto known = names_.find(id);
  if (id > kLastNamed || (known != names_.end() && known->second.faults.empty())) {
    return;
  }
  Named named;
  const auto guid = read_set(std::uint32_t{record.wGuid} >> 1U, named.faults);
  const bool known_set = guid && agree(*guid, record.dwPropertyID);
  if (!guid || (!number.sound && !known_set)) {
    return;
  }
  named.name = {.set = *guid, .id = std::uint32_t{record.dwPropertyID}};
  if (known_set) {
    named.faults.clear();
  }
  names_.insert_or_assign(id, std::move(named));
}

void NameMap::resolve(RecordSet& set) const {
  for (auto& entry : set.entries) {
    if (entry.id < kFirstNamed) {
      continue;
    }
    const auto found = names_.find(entry.id);
    if (found != names_.end()) {
      entry.name = found->second.name;
      entry.faults.insert(entry.faults.end(), found->second.faults.begin(),
                          found->second.faults.end());
    } else if (!faults_.empty()) {
      entry.faults.push_back(faults_.front());
    }
  }
}

const Name* NameMap::find(std::uint32_t id) const {
  const auto found = names_.find(id);
  return found == names_.end() ? nullptr : &found->second.name;
}

}  // namespace pst::reader
