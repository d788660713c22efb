#include "converters/run/json_document.h"
#include "converters/run/store_dump/dump_writers.h"
#include "formats/bytes/hex.h"

namespace run {
namespace {

std::string json_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

class DumpJsonWriter final : public DumpWriter {
 public:
  DumpJsonWriter(bool full, bytes::OutputFile& output) : full_(full), output_(output) {}

  bytes::Result<void> begin(const DumpHead& head) override {
    Json json{{"path", head.path.string()}, {"size", head.size}, {"format", head.format}};
    json["selection"] = head.selection.empty() ? Json(nullptr) : Json(head.selection);
    auto text = document_of(json);
    text.erase(text.rfind("\n}"));
    return output_.write(text + ",\n  \"records\": [");
  }

  bytes::Result<void> record(const bytes::AnnotatedRecord& record) override {
    Json fields = Json::array();
    for (const auto& field : record.fields) {
      fields.push_back(field_json(field));
    }
    const Json json{{"name", record.name},     {"about", record.about},
                    {"source", record.source}, {"offset", record.offset},
                    {"length", record.length}, {"depth", record.depth},
                    {"faults", record.faults}, {"fields", std::move(fields)}};
    const std::string front = records() == 0 ? "\n    " : ",\n    ";
    count(record);
    return output_.write(front + json_line(json));
  }

  bytes::Result<void> end() override {
    auto written = output_.write(std::string(records() == 0 ? "]" : "\n  ]") +
                                 ",\n  \"record_count\": " + std::to_string(records()) +
                                 ",\n  \"fault_count\": " + std::to_string(faults()) + "\n}\n");
    return written ? output_.flush() : written;
  }

 private:
  [[nodiscard]] Json field_json(const bytes::AnnotatedField& field) const {
    const auto& data = field.bytes;
    Json json{{"name", field.name},
              {"offset", data.offset},
              {"length", data.raw.size()},
              {"raw", bytes::to_hex(shown_bytes(data.raw, full_))}};
    if (!data.plain.empty()) {
      json["plain"] = bytes::to_hex(shown_bytes(data.plain, full_));
    }
    json["value"] = shown_text(field.value, full_);
    json["meaning"] = shown_text(field.meaning, full_);
    return json;
  }

  bool full_;
  DumpOutput output_;
};

}  // namespace

std::unique_ptr<DumpWriter> json_dump_writer(bool full, bytes::OutputFile& output) {
  return std::make_unique<DumpJsonWriter>(full, output);
}

}  // namespace run
