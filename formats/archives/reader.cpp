#include "formats/archives/reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "formats/bytes/system_error.h"
#include "formats/text/code_page.h"

namespace archives {

struct Reader::Handle {
  struct Free {
    void operator()(struct archive* handle) const { archive_read_free(handle); }
  };
  std::unique_ptr<struct archive, Free> reading{archive_read_new()};
  // Of the member at hand: what libarchive has delivered and nobody has taken yet.
  std::uint64_t zeros = 0;  // a hole, before the block
  std::span<const std::byte> block{};
  std::uint64_t end = 0;                // of the block, in the member
  std::optional<bytes::Error> error{};  // behind the block
};

namespace {

using bytes::ErrorKind;

// libarchive reads so much at once.
constexpr std::size_t kBlock = std::size_t{256} * 1024;
// Names of DOS's packers, which say nothing of their code page.
constexpr text::CodePageNumber kDosPage = 437;

/// What libarchive may take the file for: the form that was found, and nothing that would start
/// another program.
int enable(struct archive* handle, Form form) {
  switch (form) {
    case Form::Zip:
      return archive_read_support_format_zip(handle);
    case Form::SevenZip:
      return archive_read_support_format_7zip(handle);
    case Form::Cab:
      return archive_read_support_format_cab(handle);
    case Form::Iso:
      return archive_read_support_format_iso9660(handle);
    case Form::Tar:
      return archive_read_support_format_tar(handle);
    case Form::Gzip:
      archive_read_support_filter_gzip(handle);
      break;
    case Form::Bzip2:
      archive_read_support_filter_bzip2(handle);
      break;
    case Form::Xz:
      archive_read_support_filter_xz(handle);
      break;
    case Form::Zstd:
      archive_read_support_filter_zstd(handle);
      break;
    case Form::None:
      break;
  }
  archive_read_support_format_empty(handle);
  archive_read_support_format_tar(handle);
  return archive_read_support_format_raw(handle);  // of a file that is no tar
}

/// UTF-8 where libarchive can tell, else what the bytes say.
std::string name_in(const char* utf8, const char* raw) {
  if (utf8 != nullptr) {
    return utf8;
  }
  const std::string_view bytes = raw == nullptr ? "" : raw;
  auto decoded = text::decode(bytes, text::kUtf8);
  return decoded.undecodable == 0 ? std::move(decoded.utf8) : text::decode(bytes, kDosPage).utf8;
}

MemberKind kind_of(struct archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr || archive_entry_filetype(entry) == AE_IFLNK) {
    return MemberKind::Link;
  }
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case 0:  // archives without types have files only
      return MemberKind::File;
    case AE_IFDIR:
      return MemberKind::Directory;
    default:
      return MemberKind::Special;
  }
}

Member to_member(struct archive_entry* entry, bool is_raw) {
  Member member{.kind = kind_of(entry)};
  if (!is_raw) {
    member.name = name_in(archive_entry_pathname_utf8(entry), archive_entry_pathname(entry));
  }
  if (member.kind == MemberKind::Link) {
    const bool is_hard = archive_entry_hardlink(entry) != nullptr;
    member.target = is_hard
                        ? name_in(archive_entry_hardlink_utf8(entry), archive_entry_hardlink(entry))
                        : name_in(archive_entry_symlink_utf8(entry), archive_entry_symlink(entry));
  }
  if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) >= 0) {
    member.size = static_cast<std::uint64_t>(archive_entry_size(entry));
  }
  member.is_encrypted = archive_entry_is_encrypted(entry) != 0;
  return member;
}

/// Whether a tar that is at its end has a block of zeros there: libarchive takes the end of the
/// file for the end of the archive, too, and tells only by how much of it the last look has used.
bool has_end_mark(struct archive* handle) {
  return archive_filter_bytes(handle, 0) > archive_read_header_position(handle);
}

}  // namespace

