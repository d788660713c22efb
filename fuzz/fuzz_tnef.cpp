// Any bytes as a TNEF stream: attributes, property lists, small structures.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "formats/tnef/message.h"
#include "formats/tnef/structures.h"

namespace {

void check(const bytes::DamageLog& damage, std::uint64_t size) {
  for (const bytes::Damage& item : damage.items()) {
    if (item.offset > size || item.length > size - item.offset) {
      std::abort();  // every damage lies inside the data
    }
  }
}

void read_structures(std::span<const tnef::Attribute> attributes, bytes::DamageLog& damage) {
  for (const auto& attribute : attributes) {
    const std::uint64_t offset = attribute.data_offset;
    (void)tnef::read_trp(attribute.data, offset, damage);
    (void)tnef::read_owner(attribute.data, offset, damage);
    (void)tnef::read_date(attribute.data, offset, damage);
    (void)tnef::read_rendition(attribute.data, offset, damage);
    (void)tnef::text_of(attribute.data);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto all = std::as_bytes(std::span(data, size));
  // Without a signature the attributes are taken to begin at once, six bytes behind where one was.
  const std::size_t begin = tnef::find_stream(all).value_or(0);
  bytes::DamageLog damage;
  const auto message = tnef::read_message(all.subspan(begin), begin, damage);
  read_structures(message.attributes, damage);
  for (const auto& attachment : message.attachments) {
    read_structures(attachment.attributes, damage);
  }
  check(damage, size);
  return 0;
}
