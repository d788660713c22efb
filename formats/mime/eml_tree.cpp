#include "formats/mime/eml_tree.h"

#include <algorithm>
#include <map>

#include "formats/mime/entity_writer.h"
#include "formats/mime/safe_name.h"

namespace mime {
namespace {

using bytes::Result;

class EmlTree final : public Container {
 public:
  explicit EmlTree(bytes::OutputTree& tree) : tree_(tree) {}

  [[nodiscard]] Result<std::string> add_folder(const FolderPath& path) override {
    std::string directory = names_.add(path);
    if (!directory.empty()) {
      if (auto made = tree_.make_directory(directory); !made) {
        return tl::unexpected<bytes::Error>(std::move(made.error()));
      }
    }
    return directory;
  }

  [[nodiscard]] Result<std::string> add_message(const FolderPath& path, const Envelope& envelope,
                                                const Entity& entity) override {
    const std::string directory = names_.add(path);
    // A message that fails keeps its number: the gap shows.
    const std::uint64_t number = ++numbers_[directory];
    const std::size_t used = directory.empty() ? 0 : directory.size() + 1;
    const std::string name = message_file_name(number, envelope.unix_seconds, envelope.subject,
                                               std::min(kMaxName, kMaxPath - used));
    std::string file_path = directory.empty() ? name : directory + "/" + name;
    if (auto written = write_file(file_path, envelope, entity); !written) {
      return tl::unexpected<bytes::Error>(std::move(written.error()));
    }
    return file_path;
  }

  [[nodiscard]] Result<void> finish() override { return {}; }

 private:
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
  FolderNames names_{{}, {}};
  std::map<std::string, std::uint64_t> numbers_;  // of the last message, by directory
  EntityWriter writer_;
};

}  // namespace

std::unique_ptr<Container> open_eml_tree(bytes::OutputTree& tree) {
  return std::make_unique<EmlTree>(tree);
}

}  // namespace mime
