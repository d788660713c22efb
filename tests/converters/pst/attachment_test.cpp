#include <catch2/catch.hpp>

#include "converters/mapi/own_set.h"
#include "converters/pst/attachment_content.h"
#include "formats/mapi/property_tags.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/converters/pst/made.h"
#include "tests/support/model_equal.h"

namespace attachment_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using model::AttachmentKind;
using test::Bag;
using test::make;
using Form = pst::AttachmentContent::Form;

namespace {

model::Attachment file(std::string name) {
  model::Attachment attachment;
  attachment.long_name = std::move(name);
  attachment.content = bytes::make_blob(std::string_view("content"));
  return attachment;
}

model::Message with(model::Attachment attachment) {
  model::Message message;
  message.attachments.push_back(std::move(attachment));
  return message;
}

model::Attachment back(const test::Made& made) {
  auto attachment = made.read_back().attachments.at(0);
  attachment.properties = {};
  return attachment;
}

std::uint32_t number_in(const pst::PropertyList& list, std::uint16_t id) {
  return std::get<std::uint32_t>(list.find(id)->value);
}

std::uint32_t flags_of(const test::Made& made) {
  return number_in(made.content.properties, PidTagMessageFlags);
}

constexpr std::uint32_t kHasAttachments = 0x10;

}  // namespace

TEST_CASE("an attachment with properties of our own set alone gets those of MAPI from its fields") {
  model::Attachment attachment = file("a.doc");
  attachment.mime_type = "application/msword";
  attachment.properties.add(
      {.id = 0,
       .type = model::PropertyType::Binary,
       .name = model::PropertyName{.set = {.bytes = convert::mapi::kOwnSet}, .id = "MimeHeader"},
       .value = model::Binary(3)});

  const auto made = make(with(attachment));

  CHECK(back(made).long_name == "a.doc");
  CHECK(back(made).mime_type == "application/msword");
  CHECK(made.read_back().attachments.at(0).properties.find(model::PropertyName{
            .set = {.bytes = convert::mapi::kOwnSet}, .id = "MimeHeader"}) != nullptr);
}

TEST_CASE("a file comes back as it was") {
  model::Attachment attachment = file("Jahresbericht 1996.final.doc");
  attachment.short_name = "JAHRES~1.DOC";
  attachment.mime_type = "application/msword";
  attachment.content_id = "part1@x";
  attachment.content_location = "http://x/a";
  attachment.rendering_position = 17;
  attachment.created = model::Instant{.ticks = 10'000'000};
  attachment.modified = model::Instant{.ticks = 20'000'000};

  const auto made = make(with(attachment));

  CHECK(test::difference(back(made), attachment) == "");
  const auto& list = made.content.attachments.at(0).properties;
  CHECK(made.content.attachments[0].form == Form::ByValue);
  CHECK(number_in(list, PidTagAttachMethod) == 1);
  CHECK((flags_of(made) & kHasAttachments) != 0);
  const auto bag = test::to_bag(list, made.names);
  CHECK(bag.find(PidTagAttachExtension)->value == model::PropertyValue(std::string(".doc")));
}

TEST_CASE("a name of eight and three is made for what has none") {
  using convert::pst::short_name_of;
  CHECK(short_name_of("letter.txt") == "letter.txt");
  CHECK(short_name_of("My letter.html") == "Mylett~1.htm");
  CHECK(short_name_of("README") == "README");
  CHECK(short_name_of("a.b.c") == "ab~1.c");
  CHECK(short_name_of("\u65E5.txt") == "~1.txt");
  CHECK(short_name_of("").empty());
}

