#include "formats/bytes/file_view.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <string>

#include "formats/bytes/system_error.h"
#include "formats/bytes/unread_places.h"

namespace bytes {

// The signal handler may only touch what is here: plain atomics in static storage.
struct FileView::Slot {
  std::atomic<std::uintptr_t> begin{0};  // 0: the slot is free
  std::atomic<std::uintptr_t> end{0};
  std::atomic<std::uint64_t> first_error{kNoError};

  static constexpr std::uint64_t kNoError = UINT64_MAX;
  // A post office is opened a file at a time and a set of PKL, PRI, SEC at once: far below this.
  static constexpr std::size_t kMaxViews = 1024;
  static std::array<Slot, kMaxViews>& all() {
    static std::array<Slot, kMaxViews> slots;
    return slots;
  }
};

namespace {

// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables): a signal handler has no other
// way.
struct sigaction g_previous_handler {};
std::size_t g_page_size = 0;
std::once_flag g_install_once;
std::mutex g_slots_mutex;
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

/// Puts a page of zeros where the kernel could not deliver one. mmap is no member of POSIX's list
/// of async-signal-safe functions; on Linux it is a bare system call.
bool replace_page(std::uintptr_t address) {
  const std::uintptr_t page = address - address % g_page_size;
  // NOLINTBEGIN(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast)
  return mmap(reinterpret_cast<void*>(page), g_page_size, PROT_READ,
              MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
              0) != MAP_FAILED;  // NOLINT(cppcoreguidelines-pro-type-cstyle-cast)
  // NOLINTEND(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast)
}

/// Makes zeros of `unread` in the `size` bytes of a file that are mapped at `memory`. false: the
/// system keeps so many pieces of memory no more.
bool blank(std::uintptr_t memory, std::size_t size, const Extents& unread) {
  // NOLINTBEGIN(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast)
  bool done = true;
  // The part of one page.
  const auto fill = [&](std::uintptr_t begin, std::uintptr_t end) {
    const auto page = begin - begin % g_page_size;
    // Where the disk does not deliver it now, it becomes a page of zeros first.
    (void)*reinterpret_cast<volatile const std::byte*>(begin);
    auto* const start = reinterpret_cast<void*>(page);
    if (mprotect(start, g_page_size, PROT_READ | PROT_WRITE) != 0) {
      return false;
    }
    std::memset(reinterpret_cast<void*>(begin), 0, end - begin);
    return mprotect(start, g_page_size, PROT_READ) == 0;
  };
  unread.each([&](const Extent& part) {
    if (part.offset >= size || !done) {
      return;
    }
    auto begin = memory + part.offset;
    const auto end = begin + std::min<std::uint64_t>(part.length, size - part.offset);
    const auto whole = std::min((begin + g_page_size - 1) / g_page_size * g_page_size, end);
    const auto last = std::max(end / g_page_size * g_page_size, whole);
    done = (begin == whole || fill(begin, whole)) &&
           (whole == last || mmap(reinterpret_cast<void*>(whole), last - whole, PROT_READ,
                                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) !=
                                 MAP_FAILED) &&  // NOLINT(cppcoreguidelines-pro-type-cstyle-cast)
           (last == end || fill(last, end));
  });
  // NOLINTEND(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast)
  return done;
}

}  // namespace

/// Shared by the handler (which has no access to private names) and the class.
struct FaultHandler {
  template <class Slots>
  static bool repair(Slots& slots, std::uintptr_t address) {
    for (auto& slot : slots) {
      const std::uintptr_t begin = slot.begin.load(std::memory_order_acquire);
      if (begin == 0 || address < begin || address >= slot.end.load(std::memory_order_acquire)) {
        continue;
      }
      const std::uint64_t offset = (address - begin) / g_page_size * g_page_size;
      std::uint64_t first = slot.first_error.load();
      while (offset < first && !slot.first_error.compare_exchange_weak(first, offset)) {
      }
      return replace_page(address);
    }
    return false;
  }
};

Result<std::shared_ptr<const FileView>> FileView::open(const std::filesystem::path& path) {
  std::call_once(g_install_once, [] {
    g_page_size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    static_cast<void>(Slot::all());
    struct sigaction action {};
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    action.sa_sigaction = [](int number, siginfo_t* info, void* context) {
      const int saved_errno = errno;
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast,cppcoreguidelines-pro-type-union-access)
      const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
      if (!FaultHandler::repair(Slot::all(), address)) {
        // Not ours: as if we had never been here. The faulting instruction runs again.
        sigaction(number, &g_previous_handler, nullptr);
      }
      static_cast<void>(context);
      errno = saved_errno;
    };
    sigaction(SIGBUS, &action, &g_previous_handler);
  });

  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (file < 0) {
    return tl::unexpected(input_error(path.string(), "open", errno));
  }
  struct stat status {};
  if (fstat(file, &status) != 0) {
    const int error = errno;
    ::close(file);
    return tl::unexpected(input_error(path.string(), "read its size", error));
  }
  if (!S_ISREG(status.st_mode)) {
    ::close(file);
    return fail(ErrorKind::NotThisFormat,
                path.string() + (S_ISDIR(status.st_mode) ? ": is a directory, a file is needed"
                                                         : ": is not a regular file"),
                S_ISDIR(status.st_mode) ? "" : "copy its content into a file first");
  }
  if (status.st_size == 0) {
    ::close(file);
    return std::shared_ptr<const FileView>(new FileView(path, nullptr));
  }

