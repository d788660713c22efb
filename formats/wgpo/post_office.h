// A post office: whose mailbags, letters and stores its files are. FORMAT.md 1 to 9.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/wgpo/letter.h"
#include "formats/wgpo/string_cipher.h"
#include "formats/wgpo/tree.h"
#include "formats/wgpo/users.h"

namespace wgpo {

/// One mailbox: a user's, or one that no user claims. Files may be missing.
struct MailboxPlace {
  std::string name;   // unlike that of every other: the user's, else the mailbag's
  std::string hexid;  // or the mailbag's own name: "INQUEUE3"
  std::string user;   // 8-bit text; empty: nobody is known to have it
  const TreeFile* mailbag = nullptr;
  const TreeFile* key = nullptr;
  const TreeFile* store = nullptr;  // MMF
};

/// How the strings of letters are read: FORMAT.md 7.
enum class KeySource : std::uint8_t { Known, Recovered, None };

/// A letter's mention of an attachment.
struct AttachmentReference {
  std::string hexid;
  std::string name;  // 8-bit text; may be empty
};

/// What stands beside the mailboxes of users.
inline constexpr std::string_view kUnreferenced = "(unreferenced)";
inline constexpr std::string_view kPostOfficeItself = "(post office)";

class PostOffice {
 public:
  /// Reads what all mailboxes share, and looks into every letter once, to know which letters and
  /// attachments nobody refers to. Errors as for reading the directory; NotThisFormat when it is no
  /// post office.
  [[nodiscard]] static bytes::Result<PostOffice> open(const std::filesystem::path& root);

  [[nodiscard]] const Tree& tree() const { return tree_; }
  [[nodiscard]] TreeKind kind() const { return kind_; }
  /// In the order of their mailbags; then kUnreferenced and kPostOfficeItself, when there is
  /// something for them.
  [[nodiscard]] const std::vector<MailboxPlace>& mailboxes() const { return mailboxes_; }
  /// What is odd about the files, a line each.
  [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }
  /// What is damaged of the files that no mailbox has to itself, a line each.
  [[nodiscard]] const std::vector<std::string>& damages() const { return damages_; }

  /// By the eight digits; nullptr: there is none.
  [[nodiscard]] const TreeFile* letter(std::string_view hexid) const;
  [[nodiscard]] const TreeFile* attachment(std::string_view hexid) const;
  /// Whether the file lies in another directory than its last digit says.
  [[nodiscard]] static bool is_misplaced(const TreeFile& file);

  [[nodiscard]] KeySource key_source() const { return key_source_; }
  [[nodiscard]] const StringKey& key() const { return key_; }

  [[nodiscard]] const std::vector<const TreeFile*>& unreferenced_letters() const {
    return unreferenced_letters_;
  }
  [[nodiscard]] const std::vector<const TreeFile*>& unreferenced_attachments() const {
    return unreferenced_attachments_;
  }
  [[nodiscard]] const std::vector<Name>& names() const { return names_; }
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }
  /// The size of the file that groups point into.
  [[nodiscard]] std::uint64_t group_file_size() const { return group_file_size_; }

  /// FORMAT.md 8: what the letter refers to, in its order.
  [[nodiscard]] std::vector<AttachmentReference> attachments_of(const Letter& letter) const;

 private:
  using Index = std::map<std::string, const TreeFile*, std::less<>>;

  explicit PostOffice(Tree tree) : tree_(std::move(tree)) {}
  void check_sizes();
  void index_files();
  void find_mailboxes();
  void find_key();
  void find_unreferenced();
  void list_others();
  void read_lists();

  Tree tree_;
  TreeKind kind_ = TreeKind::None;
  std::vector<MailboxPlace> mailboxes_;
  std::vector<std::string> remarks_;
  std::vector<std::string> damages_;
  Index letters_;
  Index attachments_;
  KeySource key_source_ = KeySource::None;
  StringKey key_ = kKnownKey;
  std::vector<const TreeFile*> unreferenced_letters_;
  std::vector<const TreeFile*> unreferenced_attachments_;
  std::vector<Name> names_;
  std::vector<Group> groups_;
  std::uint64_t group_file_size_ = 0;
};

}  // namespace wgpo
