#include "converters/mime/reader/decoded_bytes.h"

#include <algorithm>
#include <utility>

namespace convert::mime {

bytes::Result<DecodedBytes> decode_part(const ::mime::ReadPart& part, const ReadContext& context) {
  if (part.coding == ::mime::Coding::None || part.coding == ::mime::Coding::Unknown) {
    return DecodedBytes{.bytes = {.data = part.body, .owner = context.owner}, .faults = {}};
  }
  constexpr std::size_t kPiece = std::size_t{256} * 1024;
  ::mime::TransferDecoder decoder(part.coding);
  SpillingBuffer buffer;
  for (auto rest = part.body; !rest.empty();) {
    const auto piece = rest.first(std::min(kPiece, rest.size()));
    rest = rest.subspan(piece.size());
    decoder.decode(piece, buffer.tail());
    if (auto stored = buffer.commit(); !stored) {
      return tl::unexpected(stored.error());
    }
  }
  decoder.finish(buffer.tail());
  auto owned = buffer.finish();
  if (!owned) {
    return tl::unexpected(owned.error());
  }
  return DecodedBytes{.bytes = std::move(*owned), .faults = decoder.faults()};
}

}  // namespace convert::mime
