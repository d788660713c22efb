// Whether a finished PST says what was written into it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "converters/pst/receipt.h"
#include "formats/bytes/temporary_file.h"
#include "formats/pst/ndb/ids.h"
#include "formats/pst/reader/store.h"

namespace convert::pst {

/// The receipts of one file, in a temporary file: some hundred bytes for each message.
class Receipts {
 public:
  /// `name`: of the message, for whoever is told that it came back otherwise.
  [[nodiscard]] bytes::Result<void> add(::pst::Nid message, ::pst::Nid folder, std::string name,
                                        const MessageReceipt& receipt);

  /// Reads every message again and compares: its folder, each property that was given, recipients,
  /// attachments with their contents, messages in them. Io, naming the first difference, when there
  /// is one, when the store has another number of messages, or any damage.
  [[nodiscard]] bytes::Result<void> verify(const ::pst::reader::Store& store) const;

 private:
  std::shared_ptr<bytes::TemporaryFile> file_;  // made with the first receipt
  std::uint64_t count_ = 0;
};

}  // namespace convert::pst
