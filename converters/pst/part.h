// One file of an output.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "converters/pst/folder_tree.h"
#include "converters/pst/model_to_pst.h"
#include "converters/pst/names.h"
#include "converters/pst/store_content.h"
#include "converters/pst/verification.h"
#include "formats/pst/messaging/store_writer.h"

namespace convert::pst {

class Part {
 public:
  /// Remarks on the store and its folders, as they arise; may be null.
  using Tell = std::function<void(model::Note)>;
  /// Folders that an earlier part has, too: what there was to say of them has been said.
  using ToldFolders = std::set<model::FolderId>;

  /// `forms`, what it refers to, and `told` must outlive the part.
  [[nodiscard]] static bytes::Result<std::unique_ptr<Part>> open(const StoreForms& forms,
                                                                 std::uint32_t number, Tell tell,
                                                                 ToldFolders& told);
  Part(const Part&) = delete;
  Part(Part&&) = delete;
  Part& operator=(const Part&) = delete;
  Part& operator=(Part&&) = delete;
  ~Part() = default;

  /// Makes the folder, and those above it, unless they are there.
  [[nodiscard]] bytes::Result<::pst::Nid> make_folder(const FolderTree::Entry& entry,
                                                      const FolderTree& tree);
  /// The folder has another place by now: it is made again when it is needed.
  void forget(model::FolderId id) { folders_.erase(id); }
  /// How many would have to be made.
  [[nodiscard]] std::size_t missing_folders(const FolderTree::Entry& entry,
                                            const FolderTree& tree) const;
  /// `name`: of the message, for whoever reads what verify() says.
  [[nodiscard]] bytes::Result<::pst::StoreWriter::WrittenMessage> add_message(
      ::pst::Nid folder, ::pst::MessageContent message, const std::string& name);

  [[nodiscard]] NameIds& names() { return names_; }
  [[nodiscard]] const std::string& name() const { return file_.name; }
  [[nodiscard]] std::uint64_t messages() const { return messages_; }
  /// Upper bound of its size, should it be completed with `more` bytes in it.
  [[nodiscard]] std::uint64_t size_with(std::uint64_t more) const {
    return writer_->size_when_finished(more);
  }
  /// A name was asked for and there was none left: whoever needs one goes to another part.
  [[nodiscard]] bool names_are_spent() const { return names_spent_; }
  void spend_names() { names_spent_ = true; }
  /// Messages in a folder that may not have been made.
  [[nodiscard]] std::uint64_t items_in(model::FolderId id) const;
  [[nodiscard]] bool has_room(model::FolderId id) const;

  /// Nothing more comes: the file is whole, on the disk, and without a name. It stays open, so that
  /// no other run writes it, as long as descriptors are not too many.
  [[nodiscard]] bytes::Result<void> complete();
  /// Reads the complete file again and compares. Io when it says anything else than what was given
  /// to it; nothing is looked at when the file is kept nowhere.
  [[nodiscard]] bytes::Result<void> verify() const;
  /// It gets its name.
  [[nodiscard]] bytes::Result<void> commit() { return file_.file->commit(); }

 private:
  Part(StoreForms forms, PartFile file, std::unique_ptr<::pst::StoreWriter> writer, Tell tell,
       ToldFolders& told, std::uint32_t number);
  /// Below `parent`, which is there.
  [[nodiscard]] bytes::Result<::pst::Nid> add_new(const FolderTree::Entry& entry,
                                                  ::pst::Nid parent);
  void tell_of(const model::Folder& folder, FolderMade& made);

  StoreForms forms_;
  PartFile file_;
  std::unique_ptr<::pst::StoreWriter> writer_;
  NameIds names_;
  std::optional<Receipts> receipts_;  // unless nobody will verify
  Tell tell_;
  ToldFolders* told_;
  std::map<model::FolderId, ::pst::Nid> folders_;
  std::uint32_t number_;
  std::uint64_t messages_ = 0;
  bool names_spent_ = false;
};

}  // namespace convert::pst
