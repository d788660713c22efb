// What every piece of a message needs to know of its surroundings while it becomes an entity.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "converters/mime/model_to_mime.h"

namespace convert::mime {

/// The attachment with the bytes of a text that its code page does not explain.
inline constexpr std::string_view kUndecodableText = "undecodable-text.bin";

/// Messages inside messages deeper than this are not written but said to be missing: readers of
/// mail recurse, and a store made by hand may nest without end. Outlook stops far earlier.
inline constexpr std::size_t kMaxEmbeddedDepth = 30;

/// What turned out about a message and those embedded in it while they became an entity.
struct Tally {
  std::uint64_t undecodable = 0;  // texts with bytes their code page cannot explain
};

struct ItemContext {
  const model::Store& store;
  const MimeOptions& options;
  std::string folder{};    // original names joined by '/'; empty: unknown, or an embedded message
  std::string identity{};  // identity.h
  std::size_t depth = 0;   // 0: the message itself, 1: a message in it …
  Tally* tally = nullptr;  // counts on; nullptr: nobody asks
};

/// The entity of `message`, whose context the caller has made.
[[nodiscard]] ::mime::Entity to_entity(const model::Message& message, const ItemContext& context);

}  // namespace convert::mime
