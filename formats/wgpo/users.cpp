#include "formats/wgpo/users.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/wgpo/disk.h"
#include "formats/wgpo/tree.h"

namespace wgpo {
namespace {

using Data = std::span<const std::byte>;

constexpr std::size_t kIdDigits = 8;
constexpr std::size_t kLongestName = 10;
constexpr unsigned kGroup = 4;

std::vector<Data> records_of(Data file, std::size_t size) {
  std::vector<Data> records;
  for (std::size_t at = 0; at + size <= file.size(); at += size) {
    records.push_back(file.subspan(at, size));
  }
  return records;
}

bool is_empty(Data record) {
  return std::ranges::all_of(record, [](std::byte b) { return b == std::byte{0}; });
}

std::string hexid_at(Data record, std::size_t at) {
  const std::string text = to_upper(bytes::as_text(record.subspan(at, kIdDigits)));
  return is_hexid(text) ? text : std::string();
}

/// A text with its NUL, of printable characters.
std::optional<std::string> name_at(Data record, std::size_t at) {
  const std::string_view text = bytes::as_text(record.subspan(at));
  const std::size_t end = text.find('\0');
  if (end == std::string_view::npos || end == 0 || end > kLongestName) {
    return std::nullopt;
  }
  const std::string_view name = text.substr(0, end);
  const bool is_text = std::ranges::all_of(
      name, [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7F'; });
  return is_text && !is_hexid(to_upper(name)) ? std::optional(std::string(name)) : std::nullopt;
}

/// The place in the records at which most of them have what `has` looks for, if three quarters do.
template <class Has>
std::optional<std::size_t> place_of(const std::vector<Data>& records, std::size_t last, Has has) {
  std::size_t filled = 0;
  for (const Data record : records) {
    filled += is_empty(record) ? 0U : 1U;
  }
  std::optional<std::size_t> best;
  std::size_t most = 0;
  for (std::size_t at = 0; at <= last; ++at) {
    const auto count = static_cast<std::size_t>(
        std::ranges::count_if(records, [&](Data record) { return has(record, at); }));
    if (count > most && count * 4 >= filled * 3) {
      most = count;
      best = at;
    }
  }
  return best;
}

}  // namespace

Users read_users(Data access2, const std::vector<std::string>& mailbags) {
  const std::set<std::string> known(mailbags.begin(), mailbags.end());
  const auto records = records_of(access2, disk::kAccess2Size);
  const auto mailbag =
      place_of(records, disk::kAccess2Size - kIdDigits,
               [&](Data record, std::size_t at) { return known.contains(hexid_at(record, at)); });
  Users out;
  if (!mailbag) {
    return out;
  }
  out.is_known = true;
  const auto name = place_of(records, disk::kAccess2Size - 2, [&](Data record, std::size_t at) {
    const bool begins = at == 0 || record[at - 1] == std::byte{0} ||
                        static_cast<unsigned>(record[at - 1]) < ' ' || at == *mailbag + kIdDigits;
    const bool is_elsewhere = at + 1 < *mailbag || at > *mailbag + kIdDigits - 1;
    return begins && is_elsewhere && name_at(record, at).has_value();
  });
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string hexid = hexid_at(records[i], *mailbag);
    if (hexid.empty()) {
      out.odd_records += is_empty(records[i]) ? 0U : 1U;
    } else {
      out.users.push_back({.name = name ? name_at(records[i], *name).value_or("") : std::string(),
                           .hexid = hexid,
                           .record = i});
    }
  }
  return out;
}

std::vector<Name> read_names(Data nme) {
  std::vector<Name> names;
  for (const Data record : records_of(nme, sizeof(disk::NameRecord))) {
    const auto raw = *bytes::ByteReader(record).read<disk::NameRecord>();
    const std::string_view text(raw.name.data(), raw.name.size());
    // Which of the two bytes is the type is not published: one of them is 0.
    const unsigned type = raw.type_0x00 != 0 ? raw.type_0x00 : raw.type_0x01;
    names.push_back({.name = std::string(text.substr(0, text.find('\0'))),
                     .type = type,
                     .first_link = raw.link_0x21,
                     .second_link = raw.link_0x25,
                     .mailbag = raw.mailbag});
  }
  return names;
}

namespace {

bool is_place_in_grp(std::uint32_t link, std::uint64_t grp_size) {
  constexpr std::uint32_t kHead = 8;
  return link >= kHead && link + sizeof(disk::GroupRecord) <= grp_size &&
         (link - kHead) % sizeof(disk::GroupRecord) == 0;
}

/// Whether the second link of groups is the pointer; nullopt when neither fits all of them, or
/// both.
std::optional<bool> second_is_pointer(const std::vector<Name>& names, std::uint64_t grp_size) {
  bool first = true;
  bool second = true;
  bool any = false;
  for (const Name& name : names) {
    if (name.type == kGroup) {
      // A group without members points nowhere.
      const auto fits = [grp_size](std::uint32_t link) {
        return link == 0 || is_place_in_grp(link, grp_size);
      };
      any = any || name.first_link != 0 || name.second_link != 0;
      first = first && fits(name.first_link);
      second = second && fits(name.second_link);
    }
  }
  return any && first != second ? std::optional(second) : std::nullopt;
}

}  // namespace

std::uint32_t tuple_id(const Name& name, const std::vector<Name>& names, std::uint64_t grp_size) {
  const auto second = second_is_pointer(names, grp_size);
  if (!second) {
    return 0;
  }
  return *second ? name.first_link : name.second_link;
}

namespace {

/// The groups, when `pointer_is_second` says which word of a record names the next one.
std::vector<Group> groups_by(const std::vector<Name>& names, Data grp, bool link_is_second,
                             bool pointer_is_second, bytes::DamageLog& damage) {
  std::vector<Group> groups;
  std::set<std::uint32_t> seen;  // a record belongs to one chain
  for (const Name& name : names) {
    if (name.type != kGroup) {
      continue;
    }
    Group group{.name = name.name, .members = {}};
    std::uint32_t at = link_is_second ? name.second_link : name.first_link;
    std::uint32_t from = 0;  // the record that names it
    while (at != 0) {
      const bool is_place = is_place_in_grp(at, grp.size());
      if (!is_place || !seen.insert(at).second) {
        damage.add(
            {.offset = std::min<std::uint64_t>(from, grp.size()),
             .length = std::min<std::uint64_t>(
                 sizeof(disk::GroupRecord), grp.size() - std::min<std::uint64_t>(from, grp.size())),
             .kind = is_place ? bytes::DamageKind::Cycle : bytes::DamageKind::OutOfRange,
             .field = "group.next",
             .found = at,
             .expected = grp.size()});
        break;
      }
      const auto raw = *bytes::ByteReader(grp.subspan(at)).read<disk::GroupRecord>();
      group.members.push_back(pointer_is_second ? raw.first : raw.second);
      from = at;
      at = pointer_is_second ? raw.second : raw.first;
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

/// Members that the list of names has, less those that it does not have.
long count_known(const std::vector<Group>& groups, const std::set<std::uint32_t>& known) {
  long count = 0;
  for (const Group& group : groups) {
    for (const std::uint32_t member : group.members) {
      count += known.contains(member) ? 1 : -1;
    }
  }
  return count;
}

}  // namespace

std::vector<Group> read_groups(const std::vector<Name>& names, Data grp, bytes::DamageLog& damage) {
  const auto link_is_second = second_is_pointer(names, grp.size());
  if (!link_is_second) {
    std::vector<Group> bare;
    for (const Name& name : names) {
      if (name.type == kGroup) {
        bare.push_back({.name = name.name, .members = {}});
      }
    }
    return bare;
  }
  std::set<std::uint32_t> known;
  for (const Name& name : names) {
    known.insert(*link_is_second ? name.first_link : name.second_link);
  }
  bytes::DamageLog first_damage;
  bytes::DamageLog second_damage;
  auto first = groups_by(names, grp, *link_is_second, false, first_damage);
  auto second = groups_by(names, grp, *link_is_second, true, second_damage);
  const bool is_second = count_known(second, known) >= count_known(first, known);
  for (const bytes::Damage& one : (is_second ? second_damage : first_damage).items()) {
    damage.add(one);
  }
  return is_second ? second : first;
}

}  // namespace wgpo
