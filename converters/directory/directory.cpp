#include "converters/directory/directory.h"

#include <unordered_map>
#include <utility>

#include "formats/text/code_page.h"

namespace convert::directory {
namespace {

using ::directory::Attribute;
using ::directory::Change;

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
      remove(record.dn);
    } else if (record.change == Change::Modify) {
      modify(record, name, site);
    } else {
      add_object(record, name, site);
    }
  }
  settle();
}

void Directory::add_object(const ::directory::Record& record, const std::string& name,
                           const Site& site) {
  Source source;
  if (!record.dn.empty()) {
    by_dn_[text::fold_case(record.dn)].push_back(objects_.size());
    source.record = record;
  }
  objects_.push_back(to_object(record, name, site));
  sources_.push_back(std::move(source));
}

void Directory::modify(const ::directory::Record& change, const std::string& name,
                       const Site& site) {
  const auto known = change.dn.empty() ? by_dn_.end() : by_dn_.find(text::fold_case(change.dn));
  if (known == by_dn_.end()) {
    ::directory::Record record{.line = change.line, .dn = change.dn};
    static_cast<void>(apply_change(record, change));  // no more fields than it has
    return add_object(record, name, site);
  }
  for (const std::size_t place : known->second) {
    if (!apply_change(sources_[place].record, change)) {
      ++cut_changes_;
    }
    sources_[place].state = State::Changed;
  }
}

void Directory::remove(const std::string& dn) {
  const auto known = dn.empty() ? by_dn_.end() : by_dn_.find(text::fold_case(dn));
  if (known == by_dn_.end()) {
    return;
  }
  for (const std::size_t place : known->second) {
    sources_[place].state = State::Gone;
  }
  by_dn_.erase(known);
}

void Directory::settle() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < objects_.size(); ++i) {
    Source& source = sources_[i];
    if (source.state == State::Gone) {
      continue;
    }
    if (source.state == State::Changed) {
      // What has a dn comes from a file that needs no site.
      objects_[i] = to_object(source.record, objects_[i].file, Site());
      source.state = State::Done;
    }
    if (kept != i) {
      objects_[kept] = std::move(objects_[i]);
      sources_[kept] = std::move(source);
    }
    ++kept;
  }
  if (kept == objects_.size()) {
    return;
  }
  objects_.resize(kept);
  sources_.resize(kept);
  by_dn_.clear();
  for (std::size_t i = 0; i < kept; ++i) {
    if (!sources_[i].record.dn.empty()) {
      by_dn_[text::fold_case(sources_[i].record.dn)].push_back(i);
    }
  }
}

std::vector<Collision> find_collisions(const Directory& directory) {
  Claims claims;
  const auto& objects = directory.objects();
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i].kind != ObjectKind::Mailbox) {
      continue;
    }
    for (const auto& address : objects[i].addresses) {
      claims.add(text::proxy_key(address.type, address.address), to_text(address), i);
    }
    const auto& alias = objects[i].alias.empty() ? objects[i].common_name : objects[i].alias;
    if (!alias.empty()) {
      claims.add("alias " + text::fold_case(alias), "alias " + alias, i);
    }
  }
  return claims.collisions();
}

}  // namespace convert::directory
