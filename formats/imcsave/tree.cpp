#include "formats/imcsave/tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <map>
#include <span>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/system_error.h"
#include "formats/text/ascii.h"

namespace imcsave {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kSideFiles = {"Imcsvc.reg", "Imcpro.reg", "Imcobj.csv"};
constexpr std::string_view kPackingList = "Imcfls";

bool is_packing_list(const std::string& name) {
  return text::same_word(name, kPackingList) ||
         text::same_word(fs::path(name).stem().string(), kPackingList);
}

bool is_side_file(const std::string& name) {
  return std::ranges::any_of(kSideFiles,
                             [&](std::string_view one) { return text::same_word(name, one); });
}

bytes::Result<std::vector<fs::path>> entries_of(const fs::path& directory) {
  std::vector<fs::path> entries;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    entries.push_back(entry->path());
  }
  if (error) {
    return tl::unexpected(
        bytes::input_error(directory.string(), "read the directory", error.value()));
  }
  std::ranges::sort(entries);
  return entries;
}

bool begins_like_tnef(const fs::path& file) {
  constexpr std::string_view kSignature = "\x78\x9F\x3E\x22";
  std::array<char, kSignature.size()> head{};
  std::ifstream in(file, std::ios::binary);
  return in.read(head.data(), head.size()) &&
         std::string_view(head.data(), head.size()) == kSignature;
}

/// So many files of a queue are looked at: one that is a stream tells what the directory is.
constexpr std::size_t kMostTried = 16;

/// The queue of that name, made when it is not there.
Queue& queue_in(Tree& tree, std::string_view name) {
  const auto found = std::ranges::find_if(
      tree.queues, [name](const Queue& queue) { return text::same_word(queue.name, name); });
  if (found != tree.queues.end()) {
    return *found;
  }
  return tree.queues.emplace_back(Queue{.name = std::string(name), .files = {}, .absent = {}});
}

void add_queue(const fs::path& directory, Tree& tree) {
  Queue& queue = queue_in(tree, directory.filename().string());
  const auto entries = entries_of(directory);
  if (!entries) {
    tree.unreadable.push_back(entries.error().what);
    return;
  }
  for (const fs::path& path : *entries) {
    std::error_code ignored;
    (fs::is_regular_file(path, ignored) ? queue.files : tree.others).push_back(path);
  }
}

/// Names of files in lower case. A list and a queue may both be long.
using Names = std::unordered_set<std::string>;

Names names_of(const Queue& queue) {
  Names names;
  for (const fs::path& path : queue.files) {
    names.insert(text::lower_case(path.filename().string()));
  }
  return names;
}

bool has_file(const Names& names, const ListedFile& listed) {
  return std::ranges::any_of(listed.names, [&](const std::string& name) {
    return names.contains(text::lower_case(name));
  });
}

void compare_with_list(Tree& tree) {
  const auto view = bytes::FileView::open(*tree.packing_list);
  if (!view || (*view)->bytes().size() > kLargestPackingList) {
    tree.unreadable.push_back(view ? tree.packing_list->string() + ": larger than 64 MiB"
                                   : view.error().what);
    return;
  }
  std::map<std::string, Names, std::less<>> names;  // of each queue
  for (const Queue& queue : tree.queues) {
    names.emplace(queue.name, names_of(queue));
  }
  for (ListedFile& listed : read_packing_list(bytes::as_text((*view)->bytes()))) {
    Queue& queue = queue_in(tree, listed.queue);
    if (!has_file(names[queue.name], listed)) {
      queue.absent.push_back(std::move(listed));
    }
  }
}

}  // namespace

bool is_tree(const fs::path& directory) {
  const auto entries = entries_of(directory);
  if (!entries) {
    return false;
  }
  bool has_queue = false;
  bool has_mark = false;
  for (const fs::path& path : *entries) {
    const std::string name = path.filename().string();
    std::error_code ignored;
    const bool is_directory = fs::is_directory(path, ignored);
    has_mark = has_mark || (!is_directory && (is_side_file(name) || is_packing_list(name)));
    if (!is_directory || (!text::same_word(name, "Mtsout") && !text::same_word(name, "Mtsin"))) {
      continue;
    }
    has_queue = true;
    const auto files = entries_of(path);
    has_mark =
        has_mark ||
        (files && std::ranges::any_of(std::span(*files).first(std::min(files->size(), kMostTried)),
                                      begins_like_tnef));
  }
  return has_queue && has_mark;
}

bytes::Result<Tree> read_tree(const fs::path& directory) {
  const auto entries = entries_of(directory);
  if (!entries) {
    return tl::unexpected(entries.error());
  }
  Tree tree;
  for (const fs::path& path : *entries) {
    const std::string name = path.filename().string();
    std::error_code ignored;
    const bool is_directory = fs::is_directory(path, ignored);
    if (is_directory && !find_queue(name).empty()) {
      add_queue(path, tree);
    } else if (!is_directory && is_packing_list(name)) {
      tree.packing_list = path;
    } else if (!is_directory && is_side_file(name)) {
      tree.side_files.push_back(path);
    } else {
      tree.others.push_back(path);
    }
  }
  if (tree.packing_list) {
    compare_with_list(tree);
  }
  std::ranges::stable_sort(tree.queues, {}, [](const Queue& queue) {
    const auto& all = queue_names();
    return std::ranges::find(all, find_queue(queue.name)) - all.begin();
  });
  return tree;
}

}  // namespace imcsave
