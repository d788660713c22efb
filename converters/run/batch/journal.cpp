#include "converters/run/batch/journal.h"

#include <utility>

namespace run::batch {
namespace {

using bytes::ErrorKind;

// Marks the file as a journal of ours: "RSTB".
constexpr std::int64_t kApplicationId = 0x52535442;

constexpr const char* kTables = R"(
  CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE mailbox(
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL, alias TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,         -- 0 pending, 1 begun, 2 done, 3 failed
    attempts INTEGER NOT NULL DEFAULT 0, ended INTEGER NOT NULL DEFAULT 0,
    identity TEXT NOT NULL DEFAULT '',        -- of the output, before it got its name
    intact INTEGER NOT NULL DEFAULT 0, message TEXT NOT NULL DEFAULT '',
    expected INTEGER NOT NULL DEFAULT 0, written INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
    losses INTEGER NOT NULL DEFAULT 0, files INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0, output TEXT NOT NULL DEFAULT '',
    output_sha256 TEXT NOT NULL DEFAULT '', source_sha256 TEXT NOT NULL DEFAULT '');
  CREATE TABLE report(
    mailbox INTEGER PRIMARY KEY REFERENCES mailbox(id),
    source TEXT NOT NULL, body TEXT NOT NULL);
  PRAGMA application_id = 1381192770;
  PRAGMA user_version = 1;
)";

std::int64_t signed_of(std::uint64_t number) { return static_cast<std::int64_t>(number); }
std::uint64_t unsigned_of(std::int64_t number) { return static_cast<std::uint64_t>(number); }

MailboxState state_of(std::int64_t number) {
  switch (number) {
    case 1:
      return MailboxState::Begun;
    case 2:
      return MailboxState::Done;
    case 3:
      return MailboxState::Failed;
    default:
      return MailboxState::Pending;
  }
}

MailboxEntry entry_of(const Statement& row) {
  MailboxEntry entry;
  int column = 0;
  entry.id = row.number(column++);
  entry.row.display_name = row.text(column++);
  entry.row.alias = row.text(column++);
  entry.row.source = row.text(column++);
  entry.row.target = row.text(column++);
  entry.state = state_of(row.number(column++));
  entry.attempts = row.number(column++);
  entry.ended = row.number(column++);
  entry.identity = row.text(column++);
  auto& finished = entry.finished;
  finished.failed = entry.state == MailboxState::Failed;
  finished.intact = row.number(column++) != 0;
  finished.message = row.text(column++);
  finished.tally.expected = unsigned_of(row.number(column++));
  finished.tally.written = unsigned_of(row.number(column++));
  finished.tally.skipped = unsigned_of(row.number(column++));
  finished.tally.failed = unsigned_of(row.number(column++));
  finished.losses = unsigned_of(row.number(column++));
  finished.files = unsigned_of(row.number(column++));
  finished.bytes = unsigned_of(row.number(column++));
  finished.output = row.text(column++);
  finished.output_sha256 = row.text(column++);
  finished.source_sha256 = row.text(column++);
  return entry;
}

/// A statement that yields nothing.
bytes::Result<void> run_to_end(bytes::Result<Statement> statement) {
  if (!statement) {
    return tl::unexpected(statement.error());
  }
  const auto done = statement->step();
  return done ? bytes::Result<void>() : tl::unexpected(done.error());
}

}  // namespace

template <class Changes>
bytes::Result<void> Journal::together(Changes changes) {
  if (auto begun = database_.execute("BEGIN IMMEDIATE"); !begun) {
    return begun;
  }
  bytes::Result<void> changed = changes();
  if (changed) {
    changed = database_.execute("COMMIT");
  }
  if (!changed) {
    static_cast<void>(database_.execute("ROLLBACK"));  // the first error is the one that counts
  }
  return changed;
}

bytes::Result<Journal> Journal::open(const std::filesystem::path& path, Database::Access access) {
  auto lock = RunLock::take(path, access == Database::Access::ReadWrite ? RunLock::Kind::Exclusive
                                                                        : RunLock::Kind::Shared);
  if (!lock) {
    return tl::unexpected(lock.error());
  }
  auto database = Database::open(path, access);
  if (!database) {
    return tl::unexpected(database.error());
  }
  Journal journal(std::move(*lock), std::move(*database));
  if (auto prepared = journal.prepare(access); !prepared) {
    return tl::unexpected(prepared.error());
  }
  return journal;
}

bytes::Result<void> Journal::prepare(Database::Access access) {
  if (access == Database::Access::ReadWrite) {
    // Kept until the process ends; the RunLock stands for it when a search opens the journal.
    auto locked = database_.execute(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE; COMMIT");
    if (!locked) {
      return locked;
    }
  }
  const auto tables = database_.number("SELECT count(*) FROM sqlite_master");
  const auto application = database_.number("PRAGMA application_id");
  const auto version = database_.number("PRAGMA user_version");
  for (const auto* asked : {&tables, &application, &version}) {
    if (!*asked) {
      return tl::unexpected(asked->error());
    }
  }
  if (*tables == 0 && access == Database::Access::ReadWrite) {
    return make_tables();
  }
  if (*tables != 0 && *application != kApplicationId) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       database_.path().string() + ": is a database, but no journal of a batch",
                       "move it away, or give the list another name");
  }
  if (*version > kSchemaVersion) {
    return bytes::fail(ErrorKind::Unsupported,
                       database_.path().string() + ": a later version of this program wrote it",
                       "go on with that version");
  }
  return {};
}

bytes::Result<void> Journal::make_tables() {
  return together([this] { return database_.execute(kTables); });
}

