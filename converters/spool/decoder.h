// From a header line and its payloads back to the model.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/stream.h"
#include "converters/spool/json_tape.h"
#include "converters/spool/records.h"

namespace convert::spool {

/// The bytes behind a payload number.
struct Payload {
  bytes::Blob content;                 // what came of it; never null
  std::optional<std::string> failure;  // why it is not the whole
};

/// What a reader of this version met and could not use: fields of a later one, or damage.
struct Ignored {
  std::uint64_t count = 0;
  std::string first;  // what and where

  void add(std::string what) {
    if (count++ == 0) {
      first = std::move(what);
    }
  }
};

/// Takes one parsed line apart.
class Decoder {
 public:
  /// `tape` and `ignored` are kept by reference.
  Decoder(JsonTape& tape, Ignored& ignored) : tape_(tape), ignored_(ignored) {}

  /// The kind of the record at hand, and how many payloads follow; nullopt when the line is no
  /// record at all.
  struct Head {
    std::string_view kind;
    std::uint64_t payloads = 0;
  };
  [[nodiscard]] std::optional<Head> head();

  /// Each fills `record`, which is fresh. What is wrong with the line, or nullopt. A failed payload
  /// is noted in the provenance of what it belongs to, and of every message around that.
  [[nodiscard]] std::optional<std::string> decode(Opening& record);
  [[nodiscard]] std::optional<std::string> decode(Counts& record);
  [[nodiscard]] std::optional<std::string> decode(Expectation& record);
  [[nodiscard]] std::optional<std::string> decode(model::Loss& record);
  [[nodiscard]] std::optional<std::string> decode(model::LeftOut& record);
  [[nodiscard]] std::optional<std::string> decode(model::Note& record);
  /// A store has no provenance: what it misses is added to `missing`.
  [[nodiscard]] std::optional<std::string> decode(std::span<const Payload> payloads,
                                                  model::Store& record,
                                                  std::vector<model::Missing>& missing);
  [[nodiscard]] std::optional<std::string> decode(std::span<const Payload> payloads,
                                                  model::Folder& record);
  [[nodiscard]] std::optional<std::string> decode(std::span<const Payload> payloads,
                                                  model::Message& record);

 private:
  template <class Record>
  std::optional<std::string> decode_record(std::span<const Payload> payloads, Record& record,
                                           std::vector<model::Missing>& missing);

  JsonTape& tape_;
  Ignored& ignored_;
};

}  // namespace convert::spool
