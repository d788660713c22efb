// --address-map and --directory: what a run knows of people.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "converters/directory/address_map.h"
#include "converters/directory/directory.h"
#include "converters/directory/match.h"
#include "converters/directory/unmatched_ldif.h"
#include "formats/bytes/result.h"
#include "formats/directory/directory_file.h"

namespace run {

struct AddressBookOptions {
  std::vector<std::filesystem::path> maps{};         // --address-map
  std::vector<std::filesystem::path> directories{};  // --directory
  ::directory::ReadOptions read{};                   // --directory-charset, --directory-separators
  convert::directory::Site site{};                   // --directory-site
  std::vector<std::string> gateways{};               // --gateway
  bool accept_names = false;                         // --accept-suggestions

  [[nodiscard]] bool empty() const {
    return maps.empty() && directories.empty() && gateways.empty();
  }
};

/// Read once, before anything is converted; the same for every mailbox.
class AddressBook {
 public:
  /// A file is what formats/directory reads, or a packing list or primary file of migration files,
  /// whose DIRECTORY sections are read, or a directory of cc:Mail. An Error when a file cannot be
  /// read, or is none that tells addresses; its message names it.
  [[nodiscard]] static bytes::Result<std::shared_ptr<const AddressBook>> load(
      const AddressBookOptions& options);

  AddressBook(const AddressBook&) = delete;
  AddressBook(AddressBook&&) = delete;
  AddressBook& operator=(const AddressBook&) = delete;
  AddressBook& operator=(AddressBook&&) = delete;
  ~AddressBook() = default;

  /// Of all files.
  [[nodiscard]] const convert::directory::AddressMap& addresses() const { return addresses_; }
  /// Of --directory alone: what mailboxes are matched with.
  [[nodiscard]] const convert::directory::Directory& directory() const { return directory_; }
  [[nodiscard]] const std::vector<convert::directory::Collision>& collisions() const {
    return collisions_;
  }
  [[nodiscard]] bool has_directory() const { return has_directory_; }
  [[nodiscard]] convert::directory::Match match(const convert::directory::Identity& mailbox) const;
  /// Whether the user named this gateway.
  [[nodiscard]] bool is_gateway(std::string_view name) const;

  /// What was read, and what is odd about it; a line each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// Something of a file could not be read: an address may be missing.
  [[nodiscard]] bool is_damaged() const { return is_damaged_; }

 private:
  explicit AddressBook(const AddressBookOptions& options);
  bytes::Result<void> read(const std::filesystem::path& path, const AddressBookOptions& options,
                           convert::directory::Directory& directory);
  void take(const std::string& name, std::string_view kind, const ::directory::DirectoryFile& file,
            const convert::directory::Site& site, convert::directory::Directory& directory);
  void tell_collisions();

  convert::directory::Directory maps_;
  convert::directory::Directory directory_;
  convert::directory::AddressMap addresses_;
  std::vector<convert::directory::Collision> collisions_;
  std::unique_ptr<convert::directory::Matcher> matcher_;
  std::vector<std::string> gateways_;
  std::vector<std::string> notes_;
  bool has_directory_ = false;
  bool accept_names_ = false;
  bool is_damaged_ = false;
};

}  // namespace run
