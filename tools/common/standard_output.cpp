#include "tools/common/standard_output.h"

#include "formats/bytes/output.h"

namespace tool {

bytes::Result<void> write_standard_output(std::string_view text) {
  auto output = bytes::open_output_file("-", bytes::Overwrite::Replace);
  if (!output) {
    return tl::unexpected(output.error());
  }
  if (auto written = (*output)->write(text); !written) {
    return written;
  }
  return (*output)->close();
}

}  // namespace tool
