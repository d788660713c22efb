// What all messages of one store share while they are converted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/mmf/mailbox.h"
#include "formats/mmf/store.h"

namespace convert::mmf {

struct Context {
  const ::mmf::Store& store;
  const ::mmf::Mailbox& mailbox;
  std::string source;  // the file's name, for provenance
  std::uint32_t code_page = 0;
};

}  // namespace convert::mmf
