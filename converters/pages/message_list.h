// What the list page knows of each message: data/list.js.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "converters/spool/json_text.h"

namespace convert::pages {

// A browser holds the list in memory, some 500 bytes a message.
inline constexpr std::uint64_t kMostListed = 2'000'000;
// What the search looks at of one message's recipients, and of the names of its attachments.
inline constexpr std::size_t kLongestSearched = 2000;

struct ListedMessage {
  std::string folder{};  // names joined by '/'
  std::string subject{};
  std::string from{};
  std::string to{};
  std::string date{};  // ISO 8601
  std::string state{};
  std::string attachment_names{};
  std::uint64_t size = 0;
  std::uint64_t attachments = 0;
};

/// Messages are numbered from 0 in the order they are added; that number is in the name of their
/// own files.
class MessageList {
 public:
  MessageList();

  /// What follows belongs to this mailbox.
  void begin_mailbox(std::string_view name);
  void add(const ListedMessage& message);
  [[nodiscard]] std::uint64_t size() const { return size_; }

  /// "restante.list({...});": columns, each an array with a value for each message. Nothing may be
  /// added afterwards.
  [[nodiscard]] std::string script();

 private:
  using Column = spool::JsonText;
  struct FolderNode {
    std::string mailbox;
    std::string name;
    std::uint64_t count = 0;
  };
  [[nodiscard]] std::uint64_t folder_of(const std::string& name);
  [[nodiscard]] std::uint64_t person_of(const std::string& name);
  void cut_text(Column& column, std::string_view text);

  std::uint64_t size_ = 0;
  std::uint64_t cut_ = 0;  // of them the search does not see everything
  std::string mailbox_;
  std::vector<FolderNode> folders_;
  std::map<std::string, std::uint64_t> known_folders_;  // of the mailbox
  std::map<std::string, std::uint64_t> known_people_;
  Column people_;
  Column folder_;
  Column subject_;
  Column from_;
  Column to_;
  Column date_;
  Column bytes_;
  Column attachments_;
  Column names_;
  Column state_;
};

}  // namespace convert::pages
