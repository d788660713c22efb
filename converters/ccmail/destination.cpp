#include "converters/ccmail/destination.h"

#include <algorithm>
#include <set>
#include <utility>

#include "converters/ccmail/folders.h"
#include "formats/ccmail/address.h"
#include "formats/text/ascii.h"
#include "formats/text/code_page.h"

namespace convert::ccmail {
namespace {

using ::ccmail::Field;
using ::ccmail::Item;
using ::ccmail::Label;

/// The boards that all of its recipients are, each once, without their "#"; empty when anybody else
/// is a recipient.
std::vector<std::string> boards_of(const ::ccmail::Message& source, std::uint32_t code_page) {
  std::vector<std::string> boards;
  std::set<std::string> seen;
  for (const Field& field : source.fields) {
    if (!::ccmail::is_recipient(field.label)) {
      continue;
    }
    for (const std::string_view line : field.lines) {
      if (text::trim(line).empty()) {
        continue;
      }
      // Nearly all messages are to people: not all of their recipients are decoded.
      if (!text::trim(line, " \t,\"").starts_with('#')) {
        return {};
      }
      const auto address = ::ccmail::read_address(text::decode(line, code_page).utf8);
      if (!address.is_board) {
        return {};
      }
      std::string name = address.name.substr(1);
      if (seen.insert(name).second) {
        boards.push_back(std::move(name));
      }
    }
  }
  return boards;
}

/// The folder that it names; empty: none.
std::string folder_of(const ::ccmail::Message& source, std::uint32_t code_page) {
  const Field* field = source.find(Label::Folder);
  return field == nullptr ? std::string()
                          : std::string(text::trim(text::decode(field->text(), code_page).utf8));
}

/// Neither a subject nor anything else in it.
bool is_empty(const ::ccmail::Message& source) {
  const Field* subject = source.find(Label::Subject);
  const bool has_subject = subject != nullptr && !text::trim(subject->text()).empty();
  return !has_subject &&
         std::ranges::all_of(source.items, [](const Item& item) { return item.data.empty(); });
}

}  // namespace

Destination destination_of(const ::ccmail::Message& message, std::uint32_t code_page) {
  Destination where;
  where.folder = folder_of(message, code_page);
  where.is_left_out = is_client_folder(where.folder) && is_empty(message);
  if (where.folder.empty()) {
    where.boards = boards_of(message, code_page);
    const std::size_t kept = std::min(kMostBoards, where.boards.size());
    where.more_boards = where.boards.size() - kept;
    where.boards.resize(kept);
  }
  return where;
}

}  // namespace convert::ccmail
