#include <set>

#include "formats/bytes/base64.h"
#include "tests/converters/mime/reader/read_mail.h"

using test::content_of;
using test::names_of;
using test::read_mail;
using test::text_of;

namespace {

std::string le(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>(value >> (8 * i) & 0xFFU);
  }
  return out;
}

std::string attribute(int level, std::uint32_t id, const std::string& data) {
  std::uint32_t sum = 0;
  for (const char c : data) {
    sum += static_cast<unsigned char>(c);
  }
  return std::string(1, static_cast<char>(level)) + le(id, 4) +
         le(static_cast<std::uint32_t>(data.size()), 4) + data + le(sum & 0xFFFFU, 2);
}

const std::string kHead = le(0x223E9F78, 4) + le(1, 2);

std::string subject(const std::string& text) { return attribute(1, 0x00018004, text + '\0'); }
std::string body(const std::string& text) { return attribute(1, 0x0002800C, text + '\0'); }
std::string page(std::uint32_t number) {
  return attribute(1, 0x00069007, le(number, 4) + le(0, 4));
}
std::string file(const std::string& name, const std::string& data) {
  return attribute(2, 0x00069002, le(1, 2) + le(0xFFFFFFFF, 4) + le(0, 2) + le(0, 2) + le(0, 4)) +
         attribute(2, 0x0006800F, data) + attribute(2, 0x00018010, name + '\0');
}

std::string mail(const std::string& stream, const std::string& fields = "",
                 const std::string& type = "application/ms-tnef; name=\"winmail.dat\"") {
  return "From: Ann <ann@a.org>\nTo: bob@b.org\nSubject: outer\nDate: Tue, 14 Mar 1995 09:15:00 "
         "+0100\n" +
         fields +
         "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nplain text\n--b\nContent-Type: " +
         type + "\nContent-Transfer-Encoding: base64\n\n" +
         bytes::encode_base64(std::string_view(stream)) + "\n--b--\n";
}

}  // namespace

TEST_CASE("Q94180 winmail.dat is decoded and not listed as an attachment") {
  for (const std::string type :
       {"application/ms-tnef", "application/octet-stream; name=WINMAIL.DAT"}) {
    const auto read = read_mail(
        mail(kHead + page(1252) + subject("inner") + file("plan.txt", "Step 1"), "", type));

    CHECK(read.message.subject == "inner");
    CHECK(names_of(read.message) == std::vector<std::string>{"plan.txt"});
    CHECK(content_of(read.message.attachments[0].content) == "Step 1");
    CHECK(text_of(read.message.bodies.text) == "plain text");
    CHECK(read.message.from->smtp == "ann@a.org");
    CHECK(read.message.recipients.at(0).address.smtp == "bob@b.org");
    CHECK(read.message.sent == test::instant(1995, 3, 14, 8, 15));
    CHECK(read.message.provenance.missing.empty());
    CHECK(text_of(read.message.transport_headers).find("Subject: outer") != std::string::npos);
  }
}

TEST_CASE("Q94180 a winmail.dat that cannot be decoded stays an attachment, with an entry") {
  const auto read = read_mail(mail("no stream at all"));

  CHECK(names_of(read.message) == std::vector<std::string>{"winmail.dat"});
  CHECK(content_of(read.message.attachments[0].content) == "no stream at all");
  CHECK(test::missing_of(read.message).find("it has no TNEF signature") != std::string::npos);
  CHECK(read.message.subject == "outer");
}

TEST_CASE(
    "a text around winmail.dat that is not the one in it is kept as an attachment, with a note") {
  const auto read = read_mail(mail(kHead + subject("inner") + body("another text")));

  CHECK(text_of(read.message.bodies.text) == "another text");
  CHECK(names_of(read.message) == std::vector<std::string>{"outer-text.txt"});
  CHECK(content_of(read.message.attachments[0].content) == "plain text");
  REQUIRE_FALSE(read.notes.empty());
  CHECK(read.notes.back().find("is not that in it") != std::string::npos);
}

