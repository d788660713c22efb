// Whether a finished PST says what was written into it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
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

  /// Of two for one folder the later one counts: a folder that every PST has may be given its
  /// properties again. `parent`: none for those.
  void add_folder(::pst::Nid folder, std::optional<::pst::Nid> parent, std::string name,
                  ReceivedList properties);

  /// Reads every message again and compares: its folder, each property that was given, recipients,
  /// attachments with their contents, messages in them. Then every folder: its place, each property
  /// that was given, and whether its tables list what is in it and nothing else. Of all other nodes
  /// each block is looked at. Io, naming the first difference, when there is one, when the store
  /// has another number of messages, or any damage.
  [[nodiscard]] bytes::Result<void> verify(const ::pst::reader::Store& store) const;

 private:
  std::shared_ptr<bytes::TemporaryFile> file_;  // made with the first receipt
  std::uint64_t count_ = 0;

  struct Folder {
    std::optional<::pst::Nid> parent;
    std::string name;
    ReceivedList properties;
  };
  [[nodiscard]] bytes::Result<void> verify_messages(const ::pst::reader::Store& store) const;
  [[nodiscard]] bytes::Result<void> verify_folders(const ::pst::reader::Store& store) const;
  std::map<::pst::Nid, Folder> folders_;
};

}  // namespace convert::pst
