#include "formats/wgpo/tree.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/formats/wgpo/office_builder.h"
#include "tests/support/temporary_directory.h"

namespace tree_test {
namespace {

using test::TemporaryDirectory;
using test::office::Bytes;
using wgpo::Tree;
using wgpo::TreeKind;

using Names = std::vector<std::string>;

/// What a directory with these files, below one named `root`, is taken for.
TreeKind sniff(const Names& files, const std::string& root = "WGPO0000") {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / root);
  for (const std::string& file : files) {
    test::office::write(directory / root, file, {});
  }
  return wgpo::sniff_tree(directory / root);
}

Names names_of(const std::vector<const wgpo::TreeFile*>& files) {
  Names out;
  for (const wgpo::TreeFile* file : files) {
    out.push_back(file->name);
  }
  return out;
}

Tree open(const std::filesystem::path& root) {
  auto tree = Tree::open(root);
  REQUIRE(tree);
  return *std::move(tree);
}

using Rule = std::pair<std::uint64_t, std::uint64_t>;

std::optional<Rule> rule(std::string_view name) {
  const auto* found = wgpo::size_rule(name);
  return found != nullptr ? std::optional(Rule(found->head, found->record)) : std::nullopt;
}

TEST_CASE("a directory with MASTER and ACCESS2 in its GLB is a post office, of any name and case") {
  CHECK(sniff({"GLB/MASTER.GLB", "GLB/ACCESS2.GLB"}) == TreeKind::PostOffice);
  CHECK(sniff({"glb/master.glb", "glb/Access2.glb"}, "any name") == TreeKind::PostOffice);
  CHECK(sniff({"GLB/MASTER.GLB", "GLB/ACCESS2.GLB", "MBG/0000001A.MBG", "KEY/0000001A.KEY"}) ==
        TreeKind::PostOffice);
}

TEST_CASE("mailbags with their indexes, or the directories of letters, are part of a post office") {
  Names letters;
  for (const char digit : std::string("0123456789ABCDEF")) {
    letters.push_back(std::string("MAI/MA") + digit + "/POPULATE.MSM");
  }

  CHECK(sniff({"MBG/0000001A.MBG", "KEY/0000001A.KEY"}) == TreeKind::Damaged);
  CHECK(sniff({"GLB/ACCESS2.GLB", "mbg/0000001a.mbg", "key/0000001a.key"}) == TreeKind::Damaged);
  CHECK(sniff(letters) == TreeKind::Damaged);
}

TEST_CASE("the tree of a remote client is told by what it has") {
  CHECK(sniff({"MBG/INBOX.MBG", "KEY/INBOX.KEY", "MBG/OUTBOX.MBG", "KEY/OUTBOX.KEY"}, "MSRMT") ==
        TreeKind::Remote);
}

TEST_CASE("another directory, a file and nothing at all are no post office") {
  const TemporaryDirectory directory;
  test::write_file(directory / "MASTER.GLB", "x");

  CHECK(sniff({}) == TreeKind::None);
  CHECK(sniff({"MASTER.GLB", "ACCESS2.GLB"}) == TreeKind::None);
  CHECK(sniff({"GLB/MASTER.GLB"}) == TreeKind::None);
  CHECK(sniff({"MBG/a.txt", "KEY/b.txt"}) == TreeKind::None);
  CHECK(sniff({"WGPO/GLB/MASTER.GLB", "WGPO/GLB/ACCESS2.GLB"}) == TreeKind::None);
  CHECK(wgpo::sniff_tree(directory / "MASTER.GLB") == TreeKind::None);
  CHECK(wgpo::sniff_tree(directory / "none") == TreeKind::None);
}

TEST_CASE("files are known by their names in upper case, with path and size") {
  const TemporaryDirectory directory;
  test::write_file(directory / "top.ini", "x");
  test::office::write(directory.path(), "mbg/0000001b.mbg", Bytes(116));
  test::office::write(directory.path(), "FOLDERS/LOC/0000001A/00000003.FLD", Bytes(129));
  const Tree tree = open(directory.path());

  CHECK(tree.files().size() == 3);
  CHECK(tree.unreadable().empty());
  const auto* mailbag = tree.find("MBG/0000001B.MBG");
  REQUIRE(mailbag != nullptr);
  CHECK(mailbag->name == "MBG/0000001B.MBG");
  CHECK(mailbag->path == directory / "mbg/0000001b.mbg");
  CHECK(mailbag->size == 116);
  CHECK(wgpo::stem_of(*mailbag) == "0000001B");
  REQUIRE(tree.find("FOLDERS/LOC/0000001A/00000003.FLD") != nullptr);
  CHECK(tree.find("TOP.INI") != nullptr);
  CHECK(tree.find("MBG") == nullptr);
  CHECK(tree.find("MBG/0000001C.MBG") == nullptr);
}

TEST_CASE("the files in a directory come by name, those below it do not") {
  const TemporaryDirectory directory;
  for (const auto* name : {"MBG/0000001B.MBG", "mbg/0000001a.mbg", "MBG/NOTE.TXT",
                           "MBG/SUB/0000001C.MBG", "MBGX/0000001D.MBG", "0000001E.MBG"}) {
    test::office::write(directory.path(), name, {});
  }
  const Tree tree = open(directory.path());

  CHECK(names_of(tree.in("MBG", ".MBG")) == Names{"MBG/0000001A.MBG", "MBG/0000001B.MBG"});
  CHECK(names_of(tree.in("MBG", "")) ==
        Names{"MBG/0000001A.MBG", "MBG/0000001B.MBG", "MBG/NOTE.TXT"});
  CHECK(tree.in("MB", "").empty());
  CHECK(tree.in("KEY", ".KEY").empty());
}

TEST_CASE("of two files whose names differ in case only, one is taken and the other told") {
  const TemporaryDirectory directory;
  test::office::write(directory.path(), "MBG/0000001A.MBG", Bytes(116));
  test::office::write(directory.path(), "mbg/0000001a.mbg", Bytes(116));
  const Tree tree = open(directory.path());

  CHECK(tree.files().size() == 1);
  REQUIRE(tree.unreadable().size() == 1);
  CHECK(tree.unreadable()[0].find("MBG/0000001A.MBG") == 0);
}

TEST_CASE("links to directories and files are no part of a tree") {
  const TemporaryDirectory other;
  test::office::write(other.path(), "MASTER.GLB", Bytes(176));
  const TemporaryDirectory directory;
  std::filesystem::create_directory_symlink(other.path(), directory / "GLB");
  std::filesystem::create_symlink(other / "MASTER.GLB", directory / "LINK.GLB");
  std::filesystem::create_directory_symlink(directory.path(), directory / "LOOP");

  CHECK(open(directory.path()).files().empty());
}

TEST_CASE("a directory that is not there is no input") {
  const TemporaryDirectory directory;
  const auto tree = Tree::open(directory / "none");

  REQUIRE_FALSE(tree);
  CHECK(tree.error().kind == bytes::ErrorKind::NoInput);
  CHECK(tree.error().what.find("none") != std::string::npos);
}

TEST_CASE("a name of a file is eight hexadecimal digits in upper case") {
  CHECK(wgpo::is_hexid("0000001A"));
  CHECK(wgpo::is_hexid("DEADBEEF"));
  for (const auto* text : {"", "0000001", "0000001AB", "0000001G", "0000001a", "INQUEUE3"}) {
    CHECK_FALSE(wgpo::is_hexid(text));
  }
}

TEST_CASE("upper case is that of ASCII, other bytes stay") {
  CHECK(wgpo::to_upper("mbg/0000001a.Mbg") == "MBG/0000001A.MBG");
  CHECK(wgpo::to_upper("\x84z-_") == "\x84Z-_");
}

TEST_CASE("the sizes of files are made up of a head and records") {
  const std::vector<std::pair<std::string, Rule>> published = {
      {"GLB/ACCESS.GLB", {0, 586}},
      {"GLB/ACCESS2.GLB", {0, 69}},
      {"GLB/ACCESS3.GLB", {0, 512}},
      {"GLB/CONTROL.GLB", {8, 0}},
      {"GLB/MASTER.GLB", {176, 0}},
      {"GLB/NETWORK.GLB", {0, 122}},
      {"GLB/NETPO.GLB", {4, 43}},
      {"GLB/GROUP.GLB", {4, 51}},
      {"GLB/GRPMEM.GLB", {4, 128}},
      {"GLB/TID.GLB", {4, 0}},
      {"GLB/GLOBAL.GLB", {512, 0}},
      {"GLB/FLAG.GLB", {2, 0}},
      {"GLB/MODEM.GLB", {64, 0}},
      {"GLB/REQCONF.GLB", {512, 0}},
      {"GLB/PROCESS.GLB", {512, 197}},
      {"GLB/SERVER.GLB", {0, 181}},
      {"GLB/SRVCONF.GLB", {1024, 1024}},
      {"GLB/RNETSEM.GLB", {4, 0}},
      {"GLB/ANSISORT.GLB", {795, 0}},
      {"GLB/C850SORT.GLB", {795, 0}},
      {"GLB/GALINDEX.GLB", {208, 6}},
      {"KEY/0000001A.KEY", {560, 0}},
      {"KEY/INQUEUE3.KEY", {560, 0}},
      {"MBG/0000001A.MBG", {0, 116}},
      {"NME/ADMIN.NME", {0, 45}},
      {"NME/0000001A.NME", {0, 45}},
      {"GRP/ADMIN.GRP", {8, 8}},
      {"MEM/00000001.MEM", {0, 4}},
      {"USR/00000001.USR", {0, 53}},
      {"XTN/00000001.XTN", {0, 698}},
      {"FOLDERS/SERIALNO.IDX", {4, 0}},
      {"FOLDERS/PUB/FOLDROOT.IDX", {100, 158}},
      {"FOLDERS/LOC/0000001A/0000001A.IDX", {100, 158}}};
  for (const auto& [name, expected] : published) {
    INFO(name);
    CHECK(rule(name) == expected);
  }
}

TEST_CASE("files of any size have no rule") {
  for (const auto* name : {"MAI/MA1/00000001.MAI", "ATT/AT1/00000001.ATT", "MMF/0000001A.MMF",
                           "GLB/GALNETPO.GLB", "MBG/NOTE.TXT", "ADMIN.NME.BAK"}) {
    INFO(name);
    CHECK(rule(name) == std::nullopt);
  }
}

}  // namespace
}  // namespace tree_test