Reader::Reader(std::string shown, Form form, std::unique_ptr<Handle> handle)
    : shown_(std::move(shown)), form_(form), handle_(std::move(handle)) {}

Reader::~Reader() = default;

bytes::Error Reader::error(const std::string& where) const {
  auto* handle = handle_->reading.get();
  const char* told = archive_error_string(handle);
  const std::string_view text = told == nullptr ? "no reason is known" : told;
  // A member that is encrypted says nothing of others; libarchive's words do.
  const bool is_encrypted = archive_read_has_encrypted_entries(handle) > 0 &&
                            (text.find("ncrypt") != std::string_view::npos ||
                             text.find("assphrase") != std::string_view::npos);
  return {.kind = is_encrypted ? ErrorKind::Unsupported : ErrorKind::NotThisFormat,
          .what = where + ": " + (is_encrypted ? "encrypted: " : "the archive is damaged: ") +
                  std::string(text),
          .hint = is_encrypted ? "unpack it with its password, and convert what comes out"
                               : "look for another copy"};
}

bytes::Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& path, Form form) {
  auto handle = std::make_unique<Handle>();
  auto* reading = handle->reading.get();
  if (reading == nullptr || enable(reading, form) < ARCHIVE_WARN) {
    return bytes::fail(
        ErrorKind::Unsupported,
        path.string() + ": the library for archives cannot read a " + std::string(name_of(form)),
        "unpack it, and convert what comes out");
  }
  std::unique_ptr<Reader> reader(new Reader(path.string(), form, std::move(handle)));
  if (archive_read_open_filename(reading, path.c_str(), kBlock) != ARCHIVE_OK) {
    return tl::unexpected(reader->error(path.string()));
  }
  return reader;
}

bytes::Result<std::optional<Member>> Reader::next() {
  auto* handle = handle_->reading.get();
  handle_->zeros = 0;
  handle_->block = {};
  handle_->end = 0;
  handle_->error.reset();
  struct archive_entry* entry = nullptr;
  const int result = archive_read_next_header(handle, &entry);
  if (result == ARCHIVE_EOF) {
    if (form_ == Form::Tar && !has_end_mark(handle)) {
      return bytes::fail(
          ErrorKind::NotThisFormat,
          shown_ + ": the archive ends without its end mark: it may have been cut off",
          "look for another copy");
    }
    return std::nullopt;
  }
  if (result < ARCHIVE_WARN || entry == nullptr) {
    return tl::unexpected(error(shown_));
  }
  const bool is_raw = is_compression(form_) && archive_format(handle) == ARCHIVE_FORMAT_RAW;
  return to_member(entry, is_raw);
}

bytes::Result<std::size_t> Reader::read(std::span<std::byte> into) {
  // Not archive_read_data(): it keeps to itself what came before an error.
  auto& at = *handle_;
  while (at.zeros == 0 && at.block.empty()) {
    if (at.error) {
      return tl::unexpected(*at.error);
    }
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(at.reading.get(), &data, &size, &offset);
    if (result == ARCHIVE_EOF) {
      return std::size_t{0};
    }
    if (result != ARCHIVE_OK) {
      at.error = error(shown_);
    }
    // A warning (a checksum that is wrong) comes with the last block.
    if (result >= ARCHIVE_WARN) {
      const auto begin = static_cast<std::uint64_t>(std::max<la_int64_t>(offset, 0));
      at.zeros = begin > at.end ? begin - at.end : 0;
      at.block = {static_cast<const std::byte*>(data), size};
      at.end = std::max(at.end, begin) + size;
    }
  }
  if (at.zeros != 0) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(at.zeros, into.size()));
    std::ranges::fill(into.first(count), std::byte{0});
    at.zeros -= count;
    return count;
  }
  const auto piece = at.block.first(std::min(at.block.size(), into.size()));
  std::ranges::copy(piece, into.begin());
  at.block = at.block.subspan(piece.size());
  return piece.size();
}

}  // namespace archives
