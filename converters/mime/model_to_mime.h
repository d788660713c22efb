// The model as Internet mail: one message as a MIME entity, a whole store as a tree of files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "converters/model/stream.h"
#include "formats/bytes/output.h"
#include "formats/mime/containers.h"
#include "formats/mime/entity.h"

namespace convert::mime {

/// A message that stands in the output.
struct WrittenMail {
  const model::Message& message;
  const ::mime::Entity& entity;
  const std::string& path;    // in the output
  const std::string& folder;  // its name in the source
};

struct MimeOptions {
  ::mime::ContainerKind container = ::mime::ContainerKind::EmlTree;
  std::string address_domain;  // --address-domain: for IMCEA addresses; empty: <type>.invalid
  bool provenance = true;      // --no-provenance: no X-Restante-* fields
  bool hidden = false;         // --hidden: associated items, too
  /// Hears of each message when it is written; its Error ends the run. May be empty.
  std::function<model::Result<void>(const WrittenMail&)> on_written{};
};

/// `message` as an entity. Its blobs are read when the entity is written. `store` gives the names
/// for provenance and synthetic Message-IDs.
[[nodiscard]] ::mime::Entity to_entity(const model::Message& message, const model::Store& store,
                                       const MimeOptions& options);

/// A sink that fills `tree` with one mailbox. Associated items are Skipped unless
/// MimeOptions::hidden. finish() writes the manifest and commits the tree.
[[nodiscard]] std::unique_ptr<model::Sink> open_sink(std::unique_ptr<bytes::OutputTree> tree,
                                                     const MimeOptions& options);

}  // namespace convert::mime
