#include "converters/wgpo/mailbox_sink.h"

#include <algorithm>

#include "converters/mapi/own_set.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/little_endian.h"
#include "formats/wgpo/tree.h"

namespace convert::wgpo {
namespace {

constexpr unsigned kDigits = 8;

/// FORMAT.md 15: the number of a letter, as digits or as an integer.
std::optional<std::string> letter_number(const model::Binary& data) {
  const std::string text = ::wgpo::to_upper(bytes::as_text(data)).substr(0, kDigits);
  if (::wgpo::is_hexid(text)) {
    return text;
  }
  const auto number =
      data.size() == sizeof(bytes::u32) ? bytes::ByteReader(data).read<bytes::u32>() : std::nullopt;
  return number ? std::optional(bytes::hex_number(*number, kDigits)) : std::nullopt;
}

}  // namespace

model::Result<void> MailboxSink::store(const model::Store& store) {
  model::Store joined = mailbox_;
  joined.format += ", " + store.format;
  joined.code_page = store.code_page;
  joined.size += store.size;
  joined.properties = store.properties;
  has_store_ = true;
  return next().store(joined);
}

model::Result<void> MailboxSink::folder(const model::Folder& folder) {
  last_id_ = std::max(last_id_, folder.id.value);
  if (folder.role != model::FolderRole::None) {
    roles_.push_back({.role = folder.role, .id = folder.id});
  }
  return next().folder(folder);
}

model::Result<model::Delivered> MailboxSink::message(const model::Message& message) {
  std::optional<std::string> shadow;
  const auto* property = message.properties.find(model::PropertyName{
      .set = {.bytes = mapi::kOwnSet}, .id = std::string("TnefAttribute-1-0006800E")});
  const auto* data = property == nullptr ? nullptr : std::get_if<model::Binary>(&property->value);
  // A copy that is damaged, or deleted, stands in for nothing.
  if (data != nullptr && message.provenance.state == model::State::Intact) {
    if (const auto number = letter_number(*data)) {
      shadow = number;
    }
  }
  auto delivered = next().message(message);
  if (shadow && delivered && delivered->disposition == model::Disposition::Written) {
    shadowed_.emplace(*shadow, message.subject);
  }
  return delivered;
}

bool MailboxSink::has_copy_of(const std::string& letter, std::string_view subject) const {
  const auto [begin, end] = shadowed_.equal_range(letter);
  return std::any_of(begin, end, [subject](const auto& copy) {
    return std::string_view(copy.second).substr(0, subject.size()) == subject;
  });
}

model::Result<void> MailboxSink::begin() {
  if (has_store_) {
    return {};
  }
  if (auto opened = next().store(mailbox_); !opened) {
    return opened;
  }
  has_store_ = true;
  model::Folder root;
  root.id = {++last_id_};
  root.role = model::FolderRole::Root;
  if (auto done = folder(root); !done) {
    return done;
  }
  model::Folder top;
  top.id = {++last_id_};
  top.parent = root.id;
  top.name = "Top of Personal Folders";
  top.role = model::FolderRole::IpmSubtree;
  return folder(top);
}

model::Result<model::FolderId> MailboxSink::open(model::FolderRole role, const std::string& name,
                                                 std::uint64_t more) {
  if (const auto known = std::ranges::find(roles_, role, &Known::role); known != roles_.end()) {
    if (auto done = next().expect(known->id, more); !done) {
      return tl::unexpected(done.error());
    }
    return known->id;
  }
  const auto top = std::ranges::find(roles_, model::FolderRole::IpmSubtree, &Known::role);
  model::Folder made;
  made.id = {last_id_ + 1};
  if (top != roles_.end()) {
    made.parent = top->id;
  }
  made.name = name;
  made.role = role;
  made.container_class = "IPF.Note";
  made.expected_items = more;
  if (auto done = folder(made); !done) {
    return tl::unexpected(done.error());
  }
  return made.id;
}

model::Result<model::FolderId> MailboxSink::open_below(std::optional<model::FolderId> parent,
                                                       const std::string& name,
                                                       std::uint64_t expected,
                                                       model::ItemKind kind) {
  const auto top = std::ranges::find(roles_, model::FolderRole::IpmSubtree, &Known::role);
  model::Folder made;
  made.id = {last_id_ + 1};
  made.parent = parent || top == roles_.end() ? parent : std::optional(top->id);
  made.name = name;
  made.item_kind = kind;
  made.container_class = kind == model::ItemKind::Contacts ? "IPF.Contact" : "IPF.Note";
  made.expected_items = expected;
  if (auto done = folder(made); !done) {
    return tl::unexpected(done.error());
  }
  return made.id;
}

}  // namespace convert::wgpo
