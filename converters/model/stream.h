// The model is a stream: a source pushes folders, messages and losses into a sink, one at a time.
#pragma once

#include <cstdint>
#include <string>

#include "converters/model/folder.h"
#include "converters/model/loss.h"
#include "converters/model/message.h"
#include "formats/bytes/result.h"

namespace model {

template <class T>
using Result = bytes::Result<T>;

enum class Disposition : std::uint8_t { Written, Skipped, Failed };

/// What a sink did with a message.
struct Delivered {
  Disposition disposition = Disposition::Written;
  std::string why;   // for Skipped and Failed: one line
  std::string path;  // for Written: where it is, relative to the output; may be empty
  std::string id{};  // for Written: what the output calls it, when it has ids of its own
  /// Texts decoded while writing (bodies) with bytes their code page cannot explain.
  std::uint64_t undecodable = 0;
};

/// Receives a store. Calls come in this order: store, then folders (a parent before its children),
/// messages and losses in any mixture (a folder before its messages), then finish. An Error ends
/// the run: the output is unusable (the disk is full). Trouble with one item is
/// Disposition::Failed.
///
/// Blobs of a message may be read during the call only, unless ByteSource::kept() says otherwise.
class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink(Sink&&) = delete;
  Sink& operator=(const Sink&) = delete;
  Sink& operator=(Sink&&) = delete;
  virtual ~Sink() = default;

  [[nodiscard]] virtual Result<void> store(const Store& store) = 0;
  [[nodiscard]] virtual Result<void> folder(const Folder& folder) = 0;
  /// `more` further items are expected in `folder` than Folder::expected_items said.
  [[nodiscard]] virtual Result<void> expect(FolderId folder, std::uint64_t more) = 0;
  [[nodiscard]] virtual Result<Delivered> message(const Message& message) = 0;
  /// The same of a message that the caller needs no more.
  [[nodiscard]] virtual Result<Delivered> take(Message&& message) { return this->message(message); }
  [[nodiscard]] virtual Result<void> loss(const Loss& loss) = 0;
  [[nodiscard]] virtual Result<void> note(const Note& note) = 0;
  /// Waits until all that was delivered has been dealt with: only then a source can tell whether
  /// its blobs could be read.
  [[nodiscard]] virtual Result<void> settle() { return {}; }
  /// Nothing follows. Without this call the stream was cut off.
  [[nodiscard]] virtual Result<void> finish() = 0;
};

}  // namespace model
