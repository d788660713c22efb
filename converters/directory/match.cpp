#include "converters/directory/match.h"

#include <algorithm>
#include <array>

#include "converters/directory/sid.h"
#include "formats/text/code_page.h"
#include "formats/text/proxy_address.h"

namespace convert::directory {
namespace {

/// Places come in their order: an object's own stands last.
void add_once(std::vector<std::size_t>& places, std::size_t place) {
  if (places.empty() || places.back() != place) {
    places.push_back(place);
  }
}

void sort_out(std::vector<std::size_t>& places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

bool is_legacy_name(const text::ProxyAddress& address) {
  return text::proxy_key(address.type, "") == "EX:";
}

}  // namespace

std::string_view name_of(Rule rule) {
  switch (rule) {
    case Rule::None:
      break;
    case Rule::MigrateProxy:
      return "migrate proxy";
    case Rule::PlainProxy:
      return "proxy";
    case Rule::Sid:
      return "sid";
    case Rule::LegacyName:
      return "legacy name";
    case Rule::Name:
      return "name";
  }
  return "";
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Matched:
      return "matched";
    case Outcome::Suggested:
      return "suggested";
    case Outcome::Ambiguous:
      return "ambiguous";
    case Outcome::Unmatched:
      break;
  }
  return "unmatched";
}

Matcher::Matcher(const Directory& directory) : directory_(directory) {
  const auto& objects = directory.objects();
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const Object& object = objects[i];
    add_addresses(i, object);
    if (!object.sid.empty()) {
      sids_[object.sid].push_back(i);
    }
    for (const auto* name :
         {&object.alias, &object.common_name, &object.source_name, &object.display_name}) {
      if (!name->empty() && object.kind == ObjectKind::Mailbox) {
        add_once(names_[text::fold_case(*name)], i);
      }
    }
  }
}

void Matcher::add_addresses(std::size_t place, const Object& object) {
  for (const auto& address : object.addresses) {
    auto& index = address.migrate ? migrate_ : plain_;
    add_once(index[text::proxy_key(address.type, address.address)], place);
  }
}

Match Matcher::find_by_address(const Identity& identity) const {
  const auto address = text::parse_proxy_address(identity.legacy_address);
  const auto key = text::proxy_key(address.type, address.address);
  const auto untyped = text::proxy_key("", address.address);
  const auto sid = sid_text(identity.sid).value_or(std::string());
  struct Step {
    Rule rule;
    const Index& index;
    std::string key;
  };
  const std::string none;
  const std::string plain = address.address.empty() ? none : key;
  const bool is_x500 = is_legacy_name(address);
  const std::array<Step, 5> steps = {{
      {Rule::MigrateProxy, migrate_, plain},
      {Rule::MigrateProxy, migrate_, address.address.empty() ? none : untyped},
      {Rule::PlainProxy, plain_, is_x500 ? none : plain},
      {Rule::Sid, sids_, sid},
      {Rule::LegacyName, plain_, is_x500 ? plain : none},
  }};
  Match match;
  for (const Step& step : steps) {
    const auto found = step.key.empty() ? step.index.end() : step.index.find(step.key);
    if (found == step.index.end()) {
      continue;
    }
    for (const std::size_t place : found->second) {
      const auto kind = directory_.objects()[place].kind;
      if (kind == ObjectKind::Mailbox && (match.rule == Rule::None || match.rule == step.rule)) {
        match.rule = step.rule;
        match.objects.push_back(place);
      } else if (kind == ObjectKind::Contact) {
        (step.rule == Rule::LegacyName ? match.contacts : match.kept_contacts).push_back(place);
      }
    }
  }
  sort_out(match.objects);
  sort_out(match.contacts);
  sort_out(match.kept_contacts);
  std::erase_if(match.kept_contacts, [&match](std::size_t place) {
    return std::binary_search(match.contacts.begin(), match.contacts.end(), place);
  });
  return match;
}

std::vector<std::size_t> Matcher::find_by_name(const Identity& identity) const {
  std::vector<std::size_t> places;
  for (const auto* name : {&identity.name, &identity.display_name}) {
    const auto found = name->empty() ? names_.end() : names_.find(text::fold_case(*name));
    if (found != names_.end()) {
      places.insert(places.end(), found->second.begin(), found->second.end());
    }
  }
  sort_out(places);
  return places;
}

Match Matcher::match(const Identity& identity, bool accept_names) const {
  auto match = find_by_address(identity);
  const bool by_name = match.objects.empty();
  if (by_name) {
    match.objects = find_by_name(identity);
    match.rule = match.objects.empty() ? Rule::None : Rule::Name;
  }
  if (match.objects.empty()) {
    return match;
  }
  match.outcome = match.objects.size() > 1   ? Outcome::Ambiguous
                  : by_name && !accept_names ? Outcome::Suggested
                                             : Outcome::Matched;
  return match;
}

}  // namespace convert::directory
