#include "converters/ccmail_plan/command_line.h"

#include <catch2/catch.hpp>

#include "converters/ccmail_plan/dos_path.h"

using namespace convert::ccmail_plan;  // NOLINT(google-build-using-namespace)

namespace {

Request request_for(std::string post_office) { return {.post_office = std::move(post_office)}; }

TEST_CASE("the line of a mailbox is the documented one, word for word") {
  CHECK(mailbox_tail(request_for("PO1"), "Ash, Ann", "SECRET1", "U0001") ==
        " /PSECRET1 /BATCH /N\"Ash, Ann\" /DC:\\PO /DATE/1 /FILES/MACBIN2 /ITEMSIZE /FOLDER "
        "/MSGS/ALL /@M\\U0001\\U0001.CCM");
}

TEST_CASE("the line of the directory quotes a post office only when it must") {
  CHECK(directory_tail(request_for("PO1"), "X") == " /NPO1 /PX /DC:\\PO /DIRECTORY /@DIRECT.TXT");
  CHECK(directory_tail(request_for("R&D+East"), "X").find(" /N\"R&D+East\" ") != std::string::npos);
}

TEST_CASE("Q245042 the line of a Mobile database names LOCALPO, whatever the owner calls it") {
  auto request = request_for("ANN");
  request.database = ccmail_post_office::Database::Db7;

  CHECK(directory_tail(request, "X") == " /NLOCALPO /PX /DC:\\PO /DIRECTORY /@DIRECT.TXT");
}

TEST_CASE("no line ever deletes a message") {
  const auto request = request_for("PO1");
  CHECK(mailbox_tail(request, "A", "B", "U0001").find("DELETE") == std::string::npos);
  CHECK(directory_tail(request, "B").find("DELETE") == std::string::npos);
}

TEST_CASE("EX2K-QUOTE names that a shell takes apart are not scripted, and the reason is told") {
  for (const char* name : {"Ash \"Annie\", Ann", "100%", "a<b", "a>b", "a|b", "a\tb", ""}) {
    CHECK(why_not_scriptable(name));
  }
  CHECK(why_not_scriptable("Ash \"Annie\", Ann")->find('"') != std::string::npos);
  for (const char* name : {"Ash, Ann", "O'Neill & Sons (x)", "M\x81ller, Bo", "#Social"}) {
    CHECK_FALSE(why_not_scriptable(name));
  }
}

TEST_CASE("a password that a command line cannot hold is refused without being shown") {
  for (const char* password :
       {"q7 q7", "q7\"q", "q7%q", "q7&q", "q7/q", "q7\xC3\xA4", "q7|q", "q7^q"}) {
    const auto why = why_not_password(password);
    REQUIRE(why);
    CHECK(why->find(password) == std::string::npos);
  }
  CHECK_FALSE(why_not_password("Secret-1!"));
}

TEST_CASE("Q194869 a path that is not 8.3 is refused, and so are blanks, devices and other forms") {
  for (const char* path : {"C:\\PO", "C:\\A_1\\B.C", "D:\\POSTOFF1.123"}) {
    CHECK_FALSE(why_not_dos_path(path));
  }
  for (const char* path :
       {"C:\\POSTOFFICE", "C:\\P O", "C:\\PO.LONG", "C:\\", "PO", "c:\\po", "C:\\PO\\", "C:\\R&D",
        "C:\\CON", "C:\\LPT1", "C:\\PO\\\\X", "\\\\HOST\\PO", "C:\\.X", "C:\\A.B.C",
        "C:\\AAAAAAAA\\AAAAAAAA\\AAAAAAAA\\AAAAAAAA\\AAAAAAAA\\AAAAAAAA\\AAAAAAAA\\AAA"}) {
    CAPTURE(path);
    CHECK(why_not_dos_path(path));
  }
  CHECK(host_path("C:\\A\\B") == "C/A/B");
}

TEST_CASE("the copy and the work are different directories of one drive") {
  CHECK_FALSE(why_not_paths({}));
  CHECK(why_not_paths({.post_office = "C:\\X", .work = "C:\\X"}));
  CHECK(why_not_paths({.post_office = "C:\\X\\PO", .work = "C:\\X"}));
  CHECK(why_not_paths({.post_office = "C:\\X", .work = "C:\\X\\W"}));
  CHECK(why_not_paths({.post_office = "D:\\PO", .work = "C:\\X"}));
  CHECK_FALSE(why_not_paths({.post_office = "C:\\X2", .work = "C:\\X"}));
}

}  // namespace
