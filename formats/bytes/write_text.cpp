#include "formats/bytes/write_text.h"

namespace bytes {

Result<void> write_text(OutputTree& tree, std::string_view path, std::string_view text) {
  auto file = tree.create(path);
  if (!file) {
    return tl::unexpected(file.error());
  }
  return (*file)->write(text).and_then([&file] { return (*file)->close(); });
}

}  // namespace bytes
