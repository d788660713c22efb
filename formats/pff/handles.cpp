#include "formats/pff/handles.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pff {
namespace {

// libpff's backtraces are at most some fifteen lines of this width.
constexpr std::size_t kMaxBacktrace = 16UL * 1024;

// "libpff_table_read: unable to read descriptor: 97." -> "unable to read descriptor: 97"
std::string_view clean(std::string_view line) {
  if (const auto colon = line.find(": ");
      colon != std::string_view::npos && line.find(' ') == colon + 1) {
    line.remove_prefix(colon + 2);
  }
  while (!line.empty() && (line.back() == '.' || line.back() == ' ')) {
    line.remove_suffix(1);
  }
  return line;
}

std::string_view next_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

std::string LibraryError::text() const {
  std::array<char, kMaxBacktrace> space{};
  if (error_ == nullptr || libpff_error_backtrace_sprint(error_, space.data(), space.size()) <= 0) {
    return "libpff gave no reason";
  }
  std::string_view rest(space.data());
  std::string result(clean(next_line(rest)));
  if (const auto second = clean(next_line(rest)); !second.empty() && second != result) {
    result.append("; ").append(second);
  }
  std::ranges::replace_if(
      result, [](char c) { return c >= '\0' && c < ' '; }, ' ');
  return result.empty() ? "libpff gave no reason" : result;
}

FileHandle::~FileHandle() {
  libpff_file_free(&file, nullptr);
  libbfio_handle_free(&bfio, nullptr);
}

ItemHandle::~ItemHandle() { libpff_item_free(&item, nullptr); }

tl::unexpected<bytes::Error> library_failure(const FileHandle& file, const LibraryError& error) {
  const bool unreadable = file.io && file.io->failed_offset().has_value();
  return bytes::fail(unreadable ? bytes::ErrorKind::Io : bytes::ErrorKind::NotThisFormat,
                     error.text());
}

}  // namespace pff
