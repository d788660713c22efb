#include "converters/run/unread_sink.h"

#include <algorithm>
#include <cstdint>

#include "converters/run/quantity.h"
#include "formats/bytes/hex.h"

namespace run {
namespace {

/// Of the bytes of an item: more places are counted.
constexpr std::size_t kNamedPlaces = 8;

std::string place_text(const bytes::Extent& place) {
  return bytes::hex_offset(place.offset) + "+" + std::to_string(place.length);
}

}  // namespace

std::string UnreadSink::unread_in(const model::Provenance& provenance) const {
  std::string text;
  std::size_t places = 0;
  for (const auto& range : provenance.ranges) {
    auto at = range.offset;
    const auto end = range.offset + range.length;
    while (const auto found = unread_->first_in(at, end - at)) {
      if (places++ < kNamedPlaces) {
        text += (text.empty() ? "" : ", ") + place_text(*found);
      }
      at = found->offset + found->length;
    }
  }
  if (places > kNamedPlaces) {
    text += " and " + format_items(places - kNamedPlaces, "more place");
  }
  return text.empty() ? text
                      : "never read from the disk: " + text + " of the store (--bad-sectors)";
}

bool UnreadSink::is_hit(const model::Message& message) const {
  return !unread_in(message.provenance).empty() ||
         std::ranges::any_of(message.attachments, [&](const model::Attachment& attachment) {
           return !unread_in(attachment.provenance).empty() ||
                  (attachment.message != nullptr && is_hit(*attachment.message));
         });
}

void UnreadSink::mark(model::Message& message) const {
  if (auto why = unread_in(message.provenance); !why.empty()) {
    message.provenance.miss("bytes of the item", std::move(why));
  }
  for (std::size_t i = 0; i < message.attachments.size(); ++i) {
    auto& attachment = message.attachments[i];
    const auto number = "attachment " + std::to_string(i + 1);
    if (auto why = unread_in(attachment.provenance); !why.empty()) {
      attachment.provenance.miss("bytes of the attachment", why);
      message.provenance.miss(number, std::move(why));
    }
    if (attachment.message != nullptr && is_hit(*attachment.message)) {
      auto embedded = std::make_shared<model::Message>(*attachment.message);
      mark(*embedded);
      for (const auto& missing : embedded->provenance.missing) {
        if (missing.why.starts_with("never read from the disk")) {
          message.provenance.miss(number + "/" + missing.what, missing.why);
        }
      }
      attachment.message = std::move(embedded);
    }
  }
}

model::Result<void> UnreadSink::store(const model::Store& store) {
  auto done = next().store(store);
  if (!done || unread_->empty()) {
    return done;
  }
  std::uint64_t all = 0;
  std::uint64_t places = 0;
  std::string first;
  unread_->each([&](const bytes::Extent& part) {
    all += part.length;
    first = places++ == 0 ? place_text(part) : first;
  });
  return next().note({.where = store.source,
                      .text = format_count(all) + " bytes in " + format_items(places, "place") +
                              " were never read from the disk (--bad-sectors), the first at " +
                              first +
                              ": what they held is unknown; items that have some of them "
                              "say so",
                      .damage = true});
}

model::Result<void> UnreadSink::folder(const model::Folder& folder) {
  auto why = unread_in(folder.provenance);
  if (why.empty()) {
    return next().folder(folder);
  }
  auto marked = folder;
  marked.provenance.miss("bytes of the folder", std::move(why));
  return next().folder(marked);
}

model::Result<model::Delivered> UnreadSink::message(const model::Message& message) {
  const bool anywhere = message.provenance.ranges.empty() && !unread_->empty();
  if (!anywhere && !is_hit(message)) {
    return next().message(message);
  }
  auto marked = message;
  mark(marked);
  if (anywhere) {
    marked.provenance.miss("bytes of the item",
                           "its reader does not tell where it lies, and places of the store were "
                           "never read from the disk (--bad-sectors)");
  }
  return next().message(marked);
}

model::Result<void> UnreadSink::loss(const model::Loss& loss) {
  const auto length = std::max<std::uint64_t>(1, loss.length.value_or(1));
  const auto place = loss.offset ? unread_->first_in(*loss.offset, length) : std::nullopt;
  if (!place) {
    return next().loss(loss);
  }
  auto marked = loss;
  marked.why += "; " + place_text(*place) + " was never read from the disk (--bad-sectors)";
  return next().loss(marked);
}

}  // namespace run
