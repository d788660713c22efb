#include "converters/pst/recomputed_properties.h"

#include <array>
#include <bitset>
#include <cstddef>
#include <memory>

namespace convert::pst {
namespace {

// Of every object.
constexpr Recomputed kReplication{0x0E30, 0x0E3E, "replication state of another store"};
constexpr Recomputed kOwnKeys{0x0FF9, 0x0FFB, "keys and entry ids of another store"};
constexpr Recomputed kOwnId{0x0FFE, 0x0FFF, "the object's kind and entry id in another store"};
constexpr Recomputed kTables{0x67F0, 0x67FF, "row ids and versions, kept by the store itself"};

constexpr std::array kOfMessages = {
    Recomputed{0x0037, 0x0037, "written anew: prefix mark, length, control characters"},
    Recomputed{0x003D, 0x003D, "the subject's prefix stands in PidTagSubject"},
    Recomputed{0x0070, 0x0070, "control characters are taken out"},
    Recomputed{0x0E02, 0x0E04, "joined from the recipient table"},
    Recomputed{0x0E05, 0x0E05, "the parent's name, of search results"},
    Recomputed{0x0E07, 0x0E07, "its bits for attachments and hidden items"},
    Recomputed{0x0E08, 0x0E08, "the size in this store"},
    Recomputed{0x0E09, 0x0E0A, "entry ids of folders of another store"},
    Recomputed{0x0E12, 0x0E13, "the tables of recipients and attachments"},
    Recomputed{0x0E17, 0x0E17, "stands in the contents table"},
    Recomputed{0x0E1B, 0x0E1B, "whether there are attachments"},
    Recomputed{0x0E1D, 0x0E1D, "the subject without its prefix"},
    kReplication,
    Recomputed{0x0FF4, 0x0FF8, "access and table keys of a session"},
    kOwnKeys,
    kOwnId,
    Recomputed{0x1013, 0x1013, "HTML keeps its bytes where its text type would change them"},
    Recomputed{0x3013, 0x3013, "stands in the contents table; computed from index and topic"},
    kTables,
};

constexpr std::array kOfRecipients = {
    kReplication,
    Recomputed{0x0FF4, 0x0FF8, "access and table keys of a session"},
    kTables,
};

constexpr std::array kOfAttachments = {
    Recomputed{0x0E08, 0x0E0A, "size and parents of messages, which no attachment has"},
    Recomputed{0x0E20, 0x0E20, "the size in this store"},
    Recomputed{0x0E21, 0x0E21, "the number in the table"},
    kReplication,
    Recomputed{0x0FF4, 0x0FF8, "access and table keys of a session"},
    Recomputed{0x3701, 0x3701, "the content, which follows"},
    kTables,
};

constexpr std::array kOfFolders = {
    Recomputed{0x0E08, 0x0E0A, "size, parent and other folders in another store"},
    kReplication,
    Recomputed{0x0FF4, 0x0FF8, "access and table keys of a session"},
    kOwnKeys,
    kOwnId,
    Recomputed{0x3001, 0x3001, "the name, at most 255 characters"},
    Recomputed{0x35D8, 0x35EF, "entry ids of special folders"},
    Recomputed{0x3602, 0x3603, "counts of the contents table"},
    Recomputed{0x360A, 0x360A, "whether there are folders in it"},
    Recomputed{0x360E, 0x3611, "the tables of folders, contents and associated contents"},
    Recomputed{0x3617, 0x3617, "the count of associated contents"},
    Recomputed{0x36D0, 0x36D9, "entry ids of special folders"},
    Recomputed{0x36E4, 0x36E4, "entry ids of free/busy items"},
    Recomputed{0x6635, 0x6636, "counters of the store"},
    kTables,
};

constexpr std::array kOfStores = {
    Recomputed{0x0E08, 0x0E0A, "size and entry ids of another store"},
    kReplication,
    Recomputed{0x0FF4, 0x0FF8, "access and table keys of a session"},
    kOwnKeys,
    kOwnId,
    Recomputed{0x3001, 0x3001, "the display name"},
    Recomputed{0x340D, 0x340D, "what the store can do"},
    Recomputed{0x3416, 0x3416, "entry id of a search folder"},
    Recomputed{0x35D8, 0x35EF, "entry ids of special folders, and which there are"},
    Recomputed{0x36D0, 0x36D9, "entry ids of special folders"},
    Recomputed{0x36E4, 0x36E4, "entry ids of free/busy items"},
    Recomputed{0x6600, 0x66FF, "state of the program that kept the store"},
    Recomputed{0x67F0, 0x67FF, "row ids, and the password's checksum (Q174738, Q143241)"},
};

using Ids = std::bitset<0x10000>;

std::unique_ptr<const Ids> ids_of(ObjectKind kind) {
  auto ids = std::make_unique<Ids>();
  for (const Recomputed& row : recomputed_properties(kind)) {
    for (std::size_t id = row.first; id <= row.last; ++id) {
      ids->set(id);
    }
  }
  return ids;
}

}  // namespace

std::span<const Recomputed> recomputed_properties(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::Message:
      return kOfMessages;
    case ObjectKind::Recipient:
      return kOfRecipients;
    case ObjectKind::Attachment:
      return kOfAttachments;
    case ObjectKind::Folder:
      return kOfFolders;
    case ObjectKind::Store:
      break;
  }
  return kOfStores;
}

bool is_recomputed(ObjectKind kind, std::uint16_t id) {
  constexpr std::size_t kKinds = static_cast<std::size_t>(ObjectKind::Store) + 1;
  static const std::array<std::unique_ptr<const Ids>, kKinds> tables = {
      ids_of(ObjectKind::Message), ids_of(ObjectKind::Recipient), ids_of(ObjectKind::Attachment),
      ids_of(ObjectKind::Folder), ids_of(ObjectKind::Store)};
  return tables.at(static_cast<std::size_t>(kind))->test(id);
}

}  // namespace convert::pst
