#include "formats/mmf/dump/object_dump.h"

#include <algorithm>
#include <optional>

#include "formats/bytes/field_cursor.h"
#include "formats/bytes/record_faults.h"
#include "formats/mmf/disk_fields.h"
#include "formats/mmf/dump/value_dump.h"
#include "formats/mmf/names.h"

namespace mmf {
namespace {

using bytes::AnnotatedRecord;

class ObjectTeller {
 public:
  ObjectTeller(const DumpContext& context, const Object& object)
      : context_(context), object_(object), end_(end_of_record(object)) {}

  bytes::Result<void> run(const std::string& about) {
    bytes::DamageLog damage;
    const auto list =
        object_.oid == kMapObject ? std::optional<List>() : context_.store.read(object_, damage);
    if (auto told = front(about, list, damage); !told || !list) {
      return told ? loose(end_, "data", "formats/mmf/FORMAT.md 4.1") : told;
    }
    auto elements = list->elements;
    std::ranges::stable_sort(elements, {}, &Element::offset);
    for (const Element& element : elements) {
      if (auto told = loose(element.offset, "bytes of no element", "formats/mmf/FORMAT.md 6");
          !told) {
        return told;
      }
      if (auto told = tell_element(context_, object_.oid, element); !told) {
        return told;
      }
      at_ = std::max(at_, element.offset + element.size);
    }
    if (auto told = loose(list->table, "bytes of no element", "formats/mmf/FORMAT.md 6"); !told) {
      return told;
    }
    return behind_values(*list);
  }

 private:
  [[nodiscard]] bool is_small() const { return is_small_list(object_.oid); }

  /// The object up to its first value.
  bytes::Result<void> front(const std::string& about, const std::optional<List>& list,
                            const bytes::DamageLog& damage) {
    AnnotatedRecord record{
        .name = std::string(sort_of(object_.oid).owner),
        .about = name_of(object_.oid) + " " + to_string(object_.oid) + ", " + about,
        .source = "formats/mmf/FORMAT.md 4.1",
        .offset = object_.offset,
        .length = end_ - object_.offset};
    if (object_.parent.value != 0) {
      record.about += ", parent " + to_string(object_.parent) + " " + name_of(object_.parent);
    }
    const std::size_t list_head = !list        ? 0
                                  : is_small() ? sizeof(disk::SmallListHead)
                                               : sizeof(bytes::u32);
    const auto size =
        std::min<std::uint64_t>(sizeof(disk::ObjectHeader) + list_head, record.length);
    const DecipheredBytes data(context_.store.file(), object_.offset, size);
    bytes::FieldCursor in(record, data.bytes());
    (void)in.take<disk::ObjectHeader>();
    record.explain("oid", name_of(object_.oid));
    if (list_head != 0 && is_small()) {
      (void)in.take<disk::SmallListHead>();
    } else if (list_head != 0) {
      (void)in.take_number<bytes::u32>("ibTOC");
    }
    at_ = object_.offset + size;
    if (!object_.has_header) {
      record.faults.emplace_back("oid or size is not what the map says");
    }
    if (object_.is_cut) {
      record.faults.emplace_back("the file ends before the object does");
    }
    bytes::add_faults(record, damage);
    return context_.sink.record(record);
  }

  /// What is between the part that was told last and `end`.
  bytes::Result<void> loose(std::uint64_t end, const std::string& name, const std::string& source) {
    if (at_ >= end) {
      return {};
    }
    AnnotatedRecord record{
        .name = name, .source = source, .offset = at_, .length = end - at_, .depth = 1};
    add_foreign(context_.store.file(), record);
    at_ = end;
    return tell_plain_bytes(context_, record, "data");
  }

  /// The table of contents, and what follows it.
  bytes::Result<void> behind_values(const List& list) {
    const auto size = is_small()
                          ? list.entries * sizeof(disk::SmallListEntry) + sizeof(bytes::u16)
                          : sizeof(disk::TableHead) + list.entries * sizeof(disk::TableEntry);
    if (context_.sink.wants(at_, size)) {
      AnnotatedRecord record{
          .name = is_small() ? "small table" : "table",
          .about = std::to_string(list.entries) + " entries",
          .source = is_small() ? "formats/mmf/FORMAT.md 6.2" : "formats/mmf/FORMAT.md 6.1",
          .offset = at_,
          .length = size,
          .depth = 1};
      const DecipheredBytes data(context_.store.file(), at_, size);
      bytes::FieldCursor in(record, data.bytes());
      table(list, in, record);
      add_foreign(context_.store.file(), record);
      if (auto told = context_.sink.record(record); !told) {
        return told;
      }
    }
    at_ += size;
    return loose(end_, "bytes behind the table", "formats/mmf/FORMAT.md 6.1");
  }

  void table(const List& list, bytes::FieldCursor& in, AnnotatedRecord& record) const {
    if (!is_small()) {
      (void)in.take<disk::TableHead>();
    }
    for (std::uint32_t i = 0; i < list.entries; ++i) {
      const auto prefix = "entries[" + std::to_string(i) + "].";
      const auto first = record.fields.size();
      const auto key = bytes::ByteReader(in.text()).read<bytes::u32>();
      if (is_small()) {
        (void)in.take<disk::SmallListEntry>(prefix);
      } else {
        (void)in.take<disk::TableEntry>(prefix);
      }
      const bool is_sentinel = is_small() && i == 0;
      record.fields.at(first).meaning =
          is_sentinel ? "sentinel" : words_for_key(context_, object_.oid, *key);
    }
    if (is_small()) {
      (void)in.take_number<bytes::u16>("n");
    }
  }

  const DumpContext& context_;
  const Object& object_;
  std::uint64_t at_ = 0;
  std::uint64_t end_;
};

}  // namespace

std::uint64_t end_of_record(const Object& object) {
  return object.oid == kMapObject ? object.data() : object.end();
}

bytes::Result<void> tell_object(const DumpContext& context, const Object& object,
                                const std::string& about) {
  if (!context.sink.wants(object.offset, end_of_record(object) - object.offset)) {
    return {};
  }
  return ObjectTeller(context, object).run(about);
}

}  // namespace mmf
