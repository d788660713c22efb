// A post office of its own for a test: healthy, to be broken before it is opened.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "formats/wgpo/post_office.h"
#include "tests/formats/wgpo/office_builder.h"
#include "tests/support/temporary_directory.h"

namespace test::office {

class GivenOffice {
 public:
  explicit GivenOffice(const wgpo::StringKey& key = wgpo::kKnownKey) { write_office(root(), key); }

  [[nodiscard]] const std::filesystem::path& root() const { return directory_.path(); }
  void move(const std::string& from, const std::string& to) const {
    std::filesystem::create_directories((root() / to).parent_path());
    std::filesystem::rename(root() / from, root() / to);
  }
  void remove(const std::string& name) const { std::filesystem::remove_all(root() / name); }
  /// The office outlives the files it was read from.
  [[nodiscard]] wgpo::PostOffice open() const {
    auto office = wgpo::PostOffice::open(root());
    REQUIRE(office);
    return *std::move(office);
  }

 private:
  TemporaryDirectory directory_;
};

/// Whether one of `lines` has all of `words`.
inline bool tells(const std::vector<std::string>& lines, const std::vector<std::string>& words) {
  return std::ranges::any_of(lines, [&words](const std::string& line) {
    return std::ranges::all_of(
        words, [&line](const std::string& word) { return line.find(word) != std::string::npos; });
  });
}

/// Whether a remark or a damage has all of `words`.
inline bool tells(const wgpo::PostOffice& office, const std::vector<std::string>& words) {
  return tells(office.remarks(), words) || tells(office.damages(), words);
}

}  // namespace test::office
