#include "converters/mmf/repaired_copies.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "converters/mmf/elements.h"
#include "converters/mmf/message.h"
#include "formats/bytes/byte_source.h"

namespace convert::mmf {
namespace {

using ::mmf::Element;
using ::mmf::Object;

/// What the repair leaves instead of a text.
constexpr std::string_view kSign = "This message could not be fully recovered.";

/// The bytes of sender, subject and date: the same in a copy.
std::string key_of(const ::mmf::Store& store, const Object& object) {
  constexpr std::array<std::uint32_t, 3> kSaying = {0x00008000, 0x00018004, 0x00038005};
  constexpr std::uint32_t kLargest = 4096;
  bytes::DamageLog ignored;
  const auto list = store.read(object, ignored);
  std::string key;
  for (const std::uint32_t wanted : kSaying) {
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      if (element.key == wanted && element.size <= kLargest) {
        const auto data = store.file().read(element.offset, element.size);
        key += std::to_string(data.size()) + ":";
        key += bytes::as_text(data);
      }
    }
  }
  return key;
}

bool is_emptied(const model::Message& message) {
  if (!message.bodies.text || message.bodies.text->content->size() > 2 * kSign.size()) {
    return false;
  }
  const auto text = bytes::read_all_text(*message.bodies.text->content, 2 * kSign.size());
  return text && text->starts_with(kSign);
}

}  // namespace

RepairedCopies::RepairedCopies(const Context& context) : context_(context) {
  const auto take = [this](const std::vector<::mmf::Item>& items) {
    for (const ::mmf::Item& item : items) {
      if (item.object != nullptr) {
        copies_[key_of(context_.store, *item.object)].push_back(item.object);
      }
    }
  };
  for (const ::mmf::Folder& folder : context.mailbox.folders) {
    // FORMAT.md 5: names that a repair gives.
    if (folder.name == "Lost and Found" || folder.name == "Orphaned messages") {
      take(folder.items);
    }
  }
  take(context.mailbox.lost_and_found);
}

void RepairedCopies::mend(const Object& object, model::Message& message,
                          std::vector<std::string>& notes) const {
  if (copies_.empty() || !is_emptied(message)) {
    return;
  }
  const auto found = copies_.find(key_of(context_.store, object));
  std::vector<const Object*> twins =
      found == copies_.end() ? std::vector<const Object*>() : found->second;
  std::erase(twins, &object);
  if (twins.size() != 1) {
    message.provenance.miss("text", "a repair of Microsoft's emptied the message, and " +
                                        std::to_string(twins.size()) +
                                        " messages in Lost and Found could be its copy");
    return;
  }
  std::vector<std::string> ignored;
  auto copy = to_message(context_, {.oid = twins.front()->oid, .object = twins.front()}, ignored);
  message.bodies = std::move(copy.bodies);
  if (message.attachments.empty()) {
    message.attachments = std::move(copy.attachments);
  }
  notes.push_back("a repair of Microsoft's emptied the message: its text comes from its copy, " +
                  native_id(*twins.front()));
}

}  // namespace convert::mmf
