// A set written into a directory, and a mailbox of it converted.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "converters/iff/iff_to_model.h"
#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

namespace test {

class IffSink : public CollectingSink {
 public:
  /// Converts a mailbox of the set at `path`, the first unless `mailbox` says otherwise.
  explicit IffSink(const std::filesystem::path& path, const model::ReadOptions& options = {},
                   std::size_t mailbox = 0) {
    const auto set = iff::MigrationSet::open(path, 0);
    if (!set) {
      FAIL(set.error().what);
    }
    model::NoMonitor monitor;
    REQUIRE(convert::iff::iff_to_model(*set, "set", set->mailboxes().at(mailbox).name, options,
                                       monitor, *this));
    REQUIRE(finished);
    REQUIRE(order_kept);
    REQUIRE(balances());
  }

  static std::string text(const bytes::Blob& blob) {
    constexpr std::uint64_t kMost = 1U << 24U;
    return bytes::read_all_text(*blob, kMost).value();
  }
  [[nodiscard]] std::string path_of(const model::Message& message) const {
    std::string path;
    for (std::optional<model::FolderId> id = message.folder; id && id->value > 2;) {
      const auto found = std::ranges::find(folders, *id, &model::Folder::id);
      path = path.empty() ? found->name : found->name + "/" + path;
      id = found->parent;
    }
    return path;
  }
  [[nodiscard]] bool has_note(std::string_view text) const {
    return std::ranges::any_of(notes, [text](const model::Note& note) {
      return note.text.find(text) != std::string::npos;
    });
  }
  [[nodiscard]] std::size_t damages() const {
    return static_cast<std::size_t>(std::ranges::count_if(notes, &model::Note::damage));
  }
};

/// A directory with A.PRI and A.SEC, and perhaps a list.
class MadeSet {
 public:
  SecondaryMaker sections;
  std::string rows;       // of the MAILMESSAGE section
  std::string other;      // sections behind it
  std::string code_page;  // of the list; empty: no list
  std::string address = "SMTP:bo@north.example";
  std::string header{kMessageHeader};

  /// A row of messages whose Body points at `offset`.
  void add_row(std::string_view fields, std::uint64_t offset, std::string_view behind = "") {
    rows += std::string(fields) + ",#A.SEC(" + std::to_string(offset) + ")" + std::string(behind) +
            "\r\n";
  }
  void add_message(std::string_view subject, std::string_view body) {
    add_row(",Ann,Bo,,," + std::string(subject) + ",,,,,", sections.add("Body", body));
  }

  void write() {
    if (!code_page.empty()) {
      write_file(directory_ / "A.PKL",
                 code_page + "\r\n\r\nFilename,Filetype\r\nA.PRI,Primary\r\n");
    }
    const std::string own =
        address.empty() ? "" : "MAILMESSAGE," + address + "\r\n" + header + rows;
    write_file(directory_ / "A.PRI", own + other);
    write_file(directory_ / "A.SEC", sections.text());
  }
  IffSink convert(const model::ReadOptions& options = {}, std::size_t mailbox = 0) {
    write();
    return IffSink(path(), options, mailbox);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }

 private:
  TemporaryDirectory directory_;
};

}  // namespace test
