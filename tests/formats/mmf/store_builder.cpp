#include "tests/formats/mmf/store_builder.h"

#include <algorithm>
#include <stdexcept>

#include "formats/mmf/cipher.h"
#include "tests/formats/mapi/hex.h"
#include "tests/formats/mmf/worked_example.h"

namespace test {
namespace {

constexpr std::size_t kHeaderSize = 0x200;
constexpr std::size_t kNodeSize = 32;
constexpr std::size_t kAllocation = 128;

std::uint32_t with_type(std::uint32_t oid, std::uint8_t type) { return (oid & 0xFFFFFF00U) | type; }

void write(MmfBytes& file, std::size_t at, const MmfBytes& data) {
  if (at + data.size() > file.size()) {
    file.resize(at + data.size());
  }
  std::ranges::copy(data, file.begin() + static_cast<std::ptrdiff_t>(at));
}

MmfBytes node(const MmfObject& object, std::size_t target_inod) {
  MmfBytes out;
  put(out, 0, 4);
  put(out, object.oid, 4);
  put(out, object.parent, 4);
  put(out, object.auxiliary, 4);
  put(out, object.flags, 2);
  put(out, object.type_flags, 2);
  put(out, object.target != 0 ? 0 : object.data.size(), 4);
  put(out, object.target != 0 ? object.target : object.offset, 4);
  put(out, target_inod, 2);
  put(out, 0, 2);
  return out;
}

MmfBytes row(std::uint32_t folder, const MmfMail& mail) {
  MmfBytes out;
  const MmfBytes date = mmf_date(mail.received.value_or(MmfDate{}));
  for (std::size_t i = 0; i < date.size(); i += 2) {
    out.push_back(date[i + 1]);
    out.push_back(date[i]);
  }
  put(out, mail.status, 1);
  put(out, mail.message_class, 2);
  put(out, mail.priority, 2);
  put(out, 0, 4);
  put(out, folder, 4);
  append(out, mmf_string(mail.from.name));
  append(out, mmf_string(mail.subject));
  append(out, mmf_string(""));
  return out;
}

MmfBytes hierarchy_entry(const std::string& name, std::uint16_t level) {
  MmfBytes out;
  put(out, level, 2);
  append(out, mmf_string(name));
  append(out, mmf_string(""));
  put(out, 0, 1);
  return out;
}

}  // namespace

void put(MmfBytes& out, std::uint64_t value, unsigned size) {
  for (unsigned i = 0; i < size; ++i) {
    out.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
}

void append(MmfBytes& out, std::string_view text) {
  for (const char c : text) {
    out.push_back(static_cast<std::byte>(c));
  }
}

void append(MmfBytes& out, const MmfBytes& data) {
  out.insert(out.end(), data.begin(), data.end());
}

MmfBytes mmf_text(std::string_view text) {
  MmfBytes out;
  append(out, text);
  return out;
}

MmfBytes mmf_string(std::string_view text) {
  MmfBytes out = mmf_text(text);
  out.push_back(std::byte{0});
  return out;
}

MmfBytes mmf_number(std::uint64_t value, unsigned size) {
  MmfBytes out;
  put(out, value, size);
  return out;
}

MmfBytes mmf_date(const MmfDate& date) {
  MmfBytes out;
  for (const std::uint16_t word :
       {date.year, date.month, date.day, date.hour, date.minute, date.second, date.weekday}) {
    put(out, word, 2);
  }
  return out;
}

MmfBytes mmf_list(const MmfElements& elements) {
  MmfBytes values;
  std::vector<std::uint32_t> positions(elements.size());
  for (std::size_t i = elements.size(); i-- > 0;) {
    positions[i] = static_cast<std::uint32_t>(4 + values.size());
    append(values, elements[i].second);
  }
  MmfBytes out;
  put(out, 4 + values.size(), 4);
  append(out, values);
  put(out, elements.size(), 2);
  put(out, 0, 2);
  put(out, 0, 8);
  put(out, 0, 2);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    put(out, elements[i].first, 4);
    put(out, positions[i], 4);
    put(out, elements[i].second.size(), 4);
  }
  return out;
}

MmfBytes mmf_people(const std::vector<MmfPerson>& people, std::uint16_t overhead) {
  MmfBytes out;
  for (const MmfPerson& person : people) {
    const std::size_t name = person.name.size() + 1;
    const std::size_t address = person.address.empty() ? 0 : person.address.size() + 1;
    put(out, person.kind, 2);
    put(out, overhead + name + address, 2);
    put(out, name, 2);
    put(out, address, 2);
    append(out, mmf_string(person.name));
    if (address != 0) {
      append(out, mmf_string(person.address));
    }
  }
  put(out, 0, 8);
  return out;
}

MmfObject& MmfStore::at(std::uint32_t oid) {
  const auto found = std::ranges::find(objects, oid, &MmfObject::oid);
  if (found == objects.end()) {
    throw std::out_of_range("no such object");
  }
  return *found;
}

void MmfStore::lay_out() {
  capacity = static_cast<std::uint16_t>(
      std::max<std::size_t>(capacity, (objects.size() + 1 + 0xFF) / 0x100 * 0x100));
  std::size_t offset = maps_at + 2 * kNodeSize * capacity;
  offset = (offset + kAllocation - 1) / kAllocation * kAllocation;
  for (MmfObject& object : objects) {
    if (object.target != 0) {
      continue;
    }
    object.offset = static_cast<std::uint32_t>(offset);
    offset += (object.data.size() + 8 + kAllocation - 1) / kAllocation * kAllocation;
  }
}

MmfBytes MmfStore::plain() const {
  const std::size_t map_size = kNodeSize * capacity;
  MmfBytes file(std::max<std::size_t>(maps_at + 2 * map_size, kHeaderSize));
  file.resize((file.size() + kAllocation - 1) / kAllocation * kAllocation);
  for (const MmfObject& object : objects) {
    if (object.target != 0 || (object.flags & 0x8000) != 0) {
      continue;
    }
    MmfBytes out;
    put(out, object.oid, 4);
    put(out, object.data.size(), 4);
    append(out, object.data);
    out.resize((out.size() + kAllocation - 1) / kAllocation * kAllocation);
    write(file, object.offset, out);
  }
  for (const MmfObject& object : objects) {  // free blocks: what lies in them is `data` as it is
    if ((object.flags & 0x8000) != 0) {
      write(file, object.offset, object.data);
      file.resize((file.size() + kAllocation - 1) / kAllocation * kAllocation);
    }
  }
  for (std::size_t map = 0; map < 2; ++map) {
    const std::size_t begin = maps_at + map * map_size;
    write(file, begin + 0x10, mmf_number(0x1000, 2));
    for (std::size_t i = 0; i < objects.size(); ++i) {
      const bool differs = map != current_map && other_nodes.contains(i + 1);
      const MmfObject& object = differs ? other_nodes.at(i + 1) : objects[i];
      const auto target = object.target == 0
                              ? objects.end()
                              : std::ranges::find(objects, object.target, &MmfObject::oid);
      const auto inod = object.target == 0 || target == objects.end()
                            ? std::size_t{0}
                            : static_cast<std::size_t>(target - objects.begin()) + 1;
      write(file, begin + (i + 1) * kNodeSize, node(object, inod));
    }
  }
  MmfBytes header;
  put(header, 0x01AFDEAD, 4);
  put(header, version, 4);
  put(header, 1, 4);
  put(header, capacity, 2);
  put(header, current_map, 2);
  for (std::size_t map = 0; map < 2; ++map) {
    put(header, maps_at + map * map_size, 4);
    put(header, file.size(), 4);
    put(header, objects.size() + 1, 2);
    put(header, 1, 2);
    header.resize(0x10 + 0x40 * (map + 1));
  }
  append(header, language);
  header.resize(0x126);
  put(header, divisor != 0 ? 1 : 0, 2);
  put(header, divisor, 4);
  write(file, 0, header);
  return file;
}

MmfBytes MmfStore::bytes() const {
  MmfBytes file = plain();
  mmf_encipher(file, divisor);
  return file;
}

void mmf_encipher(MmfBytes& file, std::uint32_t divisor) {
  const std::span<std::byte> all(file);
  if (all.size() > kHeaderSize) {
    mmf::encipher(all.subspan(kHeaderSize), kHeaderSize, {.divisor = divisor});
  }
}

MmfMailbox::MmfMailbox() { message_class(1, "IPM.Microsoft Mail.Note"); }

MmfMailbox::Folder& MmfMailbox::find(std::uint32_t oid) {
  const auto found = std::ranges::find(folders_, oid, &Folder::oid);
  if (found == folders_.end()) {
    throw std::out_of_range("no such folder");
  }
  return *found;
}

void MmfMailbox::folder(std::uint32_t oid, const std::string& name, std::uint16_t level,
                        bool hidden) {
  folders_.push_back({.oid = oid, .name = name, .level = level, .hidden = hidden});
}

std::uint32_t MmfMailbox::mail(std::uint32_t folder, const MmfMail& mail) {
  const std::uint32_t number = next_++ << 8U;
  const std::uint32_t oid = number | 0x86U;
  MmfElements elements = {{0x00008000, mmf_people({mail.from})}, {0x00008001, mmf_people(mail.to)}};
  if (!mail.cc.empty()) {
    elements.emplace_back(0x00008002, mmf_people(mail.cc));
  }
  if (!mail.bcc.empty()) {
    elements.emplace_back(0x00008003, mmf_people(mail.bcc));
  }
  elements.emplace_back(0x00018004, mmf_string(mail.subject));
  if (mail.sent) {
    elements.emplace_back(0x00038005, mmf_date(*mail.sent));
  }
  if (mail.received) {
    elements.emplace_back(0x00038006, mmf_date(*mail.received));
  }
  const auto status =
      static_cast<std::uint8_t>(mail.status | (mail.attachments.empty() ? 0U : 0x80U));
  elements.emplace_back(0x00068007, mmf_number(status, 1));
  elements.emplace_back(0x00078008, mmf_number(mail.message_class, 2));
  elements.emplace_back(0x0002800C, mmf_text(mail.body));
  elements.emplace_back(0x0004800D, mmf_number(mail.priority, 2));
  elements.insert(elements.end(), mail.more.begin(), mail.more.end());
  const std::uint32_t list = mail.attachments.empty() ? 0 : with_type(oid, 0x89);
  objects_.push_back({.oid = oid,
                      .parent = folder,
                      .auxiliary = list,
                      .type_flags = 0xB002,
                      .data = mmf_list(elements)});
  MmfElements places;
  std::vector<MmfObject> attachments;
  for (const MmfAttachment& attachment : mail.attachments) {
    const std::uint32_t own = (next_++ << 8U) | 0x87U;
    MmfBytes place;
    put(place, own, 4);
    put(place, attachment.type, 2);
    put(place, attachment.position, 4);
    put(place, 32, 2);
    put(place, 32, 2);
    put(place, 0, 4);
    places.emplace_back(static_cast<std::uint32_t>(places.size() + 1), place);
    attachments.push_back({.oid = own,
                           .parent = oid,
                           .type_flags = 2,
                           .data = mmf_list({{0x0006800F, mmf_text(attachment.data)},
                                             {0x00018010, mmf_string(attachment.title)},
                                             {0x00038012, mmf_date({})},
                                             {0x00038013, mmf_date({})}})});
  }
  if (list != 0) {
    objects_.push_back({.oid = list, .parent = oid, .data = mmf_list(places)});
    objects_.insert(objects_.end(), attachments.begin(), attachments.end());
  }
  row(folder, oid, mail);
  return oid;
}

std::uint32_t MmfMailbox::link(std::uint32_t folder, std::uint32_t message) {
  const std::uint32_t oid = (next_++ << 8U) | 0x86U;
  objects_.push_back(
      {.oid = oid, .parent = folder, .flags = 0x1010, .type_flags = 0xB002, .target = message});
  row(folder, oid, {.subject = "linked", .body = {}});
  return oid;
}

void MmfMailbox::row(std::uint32_t folder, std::uint32_t oid, const MmfMail& mail) {
  find(folder).rows.emplace_back(oid, test::row(folder, mail));
}

void MmfMailbox::object(MmfObject object) { objects_.push_back(std::move(object)); }

void MmfMailbox::message_class(std::uint16_t key, const std::string& name) {
  classes_.emplace_back(key, name);
}

MmfStore MmfMailbox::build() const {
  MmfStore store;
  MmfElements classes;
  for (const auto& [key, name] : classes_) {
    MmfBytes value;
    put(value, name.size() + 1, 2);
    append(value, mmf_string(name));
    put(value, 0, 2);
    classes.emplace_back(key, value);
  }
  store.objects.push_back({.oid = 0x73434D80, .data = mmf_list(classes)});
  for (const bool hidden : {false, true}) {
    MmfElements tree;
    for (const Folder& folder : folders_) {
      if (folder.hidden == hidden) {
        tree.emplace_back(folder.oid, hierarchy_entry(folder.name, folder.level));
      }
    }
    store.objects.push_back(
        {.oid = hidden ? kMmfHidden : kMmfVisible, .type_flags = 0x9001, .data = mmf_list(tree)});
  }
  for (const Folder& folder : folders_) {
    store.objects.push_back({.oid = folder.oid,
                             .parent = folder.hidden ? kMmfHidden : kMmfVisible,
                             .type_flags = 0x9005,
                             .data = mmf_list(folder.rows)});
  }
  store.objects.insert(store.objects.end(), objects_.begin(), objects_.end());
  store.lay_out();
  return store;
}

MmfBytes mmf_example_plain() {
  constexpr std::size_t kSize = 0x8700;
  constexpr std::ptrdiff_t kFirstMap = 0x200;
  constexpr std::ptrdiff_t kSecondMap = 0x4200;
  MmfBytes file(kSize);
  for (const ExampleRow& row : kExampleRows) {
    write(file, row.offset, from_hex(row.plain));
  }
  // "both maps equal"
  std::copy(file.begin() + kFirstMap, file.begin() + kSecondMap, file.begin() + kSecondMap);
  return file;
}

MmfBytes mmf_example() {
  MmfBytes file = mmf_example_plain();
  mmf_encipher(file);
  return file;
}

}  // namespace test