TEST_CASE("an OLE object, a reference and an embedded message have their methods") {
  model::Attachment ole = file("x");
  ole.kind = AttachmentKind::Ole;
  model::Attachment reference;
  reference.kind = AttachmentKind::Reference;
  reference.path = "\\\\server\\share\\a.doc";
  reference.long_name = "a.doc";
  model::Attachment embedded;
  embedded.kind = AttachmentKind::Embedded;
  embedded.message = std::make_shared<model::Message>();
  embedded.message->subject = "inner";

  const auto made_ole = make(with(ole));
  const auto made_reference = make(with(reference));
  const auto made_embedded = make(with(embedded));

  const auto method = [](const test::Made& made) {
    return number_in(made.content.attachments.at(0).properties, PidTagAttachMethod);
  };
  CHECK(method(made_ole) == 6);
  CHECK(made_ole.content.attachments[0].form == Form::Ole);
  CHECK(method(made_reference) == 4);
  CHECK(made_reference.content.attachments[0].form == Form::None);
  CHECK(back(made_reference).path == reference.path);
  CHECK(method(made_embedded) == 5);
  REQUIRE(made_embedded.content.attachments[0].message);
  CHECK(made_embedded.read_back().attachments[0].message->subject == "inner");
}

TEST_CASE("an attachment whose content is missing stands with what is known of it") {
  model::Attachment attachment;
  attachment.long_name = "lost.doc";
  attachment.provenance.miss("content", "a bad block");
  const auto made = make(with(attachment));

  const auto& content = made.content.attachments.at(0);
  CHECK(content.form == Form::None);
  CHECK(number_in(content.properties, PidTagAttachMethod) == 0);
  CHECK(back(made).content == nullptr);
  CHECK(back(made).long_name == "lost.doc");
  const auto bag = test::to_bag(content.properties, made.names);
  CHECK(bag.find(model::PropertyName{.set = {.bytes = convert::pst::kOwnSet},
                                     .id = std::string("Missing")})
            ->value == model::PropertyValue(std::vector<std::string>{"content: a bad block"}));
}

TEST_CASE("the method of the source that promises what is missing is kept beside") {
  model::Attachment attachment;
  attachment.kind = AttachmentKind::Embedded;
  attachment.properties = Bag().number(PidTagAttachMethod, 5).number(0x0E20, 1000);
  const auto made = make(with(attachment));

  const auto& list = made.content.attachments.at(0).properties;
  const auto bag = test::to_bag(list, made.names);
  CHECK(number_in(list, PidTagAttachMethod) == 0);
  CHECK_FALSE(list.has(0x0E20));
  CHECK(bag.find(model::PropertyName{.set = {.bytes = convert::pst::kOwnSet},
                                     .id = std::string("AttachMethod")})
            ->value == model::PropertyValue(5));
}

TEST_CASE("pictures of the body are hidden and do not count as attachments") {
  model::Attachment picture = file("a.gif");
  picture.content_id = "a@x";
  picture.inline_hidden = true;
  const auto made = make(with(picture));

  CHECK(back(made).inline_hidden);
  CHECK((flags_of(made) & kHasAttachments) == 0);
}

TEST_CASE("hidden attachments of an appointment count") {
  model::Message message = with(file("exception"));
  message.attachments[0].inline_hidden = true;
  message.message_class = "IPM.Appointment";

  CHECK((flags_of(make(message)) & kHasAttachments) != 0);
}

TEST_CASE("PidTagRenderingPosition is always there") {
  model::Attachment attachment = file("a");
  attachment.properties = Bag().text(PidTagAttachLongFilename, "a");
  const auto made = make(with(attachment));

  CHECK(number_in(made.content.attachments.at(0).properties, PidTagRenderingPosition) ==
        0xFFFFFFFF);
}

TEST_CASE("messages in messages end at a depth") {
  auto innermost = std::make_shared<model::Message>();
  for (std::size_t i = 0; i < convert::pst::kMaxEmbeddedDepth + 1; ++i) {
    auto outer = std::make_shared<model::Message>();
    outer->attachments.push_back({.kind = AttachmentKind::Embedded, .message = innermost});
    innermost = outer;
  }
  const auto made = make(*innermost);

  const auto* content = &made.content;
  std::size_t depth = 0;
  while (content->attachments.at(0).message != nullptr) {
    content = content->attachments.at(0).message.get();
    ++depth;
  }
  CHECK(depth == convert::pst::kMaxEmbeddedDepth);
  CHECK(content->attachments[0].form == Form::None);
  CHECK(made.tally.remarks.size() == 1);
}

}  // namespace attachment_test
