// People as vCard 3.0 (RFC 2426), lists of people as vCard 4.0 groups (RFC 6350).
#pragma once

#include <string>
#include <vector>

#include "formats/mime/content_line.h"

namespace mime {

/// Everything is UTF-8 and unescaped; empty strings and vectors are left out. The version is 3.0
/// for people because that is what address books import; only 4.0 has groups.
struct VcardPhone {
  std::vector<std::string> types{};  // "WORK", "FAX" … in RFC 2426 3.3.1's words
  std::string number{};
};

struct VcardAddress {
  std::vector<std::string> types{};  // "WORK", "HOME"; none: POSTAL
  std::string post_office_box{};
  std::string street{};
  std::string city{};
  std::string region{};
  std::string postal_code{};
  std::string country{};
};

struct VcardUrl {
  std::string type{};  // "WORK", "HOME" or empty
  std::string url{};
};

struct Vcard {
  std::string uid{};
  std::string full_name{};  // FN must be there: who has none is written with an empty one
  std::string family_name{};
  std::string given_name{};
  std::string additional_names{};
  std::string prefixes{};
  std::string suffixes{};
  std::string nickname{};
  std::vector<std::string> organization{};  // company, department …
  std::string title{};
  std::string role{};
  std::vector<std::string> emails{};  // addr-specs, the preferred one first
  std::vector<VcardPhone> phones{};
  std::vector<VcardAddress> addresses{};
  std::vector<VcardUrl> urls{};
  std::string birthday{};  // ISO 8601: a date or a date with time
  std::vector<std::string> categories{};
  std::string note{};
  std::vector<LineProperty> extensions{};  // X-…, values unescaped
};

/// A member of a group. With a `uri` it becomes MEMBER; without one X-RESTANTE-MEMBER with the
/// native address as text, because MEMBER takes nothing but a URI and nobody may get lost.
struct VcardMember {
  std::string uri{};
  std::string name{};
  std::string native_type{};
  std::string native_address{};
};

struct VcardGroup {
  std::string uid{};
  std::string full_name{};
  std::vector<VcardMember> members{};
  std::vector<std::string> categories{};
  std::string note{};
};

[[nodiscard]] std::string write_vcard(const Vcard& card);
[[nodiscard]] std::string write_vcard(const VcardGroup& group);

}  // namespace mime
