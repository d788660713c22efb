#include "formats/bytes/loose_bytes.h"

#include <algorithm>
#include <utility>

namespace bytes {

Result<void> tell_loose_bytes(SelectingSink& sink, const AnnotatedRecord& like,
                              const PieceBytes& bytes, const std::string& field,
                              const PieceValue& value) {
  bool is_first = true;
  for (std::uint64_t at = 0; at < like.length; at += kAnnotatedPiece) {
    const auto left = like.length - at;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left, kAnnotatedPiece));
    const bool is_wanted = sink.wants(like.offset + at, size);
    if (!is_wanted && !value) {
      continue;
    }
    const auto data = bytes(at, size);
    auto text = value ? value(data.text(), size == left) : std::string();
    if (!is_wanted) {
      continue;
    }
    auto piece = like;
    piece.offset = data.offset;
    piece.length = size;
    if (at != 0) {
      piece.about += piece.about.empty() ? "" : ", ";
      piece.about += "continued at " + std::to_string(at);
    }
    if (!std::exchange(is_first, false)) {
      piece.faults.clear();
    }
    piece.fields.push_back({.bytes = data, .name = field, .value = std::move(text)});
    if (auto told = sink.record(piece); !told) {
      return told;
    }
  }
  return {};
}

Result<void> tell_loose_bytes(SelectingSink& sink, AnnotatedRecord like, const FileBytes& data,
                              const std::string& field, const PieceValue& value) {
  like.offset = data.offset;
  like.length = data.raw.size();
  const auto part = [&data](std::uint64_t at, std::size_t size) {
    return data.part(static_cast<std::size_t>(at), size);
  };
  return tell_loose_bytes(sink, like, part, field, value);
}

}  // namespace bytes
