// How messages lie on disk: an EML tree, mboxrd files, a Maildir++.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/output.h"
#include "formats/bytes/result.h"
#include "formats/mime/entity.h"

namespace mime {

enum class ContainerKind : std::uint8_t {
  EmlTree,
  Mboxrd,
  Maildir,
  MailbagEml,  // an EML tree below data/eml whose files are numbers that count through
};

/// A folder's place: the names from the top down, UTF-8 as the user sees them. Empty: the top.
using FolderPath = std::vector<std::string>;

/// What a container needs to know of a message beside its entity.
struct Envelope {
  std::optional<std::int64_t> unix_seconds;  // for names, mtime and the mbox From line
  std::string sender;                        // addr-spec for the mbox From line; may be empty
  std::string subject;                       // UTF-8, for EML names
  std::string boundary_seed;                 // unique for the message within the store
  bool read = false;
  bool draft = false;
  bool flagged = false;
  bool replied = false;
  bool deleted = false;
};

class Container {
 public:
  Container() = default;
  Container(const Container&) = delete;
  Container(Container&&) = delete;
  Container& operator=(const Container&) = delete;
  Container& operator=(Container&&) = delete;
  virtual ~Container() = default;

  /// Makes the folder, also when it stays empty; parents that were not added are made on the way,
  /// and a path that was added before changes nothing. Returns its path in the output.
  [[nodiscard]] virtual bytes::Result<std::string> add_folder(const FolderPath& path) = 0;
  /// Writes one message into a folder, best one added before. Returns its path in the output (for
  /// mboxrd: the file, '#' and the message's number in it). Nothing of a message that failed stays
  /// behind; an mboxrd whose own file could not be written takes no more.
  [[nodiscard]] virtual bytes::Result<std::string> add_message(const FolderPath& path,
                                                               const Envelope& envelope,
                                                               const Entity& entity) = 0;
  /// Closes every file; the tree is committed by its owner.
  [[nodiscard]] virtual bytes::Result<void> finish() = 0;
};

/// `tree` must outlive the container.
[[nodiscard]] std::unique_ptr<Container> open_container(ContainerKind kind,
                                                        bytes::OutputTree& tree);

}  // namespace mime
