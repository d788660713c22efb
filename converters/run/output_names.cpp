#include "converters/run/output_names.h"

#include <cstddef>
#include <cstdint>

#include "formats/mime/safe_name.h"
#include "formats/text/code_page.h"

namespace run {
namespace {

// Room for " (4294967295).spool.partial".
constexpr std::size_t kMostNameBytes = mime::kMaxName - 32;

}  // namespace

std::string OutputNames::add(const std::string& name, std::string_view extension,
                             Numbering numbering) {
  const auto base = mime::safe_name(name, kMostNameBytes);
  for (std::uint32_t number = 1;; ++number) {
    auto candidate = base;
    if (number > 1) {
      const auto digits = std::to_string(number);
      candidate += numbering == Numbering::Joined ? digits : " (" + digits + ")";
    }
    candidate += extension;
    // The name it has while it is being written is taken, too.
    const auto folded = text::fold_case(candidate);
    if (!taken_.contains(folded) && !taken_.contains(folded + ".partial")) {
      taken_.insert(folded);
      taken_.insert(folded + ".partial");
      return candidate;
    }
  }
}

std::filesystem::path name_beside(const std::filesystem::path& output, const std::string& what,
                                  std::string_view extension) {
  auto own = output.lexically_normal();
  if (own.filename().empty()) {
    own = own.parent_path();  // "mail/"
  }
  std::string name = own.filename().string();
  if (name.ends_with(extension)) {
    name.resize(name.size() - extension.size());
  }
  return own.parent_path() / (name + " " + what + std::string(extension));
}

}  // namespace run
