// A target that remembers what it was given, as lines of text.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "converters/model/stream.h"

namespace test {

class RecordingSink final : public model::Sink {
 public:
  std::vector<std::string> lines;
  /// Decides what becomes of a message; empty: written.
  std::function<model::Result<model::Delivered>(const model::Message&)> decide;

  model::Result<void> store(const model::Store& store) override {
    return add("store " + store.source);
  }
  model::Result<void> folder(const model::Folder& folder) override {
    return add("folder " + std::to_string(folder.id.value) + " " + folder.name + " " +
               std::to_string(folder.expected_items));
  }
  model::Result<void> expect(model::FolderId folder, std::uint64_t more) override {
    return add("expect " + std::to_string(folder.value) + " " + std::to_string(more));
  }
  model::Result<model::Delivered> message(const model::Message& message) override {
    lines.push_back("message " + std::to_string(message.folder.value) + " " +
                    message.provenance.native_id);
    return decide ? decide(message) : model::Delivered{};
  }
  model::Result<void> loss(const model::Loss& loss) override {
    const char* kind = loss.kind == model::LossKind::Item     ? "item"
                       : loss.kind == model::LossKind::Folder ? "folder"
                                                              : "structure";
    return add(std::string("loss ") + kind + " " +
               (loss.folder ? std::to_string(loss.folder->value) : "-") + " " + loss.native_id +
               ": " + loss.why);
  }
  model::Result<void> note(const model::Note& note) override { return add("note " + note.text); }
  model::Result<void> finish() override { return add("finish"); }

 private:
  model::Result<void> add(std::string line) {
    lines.push_back(std::move(line));
    return {};
  }
};

inline model::Store make_store() {
  model::Store store;
  store.source = "x.pst";
  store.format = "PST Unicode";
  return store;
}

inline model::Folder make_folder(std::uint32_t id, std::string name, std::uint64_t expected) {
  model::Folder folder;
  folder.id = {id};
  if (id != 0) {
    folder.parent = model::FolderId{0};
  }
  folder.name = std::move(name);
  folder.expected_items = expected;
  folder.provenance.native_id = "folder " + std::to_string(id);
  return folder;
}

inline model::Message make_message(std::uint32_t folder, std::string native_id) {
  model::Message message;
  message.folder = {folder};
  message.message_class = "IPM.Note";
  message.provenance.source = "x.pst";
  message.provenance.native_id = std::move(native_id);
  return message;
}

inline model::Loss make_loss(model::LossKind kind, std::uint32_t folder, std::string why) {
  model::Loss loss;
  loss.kind = kind;
  loss.folder = model::FolderId{folder};
  loss.source = "x.pst";
  loss.why = std::move(why);
  return loss;
}

}  // namespace test