  const auto size = static_cast<std::size_t>(status.st_size);
  void* const memory = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  const int map_error = errno;
  ::close(file);
  if (memory ==
      MAP_FAILED) {  // NOLINT(cppcoreguidelines-pro-type-cstyle-cast,performance-no-int-to-ptr)
    return tl::unexpected(input_error(path.string(), "map", map_error));
  }

  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  const auto begin = reinterpret_cast<std::uintptr_t>(memory);
  std::shared_ptr<const FileView> view;
  {
    const std::scoped_lock lock(g_slots_mutex);
    for (Slot& slot : Slot::all()) {
      if (view == nullptr && slot.begin.load() == 0) {
        slot.first_error.store(Slot::kNoError);
        // The last page is whole in memory; the file may end within it.
        slot.end.store(begin + (size + g_page_size - 1) / g_page_size * g_page_size);
        slot.begin.store(begin, std::memory_order_release);
        view.reset(new FileView(path, &slot, size));
      }
    }
  }
  if (view == nullptr) {
    munmap(memory, size);
    return fail(ErrorKind::LimitExceeded, path.string() + ": too many files are open at once");
  }
  const auto unread = unread_places(status.st_dev, status.st_ino);
  if (unread != nullptr && !blank(begin, size, *unread)) {
    return fail(ErrorKind::LimitExceeded,
                path.string() + ": it has too many unread places to be mapped",
                "raise the limit vm.max_map_count of the system");
  }
  return view;
}

FileView::~FileView() {
  if (slot_ == nullptr) {
    return;
  }
  const std::scoped_lock lock(g_slots_mutex);
  const std::uintptr_t begin = slot_->begin.load();
  slot_->begin.store(0);
  // NOLINTNEXTLINE(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast)
  munmap(reinterpret_cast<void*>(begin), size_);
}

std::span<const std::byte> FileView::bytes() const {
  if (slot_ == nullptr) {
    return {};
  }
  // NOLINTNEXTLINE(performance-no-int-to-ptr,cppcoreguidelines-pro-type-reinterpret-cast)
  return {reinterpret_cast<const std::byte*>(slot_->begin.load(std::memory_order_relaxed)), size_};
}

std::optional<std::uint64_t> FileView::read_error() const {
  if (slot_ == nullptr || slot_->first_error.load() == Slot::kNoError) {
    return std::nullopt;
  }
  return slot_->first_error.load();
}

}  // namespace bytes
