// Any bytes as a file of a post office; the first says of which kind.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
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
  if (!letter) {
    return;
  }
  for (const wgpo::Field& field : letter->fields) {
    for (const wgpo::Element& element : wgpo::strings_in(field.element, damage)) {
      const auto plain = wgpo::decipher(element.contents, wgpo::kKnownKey);
      (void)wgpo::read_letter_address(plain);
      (void)wgpo::read_letter_date(plain);
    }
  }
  for (const wgpo::Element& element : letter->others) {
    (void)wgpo::integer_of(element);
    (void)wgpo::strings_in(element, damage);
  }
  (void)wgpo::is_key_of(*letter, wgpo::kKnownKey);
}

void read_mailbag(Data data, bytes::DamageLog& damage) {
  std::vector<bool> exists;
  for (const auto& record : wgpo::read_mailbag(data, damage)) {
    exists.push_back(!record.letter.empty());
  }
  (void)wgpo::read_presence(data, exists);
}

void read_ffapi(Data data, bytes::DamageLog& damage) {
  for (const auto& message : wgpo::read_ffapi(data, damage)) {
    if (message.offset > data.size() || message.length > data.size() - message.offset) {
      std::abort();
    }
  }
}

void read_block(Data data, bytes::DamageLog& /*damage*/) {
  const std::string text(reinterpret_cast<const char*>(data.data()), data.size());
  if (const auto block = wgpo::split_header_block(text)) {
    (void)wgpo::read_block_date(block->date);
  }
  (void)wgpo::read_block_date(text);
}

void read_lists(Data data, bytes::DamageLog& damage) {
  // The names are the front of the data, and what groups point into all of it.
  const auto names = wgpo::read_names(data.first(data.size() / 2));
  (void)wgpo::read_groups(names, data, damage);
  for (const auto& name : names) {
    (void)wgpo::tuple_id(name, names, data.size());
  }
}

void read_users(Data data, bytes::DamageLog& /*damage*/) {
  (void)wgpo::read_users(data, {"0000001A", "0000001B", "0000001C"});
}

void judge_attachment(Data data, bytes::DamageLog& /*damage*/) {
  for (const auto* name : {"NOTES.TXT", "A.ZIP"}) {
    (void)wgpo::decode_attachment(data, wgpo::judge_attachment(data, name).encoding);
  }
}

constexpr std::array kReaders = {read_letter, read_mailbag, read_ffapi,      read_block,
                                 read_lists,  read_users,   judge_attachment};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const auto rest = std::as_bytes(std::span(data, size)).subspan(1);
  bytes::DamageLog damage;
  kReaders[*data % kReaders.size()](rest, damage);
  const auto is_outside = [&rest](const bytes::Damage& item) {
    return item.offset > rest.size() || item.length > rest.size() - item.offset;
  };
  if (std::ranges::any_of(damage.items(), is_outside)) {
    std::abort();  // every damage lies inside the data
  }
  return 0;
}
