#include "formats/archives/member_path.h"

#include <catch2/catch.hpp>

namespace member_path_test {

std::string path_of(std::string_view name, bool backslashes = false) {
  const auto path = archives::safe_member_path(name, backslashes);
  return path.path + (path.is_changed ? " (changed)" : "");
}

TEST_CASE("a name inside the archive stays as it is") {
  CHECK(path_of("x.pst") == "x.pst");
  CHECK(path_of("./old//mail/./x.pst") == "old/mail/x.pst");
  CHECK(path_of("old/mail/") == "old/mail");
  CHECK(path_of("..x/...") == "..x/...");
  CHECK(path_of("old\\x.pst") == "old\\x.pst");
  CHECK(path_of("old\\x.pst", true) == "old/x.pst");
}

TEST_CASE("what leads out of the archive is taken off the name") {
  CHECK(path_of("../x.pst") == "x.pst (changed)");
  CHECK(path_of("a/../../x.pst") == "a/x.pst (changed)");
  CHECK(path_of("/etc/passwd") == "etc/passwd (changed)");
  CHECK(path_of("//server/x") == "server/x (changed)");
  CHECK(path_of("C:/mail/x.pst") == "mail/x.pst (changed)");
  CHECK(path_of("C:\\mail\\..\\x.pst", true) == "mail/x.pst (changed)");
  CHECK(path_of("..") == " (changed)");
  CHECK(path_of("") == "");
}

}  // namespace member_path_test
