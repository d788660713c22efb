// Messages of files on their way into a sink.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "converters/mime/reader/quote_places.h"
#include "converters/model/reading.h"
#include "converters/model/stream.h"
#include "formats/bytes/file_view.h"
#include "formats/mime/reader/maildir_name.h"
#include "formats/mime/reader/mbox.h"

namespace convert::mime {

/// One message, where it lies, and what its container says of it.
struct FoundMessage {
  model::FolderId folder;
  std::string native_id{};  // "Inbox/1.eml", "message 3 at 0x45E8"
  std::string place{};      // the file, below the source
  std::span<const std::byte> bytes{};
  std::uint64_t offset = 0;  // in the file
  std::shared_ptr<const bytes::FileView> view{};
  std::optional<::mime::MaildirFlags> flags{};
  const ::mime::MboxMessage* mbox = nullptr;  // of a message in an mbox
};

class MessageDelivery {
 public:
  /// `source`: the file name of the store.
  MessageDelivery(std::string source, const model::ReadOptions& options,
                  model::ReadMonitor& monitor, model::Sink& sink)
      : source_(std::move(source)), options_(options), monitor_(monitor), sink_(sink) {}

  /// Reads the message and hands it on. Of an mbox, the quotation marks before "From " are taken
  /// off first.
  [[nodiscard]] model::Result<void> deliver(const FoundMessage& found);
  /// A file that could not be opened.
  [[nodiscard]] model::Result<void> lose(model::FolderId folder, const std::string& place,
                                         const bytes::Error& error);
  /// So many bytes of the source are done.
  void advance(std::uint64_t bytes);

  [[nodiscard]] model::Sink& sink() { return sink_; }

 private:
  [[nodiscard]] model::Result<void> deliver_bytes(const FoundMessage& found,
                                                  std::span<const std::byte> bytes,
                                                  std::shared_ptr<const void> owner,
                                                  const QuotePlaces* quotes);

  std::string source_;
  const model::ReadOptions& options_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
  std::uint64_t done_ = 0;
};

}  // namespace convert::mime
