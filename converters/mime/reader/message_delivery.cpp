#include "converters/mime/reader/message_delivery.h"

#include <utility>
#include <vector>

#include "converters/mime/reader/message_to_model.h"
#include "converters/mime/reader/overwritten_text.h"
#include "converters/mime/reader/spilling_buffer.h"
#include "converters/mime/trashed.h"
#include "formats/bytes/hex.h"

namespace convert::mime {
namespace {

using model::Result;

/// Without the '>' that mboxrd put before lines of "From ". The content begins at `offset`.
bytes::Result<OwnedBytes> unquoted(std::span<const std::byte> content, std::uint64_t offset,
                                   std::size_t first, QuotePlaces& quotes) {
  const std::string_view text = bytes::as_text(content);
  SpillingBuffer buffer;
  std::size_t copied = 0;
  std::uint64_t removed = 0;
  for (std::size_t at = first; at != std::string_view::npos;
       at = ::mime::find_quote(text, at + 1)) {
    if (auto stored = buffer.append(content.subspan(copied, at - copied)); !stored) {
      return tl::unexpected(stored.error());
    }
    quotes.add(offset + at - removed++);
    copied = at + 1;
  }
  if (auto stored = buffer.append(content.subspan(copied)); !stored) {
    return tl::unexpected(stored.error());
  }
  return buffer.finish();
}

void set_flags(const FoundMessage& found, model::Message& message) {
  if (found.flags) {
    message.read = found.flags->seen;
    message.replied = found.flags->replied;
    message.flagged = found.flags->flagged;
    message.unsent = message.unsent || found.flags->draft;
    if (found.flags->trashed) {
      set_trashed(message);
    }
  }
}

/// FORMAT.md 8.2: the clock of whoever put the message into the mailbox, which says nothing of a
/// message that has been here before, nor does the epoch.
void set_received(const FoundMessage& found, bool is_ours, model::Message& message) {
  if (found.mbox == nullptr || is_ours || message.received) {
    return;
  }
  const auto date = ::mime::separator_date(found.mbox->separator);
  if (!date || date->ticks == 0) {
    return;
  }
  message.received = date->has_zone ? model::Timestamp(model::Instant{date->ticks})
                                    : model::Timestamp(model::WallClock{date->ticks});
}

/// What was written over a mailbox where the message begins and where it ends.
void tell_borders(const FoundMessage& found, model::Message& message) {
  if (found.mbox == nullptr) {
    return;
  }
  const auto tell = [&](const std::optional<::mime::Overwritten>& hole, const std::string& what) {
    if (hole) {
      const auto fill = static_cast<unsigned char>(hole->fill.value_or('\0'));
      message.provenance.miss(
          "mbox structure", found.place + ": " + overwritten_text(hole->begin, hole->length, fill) +
                                ": " + what +
                                " was written over, and whole messages may be missing");
    }
  };
  tell(found.mbox->before, "the separator before it");
  tell(found.mbox->behind, "what stood behind it");
}

}  // namespace

Result<void> MessageDelivery::deliver(const FoundMessage& found) {
  if (!monitor_.enter(found.native_id)) {
    return {};
  }
  const std::size_t quote = found.mbox == nullptr
                                ? std::string_view::npos
                                : ::mime::find_quote(bytes::as_text(found.bytes), 0);
  if (quote == std::string_view::npos) {
    return deliver_bytes(found, found.bytes, found.view, nullptr);
  }
  QuotePlaces quotes;
  auto copy = unquoted(found.bytes, found.offset, quote, quotes);
  if (!copy) {
    return sink_.loss({.kind = model::LossKind::Item,
                       .folder = found.folder,
                       .source = source_,
                       .native_id = found.native_id,
                       .offset = found.offset,
                       .length = found.bytes.size(),
                       .why = copy.error().what});
  }
  return deliver_bytes(found, copy->data, copy->owner, &quotes);
}

Result<void> MessageDelivery::deliver_bytes(const FoundMessage& found,
                                            std::span<const std::byte> bytes,
                                            std::shared_ptr<const void> owner,
                                            const QuotePlaces* quotes) {
  std::vector<std::string> notes;
  model::Message message = to_message(bytes, found.offset,
                                      {.charset = options_.charset,
                                       .owner = std::move(owner),
                                       .place = found.place,
                                       .notes = &notes,
                                       .quotes = quotes,
                                       .is_mbox = found.mbox != nullptr});
  const bool is_ours = !message.provenance.source.empty();
  message.folder = found.folder;
  set_flags(found, message);
  set_received(found, is_ours, message);
  if (!is_ours) {
    message.provenance.source = source_;
    message.provenance.native_id = found.native_id;
  }
  if (found.mbox != nullptr) {
    // Anybody can write our fields: where the message lies here is told beside what they say.
    const model::ByteRange here{.offset = found.mbox->offset, .length = found.mbox->length};
    if (is_ours) {
      message.provenance.elsewhere.push_back(
          {.file = found.native_id.substr(0, found.native_id.rfind('#')), .ranges = {here}});
    } else {
      message.provenance.ranges.push_back(here);
    }
  }
  tell_borders(found, message);
  if (const auto error = found.view->read_error()) {
    message.provenance.miss("file", found.place + ": the disk could not be read from " +
                                        bytes::hex_offset(*error) + " on");
  }
  for (std::string& note : notes) {
    if (auto noted = sink_.note({.where = found.native_id, .text = std::move(note)}); !noted) {
      return noted;
    }
  }
  if (auto delivered = sink_.message(message); !delivered) {
    return tl::unexpected(delivered.error());
  }
  // Contents are read while they are written.
  if (const auto error = found.view->read_error()) {
    return sink_.note({.where = found.native_id,
                       .text = "the disk could not be read from " + bytes::hex_offset(*error) +
                               " on: what lies there is zeros in the output",
                       .damage = true});
  }
  return {};
}

Result<void> MessageDelivery::lose(model::FolderId folder, const std::string& place,
                                   const bytes::Error& error) {
  if (!monitor_.enter(place)) {
    return {};
  }
  return sink_.loss({.kind = model::LossKind::Item,
                     .folder = folder,
                     .source = source_,
                     .native_id = place,
                     .offset = {},
                     .length = {},
                     .why = error.what});
}

void MessageDelivery::advance(std::uint64_t bytes) {
  done_ += bytes;
  monitor_.progress(done_);
}

}  // namespace convert::mime
