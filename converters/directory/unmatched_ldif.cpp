#include "converters/directory/unmatched_ldif.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "formats/directory/ldif_writer.h"
#include "formats/directory/record.h"
#include "formats/text/code_page.h"
#include "formats/text/proxy_address.h"
#include "formats/text/utf8.h"

namespace convert::directory {
namespace {

using ::directory::Change;
using ::directory::Record;

// [MS-ADTS] 2.2.16: ADS_UF_NORMAL_ACCOUNT, 0x200, and ADS_UF_ACCOUNT_DISABLE, 2.
constexpr std::string_view kDisabledUser = "514";

// [MS-SAMR] 3.1.1.6: of a user account at most 20 characters, none of these.
constexpr std::size_t kMostAccountSize = 20;
constexpr std::string_view kNotInAccounts = "\"/\\[]:;|=,+*?<>@";

void put(Record& record, std::string_view name, std::string value) {
  static_cast<void>(add_value(record, name, std::move(value)));  // a handful of fields
}

/// Names that are given once, numbered from 2 on when equal.
class Names {
 public:
  std::string add(const std::string& name, std::size_t most) {
    std::string given(text::utf8_front(name, most));
    for (unsigned number = 2; !taken_.insert(text::fold_case(given)).second; ++number) {
      const auto suffix = std::to_string(number);
      given = std::string(text::utf8_front(name, most - suffix.size())) + suffix;
    }
    return given;
  }

 private:
  std::set<std::string> taken_;
};

std::string account_of(std::string_view name) {
  std::string account;
  for (const char c : name) {
    const bool is_allowed =
        static_cast<unsigned char>(c) >= ' ' && kNotInAccounts.find(c) == std::string_view::npos;
    if (is_allowed) {
      account += c;
    }
  }
  while (account.ends_with('.') || account.ends_with(' ')) {
    account.pop_back();
  }
  return account.empty() ? "user" : account;
}

std::string in_small_letters(std::string type) {
  std::transform(type.begin(), type.end(), type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return type;
}

/// A proxy address as Active Directory holds it.
std::string proxy_value(const text::ProxyAddress& address, bool is_primary) {
  if (address.migrate) {
    return to_text(address);
  }
  const bool is_legacy_name = text::proxy_key(address.type, "") == "EX:";
  const auto type = is_legacy_name ? std::string("X500")
                    : is_primary   ? address.type
                                   : in_small_letters(address.type);
  return type + ':' + address.address;
}

/// Equal for spellings of one address, MIGRATE apart from others.
std::string key_of(const text::ProxyAddress& address) {
  return (address.migrate ? "migrate:" : "") + text::proxy_key(address.type, address.address);
}

/// Without a type it is no proxy address, unless it is one of type MIGRATE.
bool is_proxy(const text::ProxyAddress& address) {
  return address.migrate || !address.type.empty();
}

/// Adds what `addresses` has and `record` lacks; values equal but for spelling stand once.
class Proxies {
 public:
  void add(const text::ProxyAddress& address) {
    if (!is_proxy(address) || !known_.insert(key_of(address)).second) {
      return;
    }
    // One address of a type is primary: the first.
    const bool is_primary = address.primary && primary_types_.insert(address.type).second;
    values_.push_back(proxy_value(address, is_primary));
  }
  void know(const text::ProxyAddress& address) { known_.insert(key_of(address)); }
  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }

 private:
  std::set<std::string> known_;
  std::set<std::string> primary_types_;
  std::vector<std::string> values_;
};

class Writer {
 public:
  Writer(const Directory& directory, std::string_view base) : directory_(directory), base_(base) {
    for (const Object& object : directory.objects()) {
      const auto name = object.account.substr(object.account.find('\\') + 1);
      if (!name.empty()) {
        static_cast<void>(accounts_.add(account_of(name), kMostAccountSize));
      }
    }
  }

  std::string write(std::span<const MatchedMailbox> mailboxes) {
    out_ = "version: 1\n\n";
    for (const MatchedMailbox& mailbox : mailboxes) {
      switch (mailbox.match.outcome) {
        case Outcome::Unmatched:
          tell_kept_contacts(mailbox);
          take_contacts_away(mailbox.match);
          add_user(mailbox);
          break;
        case Outcome::Matched:
          tell_kept_contacts(mailbox);
          merge_contacts(mailbox);
          break;
        case Outcome::Suggested:
        case Outcome::Ambiguous:
          tell(mailbox);
          break;
      }
    }
    return std::move(out_);
  }

 private:
  static std::string label_of_mailbox(const Identity& identity) {
    return identity.display_name.empty() ? identity.name : identity.display_name;
  }

  const Object& object(std::size_t place) const { return directory_.objects()[place]; }

  void comment(const std::string& text) { out_ += ::directory::ldif_comment(text) + '\n'; }

