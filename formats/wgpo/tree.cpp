#include "formats/wgpo/tree.h"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "formats/bytes/system_error.h"
#include "formats/wgpo/disk.h"

namespace wgpo {
namespace {

namespace fs = std::filesystem;

/// A second tree may sit inside the first; deeper ones belong to nobody.
constexpr int kMostLevels = 6;

bool ends_with(std::string_view text, std::string_view end) { return text.ends_with(end); }

/// Collects the files below a directory.
class Listing {
 public:
  Listing(std::map<std::string, TreeFile, std::less<>>& files, std::vector<std::string>& unreadable)
      : files_(files), unreadable_(unreadable) {}

  std::error_code read(const fs::path& directory, const std::string& prefix, int level) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      entries.push_back(*entry);
    }
    // In an order of their names: what stands there twice is the same one each time.
    std::ranges::sort(entries, {}, [](const fs::directory_entry& one) { return one.path(); });
    for (const fs::directory_entry& one : entries) {
      take(one, prefix, level);
    }
    return error;
  }

 private:
  void take(const fs::directory_entry& entry, const std::string& prefix, int level) {
    std::error_code error;
    const auto status = entry.symlink_status(error);
    const std::string name = prefix + to_upper(entry.path().filename().string());
    if (fs::is_symlink(status)) {
      unreadable_.push_back(name + " (a link, not followed)");
      return;
    }
    if (fs::is_directory(status)) {
      if (level == kMostLevels || read(entry.path(), name + "/", level + 1)) {
        unreadable_.push_back(name);
      }
    } else if (fs::is_regular_file(status)) {
      const std::uint64_t size = entry.file_size(error);
      // Names that differ in case only are one on the systems that made them: the first one counts.
      if (!files_.emplace(name, TreeFile{.name = name, .path = entry.path(), .size = size})
               .second) {
        unreadable_.push_back(name + " (twice)");
      }
    }
  }

  std::map<std::string, TreeFile, std::less<>>& files_;
  std::vector<std::string>& unreadable_;
};

/// The entry of `directory` whose name is `name` but for the case of its letters.
std::optional<fs::path> child(const fs::path& directory, std::string_view name) {
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (to_upper(entry->path().filename().string()) == name && !entry->is_symlink(error)) {
      return entry->path();
    }
  }
  return std::nullopt;
}

bool has_files(const fs::path& directory, std::string_view extension) {
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (ends_with(to_upper(entry->path().filename().string()), extension)) {
      return true;
    }
  }
  return false;
}

}  // namespace

TreeKind sniff_tree(const fs::path& root) {
  const auto glb = child(root, "GLB");
  if (glb && child(*glb, "MASTER.GLB") && child(*glb, "ACCESS2.GLB")) {
    return TreeKind::PostOffice;
  }
  const auto mbg = child(root, "MBG");
  const auto key = child(root, "KEY");
  if (mbg && key && has_files(*mbg, ".MBG") && has_files(*key, ".KEY")) {
    return child(*mbg, "INBOX.MBG") || child(*mbg, "OUTBOX.MBG") ? TreeKind::Remote
                                                                 : TreeKind::Damaged;
  }
  const auto mai = child(root, "MAI");
  if (!mai) {
    return TreeKind::None;
  }
  if (child(*mai, "MA0") && child(*mai, "MAF")) {
    return TreeKind::Damaged;
  }
  // Or any of the sixteen directories of letters, with a letter in it.
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const bool has_letters = std::ranges::any_of(kDigits, [&mai](char digit) {
    const auto directory = child(*mai, std::string("MA") + digit);
    return directory && has_files(*directory, ".MAI");
  });
  return has_letters ? TreeKind::Damaged : TreeKind::None;
}

bytes::Result<Tree> Tree::open(const fs::path& root) {
  Tree tree;
  if (const auto error = Listing(tree.files_, tree.unreadable_).read(root, "", 0)) {
    return tl::unexpected(bytes::input_error(root.string(), "read the directory", error.value()));
  }
  return tree;
}

const TreeFile* Tree::find(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

std::vector<const TreeFile*> Tree::in(std::string_view directory,
                                      std::string_view extension) const {
  std::vector<const TreeFile*> found;
  const std::string prefix = std::string(directory) + "/";
  for (auto file = files_.lower_bound(prefix);
       file != files_.end() && file->first.starts_with(prefix); ++file) {
    const bool is_direct = file->first.find('/', prefix.size()) == std::string::npos;
    if (is_direct && ends_with(file->first, extension)) {
      found.push_back(&file->second);
    }
  }
  return found;
}

std::string stem_of(const TreeFile& file) {
  const std::size_t slash = file.name.rfind('/');
  const std::size_t begin = slash == std::string::npos ? 0 : slash + 1;
  const std::size_t period = file.name.rfind('.');
  const std::size_t end = period == std::string::npos || period < begin ? file.name.size() : period;
  return file.name.substr(begin, end - begin);
}

std::string to_upper(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

bool is_hexid(std::string_view text) {
  constexpr std::size_t kDigits = 8;
  return text.size() == kDigits && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
         });
}

const SizeRule* size_rule(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, SizeRule>, 25> kFiles = {
      {{"GLB/ACCESS.GLB", {0, disk::kAccessSize}},
       {"GLB/ACCESS2.GLB", {0, disk::kAccess2Size}},
       {"GLB/ACCESS3.GLB", {0, disk::kAccess3Size}},
       {"GLB/CONTROL.GLB", {8, 0}},
       {"GLB/MASTER.GLB", {disk::kMasterSize, 0}},
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
       {"FOLDERS/SERIALNO.IDX", {4, 0}},
       {"NME/ADMIN.NME", {0, sizeof(disk::NameRecord)}},
       {"GRP/ADMIN.GRP", {8, sizeof(disk::GroupRecord)}},
       {"GRP/ADMINSHD.GRP", {8, sizeof(disk::GroupRecord)}}}};
  static constexpr std::array<std::pair<std::string_view, SizeRule>, 8> kExtensions = {
      {{".KEY", {disk::kKeySize, 0}},
       {".MBG", {0, sizeof(disk::MailbagRecord)}},
       {".NME", {0, sizeof(disk::NameRecord)}},
       {".GRP", {8, sizeof(disk::GroupRecord)}},
       {".MEM", {0, 4}},
       {".USR", {0, 53}},
       {".XTN", {0, 698}},
       {".IDX", {100, 158}}}};
  for (const auto& [file, rule] : kFiles) {
    if (file == name) {
      return &rule;
    }
  }
  for (const auto& [extension, rule] : kExtensions) {
    // A KEY of calendars is another thing.
    if (ends_with(name, extension) && !name.starts_with("CAL/")) {
      return &rule;
    }
  }
  return nullptr;
}

}  // namespace wgpo
