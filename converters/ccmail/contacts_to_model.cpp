#include "converters/ccmail/contacts_to_model.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "converters/ccmail/address_records.h"
#include "converters/ccmail/context.h"
#include "converters/ccmail/folders.h"
#include "converters/ccmail/people.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/ccmail/directory_export.h"
#include "formats/ccmail/list_members.h"
#include "formats/ccmail/private_directory.h"
#include "formats/text/ascii.h"
#include "formats/text/code_page.h"

namespace convert::ccmail {
namespace {

using ::ccmail::DirectoryEntry;
using ::ccmail::EntryKind;
using ::ccmail::TextKind;
using model::Result;

// formats/ccmail/FORMAT.md 5: assumed, as no list export is published.
constexpr std::string_view kMember = "member";

/// Items and remarks of one file.
struct Book {
  std::vector<model::Message> items;
  std::vector<std::string> notes;
  std::vector<std::string> damages;
};

std::string_view why_wrong(bytes::DamageKind kind) {
  switch (kind) {
    case bytes::DamageKind::Unclaimed:
      return "of no entry, and left out";
    case bytes::DamageKind::Undecodable:
      return "an entry that names nobody";
    case bytes::DamageKind::Inconsistent:
      return "its entry has such a line already: the first counts, this one is in its text";
    default:
      return "too long for a line, or beyond the most entries";
  }
}

/// What is wrong with a file, a line each, with how the bytes begin.
void tell(const bytes::DamageLog& damage, std::string_view file, std::uint32_t page, Book& book) {
  constexpr std::size_t kShown = 60;
  for (const bytes::Damage& one : damage.items()) {
    const auto begin = file.substr(one.offset, std::min<std::uint64_t>(one.length, kShown));
    book.damages.push_back(std::string(one.field) + " at " + bytes::hex_offset(one.offset) + ", " +
                           std::to_string(one.length) +
                           " bytes: " + std::string(why_wrong(one.kind)) + ": " +
                           text::decode(begin, page).utf8);
  }
  tell_unlisted(damage, "the file", book.damages);
}

model::Message new_item(const std::string& name, std::uint64_t line) {
  model::Message item;
  item.message_class = "IPM.Contact";
  item.subject = name;
  item.read = true;
  item.code_page = text::kUtf8;
  item.provenance.native_id = "line " + std::to_string(line);
  return item;
}

void set_contact(const std::string& name, model::Address address, model::Message& item) {
  model::Contact contact;
  contact.display_name = name;
  contact.file_as = name;
  const auto parts = ::ccmail::split_name(name);
  contact.given_name = std::string(parts.given);
  contact.surname = std::string(parts.surname);
  if (!address.address.empty()) {
    contact.emails.push_back(std::move(address));
  }
  item.contact = std::move(contact);
}

void set_note(const std::string& text, model::Message& item) {
  if (!text.empty()) {
    item.bodies.text = model::Body{.content = bytes::make_blob(text), .code_page = text::kUtf8};
  }
}

/// "name at post office" with the Internet address, if there is one.
model::Address address_of(const DirectoryEntry& entry) {
  model::Address address =
      to_address({.name = entry.name, .post_office = entry.post_office, .is_board = false}, "");
  address.smtp = ::ccmail::internet_address(entry.address);
  address.smtp = address.smtp.empty() ? ::ccmail::internet_address(entry.name) : address.smtp;
  return address;
}

/// Everything that is no field of a contact, a line each.
std::string rest_of(const DirectoryEntry& entry, bool is_list) {
  std::string text = entry.comment;
  const auto add = [&text](const std::string& label, const std::string& value) {
    if (!value.empty()) {
      text += (text.empty() ? "" : "\r\n") + label + (label.empty() ? "" : ": ") + value;
    }
  };
  add("Locn", entry.locn);
  add("Addr", entry.address);
  for (const auto& [label, value] : entry.others) {
    if (!is_list || !text::same_word(label, kMember)) {
      add(label, value);
    }
  }
  return text;
}

class ExportBook {
 public:
  explicit ExportBook(const ::ccmail::DirectoryExport& file) : file_(file) {
    for (const DirectoryEntry& entry : file.entries) {
      known_.insert(text::lower_case(entry.name));
      by_name_.emplace(text::lower_case(entry.name), &entry);
    }
  }

  Book make() {
    std::uint64_t offices = 0;
    for (const DirectoryEntry& entry : file_.entries) {
      if (entry.kind == EntryKind::PostOffice) {
        ++offices;
      } else {
        book_.items.push_back(to_item(entry));
      }
    }
    if (offices != 0) {
      book_.notes.push_back(std::to_string(offices) +
                            " post offices, which are nobody, are left out");
    }
    for (const auto& [first, second] : file_.collisions) {
      book_.notes.push_back(first + " and " + second + " are one name: letter case does not count");
    }
    return std::move(book_);
  }

 private:
  model::Message to_item(const DirectoryEntry& entry) {
    model::Message item = new_item(entry.name, entry.line);
    std::vector<std::string> strings;
    for (const auto& [label, value] : entry.others) {
      if (text::same_word(label, kMember)) {
        strings.push_back(value);
      }
    }
    if (strings.empty()) {
      set_contact(entry.name, address_of(entry), item);
    } else {
      item.message_class = "IPM.DistList";
      item.list = model::DistributionList{.name = entry.name, .members = members(strings)};
    }
    set_note(rest_of(entry, !strings.empty()), item);
    return item;
  }

