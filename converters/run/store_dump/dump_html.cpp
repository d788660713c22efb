#include <unordered_set>

#include "converters/run/printable.h"
#include "converters/run/quantity.h"
#include "converters/run/store_dump/dump_writers.h"
#include "formats/bytes/hex.h"
#include "formats/text/xml_text.h"

namespace run {
namespace {

/// Nothing of a store gives the page an element, or another direction of writing.
std::string html_of(std::string_view words) { return text::xml_text(printable(words)); }

/// Anchors that are remembered; of later records those get one that lie behind all before them.
constexpr std::size_t kMostAnchors = 1'000'000;

// A colour for each name of a record, by its hue.
constexpr std::string_view kPageStyle = R"(
:root { color-scheme: light dark; --bar: 45%; --tint: 94%; --dim: #666; --bad: #b00020; }
@media (prefers-color-scheme: dark) { :root { --bar: 60%; --tint: 14%; --dim: #aaa; --bad: #ff8a80; } }
body { font: 14px/1.4 system-ui, sans-serif; margin: 1em; }
section { border-left: .5em solid hsl(var(--h), 60%, var(--bar)); margin: .8em 0 .8em calc(var(--d) * 1.5em); }
h2 { font-size: 1em; margin: 0; padding: .2em .5em; background: hsl(var(--h), 45%, var(--tint)); }
h2 a { color: inherit; } h2 small, .dim { color: var(--dim); font-weight: normal; }
p.fault { color: var(--bad); font-weight: bold; margin: 0; padding: .1em .5em; }
table { border-collapse: collapse; } td { padding: 0 .5em; vertical-align: top; }
td.b, td.o { font-family: ui-monospace, monospace; white-space: pre-wrap; } td.b { max-width: 50ch; }
)";

/// One for each name, the same in every dump.
unsigned hue_of(std::string_view name) {
  std::uint32_t hash = 2'166'136'261;  // FNV-1a
  for (const char letter : name) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 16'777'619;
  }
  return hash % 360;
}

class DumpHtmlWriter final : public DumpWriter {
 public:
  DumpHtmlWriter(bool full, bytes::OutputFile& output) : full_(full), output_(output) {}

  bytes::Result<void> begin(const DumpHead& head) override {
    const auto title = html_of(head.path.filename().string());
    return output_.write(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>" +
        title + "</title>\n<style>" + std::string(kPageStyle) + "</style></head><body>\n<h1>" +
        title + "</h1>\n<p>" + html_of(head.path.string()) + ": " + html_of(head.format) + ", " +
        format_bytes(head.size) + (head.selection.empty() ? "" : ", " + html_of(head.selection)) +
        "</p>\n");
  }

  bytes::Result<void> record(const bytes::AnnotatedRecord& record) override {
    count(record);
    const auto at = bytes::hex_offset(record.offset);
    std::string text = "<section style=\"--h:" + std::to_string(hue_of(record.name)) +
                       ";--d:" + std::to_string(record.depth) + "\"" +
                       (is_new(record.offset) ? " id=\"at-" + at + "\"" : "") +
                       ">\n<h2><a href=\"#at-" + at + "\">" + at + "</a> " + html_of(record.name);
    text += record.about.empty() ? "" : " <small>" + html_of(record.about) + "</small>";
    text += record.source.empty() ? "" : " <small>" + html_of(record.source) + "</small>";
    text += "</h2>\n";
    for (const auto& fault : record.faults) {
      text += "<p class=\"fault\">! " + html_of(fault) + "</p>\n";
    }
    if (!record.fields.empty()) {
      text += "<table>\n";
      for (const auto& field : record.fields) {
        append_field(text, field);
      }
      text += "</table>\n";
    }
    return output_.write(text + "</section>\n");
  }

  bytes::Result<void> end() override {
    auto written = output_.write("<p>" + format_items(records(), "record") + ", " +
                                 format_items(faults(), "fault") + "</p>\n</body></html>\n");
    return written ? output_.flush() : written;
  }

 private:
  bool is_new(std::uint64_t offset) {
    const bool is_behind = !any_ || offset > highest_;
    any_ = true;
    highest_ = is_behind ? offset : highest_;
    return anchors_.size() < kMostAnchors ? anchors_.insert(offset).second : is_behind;
  }

  void append_field(std::string& text, const bytes::AnnotatedField& field) const {
    const auto& data = field.bytes;
    text += "<tr><td class=\"o\">" + bytes::hex_offset(data.offset) + "</td><td class=\"b\">" +
            spaced_hex(shown_bytes(data.raw, full_));
    if (!data.plain.empty()) {
      text +=
          "<br/><span class=\"dim\">= " + spaced_hex(shown_bytes(data.plain, full_)) + "</span>";
    }
    if (const auto shown = shown_bytes(data.raw, full_).size(); shown < data.raw.size()) {
      text += "<br/><span class=\"dim\">and " + format_items(data.raw.size() - shown, "more byte") +
              "</span>";
    }
    text += "</td><td>" + html_of(field.name) + "</td><td>" +
            html_of(shown_text(field.value, full_)) + "</td><td>" +
            html_of(shown_text(field.meaning, full_)) + "</td></tr>\n";
  }

  bool full_;
  DumpOutput output_;
  std::unordered_set<std::uint64_t> anchors_;
  bool any_ = false;
  std::uint64_t highest_ = 0;
};

}  // namespace

std::unique_ptr<DumpWriter> html_dump_writer(bool full, bytes::OutputFile& output) {
  return std::make_unique<DumpHtmlWriter>(full, output);
}

}  // namespace run
