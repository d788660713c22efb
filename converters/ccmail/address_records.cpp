#include "converters/ccmail/address_records.h"

#include <algorithm>
#include <string>
#include <utility>

#include "converters/ccmail/context.h"
#include "formats/ccmail/address.h"
#include "formats/ccmail/directory_export.h"
#include "formats/ccmail/private_directory.h"

namespace convert::ccmail {
namespace {

using ::ccmail::EntryKind;
using ::ccmail::TextKind;
using ::directory::DirectoryFile;

/// An object that is a mailbox, or not.
::directory::Record to_record(std::uint64_t line, const std::string& name,
                              const std::string& post_office, const std::string& smtp,
                              bool is_mailbox) {
  ::directory::Record record{.line = line};
  const auto add = [&record](std::string_view column, std::string value) {
    static_cast<void>(::directory::add_value(record, column, std::move(value)));
  };
  add("Obj-Class", is_mailbox ? "Mailbox" : "Remote");
  add("Display Name", name);
  const auto parts = ::ccmail::split_name(name);
  add("First Name", std::string(parts.given));
  add("Last Name", std::string(parts.surname));
  if (!smtp.empty()) {
    add("E-mail Addresses", "SMTP:" + smtp);
  }
  if (!post_office.empty()) {
    add("E-mail Addresses", "CCMAIL:" + name + " at " + post_office);
  }
  if (!name.empty()) {
    add("E-mail Addresses", "CCMAIL:" + name);
  }
  return record;
}

/// Damage of the file, with the bytes that it is about.
void tell(const bytes::DamageLog& damage, std::string_view column, std::string_view file,
          DirectoryFile& out) {
  std::uint64_t line = 1;
  std::size_t counted = 0;  // damage comes in the order of the file
  for (const bytes::Damage& one : damage.items()) {
    const std::size_t offset = std::max<std::size_t>(counted, one.offset);
    line += static_cast<std::uint64_t>(
        std::ranges::count(file.substr(counted, offset - counted), '\n'));
    counted = offset;
    const std::string_view bytes =
        file.substr(one.offset, std::min<std::uint64_t>(one.length, ::directory::kMostQuoted));
    out.findings.add({.line = line,
                      .damage = one,
                      .column = std::string(column),
                      .raw = text::decode(bytes, out.code_page).utf8});
  }
  for (std::size_t i = damage.items().size(); i < damage.total(); ++i) {
    out.findings.add({.damage = damage.items().back(), .column = std::string(column)});
  }
}

void tell_undecodable(std::uint64_t count, DirectoryFile& out) {
  if (count != 0) {
    out.findings.add({.damage = {.kind = bytes::DamageKind::Undecodable, .field = "Text.codepage"},
                      .raw = std::to_string(count) + " places are none of code page " +
                             std::to_string(out.code_page) + ": --charset names another"});
  }
}

void read_export(std::string_view text, DirectoryFile& out) {
  const auto read = ::ccmail::read_directory_export(text, out.code_page);
  for (const auto& entry : read.entries) {
    if (entry.kind == EntryKind::PostOffice) {
      continue;
    }
    std::string smtp = ::ccmail::internet_address(entry.address);
    smtp = smtp.empty() ? ::ccmail::internet_address(entry.name) : smtp;
    out.records.push_back(
        to_record(entry.line, entry.name, entry.post_office, smtp, entry.kind != EntryKind::Alias));
  }
  tell(read.damage, "Name", text, out);
  tell_undecodable(read.undecodable, out);
  for (const auto& [first, second] : read.collisions) {
    out.findings.add({.damage = {.kind = bytes::DamageKind::Inconsistent, .field = "entry.name"},
                      .column = "Name",
                      .raw = first + " and " + second + " are one name",
                      .is_note = true});
  }
}

void read_private(std::string_view text, DirectoryFile& out) {
  const auto read = ::ccmail::read_private_directory(text, out.code_page);
  tell(read.damage, "Entry", text, out);
  tell_undecodable(read.undecodable, out);
  for (const std::string& remark : read.remarks) {
    out.findings.add(
        {.damage = {.kind = bytes::DamageKind::Inconsistent, .field = "PrivateDirectory.entries"},
         .column = "Entry",
         .raw = remark});
  }
  for (const auto& entry : read.entries) {
    const std::string smtp = ::ccmail::internet_address(entry.address);
    const std::string& name = entry.name.empty() ? entry.address : entry.name;
    out.records.push_back(to_record(entry.line, name, {}, smtp, false));
  }
}

void read_aliases(std::string_view text, DirectoryFile& out) {
  const auto read = ::ccmail::read_gateway_aliases(text, out.code_page);
  tell(read.damage, "<=>", text, out);
  tell_undecodable(read.undecodable, out);
  for (const auto& entry : read.entries) {
    const auto address = ::ccmail::read_address(entry.native);
    out.records.push_back(
        to_record(entry.line, address.name, address.post_office, entry.alias, true));
  }
}

}  // namespace

DirectoryFile to_directory_file(std::string_view file, TextKind kind,
                                text::CodePageNumber charset) {
  DirectoryFile out;
  out.code_page = charset != 0 ? charset : default_page(kind);
  switch (kind) {
    case TextKind::Directory:
      read_export(file, out);
      break;
    case TextKind::PrivateDirectory:
      read_private(file, out);
      break;
    case TextKind::GatewayAliases:
      read_aliases(file, out);
      break;
    case TextKind::None:
    case TextKind::Messages:
    case TextKind::PossibleMessages:
      break;
  }
  return out;
}

std::string_view name_of(TextKind kind) {
  switch (kind) {
    case TextKind::Directory:
      return "cc:Mail directory export";
    case TextKind::PrivateDirectory:
      return "cc:Mail private directory";
    case TextKind::GatewayAliases:
      return "cc:Mail gateway aliases";
    case TextKind::None:
    case TextKind::Messages:
    case TextKind::PossibleMessages:
      break;
  }
  return "cc:Mail export";
}

text::CodePageNumber default_page(TextKind kind) {
  return kind == TextKind::PrivateDirectory ? text::kWindows1252 : kDefaultPage;
}

}  // namespace convert::ccmail