TEST_CASE("a text around winmail.dat that says what is in it goes") {
  const auto read = read_mail(mail(kHead + subject("inner") + body("plain \r\n text\r\n")));

  CHECK(text_of(read.message.bodies.text) == "plain \r\n text\r\n");
  CHECK(read.message.attachments.empty());
}

TEST_CASE("a second stream is kept as a file, with a note, and takes nothing from the first") {
  const std::string first = kHead + subject("inner") + body("plain text") + file("a.txt", "a");
  const std::string second = kHead + subject("second") + body("second text");
  std::string text = mail(first);
  text.insert(text.rfind("--b--"),
              "--b\nContent-Type: application/ms-tnef; name=\"winmail.dat\"\n"
              "Content-Transfer-Encoding: base64\n\n" +
                  bytes::encode_base64(std::string_view(second)) + "\n");
  const auto read = read_mail(text);

  CHECK(read.message.subject == "inner");
  CHECK(text_of(read.message.bodies.text) == "plain text");
  CHECK(names_of(read.message) == std::vector<std::string>{"a.txt", "winmail.dat"});
  CHECK(content_of(read.message.attachments[1].content) == second);
  CHECK(std::ranges::count_if(read.notes, [](const std::string& note) {
          return note.find("second TNEF stream") != std::string::npos;
        }) == 1);
}

TEST_CASE("what the header says of its weight and state counts where the stream says nothing") {
  const auto read = read_mail(
      mail(kHead + subject("inner"), "Importance: high\nSensitivity: Private\nX-Unsent: 1\n"));
  CHECK(read.message.importance == model::Importance::High);
  CHECK(read.message.sensitivity == model::Sensitivity::Private);
  CHECK(read.message.unsent);
}

TEST_CASE("Q182232 a folded correlator does not hide the TNEF part") {
  const auto read =
      read_mail(mail(kHead + subject("inner"), "X-MS-TNEF-Correlator:\n <00000000ABCDEF@a.org>\n"));
  CHECK(read.message.subject == "inner");
  CHECK(read.message.attachments.empty());
}

TEST_CASE("Q237876 8-bit text in a stream is in the code page that the stream names") {
  const auto read = read_mail(mail(kHead + page(1251) + subject("\xEC\xE8\xF0") +
                                   body("\xEC\xE8\xF0") + file("\xEC\xE8\xF0.txt", "x")));

  CHECK(read.message.subject == "\xD0\xBC\xD0\xB8\xD1\x80");
  CHECK(names_of(read.message) ==
        std::vector<std::string>{"\xD0\xBC\xD0\xB8\xD1\x80.txt", "outer-text.txt"});
}

TEST_CASE("Q241482 zero-length strings, cut attributes and foreign types cost nothing else") {
  const std::string empty = attribute(1, 0x00018004, "");
  const std::string foreign = attribute(1, 0x0006800C, std::string("\0\1\xFF", 3));
  const std::string plan = file("plan.txt", "Step 1");
  const std::string stream = kHead + empty + foreign + plan;
  const std::size_t in_plan = stream.size() - plan.size();
  const std::size_t name = attribute(2, 0x00018010, std::string("plan.txt") + '\0').size();
  const std::size_t data = attribute(2, 0x0006800F, "Step 1").size();
  const std::set<std::size_t> ends{kHead.size(), kHead.size() + empty.size(), in_plan,
                                   stream.size() - name - data, stream.size() - name};
  CHECK(names_of(read_mail(mail(stream)).message).front() == "plan.txt");
  for (std::size_t size = 0; size < stream.size(); ++size) {
    const auto read = read_mail(mail(stream.substr(0, size)));
    // Whole or in part, nothing is dropped: the stream itself is there when it is not whole.
    const bool is_kept =
        !read.message.attachments.empty() &&
        content_of(read.message.attachments.back().content) == stream.substr(0, size);
    // Only where an attribute ends can nothing be missing.
    const bool is_whole = ends.contains(size) && read.message.provenance.missing.empty();
    CHECK((is_kept || is_whole));
  }
}
