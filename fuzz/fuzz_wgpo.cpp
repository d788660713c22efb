// Any bytes as a file of a post office; the first says of which kind.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

#include "formats/wgpo/attachment_file.h"
#include "formats/wgpo/ffapi.h"
#include "formats/wgpo/header_block.h"
#include "formats/wgpo/letter.h"
#include "formats/wgpo/mailbag.h"
#include "formats/wgpo/users.h"

namespace {

using Data = std::span<const std::byte>;

void read_letter(Data data, bytes::DamageLog& damage) {
  const auto letter = wgpo::read_letter(data, damage);
  for (const auto& field : letter ? letter->fields : std::vector<wgpo::Field>()) {
    for (const auto& string : wgpo::strings_in(field.element, damage)) {
      const auto plain = wgpo::decipher(string.contents, wgpo::kKnownKey);
      (void)wgpo::read_letter_address(plain);
      (void)wgpo::read_letter_date(plain);
    }
  }
}

void read(unsigned kind, Data data, bytes::DamageLog& damage) {
  const std::string_view text(reinterpret_cast<const char*>(data.data()), data.size());
  const auto names = wgpo::read_names(data.first(data.size() / 2));
  switch (kind) {
    case 0:
      return read_letter(data, damage);
    case 1:
      return (void)wgpo::read_presence(
          data, std::vector<bool>(wgpo::read_mailbag(data, damage).size(), true));
    case 2:
      return (void)wgpo::read_ffapi(data, damage);
    case 3: {
      const auto block = wgpo::split_header_block(text);
      return (void)wgpo::read_block_date(block ? block->date : text);
    }
    case 4:
      (void)wgpo::read_groups(names, data, damage);
      return (void)(names.empty() ? 0 : wgpo::tuple_id(names[0], names, data.size()));
    case 5:
      return (void)wgpo::read_users(data, {"0000001A", "0000001B"});
    default:
      for (const auto* name : {"A.TXT", "A.ZIP"}) {
        const auto verdict = wgpo::judge_attachment(data, name, wgpo::kKnownKey);
        (void)wgpo::decode_attachment(data, verdict.encoding, wgpo::kKnownKey);
      }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto all = std::as_bytes(std::span(data, size));
  const Data rest = all.subspan(size == 0 ? 0 : 1);
  bytes::DamageLog damage;
  read(size == 0 ? 0 : *data % 7U, rest, damage);
  for (const bytes::Damage& item : damage.items()) {
    if (item.offset > rest.size() || item.length > rest.size() - item.offset) {
      std::abort();  // every damage lies inside the data
    }
  }
  return 0;
}
