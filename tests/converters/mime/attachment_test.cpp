#include <catch2/catch.hpp>

#include "tests/converters/mime/mail.h"

using model::AttachmentKind;
using test::attachment;
using test::mail;
using test::read_back;
using test::shape;

namespace {

/// The attachment as it comes out.
test::Part through(model::Attachment piece) {
  model::Message message = mail();
  message.attachments = {std::move(piece)};
  const test::Part part = read_back(message);
  REQUIRE(part.parts.size() == 2);
  return part.parts[1];
}

std::string name_of(const test::Part& part) {
  const std::string name = part.disposition_parameters.at("filename");
  CHECK(part.type_parameters.at("name") == name);
  return name;
}

}  // namespace

TEST_CASE("every byte of an attachment comes back") {
  std::string all;
  for (int i = 0; i < 1000; ++i) {
    all += static_cast<char>(i * 7);
  }
  const test::Part part = through(attachment("data.bin", all));

  CHECK(part.type == "application/octet-stream");
  CHECK(part.content == all);
}

TEST_CASE("Q184718 a text attachment with bare line feeds keeps its four bytes") {
  const test::Part part = through(attachment("a.txt", "a\nb\n"));

  CHECK(part.type == "text/plain");
  CHECK(part.encoding == "base64");
  CHECK(part.content == "a\nb\n");
}

TEST_CASE("Q234388 an attachment of zero bytes is there") {
  const test::Part part = through(attachment("empty.dat", ""));

  CHECK(name_of(part) == "empty.dat");
  CHECK(part.content.empty());
}

TEST_CASE("Q152166 a period does not cut a name") {
  model::Attachment piece = attachment("Excel 4.0 Test", "x");
  piece.mime_type = "application/vnd.ms-excel";

  const test::Part part = through(piece);

  CHECK(name_of(part) == "Excel 4.0 Test");
  CHECK(part.type == "application/vnd.ms-excel");
}

TEST_CASE("Q166573 a path in the file name yields one attachment with the file's name") {
  const test::Part part = through(attachment("C:\\A\\B.TXT", "x"));

  CHECK(name_of(part) == "B.TXT");
  CHECK(part.content == "x");
  CHECK(part.field("X-Restante-Name") == "C:\\A\\B.TXT");
}

TEST_CASE("Q258319 a very long double-byte name is written and read back whole") {
  std::string name;
  for (int i = 0; i < 150; ++i) {
    name += "\xE6\x97\xA5";
  }
  name += ".doc";

  CHECK(name_of(through(attachment(name, "x"))) == name);
}

TEST_CASE("Q241292 attachments without a rendering position are in the mail") {
  model::Message message = mail();
  message.attachments = {attachment("a", "1"), attachment("b", "2"), attachment("c", "3")};
  message.attachments[1].rendering_position = -1;
  message.attachments[2].rendering_position = 1'000'000;

  CHECK(read_back(message).parts.size() == 4);
}

TEST_CASE("a nameless attachment is named by its number and type") {
  model::Attachment piece = attachment("", "GIF89a");
  piece.mime_type = "image/gif";
  CHECK(name_of(through(piece)) == "attachment-1.gif");

  piece.short_name = "PIC.GIF";
  CHECK(name_of(through(piece)) == "PIC.GIF");
}

TEST_CASE("a type no leaf can have is an octet-stream that tells the type it claimed") {
  for (const char* type : {"multipart/signed", "message/rfc822", "text/", "a b/c"}) {
    model::Attachment piece = attachment("smime.bin", "MIME-Version: 1.0\n");
    piece.mime_type = type;

    const test::Part part = through(piece);

    CHECK(part.type == "application/octet-stream");
    CHECK(part.field("X-Restante-Content-Type") == type);
    CHECK(part.content == "MIME-Version: 1.0\n");
  }
}

