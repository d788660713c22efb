#include <algorithm>
#include <utility>
#include <vector>

#include "converters/pst/message_content.h"
#include "converters/pst/model_to_pst.h"
#include "converters/pst/part.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/result.h"

namespace convert::pst {
namespace {

using bytes::ErrorKind;
using bytes::Result;
using model::Delivered;
using model::Disposition;

/// What a folder takes of a file that has none of it yet, properties included; those of Outlook's
/// own have some hundred bytes.
constexpr std::uint64_t kFolderCost = 16 * 1024;

std::uint64_t undecodable_in(const model::Message& message) {
  std::uint64_t count = message.undecodable;
  for (const model::Attachment& attachment : message.attachments) {
    if (attachment.message != nullptr) {
      count += undecodable_in(*attachment.message);
    }
  }
  return count;
}

Delivered failed(std::string why) {
  return {.disposition = Disposition::Failed, .why = std::move(why), .path = {}};
}

class PstSink final : public model::Sink {
 public:
  explicit PstSink(PstOptions options) : options_(std::move(options)) {}

  [[nodiscard]] Result<void> store(const model::Store& store) override {
    store_ = store;
    tree_ = FolderTree(store_);
    return open_part();
  }

  [[nodiscard]] Result<void> folder(const model::Folder& folder) override {
    const FolderTree::Entry& entry = tree_.add(folder);
    if (entry.place == FolderPlace::LeftOut) {
      tell(folder.provenance.native_id, "the search folder \"" + folder.name +
                                            "\" is not written: what it finds lives elsewhere");
      return {};
    }
    if (const auto root = tree_.take_displaced()) {
      part().forget(*root);
    }
    if (part().messages() > 0 && size_with(0, entry) > largest_part()) {
      return next_part();
    }
    return part().make_folder(entry, tree_).map([](::pst::Nid) {});
  }

  [[nodiscard]] Result<void> expect(model::FolderId /*folder*/, std::uint64_t /*more*/) override {
    return {};
  }

  [[nodiscard]] Result<Delivered> message(const model::Message& message) override {
    source_is_damaged_ = source_is_damaged_ || message.provenance.state == model::State::Partial;
    const FolderTree::Entry* entry = tree_.find(message.folder);
    if (entry == nullptr) {
      return failed("its folder was never delivered");
    }
    if (entry->place == FolderPlace::LeftOut) {
      return Delivered{.disposition = Disposition::Skipped,
                       .why = "a result of a search folder: the item lives elsewhere",
                       .path = {}};
    }
    return write(message, *entry);
  }

  [[nodiscard]] Result<void> loss(const model::Loss& /*loss*/) override {
    source_is_damaged_ = true;
    return {};
  }
  [[nodiscard]] Result<void> note(const model::Note& note) override {
    source_is_damaged_ = source_is_damaged_ || note.damage;
    return {};
  }

  [[nodiscard]] Result<void> finish() override {
    if (wall_clocks_ > 0) {
      tell(store_.source, std::to_string(wall_clocks_) +
                              " times whose zone nobody knows are written as if they were UTC "
                              "(--timezone says which it was)");
    }
    if (auto completed = parts_.empty() ? Result<void>() : part().complete(); !completed) {
      return completed;
    }
    const bool verified = options_.verify == Verify::Always ||
                          (options_.verify == Verify::WhenDamaged && source_is_damaged_);
    for (auto part = parts_.begin(); verified && part != parts_.end(); ++part) {
      if (auto same = (*part)->verify(); !same) {
        return same;
      }
    }
    // The name that was asked for comes last: who sees it has all parts.
    for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
      if (auto committed = (*part)->commit(); !committed) {
        std::string named;
        for (auto earlier = parts_.rbegin(); earlier != part; ++earlier) {
          named += (named.empty() ? "; these parts have their names already: " : ", ") +
                   (*earlier)->name();
        }
        committed.error().what += named;
        return committed;
      }
    }
    return {};
  }

 private:
  /// An item made for the part under way.
  struct Made {
    ::pst::MessageContent content;
    ItemTally tally{};
    std::uint64_t newest = 0;
  };

  [[nodiscard]] Part& part() { return *parts_.back(); }

  void tell(const std::string& where, std::string text, bool damage = false) const {
    if (options_.tell) {
      options_.tell({.where = where, .text = std::move(text), .damage = damage});
    }
  }

  Result<void> open_part() {
    auto part = Part::open(forms_, static_cast<std::uint32_t>(parts_.size() + 1), options_.tell,
                           told_folders_);
    if (!part) {
      return tl::unexpected(part.error());
    }
    parts_.push_back(std::move(*part));
    return {};
  }

