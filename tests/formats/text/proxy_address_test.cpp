#include "formats/text/proxy_address.h"

#include <catch2/catch.hpp>

using text::parse_proxy_address;
using text::ProxyAddress;
using text::ProxyForm;
using text::split_proxy_addresses;
using Texts = std::vector<std::string>;

namespace {

ProxyAddress typed(std::string type, std::string address, bool primary) {
  return {.type = std::move(type),
          .address = std::move(address),
          .form = ProxyForm::Typed,
          .primary = primary};
}

}  // namespace

TEST_CASE("Q246279: a NET/PO/BOX address is of type MS and stays what it is") {
  CHECK(parse_proxy_address("MS:NET/PO/BOX") == typed("MS", "NET/PO/BOX", true));
}

TEST_CASE("an address whose type is in capitals is primary") {
  CHECK(parse_proxy_address("SMTP:a@b.example") == typed("SMTP", "a@b.example", true));
  CHECK(parse_proxy_address("smtp:a@b.example") == typed("smtp", "a@b.example", false));
  CHECK(parse_proxy_address("X400:c=US;a= ;s=Ash;") == typed("X400", "c=US;a= ;s=Ash;", true));
  CHECK(parse_proxy_address("x500:/o=A/cn=b") == typed("x500", "/o=A/cn=b", false));
  CHECK(parse_proxy_address("GWise:Dom.PO.ANN") == typed("GWise", "Dom.PO.ANN", false));
}

TEST_CASE("Q151826: a migrate prefix in any case marks the address of a source") {
  ProxyAddress expected = typed("CCMAIL", "user AT postoffice", false);
  expected.migrate = true;

  CHECK(parse_proxy_address("MIGRATE:CCMAIL:user AT postoffice") == expected);
  CHECK(parse_proxy_address("migrate: CCMAIL:user AT postoffice") == expected);
}

TEST_CASE("Q182665: what stands behind a migrate prefix may lack a type") {
  CHECK(parse_proxy_address("migrate:MS:NET/PO/USER") == ProxyAddress{.type = "MS",
                                                                      .address = "NET/PO/USER",
                                                                      .form = ProxyForm::Typed,
                                                                      .primary = false,
                                                                      .migrate = true});
  CHECK(parse_proxy_address("migrate:NET/PO/USER") == ProxyAddress{.address = "NET/PO/USER",
                                                                   .form = ProxyForm::Untyped,
                                                                   .primary = false,
                                                                   .migrate = true});
}

TEST_CASE("Q152922: an address without type in the form of Internet mail is SMTP") {
  const auto inferred = [](std::string type, std::string address) {
    return ProxyAddress{
        .type = std::move(type), .address = std::move(address), .form = ProxyForm::Inferred};
  };

  CHECK(parse_proxy_address("user1@company.com") == inferred("SMTP", "user1@company.com"));
  CHECK(parse_proxy_address("user%gate@host") == inferred("SMTP", "user%gate@host"));
  CHECK(parse_proxy_address("/o=Org/ou=Site/cn=Recipients/cn=ann") ==
        inferred("EX", "/o=Org/ou=Site/cn=Recipients/cn=ann"));
  CHECK(parse_proxy_address("/C=US/A= /P=X/S=Ash") == inferred("X400", "/C=US/A= /P=X/S=Ash"));
}

TEST_CASE("an address without type in no known form has none") {
  for (const std::string text :
       {"Ann Ash", "Ann Ash <ann@north.example>", "@host", "user@", "NET/PO/BOX", "C:\\mail\\x",
        "a@b,c@d", "two words: no type", "user@host/path", ":x", "1A:x"}) {
    CHECK(parse_proxy_address(text) == ProxyAddress{.address = text});
  }
  CHECK(parse_proxy_address("") == ProxyAddress());
  const std::string longest(32, 'a');
  CHECK(parse_proxy_address(longest + ":x").type == longest);
  CHECK(parse_proxy_address("b" + longest + ":x").type.empty());
}

TEST_CASE("Q181939: a placeholder USER: is a name and no address") {
  const auto placeholder = [](std::string name) {
    return ProxyAddress{.type = "USER", .address = std::move(name), .form = ProxyForm::Placeholder};
  };

  CHECK(parse_proxy_address("USER:FIRST LAST") == placeholder("FIRST LAST"));
  CHECK(parse_proxy_address("USER: First Last") == placeholder("First Last"));
  CHECK(parse_proxy_address("USER:X400First") == placeholder("X400First"));
}

