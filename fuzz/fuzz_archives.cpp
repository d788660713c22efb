// Any bytes, as every form of archive: members and contents come to an end, or to an error.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "formats/archives/disk_image.h"
#include "formats/archives/member_path.h"
#include "formats/archives/reader.h"
#include "formats/bytes/temporary_file.h"

namespace {

using archives::Form;

// A bomb is the business of who unpacks.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20U;
constexpr int kMostMembers = 100;

void read_members(archives::Reader& reader) {
  std::vector<std::byte> piece(4096);
  std::uint64_t total = 0;
  for (int i = 0; i < kMostMembers; ++i) {
    const auto member = reader.next();
    if (!member || !*member) {
      return;
    }
    const auto safe = archives::safe_member_path((*member)->name, true);
    if (("/" + safe.path + "/").find("/../") != std::string::npos || safe.path.starts_with('/')) {
      std::abort();
    }
    for (auto got = reader.read(piece); got && *got != 0; got = reader.read(piece)) {
      total += *got;
      if (total > kMostBytes) {
        return;
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = std::as_bytes(std::span(data, size));
  static_cast<void>(archives::sniff(input));
  static_cast<void>(archives::file_system_of(input));
  const auto file = bytes::TemporaryFile::create();
  if (!file || !(*file)->append(input)) {
    return 0;
  }
  constexpr std::array kForms = {Form::Zip,  Form::SevenZip, Form::Cab, Form::Tar, Form::Iso,
                                 Form::Gzip, Form::Bzip2,    Form::Xz,  Form::Zstd};
  for (const auto form : kForms) {
    if (const auto reader = archives::Reader::open((*file)->path(), form); reader) {
      read_members(**reader);
    }
  }
  return 0;
}
