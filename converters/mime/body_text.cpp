#include "converters/mime/body_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/text/code_page.h"
#include "formats/text/rtf_text.h"

namespace convert::mime {
namespace {

constexpr std::size_t kPiece = 64UL * 1024;
// Texts up to this size are decoded once and kept while their message is written.
constexpr std::size_t kKeptText = 4UL * 1024 * 1024;
// De-encapsulation needs the whole document; Outlook's own limit for a body lies far below.
constexpr std::uint64_t kMaxRtf = 256ULL * 1024 * 1024;

/// Fails with the error that was met when the text was first read.
class UnreadableSource final : public bytes::ByteSource {
 public:
  explicit UnreadableSource(bytes::Error error) : error_(std::move(error)) {}
  [[nodiscard]] std::uint64_t size() const override { return 0; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return tl::unexpected<bytes::Error>(error_);
  }

 private:
  bytes::Error error_;
};

class TranscodingStream final : public bytes::ByteStream {
 public:
  /// `size`: what the source is said to yield.
  TranscodingStream(std::unique_ptr<bytes::ByteStream> source, std::uint64_t size,
                    std::uint32_t code_page)
      : source_(std::move(source)),
        decoder_(code_page),
        piece_(static_cast<std::size_t>(std::clamp<std::uint64_t>(size, 1, kPiece))) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    while (position_ == decoded_.size() && !ended_) {
      if (auto filled = fill(); !filled) {
        return tl::unexpected<bytes::Error>(std::move(filled.error()));
      }
    }
    const std::size_t count = std::min(into.size(), decoded_.size() - position_);
    const auto bytes = std::as_bytes(std::span(decoded_)).subspan(position_, count);
    std::copy(bytes.begin(), bytes.end(), into.begin());
    position_ += count;
    return count;
  }

  /// Reads and decodes one more piece.
  [[nodiscard]] bytes::Result<void> fill() {
    decoded_.clear();
    position_ = 0;
    auto got = source_->read(piece_);
    if (!got) {
      return tl::unexpected<bytes::Error>(std::move(got.error()));
    }
    ended_ = *got == 0;
    decoder_.decode(std::span(piece_).first(*got), ended_, decoded_);
    return {};
  }

  [[nodiscard]] const std::string& decoded() const { return decoded_; }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] std::uint64_t undecodable() const { return decoder_.undecodable(); }

 private:
  std::unique_ptr<bytes::ByteStream> source_;
  text::StreamDecoder decoder_;
  std::vector<std::byte> piece_;
  std::string decoded_;
  std::size_t position_ = 0;
  bool ended_ = false;
};

bytes::Result<std::unique_ptr<TranscodingStream>> open_transcoded(const model::Body& body) {
  auto stream = body.content->open();
  if (!stream) {
    return tl::unexpected<bytes::Error>(std::move(stream.error()));
  }
  return std::make_unique<TranscodingStream>(std::move(*stream), body.content->size(),
                                             body.code_page);
}

class TranscodedSource final : public bytes::ByteSource {
 public:
  TranscodedSource(model::Body body, std::uint64_t size) : body_(std::move(body)), size_(size) {}
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    auto stream = open_transcoded(body_);
    if (!stream) {
      return tl::unexpected<bytes::Error>(std::move(stream.error()));
    }
    return std::unique_ptr<bytes::ByteStream>(std::move(*stream));
  }

 private:
  model::Body body_;
  std::uint64_t size_;
};

TextContent unreadable(bytes::Error error) {
  return {.content = std::make_shared<UnreadableSource>(std::move(error))};
}

/// Code pages in which every ASCII byte is that character, so that line ends can be found.
bool extends_ascii(std::uint32_t code_page) {
  constexpr std::array<std::uint32_t, 5> kOthers{text::kUtf16, 1201, 12000, 12001, 65000};
  return std::find(kOthers.begin(), kOthers.end(), code_page) == kOthers.end();
}

}  // namespace

TextContent to_utf8(const model::Body& body) {
  auto stream = open_transcoded(body);
  if (!stream) {
    return unreadable(std::move(stream.error()));
  }
  std::string kept;
  std::uint64_t size = 0;
  while (!(*stream)->ended()) {
    if (auto filled = (*stream)->fill(); !filled) {
      return unreadable(std::move(filled.error()));
    }
    size += (*stream)->decoded().size();
    if (size <= kKeptText) {
      kept += (*stream)->decoded();
    } else {
      kept.clear();
    }
  }
  TextContent result{.undecodable = (*stream)->undecodable()};
  if (size <= kKeptText) {
    result.content = bytes::make_blob(std::string_view(kept));
  } else {
    result.content = std::make_shared<TranscodedSource>(body, size);
  }
  return result;
}

TextContent html_content(const model::Body& body) {
  const text::CodePage* page = text::find_code_page(body.code_page);
  if (page == nullptr || page->mime_name.empty() || !extends_ascii(body.code_page)) {
    return to_utf8(body);
  }
  return {.content = body.content, .charset = std::string(page->mime_name)};
}

RtfBody rtf_content(const model::Body& body) {
  auto rtf = bytes::read_all_text(*body.content, kMaxRtf);
  if (!rtf) {
    // Too large, it is kept as it is; unreadable, it fails again when it is written.
    return {.original = body.content};
  }
  bytes::DamageLog damage;
  text::RtfText read = text::read_rtf(*rtf, damage);
  TextContent content{.content = bytes::make_blob(std::string_view(read.utf8)),
                      .undecodable = read.undecodable};
  RtfBody result;
  if (read.content == text::RtfContent::EncapsulatedHtml) {
    result.html = std::move(content);
  } else {
    result.text = std::move(content);
  }
  // What was not wholly understood is kept beside what was made of it.
  if (read.content == text::RtfContent::Rtf || damage.total() != 0) {
    result.original = body.content;
  }
  return result;
}

bytes::Blob rtf_beside_html(const model::Body& body) {
  const auto rtf = bytes::read_all_text(*body.content, kMaxRtf);
  const bool copy = rtf && text::rtf_content(*rtf) != text::RtfContent::Rtf;
  return copy ? nullptr : body.content;
}

}  // namespace convert::mime
