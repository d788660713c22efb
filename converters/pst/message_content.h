// One item of the model as what a store's writer takes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "converters/model/message.h"
#include "converters/pst/model_to_pst.h"
#include "converters/pst/names.h"
#include "formats/bytes/result.h"
#include "formats/pst/messaging/content.h"

namespace convert::pst {

/// What it took to make an item, those embedded in it included.
struct ItemTally {
  std::uint64_t lost_characters = 0;  // with no place in the code page of an ANSI store: '?'
  std::uint64_t undecodable = 0;      // sequences of 8-bit text that became U+FFFD
  std::uint64_t wall_clocks = 0;      // times written as if they were UTC
  std::vector<std::string> remarks{};
};

struct ContentContext {
  const PstOptions& options;
  const model::Store& store;
  NameIds& names;
  /// FILETIME: the newest date of the items so far. Kept up here.
  std::uint64_t newest = 0;
};

/// Messages inside messages deeper than this are not written but said to be missing.
inline constexpr std::size_t kMaxEmbeddedDepth = 30;

/// The blobs of `message` are read when the content is written. The error is that of a name that
/// got no id.
[[nodiscard]] bytes::Result<::pst::MessageContent> to_content(const model::Message& message,
                                                              ContentContext& context,
                                                              ItemTally& tally);

/// The code pages of an ANSI store's message, in the order in which they are tried.
[[nodiscard]] std::vector<std::uint32_t> candidate_pages(const model::Message& message,
                                                         std::uint32_t source_page,
                                                         std::uint32_t store_page);
/// Of the 8-bit text of a store that names none: --charset, the store's own, 1252.
[[nodiscard]] std::uint32_t store_page(const PstOptions& options, const model::Store& store);

}  // namespace convert::pst
