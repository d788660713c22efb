#include "converters/imcsave/imcsave_to_model.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "converters/tnef/context.h"
#include "converters/tnef/message.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/imcsave/tree.h"
#include "formats/tnef/attribute.h"

namespace convert::imcsave {
namespace {

namespace fs = std::filesystem;
using ::imcsave::ListedFile;
using ::imcsave::Queue;
using ::imcsave::Tree;
using model::Result;

/// The name of a directory that may be given as "." or with a slash behind it.
std::string name_of(const fs::path& directory) {
  std::error_code error;
  fs::path whole = fs::absolute(directory, error).lexically_normal();
  if (error) {
    whole = directory;
  }
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

class Delivery {
 public:
  Delivery(const fs::path& directory, const Tree& tree, const model::ReadOptions& options,
           model::ReadMonitor& monitor, model::Sink& sink)
      : directory_(directory),
        name_(name_of(directory)),
        tree_(tree),
        options_(options),
        monitor_(monitor),
        sink_(sink) {}

  Result<void> run() {
    if (auto done = sink_.store(store()); !done) {
      return done;
    }
    for (std::uint32_t i = 0; i < tree_.queues.size(); ++i) {
      if (auto done = sink_.folder(folder_of(i)); !done) {
        return done;
      }
    }
    if (auto done = note_others(); !done) {
      return done;
    }
    for (std::uint32_t i = 0; i < tree_.queues.size(); ++i) {
      if (auto done = deliver(i); !done) {
        return done;
      }
    }
    return sink_.finish();
  }

 private:
  [[nodiscard]] model::Store store() const {
    model::Store store;
    store.source = directory_.string();
    store.format = "IMCSAVE";
    store.display_name = name_;
    store.code_page = options_.charset;
    for (const Queue& queue : tree_.queues) {
      for (const fs::path& file : queue.files) {
        std::error_code unknown;
        const auto size = fs::file_size(file, unknown);
        store.size += unknown ? 0 : size;
      }
    }
    return store;
  }

  [[nodiscard]] model::Folder folder_of(std::uint32_t index) const {
    const Queue& queue = tree_.queues[index];
    model::Folder folder;
    folder.id = {index + 1};
    folder.name = queue.name;
    folder.expected_items = queue.files.size() + queue.absent.size();
    folder.provenance.source = name_;
    folder.provenance.native_id = queue.name;
    return folder;
  }

  Result<void> note(const fs::path& path, std::string text, bool damage = false) {
    return sink_.note({.where = path.lexically_relative(directory_).generic_string(),
                       .text = std::move(text),
                       .damage = damage});
  }

  Result<void> note_others() {
    for (const fs::path& path : tree_.side_files) {
      if (auto done = note(path, "settings of the connector, no mail: not converted"); !done) {
        return done;
      }
    }
    for (const fs::path& path : tree_.others) {
      if (auto done = note(path, "not of the tree that IMCSAVE makes: not converted"); !done) {
        return done;
      }
    }
    for (const std::string& what : tree_.unreadable) {
      if (auto done = sink_.note({.where = name_, .text = what, .damage = true}); !done) {
        return done;
      }
    }
    if (tree_.packing_list) {
      return note(*tree_.packing_list, "the packing list: compared with the files");
    }
    return sink_.note({.where = name_,
                       .text = "there is no packing list (Imcfls): whether files are missing "
                               "cannot be told"});
  }

  Result<void> deliver(std::uint32_t index) {
    const Queue& queue = tree_.queues[index];
    for (const fs::path& file : queue.files) {
      const std::string id = queue.name + "/" + file.filename().string();
      if (!monitor_.enter(id)) {
        continue;
      }
      if (auto done = deliver_file(file, id, {index + 1}); !done) {
        return done;
      }
      monitor_.progress(read_);
    }
    for (const ListedFile& listed : queue.absent) {
      if (auto done = lose({index + 1}, queue.name + "/" + listed.names.front(),
                           "the packing list names it in line " + std::to_string(listed.line) +
                               ", and it is not there");
          !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> lose(model::FolderId folder, std::string id, std::string why) {
    return sink_.loss({.kind = model::LossKind::Item,
                       .folder = folder,
                       .source = name_,
                       .native_id = std::move(id),
                       .offset = std::nullopt,
                       .length = std::nullopt,
                       .why = std::move(why)});
  }

  Result<void> deliver_file(const fs::path& path, const std::string& id, model::FolderId folder) {
    const auto view = bytes::FileView::open(path);
    if (!view) {
      return lose(folder, id, view.error().what);
    }
    const auto all = (*view)->bytes();
    read_ += all.size();
    const auto begin = ::tnef::find_stream(all);
    if (begin != 0U) {
      const auto shown = all.first(std::min<std::size_t>(all.size(), 4));
      return lose(folder, id,
                  all.empty() ? "the file is empty"
                              : "no TNEF stream: it begins with " +
                                    bytes::to_hex(shown, bytes::HexCase::Upper));
    }
    std::vector<std::string> notes;
    const tnef::Context context{.view = *view, .code_page = options_.charset, .notes = &notes};
    model::Message message = tnef::to_message(all, 0, context);
    message.folder = folder;
    message.provenance.source = name_;
    message.provenance.native_id = id;
    if (const auto error = (*view)->read_error()) {
      message.provenance.miss(
          "TNEF stream", "the disk could not be read from " + bytes::hex_offset(*error) + " on");
    }
    for (std::string& text : notes) {
      if (auto done = sink_.note({.where = id, .text = std::move(text)}); !done) {
        return done;
      }
    }
    if (auto done = sink_.message(message); !done) {
      return tl::unexpected(done.error());
    }
    // The content of attachments is read while it is written.
    if (const auto error = (*view)->read_error()) {
      return note(path,
                  "the disk could not be read from " + bytes::hex_offset(*error) +
                      " on: what lies there is zeros in the output",
                  true);
    }
    return {};
  }

  const fs::path& directory_;
  std::string name_;
  const Tree& tree_;
  const model::ReadOptions& options_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
  std::uint64_t read_ = 0;
};

}  // namespace

Result<void> imcsave_to_model(const fs::path& directory, const model::ReadOptions& options,
                              model::ReadMonitor& monitor, model::Sink& sink) {
  const auto tree = ::imcsave::read_tree(directory);
  if (!tree) {
    return tl::unexpected(tree.error());
  }
  return Delivery(directory, *tree, options, monitor, sink).run();
}

}  // namespace convert::imcsave
