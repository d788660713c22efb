// A made store, converted.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "converters/mmf/mmf_to_model.h"
#include "tests/formats/mmf/store_builder.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

namespace test {

/// Contents of a message, read while they can be.
struct MmfContent {
  std::string body;
  std::vector<std::string> attachments;
  friend bool operator==(const MmfContent&, const MmfContent&) = default;
};

class MmfSink : public CollectingSink {
 public:
  std::vector<MmfContent> contents;  // of `messages`

  model::Result<model::Delivered> message(const model::Message& message) override {
    MmfContent content;
    if (message.bodies.text) {
      content.body = text(message.bodies.text->content);
    }
    for (const model::Attachment& attachment : message.attachments) {
      content.attachments.push_back(attachment.content ? text(attachment.content) : "(none)");
    }
    contents.push_back(std::move(content));
    return CollectingSink::message(message);
  }

  static std::string text(const bytes::Blob& blob) {
    constexpr std::uint64_t kMost = 1U << 24U;
    return bytes::read_all_text(*blob, kMost).value();
  }
  [[nodiscard]] std::string folder_of(const model::Message& message) const {
    const auto found = std::ranges::find(folders, message.folder, &model::Folder::id);
    return found == folders.end() ? "?" : found->name;
  }
  /// The only message with this subject.
  [[nodiscard]] const model::Message& one(std::string_view subject) const {
    std::vector<const model::Message*> found;
    for (const model::Message& candidate : messages) {
      if (candidate.subject == subject) {
        found.push_back(&candidate);
      }
    }
    REQUIRE(found.size() == 1);
    return *found.front();
  }
  [[nodiscard]] std::string content_text(const model::Message& message) const {
    return contents.at(static_cast<std::size_t>(&message - messages.data())).body;
  }
  [[nodiscard]] bool has_note(std::string_view part) const {
    return std::ranges::any_of(notes, [part](const model::Note& note) {
      return note.text.find(part) != std::string::npos;
    });
  }
  /// Something that makes a run end with 3.
  [[nodiscard]] bool tells_damage() const {
    return !losses.empty() ||
           std::ranges::any_of(notes, [](const model::Note& note) { return note.damage; }) ||
           std::ranges::any_of(messages, [](const model::Message& message) {
             return !message.provenance.missing.empty();
           });
  }
};

inline void convert_mmf(const MmfBytes& file, MmfSink& sink,
                        const model::ReadOptions& options = {}) {
  const TemporaryDirectory directory;
  write_file(directory / "TEST.MMF",
             std::string_view(reinterpret_cast<const char*>(file.data()), file.size()));
  model::NoMonitor monitor;
  const auto done = convert::mmf::mmf_to_model(directory / "TEST.MMF", options, monitor, sink);
  REQUIRE(done);
  CHECK(sink.order_kept);
  CHECK(sink.finished);
  CHECK(sink.balances());
}

}  // namespace test
