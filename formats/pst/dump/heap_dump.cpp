#include "formats/pst/dump/heap_dump.h"

#include <algorithm>

#include "formats/pst/ltp/disk_fields.h"
#include "formats/pst/ltp/property_type.h"

namespace pst::dump {
namespace {

std::string_view client_name(std::uint8_t client) {
  switch (client) {
    case 0x6C:
      return "bTypeReserved1";
    case static_cast<std::uint8_t>(HeapClient::TableContext):
      return "bTypeTC";
    case static_cast<std::uint8_t>(HeapClient::IdMap):
      return "bTypeReserved3";
    case static_cast<std::uint8_t>(HeapClient::PropertyContext):
      return "bTypePC";
    case static_cast<std::uint8_t>(HeapClient::MessageIndex):
      return "bTypeReserved6";
    default:
      return {};
  }
}

AnnotatedRecord part_record(std::string_view name, std::string_view source, const FileBytes& place,
                            unsigned depth) {
  return {.name = std::string(name),
          .source = std::string(source),
          .offset = place.offset,
          .length = place.raw.size(),
          .depth = depth};
}

std::string hid_words(Hid hid, const FileBytes& item) {
  return "hid " + hex_of(hid.value) + ", " + std::to_string(item.raw.size()) +
         (item.raw.size() == 1 ? " byte" : " bytes");
}

std::string_view leaf_name(HeapRole::Kind kind) {
  return kind == HeapRole::Kind::PropertyRecords ? "property records"
         : kind == HeapRole::Kind::RowIndex      ? "row index records"
         : kind == HeapRole::Kind::BthIndex      ? "BTH index records"
                                                 : "BTH records";
}

/// What a record of a BTH is, but for those of a property context.
AnnotatedRecord bth_record(const HeapRole& role, const FileBytes& place, unsigned depth) {
  if (role.kind == HeapRole::Kind::RowIndex && role.key_size == sizeof(disk::u32)) {
    auto record = part_record("TCROWID", "[MS-PST] 2.3.4.3.1", place, depth);
    if (role.data_size == sizeof(disk::u32)) {
      append<disk::TCROWID<disk::u32>>(record, place);
      return record;
    }
    if (role.data_size == sizeof(disk::u16)) {
      append<disk::TCROWID<disk::u16>>(record, place);
      return record;
    }
  }
  const bool is_index = role.kind == HeapRole::Kind::BthIndex;
  auto record = part_record(is_index ? "BTH index record" : "BTH record",
                            is_index ? "[MS-PST] 2.3.2.2" : "[MS-PST] 2.3.2.3", place, depth);
  const auto rest = place.part(role.key_size, place.raw.size());
  append_bytes(record, place.part(0, role.key_size), "key");
  append_bytes(record, rest, is_index ? "hidNextLevel" : "data");
  return record;
}

}  // namespace

std::string hnid_words(const reader::Heap& heap, std::uint32_t hnid, std::uint16_t type) {
  if (hnid == 0) {
    return {};
  }
  if (nid_type({hnid}) != static_cast<std::uint8_t>(NidType::Hid)) {
    return "subnode " + hex_of(hnid);
  }
  bytes::Damage why;
  const auto item = heap.item({hnid}, why);
  if (!item) {
    return "hid " + hex_of(hnid) + ", which is not there: " + fault_text(why);
  }
  const auto at = static_cast<std::uint64_t>(item->data.data() - item->block->data.data());
  return "hid " + hex_of(hnid) + " at " + hex_of(item->block->offset + at) + ": " +
         value_words(type, item->data);
}

void HeapDump::tell_header(std::size_t number, const FileBytes& data, Below below) const {
  const auto size = std::min(heap_header_size(number), data.raw.size());
  const auto place = data.part(0, size);
  auto record = part_record("HNPAGEHDR", "[MS-PST] 2.3.1.3", place, below.depth);
  if (size < heap_header_size(number)) {
    append_bytes(record, place, "part of a header");
  } else if (number == 0) {
    record.name = "HNHDR";
    record.source = "[MS-PST] 2.3.1.2";
    append<disk::HNHDR>(record, place);
    const auto raw = read_at<disk::HNHDR>(place);
    record.explain("bClientSig", client_name(raw.bClientSig));
    record.explain("hidUserRoot", hnid_words(heap_, raw.hidUserRoot, 0));
    if (raw.bSig != disk::kHeapSignature) {
      record.faults.push_back("HNHDR.bSig is " + hex_of(raw.bSig) + ", and must be " +
                              hex_of(disk::kHeapSignature));
    }
    record.faults.insert(record.faults.end(), roles_.faults().begin(), roles_.faults().end());
  } else if (size == sizeof(disk::HNBITMAPHDR)) {
    record.name = "HNBITMAPHDR";
    record.source = "[MS-PST] 2.3.1.4";
    append<disk::HNBITMAPHDR>(record, place);
  } else {
    append<disk::HNPAGEHDR>(record, place);
  }
  below.emitter.tell(std::move(record));
}

void HeapDump::tell_block(std::size_t number, const FileBytes& data, Below below) const {
  tell_header(number, data, below);
  constexpr std::size_t kNumber = sizeof(disk::u16);
  const auto size = data.raw.size();
  const std::size_t at = size < kNumber ? size : std::uint16_t{read_at<disk::u16>(data)};
  auto record = part_record("HNPAGEMAP", "[MS-PST] 2.3.1.5", data.part(at, 0), below.depth);
  if (at > size || size - at < sizeof(disk::HNPAGEMAP)) {
    record.about = "of block " + std::to_string(number);
    record.offset = data.offset;
    record.length = size;
    record.faults.push_back("ibHnpm is " + hex_of(at) + ", and the block has " + hex_of(size) +
                            " bytes");
    return below.emitter.tell(std::move(record));
  }
  const std::size_t announced = read_at<disk::HNPAGEMAP>(data, at).cAlloc;
  const auto first = at + sizeof(disk::HNPAGEMAP);
  const auto room = (size - first) / kNumber;  // cAlloc + 1 offsets
  const auto count = room == 0 ? 0 : std::min(announced, room - 1);
  const auto offset_of = [&](std::size_t i) -> std::size_t {
    return std::uint16_t{read_at<disk::u16>(data, first + kNumber * i)};
  };
  if (count != announced) {
    record.faults.push_back("HNPAGEMAP.cAlloc is " + std::to_string(announced) +
                            ", and the block has room for " + std::to_string(count));
  }
  std::size_t told = 0;  // offsets ascend: no byte is told of many items
  for (std::size_t i = 0; i < count && !below.emitter.ended(); ++i) {
    const auto begin = offset_of(i);
    const auto end = offset_of(i + 1);
    if (begin < told || begin > end || end > size) {
      record.faults.push_back(indexed("HNPAGEMAP.rgibAlloc", i) + " is " + hex_of(begin) +
                              ", and the next " + hex_of(end));
    } else if (begin != end) {
      tell_item(make_hid(number, i + 1), data.part(begin, end - begin), below);
      told = end;
    }
  }
  const auto list = room == 0 ? 0 : count + 1;
  const auto place = data.part(at, sizeof(disk::HNPAGEMAP) + kNumber * list);
  record.offset = place.offset;
  record.length = place.raw.size();
  append<disk::HNPAGEMAP>(record, place);
  for (std::size_t i = 0; i < list; ++i) {
    append_bytes(record, data.part(first + kNumber * i, kNumber), indexed("rgibAlloc", i),
                 bytes::number_text(offset_of(i), kNumber));
  }
  below.emitter.tell(std::move(record));
}

void HeapDump::tell_item(Hid hid, const FileBytes& item, Below below) const {
  if (!below.emitter.wants(item.offset, item.raw.size())) {
    return;
  }
  const auto* const role = roles_.of(hid);
  if (role == nullptr) {
    auto record = part_record("heap allocation", "[MS-PST] 2.3.1", item, below.depth);
    record.about = hid_words(hid, item) + ", that nothing leads to";
    append_bytes(record, item, "data");
    return below.emitter.tell(std::move(record));
  }
  switch (role->kind) {
    case HeapRole::Kind::BthHeader: {
      auto record = part_record("BTHHEADER", "[MS-PST] 2.3.2.1", item, below.depth);
      record.about = hid_words(hid, item);
      if (item.raw.size() >= sizeof(disk::BTHHEADER)) {
        append<disk::BTHHEADER>(record, item);
        record.explain("hidRoot", hnid_words(heap_, read_at<disk::BTHHEADER>(item).hidRoot, 0));
      }
      append_bytes(record, item.part(sizeof(disk::BTHHEADER), item.raw.size()), "rest");
      return below.emitter.tell(std::move(record));
    }
    case HeapRole::Kind::Value: {
      auto record = part_record("property value", "[MS-PST] 2.3.3.3", item, below.depth);
      record.about = property_text(role->property, names_) + ", " + type_text(role->property.type) +
                     ", " + hid_words(hid, item);
      append_value(record, role->property, item);
      return below.emitter.tell(std::move(record));
    }
    case HeapRole::Kind::TableInfo:
      return tell_table(hid, item, below);
    case HeapRole::Kind::Rows: {
      auto record = part_record("rows", "[MS-PST] 2.3.4.4", item, below.depth);
      record.about = hid_words(hid, item);
      below.emitter.tell(std::move(record));
      if (roles_.table() != nullptr) {
        tell_rows({.table = *roles_.table(), .names = names_, .heap = heap_}, item, 0,
                  {below.emitter, below.depth + 1});
      }
      return;
    }
    default:
      return tell_records(hid, *role, item, below);
  }
}

void HeapDump::tell_records(Hid hid, const HeapRole& role, const FileBytes& item,
                            Below below) const {
  const std::size_t size =
      role.key_size +
      (role.kind == HeapRole::Kind::BthIndex ? sizeof(disk::u32) : std::size_t{role.data_size});
  auto record = part_record(leaf_name(role.kind), "[MS-PST] 2.3.2.3", item, below.depth);
  record.about = hid_words(hid, item);
  const auto rest = item.raw.size() % size;
  if (rest != 0) {
    record.faults.push_back("they have " + std::to_string(size) + " bytes each, and " +
                            std::to_string(rest) + " are left");
  }
  below.emitter.tell(std::move(record));
  const Below parts{below.emitter, below.depth + 1};
  for (std::size_t at = 0; at + size <= item.raw.size() && !below.emitter.ended(); at += size) {
    const auto place = item.part(at, size);
    if (role.kind == HeapRole::Kind::PropertyRecords && size == sizeof(disk::PCBTHRECORD)) {
      tell_property(place, parts);
    } else {
      below.emitter.tell(bth_record(role, place, parts.depth));
    }
  }
}

void HeapDump::tell_property(const FileBytes& place, Below below) const {
  auto record = part_record("PCBTHRECORD", "[MS-PST] 2.3.3.3", place, below.depth);
  append<disk::PCBTHRECORD>(record, place);
  const auto raw = read_at<disk::PCBTHRECORD>(place);
  const PropertyKind kind{
      .id = raw.wPropId, .type = raw.wPropType, .in_name_map = roles_.in_name_map()};
  record.about = property_text(kind, names_);
  record.explain("wPropId", record.about);
  record.explain("wPropType", type_text(kind.type));
  constexpr std::size_t kValueAt = offsetof(disk::PCBTHRECORD, dwValueHnid);
  constexpr std::uint16_t kNull = 1;
  if (const auto size = inline_size(kind.type); size != 0) {
    record.explain("dwValueHnid", value_text(kind.type, place.part(kValueAt, size).text()));
  } else if (kind.type > kNull) {
    const auto words = hnid_words(heap_, raw.dwValueHnid, kind.type);
    record.explain("dwValueHnid", words.empty() ? "empty" : words);
    if (words.find("which is not there") != std::string::npos) {
      record.faults.push_back("the value is not there");
    }
  }
  below.emitter.tell(std::move(record));
}

void HeapDump::tell_table(Hid hid, const FileBytes& item, Below below) const {
  const auto size = std::min(sizeof(disk::TCINFO), item.raw.size());
  auto record = part_record("TCINFO", "[MS-PST] 2.3.4.1", item.part(0, size), below.depth);
  record.about = hid_words(hid, item);
  if (size < sizeof(disk::TCINFO)) {
    append_bytes(record, item, "part of a TCINFO");
    return below.emitter.tell(std::move(record));
  }
  append<disk::TCINFO>(record, item);
  const auto raw = read_at<disk::TCINFO>(item);
  record.length = item.raw.size();
  record.explain("hidRowIndex", hnid_words(heap_, raw.hidRowIndex, 0));
  record.explain("hnidRows", hnid_words(heap_, raw.hnidRows, 0));
  constexpr std::array<std::string_view, 4> kEnds = {"TCI_4b", "TCI_2b", "TCI_1b", "TCI_bm"};
  for (std::size_t i = 0; i < kEnds.size(); ++i) {
    record.explain(indexed("rgib", i), kEnds.at(i));
  }
  if (raw.bType != disk::kTableType) {
    record.faults.push_back("TCINFO.bType is " + hex_of(raw.bType) + ", and must be " +
                            hex_of(disk::kTableType));
  }
  const std::size_t count = raw.cCols;
  if (count > (item.raw.size() - size) / sizeof(disk::TCOLDESC)) {
    record.faults.push_back("TCINFO.cCols is " + std::to_string(count) +
                            ", and there is room for fewer");
  }
  below.emitter.tell(std::move(record));
  auto at = size;
  for (std::size_t i = 0; i < count && at + sizeof(disk::TCOLDESC) <= item.raw.size(); ++i) {
    const auto place = item.part(at, sizeof(disk::TCOLDESC));
    auto column = part_record("TCOLDESC", "[MS-PST] 2.3.4.2", place, below.depth + 1);
    append<disk::TCOLDESC>(column, place);
    const std::uint32_t tag = read_at<disk::TCOLDESC>(place).tag;
    const auto type = static_cast<std::uint16_t>(tag);
    column.about =
        property_text({.id = static_cast<std::uint16_t>(tag >> 16U), .type = type}, names_);
    column.explain("tag", column.about + ", " + type_text(type));
    if (roles_.table() != nullptr && i < roles_.table()->doubts.size() &&
        roles_.table()->doubts[i]) {
      column.faults.push_back(fault_text(roles_.table()->doubts[i]->why));
    }
    below.emitter.tell(std::move(column));
    at += sizeof(disk::TCOLDESC);
  }
}

}  // namespace pst::dump
