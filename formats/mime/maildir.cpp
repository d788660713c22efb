#include "formats/mime/maildir.h"

#include <algorithm>

#include "formats/mime/ascii.h"
#include "formats/mime/entity_writer.h"
#include "formats/mime/local_lines.h"
#include "formats/mime/modified_utf7.h"
#include "formats/mime/safe_name.h"
#include "formats/text/code_page.h"

namespace mime {
namespace {

using bytes::Result;

// A directory with "/cur/" and a message's name stays below kMaxPath.
constexpr std::size_t kMaxMaildirName = 150;
constexpr std::size_t kMaxComponent = 70;
// Where folders go that lie too deep, their names ending in a hash of their path.
constexpr std::string_view kDeepMaildirs = ".(deep)";

/// A folder's name without '.', which separates levels, in modified UTF-7; at most `max_size`
/// octets, where it must be cut with a hash of `original`.
std::string encode_component(std::string_view name, std::string_view original, std::size_t max_size,
                             bool hashed) {
  std::string safe = safe_name(name);
  std::ranges::replace(safe, '.', '_');
  std::string out = encode_modified_utf7(safe);
  for (std::size_t room = safe.size() + 9; hashed || out.size() > max_size; --room) {
    out = encode_modified_utf7(shorten_name(safe, original, room));
    hashed = hashed && out.size() > max_size;
  }
  return out;
}

/// D draft, F flagged, R replied, S seen, T trashed: in ASCII order.
std::string flags_of(const Envelope& envelope) {
  std::string out;
  out += envelope.draft ? "D" : "";
  out += envelope.flagged ? "F" : "";
  out += envelope.replied ? "R" : "";
  out += envelope.read ? "S" : "";
  out += envelope.deleted ? "T" : "";
  return out;
}

class Maildir final : public Container {
 public:
  explicit Maildir(bytes::OutputTree& tree) : tree_(tree) {}

  [[nodiscard]] Result<std::string> add_folder(const FolderPath& path) override {
    std::string directory = names_.add(path);
    if (auto made = make_directories(); !made) {
      return bytes::pass_on(made.error());
    }
    return directory;
  }

  [[nodiscard]] Result<std::string> add_message(const FolderPath& path, const Envelope& envelope,
                                                const Entity& entity) override {
    auto added = add_folder(path);
    if (!added) {
      return added;
    }
    const std::string base = added->empty() ? "" : *added + "/";
    const std::string name = std::to_string(envelope.unix_seconds.value_or(0)) + "." +
                             std::to_string(++number_) + ".restante";
    auto size = write_file(base + "tmp/" + name, envelope, entity);
    if (!size) {
      return bytes::pass_on(size.error());
    }
    std::string final_path =
        base + "cur/" + name + ",S=" + std::to_string(*size) + ":2," + flags_of(envelope);
    if (auto renamed = tree_.rename(base + "tmp/" + name, final_path); !renamed) {
      return bytes::pass_on(renamed.error());
    }
    return final_path;
  }

  [[nodiscard]] Result<void> finish() override {
    auto top = add_folder({});
    return top ? Result<void>() : Result<void>(bytes::pass_on(top.error()));
  }

 private:
  /// The three directories of each folder that has none yet, the top first.
  Result<void> make_directories() {
    if (!top_made_) {
      if (auto made = make_maildir(""); !made) {
        return made;
      }
      top_made_ = true;
    }
    for (; made_ < names_.directories().size(); ++made_) {
      const std::string base = names_.directories()[made_] + "/";
      if (auto made = make_maildir(base); !made) {
        return made;
      }
      // Maildir++: an empty file tells delivery agents that this is a folder of a larger one.
      auto mark = tree_.create(base + "maildirfolder");
      if (!mark) {
        return bytes::pass_on(mark.error());
      }
      if (auto closed = (*mark)->close(); !closed) {
        return closed;
      }
    }
    return {};
  }

  Result<void> make_maildir(const std::string& base) {
    for (const std::string_view part : {"cur", "new", "tmp"}) {
      if (auto made = tree_.make_directory(base + std::string(part)); !made) {
        return made;
      }
    }
    return {};
  }

  /// Its size. The file removes itself when it is not closed.
  Result<std::uint64_t> write_file(const std::string& path, const Envelope& envelope,
                                   const Entity& entity) {
    auto file = tree_.create(path);
    if (!file) {
      return bytes::pass_on(file.error());
    }
    std::uint64_t size = 0;
    LocalLines lines(LocalLines::Quoting::None);
    const auto pass = [&] {
      size += local_.size();
      auto written = (*file)->write(local_);
      local_.clear();
      return written;
    };
    const Write write = [&](std::string_view text) {
      lines.append(text, local_);
      return pass();
    };
    if (auto written = writer_.write(entity, envelope.boundary_seed, write); !written) {
      return bytes::pass_on(written.error());
    }
    lines.finish(local_);
    if (auto written = pass(); !written) {
      return bytes::pass_on(written.error());
    }
    const auto time = envelope.unix_seconds.value_or(bytes::OutputFile::kKeepTime);
    if (auto closed = (*file)->close(time); !closed) {
      return bytes::pass_on(closed.error());
    }
    return size;
  }

  bytes::OutputTree& tree_;
  MaildirNames names_;
  bool top_made_ = false;
  std::size_t made_ = 0;      // of names_.directories()
  std::uint64_t number_ = 0;  // of the last message
  EntityWriter writer_;
  std::string local_;
};

}  // namespace

std::string MaildirNames::add(const FolderPath& path) {
  std::string directory;
  FolderPath prefix;
  for (const std::string& name : path) {
    prefix.push_back(name);
    const auto known = by_path_.find(prefix);
    directory = known != by_path_.end() ? known->second : make(directory, prefix);
  }
  return directory;
}

std::string MaildirNames::make(const std::string& parent, const FolderPath& path) {
  const std::string original = joined_path(path);
  std::string base = parent + "." + encode_component(path.back(), original, kMaxComponent, false);
  if (base.size() > kMaxMaildirName) {
    base = std::string(kDeepMaildirs) + "." +
           encode_component(path.back(), original, kMaxComponent, true);
  }
  std::string directory = base;
  std::uint64_t& number = numbers_.try_emplace(text::fold_case(base), 1).first->second;
  while (!taken_.insert(text::fold_case(directory)).second) {
    directory = base + " (" + std::to_string(++number) + ")";
  }
  by_path_.emplace(path, directory);
  directories_.push_back(directory);
  return directory;
}

std::unique_ptr<Container> open_maildir(bytes::OutputTree& tree) {
  return std::make_unique<Maildir>(tree);
}

}  // namespace mime
