#include "formats/bytes/unread_places.h"

#include <sys/stat.h>

#include <cerrno>
#include <map>
#include <mutex>
#include <utility>

#include "formats/bytes/system_error.h"

namespace bytes {
namespace {

/// By device and inode.
struct Declared {
  std::mutex mutex;
  std::map<std::pair<dev_t, ino_t>, std::shared_ptr<const Extents>> places;
};
Declared& declared() {
  static Declared all;
  return all;
}

}  // namespace

Result<void> declare_unread(const std::filesystem::path& file,
                            std::shared_ptr<const Extents> unread) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    return tl::unexpected(input_error(file.string(), "look at it", errno));
  }
  auto& all = declared();
  const std::scoped_lock lock(all.mutex);
  all.places[{status.st_dev, status.st_ino}] = std::move(unread);
  return {};
}

std::shared_ptr<const Extents> unread_places(dev_t device, ino_t inode) {
  auto& all = declared();
  const std::scoped_lock lock(all.mutex);
  const auto found = all.places.find({device, inode});
  return found == all.places.end() ? nullptr : found->second;
}

}  // namespace bytes
