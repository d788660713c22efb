#include "formats/dfxml/dfxml_writer.h"

#include <catch2/catch.hpp>

namespace dfxml_writer_test {

struct Written {
  std::string text;
  dfxml::Writer writer{[this](std::string_view piece) {
    text += piece;
    return bytes::Result<void>();
  }};
};

TEST_CASE("a document says who wrote it, of which images, in the order of the schema") {
  Written out;

  REQUIRE(out.writer.begin({.type = "Mail",
                            .program = "mailconvert",
                            .version = "1.2",
                            .compiler = "cc 3",
                            .images = {"a&b.pst", "c.pst"},
                            .extension_namespace = "urn:x"}));
  REQUIRE(out.writer.end());

  CHECK(out.text ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<dfxml xmlns=\"http://www.forensicswiki.org/wiki/Category:Digital_Forensics_XML\""
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:x=\"urn:x\""
        " version=\"2.0.0-beta.0\">\n"
        "<metadata>\n<dc:type>Mail</dc:type>\n</metadata>\n"
        "<creator>\n<program>mailconvert</program>\n<version>1.2</version>\n"
        "<build_environment>\n<compiler>cc 3</compiler>\n</build_environment>\n</creator>\n"
        "<source>\n<image_filename>a&amp;b.pst</image_filename>\n"
        "<image_filename>c.pst</image_filename>\n</source>\n"
        "</dfxml>\n");
}

TEST_CASE("an object has its runs, each with its place in the object and in the image") {
  Written out;

  REQUIRE(out.writer.add({.filename = "Inbox/1",
                          .error = "cut off",
                          .id = "7",
                          .type = 'v',
                          .size = 130,
                          .allocated = false,
                          .modified = "1995-03-14T09:15:00",
                          .created = "1995-03-14T09:14:00Z",
                          .extensions = {{"state", "carved"}, {"empty", ""}},
                          .runs = {{.offset = 4096, .length = 100}, {.offset = 512, .length = 30}},
                          .hashes = {{"md5", "00"}, {"sha256", "11"}}}));

  CHECK(out.text ==
        "<fileobject>\n<filename>Inbox/1</filename>\n<error>cut off</error>\n<id>7</id>\n"
        "<name_type>v</name_type>\n<filesize>130</filesize>\n<alloc>0</alloc>\n"
        "<mtime>1995-03-14T09:15:00</mtime>\n<crtime>1995-03-14T09:14:00Z</crtime>\n"
        "<x:state>carved</x:state>\n"
        "<byte_runs>\n<byte_run file_offset=\"0\" img_offset=\"4096\" len=\"100\"/>\n"
        "<byte_run file_offset=\"100\" img_offset=\"512\" len=\"30\"/>\n</byte_runs>\n"
        "<hashdigest type=\"md5\">00</hashdigest>\n<hashdigest type=\"sha256\">11</hashdigest>\n"
        "</fileobject>\n");
}

TEST_CASE("behind a run of unknown length nobody knows the place in the object") {
  Written out;

  REQUIRE(out.writer.add({.filename = "x",
                          .error = {},
                          .id = {},
                          .type = 'v',
                          .runs = {{.offset = 512, .length = 30},
                                   {.offset = 4096, .length = 0},
                                   {.offset = 8192, .length = 10}}}));

  CHECK(out.text ==
        "<fileobject>\n<filename>x</filename>\n<name_type>v</name_type>\n"
        "<byte_runs>\n<byte_run file_offset=\"0\" img_offset=\"512\" len=\"30\"/>\n"
        "<byte_run file_offset=\"30\" img_offset=\"4096\"/>\n"
        "<byte_run img_offset=\"8192\" len=\"10\"/>\n</byte_runs>\n</fileobject>\n");
}

TEST_CASE("what an object has not is not written") {
  Written out;

  REQUIRE(out.writer.add({.filename = "x", .error = {}, .id = {}, .type = 'r'}));

  CHECK(out.text ==
        "<fileobject>\n<filename>x</filename>\n<name_type>r</name_type>\n</fileobject>\n");
}

}  // namespace dfxml_writer_test
