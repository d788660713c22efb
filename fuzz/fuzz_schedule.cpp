// Any bytes as an interchange text of Schedule+: objects, strings, values, recurrences, items.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

#include "converters/schedule/items.h"
#include "formats/schedule/recurrence.h"
#include "formats/schedule/schedule_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The first byte chooses the code page; the first line stands before the rest.
  const bool is_double = size > 0 && data[0] % 2 != 0;
  const std::uint32_t page = is_double ? 932 : 1252;
  std::string text = "SCHEDULE+2 EXPORT VERSION 103\n";
  for (std::size_t i = 1; i < size; ++i) {
    text += static_cast<char>(data[i]);
  }
  const auto all = std::as_bytes(std::span(text));
  bytes::DamageLog damage;
  const auto file = schedule::read_schedule(all, page, damage);
  for (const auto& object : file.objects) {
    (void)schedule::read_recurrence(object, damage);
  }
  for (const bytes::Damage& item : damage.items()) {
    if (item.offset > text.size() || item.length > text.size() - item.offset) {
      std::abort();  // every damage lies inside the data
    }
  }
  auto items = convert::schedule::Items::read(all, page);
  std::uint64_t count = 0;
  const auto walked = items ? items->for_each([&count](auto&) -> bytes::Result<void> {
    ++count;
    return {};
  })
                            : tl::unexpected(items.error());
  if (!walked || count != items->count() || count < file.objects.size()) {
    std::abort();  // every object is an item, and is counted
  }
  return 0;
}
