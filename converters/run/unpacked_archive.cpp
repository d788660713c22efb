#include "converters/run/unpacked_archive.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "formats/bytes/system_error.h"

namespace run {

namespace fs = std::filesystem;

bytes::Result<std::shared_ptr<const UnpackedArchive>> UnpackedArchive::create(
    const fs::path& archive, const UnpackedArchive* within) {
  const char* chosen = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  std::error_code error;
  const fs::path place =
      fs::absolute(chosen != nullptr && *chosen != '\0' ? chosen : "/var/tmp", error);
  std::string top = (place / "restante-XXXXXX").string();
  if (::mkdtemp(top.data()) == nullptr) {
    return bytes::fail(
        bytes::ErrorKind::CannotCreate,
        place.string() + ": cannot make a temporary directory: " + bytes::system_reason(errno),
        "set TMPDIR to a directory with room for what the archive holds");
  }
  std::shared_ptr<UnpackedArchive> made(new UnpackedArchive());
  made->archive_ = within == nullptr ? archive : within->archive_;
  made->top_ = top;
  const auto name = archive.stem();
  made->root_ = made->top_ / (name.empty() || name == "." || name == ".." ? "archive" : name);
  made->words_ = {
      {.root = made->root_.string(),
       .shown = within == nullptr ? archive.string() : within->in_words(archive.string())}};
  if (within != nullptr) {
    made->words_.insert(made->words_.end(), within->words_.begin(), within->words_.end());
  }
  if (!fs::create_directory(made->root_, error)) {
    return tl::unexpected(
        bytes::output_error(made->root_.string(), "make the directory", error.value(), true));
  }
  return made;
}

UnpackedArchive::~UnpackedArchive() {
  std::error_code ignored;  // nobody can be told any more
  fs::remove_all(top_, ignored);
}

std::string UnpackedArchive::in_words(std::string text) const {
  for (const auto& [root, shown] : words_) {
    for (auto at = text.find(root); at != std::string::npos; at = text.find(root, at)) {
      auto size = root.size();
      std::string words = shown;
      if (at + size < text.size() && text[at + size] == '/') {
        words += '!';
        ++size;
      }
      text.replace(at, size, words);
      at += words.size();
    }
  }
  return text;
}

}  // namespace run
