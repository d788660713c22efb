#include "converters/mapi_store/session.h"

#include <array>
#include <utility>

#include "formats/bytes/hex.h"

namespace convert::mapi_store {

std::string native_id(std::uint32_t identifier) {
  return "nid 0x" + bytes::hex_number(identifier, 8);
}

model::Result<void> Session::note(std::string where, std::string text, bool damage) const {
  return sink.note({.where = std::move(where), .text = std::move(text), .damage = damage});
}

model::Result<void> Session::pass_on_remarks() const {
  for (const auto& remark : std::exchange(remarks, {})) {
    if (auto told = sink.note(remark); !told) {
      return told;
    }
  }
  return {};
}

model::Result<void> Session::lose(model::LossKind kind, std::optional<model::FolderId> folder,
                                  std::string id, std::string why,
                                  std::optional<model::ByteRange> at) const {
  model::Loss loss;
  loss.kind = kind;
  loss.folder = folder;
  loss.source = source;
  loss.native_id = std::move(id);
  loss.offset = at ? at->offset : from.failed_offset();
  if (at && at->length != 0) {
    loss.length = at->length;
  }
  loss.why = std::move(why);
  return sink.loss(loss);
}

}  // namespace convert::mapi_store
