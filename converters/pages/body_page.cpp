#include "converters/pages/body_page.h"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "converters/pages/harmless_html.h"
#include "converters/pages/page_text.h"
#include "converters/pages/site_files.h"
#include "formats/bytes/base64.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_magic.h"

namespace convert::pages {
namespace {

/// By its first bytes, whatever the mail says of it: no SVG, and nothing that is no picture.
std::string_view picture_type(std::span<const std::byte> content) {
  const std::string_view extension = bytes::extension_by_magic(content);
  return extension == ".gif"   ? "image/gif"
         : extension == ".png" ? "image/png"
         : extension == ".jpg" ? "image/jpeg"
         : extension == ".bmp" ? "image/bmp"
                               : std::string_view();
}

/// The pictures of a mail by their content ids, each read once however often it is named.
class Pictures {
 public:
  explicit Pictures(const std::vector<model::Attachment>& attachments) {
    for (const model::Attachment& attachment : attachments) {
      if (attachment.content != nullptr) {
        pictures_.try_emplace(attachment.content_id, Picture{.content = attachment.content.get()});
      }
    }
  }

  /// A URL, or nothing: no such picture, or no room for it.
  std::string find(const std::string& content_id) {
    const auto found = pictures_.find(content_id);
    if (found == pictures_.end()) {
      return {};
    }
    Picture& picture = found->second;
    if (const auto* content = std::exchange(picture.content, nullptr)) {
      read(*content, picture);
    }
    if (picture.url.empty() || picture.size > left_) {
      return {};
    }
    left_ -= picture.size;
    return picture.url;
  }

 private:
  struct Picture {
    const bytes::ByteSource* content = nullptr;  // until it has been read
    std::string url{};                           // empty: nothing to show
    std::uint64_t size = 0;
  };

  void read(const bytes::ByteSource& source, Picture& picture) const {
    const auto content = bytes::read_all(source, std::min(kLargestPicture, left_));
    const std::string_view type = content ? picture_type(*content) : std::string_view();
    if (!type.empty()) {
      picture.url =
          "data:" + std::string(type) + ";base64," + bytes::encode_base64(std::span(*content));
      picture.size = content->size();
    }
  }

  std::map<std::string_view, Picture> pictures_;
  std::uint64_t left_ = kMostPictures;
};

}  // namespace

bytes::Result<BodyPage> body_page(const model::Body& html,
                                  const std::vector<model::Attachment>& attachments) {
  auto front = read_front(html, kMostShownHtml);
  if (!front) {
    return bytes::pass_on(front.error());
  }
  Pictures pictures(attachments);
  const HarmlessHtml harmless = harmless_html(
      front->utf8,
      [&pictures](const std::string& content_id) { return pictures.find(content_id); });
  return BodyPage{.document = fill_site_file("body.html", {{"body", harmless.html}}),
                  .utf8 = std::move(front->utf8),
                  .size = front->size,
                  .is_cut = front->is_cut,
                  .remote = harmless.remote,
                  .active = harmless.active,
                  .pictures = harmless.pictures};
}

}  // namespace convert::pages
