#include "converters/pages/report_file.h"

#include <cstddef>
#include <optional>
#include <string_view>

#include "converters/spool/json_scalars.h"
#include "converters/spool/json_tape.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"

namespace convert::pages {
namespace {

using bytes::ErrorKind;
using spool::JsonKind;
using spool::JsonNode;

/// A value of the document. What is not there is a value of no kind.
class JsonValue {
 public:
  JsonValue(const std::vector<JsonNode>& nodes, std::optional<std::size_t> at)
      : nodes_(&nodes), at_(at) {}

  [[nodiscard]] JsonValue at(std::string_view key) const {
    for (const JsonValue& member : members(JsonKind::Object)) {
      if (member.node()->key == key) {
        return member;
      }
    }
    return {*nodes_, std::nullopt};
  }
  [[nodiscard]] std::vector<JsonValue> items() const { return members(JsonKind::Array); }
  [[nodiscard]] std::vector<JsonValue> fields() const { return members(JsonKind::Object); }
  [[nodiscard]] std::string key() const { return at_ ? std::string(node()->key) : std::string(); }
  [[nodiscard]] std::string text() const {
    return at_ && node()->kind == JsonKind::String ? std::string(node()->text) : std::string();
  }
  [[nodiscard]] std::uint64_t number() const {
    return at_ ? spool::integer_of<std::uint64_t>(*node()).value_or(0) : 0;
  }

 private:
  [[nodiscard]] const JsonNode* node() const { return &(*nodes_)[*at_]; }
  [[nodiscard]] std::vector<JsonValue> members(JsonKind kind) const {
    std::vector<JsonValue> found;
    if (at_ && node()->kind == kind) {
      for (std::size_t next = *at_ + 1; next < node()->end; next = (*nodes_)[next].end) {
        found.emplace_back(*nodes_, next);
      }
    }
    return found;
  }

  const std::vector<JsonNode>* nodes_;
  std::optional<std::size_t> at_;
};

/// Names of folders from the top down, as the manifest joins them; the store's own root has none.
std::string folder_text(const JsonValue& path) {
  std::string text;
  for (const JsonValue& name : path.items()) {
    text += (text.empty() ? "" : "/") + name.text();
  }
  return text;
}

std::vector<ReportRemark> remarks(const JsonValue& list) {
  std::vector<ReportRemark> found;
  for (const JsonValue& one : list.at("listed").items()) {
    found.push_back({.where = one.at("where").text(), .text = one.at("text").text()});
  }
  return found;
}

std::vector<ReportRemark> missing_of_folders(const JsonValue& list) {
  std::vector<ReportRemark> found;
  for (const JsonValue& one : list.at("listed").items()) {
    for (const JsonValue& piece : one.at("missing").items()) {
      found.push_back({.where = folder_text(one.at("folder")),
                       .text = piece.at("what").text() + ": " + piece.at("why").text()});
    }
  }
  return found;
}

ReportMailbox mailbox_of(const JsonValue& json) {
  const JsonValue totals = json.at("totals");
  ReportMailbox mailbox{.source = json.at("source").text(),
                        .output = json.at("output").text(),
                        .status = json.at("status").text(),
                        .error = json.at("error").at("what").text(),
                        .expected = totals.at("expected").number(),
                        .written = totals.at("written").number(),
                        .skipped = totals.at("skipped").number(),
                        .failed = totals.at("failed").number(),
                        .not_reached = json.at("not_reached").number(),
                        .partial_folders = missing_of_folders(json.at("partial_folders")),
                        .notes = remarks(json.at("notes")),
                        .note_count = json.at("notes").at("total").number()};
  for (const JsonValue& reason : json.at("skipped").items()) {
    mailbox.skipped_because.emplace_back(reason.at("why").text(), reason.at("count").number());
  }
  return mailbox;
}

ReportFile report_of(const JsonValue& json) {
  ReportFile report{.tool = json.at("tool").text(),
                    .version = json.at("version").text(),
                    .verdict = json.at("verdict").text(),
                    .started = json.at("run").at("started").text(),
                    .ended = json.at("run").at("ended").text()};
  for (const JsonValue& option : json.at("options").fields()) {
    report.options.emplace_back(option.key(), option.text());
  }
  for (const JsonValue& source : json.at("sources").items()) {
    report.sources.push_back({.path = source.at("path").text(),
                              .format = source.at("format").text(),
                              .sha256 = source.at("sha256").text(),
                              .size = source.at("size").number()});
  }
  for (const JsonValue& mailbox : json.at("mailboxes").items()) {
    report.mailboxes.push_back(mailbox_of(mailbox));
  }
  for (const JsonValue& note : json.at("notes").items()) {
    report.notes.push_back(note.text());
  }
  return report;
}

}  // namespace

bytes::Result<ReportFile> read_report(const std::filesystem::path& path) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const auto content = (*view)->bytes();
  if (content.size() > kMaxReport) {
    return bytes::fail(ErrorKind::LimitExceeded,
                       path.string() + ": too large for a report of a conversion");
  }
  spool::JsonTape tape;
  const auto trouble = tape.parse(bytes::as_text(content));
  if ((*view)->read_error()) {
    return bytes::fail(ErrorKind::Io, path.string() + ": the disk could not be read");
  }
  const JsonValue json(tape.nodes(), trouble ? std::nullopt : std::optional<std::size_t>(0));
  if (json.at("schema").text() != "restante-report-1") {
    return bytes::fail(ErrorKind::NotThisFormat,
                       path.string() + ": no report of a conversion" +
                           (trouble ? " (" + *trouble + ")" : std::string()),
                       "name the file that mailconvert --report wrote, as JSON");
  }
  return report_of(json);
}

}  // namespace convert::pages