  Result<void> next_part() {
    if (auto completed = part().complete(); !completed) {
      return completed;
    }
    if (auto opened = open_part(); !opened) {
      return opened;
    }
    // Each part has all folders, whether or not it has something to put into them.
    for (const auto& [id, entry] : tree_.entries()) {
      if (entry.place == FolderPlace::LeftOut) {
        continue;
      }
      if (auto made = part().make_folder(entry, tree_); !made) {
        return tl::unexpected(made.error());
      }
    }
    return {};
  }

  Result<Made> make(const model::Message& message) {
    Made made;
    ContentContext context{
        .options = options_, .store = store_, .names = part().names(), .newest = newest_};
    auto content = to_content(message, context, made.tally);
    if (!content) {
      return tl::unexpected(content.error());
    }
    made.content = std::move(*content);
    made.newest = context.newest;
    return made;
  }

  [[nodiscard]] bool is_ansi() const { return options_.width == ::pst::Width::Ansi; }
  [[nodiscard]] std::uint64_t largest_part() const {
    const std::uint64_t wanted = options_.split_size != 0 ? options_.split_size : kDefaultSplitSize;
    return is_ansi() ? std::min(wanted, kLargestAnsiFile - 1) : wanted;
  }

  /// The size of the part under way with a message of `bound` bytes in it.
  [[nodiscard]] std::uint64_t size_with(std::uint64_t bound, const FolderTree::Entry& entry) {
    return part().size_with(bound + part().missing_folders(entry, tree_) * kFolderCost);
  }

  /// Whether the part under way has no room for it, which another one would have.
  [[nodiscard]] bool is_full(std::uint64_t bound, const FolderTree::Entry& entry) {
    if (part().messages() == 0) {
      return false;
    }
    return size_with(bound, entry) > largest_part() || !part().has_room(entry.folder.id) ||
           (is_ansi() && part().items_in(entry.folder.id) >= kLargestAnsiFolder);
  }

  Result<Delivered> write(const model::Message& message, const FolderTree::Entry& entry) {
    auto made = make(message);
    // Without names to give, a part is full even if one item took them all and was refused.
    const bool full = made ? is_full(::pst::size_bound(made->content), entry)
                           : part().messages() > 0 || part().names_are_spent();
    if (full) {
      // Its names have other ids there.
      if (auto next = next_part(); !next) {
        return tl::unexpected(next.error());
      }
      made = make(message);
    }
    if (!made) {
      part().names().forgive();
      part().spend_names();
      return made.error().kind == ErrorKind::LimitExceeded
                 ? Result<Delivered>(failed(made.error().what))
                 : tl::unexpected(made.error());
    }
    const std::uint64_t bound = ::pst::size_bound(made->content);
    if (is_ansi() && size_with(bound, entry) >= kLargestAnsiFile) {
      return failed("it is larger than an ANSI store may be");
    }
    return add(message, entry, std::move(*made));
  }

  Result<Delivered> add(const model::Message& message, const FolderTree::Entry& entry, Made made) {
    const auto folder = part().make_folder(entry, tree_);
    if (!folder) {
      return tl::unexpected(folder.error());
    }
    auto written =
        part().add_message(*folder, std::move(made.content), message.provenance.native_id);
    if (!written) {
      return written.error().kind == ErrorKind::LimitExceeded
                 ? Result<Delivered>(failed(written.error().what))
                 : tl::unexpected(written.error());
    }
    newest_ = made.newest;
    wall_clocks_ += made.tally.wall_clocks;
    tell_of(message, made.tally, *written);
    const std::uint64_t known = undecodable_in(message);
    const std::uint64_t found = made.tally.undecodable;
    return Delivered{.disposition = Disposition::Written,
                     .why = {},
                     .path = part().name() + ": " + entry.path,
                     .id = "nid 0x" + bytes::hex_number(written->nid.value, 8),
                     .undecodable = found > known ? found - known : 0};
  }

  void tell_of(const model::Message& message, const ItemTally& tally,
               const ::pst::StoreWriter::WrittenMessage& written) const {
    const std::string& where = message.provenance.native_id;
    if (tally.lost_characters > 0) {
      tell(where,
           std::to_string(tally.lost_characters) +
               " characters have no place in any code page that could hold the rest: '?' stands "
               "for them (a Unicode PST has room for all)",
           true);
    }
    for (const std::string& remark : tally.remarks) {
      tell(where, remark, true);  // each says what was left out
    }
    for (const bytes::Error& error : written.source_errors) {
      tell(where, "only a part of a content could be read: " + error.what, true);
    }
  }

  PstOptions options_;
  model::Store store_;
  StoreForms forms_{.options = options_, .store = store_};
  FolderTree tree_;
  Part::ToldFolders told_folders_;
  std::vector<std::unique_ptr<Part>> parts_;
  std::uint64_t newest_ = 0;
  std::uint64_t wall_clocks_ = 0;
  bool source_is_damaged_ = false;
};

}  // namespace

std::unique_ptr<model::Sink> open_pst_sink(PstOptions options) {
  return std::make_unique<PstSink>(std::move(options));
}

}  // namespace convert::pst
