// Keeps the journal and the files beside the list while the workers work.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "converters/run/batch/batch.h"
#include "converters/run/batch/control_list.h"
#include "converters/run/batch/list_files.h"
#include "converters/run/batch/scheduler.h"

namespace run::batch {

/// The list as it was read.
struct ReadList {
  std::string content;
  ControlList list;
};

class Bookkeeper final : public SchedulerListener {
 public:
  /// `journal` is null in a dry run. `places` says which of `mailboxes` each assignment is. All but
  /// `read` must outlive it.
  Bookkeeper(const BatchOptions& options, Journal* journal, std::vector<MailboxEntry>& mailboxes,
             std::vector<std::size_t> places, ReadList read, BatchListener& listener);

  /// Rows that results of the list itself keep from being done; the journal does not have them.
  void set_others_remaining(std::vector<Row> rows) { others_ = std::move(rows); }
  void set_total_bytes(std::uint64_t bytes) { total_bytes_ = bytes; }
  [[nodiscard]] bytes::Result<void> begin(std::size_t index) override;
  [[nodiscard]] bytes::Result<void> ready(std::size_t index, const std::string& identity) override;
  void line(std::size_t index, Talk talk, const std::string& text) override;
  [[nodiscard]] bytes::Result<void> finished(std::size_t index, const Finished& finished) override;
  void progress(const BatchProgress& progress) override;
  void stopping(std::size_t running) override;

  /// Results, remains and, when it is consumed, the list, as the journal has it. What goes wrong is
  /// in trouble(): it costs nobody's mail.
  void write_files();
  [[nodiscard]] const std::vector<bytes::Error>& trouble() const { return trouble_; }
  /// Of the outputs of this run.
  [[nodiscard]] std::uint64_t bytes_written() const { return bytes_written_; }

 private:
  /// False, with trouble: `path` is as it was.
  [[nodiscard]] bool write(const std::filesystem::path& path, const std::string& content);
  void consume();

  const BatchOptions& options_;
  Journal* journal_;
  std::vector<MailboxEntry>& mailboxes_;
  std::vector<std::size_t> places_;
  ReadList read_;
  std::vector<Row> others_;
  BatchListener& listener_;
  ListFiles files_;
  std::uint64_t total_bytes_ = 0;
  std::uint64_t bytes_written_ = 0;
  bool is_behind_ = true;  // the files are not what the journal says
  std::chrono::steady_clock::time_point written_{};
  bool may_consume_;
  std::vector<bytes::Error> trouble_;
};

}  // namespace run::batch
