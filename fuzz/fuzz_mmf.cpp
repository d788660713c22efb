// Any bytes as a Microsoft Mail store: header, maps, sweep, folders, messages and their values. The
// bytes are plain, and enciphered here, so that mutation reaches the structures.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "formats/mmf/cipher.h"
#include "formats/mmf/mailbox.h"
#include "formats/mmf/store.h"
#include "formats/mmf/values.h"

namespace {

constexpr std::size_t kPlain = 0x200;

void check(const bytes::DamageLog& damage, std::uint64_t size) {
  for (const bytes::Damage& item : damage.items()) {
    if (item.offset > size || item.length > size - item.offset) {
      std::abort();  // every damage lies inside the data
    }
  }
}

void read_values(const mmf::Store& store, const mmf::List& list, bytes::DamageLog& damage) {
  constexpr std::uint32_t kMost = 4096;
  for (const mmf::Element& element : list.elements) {
    if (!store.file().holds(element.offset, element.size)) {
      std::abort();
    }
    const auto data = store.file().read(element.offset, std::min(element.size, kMost));
    (void)mmf::read_date(data, element.offset, damage);
    (void)mmf::read_triples(data, element.offset, damage);
    (void)mmf::read_attachment_entry(data, element.offset, damage);
    (void)mmf::read_folder_row(data, element.offset, damage);
    (void)mmf::read_hierarchy_entry(data, element.offset, damage);
    (void)mmf::read_class_name(data, element.offset, damage);
    (void)mmf::read_fields(data);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto given = std::as_bytes(std::span(data, size));
  std::vector<std::byte> file(given.begin(), given.end());
  if (file.size() > kPlain) {
    mmf::encipher(std::span(file).subspan(kPlain), kPlain, {});
  }
  bytes::DamageLog damage;
  const auto store = mmf::Store::open(file, nullptr, damage);
  if (!store) {
    return 0;
  }
  const auto mailbox =
      mmf::assemble(*store, {.deleted = true, .keep_duplicates = size % 2 == 0}, damage);
  for (const auto* objects : {&store->objects(), &store->deleted(), &store->strays()}) {
    for (const mmf::Object& object : *objects) {
      if (const auto list = store->read(object, damage)) {
        read_values(*store, *list, damage);
      }
      (void)mmf::attachments_of(*store, object, damage);
    }
  }
  std::size_t messages = mailbox.lost_and_found.size();
  for (const mmf::Folder& folder : mailbox.folders) {
    messages += folder.items.size();
  }
  if (messages > size) {
    std::abort();  // a message takes bytes
  }
  check(damage, size);
  return 0;
}
