#include "formats/wgpo/users.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/formats/wgpo/office_builder.h"

namespace users_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using test::office::Bytes;
using test::office::group_file;
using test::office::GroupWords;
using test::office::join;
using test::office::name_record;
using test::office::user_record;

/// A user as one text: "ANNL 0000001A 0".
using Sight = std::vector<std::string>;

const std::vector<std::string> kMailbags = {"0000001A", "0000001B", "0000001C", "0000001D"};

/// nullopt: no place in the records holds mailbags' names.
std::optional<Sight> users(const Bytes& access2,
                           const std::vector<std::string>& mailbags = kMailbags) {
  const auto read = wgpo::read_users(access2, mailbags);
  if (!read.is_known) {
    CHECK(read.users.empty());
    return std::nullopt;
  }
  Sight out;
  for (const wgpo::User& user : read.users) {
    out.push_back(user.name + " " + user.hexid + " " + std::to_string(user.record));
  }
  return out;
}

const Bytes kAnn = user_record("ANNL", "0000001A");
const Bytes kBob = user_record("BOBR", "0000001B");
const Bytes kCarl = user_record("CARL", "0000001C");

using Members = std::vector<std::uint32_t>;

struct Reading {
  std::vector<std::pair<std::string, Members>> groups{};
  Members tuple_ids{};  // of all names
  std::vector<Damage> damage{};
};

Reading read(const Bytes& nme, const Bytes& grp) {
  bytes::DamageLog damage;
  const auto names = wgpo::read_names(nme);
  Reading out;
  for (const wgpo::Group& group : wgpo::read_groups(names, grp, damage)) {
    out.groups.emplace_back(group.name, group.members);
  }
  for (const wgpo::Name& name : names) {
    out.tuple_ids.push_back(wgpo::tuple_id(name, names, grp.size()));
  }
  out.damage = damage.items();
  return out;
}

/// Ann and Bob, and groups that begin at the places of the GRP.
Bytes names_with(const std::vector<std::pair<std::string, std::uint32_t>>& groups) {
  Bytes nme =
      join({name_record(0, "Ann Lee", 0x11, 0, 0x1A), name_record(0, "Bob Ray", 0x13, 0, 0x1B)});
  std::uint32_t tuple = 0x15;
  for (const auto& [name, at] : groups) {
    nme = join({nme, name_record(4, name, tuple, at)});
    tuple += 2;
  }
  return nme;
}

using Groups = std::vector<std::pair<std::string, Members>>;
const Groups kStaff = {{"Staff", {0x11, 0x13}}};

TEST_CASE("users are found wherever the records have name and mailbag") {
  const Sight expected = {"ANNL 0000001A 0", "BOBR 0000001B 1"};

  CHECK(users(join({kAnn, kBob})) == expected);
  CHECK(users(join({user_record("ANNL", "0000001A", 0, 60),
                    user_record("BOBR", "0000001B", 0, 60)})) == expected);
  CHECK(users(join({user_record("ANNL", "0000001A", 40, 10),
                    user_record("BOBR", "0000001B", 40, 10)})) == expected);
}

TEST_CASE("empty records are no users, and those behind them keep their numbers") {
  CHECK(users(join({kAnn, Bytes(69), Bytes(69), kBob})) ==
        Sight{"ANNL 0000001A 0", "BOBR 0000001B 3"});
}

TEST_CASE("bytes behind the last whole record are left out") {
  CHECK(users(join({kAnn, kBob, Bytes(68, std::byte{'x'})})) ==
        Sight{"ANNL 0000001A 0", "BOBR 0000001B 1"});
}

TEST_CASE("a record in four may hold anything") {
  const Bytes odd(69, std::byte{'?'});

  CHECK(users(join({kAnn, kBob, kCarl, odd})) ==
        Sight{"ANNL 0000001A 0", "BOBR 0000001B 1", "CARL 0000001C 2"});
  CHECK(users(join({kAnn, kBob, odd})) == std::nullopt);
  CHECK(wgpo::read_users(join({kAnn, Bytes(69), kBob, kCarl, odd}), kMailbags).odd_records == 1);
  CHECK(wgpo::read_users(join({kAnn, Bytes(69), kBob}), kMailbags).odd_records == 0);
}

TEST_CASE("names of mailbags are the same in either case") {
  CHECK(users(join({user_record("ANNL", "0000001a"), kBob})) ==
        Sight{"ANNL 0000001A 0", "BOBR 0000001B 1"});
}

TEST_CASE("a name has at most ten characters, and is no name of a mailbag") {
  const Bytes rest = join({kBob, kCarl, user_record("DORA", "0000001D")});
  const auto first = [&rest](const std::string& name) {
    const auto all = users(join({user_record(name, "0000001A"), rest}));
    REQUIRE(all);
    REQUIRE(all->size() == 4);
    return all->front();
  };

  CHECK(first("ABCDEFGHIJ") == "ABCDEFGHIJ 0000001A 0");
  CHECK(first("J\x99RG") == "J\x99RG 0000001A 0");
  CHECK(first("ABCDEFGHIJK") == " 0000001A 0");
  CHECK(first("DEADBEEF") == " 0000001A 0");
  CHECK(first("") == " 0000001A 0");
}

TEST_CASE("records that name no mailbag there is are no users") {
  CHECK(users({}) == std::nullopt);
  CHECK(users(Bytes(3 * 69)) == std::nullopt);
  CHECK(users(join({kAnn, kBob}), {}) == std::nullopt);
  CHECK(users(join({kAnn, kBob}), {"0000002A", "INQUEUE3"}) == std::nullopt);
}

