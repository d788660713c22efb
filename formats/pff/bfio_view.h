// The libbfio handle through which libpff reads a ViewIo; for the sources of this room only.
#pragma once

#include <libbfio.h>

#include "formats/pff/view_io.h"

namespace pff {

/// Makes `handle` read from `io`, which must outlive it. False with `error` set when libbfio fails.
[[nodiscard]] bool make_bfio_handle(ViewIo& io, libbfio_handle_t*& handle, libbfio_error_t** error);

}  // namespace pff
