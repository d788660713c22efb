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

constexpr std::array<Name, 38> kNames = {{
    {"objclass", Attribute::ObjectClass},
    {"objectclass", Attribute::ObjectClass},
    {"mode", Attribute::Mode},
    {"firstname", Attribute::GivenName},
    {"givenname", Attribute::GivenName},
    {"lastname", Attribute::Surname},
    {"surname", Attribute::Surname},
    {"sn", Attribute::Surname},
    {"displayname", Attribute::DisplayName},
    {"aliasname", Attribute::Alias},
    {"alias", Attribute::Alias},
    {"mailnickname", Attribute::Alias},
    {"directoryname", Attribute::CommonName},
    {"commonname", Attribute::CommonName},
    {"cn", Attribute::CommonName},
    {"primarywindowsntaccount", Attribute::NtAccount},
    {"assocntaccount", Attribute::NtAccount},
    {"samaccountname", Attribute::NtAccount},
    {"homeserver", Attribute::HomeServer},
    {"emailaddress", Attribute::EmailAddress},
    {"emailaddresses", Attribute::ProxyAddresses},
    {"proxyaddresses", Attribute::ProxyAddresses},
    {"secondaryproxyaddresses", Attribute::SecondaryProxyAddresses},
    {"mail", Attribute::Mail},
    {"rfc822mailbox", Attribute::Mail},
    {"targetaddress", Attribute::TargetAddress},
    {"legacyexchangedn", Attribute::LegacyName},
    {"objectsid", Attribute::Sid},
    {"members", Attribute::Members},
    {"member", Attribute::Members},
    {"objcontainer", Attribute::Container},
    {"hidefromab", Attribute::HideFromAddressBook},
    {"comment", Attribute::Comment},
    {"sfsusername", Attribute::SourceName},
    {"sfsfullname", Attribute::SourceFullName},
    {"migrateuser", Attribute::MigrateUser},
    {"native", Attribute::Native},
    {"smtp", Attribute::Smtp},
}};

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
  const auto* const found = std::find_if(
      kNames.begin(), kNames.end(), [&](const Name& each) { return each.normalised == wanted; });
  return found == kNames.end() ? std::nullopt : std::optional(found->attribute);
}

bool holds_addresses(Attribute attribute) {
  return attribute == Attribute::EmailAddress || attribute == Attribute::ProxyAddresses ||
         attribute == Attribute::SecondaryProxyAddresses || attribute == Attribute::TargetAddress;
}

}  // namespace directory
