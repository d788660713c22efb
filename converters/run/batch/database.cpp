#include "converters/run/batch/database.h"

#include <sqlite3.h>

#include <utility>

namespace run::batch {

using bytes::ErrorKind;

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Database::Closer::operator()(sqlite3* database) const { sqlite3_close(database); }

Statement& Statement::bind(int place, std::string_view text) {
  // An empty view has no address, which SQLite would take for NULL.
  const char* begin = text.empty() ? "" : text.data();
  const int code =
      sqlite3_bind_text64(statement_.get(), place, begin, text.size(),
                          SQLITE_TRANSIENT,  // NOLINT(performance-no-int-to-ptr): SQLite's macro
                          SQLITE_UTF8);
  bound_ = bound_ == SQLITE_OK ? code : bound_;
  return *this;
}

Statement& Statement::bind(int place, std::int64_t number) {
  const int code = sqlite3_bind_int64(statement_.get(), place, number);
  bound_ = bound_ == SQLITE_OK ? code : bound_;
  return *this;
}

bytes::Result<bool> Statement::step() {
  const int code = bound_ == SQLITE_OK ? sqlite3_step(statement_.get()) : bound_;
  if (code == SQLITE_ROW || code == SQLITE_DONE) {
    return code == SQLITE_ROW;
  }
  return tl::unexpected(database_->error_of(code));
}

std::string Statement::text(int column) const {
  const auto* begin = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return begin == nullptr ? std::string() : std::string(begin, size);
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

bytes::Result<Database> Database::open(const std::filesystem::path& path, Access access) {
  sqlite3* handle = nullptr;
  // A reader, too, must be able to undo what a killed writer left half done. Where nothing can be
  // written, SQLite opens the file for reading by itself.
  const int flags = SQLITE_OPEN_READWRITE | (access == Access::ReadWrite ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  Database database(handle, path);
  if (code != SQLITE_OK) {
    return tl::unexpected(database.error_of(code));
  }
  return database;
}

bytes::Result<void> Database::execute(const char* sql) const {
  const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    return tl::unexpected(error_of(code));
  }
  return {};
}

bytes::Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  if (code != SQLITE_OK) {
    return tl::unexpected(error_of(code));
  }
  return Statement(statement, *this);
}

bytes::Result<std::int64_t> Database::number(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) {
    return tl::unexpected(statement.error());
  }
  const auto row = statement->step();
  if (!row) {
    return tl::unexpected(row.error());
  }
  return *row ? statement->number(0) : 0;
}

bytes::Error Database::error_of(int code) const {
  constexpr int kPrimary = 0xFF;  // the rest of a code is an extension
  const auto what = path_.string() + ": " + sqlite3_errstr(code);
  switch (code & kPrimary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {.kind = ErrorKind::Busy,
              .what = path_.string() + ": another run is at work on this list",
              .hint = "wait until it is done"};
    case SQLITE_FULL:
      return {.kind = ErrorKind::NoSpace, .what = what, .hint = "make room, and run again"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {.kind = ErrorKind::Permission,
              .what = what,
              .hint = "the journal lies beside the list: put that where you may write"};
    case SQLITE_CANTOPEN:
      return {.kind = ErrorKind::CannotCreate,
              .what = what,
              .hint = "the journal lies beside the list: put that where you may write"};
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return {
          .kind = ErrorKind::NotThisFormat,
          .what = what,
          .hint =
              "move it and the results file away to begin anew; what is done is in the results"};
    default:
      return {.kind = ErrorKind::Io, .what = what, .hint = ""};
  }
}

}  // namespace run::batch
