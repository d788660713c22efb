// A mailbox of a migration set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace iff {

/// A section of a set: indexes into its primary files and their sections.
struct SectionPlace {
  std::size_t primary = 0;
  std::size_t section = 0;
  friend bool operator==(const SectionPlace&, const SectionPlace&) = default;
};

/// All text is UTF-8.
struct SetMailbox {
  std::string name;     // no two of a set have the same
  std::string display;  // what the directory calls it, else what its address does
  std::string address;  // of its sections, or of its entry in the directory
  bool is_public = false;
  std::vector<SectionPlace> sections;    // in the order of the files
  std::vector<std::string> secondaries;  // keys of files of which it tells what nobody names
  std::uint64_t size = 0;                // bytes of its sections and these files
  std::vector<std::string> remarks;      // that nobody should miss
  std::vector<std::string> lost_files;   // why no mail of it is read, one for each file
  std::vector<std::string> doubts;       // whether mail of it was in files that are lost
};

}  // namespace iff
