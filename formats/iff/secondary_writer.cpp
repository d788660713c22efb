#include "formats/iff/secondary_writer.h"

#include <vector>

#include "formats/iff/row_writer.h"

namespace iff {

std::string write_section_header(const NewSection& section) {
  const std::uint64_t length = section.content == nullptr ? 0 : section.content->size();
  const bool is_file = section.type != SectionType::Body && section.type != SectionType::Other;
  return write_row({std::string(name_of(section.type)), std::to_string(length), "",
                    section.is_last ? "TRUE" : "FALSE", write_field(section.name),
                    section.type == SectionType::Document ? "0"
                    : is_file                             ? "-1"
                                                          : "",
                    is_file ? "None" : ""});
}

bytes::Result<void> SecondaryWriter::put(std::string_view text) {
  size_ += text.size();
  return write_(std::as_bytes(std::span(text)));
}

bytes::Result<void> SecondaryWriter::begin() { return put(std::string(kSecondaryHeader) + "\r\n"); }

bytes::Result<std::uint64_t> SecondaryWriter::add(const NewSection& section) {
  constexpr std::size_t kPiece = std::size_t{256} * 1024;
  const std::uint64_t offset = size_;
  auto done = put(write_section_header(section));
  if (done && section.content != nullptr && section.content->size() > 0) {
    auto stream = section.content->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    std::vector<std::byte> piece(kPiece);
    for (std::uint64_t rest = section.content->size(); done && rest > 0;) {
      const auto wanted = std::span(piece).first(
          static_cast<std::size_t>(rest < piece.size() ? rest : piece.size()));
      const auto got = (*stream)->read(wanted);
      if (!got || *got == 0) {
        return got ? bytes::fail(bytes::ErrorKind::Io, section.name + " ends before its size")
                   : tl::unexpected(got.error());
      }
      size_ += *got;
      rest -= *got;
      done = write_(wanted.first(*got));
    }
  }
  if (done) {
    done = put("\r\n");
  }
  return done ? bytes::Result<std::uint64_t>(offset) : tl::unexpected(done.error());
}

}  // namespace iff
