// From the model to a header line and the payloads that belong to it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "converters/model/stream.h"
#include "converters/spool/json_text.h"
#include "converters/spool/records.h"

namespace convert::spool {

/// Holds the record it encoded last, and its memory for the next one.
class Encoder {
 public:
  void encode(const Opening& record);
  void encode(const model::Store& record);
  void encode(const model::Folder& record);
  void encode(const Expectation& record);
  void encode(const model::Message& record);
  void encode(const model::Loss& record);
  void encode(const model::LeftOut& record);
  void encode(const model::Note& record);
  void encode(const Counts& record);

  /// The header line, without its newline.
  [[nodiscard]] const std::string& line() const { return json_.text(); }
  /// In the order of their numbers; each blob once.
  [[nodiscard]] const std::vector<bytes::Blob>& payloads() const { return payloads_; }
  /// Texts that were not UTF-8 and had to be repaired. A message counts its own (undecodable).
  [[nodiscard]] std::uint64_t repaired() const { return json_.replaced(); }
  /// Why no reader would take the record; empty when one does.
  [[nodiscard]] std::string refusal() const;

 private:
  friend class EncodingArchive;
  template <class Record>
  void encode_record(std::string_view kind, const Record& record);

  JsonText json_;
  std::vector<bytes::Blob> payloads_;
  std::unordered_map<const bytes::ByteSource*, std::uint64_t> numbers_;
  std::uint64_t counted_ = 0;  // of json_.replaced(), by messages inside the one at hand
  unsigned embedded_ = 0;      // how deep the message at hand is
  bool too_deep_ = false;
};

}  // namespace convert::spool
