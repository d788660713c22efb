// What all parts of one stream share while they become a message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "converters/model/message.h"
#include "formats/bytes/file_view.h"
#include "formats/tnef/message.h"

namespace convert::tnef {

/// Embedded messages within each other; what is deeper is kept as the stream it is.
inline constexpr std::size_t kMaxEmbeddedDepth = 30;

struct Context {
  std::shared_ptr<const bytes::FileView> view{};  // of the file; null for a stream in memory
  std::uint32_t code_page = 0;                // of 8-bit text in a stream that names none; 0: 1252
  std::vector<std::string>* notes = nullptr;  // remarks, one line each; may be null
  std::size_t depth = 0;

  void note(std::string text) const {
    if (notes != nullptr) {
      notes->push_back(std::move(text));
    }
  }
};

}  // namespace convert::tnef
