#include "converters/run/store_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string_view>
#include <system_error>

#include "formats/text/ascii.h"

namespace run {

std::string lower_extension(const std::filesystem::path& path) {
  return text::lower_case(path.extension().string());
}

bool has_store_name(const std::filesystem::path& path) {
  const auto extension = lower_extension(path);
  return extension == ".pst" || extension == ".ost" || extension == ".pab" || extension == ".mmf" ||
         extension == ".sc2" || extension == ".edb" || extension == ".spool";
}

bool has_packed_name(const std::filesystem::path& path) {
  constexpr std::array<std::string_view, 13> kPacked = {".zip", ".gz",  ".tgz", ".tar", ".bz2",
                                                        ".xz",  ".zst", ".7z",  ".rar", ".cab",
                                                        ".arj", ".lzh", ".bkf"};
  return std::ranges::find(kPacked, lower_extension(path)) != kPacked.end();
}

bool may_be_mmf(const std::filesystem::path& path) {
  const auto extension = lower_extension(path);
  constexpr std::size_t kNumbered = 4;
  const bool is_numbered = extension.size() == kNumbered && extension[1] == '0' &&
                           std::isdigit(static_cast<unsigned char>(extension[2])) != 0 &&
                           std::isdigit(static_cast<unsigned char>(extension[3])) != 0;
  return extension == ".mmf" || extension == ".bak" || is_numbered;
}

bool has_mmf_beside(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::ranges::any_of(std::array{".MMF", ".mmf"}, [&](const char* extension) {
    auto beside = path;
    beside.replace_extension(extension);
    return std::filesystem::exists(beside, ignored);
  });
}

}  // namespace run
