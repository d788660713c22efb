#include "formats/mime/safe_name.h"

#include <catch2/catch.hpp>

#include "entities.h"
#include "formats/mime/ascii.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

using mime::FolderNames;
using mime::message_file_name;
using mime::safe_name;

TEST_CASE("an ordinary folder name stays as it is") {
  CHECK(safe_name("Inbox") == "Inbox");
  CHECK(safe_name("Work - 1995 (old)") == "Work - 1995 (old)");
  CHECK(safe_name("\xE4\xBC\x9A\xE8\xAD\xB0") == "\xE4\xBC\x9A\xE8\xAD\xB0");
}

TEST_CASE("what file systems or shells trip over becomes an underscore") {
  CHECK(safe_name("a/b\\c:d*e?f\"g<h>i|j%k\x01l") == "a_b_c_d_e_f_g_h_i_j_k_l");
  CHECK(safe_name("-rf") == "_rf");
  CHECK(safe_name("~user") == "_user");
  CHECK(safe_name(".hidden") == "_hidden");
  CHECK(safe_name("a\xC2\x85"
                  "b\xE2\x80\xAE"
                  "c") == "a_b_c");
}

TEST_CASE("blanks around a name and dots behind it are cut off") {
  CHECK(safe_name("  Inbox . . ") == "Inbox");
}

TEST_CASE("a name of nothing is called so") {
  for (const char* name : {"", " ", ".", "..", " . "}) {
    CHECK(safe_name(name) == "(no name)");
  }
}

TEST_CASE("device names of Windows are none any more") {
  for (const char* name : {"CON", "con", "Aux.txt", "NUL .x", "COM1", "lpt9.doc", "CONIN$",
                           "conout$", "COM\xC2\xB9"}) {
    CHECK(safe_name(name) == "_" + std::string(name));
  }
  CHECK(safe_name("CONTACTS") == "CONTACTS");
  CHECK(safe_name("COM12") == "COM12");
}

TEST_CASE("names are composed (NFC)") { CHECK(safe_name("Bu\xCC\x88ro") == "B\xC3\xBCro"); }

TEST_CASE("a long double-byte name is cut between characters and marked by a hash") {
  std::string cp932;
  for (int i = 0; i < 60; ++i) {
    cp932 += "\x93\xFA";
  }
  const std::string name = text::decode(cp932, 932).utf8;

  const std::string safe = safe_name(name);

  CHECK(safe.size() <= 120);
  CHECK(text::is_utf8(safe));
  CHECK(safe != safe_name(name + "x"));
}

TEST_CASE("a message's file name is its number, its time, its subject") {
  CHECK(message_file_name(1, 795172500, "subject") == "000001-19950314-0915-subject.eml");
  CHECK(message_file_name(1, std::nullopt, "Re: 3/4  \"x\"") == "000001-Re-3-4-x.eml");
  CHECK(message_file_name(1234567, 0, "") == "1234567-19700101-0000.eml");
  CHECK(message_file_name(2, INT64_MAX, "...") == "000002.eml");
  CHECK(message_file_name(2, -62135596801, "x") == "000002-x.eml");
}

TEST_CASE("a message's file name fits its limit and splits no character") {
  std::string subject;
  for (int i = 0; i < 100; ++i) {
    subject += "\xE6\x97\xA5";
  }
  for (std::size_t limit = 59; limit <= 120; ++limit) {
    const std::string name = message_file_name(1, 0, subject, limit);
    CHECK(name.size() <= limit);
    CHECK(name.size() > limit - 4);
    CHECK(text::is_utf8(name));
  }
}

TEST_CASE("siblings whose names differ in case only are numbered") {
  FolderNames names({}, {});
  CHECK(names.add({"Inbox"}) == "Inbox");
  CHECK(names.add({"INBOX"}) == "INBOX (2)");
  CHECK(names.add({"inbox"}) == "inbox (3)");
  CHECK(names.add({"Inbox", "a"}) == "Inbox/a");
  CHECK(names.add({"INBOX", "a"}) == "INBOX (2)/a");
  CHECK(names.add({"Stra\xC3\x9F"
                   "e"}) ==
        "Stra\xC3\x9F"
        "e");
  CHECK(names.add({"STRASSE"}) == "STRASSE (2)");
}

TEST_CASE("folders whose names become equal stay apart, and the same folder the same") {
  FolderNames names({}, {});
  CHECK(names.add({"a/b"}) == "a_b");
  CHECK(names.add({"a:b"}) == "a_b (2)");
  CHECK(names.add({"a/b"}) == "a_b");
  CHECK(names.add({}).empty());
  CHECK(names.add({"new", "deep", "down"}) == "new/deep/down");
  CHECK(names.add({"new"}) == "new");
}

TEST_CASE("folders that would share a name are numbered one after the other, thousands at once") {
  FolderNames names({".mbox"}, {});
  std::string last;
  for (int i = 0; i < 20'000; ++i) {
    // Different names of 14 characters that become the same one.
    std::string name;
    for (int bit = 0; bit < 15; ++bit) {
      name += ((i >> bit) & 1) != 0 ? ':' : '?';
    }
    last = names.add({name});
  }
  CHECK(last == "_______________ (20000)");
}

TEST_CASE("no folder takes the name of a file") {
  FolderNames names({".mbox"}, {});
  CHECK(names.add({"000001.eml"}) == "000001.eml_");
  CHECK(names.add({"manifest.json"}) == "manifest.json_");
  CHECK(names.add({"a"}) == "a");
  CHECK(names.add({"a.mbox"}) == "a.mbox (2)");
}

TEST_CASE("any folders have legal, different paths that leave room for their messages") {
  test::Random random(9);
  FolderNames names({}, {});
  std::set<std::string> seen;
  std::set<std::vector<std::string>> paths;
  for (int round = 0; round < 1500; ++round) {
    std::vector<std::string> path;
    for (std::size_t depth = 1 + test::below(random, 12); depth > 0; --depth) {
      path.push_back(test::random_text(random, test::below(random, 8) == 0 ? 200 : 3));
    }
    if (!paths.insert(path).second) {
      continue;
    }
    const std::string directory = names.add(path);
    CHECK(directory.size() <= 180);
    CHECK(text::is_utf8(directory));
    CHECK(directory.find_first_of("<>:\"\\|?*%\r\n") == std::string::npos);
    CHECK(directory.find("//") == std::string::npos);
    CHECK(names.add(path) == directory);
    seen.insert(text::fold_case(directory));
  }
  // Parents that a later path names are among them already.
  CHECK(seen.size() == paths.size());
}
