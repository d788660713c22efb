#include "formats/imcsave/packing_list.h"

#include <algorithm>
#include <utility>

#include "formats/text/ascii.h"

namespace imcsave {
namespace {

std::string_view trim(std::string_view text) { return text::trim(text, " \t\r\x1A\""); }

struct Path {
  std::string_view directory;  // the last one of it
  std::string_view name;
};

Path split(std::string_view path) {
  const std::size_t last = path.find_last_of("\\/");
  if (last == std::string_view::npos) {
    return {.directory = {}, .name = path};
  }
  const std::string_view above = path.substr(0, last);
  const std::size_t before = above.find_last_of("\\/");
  return {.directory = before == std::string_view::npos ? above : above.substr(before + 1),
          .name = path.substr(last + 1)};
}

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What "key=value" in the section of `queue`, which may be empty, says of a file.
ListedFile read_line(std::string_view key, std::string_view value, std::string_view queue) {
  for (const std::string_view text : {value, key}) {
    const Path path = split(text);
    if (const auto found = find_queue(path.directory); !found.empty() && !path.name.empty()) {
      return {.queue = std::string(found), .names = {std::string(path.name)}};
    }
  }
  ListedFile file{.queue = std::string(queue), .names = {}};
  if (queue.empty()) {
    return file;
  }
  std::string_view first = split(value).name;
  std::string_view second = split(key).name;
  if (is_number(first)) {
    std::swap(first, second);
  }
  for (const std::string_view name : {first, second}) {
    if (!name.empty()) {
      file.names.emplace_back(name);
    }
  }
  return file;
}

}  // namespace

const std::vector<std::string_view>& queue_names() {
  static const std::vector<std::string_view> all = {"Mtsout", "Mtsin", "Bad",
                                                    "ContentConversionFailed", "Work"};
  return all;
}

std::string_view find_queue(std::string_view name) {
  const auto& all = queue_names();
  const auto found = std::ranges::find_if(
      all, [name](std::string_view queue) { return text::same_word(queue, name); });
  return found == all.end() ? std::string_view() : *found;
}

std::vector<ListedFile> read_packing_list(std::string_view text) {
  std::vector<ListedFile> files;
  std::string_view queue;
  for (std::size_t number = 1; !text.empty() && number <= kMostListed; ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == ';') {
      continue;
    }
    if (line.front() == '[') {
      const std::string_view section = trim(line.substr(1, line.find(']') - 1));
      queue = find_queue(split(section).name);
      continue;
    }
    const std::size_t equals = line.find('=');
    ListedFile file = read_line(
        trim(line.substr(0, equals)),
        equals == std::string_view::npos ? std::string_view() : trim(line.substr(equals + 1)),
        queue);
    file.line = number;
    if (!file.names.empty()) {
      files.push_back(std::move(file));
    }
  }
  return files;
}

}  // namespace imcsave
