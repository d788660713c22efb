// The HTML body of a mail as a document of its own, for a sandboxed frame.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "converters/model/message.h"
#include "formats/bytes/result.h"

namespace convert::pages {

// What is shown of an HTML body. The largest newsletters have some hundred KB; Chromium takes half
// a second for so much. The whole is in the mail file.
inline constexpr std::size_t kMostShownHtml = std::size_t{2} * 1024 * 1024;
// Pictures of the mail stand in its document as "data:" URLs, so that it may load nothing.
inline constexpr std::uint64_t kLargestPicture = std::uint64_t{2} * 1024 * 1024;
inline constexpr std::uint64_t kMostPictures = std::uint64_t{8} * 1024 * 1024;

struct BodyPage {
  std::string document{};
  std::string utf8{};  // the body as it was, as far as it is shown
  std::uint64_t size = 0;
  bool is_cut = false;
  std::uint64_t remote = 0;  // HarmlessHtml
  std::uint64_t active = 0;
  std::uint64_t pictures = 0;  // of the mail that are not shown
};

/// `attachments`: of the message, for "cid:". Errors: the body's content cannot be read.
[[nodiscard]] bytes::Result<BodyPage> body_page(const model::Body& html,
                                                const std::vector<model::Attachment>& attachments);

}  // namespace convert::pages
