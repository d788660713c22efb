// The files of a set with one mailbox, while they are written. formats/iff/FORMAT.md 8.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "converters/iff/entry.h"
#include "converters/iff/letter.h"
#include "formats/bytes/file_writer.h"
#include "formats/iff/secondary_writer.h"
#include "formats/text/code_page.h"

namespace convert::iff {

struct SetPlan {
  std::filesystem::path directory;  // where the files are made; empty: they are counted only
  std::string list_name;            // "north.pkl"
  std::string stem;                 // of the others, six characters at most: "NORTH"
  text::CodePageNumber code_page = text::kWindows1252;
  std::string display;             // of the mailbox
  std::string address;             // of its sections
  std::uint64_t largest_file = 0;  // bytes of a secondary file
};

/// A file written in pieces; without a path it only counts.
class CountedFile {
 public:
  [[nodiscard]] static bytes::Result<std::unique_ptr<CountedFile>> create(
      const std::filesystem::path& path);
  [[nodiscard]] bytes::Result<void> write(std::span<const std::byte> data);
  [[nodiscard]] bytes::Result<void> write(std::string_view text);
  [[nodiscard]] bytes::Result<void> close();
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  [[nodiscard]] bytes::Result<void> flush();

  std::optional<bytes::FileWriter> file_;
  std::vector<std::byte> pending_;
  std::uint64_t size_ = 0;
};

class SetWriter {
 public:
  explicit SetWriter(SetPlan plan) : plan_(std::move(plan)) {}

  /// LimitExceeded, and nothing is written, for a letter that no secondary file can hold.
  [[nodiscard]] bytes::Result<void> add(const Letter& letter);
  void add(Entry entry) { entries_.push_back(std::move(entry)); }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  /// Of everything that follows, when only ASCII was written.
  void set_code_page(text::CodePageNumber page) { plan_.code_page = page; }
  /// Writes the address book, the directory and, last, the packing list.
  [[nodiscard]] bytes::Result<void> finish();

  /// The names of the files so far; the packing list is the last one when it is finished.
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }
  [[nodiscard]] std::uint64_t size() const;

 private:
  struct Part {
    std::string secondary_name;
    std::unique_ptr<CountedFile> primary;
    std::unique_ptr<CountedFile> secondary;
    std::unique_ptr<::iff::SecondaryWriter> sections;
  };

  [[nodiscard]] bytes::Result<void> begin_part();
  [[nodiscard]] bytes::Result<void> close_part();
  [[nodiscard]] bytes::Result<std::unique_ptr<CountedFile>> create(const std::string& name);
  [[nodiscard]] bytes::Result<std::string> encode(std::string_view utf8) const;
  [[nodiscard]] bytes::Result<std::vector<::iff::NewSection>> sections_of(
      const Letter& letter) const;
  [[nodiscard]] bytes::Result<void> write_row(const Letter& letter, std::uint64_t offset);
  [[nodiscard]] bytes::Result<void> write_entries();
  [[nodiscard]] bytes::Result<void> write_directory();
  [[nodiscard]] bytes::Result<void> write_list();

  SetPlan plan_;
  std::optional<Part> part_;
  std::vector<Entry> entries_;
  std::vector<std::string> files_;
  std::uint64_t closed_ = 0;  // bytes of files that are whole
};

}  // namespace convert::iff
