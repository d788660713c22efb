#include "converters/directory/object.h"

#include <algorithm>
#include <array>
#include <utility>

#include "converters/directory/sid.h"
#include "formats/text/code_page.h"

namespace convert::directory {
namespace {

using ::directory::Attribute;
using ::directory::Record;
using text::ProxyForm;

/// Attributes of text. LDIF may hold other bytes in base64: they become U+FFFD, never broken UTF-8.
std::string text_of(const Record& record, Attribute attribute) {
  return text::decode(::directory::value_of(record, attribute), text::kUtf8).utf8;
}

ObjectKind kind_of(const Record& record) {
  struct Class {
    std::string_view name;
    ObjectKind kind;
  };
  // Exchange's import classes, then those of Active Directory and of Exchange 5.5's LDAP schema.
  constexpr std::array<Class, 12> kClasses = {{
      {"mailbox", ObjectKind::Mailbox},
      {"remote", ObjectKind::Contact},
      {"dl", ObjectKind::List},
      {"contact", ObjectKind::Contact},
      {"remote-address", ObjectKind::Contact},
      {"group", ObjectKind::List},
      {"groupofnames", ObjectKind::List},
      {"user", ObjectKind::Mailbox},
      {"inetorgperson", ObjectKind::Mailbox},
      {"organizationalperson", ObjectKind::Mailbox},
      {"custom-recipient", ObjectKind::Contact},
      {"publicfolder", ObjectKind::Other},
  }};
  const auto values = ::directory::values_of(record, Attribute::ObjectClass);
  for (const Class& known : kClasses) {
    if (std::any_of(values.begin(), values.end(), [&known](std::string_view value) {
          return text::fold_case(value) == known.name;
        })) {
      return known.kind;
    }
  }
  return values.empty() ? ObjectKind::Mailbox : ObjectKind::Other;
}

bool is_smtp(const text::ProxyAddress& address) {
  return !address.migrate && text::proxy_key(address.type, "") == "SMTP:";
}

void add_address(Object& object, text::ProxyAddress address) {
  if (address.form != ProxyForm::Placeholder && !address.address.empty()) {
    object.addresses.push_back(std::move(address));
  }
}

void add_addresses(Object& object, const Record& record) {
  for (const auto attribute : {Attribute::ProxyAddresses, Attribute::EmailAddress,
                               Attribute::SecondaryProxyAddresses, Attribute::TargetAddress}) {
    for (const std::string_view value : ::directory::values_of(record, attribute)) {
      add_address(object, text::parse_proxy_address(text::decode(value, text::kUtf8).utf8));
    }
  }
}

/// An address of a column that names its type.
void add_typed(Object& object, std::string_view type, std::string address) {
  const auto key = text::proxy_key(type, address);
  const bool is_known =
      std::any_of(object.addresses.begin(), object.addresses.end(), [&key](const auto& each) {
        return !each.migrate && text::proxy_key(each.type, each.address) == key;
      });
  if (!is_known) {
    add_address(
        object,
        {.type = std::string(type), .address = std::move(address), .form = ProxyForm::Inferred});
  }
}

/// KB Q314739: /o=<Org>/ou=<Site>/cn=Recipients/cn=<Directory Name>; another container stands in
/// Obj-Container, each level behind a slash.
std::string legacy_name(const Record& record, const Object& object, const Site& site) {
  const auto stored = text_of(record, Attribute::LegacyName);
  if (!stored.empty() || object.common_name.empty()) {
    return stored;
  }
  auto container = text_of(record, Attribute::Container);
  if (text::fold_case(std::string_view(container).substr(0, 3)) == "/o=") {
    return container + "/cn=" + object.common_name;
  }
  if (site.dn.empty()) {
    return {};
  }
  std::string dn = site.dn;
  std::string_view rest = container.empty() ? std::string_view("Recipients") : container;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const auto level = rest.substr(0, end);
    if (!level.empty()) {
      dn.append(level.find('=') == std::string_view::npos ? "/cn=" : "/").append(level);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return dn + "/cn=" + object.common_name;
}

}  // namespace

Object to_object(const Record& record, std::string file, const Site& site) {
  Object object{.file = std::move(file),
                .line = record.line,
                .kind = kind_of(record),
                .dn = text::decode(record.dn, text::kUtf8).utf8,
                .alias = text_of(record, Attribute::Alias),
                .common_name = text_of(record, Attribute::CommonName),
                .display_name = text_of(record, Attribute::DisplayName),
                .given_name = text_of(record, Attribute::GivenName),
                .surname = text_of(record, Attribute::Surname),
                .account = text_of(record, Attribute::NtAccount),
                .sid = sid_text(::directory::value_of(record, Attribute::Sid)).value_or(""),
                .source_name = text_of(record, Attribute::SourceName)};
  add_addresses(object, record);
  if (auto mail = text_of(record, Attribute::Mail); !mail.empty()) {
    add_typed(object, "SMTP", std::move(mail));
  }
  // LDIF names its objects itself.
  if (auto name = legacy_name(record, object, record.dn.empty() ? site : Site()); !name.empty()) {
    add_typed(object, "EX", std::move(name));
  }
  for (const std::string_view member : ::directory::values_of(record, Attribute::Members)) {
    object.members.push_back(text::decode(member, text::kUtf8).utf8);
  }
  return object;
}

std::string smtp_of(const Object& object) {
  const auto primary =
      std::find_if(object.addresses.begin(), object.addresses.end(),
                   [](const auto& address) { return is_smtp(address) && address.primary; });
  if (primary != object.addresses.end()) {
    return primary->address;
  }
  return std::count_if(object.addresses.begin(), object.addresses.end(), is_smtp) == 1
             ? std::find_if(object.addresses.begin(), object.addresses.end(), is_smtp)->address
             : std::string();
}

std::string label_of(const Object& object) {
  for (const auto* name : {&object.display_name, &object.alias, &object.common_name, &object.dn}) {
    if (!name->empty()) {
      return *name;
    }
  }
  return "line " + std::to_string(object.line);
}

std::string_view name_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::Mailbox:
      return "mailbox";
    case ObjectKind::Contact:
      return "contact";
    case ObjectKind::List:
      return "list";
    case ObjectKind::Other:
      break;
  }
  return "other";
}

}  // namespace convert::directory
