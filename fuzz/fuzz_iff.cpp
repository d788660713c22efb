// Any bytes as a file of a migration set; the first says of which kind.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/mac_binary.h"
#include "formats/iff/address.h"
#include "formats/iff/date.h"
#include "formats/iff/directory_row.h"
#include "formats/iff/multi_value.h"
#include "formats/iff/packing_list.h"
#include "formats/iff/pointer.h"
#include "formats/iff/row_reader.h"
#include "formats/iff/secondary.h"
#include "formats/iff/sniff.h"
#include "formats/iff/unclaimed_sections.h"

namespace {

using Data = std::span<const std::byte>;

void read_primary(Data data, bytes::DamageLog& damage) {
  constexpr text::CodePageNumber kJapanese = 932;
  for (const auto& section : iff::read_sections(data, kJapanese, damage)) {
    iff::RowReader rows(data, section, kJapanese);
    while (const auto row = rows.next()) {
      if (row->at.offset + row->length > section.rows_end) {
        std::abort();  // a row ends within its section
      }
      (void)iff::to_directory_row(section, *row, kJapanese);
      for (const auto& field : row->fields) {
        (void)iff::read_pointer(field);
        (void)iff::read_date(field.text);
        for (const auto& value : iff::split_values(field.text)) {
          (void)iff::read_person(value);
        }
      }
    }
  }
}

void read_secondary(Data data, bytes::DamageLog& damage) {
  std::vector<std::uint64_t> pointers;
  for (std::size_t i = 0; i + 1 < data.size() && pointers.size() < 8; i += 64) {
    pointers.push_back(i + std::to_integer<std::uint64_t>(data[i]));
  }
  const iff::Secondary secondary(data, pointers);
  for (const auto pointer : pointers) {
    const auto chain = secondary.read_chain(pointer, damage);
    if (chain.begin > chain.end || chain.end > data.size()) {
      std::abort();  // a chain lies inside the file
    }
  }
  std::uint64_t covered = 0;
  iff::find_unclaimed(secondary, damage, [&](const iff::Unclaimed& one) {
    if (one.offset < covered || one.length == 0 || one.length > data.size() - one.offset) {
      std::abort();  // each byte is told once
    }
    covered = one.offset + one.length;
    return true;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto all = std::as_bytes(std::span(data, size));
  const Data rest = all.subspan(size == 0 ? 0 : 1);
  bytes::DamageLog damage;
  switch (size == 0 ? 0 : *data % 4U) {
    case 0:
      read_primary(rest, damage);
      break;
    case 1:
      read_secondary(rest, damage);
      break;
    case 2:
      (void)iff::read_packing_list(rest, damage);
      break;
    default:
      (void)iff::sniff(rest);
      (void)bytes::read_mac_binary(rest);
  }
  for (const bytes::Damage& item : damage.items()) {
    if (item.offset > rest.size() || item.length > rest.size() - item.offset) {
      std::abort();  // every damage lies inside the data
    }
  }
  return 0;
}
