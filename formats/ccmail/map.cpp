#include "formats/ccmail/map.h"

#include "formats/bytes/byte_source.h"
#include "formats/ccmail/filler.h"
#include "formats/ccmail/message.h"

namespace ccmail {
namespace {

using bytes::RangeClass;

class ExportMapper {
 public:
  explicit ExportMapper(std::string_view file) : file_(file), ranges_(file.size()) {}

  void piece(const Piece& piece) {
    switch (piece.kind) {
      case PieceKind::Message:
        message(piece.message);
        break;
      case PieceKind::Padding:
        claim(piece.offset, piece.length, "padding", RangeClass::Slack);
        break;
      case PieceKind::Unclaimed:
        claim(piece.offset, piece.length, "bytes of no message", RangeClass::Unreferenced);
        break;
    }
  }

  bytes::StoreMap finish() {
    map_.size = file_.size();
    map_.ranges = ranges_.all();
    return std::move(map_);
  }

 private:
  void claim(std::uint64_t offset, std::uint64_t length, std::string_view owner, RangeClass kind) {
    ranges_.claim({.offset = offset, .length = length, .owner = owner, .kind = kind},
                  map_.contradictions);
  }

  /// The content of its items; what is left of it are labels, sizes and the header.
  void message(const Message& message) {
    for (const Item& item : message.items) {
      if (!item.data.empty()) {
        claim(offset_of(item.data), item.data.size(),
              item.label == Label::TextItem ? "text item" : "item", RangeClass::Data);
      }
    }
    bytes::DamageLog taken;  // by the items
    ranges_.claim({.offset = message.offset,
                   .length = message.length,
                   .owner = "message",
                   .kind = RangeClass::Data},
                  taken);
    // Areas that were zeroed, where text stood: a file may have zeros of its own.
    for (const bytes::Damage& damage : message.damage.items()) {
      if (damage.field == "Item.filler") {
        ranges_.mark(damage.offset, damage.length, RangeClass::BadChecksum);
      }
    }
    mark_header(message);
  }

  void mark_header(const Message& message) {
    if (message.header.empty()) {
      return;
    }
    const auto at = offset_of(std::as_bytes(std::span(message.header)));
    for (auto one = find_filler(message.header); one;
         one = find_filler(message.header, one->at + one->length)) {
      ranges_.mark(at + one->at, one->length, RangeClass::BadChecksum);
    }
  }

  /// Of what points into the file.
  [[nodiscard]] std::uint64_t offset_of(std::span<const std::byte> part) const {
    return static_cast<std::uint64_t>(part.data() - std::as_bytes(std::span(file_)).data());
  }

  std::string_view file_;
  bytes::RangeMap ranges_;
  bytes::StoreMap map_;
};

}  // namespace

bytes::Result<bytes::StoreMap> map_of(std::string_view file, const Labels& labels) {
  auto reader = MessageReader::open(file, labels);
  if (!reader) {
    return tl::unexpected(reader.error());
  }
  ExportMapper mapper(file);
  while (const auto piece = reader->next()) {
    mapper.piece(*piece);
  }
  return mapper.finish();
}

}  // namespace ccmail
