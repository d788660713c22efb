#include "formats/mime/leaf_writer.h"

#include <algorithm>
#include <array>

#include "formats/mime/ascii.h"
#include "formats/mime/quoted_printable.h"
#include "formats/mime/text_lines.h"

namespace mime {
namespace {

/// Whether CR and LF octets are line ends: text, but not in 16- or 32-bit units (RFC 2781 4).
bool has_line_ends(const ContentType& type) {
  if (!starts_with_word(type.type, "text/")) {
    return false;
  }
  constexpr std::array<std::string_view, 4> kWide = {"utf-16", "utf-32", "iso-10646-ucs-",
                                                     "unicode"};
  return std::ranges::none_of(type.parameters, [&](const Parameter& parameter) {
    return same_word(parameter.name, "charset") && std::ranges::any_of(kWide, [&](auto prefix) {
             return starts_with_word(parameter.value, prefix);
           });
  });
}

/// Base64 over text that comes in pieces of any size.
class Base64Pieces {
 public:
  void append(std::string_view piece, std::string& out) {
    rest_ += piece;
    encode(rest_.size() / bytes::kBase64LineBytes * bytes::kBase64LineBytes, out);
  }
  void finish(std::string& out) { encode(rest_.size(), out); }

 private:
  void encode(std::size_t size, std::string& out) {
    const std::size_t begin = out.size();
    out.resize(begin + bytes::base64_lines_size(size));
    bytes::encode_base64_lines(std::as_bytes(std::span(rest_)).first(size),
                               std::span(out).subspan(begin).data());
    rest_.erase(0, size);
  }

  std::string rest_;
};

}  // namespace

std::string_view mechanism_name(Mechanism mechanism) {
  switch (mechanism) {
    case Mechanism::SevenBit:
      return "7bit";
    case Mechanism::QuotedPrintable:
      return "quoted-printable";
    case Mechanism::Base64:
      break;
  }
  return "base64";
}

Result<std::span<const std::byte>> LeafWriter::read_chunk(bytes::ByteStream& stream) {
  std::size_t filled = 0;
  while (filled < input_.size()) {
    auto got = stream.read(std::span(input_).subspan(filled));
    if (!got) {
      return bytes::pass_on(got.error());
    }
    if (*got == 0) {
      break;
    }
    filled += *got;
  }
  return std::span<const std::byte>(input_).first(filled);
}

Result<Mechanism> LeafWriter::choose(const Entity& leaf) {
  is_whole_ = false;
  as_text_ = leaf.encoding == TransferEncoding::Automatic && has_line_ends(leaf.content_type);
  if (!as_text_) {
    return Mechanism::Base64;
  }
  auto stream = leaf.content->open();
  if (!stream) {
    return bytes::pass_on(stream.error());
  }
  TextAnalysis analysis;
  for (bool first = true;; first = false) {
    auto chunk = read_chunk(**stream);
    if (!chunk) {
      return bytes::pass_on(chunk.error());
    }
    analysis.look(bytes::as_text(*chunk));
    if (chunk->size() < input_.size()) {
      is_whole_ = first;
      whole_ = chunk->size();
      break;
    }
  }
  analysis.finish();
  if (analysis.is_7bit()) {
    return Mechanism::SevenBit;
  }
  return analysis.quoted_printable_size() <= analysis.base64_size() ? Mechanism::QuotedPrintable
                                                                    : Mechanism::Base64;
}

Result<void> LeafWriter::write(const Entity& leaf, Mechanism mechanism, OutputBuffer& out) {
  return as_text_ ? write_text(leaf, mechanism, out) : write_binary(leaf, out);
}

Result<void> LeafWriter::write_binary(const Entity& leaf, OutputBuffer& out) {
  auto stream = leaf.content->open();
  if (!stream) {
    return bytes::pass_on(stream.error());
  }
  for (;;) {
    auto chunk = read_chunk(**stream);
    if (!chunk) {
      return bytes::pass_on(chunk.error());
    }
    auto room = out.room(bytes::base64_lines_size(chunk->size()));
    if (!room) {
      return bytes::pass_on(room.error());
    }
    out.advance(bytes::encode_base64_lines(*chunk, *room));
    if (chunk->size() < input_.size()) {
      return {};
    }
  }
}

Result<void> LeafWriter::write_text(const Entity& leaf, Mechanism mechanism, OutputBuffer& out) {
  std::unique_ptr<bytes::ByteStream> stream;
  if (!is_whole_) {
    auto opened = leaf.content->open();
    if (!opened) {
      return bytes::pass_on(opened.error());
    }
    stream = std::move(*opened);
  }
  LineEndNormaliser line_ends;
  QuotedPrintableEncoder quoted_printable;
  Base64Pieces base64;
  for (bool last = false; !last;) {
    auto chunk =
        stream
            ? read_chunk(*stream)
            : Result<std::span<const std::byte>>(std::span<const std::byte>(input_).first(whole_));
    if (!chunk) {
      return bytes::pass_on(chunk.error());
    }
    last = chunk->size() < input_.size();
    normalised_.clear();
    encoded_.clear();
    line_ends.append(bytes::as_text(*chunk), normalised_);
    if (mechanism == Mechanism::QuotedPrintable) {
      quoted_printable.append(normalised_, encoded_);
    } else if (mechanism == Mechanism::Base64) {
      base64.append(normalised_, encoded_);
    }
    if (last) {
      quoted_printable.finish(encoded_);
      base64.finish(encoded_);
    }
    if (auto done = out.append(mechanism == Mechanism::SevenBit ? normalised_ : encoded_); !done) {
      return done;
    }
  }
  return {};
}

}  // namespace mime