TEST_CASE("an address list has names of 45 bytes, the last of them whole") {
  const auto names = wgpo::read_names(
      join({name_record(0, "Ann Lee", 0x11, 0x12, 0x1A), name_record(4, "Staff", 3, 8),
            name_record(0x0400, "Other", 3, 8), name_record(2, std::string(30, 'x'), 5, 4),
            Bytes(46, std::byte{'y'})}));

  REQUIRE(names.size() == 5);
  CHECK(names[0].name == "Ann Lee");
  CHECK(names[0].type == 0);
  CHECK(names[0].first_link == 0x11);
  CHECK(names[0].second_link == 0x12);
  CHECK(names[0].mailbag == 0x1A);
  CHECK(names[1].type == 4);
  CHECK(names[2].type == 4);  // which byte has it is not published
  CHECK(names[3].type == 2);
  CHECK(names[3].name == std::string(30, 'x'));
  CHECK(names[4].name == std::string(31, 'y'));
}

TEST_CASE("the members of a group are a chain, whichever words are which") {
  const Bytes first = join({name_record(0, "Ann", 0x11, 0), name_record(0, "Bob", 0x13, 0),
                            name_record(4, "Staff", 0x15, 8)});
  const Bytes second = join({name_record(0, "Ann", 0, 0x11), name_record(0, "Bob", 0, 0x13),
                             name_record(4, "Staff", 8, 0x15)});
  for (const Bytes& nme : {first, second}) {
    for (const Bytes& grp :
         {group_file({{0x11, 16}, {0x13, 0}}), group_file({{16, 0x11}, {0, 0x13}})}) {
      const auto reading = read(nme, grp);

      CHECK(reading.groups == kStaff);
      CHECK(reading.tuple_ids == Members{0x11, 0x13, 0x15});
      CHECK(reading.damage.empty());
    }
  }
}

TEST_CASE("groups have chains of their own, and may be members") {
  const auto reading = read(names_with({{"Staff", 8}, {"All", 24}}),
                            group_file({{0x11, 16}, {0x13, 0}, {0x15, 32}, {0x99, 0}}));

  CHECK(reading.groups == Groups{{"Staff", {0x11, 0x13}}, {"All", {0x15, 0x99}}});
  CHECK(reading.damage.empty());
}

TEST_CASE("a chain that runs in a circle is told and cut") {
  // Back to the first, to itself, and with a record that nobody names behind it.
  for (const auto& words : {std::vector<GroupWords>{{0x11, 16}, {0x13, 8}},
                            {{0x11, 16}, {0x13, 16}},
                            {{0x11, 16}, {0x13, 8}, {0x11, 0}}}) {
    const auto reading = read(names_with({{"Staff", 8}}), group_file(words));

    CHECK(reading.groups == kStaff);
    REQUIRE(reading.damage.size() == 1);
    CHECK(reading.damage[0].kind == DamageKind::Cycle);
    CHECK(reading.damage[0].field == "group.next");
    CHECK(reading.damage[0].found == words[1].second);
  }
}

TEST_CASE("a circle in one group costs the others nothing") {
  const auto reading = read(names_with({{"Staff", 8}, {"Loop", 24}}),
                            group_file({{0x11, 16}, {0x13, 0}, {0x13, 32}, {0x11, 24}}));

  CHECK(reading.groups == Groups{{"Staff", {0x11, 0x13}}, {"Loop", {0x13, 0x11}}});
  CHECK(reading.damage.size() == 1);
}

TEST_CASE("a chain that leaves the file or its records is told and cut") {
  for (const std::uint32_t next : {13U, 24U, 800U, 0xFFFFFFF8U}) {
    const auto reading = read(names_with({{"Staff", 8}}), group_file({{0x11, 16}, {0x13, next}}));

    CHECK(reading.groups == kStaff);
    REQUIRE(reading.damage.size() == 1);
    CHECK(reading.damage[0].kind == DamageKind::OutOfRange);
    CHECK(reading.damage[0].field == "group.next");
    CHECK(reading.damage[0].found == next);
    CHECK(reading.damage[0].offset + reading.damage[0].length <= 24);
  }
}

TEST_CASE("when no words of the names can be places in the file, no group has members") {
  const Groups none = {{"Staff", {}}};

  CHECK(read(names_with({{"Staff", 0}}), group_file({{0x11, 16}, {0x13, 0}})).groups == none);
  CHECK(read(names_with({{"Staff", 800}}), group_file({{0x11, 16}, {0x13, 0}})).groups == none);
  CHECK(read(names_with({{"Staff", 8}}), group_file({})).groups == none);
  CHECK(read(names_with({{"Staff", 8}}), {}).groups == none);
}

TEST_CASE("when both words of the names can be places, neither is taken") {
  const Bytes nme = join({name_record(0, "Ann", 0x11, 0), name_record(0, "Bob", 0x13, 0),
                          name_record(4, "Staff", 16, 8)});
  const auto reading = read(nme, group_file({{0x11, 16}, {0x13, 0}}));

  CHECK(reading.groups == Groups{{"Staff", {}}});
  CHECK(reading.tuple_ids == Members{0, 0, 0});
}

TEST_CASE("without groups no tuple id is known") {
  const auto reading = read(names_with({}), group_file({{0x11, 0}}));

  CHECK(reading.groups.empty());
  CHECK(reading.tuple_ids == Members{0, 0});
  CHECK(reading.damage.empty());
}

}  // namespace
}  // namespace users_test
