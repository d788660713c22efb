#include "converters/mapi/rtf_source.h"

#include "converters/mapi/mapi_to_model.h"
#include "formats/text/rtf_compression.h"

namespace convert::mapi {

bytes::Result<bytes::Blob> decompress(const bytes::ByteSource& compressed,
                                      bytes::DamageLog& damage) {
  const auto data = bytes::read_all(compressed, kLargestCompressedRtf);
  if (!data) {
    return tl::unexpected(data.error());
  }
  const auto rtf = text::decompress_rtf(*data, damage);
  if (!rtf) {
    return tl::unexpected(rtf.error());
  }
  return bytes::make_blob(std::string_view(*rtf));
}

}  // namespace convert::mapi
