#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "tests/converters/mime/mail.h"
#include "tests/support/temporary_directory.h"

using model::RecipientKind;

namespace {

/// A message with one of everything that becomes a part.
model::Message everything() {
  model::Message message = test::mail();
  message.subject =
      "Gr\xC3\xBC\xC3\x9F"
      "e \xE4\xBC\x9A\xE8\xAD\xB0";
  message.from = test::native("Ashton, Amy \xC3\xA9", "EX", "/o=OLD/cn=AshA");
  message.recipients = {test::recipient(RecipientKind::To, test::smtp("B\xC3\xB6"
                                                                      "b",
                                                                      "b@x.example")),
                        test::recipient(RecipientKind::Cc, test::native("No address", "", ""))};
  message.bodies.html = test::body("<img src='cid:p1'> \xE9\r\n", 1252);
  message.bodies.rtf = test::body("{\\rtf1\\ansi plain}");
  message.calendar = model::CalendarItem{};
  message.calendar->start = model::Instant{test::ticks(2000, 1, 3, 14)};
  message.contact = model::Contact{};
  message.contact->display_name = "\xC3\x84nn";
  message.attachments = {test::attachment("p.png", "PNG"),
                         test::attachment("a\nb\"c.txt", "a\nb\n"), test::attachment("", ""),
                         model::Attachment{}};
  message.attachments[0].content_id = "p1";
  model::Attachment embedded;
  embedded.kind = model::AttachmentKind::Embedded;
  embedded.message = std::make_shared<model::Message>(test::mail());
  embedded.message->attachments = {test::attachment("\xE6\x97\xA5.doc", "deep")};
  message.attachments.push_back(std::move(embedded));
  message.provenance.miss("attachment 9", "g\xC3\xB6ne");
  return message;
}

constexpr const char* kCheck = R"(
import email, email.policy, sys
def walk(part, depth):
    for name in part.keys():
        value = part[name]
        if getattr(value, 'defects', ()):
            print('header', name, value.defects)
    if part.defects:
        print('part', part.get_content_type(), part.defects)
    if part.get_content_maintype() == 'text':
        part.get_content()
    print('  ' * depth + part.get_content_type(), part.get_filename() or '')
    if part.is_multipart():
        for inner in part.iter_parts() if part.get_content_maintype() == 'multipart' else part.get_payload():
            walk(inner, depth + 1)
with open(sys.argv[1], 'rb') as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)
print(message['subject'])
walk(message, 0)
)";

}  // namespace

TEST_CASE("Python's email module reads every part without a defect") {
  if (std::system("python3 -c 'import email.policy' 2>/dev/null") != 0) {
    std::cout << "SKIPPED: no python3\n";
    return;
  }
  const test::TemporaryDirectory directory;
  std::ofstream(directory / "check.py") << kCheck;
  std::ofstream(directory / "mail.eml", std::ios::binary) << test::written(everything());
  const std::string command = "python3 '" + (directory / "check.py").string() + "' '" +
                              (directory / "mail.eml").string() + "' > '" +
                              (directory / "out").string() + "' 2>&1";

  const int status = std::system(command.c_str());

  std::ifstream file(directory / "out");
  const std::string out(std::istreambuf_iterator<char>(file), {});
  CHECK(status == 0);
  CHECK(out ==
        "Gr\xC3\xBC\xC3\x9F"
        "e \xE4\xBC\x9A\xE8\xAD\xB0\n"
        "multipart/mixed \n"
        "  multipart/related \n"
        "    multipart/alternative \n"
        "      text/plain \n"
        "      text/html \n"
        "      text/calendar \n"
        "    image/png p.png\n"
        "  text/vcard \xC3\x84nn.vcf\n"
        "  application/rtf body.rtf\n"
        "  text/plain a b\"c.txt\n"
        "  application/octet-stream attachment-3.bin\n"
        "  text/plain attachment-4.bin.missing.txt\n"
        "  message/rfc822 Lunch.eml\n"
        "    multipart/mixed \n"
        "      text/plain \n"
        "      application/msword \xE6\x97\xA5.doc\n");
}