bytes::Result<std::map<std::string, std::string>> Journal::settings() const {
  auto statement = database_.prepare("SELECT name, value FROM setting");
  if (!statement) {
    return tl::unexpected(statement.error());
  }
  std::map<std::string, std::string> settings;
  for (;;) {
    const auto row = statement->step();
    if (!row) {
      return tl::unexpected(row.error());
    }
    if (!*row) {
      return settings;
    }
    settings.emplace(statement->text(0), statement->text(1));
  }
}

bytes::Result<void> Journal::set_settings(const std::map<std::string, std::string>& settings) {
  return together([&]() -> bytes::Result<void> {
    if (auto cleared = database_.execute("DELETE FROM setting"); !cleared) {
      return cleared;
    }
    for (const auto& [name, value] : settings) {
      auto statement = database_.prepare("INSERT INTO setting VALUES (?, ?)");
      if (statement) {
        statement->bind(1, name).bind(2, value);
      }
      if (auto set = run_to_end(std::move(statement)); !set) {
        return set;
      }
    }
    return {};
  });
}

bytes::Result<std::vector<MailboxEntry>> Journal::mailboxes() const {
  auto statement = database_.prepare(
      "SELECT id, display_name, alias, source, target, state, attempts, ended, identity, intact, "
      "message, expected, written, skipped, failed, losses, files, bytes, output, output_sha256, "
      "source_sha256 FROM mailbox ORDER BY id");
  if (!statement) {
    return tl::unexpected(statement.error());
  }
  std::vector<MailboxEntry> entries;
  for (;;) {
    const auto row = statement->step();
    if (!row) {
      return tl::unexpected(row.error());
    }
    if (!*row) {
      return entries;
    }
    entries.push_back(entry_of(*statement));
  }
}

bytes::Result<MailboxJson> Journal::json_of(std::int64_t id) const {
  auto statement = database_.prepare("SELECT source, body FROM report WHERE mailbox = ?");
  if (!statement) {
    return tl::unexpected(statement.error());
  }
  statement->bind(1, id);
  const auto row = statement->step();
  if (!row) {
    return tl::unexpected(row.error());
  }
  return *row ? MailboxJson{.source = statement->text(0), .mailbox = statement->text(1)}
              : MailboxJson{};
}

bytes::Result<void> Journal::add(const std::vector<Row>& rows) {
  return together([&]() -> bytes::Result<void> {
    for (const Row& row : rows) {
      auto statement = database_.prepare(
          "INSERT OR IGNORE INTO mailbox(key, display_name, alias, source, target) "
          "VALUES (?, ?, ?, ?, ?)");
      if (statement) {
        statement->bind(1, key_of(row)).bind(2, row.display_name).bind(3, row.alias);
        statement->bind(4, row.source).bind(5, row.target);
      }
      if (auto added = run_to_end(std::move(statement)); !added) {
        return added;
      }
    }
    return {};
  });
}

bytes::Result<void> Journal::remove(const std::vector<std::int64_t>& ids) {
  return together([&]() -> bytes::Result<void> {
    for (const std::int64_t id : ids) {
      for (const char* sql :
           {"DELETE FROM report WHERE mailbox = ?", "DELETE FROM mailbox WHERE id = ?"}) {
        auto statement = database_.prepare(sql);
        if (statement) {
          statement->bind(1, id);
        }
        if (auto removed = run_to_end(std::move(statement)); !removed) {
          return removed;
        }
      }
    }
    return {};
  });
}

bytes::Result<void> Journal::restart() {
  return together([this] {
    return database_.execute("DELETE FROM report; UPDATE mailbox SET state = 0, identity = ''");
  });
}

bytes::Result<void> Journal::begin(std::int64_t id) {
  return together([&] {
    auto statement =
        database_.prepare("UPDATE mailbox SET state = 1, attempts = attempts + 1 WHERE id = ?");
    if (statement) {
      statement->bind(1, id);
    }
    return run_to_end(std::move(statement));
  });
}

bytes::Result<void> Journal::ready(std::int64_t id, const std::string& identity) {
  return together([&] {
    auto statement = database_.prepare("UPDATE mailbox SET identity = ? WHERE id = ?");
    if (statement) {
      statement->bind(1, identity).bind(2, id);
    }
    return run_to_end(std::move(statement));
  });
}

bytes::Result<void> Journal::finish(std::int64_t id, const Finished& finished, std::int64_t ended) {
  return together([&]() -> bytes::Result<void> {
    auto statement = database_.prepare(
        "UPDATE mailbox SET state = ?, intact = ?, message = ?, expected = ?, written = ?, "
        "skipped = ?, failed = ?, losses = ?, files = ?, bytes = ?, output = ?, output_sha256 = ?, "
        "source_sha256 = ?, ended = ? WHERE id = ?");
    if (statement) {
      statement->bind(1, std::int64_t{finished.failed ? 3 : 2})
          .bind(2, std::int64_t{finished.intact ? 1 : 0})
          .bind(3, finished.message);
      int place = 4;
      for (const std::uint64_t number :
           {finished.tally.expected, finished.tally.written, finished.tally.skipped,
            finished.tally.failed, finished.losses, finished.files, finished.bytes}) {
        statement->bind(place++, signed_of(number));
      }
      statement->bind(11, finished.output).bind(12, finished.output_sha256);
      statement->bind(13, finished.source_sha256).bind(14, ended).bind(15, id);
    }
    if (auto updated = run_to_end(std::move(statement)); !updated) {
      return updated;
    }
    auto report = database_.prepare("INSERT OR REPLACE INTO report VALUES (?, ?, ?)");
    if (report) {
      report->bind(1, id).bind(2, finished.report.source).bind(3, finished.report.mailbox);
    }
    return run_to_end(std::move(report));
  });
}

}  // namespace run::batch
