// Prints what the reader delivers of a PST, a line for each item: its name, "intact" or "marked",
// and the digest of its content; then "told" when items may be missing; then a line for each
// damage.
#include <algorithm>
#include <cstdio>

#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"
#include "tests/formats/pst/reader/snapshot.h"

namespace {

std::string digest(const std::string& content) {
  return bytes::to_hex(bytes::sha256(std::as_bytes(std::span(content))));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: pst_snapshot FILE.pst\n", stderr);
    return 64;
  }
  const auto view = bytes::FileView::open(argv[1]);
  const auto store = view ? pst::reader::Store::open(*view)
                          : bytes::Result<pst::reader::Store>(tl::unexpected(view.error()));
  if (!store) {
    std::fprintf(stderr, "pst_snapshot: %s\n", store.error().what.c_str());
    return 65;
  }
  const auto shot = test::snapshot(*store);
  for (const auto& [name, item] : shot.items) {
    std::printf("%s %s %s\n", name.c_str(), item.marked ? "marked" : "intact",
                digest(item.content).c_str());
  }
  if (shot.told) {
    std::puts("told");
  }
  for (const auto& one : store->damage().items()) {
    std::printf("damage %.*s %llu %llu\n", static_cast<int>(one.field.size()), one.field.data(),
                static_cast<unsigned long long>(one.offset),
                static_cast<unsigned long long>(one.length));
  }
  return 0;
}
