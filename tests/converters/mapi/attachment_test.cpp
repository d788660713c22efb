#include <catch2/catch.hpp>
#include <memory>

#include "converters/mapi/mapi_to_model.h"
#include "tests/converters/mapi/bag_builder.h"
#include "tests/formats/mapi/hex.h"

namespace attachment_test {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace mapi;
using test::Bag;
using test::from_hex;

namespace {

model::Attachment filled_attachment(model::Attachment attachment) {
  model::Message message;
  message.attachments.push_back(std::move(attachment));
  convert::mapi::fill_message(message, {});
  return message.attachments.front();
}

}  // namespace

TEST_CASE("what the caller found of an attachment decides between its kinds") {
  const auto kind_of = [](std::int32_t method, model::Attachment attachment) {
    attachment.properties = Bag().number(PidTagAttachMethod, method);
    return filled_attachment(std::move(attachment)).kind;
  };
  model::Attachment with_content;
  with_content.content = bytes::make_blob("x");
  model::Attachment with_message;
  with_message.message = std::make_shared<model::Message>();

  CHECK(kind_of(5, {}) == model::AttachmentKind::Embedded);
  CHECK(kind_of(5, with_content) == model::AttachmentKind::ByValue);
  CHECK(kind_of(1, with_message) == model::AttachmentKind::Embedded);
  CHECK(kind_of(4, with_content) == model::AttachmentKind::Reference);
}

TEST_CASE("the pointer in the object form of an attachment's data is not its content") {
  model::Attachment attachment;
  attachment.properties =
      Bag()
          .number(PidTagAttachMethod, 6)
          .add(PidTagAttachDataBinary, model::PropertyType::Object, model::Binary(8));

  CHECK(filled_attachment(attachment).content == nullptr);
}

TEST_CASE("an attachment's kind, names and content come from its bag") {
  model::Attachment attachment;
  attachment.properties = Bag()
                              .number(PidTagAttachMethod, 1)
                              .text(PidTagAttachLongFilename, "Excel 4.0 Test")
                              .text(PidTagAttachFilename, "EXCEL4~1")
                              .text(PidTagAttachContentId, "<1@x>")
                              .number(PidTagRenderingPosition, -1)
                              .flag(PidTagAttachmentHidden, true)
                              .binary(PidTagAttachDataBinary, from_hex("0102"));

  attachment = filled_attachment(std::move(attachment));

  CHECK(attachment.kind == model::AttachmentKind::ByValue);
  CHECK(attachment.long_name == "Excel 4.0 Test");
  CHECK(attachment.short_name == "EXCEL4~1");
  CHECK(attachment.content_id == "1@x");
  CHECK_FALSE(attachment.rendering_position);
  CHECK(attachment.inline_hidden);
  REQUIRE(attachment.content);
  CHECK(attachment.content->size() == 2);
}

TEST_CASE("attachments by reference keep their path and have no content") {
  model::Attachment attachment;
  attachment.properties = Bag()
                              .number(PidTagAttachMethod, 4)
                              .text(PidTagAttachPathname, "\\\\SRV\\A.DOC")
                              .binary(PidTagAttachDataBinary, from_hex("01"));

  attachment = filled_attachment(std::move(attachment));

  CHECK(attachment.kind == model::AttachmentKind::Reference);
  CHECK(attachment.path == "\\\\SRV\\A.DOC");
  CHECK_FALSE(attachment.content);
}

}  // namespace attachment_test
