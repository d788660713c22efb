#include "converters/pages/message_list.h"

#include <array>
#include <utility>

#include "formats/text/utf8.h"

namespace convert::pages {

MessageList::MessageList() {
  for (Column* column : {&people_, &folder_, &subject_, &from_, &to_, &date_, &bytes_,
                         &attachments_, &names_, &state_}) {
    column->open_array();
  }
}

void MessageList::begin_mailbox(std::string_view name) {
  mailbox_ = name;
  known_folders_.clear();
}

void MessageList::add(const ListedMessage& message) {
  ++size_;
  const std::uint64_t folder = folder_of(message.folder);
  ++folders_[folder].count;
  folder_.number(folder);
  from_.number(person_of(message.from));
  subject_.string(message.subject);
  cut_text(to_, message.to);
  cut_text(names_, message.attachment_names);
  date_.string(message.date);
  bytes_.number(message.size);
  attachments_.number(message.attachments);
  state_.string(message.state);
}

std::uint64_t MessageList::folder_of(const std::string& name) {
  const auto [place, is_new] = known_folders_.try_emplace(name, folders_.size());
  if (is_new) {
    folders_.push_back({.mailbox = mailbox_, .name = name});
  }
  return place->second;
}

std::uint64_t MessageList::person_of(const std::string& name) {
  const auto [place, is_new] = known_people_.try_emplace(name, known_people_.size());
  if (is_new) {
    people_.string(name);
  }
  return place->second;
}

void MessageList::cut_text(Column& column, std::string_view text) {
  const std::string_view front = text::utf8_front(text, kLongestSearched);
  cut_ += front.size() < text.size() ? 1U : 0U;
  column.string(front);
}

std::string MessageList::script() {
  Column folders;
  folders.open_array();
  for (const FolderNode& folder : folders_) {
    folders.open_object();
    folders.key("mailbox");
    folders.string(folder.mailbox);
    folders.key("name");
    folders.string(folder.name);
    folders.key("count");
    folders.number(folder.count);
    folders.close_object();
  }
  std::string script =
      "restante.list({\"size\":" + std::to_string(size_) + ",\"cut\":" + std::to_string(cut_);
  const auto columns =
      std::to_array<std::pair<std::string_view, Column*>>({{"folders", &folders},
                                                           {"people", &people_},
                                                           {"folder", &folder_},
                                                           {"subject", &subject_},
                                                           {"from", &from_},
                                                           {"to", &to_},
                                                           {"date", &date_},
                                                           {"bytes", &bytes_},
                                                           {"attachments", &attachments_},
                                                           {"names", &names_},
                                                           {"state", &state_}});
  for (const auto& [name, column] : columns) {
    column->close_array();
    script += ",\n\"" + std::string(name) + "\":" + column->text();
    column->clear();
  }
  return script + "});\n";
}

}  // namespace convert::pages
