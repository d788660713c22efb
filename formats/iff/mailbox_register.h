// Whose sections and directory entries are one mailbox. FORMAT.md 3.3, 6.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/iff/directory_row.h"
#include "formats/iff/set_mailbox.h"

namespace iff {

class MailboxRegister {
 public:
  /// No mailbox is called `name`.
  void reserve(const std::string& name);
  /// The mailbox of a section. Sections without an address are a mailbox for each file, called
  /// `stem`, which is told. The index stays.
  [[nodiscard]] std::size_t of_section(const std::string& address, bool is_public,
                                       const std::string& stem);
  /// An entry of the directory that is a mailbox; `where` is its file and line.
  void add_entry(std::string where, const DirectoryRow& row);
  /// Behind all sections: each entry names the mailbox that one of its addresses is of; without
  /// such, it is a mailbox without mail (Q194218). Entries that share an alias or an address are
  /// mailboxes of their own, which is told (Q152927, Q200564).
  void resolve_entries(std::vector<std::string>& remarks);

  [[nodiscard]] std::vector<SetMailbox>& mailboxes() { return mailboxes_; }

 private:
  struct Entry {
    std::string where;
    std::string display;
    std::string alias;
    std::string address;
    std::vector<std::string> keys;  // of all its addresses
  };

  [[nodiscard]] std::string unique(const std::string& name);
  [[nodiscard]] std::size_t mailbox_of(const Entry& entry, std::string& collision);
  void name_mailbox(const Entry& entry, SetMailbox& mailbox);

  std::vector<SetMailbox> mailboxes_;
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> by_key_;   // mailboxes by their addresses
  std::map<std::size_t, std::string> claimed_;  // mailboxes that an entry names
  std::map<std::string, std::string> aliases_;
  std::set<std::string> names_;
  std::map<std::string, std::uint32_t> numbers_;  // the last that each name was given
};

}  // namespace iff
