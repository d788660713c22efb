// What did not come through, and what is worth a remark.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "converters/model/folder.h"
#include "formats/bytes/damage.h"

namespace model {

enum class LossKind : std::uint8_t {
  Item,       // a message (or other item) that a folder announced: counts as failed
  Folder,     // a folder, or its list of items: how many items it held is unknown
  Structure,  // a piece of the store that no item could be tied to
};

/// Something that did not come through. Pieces of an item that did are Provenance::missing.
struct Loss {
  LossKind kind = LossKind::Item;
  std::optional<FolderId> folder;       // the folder it was expected in, or is
  std::string source;                   // file name of the store
  std::string native_id;                // "nid 0x00200024"; may be empty
  std::optional<std::uint64_t> offset;  // in the store, where known
  std::optional<std::uint64_t> length;
  std::string why;  // one line: what the reader met
  friend bool operator==(const Loss&, const Loss&) = default;
};

/// An item that a reader leaves out on purpose, such as a second copy, and that the books are to
/// have: no folder announced it.
struct LeftOut {
  FolderId folder{};  // that it would stand in; came before
  std::string source{};
  std::string native_id{};
  std::string subject{};
  std::string why{};      // a sentence of ours, the same for all of a kind
  std::string repeats{};  // of a copy: the item it is one of; may be empty
  friend bool operator==(const LeftOut&, const LeftOut&) = default;
};

/// Information that is no loss: a code page guessed, a count that disagrees. Exit code stays 0.
/// `damage` notes that reading went on through a fallback: that makes it 3.
struct Note {
  std::string where;  // native id, folder name or file
  std::string text;
  bool damage = false;
  bool warning = false;  // no damage, but nobody should miss it
  friend bool operator==(const Note&, const Note&) = default;
};

}  // namespace model