  std::string name_and_place(const Object& object) const {
    return label_of(object) + " (" + object.file + " line " + std::to_string(object.line) + ")";
  }

  void tell_kept_contacts(const MatchedMailbox& mailbox) {
    for (const std::size_t place : mailbox.match.kept_contacts) {
      comment("The contact " + name_and_place(object(place)) + " has the address of mailbox " +
              label_of_mailbox(mailbox.identity) + ", and stays");
    }
  }

  void tell(const MatchedMailbox& mailbox) {
    auto text = "Mailbox " + label_of_mailbox(mailbox.identity) + " is " +
                std::string(name_of(mailbox.match.outcome)) + ": ";
    for (const std::size_t place : mailbox.match.objects) {
      text += (place == mailbox.match.objects.front() ? "" : "; ") + name_and_place(object(place));
    }
    comment(text);
  }

  void take_contacts_away(const Match& match) {
    for (const std::size_t place : match.contacts) {
      const Object& contact = object(place);
      if (contact.dn.empty()) {
        comment("The contact " + name_and_place(contact) +
                " becomes the user below; remove it by hand");
      } else if (const auto rest = no_proxies_of(contact); !rest.empty()) {
        comment(
            "The contact " + name_and_place(contact) +
            " is not deleted: the user below cannot have these addresses without type: " + rest);
      } else if (removed_.insert(text::fold_case(contact.dn)).second) {
        out_ += ldif_record(Record{.dn = contact.dn, .change = Change::Delete});
      }
    }
  }

  static std::string no_proxies_of(const Object& contact) {
    std::string rest;
    for (const auto& address : contact.addresses) {
      if (!is_proxy(address)) {
        rest += (rest.empty() ? "" : "; ") + address.address;
      }
    }
    return rest;
  }

  void add_user(const MatchedMailbox& mailbox) {
    const auto& identity = mailbox.identity;
    const Object* contact =
        mailbox.match.contacts.empty() ? nullptr : &object(mailbox.match.contacts.front());
    const auto display_name = contact != nullptr && !contact->display_name.empty()
                                  ? contact->display_name
                                  : label_of_mailbox(identity);
    const auto& alias =
        contact != nullptr && !contact->alias.empty() ? contact->alias : identity.name;
    constexpr std::size_t kMostCommonName = 64;  // the schema's upper range of cn
    const auto name = names_.add(display_name, kMostCommonName);
    Record user{.dn = "CN=" + ::directory::escape_dn_value(name) + ',' + base_};
    put(user, "objectClass", "user");
    put(user, "cn", name);
    put(user, "displayName", display_name);
    put(user, "givenName", contact == nullptr ? std::string() : contact->given_name);
    put(user, "sn", contact == nullptr ? std::string() : contact->surname);
    put(user, "sAMAccountName", accounts_.add(account_of(alias), kMostAccountSize));
    put(user, "userAccountControl", std::string(kDisabledUser));
    put(user, "mail", contact == nullptr ? std::string() : smtp_of(*contact));
    const auto proxies = proxies_of(mailbox, Proxies());
    for (const std::string& value : proxies.values()) {
      put(user, "proxyAddresses", value);
    }
    out_ += ldif_record(user);
  }

  Proxies proxies_of(const MatchedMailbox& mailbox, Proxies proxies) const {
    for (const std::size_t place : mailbox.match.contacts) {
      for (const auto& address : object(place).addresses) {
        proxies.add(address);
      }
    }
    auto old = text::parse_proxy_address(mailbox.identity.legacy_address);
    old.primary = false;
    old.migrate = false;
    proxies.add(old);
    return proxies;
  }

  void merge_contacts(const MatchedMailbox& mailbox) {
    if (mailbox.match.contacts.empty()) {
      return;
    }
    const Object& user = object(mailbox.match.objects.front());
    if (user.dn.empty()) {
      comment("The user " + name_and_place(user) + " has no dn; its contacts are merged by hand");
      return;
    }
    take_contacts_away(mailbox.match);
    Proxies known;
    for (const auto& address : user.addresses) {
      known.know(address);
    }
    Record change{.dn = user.dn, .change = Change::Modify};
    const auto proxies = proxies_of(mailbox, known);
    for (const std::string& value : proxies.values()) {
      // The user has a primary address of its own.
      const std::size_t colon = value.find(':');
      put(change, "proxyAddresses",
          value.starts_with("X500:")
              ? value
              : in_small_letters(value.substr(0, colon)) + value.substr(colon));
    }
    if (!change.fields.empty()) {
      out_ += ldif_record(change);
    }
  }

  const Directory& directory_;
  std::string base_;
  Names names_;
  Names accounts_;
  std::set<std::string> removed_;
  std::string out_;
};

}  // namespace

std::string unmatched_ldif(const Directory& directory, std::span<const MatchedMailbox> mailboxes,
                           std::string_view base) {
  return Writer(directory, base).write(mailboxes);
}

}  // namespace convert::directory
