// SQLite, as much of it as a journal needs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/bytes/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace run::batch {

class Database;

/// A prepared statement; must not outlive its database.
class Statement {
 public:
  /// Parameters, from 1. What goes wrong here is told by step().
  Statement& bind(int place, std::string_view text);
  Statement& bind(int place, std::int64_t number);

  /// True: there is a row. False: it is done.
  [[nodiscard]] bytes::Result<bool> step();
  /// Of the row at hand; columns from 0.
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;

 private:
  friend class Database;
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, const Database& database)
      : statement_(statement), database_(&database) {}

  std::unique_ptr<sqlite3_stmt, Finalizer> statement_;
  const Database* database_;
  int bound_ = 0;  // the first failure of bind()
};

/// A file that only one process writes at a time. Never used in a forked child.
class Database {
 public:
  enum class Access : std::uint8_t { ReadWrite, ReadOnly };

  /// Makes the file when it is to be written and not there. Errors, also of all calls below: Busy
  /// (another process has it), Permission, CannotCreate, NotThisFormat (no database, or damaged),
  /// NoSpace, Io.
  [[nodiscard]] static bytes::Result<Database> open(const std::filesystem::path& path,
                                                    Access access);

  /// Statements without a result.
  [[nodiscard]] bytes::Result<void> execute(const char* sql) const;
  [[nodiscard]] bytes::Result<Statement> prepare(std::string_view sql) const;
  /// The one number a statement yields; 0 when it yields none.
  [[nodiscard]] bytes::Result<std::int64_t> number(std::string_view sql) const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// What a result code of SQLite means here.
  [[nodiscard]] bytes::Error error_of(int code) const;

 private:
  struct Closer {
    void operator()(sqlite3* database) const;
  };
  Database(sqlite3* database, std::filesystem::path path)
      : database_(database), path_(std::move(path)) {}

  std::unique_ptr<sqlite3, Closer> database_;
  std::filesystem::path path_;
};

}  // namespace run::batch
