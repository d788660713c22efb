#include <algorithm>

#include "converters/run/printable.h"
#include "converters/run/quantity.h"
#include "converters/run/store_dump/dump_writers.h"
#include "formats/bytes/hex.h"

namespace run {
namespace {

constexpr std::size_t kBytesWidth = 27;  // eight bytes, or four as they lie and four deciphered
constexpr std::size_t kNameWidth = 30;
constexpr std::size_t kValueWidth = 32;
constexpr std::size_t kBytesInLine = 16;

std::string in_columns(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 2, width), ' ');
  return text;
}

/// "0x00004400": places below 4 GB line up.
std::string place_text(std::uint64_t offset) {
  constexpr std::uint64_t kFourBytes = 0xFFFF'FFFF;
  return "0x" + bytes::hex_number(offset, offset > kFourBytes ? 16 : 8);
}

std::string characters(std::span<const std::byte> data) {
  std::string text;
  for (const auto each : data) {
    const auto code = std::to_integer<unsigned char>(each);
    text += code >= 0x20 && code < 0x7F ? static_cast<char>(code) : '.';
  }
  return text;
}

class DumpTextWriter final : public DumpWriter {
 public:
  DumpTextWriter(bool full, bytes::OutputFile& output) : full_(full), output_(output) {}

  bytes::Result<void> begin(const DumpHead& head) override {
    path_ = printable(head.path.string());
    return output_.write(path_ + ": " + head.format + ", " + format_bytes(head.size) +
                         (head.selection.empty() ? "" : ", " + printable(head.selection)) + "\n");
  }

  bytes::Result<void> record(const bytes::AnnotatedRecord& record) override {
    count(record);
    const std::string indent(2UL * record.depth, ' ');
    std::string text = "\n" + indent + place_text(record.offset) + "  " + printable(record.name);
    for (const auto& part : {record.about, record.source}) {
      text += part.empty() ? "" : "  " + printable(part);
    }
    text += "\n";
    for (const auto& fault : record.faults) {
      text += "! " + indent + printable(fault) + "\n";
    }
    for (const auto& each : record.fields) {
      append_field(text, indent + "  ", each);
    }
    return output_.write(text);
  }

  bytes::Result<void> end() override {
    auto written = output_.write("\n" + path_ + ": " + format_items(records(), "record") + ", " +
                                 format_items(faults(), "fault") + "\n");
    return written ? output_.flush() : written;
  }

 private:
  void append_field(std::string& text, const std::string& indent,
                    const bytes::AnnotatedField& field) const {
    const auto& data = field.bytes;
    auto small = spaced_hex(data.raw.first(std::min(data.raw.size(), kBytesInLine)));
    if (!data.plain.empty() && data.raw.size() <= 4) {
      small += " = " + spaced_hex(data.plain);
    }
    const bool one_line =
        data.raw.size() <= kBytesInLine / 2 && (data.plain.empty() || data.raw.size() <= 4);
    std::string line =
        indent + place_text(data.offset) + "  " +
        in_columns(one_line ? small : format_items(data.raw.size(), "byte"), kBytesWidth) +
        in_columns(printable(field.name), kNameWidth) +
        in_columns(printable(shown_text(field.value, full_)), kValueWidth) +
        printable(shown_text(field.meaning, full_));
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
    if (!one_line) {
      append_bytes(text, indent, data);
    }
  }

  /// Lines of 16 bytes, deciphered ones below those that lie in the file.
  void append_bytes(std::string& text, const std::string& indent,
                    const bytes::FileBytes& data) const {
    const auto shown = shown_bytes(data.raw, full_).size();
    for (std::size_t at = 0; at < shown; at += kBytesInLine) {
      const auto size = std::min(kBytesInLine, shown - at);
      const auto part = data.part(at, size);
      const auto line = [&](const std::string& front, std::span<const std::byte> content) {
        text += indent + front + in_columns(spaced_hex(content), 3 * kBytesInLine + 1) +
                characters(content) + "\n";
      };
      line("  " + place_text(part.offset) + "  ", part.raw);
      if (!part.plain.empty()) {
        line("  " + std::string(place_text(part.offset).size(), ' ') + "= ", part.plain);
      }
    }
    if (shown < data.raw.size()) {
      text += indent + "  and " + format_items(data.raw.size() - shown, "more byte") + "\n";
    }
  }

  bool full_;
  DumpOutput output_;
  std::string path_;
};

}  // namespace

std::unique_ptr<DumpWriter> text_dump_writer(bool full, bytes::OutputFile& output) {
  return std::make_unique<DumpTextWriter>(full, output);
}

std::unique_ptr<DumpWriter> open_dump_writer(DumpForm form, bool full, bytes::OutputFile& output) {
  switch (form) {
    case DumpForm::Html:
      return html_dump_writer(full, output);
    case DumpForm::JsonDocument:
      return json_dump_writer(full, output);
    case DumpForm::Text:
      break;
  }
  return text_dump_writer(full, output);
}

}  // namespace run
