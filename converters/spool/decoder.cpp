#include "converters/spool/decoder.h"

#include <utility>

#include "converters/spool/decoding_archive.h"

namespace convert::spool {

std::optional<Decoder::Head> Decoder::head() {
  auto& nodes = tape_.nodes();
  if (nodes.empty() || nodes[0].kind != JsonKind::Object) {
    return std::nullopt;
  }
  Head head;
  for (std::size_t i = 1; i < nodes[0].end; i = nodes[i].end) {
    JsonNode& node = nodes[i];
    if (node.key == "record" && head.kind.empty()) {
      head.kind = node.text;
      node.used = true;
    } else if (node.key == "payloads" && node.kind == JsonKind::Unsigned) {
      head.payloads = node.number;
      node.used = true;
    }
  }
  return head.kind.empty() ? std::nullopt : std::optional(head);
}

template <class Record>
std::optional<std::string> Decoder::decode_record(std::span<const Payload> payloads, Record& record,
                                                  std::vector<model::Missing>& missing) {
  DecodingArchive archive(tape_, payloads, ignored_);
  archive.object(0, record);
  archive.note_unreferred();
  missing = std::move(archive.missing());
  return archive.trouble();
}

std::optional<std::string> Decoder::decode(std::span<const Payload> payloads, model::Store& record,
                                           std::vector<model::Missing>& missing) {
  return decode_record(payloads, record, missing);
}

std::optional<std::string> Decoder::decode(std::span<const Payload> payloads,
                                           model::Folder& record) {
  std::vector<model::Missing> told;
  return decode_record(payloads, record, told);
}

std::optional<std::string> Decoder::decode(std::span<const Payload> payloads,
                                           model::Message& record) {
  std::vector<model::Missing> told;
  return decode_record(payloads, record, told);
}

std::optional<std::string> Decoder::decode(Opening& record) {
  std::vector<model::Missing> none;
  return decode_record({}, record, none);
}

std::optional<std::string> Decoder::decode(Counts& record) {
  std::vector<model::Missing> none;
  return decode_record({}, record, none);
}

std::optional<std::string> Decoder::decode(Expectation& record) {
  std::vector<model::Missing> none;
  return decode_record({}, record, none);
}

std::optional<std::string> Decoder::decode(model::Loss& record) {
  std::vector<model::Missing> none;
  return decode_record({}, record, none);
}

std::optional<std::string> Decoder::decode(model::LeftOut& record) {
  std::vector<model::Missing> none;
  return decode_record({}, record, none);
}

std::optional<std::string> Decoder::decode(model::Note& record) {
  std::vector<model::Missing> none;
  return decode_record({}, record, none);
}

}  // namespace convert::spool
