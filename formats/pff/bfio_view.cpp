#include "formats/pff/bfio_view.h"

#include <cstdio>

namespace pff {
namespace {

// libbfio's type for "the caller's own object".
// NOLINTBEGIN(readability-non-const-parameter): as libbfio hands it out
ViewIo& io_of(intptr_t* handle) { return *reinterpret_cast<ViewIo*>(handle); }
intptr_t* handle_of(ViewIo& io) { return reinterpret_cast<intptr_t*>(&io); }
// NOLINTEND(readability-non-const-parameter)

int free_handle(intptr_t** handle, libbfio_error_t** /*error*/) {
  *handle = nullptr;  // the ViewIo belongs to the FileHandle
  return 1;
}

// libpff clones no handle; a clone would share the cursor.
int clone_handle(intptr_t** /*to*/, intptr_t* /*from*/, libbfio_error_t** /*error*/) { return -1; }

int open_handle(intptr_t* /*handle*/, int /*access_flags*/, libbfio_error_t** /*error*/) {
  return 1;
}

int close_handle(intptr_t* /*handle*/, libbfio_error_t** /*error*/) { return 0; }

ssize_t read_handle(intptr_t* handle, std::uint8_t* buffer, size_t size,
                    libbfio_error_t** /*error*/) {
  const auto got = io_of(handle).read(std::as_writable_bytes(std::span(buffer, size)));
  return got ? static_cast<ssize_t>(*got) : -1;
}

ssize_t write_handle(intptr_t* /*handle*/, const std::uint8_t* /*buffer*/, size_t /*size*/,
                     libbfio_error_t** /*error*/) {
  return -1;  // stores are opened read-only
}

off64_t seek_handle(intptr_t* handle, off64_t offset, int whence, libbfio_error_t** /*error*/) {
  auto& io = io_of(handle);
  off64_t base = 0;
  if (whence == SEEK_CUR) {
    base = static_cast<off64_t>(io.position());
  } else if (whence == SEEK_END) {
    base = static_cast<off64_t>(io.size());
  }
  off64_t target = 0;
  if (__builtin_add_overflow(base, offset, &target) || !io.seek(target)) {
    return -1;
  }
  return target;
}

int handle_exists(intptr_t* /*handle*/, libbfio_error_t** /*error*/) { return 1; }
int handle_is_open(intptr_t* /*handle*/, libbfio_error_t** /*error*/) { return 1; }

int size_of_handle(intptr_t* handle, size64_t* size, libbfio_error_t** /*error*/) {
  *size = io_of(handle).size();
  return 1;
}

}  // namespace

bool make_bfio_handle(ViewIo& io, libbfio_handle_t*& handle, libbfio_error_t** error) {
  return libbfio_handle_initialize(&handle, handle_of(io), free_handle, clone_handle, open_handle,
                                   close_handle, read_handle, write_handle, seek_handle,
                                   handle_exists, handle_is_open, size_of_handle,
                                   LIBBFIO_FLAG_IO_HANDLE_NON_MANAGED, error) == 1;
}

}  // namespace pff
