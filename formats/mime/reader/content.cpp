#include "formats/mime/reader/content.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/bytes/view_blob.h"
#include "formats/text/utf8.h"

namespace mime {
namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;

bool keeps_bytes(Coding coding) { return coding == Coding::None || coding == Coding::Unknown; }

class DecodingStream final : public bytes::ByteStream {
 public:
  DecodingStream(std::span<const std::byte> encoded, Coding coding,
                 std::shared_ptr<const void> owner)
      : rest_(encoded), decoder_(coding), owner_(std::move(owner)) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    while (position_ == decoded_.size() && !ended_) {
      decoded_.clear();
      position_ = 0;
      const auto piece = rest_.first(std::min(kPiece, rest_.size()));
      rest_ = rest_.subspan(piece.size());
      decoder_.decode(piece, decoded_);
      if (rest_.empty()) {
        decoder_.finish(decoded_);
        ended_ = true;
      }
    }
    const std::size_t count = std::min(into.size(), decoded_.size() - position_);
    std::copy_n(decoded_.data() + position_, count, into.data());
    position_ += count;
    return count;
  }

 private:
  std::span<const std::byte> rest_;
  TransferDecoder decoder_;
  std::shared_ptr<const void> owner_;
  std::vector<std::byte> decoded_;
  std::size_t position_ = 0;
  bool ended_ = false;
};

class ContentSource final : public bytes::ByteSource {
 public:
  ContentSource(std::span<const std::byte> encoded, Coding coding, std::uint64_t size,
                std::shared_ptr<const void> owner)
      : encoded_(encoded), coding_(coding), size_(size), owner_(std::move(owner)) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<DecodingStream>(encoded_, coding_, owner_);
  }

 private:
  std::span<const std::byte> encoded_;
  Coding coding_;
  std::uint64_t size_;
  std::shared_ptr<const void> owner_;
};

/// Looks at decoded bytes; a character may be split between two pieces.
class Looker {
 public:
  explicit Looker(ContentSurvey& survey) : survey_(survey) {}

  void look(std::span<const std::byte> data, bool last) {
    const std::string_view text = bytes::as_text(data);
    survey_.size += text.size();
    survey_.has_nul = survey_.has_nul || text.find('\0') != std::string_view::npos;
    if (!survey_.is_utf8) {
      return;
    }
    survey_.is_ascii = survey_.is_ascii && text::ascii_front(text) == text.size();
    if (survey_.is_ascii) {
      return;
    }
    split_ += text;
    std::string_view whole = split_;
    constexpr std::size_t kLongest = 4;
    while (!whole.empty() && (last || whole.size() >= kLongest)) {
      const std::size_t ascii = text::ascii_front(whole);
      whole.remove_prefix(ascii);
      const std::size_t length = ascii == 0 ? text::utf8_length(whole) : 1;
      if (length == 0) {
        survey_.is_utf8 = false;
        break;
      }
      whole.remove_prefix(ascii == 0 ? length : 0);
    }
    split_.erase(0, split_.size() - whole.size());
  }

 private:
  ContentSurvey& survey_;
  std::string split_;
};

}  // namespace

ContentSurvey survey_content(std::span<const std::byte> encoded, Coding coding) {
  ContentSurvey survey;
  Looker looker(survey);
  TransferDecoder decoder(coding);
  std::vector<std::byte> decoded;
  while (!encoded.empty()) {
    const auto piece = encoded.first(std::min(kPiece, encoded.size()));
    encoded = encoded.subspan(piece.size());
    if (keeps_bytes(coding)) {
      looker.look(piece, false);
      continue;
    }
    decoded.clear();
    decoder.decode(piece, decoded);
    looker.look(decoded, false);
  }
  decoded.clear();
  decoder.finish(decoded);
  looker.look(decoded, true);
  survey.faults = decoder.faults();
  return survey;
}

bytes::Blob make_content(std::span<const std::byte> encoded, Coding coding, std::uint64_t size,
                         std::shared_ptr<const void> owner) {
  if (keeps_bytes(coding)) {
    return bytes::make_view_blob(encoded, std::move(owner));
  }
  return std::make_shared<const ContentSource>(encoded, coding, size, std::move(owner));
}

}  // namespace mime
