#include "formats/mime/eml_tree.h"

#include <algorithm>
#include <map>

#include "formats/mime/entity_writer.h"
#include "formats/mime/safe_name.h"

namespace mime {
namespace {

using bytes::Result;

constexpr std::string_view kMailbagTop = "data/eml";

std::string mailbag_file_name(std::uint64_t number) {
  constexpr std::size_t kDigits = 8;
  const std::string digits = std::to_string(number);
  return std::string(kDigits - std::min(digits.size(), kDigits), '0') + digits + ".eml";
}

class EmlTree final : public Container {
 public:
  EmlTree(bytes::OutputTree& tree, EmlLayout layout) : tree_(tree), layout_(layout) {}

  [[nodiscard]] Result<std::string> add_folder(const FolderPath& path) override {
    std::string directory = directory_of(path);
    if (!directory.empty()) {
      if (auto made = tree_.make_directory(directory); !made) {
        return tl::unexpected<bytes::Error>(std::move(made.error()));
      }
    }
    return directory;
  }

  [[nodiscard]] Result<std::string> add_message(const FolderPath& path, const Envelope& envelope,
                                                const Entity& entity) override {
    const std::string directory = directory_of(path);
    // A message that fails keeps its number: the gap shows.
    const bool counts_through = layout_ == EmlLayout::Mailbag;
    const std::uint64_t number = ++numbers_[counts_through ? std::string() : directory];
    const std::size_t used = directory.empty() ? 0 : directory.size() + 1;
    const std::string name =
        counts_through ? mailbag_file_name(number)
                       : message_file_name(number, envelope.unix_seconds, envelope.subject,
                                           std::min(kMaxName, kMaxPath - used));
    std::string file_path = directory.empty() ? name : directory + "/" + name;
    if (auto written = write_file(file_path, envelope, entity); !written) {
      return tl::unexpected<bytes::Error>(std::move(written.error()));
    }
    return file_path;
  }

  /// What a mailbag must have is there also without a message.
  [[nodiscard]] Result<void> finish() override {
    return layout_ == EmlLayout::Mailbag ? tree_.make_directory(kMailbagTop) : Result<void>();
  }

 private:
  std::string directory_of(const FolderPath& path) {
    std::string directory = names_.add(path);
    if (layout_ == EmlLayout::Readable) {
      return directory;
    }
    return std::string(kMailbagTop) + (directory.empty() ? "" : "/") + directory;
  }

  /// The file removes itself when it is not closed.
  Result<void> write_file(const std::string& path, const Envelope& envelope, const Entity& entity) {
    auto file = tree_.create(path);
    if (!file) {
      return tl::unexpected<bytes::Error>(std::move(file.error()));
    }
    const Write write = [&](std::string_view text) { return (*file)->write(text); };
    if (auto written = writer_.write(entity, envelope.boundary_seed, write); !written) {
      return written;
    }
    return (*file)->close(envelope.unix_seconds.value_or(bytes::OutputFile::kKeepTime));
  }

  bytes::OutputTree& tree_;
  EmlLayout layout_;
  FolderNames names_{{}, {}};
  std::map<std::string, std::uint64_t> numbers_;  // of the last message, by directory
  EntityWriter writer_;
};

}  // namespace

std::unique_ptr<Container> open_eml_tree(bytes::OutputTree& tree, EmlLayout layout) {
  return std::make_unique<EmlTree>(tree, layout);
}

}  // namespace mime
