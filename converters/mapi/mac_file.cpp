#include "converters/mapi/mac_file.h"

#include <array>
#include <string>

#include "converters/mapi/own_set.h"
#include "converters/mapi/own_text.h"
#include "formats/bytes/view_blob.h"
#include "formats/text/code_page.h"

namespace convert::mapi {

void keep_mac_file(const bytes::MacBinary& mac, const std::shared_ptr<const void>& owner,
                   model::PropertyBag& bag) {
  // [MS-OXCMSG] 2.2.2.20: the object identifier of MacBinary, in BER.
  constexpr std::uint16_t kPidTagAttachEncoding = 0x3702;
  constexpr std::array<unsigned char, 9> kMacBinaryOid = {0x2A, 0x86, 0x48, 0x86, 0xF7,
                                                          0x14, 0x03, 0x0B, 0x01};
  const auto oid = std::as_bytes(std::span(kMacBinaryOid));
  bag.add({.id = kPidTagAttachEncoding,
           .type = model::PropertyType::Binary,
           .name = std::nullopt,
           .value = model::Binary(oid.begin(), oid.end())});
  keep_mac_names(mac, bag);
  if (!mac.resource_fork.empty()) {
    bag.add({.id = 0,
             .type = model::PropertyType::Binary,
             .name = model::PropertyName{.set = {.bytes = kOwnSet},
                                         .id = std::string("MacResourceFork")},
             .value = model::LargeValue{.blob = bytes::make_view_blob(mac.resource_fork, owner)}});
  }
}

void keep_mac_names(const bytes::MacBinary& mac, model::PropertyBag& bag) {
  constexpr std::uint32_t kMacRoman = 10000;
  keep_text("MacName", text::decode(mac.name, kMacRoman).utf8, bag);
  keep_text("MacTypeAndCreator",
            text::decode(mac.type, kMacRoman).utf8 + text::decode(mac.creator, kMacRoman).utf8,
            bag);
  if (!mac.comment.empty()) {
    keep_text("MacComment", text::decode(mac.comment, kMacRoman).utf8, bag);
  }
}

}  // namespace convert::mapi
