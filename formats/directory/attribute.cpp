#include "formats/directory/attribute.h"

#include <algorithm>
#include <array>
#include <string>

namespace directory {
namespace {

struct Name {
  std::string_view normalised;
  Attribute attribute;
};

// In the order of their bytes.
constexpr std::array<Name, 38> kNames = {{
    {"alias", Attribute::Alias},
    {"aliasname", Attribute::Alias},
    {"assocntaccount", Attribute::NtAccount},
    {"cn", Attribute::CommonName},
    {"comment", Attribute::Comment},
    {"commonname", Attribute::CommonName},
    {"directoryname", Attribute::CommonName},
    {"displayname", Attribute::DisplayName},
    {"emailaddress", Attribute::EmailAddress},
    {"emailaddresses", Attribute::ProxyAddresses},
    {"firstname", Attribute::GivenName},
    {"givenname", Attribute::GivenName},
    {"hidefromab", Attribute::HideFromAddressBook},
    {"homeserver", Attribute::HomeServer},
    {"lastname", Attribute::Surname},
    {"legacyexchangedn", Attribute::LegacyName},
    {"mail", Attribute::Mail},
    {"mailnickname", Attribute::Alias},
    {"member", Attribute::Members},
    {"members", Attribute::Members},
    {"migrateuser", Attribute::MigrateUser},
    {"mode", Attribute::Mode},
    {"native", Attribute::Native},
    {"objclass", Attribute::ObjectClass},
    {"objcontainer", Attribute::Container},
    {"objectclass", Attribute::ObjectClass},
    {"objectsid", Attribute::Sid},
    {"primarywindowsntaccount", Attribute::NtAccount},
    {"proxyaddresses", Attribute::ProxyAddresses},
    {"rfc822mailbox", Attribute::Mail},
    {"samaccountname", Attribute::NtAccount},
    {"secondaryproxyaddresses", Attribute::SecondaryProxyAddresses},
    {"sfsfullname", Attribute::SourceFullName},
    {"sfsusername", Attribute::SourceName},
    {"smtp", Attribute::Smtp},
    {"sn", Attribute::Surname},
    {"surname", Attribute::Surname},
    {"targetaddress", Attribute::TargetAddress},
}};
static_assert(std::ranges::is_sorted(kNames, {}, &Name::normalised));

std::string normalised(std::string_view name) {
  std::string out;
  for (const char c : name.substr(0, name.find(';'))) {
    if (c != ' ' && c != '-' && c != '_' && c != '\t') {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

}  // namespace

std::optional<Attribute> attribute_of(std::string_view name) {
  const auto wanted = normalised(name);
  const auto* const found = std::ranges::lower_bound(kNames, wanted, {}, &Name::normalised);
  return found == kNames.end() || found->normalised != wanted ? std::nullopt
                                                              : std::optional(found->attribute);
}

bool is_object_class(std::string_view value) {
  const auto name = normalised(value);
  return name == "mailbox" || name == "remote" || name == "dl";
}

bool holds_addresses(Attribute attribute) {
  return attribute == Attribute::EmailAddress || attribute == Attribute::ProxyAddresses ||
         attribute == Attribute::SecondaryProxyAddresses || attribute == Attribute::TargetAddress;
}

}  // namespace directory
