#include "formats/iff/mailbox_register.h"

#include <initializer_list>
#include <utility>

#include "formats/iff/ascii.h"
#include "formats/iff/multi_value.h"
#include "formats/iff/primary.h"
#include "formats/text/code_page.h"
#include "formats/text/proxy_address.h"

namespace iff {
namespace {

/// What a source address has behind its types: "SANFRN(X)" of "migrate:PROFS:SANFRN(X)".
std::string name_in(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  const std::string name = colon == std::string::npos ? address : address.substr(colon + 1);
  return name.empty() ? address : name;
}

std::string first_of(const DirectoryRow& row, std::initializer_list<std::string_view> columns) {
  for (const std::string_view column : columns) {
    if (const auto value = trim(row.find(column)); !value.empty()) {
      return std::string(value);
    }
  }
  return {};
}

}  // namespace

void MailboxRegister::reserve(const std::string& name) { names_.insert(text::fold_case(name)); }

std::size_t MailboxRegister::of_section(const std::string& address, bool is_public,
                                        const std::string& stem) {
  // No address has a line end in it.
  const std::string key = is_public         ? "(public)"
                          : address.empty() ? "\n" + text::fold_case(stem)
                                            : address_key(address);
  const auto [known, is_new] = by_key_.emplace(key, mailboxes_.size());
  if (!is_new) {
    return known->second;
  }
  SetMailbox mailbox;
  mailbox.display = is_public ? "Public Folders" : address.empty() ? stem : name_in(address);
  mailbox.name = unique(mailbox.display);
  mailbox.address = is_public ? std::string() : address;
  mailbox.is_public = is_public;
  if (address.empty() && !is_public) {
    mailbox.remarks.push_back(stem +
                              ": sections of this file tell no address: they are one mailbox, "
                              "called by the file");
  }
  mailboxes_.push_back(std::move(mailbox));
  return known->second;
}

void MailboxRegister::add_entry(std::string where, const DirectoryRow& row) {
  Entry entry;
  entry.where = std::move(where);
  entry.display = first_of(row, {"Display-Name", "Common-Name", "Directory Name"});
  entry.alias = first_of(row, {"Common-Name", "Directory Name", "Alias Name"});
  for (const std::string_view column : {"Secondary-Proxy-Addresses", "E-mail Addresses"}) {
    const std::string_view list = row.find(column);
    const auto values = list.find('"') == std::string_view::npos
                            ? text::split_proxy_addresses(list, ';')
                            : split_values(list);
    for (const std::string& value : values) {
      entry.keys.push_back(address_key(value));
      entry.address = entry.address.empty() ? value : entry.address;
    }
  }
  entries_.push_back(std::move(entry));
}

void MailboxRegister::resolve_entries(std::vector<std::string>& remarks) {
  for (const Entry& entry : entries_) {
    std::string collision;
    const std::size_t index = mailbox_of(entry, collision);
    SetMailbox& mailbox = mailboxes_[index];
    claimed_.emplace(index, entry.where);
    name_mailbox(entry, mailbox);
    if (!collision.empty()) {
      mailbox.remarks.push_back(collision);
      remarks.push_back(std::move(collision));
    }
    if (entry.alias.empty()) {
      continue;
    }
    const auto [other, is_new] = aliases_.emplace(text::fold_case(entry.alias), entry.where);
    if (!is_new) {
      mailbox.remarks.push_back(entry.where + ": the alias " + entry.alias + " is that of " +
                                other->second + ", too: each is a mailbox of its own");
      remarks.push_back(mailbox.remarks.back());
    }
  }
  entries_.clear();
}

std::size_t MailboxRegister::mailbox_of(const Entry& entry, std::string& collision) {
  for (const std::string& key : entry.keys) {
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) {
      continue;
    }
    const auto claim = claimed_.find(known->second);
    if (claim == claimed_.end()) {
      return known->second;
    }
    collision = entry.where + ": the address " + key + " is that of " + claim->second +
                ", too, which has the mail";
  }
  for (const std::string& key : entry.keys) {
    by_key_.emplace(key, mailboxes_.size());
  }
  mailboxes_.emplace_back();
  mailboxes_.back().address = entry.address;
  return mailboxes_.size() - 1;
}

void MailboxRegister::name_mailbox(const Entry& entry, SetMailbox& mailbox) {
  if (!mailbox.name.empty()) {
    names_.erase(text::fold_case(mailbox.name));
  }
  const std::string called = entry.display.empty() ? mailbox.display : entry.display;
  mailbox.display = called.empty() ? std::string("mailbox") : called;
  mailbox.name = unique(mailbox.display);
}

std::string MailboxRegister::unique(const std::string& name) {
  std::string candidate = name;
  while (!names_.insert(text::fold_case(candidate)).second) {
    std::uint32_t& number = numbers_.try_emplace(text::fold_case(name), 1).first->second;
    candidate = name + " (" + std::to_string(++number) + ")";
  }
  return candidate;
}

}  // namespace iff
