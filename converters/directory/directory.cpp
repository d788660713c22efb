#include "converters/directory/directory.h"

#include <unordered_map>
#include <utility>

#include "formats/text/code_page.h"

namespace convert::directory {
namespace {

using ::directory::Attribute;
using ::directory::Change;

std::string as_text(const text::ProxyAddress& address) {
  return (address.migrate ? "migrate:" : "") + (address.type.empty() ? "" : address.type + ':') +
         address.address;
}

/// Claims in the order in which they are first made.
class Claims {
 public:
  void add(const std::string& key, const std::string& what, std::size_t object) {
    const auto [place, is_new] = index_.emplace(key, claims_.size());
    if (is_new) {
      claims_.push_back({.what = what, .objects = {object}});
    } else if (claims_[place->second].objects.back() != object) {
      claims_[place->second].objects.push_back(object);
    }
  }

  std::vector<Collision> collisions() {
    std::erase_if(claims_, [](const Collision& claim) { return claim.objects.size() < 2; });
    return std::move(claims_);
  }

 private:
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<Collision> claims_;
};

}  // namespace

void Directory::add(const std::string& name, const ::directory::DirectoryFile& file,
                    const Site& site) {
  for (const auto& record : file.records) {
    if (file.kind == ::directory::FileKind::AddressMap) {
      mapped_.push_back({.file = name,
                         .line = record.line,
                         .native = std::string(value_of(record, Attribute::Native)),
                         .smtp = std::string(value_of(record, Attribute::Smtp))});
    } else if (record.change == Change::Delete) {
      ++deleted_;
    } else {
      add_object(to_object(record, name, site), record.change);
    }
  }
}

void Directory::add_object(Object object, Change change) {
  if (!object.dn.empty()) {
    const auto [known, is_new] = by_dn_.emplace(text::fold_case(object.dn), objects_.size());
    if (!is_new && change == Change::Modify) {
      auto& old = objects_[known->second];
      old.addresses.insert(old.addresses.end(), object.addresses.begin(), object.addresses.end());
      old.members.insert(old.members.end(), object.members.begin(), object.members.end());
      return;
    }
  }
  objects_.push_back(std::move(object));
}

std::vector<Collision> find_collisions(const Directory& directory) {
  Claims claims;
  const auto& objects = directory.objects();
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i].kind != ObjectKind::Mailbox) {
      continue;
    }
    for (const auto& address : objects[i].addresses) {
      claims.add(text::proxy_key(address.type, address.address), as_text(address), i);
    }
    const auto& alias = objects[i].alias.empty() ? objects[i].common_name : objects[i].alias;
    if (!alias.empty()) {
      claims.add("alias " + text::fold_case(alias), "alias " + alias, i);
    }
  }
  return claims.collisions();
}

}  // namespace convert::directory
