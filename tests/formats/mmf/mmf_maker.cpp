// Writes made stores for the tests of the tools and for benchmarks:
//   mmf_maker example FILE                            the worked example
//   mmf_maker shadow FILE LETTER                      a message that is a copy of a letter of the
//   post office mmf_maker mailbox FILE MESSAGES ATTACHMENT_BYTES  so many messages in folders of
//   4,000, each with an attachment
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/formats/mmf/store_builder.h"

namespace {

constexpr std::size_t kFolderSize = 4000;

std::string noise(std::size_t size, std::uint32_t seed) {
  std::string out(size, '\0');
  std::uint32_t state = seed * 2'654'435'761U + 1;
  for (char& c : out) {
    state ^= state << 13U;
    state ^= state >> 17U;
    state ^= state << 5U;
    c = static_cast<char>(state);
  }
  return out;
}

test::MmfBytes mailbox(std::size_t messages, std::size_t attachment) {
  test::MmfMailbox box;
  std::uint32_t folder = test::kMmfInbox;
  for (std::size_t i = 0; i < messages; ++i) {
    if (i % kFolderSize == 0) {
      const std::size_t number = i / kFolderSize;
      folder = number == 0 ? test::kMmfInbox
                           : static_cast<std::uint32_t>(((0x100000 + number) << 8U) | 0x82U);
      box.folder(folder, number == 0 ? "Inbox" : "Folder " + std::to_string(number));
    }
    const std::string number = std::to_string(i);
    test::MmfMail mail{.subject = "Message " + number,
                       .body = "This is message " + number + ".\r\n" + std::string(600, 'x')};
    if (attachment > 0) {
      mail.attachments.push_back(
          {.title = "FILE.BIN", .data = noise(attachment, static_cast<std::uint32_t>(i))});
    }
    box.mail(folder, mail);
  }
  return box.build().bytes();
}

/// One message that is a copy of the letter with this number.
test::MmfBytes shadow(std::uint32_t letter) {
  test::MmfMailbox box;
  box.folder(test::kMmfInbox, "Inbox");
  box.mail(
      test::kMmfInbox,
      {.subject = "in both", .body = "x", .more = {{0x0006800E, test::mmf_number(letter, 4)}}});
  return box.build().bytes();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  test::MmfBytes file;
  if (words.size() == 3 && words[1] == "example") {
    file = test::mmf_example();
  } else if (words.size() == 4 && words[1] == "shadow") {
    file = shadow(static_cast<std::uint32_t>(std::stoul(words[3])));
  } else if (words.size() == 5 && words[1] == "mailbox") {
    file = mailbox(std::stoul(words[3]), std::stoul(words[4]));
  } else {
    std::cerr
        << "mmf_maker: example FILE, shadow FILE LETTER, mailbox FILE MESSAGES ATTACHMENT_BYTES\n";
    return EXIT_FAILURE;
  }
  std::ofstream out(words[2], std::ios::binary);
  out.write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
  return out.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
}
