#include "formats/wgpo/map.h"

#include <algorithm>

#include "formats/wgpo/disk.h"
#include "formats/wgpo/folder_file.h"
#include "formats/wgpo/letter.h"
#include "formats/wgpo/mailbag.h"
#include "formats/wgpo/tree.h"

namespace wgpo {
namespace {

using bytes::RangeClass;

class OfficeFileMapper {
 public:
  explicit OfficeFileMapper(std::span<const std::byte> file) : file_(file), ranges_(file.size()) {}

  void claim(std::uint64_t begin, std::uint64_t end, std::string_view owner, RangeClass kind) {
    end = std::min<std::uint64_t>(end, file_.size());
    if (begin < end) {
      ranges_.claim({.offset = begin, .length = end - begin, .owner = owner, .kind = kind},
                    map_.contradictions);
    }
  }

  /// What is left is unreferenced.
  bytes::StoreMap finish(std::string_view why) {
    for (const auto& gap : ranges_.unclaimed()) {
      claim(gap.offset, gap.offset + gap.length, why, RangeClass::Unreferenced);
    }
    map_.size = file_.size();
    map_.ranges = ranges_.all();
    return std::move(map_);
  }

 private:
  std::span<const std::byte> file_;
  bytes::RangeMap ranges_;
  bytes::StoreMap map_;
};

bytes::StoreMap map_mailbag(std::span<const std::byte> file) {
  OfficeFileMapper mapper(file);
  bytes::DamageLog ignored;  // the converter tells it
  for (const auto& record : read_mailbag(file, ignored)) {
    mapper.claim(record.offset, record.offset + sizeof(disk::MailbagRecord), "record",
                 RangeClass::Data);
  }
  return mapper.finish("bytes of no record");
}

bytes::StoreMap map_letter(std::span<const std::byte> file) {
  OfficeFileMapper mapper(file);
  bytes::DamageLog ignored;
  const auto letter = read_letter(file, ignored);
  if (!letter) {
    return mapper.finish("file without elements");
  }
  // FORMAT.md 6: a message is one element, in which the others lie.
  auto first = static_cast<std::uint64_t>(file.size());
  for (const auto& field : letter->fields) {
    first = std::min(first, field.element.offset);
    mapper.claim(field.element.offset, field.element.end(), "field", RangeClass::Data);
  }
  for (const auto& other : letter->others) {
    first = std::min(first, other.offset);
    mapper.claim(other.offset, other.end(), "element", RangeClass::Data);
  }
  mapper.claim(0, first, "message element", RangeClass::Header);
  return mapper.finish("bytes of no element");
}

bytes::StoreMap map_folder(std::span<const std::byte> file) {
  OfficeFileMapper mapper(file);
  for (const auto& letter : find_letters(file)) {
    mapper.claim(letter.offset, letter.offset + letter.length, "letter in a folder",
                 RangeClass::Recovered);
  }
  return mapper.finish("file whose layout is not published");
}

bytes::StoreMap map_records(std::span<const std::byte> file, const SizeRule& rule) {
  OfficeFileMapper mapper(file);
  const std::uint64_t size = file.size();
  mapper.claim(0, rule.head, "head", RangeClass::Header);
  if (rule.record != 0 && size > rule.head) {
    mapper.claim(rule.head, rule.head + (size - rule.head) / rule.record * rule.record, "records",
                 RangeClass::Data);
  }
  return mapper.finish("part of a record");
}

}  // namespace

bytes::StoreMap map_of(std::span<const std::byte> file, std::string_view name) {
  if (name.ends_with(".MBG")) {
    return map_mailbag(file);
  }
  if (name.ends_with(".MAI")) {
    return map_letter(file);
  }
  if (name.ends_with(".FLD")) {
    return map_folder(file);
  }
  if (name.ends_with(".ATT")) {
    OfficeFileMapper mapper(file);
    mapper.claim(0, file.size(), "attachment", RangeClass::Data);
    return mapper.finish("");
  }
  if (const auto* const rule = size_rule(name)) {
    return map_records(file, *rule);
  }
  return OfficeFileMapper(file).finish("file whose layout is not published");
}

}  // namespace wgpo
