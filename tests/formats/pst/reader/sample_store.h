// A store of our own writer with one of everything.
#pragma once

#include <cstddef>
#include <vector>

#include "formats/pst/ndb/width.h"

namespace test {

struct SampleStore {
  std::vector<std::byte> content;
  std::vector<std::byte> body;        // of the first message, in a subnode of many blocks
  std::vector<std::byte> attachment;  // its first attachment, under an XBLOCK
  std::uint32_t folder = 0;           // of all messages
  std::uint32_t first_message = 0;    // with three recipients and three attachments
  std::size_t messages = 0;
  std::uint32_t associated = 0;
};

/// `messages`: in one folder, each with a subject and a short body; the first has more.
[[nodiscard]] SampleStore sample_store(pst::Width width, pst::Encoding encoding,
                                       std::size_t messages = 12);

}  // namespace test