  [[nodiscard]] std::vector<model::Address> members(const std::vector<std::string>& strings) const {
    std::vector<model::Address> out;
    for (const std::string& member : ::ccmail::join_members(strings, known_)) {
      const auto known = by_name_.find(text::lower_case(member));
      out.push_back(known != by_name_.end()
                        ? address_of(*known->second)
                        : model::Address{.name = member, .type = {}, .address = {}, .smtp = {}});
    }
    return out;
  }

  const ::ccmail::DirectoryExport& file_;
  ::ccmail::KnownNames known_;
  std::map<std::string, const DirectoryEntry*> by_name_;
  Book book_;
};

Book private_book(const ::ccmail::PrivateDirectory& file) {
  Book book;
  book.damages = file.remarks;
  for (const auto& entry : file.entries) {
    const std::string& name = entry.name.empty() ? entry.address : entry.name;
    model::Message item = new_item(name, entry.line);
    const auto address = ::ccmail::read_address(entry.address);
    set_contact(name, entry.address.empty() ? model::Address{} : to_address(address, ""), item);
    set_note(entry.section.empty() ? "" : "[" + entry.section + "]", item);
    book.items.push_back(std::move(item));
  }
  return book;
}

Book alias_book(const ::ccmail::GatewayAliases& file) {
  Book book;
  for (const auto& entry : file.entries) {
    const auto native = ::ccmail::read_address(entry.native);
    model::Message item = new_item(native.name.empty() ? entry.native : native.name, entry.line);
    model::Address address = to_address(native, "");
    address.smtp = entry.alias;
    set_contact(item.subject, std::move(address), item);
    book.items.push_back(std::move(item));
  }
  return book;
}

/// The file as items; what was undecodable is told.
Book make_book(std::string_view file, TextKind kind, std::uint32_t page) {
  Book book;
  std::uint64_t undecodable = 0;
  if (kind == TextKind::Directory) {
    const auto read = ::ccmail::read_directory_export(file, page);
    undecodable = read.undecodable;
    book = ExportBook(read).make();
    tell(read.damage, file, page, book);
  } else if (kind == TextKind::PrivateDirectory) {
    const auto read = ::ccmail::read_private_directory(file, page);
    undecodable = read.undecodable;
    book = private_book(read);
    tell(read.damage, file, page, book);
  } else {
    const auto read = ::ccmail::read_gateway_aliases(file, page);
    undecodable = read.undecodable;
    book = alias_book(read);
    tell(read.damage, file, page, book);
  }
  if (undecodable != 0) {
    book.damages.push_back("Text.codepage: " + std::to_string(undecodable) +
                           " places are none of code page " + std::to_string(page) +
                           ": --charset names another");
  }
  return book;
}

}  // namespace

Result<void> contacts_to_model(const std::filesystem::path& path, const std::string& name,
                               const model::ReadOptions& options, model::ReadMonitor& monitor,
                               model::Sink& sink) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const std::string_view file = bytes::as_text((*view)->bytes());
  constexpr std::size_t kHead = std::size_t{64} << 10U;
  const TextKind kind = ::ccmail::sniff_text(file.substr(0, kHead), ::ccmail::Labels());
  if (kind != TextKind::Directory && kind != TextKind::PrivateDirectory &&
      kind != TextKind::GatewayAliases) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat, path.string() + ": no directory of cc:Mail",
                       "see what it is with mailsniff");
  }
  const std::uint32_t page = options.charset != 0 ? options.charset : default_page(kind);
  Book book = make_book(file, kind, page);
  if (options.charset == 0 && !text::is_ascii(file)) {
    book.notes.push_back("Text.codepage: assumed to be " + std::to_string(page) +
                         ", as nothing in the file tells it; --charset names another");
  }
  Folders folders;
  for (std::size_t i = 0; i < book.items.size(); ++i) {
    folders.expect_contact();
  }
  model::Store store;
  store.source = path.string();
  store.format = std::string(name_of(kind));
  store.display_name = name;
  store.code_page = page;
  store.size = file.size();
  if (auto done = sink.store(store); !done) {
    return done;
  }
  for (const model::Folder& folder : folders.all()) {
    if (auto done = sink.folder(folder); !done) {
      return done;
    }
  }
  for (const auto* texts : {&book.notes, &book.damages}) {
    for (const std::string& text : *texts) {
      auto done = sink.note(
          {.where = path.filename().string(), .text = text, .damage = texts == &book.damages});
      if (!done) {
        return done;
      }
    }
  }
  for (model::Message& item : book.items) {
    item.folder = *folders.contacts();
    item.provenance.source = path.filename().string();
    if (!monitor.enter(item.provenance.native_id)) {
      continue;
    }
    if (auto delivered = sink.message(item); !delivered) {
      return tl::unexpected(delivered.error());
    }
  }
  if ((*view)->read_error()) {
    auto done = sink.note({.where = path.filename().string(),
                           .text = "the disk could not be read: what lies there is zeros",
                           .damage = true});
    if (!done) {
      return done;
    }
  }
  return sink.finish();
}

}  // namespace convert::ccmail
