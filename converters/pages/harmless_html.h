// The HTML of a mail, rebuilt from what cannot act or load anything.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace convert::pages {

struct HarmlessHtml {
  /// Content of a body: elements and attributes of a list, every value quoted and escaped.
  std::string html{};
  std::uint64_t remote = 0;    // pictures and other things elsewhere that are not loaded
  std::uint64_t active = 0;    // scripts, event handlers, frames, forms and their like
  std::uint64_t pictures = 0;  // of the mail itself that could not be shown
};

/// The picture of a content id as a "data:" URL; empty when there is none that can be shown.
using FindPicture = std::function<std::string(const std::string& content_id)>;

/// `utf8` is HTML of any kind. What is on no list is left out, its text kept; links lose their
/// target, which becomes the title of the text; the direction of text cannot be turned unseen.
[[nodiscard]] HarmlessHtml harmless_html(std::string_view utf8, const FindPicture& find_picture);

}  // namespace convert::pages
