// A sink that keeps what it is given, and checks the order in which it comes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "converters/model/stream.h"

namespace test {

struct CollectingSink : model::Sink {
  std::optional<model::Store> stored;
  std::vector<model::Folder> folders;
  std::vector<model::Message> messages;
  std::vector<model::Loss> losses;
  std::vector<model::LeftOut> skipped;
  std::vector<model::Note> notes;
  std::map<std::uint32_t, std::uint64_t> expected;  // by folder
  std::map<std::uint32_t, std::uint64_t> accounted;
  bool order_kept = true;  // store first, parents before children, folders before their items
  bool finished = false;

  model::Result<void> store(const model::Store& store) override {
    order_kept = order_kept && !stored;
    stored = store;
    return {};
  }
  model::Result<void> folder(const model::Folder& folder) override {
    order_kept = order_kept && stored && !expected.contains(folder.id.value) &&
                 (!folder.parent || expected.contains(folder.parent->value));
    folders.push_back(folder);
    expected[folder.id.value] = folder.expected_items;
    return {};
  }
  model::Result<void> expect(model::FolderId folder, std::uint64_t more) override {
    expected.at(folder.value) += more;
    return {};
  }
  model::Result<model::Delivered> message(const model::Message& message) override {
    order_kept = order_kept && expected.contains(message.folder.value);
    ++accounted[message.folder.value];
    messages.push_back(message);
    return model::Delivered{};
  }
  model::Result<void> loss(const model::Loss& loss) override {
    if (loss.kind == model::LossKind::Item && loss.folder) {
      ++accounted[loss.folder->value];
    }
    losses.push_back(loss);
    return {};
  }
  model::Result<void> leave_out(const model::LeftOut& item) override {
    order_kept = order_kept && expected.contains(item.folder.value);
    skipped.push_back(item);
    return {};
  }
  model::Result<void> note(const model::Note& note) override {
    notes.push_back(note);
    return {};
  }
  model::Result<void> finish() override {
    finished = true;
    return {};
  }

  /// expected == delivered + lost, folder by folder.
  [[nodiscard]] bool balances() const {
    for (const auto& [id, count] : expected) {
      const auto found = accounted.find(id);
      if ((found == accounted.end() ? 0 : found->second) != count) {
        return false;
      }
    }
    return true;
  }
  [[nodiscard]] const model::Folder* folder_named(const std::string& name) const {
    for (const auto& candidate : folders) {
      if (candidate.name == name) {
        return &candidate;
      }
    }
    return nullptr;
  }
};

}  // namespace test
