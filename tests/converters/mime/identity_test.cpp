#include "converters/mime/identity.h"

#include <catch2/catch.hpp>

namespace convert::mime {
namespace {

model::Message mail(std::string source) {
  model::Message message;
  message.subject = "Lunch";
  message.provenance.source = std::move(source);
  message.provenance.native_id = "nid 0x00200024";
  return message;
}

TEST_CASE("a copy of a store under another name gives its items the same identity") {
  model::Store store;
  store.properties.add({.id = 0x0FF9,
                        .type = model::PropertyType::Binary,
                        .name = {},
                        .value = model::Binary{std::byte{1}, std::byte{2}}});

  CHECK(identity_of(mail("a.pst"), store) == identity_of(mail("evidence-7.pst"), store));
}

TEST_CASE("stores without a record key are told apart by their names") {
  const model::Store store;

  CHECK(identity_of(mail("a.pst"), store) != identity_of(mail("b.pst"), store));
  CHECK(identity_of(mail("a.pst"), store).size() == 32);
}

TEST_CASE("an item with a key of its own keeps its name when its store's record is lost") {
  model::Store store;
  store.properties.add(
      {.id = 0x0FF9, .type = model::PropertyType::Binary, .name = {}, .value = model::Binary(16)});
  auto one = mail("a.pst");
  one.properties.add({.id = 0x300B,
                      .type = model::PropertyType::Binary,
                      .name = {},
                      .value = model::Binary(16, std::byte{1})});
  auto other = mail("a.pst");
  other.properties.add({.id = 0x300B,
                        .type = model::PropertyType::Binary,
                        .name = {},
                        .value = model::Binary(16, std::byte{2})});

  CHECK(identity_of(one, store) == identity_of(one, {}));
  CHECK(identity_of(one, store) != identity_of(other, store));
}

}  // namespace
}  // namespace convert::mime
