#include "formats/mime/vcard.h"

#include <initializer_list>
#include <string_view>

namespace mime {
namespace {

/// Appends lines; properties without a value stay away.
class CardText {
 public:
  explicit CardText(std::string_view version) {
    raw("BEGIN", "VCARD");
    raw("VERSION", version);
  }

  void raw(std::string_view name, std::string_view value) { out_ += content_line(name, value); }
  void line(std::string_view name, const std::vector<LineParameter>& parameters,
            std::string_view value) {
    out_ += content_line(name, parameters, value);
  }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) {
      raw(name, escape_text(value));
    }
  }
  void list(std::string_view name, const std::vector<std::string>& values, char separator) {
    if (!values.empty()) {
      raw(name, joined(values, separator));
    }
  }

  [[nodiscard]] static std::string joined(const std::vector<std::string>& values, char separator) {
    std::string out;
    for (const std::string& value : values) {
      if (&value != &values.front()) {
        out += separator;
      }
      out += escape_text(value);
    }
    return out;
  }

  [[nodiscard]] std::string finish() {
    raw("END", "VCARD");
    return std::move(out_);
  }

 private:
  std::string out_;
};

/// RFC 2426 writes several types as one parameter each, or as a list; one each is read by all.
std::vector<LineParameter> type_parameters(const std::vector<std::string>& types) {
  std::vector<LineParameter> parameters;
  parameters.reserve(types.size());
  for (const std::string& type : types) {
    parameters.push_back({.name = "TYPE", .value = type});
  }
  return parameters;
}

void write_ways_to_reach(const Vcard& card, CardText& out) {
  for (const std::string& email : card.emails) {
    std::vector<std::string> types{"INTERNET"};
    if (&email == &card.emails.front()) {
      types.emplace_back("PREF");
    }
    out.line("EMAIL", type_parameters(types), escape_text(email));
  }
  for (const VcardPhone& phone : card.phones) {
    out.line("TEL", type_parameters(phone.types), escape_text(phone.number));
  }
  for (const VcardAddress& address : card.addresses) {
    // RFC 2426 3.2.1: post office box; extended address; street; locality; region; postal code;
    // country.
    out.line("ADR", type_parameters(address.types),
             CardText::joined({address.post_office_box, "", address.street, address.city,
                               address.region, address.postal_code, address.country},
                              ';'));
  }
  for (const VcardUrl& url : card.urls) {
    // RFC 2426 3.6.8: the value is a uri, which is not escaped.
    out.line("URL", url.type.empty() ? std::vector<LineParameter>{} : type_parameters({url.type}),
             url.url);
  }
}

}  // namespace

std::string write_vcard(const Vcard& card) {
  CardText out("3.0");
  // RFC 2426 5: FN and N are the two that must be there.
  out.raw("FN", escape_text(card.full_name));
  out.raw("N", CardText::joined({card.family_name, card.given_name, card.additional_names,
                                 card.prefixes, card.suffixes},
                                ';'));
  out.text("UID", card.uid);
  out.text("NICKNAME", card.nickname);
  out.list("ORG", card.organization, ';');
  out.text("TITLE", card.title);
  out.text("ROLE", card.role);
  write_ways_to_reach(card, out);
  if (!card.birthday.empty()) {
    out.raw("BDAY", card.birthday);
  }
  out.list("CATEGORIES", card.categories, ',');
  out.text("NOTE", card.note);
  for (const LineProperty& extension : card.extensions) {
    out.text(extension.name, extension.value);
  }
  return out.finish();
}

std::string write_vcard(const VcardGroup& group) {
  CardText out("4.0");
  out.raw("KIND", "group");
  out.raw("FN", escape_text(group.full_name));
  out.text("UID", group.uid);
  for (const VcardMember& member : group.members) {
    std::vector<LineParameter> parameters;
    if (!member.native_type.empty() && member.uri.empty()) {
      parameters.push_back({.name = "X-TYPE", .value = member.native_type});
    }
    if (!member.name.empty()) {
      parameters.push_back({.name = "X-CN", .value = member.name});
    }
    // RFC 6350 6.6.5: "A single URI."
    if (member.uri.empty()) {
      out.line("X-RESTANTE-MEMBER", parameters, escape_text(member.native_address));
    } else {
      out.line("MEMBER", parameters, member.uri);
    }
  }
  out.list("CATEGORIES", group.categories, ',');
  out.text("NOTE", group.note);
  return out.finish();
}

}  // namespace mime
