// Any bytes as a mapfile of ddrescue, and through the byte map of every format: each byte once.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/ccmail/map.h"
#include "formats/ddrescue/mapfile.h"
#include "formats/iff/map.h"
#include "formats/mmf/map.h"
#include "formats/tnef/map.h"
#include "formats/wgpo/map.h"

namespace {

void require(bool law) {
  if (!law) {
    std::abort();
  }
}

void check(const bytes::StoreMap& map, std::uint64_t size) {
  std::uint64_t at = 0;
  for (const auto& range : map.ranges) {
    require(range.offset == at && range.length > 0 && range.group < map.groups.size());
    at += range.length;
  }
  require(at == size && map.size == size);
}

void read_mapfile(std::string_view text) {
  const auto blocks = ddrescue::read_mapfile(text);
  if (!blocks) {
    return;
  }
  // What is written of it says the same.
  const auto again = ddrescue::read_mapfile(ddrescue::write_mapfile(*blocks, "fuzz"));
  require(again.has_value());
  const auto end = blocks->back().position + blocks->back().size;
  require(again->front().position == blocks->front().position &&
          again->back().position + again->back().size == end);
  if (const auto unread = ddrescue::unread_of(*blocks, end)) {
    for (const auto& block : *blocks) {
      require(unread->touch(block.position, block.size) ==
              (block.status != ddrescue::Status::Finished));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = std::size_t{1} << 16U;
  const auto file = std::as_bytes(std::span(data, std::min(size, kMost)));
  const auto text = bytes::as_text(file);
  read_mapfile(text);
  read_mapfile("0 +\n" + std::string(text));

  if (const auto map = tnef::map_of(file)) {
    check(*map, file.size());
  }
  bytes::DamageLog damage;
  if (const auto store = mmf::Store::open(file, nullptr, damage)) {
    check(mmf::map_of(*store), file.size());
  }
  const ccmail::Labels labels;
  if (const auto map = ccmail::map_of(text, labels)) {
    check(*map, file.size());
  }
  check(iff::map_primary(file, iff::read_sections(file, 1252, damage)), file.size());
  const std::vector<std::uint64_t> pointers = {0, 50, file.size() / 2};
  check(iff::map_secondary(file, pointers), file.size());
  constexpr std::array kNames = {"MBG/0000001A.MBG", "MAI/MA2/00000062.MAI", "FOLDERS/1.FLD",
                                 "ATT/AT0/1.ATT",    "GLB/NETPO.GLB",        "X"};
  for (const auto* name : kNames) {
    check(wgpo::map_of(file, name), file.size());
  }
  return 0;
}
