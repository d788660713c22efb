#include "converters/pages/report_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

namespace report_file_test {

using convert::pages::read_report;

/// A file of that content, as long as this lives.
class TextFile {
 public:
  explicit TextFile(std::string_view text)
      : path_(std::filesystem::temp_directory_path() /
              ("restante-report-" + std::to_string(::getpid()) + ".json")) {
    std::ofstream(path_) << text;
  }
  TextFile(const TextFile&) = delete;
  TextFile(TextFile&&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  TextFile& operator=(TextFile&&) = delete;
  ~TextFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST_CASE("a report tells sources with their digests, and the books of their mailboxes") {
  const TextFile file(R"({"schema": "restante-report-1", "tool": "mailconvert", "version": "1",
    "options": {"charset": "850"}, "verdict": "complete",
    "sources": [{"path": "a.pst", "size": 5, "format": "PST", "sha256": "ab"}],
    "mailboxes": [{"source": "a.pst", "output": "out", "status": "complete",
      "totals": {"expected": 3, "written": 1, "skipped": 1, "failed": 1}, "not_reached": 0,
      "skipped": [{"why": "hidden", "count": 1}],
      "partial_folders": {"total": 1, "listed": [{"folder": ["", "Inbox"],
        "missing": [{"what": "names", "why": "gone"}]}]},
      "notes": {"total": 2, "listed": [{"where": "w", "text": "t"}]}}],
    "notes": ["n"], "run": {"started": "s", "ended": "e"}})");

  const auto report = read_report(file.path());

  REQUIRE(report.has_value());
  CHECK(report->verdict == "complete");
  CHECK(report->options.at(0).first == "charset");
  CHECK(report->sources.at(0).sha256 == "ab");
  CHECK(report->sources.at(0).size == 5);
  const auto& mailbox = report->mailboxes.at(0);
  CHECK(mailbox.expected == 3);
  CHECK(mailbox.failed == 1);
  CHECK(mailbox.skipped_because.at(0).first == "hidden");
  CHECK(mailbox.partial_folders.at(0).where == "Inbox");
  CHECK(mailbox.partial_folders.at(0).text == "names: gone");
  CHECK(mailbox.note_count == 2);
  CHECK(report->started == "s");
}

TEST_CASE("what is no report is refused, whatever it is") {
  for (const auto* const text : {"", "{", "[]", "{\"schema\": \"other\"}", "SUCCESS,a,b"}) {
    const auto report = read_report(TextFile(text).path());
    REQUIRE(!report.has_value());
    CHECK(report.error().kind == bytes::ErrorKind::NotThisFormat);
  }
}

TEST_CASE("members of the wrong kind are empty") {
  const TextFile file(R"({"schema": "restante-report-1", "sources": {"a": 1}, "mailboxes": [5],
    "verdict": 7, "run": null})");
  const auto report = read_report(file.path());
  REQUIRE(report.has_value());
  CHECK(report->sources.empty());
  CHECK(report->mailboxes.size() == 1);
  CHECK(report->verdict.empty());
}

}  // namespace report_file_test
