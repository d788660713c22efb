// A piece of a stream, or of a file, as content that is read when it is needed.
#pragma once

#include "formats/bytes/view_blob.h"

namespace convert::tnef {

using bytes::make_view_blob;

}  // namespace convert::tnef