TEST_CASE("a list is split where a value begins, and nowhere else") {
  CHECK(split_proxy_addresses("MS:NET/PO/BOX%SMTP:a@b%x400:c=US;s=Ash;", '%') ==
        Texts{"MS:NET/PO/BOX", "SMTP:a@b", "x400:c=US;s=Ash;"});
  CHECK(split_proxy_addresses("SMTP:user%gate@host%MS:A/B/C", '%') ==
        Texts{"SMTP:user%gate@host", "MS:A/B/C"});
  CHECK(split_proxy_addresses("SMTP:a@b;X400:C=US;A= ;P=X;S=Ash;MS:A/B/C", ';') ==
        Texts{"SMTP:a@b", "X400:C=US;A= ;P=X;S=Ash", "MS:A/B/C"});
  CHECK(split_proxy_addresses("X400:C=US;DDA:RFC-822=u(a)h;S=Ash", ';') ==
        Texts{"X400:C=US;DDA:RFC-822=u(a)h;S=Ash"});
  CHECK(split_proxy_addresses("SMTP:a@b%~DEL<MS:>", '%') == Texts{"SMTP:a@b", "~DEL<MS:>"});
}

TEST_CASE("empty values of a list are dropped, and doubled separators inside a value are not") {
  CHECK(split_proxy_addresses("", '%').empty());
  CHECK(split_proxy_addresses("%%", '%').empty());
  CHECK(split_proxy_addresses("%SMTP:a@b%%MS:A/B/C%", '%') == Texts{"SMTP:a@b", "MS:A/B/C"});
  CHECK(split_proxy_addresses("SMTP:user%%gate@host", '%') == Texts{"SMTP:user%%gate@host"});
}

TEST_CASE("Q190706: addresses of a list are the same in any order") {
  const auto first = split_proxy_addresses("X400:c=US;s=A;%CCMAIL:u at po%smtp:b@x%SMTP:a@x", '%');
  const auto last = split_proxy_addresses("SMTP:a@x%smtp:b@x%CCMAIL:u at po%X400:c=US;s=A;", '%');

  REQUIRE(first.size() == 4);
  CHECK(Texts(first.rbegin(), first.rend()) == last);
  CHECK(parse_proxy_address(first[3]) == typed("SMTP", "a@x", true));
  CHECK(parse_proxy_address(first[2]) == typed("smtp", "b@x", false));
}

TEST_CASE("spellings of one address have one key, other addresses others") {
  CHECK(text::proxy_key("ccmail", "User at PostOffice") ==
        text::proxy_key("CCMAIL", "user AT postoffice"));
  CHECK(text::proxy_key("X500", "/o=Org/cn=Ann") == text::proxy_key("EX", "/O=ORG/CN=ANN"));
  CHECK(text::proxy_key("X400", "C=US;A= ;P=X;S=Ash;G=") ==
        text::proxy_key("x400", "/s=ash/p=x/a= /c=us"));
  CHECK(text::proxy_key("MS", "NET/PO/J\xC3\x96RG") == text::proxy_key("ms", "net/po/j\xC3\xB6rg"));
  CHECK(text::proxy_key("MS", "A/B/C") != text::proxy_key("MSA", "A/B/C"));
  CHECK(text::proxy_key("X400", "C=US;S=Ash") != text::proxy_key("X400", "C=US;S=Birch"));
  CHECK(text::proxy_key("X400", "no parts") == "X400:no parts");
}

TEST_CASE("EX55-PAB: a gateway in front of a PROFS address goes only when it is named") {
  constexpr std::string_view kAddress = "GATE\\NODE\\USER";

  CHECK(text::gateway_of("PROFS", kAddress) == "GATE");
  CHECK(text::gateway_of("snads", kAddress) == "GATE");
  CHECK(text::gateway_of("PROFS", "NODE\\USER").empty());
  CHECK(text::gateway_of("MS", kAddress).empty());
  CHECK(text::without_gateway("PROFS", kAddress, "gate") == "NODE\\USER");
  CHECK(text::without_gateway("PROFS", kAddress, "OTHER") == kAddress);
  CHECK(text::without_gateway("PROFS", "NODE\\USER", "NODE") == "NODE\\USER");
  CHECK(text::without_gateway("MS", kAddress, "GATE") == kAddress);
}
