#include <array>

#include "formats/mapi/disk.h"
#include "formats/mapi/entry_id.h"
#include "formats/mapi/record_writer.h"

namespace mapi {
namespace {

std::vector<std::byte> begin_one_off(unsigned flags, std::size_t size) {
  std::vector<std::byte> out;
  out.reserve(sizeof(disk::EntryIdHeader) + sizeof(disk::OneOffEntryId) + size);
  append_record(disk::EntryIdHeader{.Flags = {}, .ProviderUID = disk::kOneOffProvider}, out);
  append_record(disk::OneOffEntryId{.Version = {}, .Flags = static_cast<std::uint16_t>(flags)},
                out);
  return out;
}

/// The strings end in NULs, so none may hold one.
std::string_view up_to_nul(std::string_view text) { return text.substr(0, text.find('\0')); }

}  // namespace

std::vector<std::byte> write_one_off(std::string_view name, std::string_view type,
                                     std::string_view address) {
  const auto characters = name.size() + type.size() + address.size() + 3;
  auto out = begin_one_off(disk::kOneOffUnicode | disk::kOneOffNoRichText, 2 * characters);
  for (const std::string_view text : {name, type, address}) {
    text::append_utf16(up_to_nul(text), out);
    out.insert(out.end(), 2, std::byte{0});
  }
  return out;
}

std::vector<std::byte> write_one_off_8bit(std::string_view name, std::string_view type,
                                          std::string_view address) {
  auto out = begin_one_off(disk::kOneOffNoRichText, name.size() + type.size() + address.size() + 3);
  for (const std::string_view text : {name, type, address}) {
    append_text(up_to_nul(text), out);
    out.push_back(std::byte{0});
  }
  return out;
}

std::vector<std::byte> write_flat_entry_list(std::span<const std::vector<std::byte>> entries) {
  std::vector<std::byte> list;
  for (const auto& entry : entries) {
    append_record(bytes::u32{static_cast<std::uint32_t>(entry.size())}, list);
    list.insert(list.end(), entry.begin(), entry.end());
    list.resize((list.size() + 3) / 4 * 4);
  }
  std::vector<std::byte> out;
  append_record(disk::FlatEntryList{.Count = static_cast<std::uint32_t>(entries.size()),
                                    .Size = static_cast<std::uint32_t>(list.size())},
                out);
  out.insert(out.end(), list.begin(), list.end());
  return out;
}

}  // namespace mapi