TEST_CASE("an S/MIME message stays in its attachment, byte for byte") {
  model::Message message = mail();
  message.message_class = "IPM.Note.SMIME";
  message.bodies = {};
  message.attachments = {attachment("smime.p7m", "\x30\x82\x01")};
  message.attachments[0].mime_type = "application/pkcs7-mime";

  const test::Part part = read_back(message);

  CHECK(shape(part) == "multipart/mixed(text/plain,application/pkcs7-mime)");
  CHECK(part.parts[1].content == "\x30\x82\x01");
  CHECK(part.field("X-Restante-Class") == "IPM.Note.SMIME");
}

TEST_CASE("Q233353 an OLE object is an attachment with the object's bytes") {
  model::Attachment piece = attachment("Bitmap Image", "\xD0\xCF\x11\xE0");
  piece.kind = AttachmentKind::Ole;

  const test::Part part = through(piece);

  CHECK(part.type == "application/x-ole-storage");
  CHECK(name_of(part) == "Bitmap Image.ole");
  CHECK(part.content == "\xD0\xCF\x11\xE0");
}

TEST_CASE("an attachment whose content is missing says so in its place") {
  model::Attachment piece;
  piece.long_name = "plan.doc";
  piece.provenance.miss("content", "block 0x1F4 cannot be read");

  const test::Part part = through(piece);

  CHECK(part.type == "text/plain");
  CHECK(name_of(part) == "plan.doc.missing.txt");
  CHECK(part.content ==
        "The attachment \"plan.doc\" is missing: its content could not be read from the store."
        "\r\n\r\ncontent: block 0x1F4 cannot be read\r\n");
  CHECK(part.field("X-Restante-Missing") == "content: block 0x1F4 cannot be read");
}

TEST_CASE("a reference says where the file was") {
  model::Attachment piece;
  piece.kind = AttachmentKind::Reference;
  piece.path = "\\\\server\\share\\plan.doc";

  const test::Part part = through(piece);

  CHECK(name_of(part) == "plan.doc.reference.txt");
  CHECK(part.content.find("\\\\server\\share\\plan.doc\r\n") != std::string::npos);
}

TEST_CASE("an attachment keeps its times") {
  model::Attachment piece = attachment("a.bin", "x");
  piece.created = model::Instant{test::ticks(1999, 1, 2, 3, 4)};
  piece.modified = model::WallClock{test::ticks(1999, 1, 3)};

  const test::Part part = through(piece);

  CHECK(part.disposition_parameters.at("creation-date") == "Sat, 02 Jan 1999 03:04:00 +0000");
  CHECK(part.disposition_parameters.at("modification-date") == "Sun, 03 Jan 1999 00:00:00 -0000");
}

TEST_CASE("an embedded message is a whole message in the message") {
  model::Attachment piece;
  piece.kind = AttachmentKind::Embedded;
  piece.message = std::make_shared<model::Message>(mail());
  piece.message->subject = "Inner";
  piece.message->message_id.clear();
  piece.message->attachments = {attachment("deep.bin", "deep")};

  const test::Part part = through(piece);

  CHECK(shape(part) == "message/rfc822(multipart/mixed(text/plain,application/octet-stream))");
  CHECK(name_of(part) == "Inner.eml");
  CHECK(part.parts[0].field("Subject") == "Inner");
  CHECK(part.parts[0].parts[1].content == "deep");
}

TEST_CASE("an embedded message that could not be read says so") {
  model::Attachment piece;
  piece.kind = AttachmentKind::Embedded;
  piece.long_name = "Re: plan";

  CHECK(name_of(through(piece)) == "Re: plan.missing.txt");
}

TEST_CASE("messages nested beyond the limit end in a note, not in a crash") {
  model::Message message = mail();
  for (int i = 0; i < 40; ++i) {
    model::Attachment piece;
    piece.kind = AttachmentKind::Embedded;
    piece.message = std::make_shared<model::Message>(std::move(message));
    message = mail();
    message.attachments = {std::move(piece)};
  }

  const std::string out = test::written(message);

  CHECK(out.find("deeper than 30") != std::string::npos);
}
