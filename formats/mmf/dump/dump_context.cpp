#include "formats/mmf/dump/dump_context.h"

#include <optional>
#include <span>

#include "formats/bytes/hex.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/text/piece_decoder.h"

namespace mmf {

DecipheredBytes::DecipheredBytes(const StoreFile& file, std::uint64_t offset,
                                 std::uint64_t length) {
  const auto size = static_cast<std::size_t>(length);
  bytes_ = {.offset = offset, .raw = file.raw().subspan(static_cast<std::size_t>(offset), size)};
  const bool is_plain = file.shifts().empty() && offset + length <= disk::kPlainSize;
  if (!is_plain) {
    plain_ = file.read(offset, size);
    bytes_.plain = plain_;
  }
}

void add_foreign(const StoreFile& file, bytes::AnnotatedRecord& record) {
  if (const auto gone = file.foreign_bytes(record.offset, record.length)) {
    record.faults.push_back("the writer's bytes are gone at " + bytes::hex_offset(*gone));
  }
}

bytes::Result<void> tell_plain_bytes(const DumpContext& context, const bytes::AnnotatedRecord& like,
                                     const std::string& field, bool is_text) {
  std::optional<DecipheredBytes> piece;
  const auto part = [&](std::uint64_t at, std::size_t size) {
    piece.emplace(context.store.file(), like.offset + at, size);
    return piece->bytes();
  };
  if (!is_text) {
    return bytes::tell_loose_bytes(context.sink, like, part, field);
  }
  return bytes::tell_loose_bytes(context.sink, like, part, field,
                                 [decode = text::piece_decoder(context.code_page)](
                                     std::span<const std::byte> data, bool is_last) {
                                   auto value = decode(data, is_last);
                                   if (is_last && value.ends_with('\0')) {
                                     value.pop_back();
                                   }
                                   return value;
                                 });
}

}  // namespace mmf
