#include <catch2/catch.hpp>

#include "converters/mapi/mapi_to_model.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/formats/mapi/hex.h"

namespace misfit_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using test::Bag;
using test::from_hex;

namespace {

model::Message filled(const model::PropertyBag& bag) {
  model::Message message;
  message.properties = bag;
  convert::mapi::fill_message(message, {});
  return message;
}

}  // namespace

TEST_CASE("a value that does not fit its type is missing from the item, not absent") {
  const auto untyped = model::Untyped{.bytes = from_hex("01020304")};
  const auto message =
      filled(Bag()
                 .add(PidTagClientSubmitTime, model::PropertyType::Time, untyped)
                 .add(PidTagMessageDeliveryTime, model::PropertyType::Time,
                      model::FileTime{.ticks = 0xFFFFFFFFFFFFFFFE})
                 .add(PidTagImportance, model::PropertyType::Integer32, untyped)
                 .add(PidTagReadReceiptRequested, model::PropertyType::Boolean, untyped)
                 .add(PidTagConversationIndex, model::PropertyType::Integer32, std::int32_t{1}));

  CHECK(message.provenance.state == model::State::Partial);
  CHECK(message.provenance.missing ==
        std::vector<model::Missing>{
            {.what = "property 0x0039", .why = "its value does not fit its type"},
            {.what = "property 0x0E06", .why = "its value is no date"},
            {.what = "property 0x0017", .why = "its value does not fit its type"},
            {.what = "property 0x0029", .why = "its value does not fit its type"},
            {.what = "property 0x0071", .why = "its type is another than it should be"}});
}

TEST_CASE("the values that mean no date are no damage") {
  const auto ticks = GENERATE(as<std::uint64_t>(), 0, 0x0CB34557A3DD4000, INT64_MAX);
  const auto message = filled(Bag().add(PidTagClientSubmitTime, model::PropertyType::Time,
                                        model::FileTime{.ticks = ticks}));

  CHECK(message.provenance.missing.empty());
}

TEST_CASE("what is wrong with a recipient or an attachment is told once, by its place") {
  model::Message message;
  message.recipients.resize(2);
  message.recipients[1].properties = Bag().add(PidTagRecipientType, model::PropertyType::Integer32,
                                               model::Untyped{.bytes = from_hex("01")});
  message.attachments.resize(1);
  message.attachments[0].properties = Bag().add(PidTagCreationTime, model::PropertyType::Time,
                                                model::Untyped{.bytes = from_hex("01")});

  convert::mapi::fill_message(message, {});

  CHECK(message.provenance.missing ==
        std::vector<model::Missing>{
            {.what = "recipient 2: property 0x0C15", .why = "its value does not fit its type"},
            {.what = "attachment 1: property 0x3007", .why = "its value does not fit its type"}});
  CHECK(message.attachments[0].provenance.missing ==
        std::vector<model::Missing>{
            {.what = "property 0x3007", .why = "its value does not fit its type"}});
}

TEST_CASE("a folder's or a store's name that its code page cannot explain is told") {
  const model::Missing undecodable{.what = "texts", .why = "1 sequences are not in code page 932"};
  model::Folder folder;
  folder.properties = Bag().text8(PidTagDisplayName, "\x81");
  model::Store store;
  store.properties = folder.properties;

  convert::mapi::fill_folder(folder, {.code_page = 932});
  const auto missing = convert::mapi::fill_store(store, {.code_page = 932});

  CHECK(folder.provenance.missing == std::vector<model::Missing>{undecodable});
  CHECK(missing == std::vector<model::Missing>{undecodable});
}

}  // namespace misfit_test
