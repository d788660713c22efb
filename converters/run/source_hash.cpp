#include "converters/run/source_hash.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "converters/run/input_stream.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"

namespace run {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20U;

}  // namespace

SourceHash::SourceHash(std::filesystem::path path, Thread thread) : path_(std::move(path)) {
  if (thread == Thread::Own) {
    thread_ = std::thread([this] { result_ = take(); });
  }
}

SourceHash::~SourceHash() {
  give_up_ = true;
  if (thread_.joinable()) {
    thread_.join();
  }
}

bytes::Result<std::string> SourceHash::wait() {
  if (!thread_.joinable()) {
    return take();
  }
  thread_.join();
  return result_;
}

bytes::Result<std::string> SourceHash::take() const {
  auto input = open_input(path_, {});
  if (!input) {
    return tl::unexpected(input.error());
  }
  bytes::Sha256 hash;
  std::vector<std::byte> piece(kPiece);
  while (!give_up_) {
    const auto got = (*input)->read(piece);
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      return bytes::to_hex(hash.finish());
    }
    hash.update(std::span(piece).first(*got));
  }
  return bytes::fail(bytes::ErrorKind::Interrupted, path_.string() + ": not hashed to its end");
}

}  // namespace run
