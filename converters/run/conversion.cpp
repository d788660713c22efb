#include "converters/run/conversion.h"

#include <memory>
#include <system_error>
#include <utility>

#include "converters/ccmail/ccmail_to_model.h"
#include "converters/ccmail/contacts_to_model.h"
#include "converters/ccmail_plan/collected_to_model.h"
#include "converters/iff/iff_to_model.h"
#include "converters/imcsave/imcsave_to_model.h"
#include "converters/mime/reader/mime_to_model.h"
#include "converters/mmf/mmf_to_model.h"
#include "converters/model/forwarding_sink.h"
#include "converters/pff/pff_to_model.h"
#include "converters/pst_reader/pst_to_model.h"
#include "converters/run/accounting.h"
#include "converters/run/announcing_sink.h"
#include "converters/run/bag_target.h"
#include "converters/run/evidence/package.h"
#include "converters/run/exchange_files.h"
#include "converters/run/filter_sink.h"
#include "converters/run/input_stream.h"
#include "converters/run/isolation.h"
#include "converters/run/opening_sink.h"
#include "converters/run/pipelined_sink.h"
#include "converters/run/source_hash.h"
#include "converters/run/time_zone_sink.h"
#include "converters/run/unpacked_archive.h"
#include "converters/run/unpacked_sink.h"
#include "converters/run/unread_sink.h"
#include "converters/schedule/schedule_to_model.h"
#include "converters/spool/spool.h"
#include "converters/tnef/tnef_to_model.h"
#include "converters/wgpo/ffapi_to_model.h"
#include "converters/wgpo/wgpo_to_model.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

/// Shows how far a reader has come.
class ShownProgress final : public model::ReadMonitor {
 public:
  explicit ShownProgress(Progress& progress) : progress_(progress) {}
  [[nodiscard]] bool enter(std::string_view /*native_id*/) override { return true; }
  void progress(std::uint64_t bytes_read) override { progress_.bytes(bytes_read); }

 private:
  Progress& progress_;
};

/// Asks before the output gets its name.
class AskingSink final : public model::ForwardingSink {
 public:
  AskingSink(model::Sink& target, std::function<model::Result<void>()> ask)
      : ForwardingSink(target), ask_(std::move(ask)) {}

  model::Result<void> finish() override {
    auto allowed = ask_();
    return allowed ? next().finish() : allowed;
  }

 private:
  std::function<model::Result<void>()> ask_;
};

/// The way of one store through the sinks, front to back: books → evidence → filter → duplicates
/// → time zone → addresses → target.
class Mailbox {
 public:
  Mailbox(const Source& source, const NameOutput& name_output, const ConversionOptions& options,
          Progress& progress)
      : source_(source),
        options_(options),
        progress_(progress),
        opening_(
            [this, name_output](const model::Store& store) { return open(store, name_output); }),
        addresses_(opening_, options.book,
                   [this](const model::Note& note) {
                     static_cast<void>(accounting_.note(note));  // its books take every note
                   }),
        accounting_(
            first_sink(), [&progress](const Account& account) { progress.items(account.shown); },
            source.kind == SourceKind::Spool ? AccountingSink::Announcer::File
                                             : AccountingSink::Announcer::Program) {
    result_.source = source;
    if (options.skipped) {
      accounting_.list_skipped(
          [this](const SkippedItem& item) { options_.skipped->add(shown_path(source_), item); });
    }
    if (options.unread != nullptr) {
      unread_ = std::make_unique<UnreadSink>(accounting_, options.unread);
    }
  }

  MailboxResult convert() {
    progress_.start(source_.path == "-" ? "standard input" : source_.path.filename().string(),
                    source_.size);
    auto read = read_source();
    if (!read && target_) {
      static_cast<void>(target_->sink().settle());  // of several errors the first is told
      accounting_.take_back(target_->given_up());
    }
    if (!read && source_.unpacked) {
      read.error().what = source_.unpacked->in_words(read.error().what);
    }
    result_.account = accounting_.account();
    result_.addresses = addresses_.counts();
    if (duplicates_) {
      result_.duplicates = duplicates_->found();
    }
    if (!read) {
      result_.error = read.error();
    } else if (const auto closed = accounting_.reconcile(); closed) {
      result_.account = closed->account();
      for (const auto& damage : source_.damages) {
        result_.account.add({.where = shown_path(source_), .text = damage, .damage = true});
      }
      if (const auto note = note_on_empty_pst(source_, result_.account)) {
        result_.account.add(*note);
      }
    } else {
      result_.error = closed.error();
    }
    if (result_.error && result_.error->kind == ErrorKind::Interrupted) {
      result_.error->hint = "run again to convert all";
      if (target_ && !options_.target.dry_run) {
        result_.error->hint = left_behind(options_.target.kind, result_.output) + "; run again";
      }
    }
    const bool removed = result_.error && !leaves_unfinished(options_.target.kind);
    if (removed) {
      result_.output.clear();  // it is gone, or as it was
    } else if (target_) {
      result_.files = target_->files();
      result_.bytes = target_->bytes();
      result_.parts = target_->parts();
      result_.further_files = target_->further_files();
    }
    take_hash();
    progress_.clear();
    return std::move(result_);
  }

 private:
  model::Sink& first_sink() {
    model::Sink* first = &addresses_;
    if (options_.zone) {
      zone_ = std::make_unique<TimeZoneSink>(*first, *options_.zone);
      first = zone_.get();
    }
    if (!options_.filter.empty() || options_.dedupe.mode == Dedupe::Skip) {
      announcing_ = std::make_unique<AnnouncingSink>(*first);
      first = announcing_.get();
    }
    if (options_.dedupe.mode != Dedupe::Off) {
      duplicates_ = std::make_unique<DuplicateSink>(*first, options_.dedupe);
      first = duplicates_.get();
    }
    if (!options_.filter.empty()) {
      filter_ = std::make_unique<FilterSink>(*first, options_.filter, [this](const auto& note) {
        static_cast<void>(accounting_.note(note));  // its books take every note
      });
      first = filter_.get();
    }
    if (options_.target.bag) {
      left_out_ = std::make_unique<LeftOutSink>(
          *first, [this](std::string_view message_id) { return target_->leave_out(message_id); });
      first = left_out_.get();
    }
    if (options_.evidence != nullptr) {
      evidence_ = options_.evidence->begin_mailbox(*first);
      first = evidence_.get();
    }
    return *first;
  }

  /// What a reader delivers into. Places that were not read are of a file, not of an archive's
  /// member.
  model::Sink& reader_sink() {
    if (unread_) {
      return *unread_;
    }
    if (!source_.unpacked) {
      return accounting_;
    }
    words_ = std::make_unique<UnpackedSink>(accounting_, *source_.unpacked);
    return *words_;
  }

  model::Result<model::Sink*> open(const model::Store& store, const NameOutput& name_output) {
    result_.book = options_.book;
    result_.match = match_mailbox(options_.book.get(), source_, store, options_.listed);
    auto path = name_output(store, result_.match);
    if (!path) {
      return tl::unexpected(path.error());
    }
    auto target_options = options_.target;
    target_options.pst.tell = [this](const model::Note& note) {
      static_cast<void>(accounting_.note(note));  // its books take every note
    };
    target_options.tell = target_options.pst.tell;
    target_options.write_behind = options_.threads > 1 && !is_read_apart();
    if (target_options.bag) {
      target_options.bag->source_format = mailbag_source(source_);
    }
    auto target = open_target(*path, target_options);
    if (!target) {
      return tl::unexpected(target.error());
    }
    target_ = std::move(*target);
    result_.output = std::move(*path);
    if (!options_.before_commit) {
      return &target_->sink();
    }
    asking_ = std::make_unique<AskingSink>(target_->sink(), [this] {
      return options_.before_commit(result_.output, target_->parts());
    });
    return asking_.get();
  }

  /// By libpff, in a process of its own.
  [[nodiscard]] bool is_read_apart() const {
    const bool may_be = source_.kind == SourceKind::Pff || source_.kind == SourceKind::Unknown;
    return may_be && !source_.carved_at && (options_.engine != Engine::Native || !source_.native);
  }

  model::Result<void> read_source() {
    switch (source_.kind) {
      case SourceKind::Spool:
        return read_spool();
      case SourceKind::Tnef:
        return read_here(convert::tnef::tnef_to_model);
      case SourceKind::Mmf:
        return read_here([this](const fs::path& path, const model::ReadOptions& options,
                                model::ReadMonitor& monitor, model::Sink& sink) {
          return source_.pieces.empty()
                     ? convert::mmf::mmf_to_model(path, options, monitor, sink)
                     : convert::mmf::mmf_to_model(source_.pieces, options, monitor, sink);
        });
      case SourceKind::Schedule:
        return read_here(convert::schedule::schedule_to_model);
      case SourceKind::Imcsave:
        return read_here(convert::imcsave::imcsave_to_model);
      case SourceKind::Ffapi:
        return read_here(convert::wgpo::ffapi_to_model);
      case SourceKind::Wgpo:
        return read_here([this](const fs::path& /*path*/, const model::ReadOptions& options,
                                model::ReadMonitor& monitor, model::Sink& sink) {
          return convert::wgpo::wgpo_to_model(*source_.office, source_.directory, source_.mailbox,
                                              options, monitor, sink);
        });
      case SourceKind::Iff:
        return read_here([this](const fs::path& path, const model::ReadOptions& options,
                                model::ReadMonitor& monitor, model::Sink& sink) {
          return convert::iff::iff_to_model(*source_.set, path.string(), source_.mailbox, options,
                                            monitor, sink);
        });
      case SourceKind::Ccmail:
        return read_here([this](const fs::path& path, const model::ReadOptions& options,
                                model::ReadMonitor& monitor, model::Sink& sink) {
          const auto files = source_.pieces.empty() ? std::vector{path} : source_.pieces;
          const auto name = source_.directory.empty() ? path.stem() : path.filename();
          return convert::ccmail::ccmail_to_model(files, path.string(), name.string(), options,
                                                  monitor, sink);
        });
      case SourceKind::CcmailContacts:
        return read_here([](const fs::path& path, const model::ReadOptions& options,
                            model::ReadMonitor& monitor, model::Sink& sink) {
          return convert::ccmail::contacts_to_model(path, path.stem().string(), options, monitor,
                                                    sink);
        });
      case SourceKind::Mime:
        return read_here([this](const fs::path& path, const model::ReadOptions& options,
                                model::ReadMonitor& monitor, model::Sink& sink) {
          return convert::mime::mime_to_model(path, source_.mail, options, monitor, sink);
        });
      case SourceKind::CcmailCollected:
        return read_here([this](const fs::path& /*path*/, const model::ReadOptions& options,
                                model::ReadMonitor& monitor, model::Sink& sink) {
          return convert::ccmail_plan::collected_to_model(*source_.collected, options, monitor,
                                                          sink);
        });
      case SourceKind::Pff:
      case SourceKind::Archive:
      case SourceKind::DiskImage:
      case SourceKind::Unknown:
        break;
    }
    if (is_read_apart()) {
      return read_pff();
    }
    return read_here([this](const fs::path& path, const model::ReadOptions& options,
                            model::ReadMonitor& monitor, model::Sink& sink) {
      if (options_.threads == 1) {
        return read_pst(path, options, monitor, sink);
      }
      return read_pst_ahead(path, options, monitor, sink);
    });
  }

  model::Result<void> read_pst(const fs::path& path, const model::ReadOptions& options,
                               model::ReadMonitor& monitor, model::Sink& sink) const {
    return source_.carved_at ? convert::pst_reader::pst_in_file_to_model(
                                   path, {.offset = *source_.carved_at, .size = source_.size},
                                   options, monitor, sink)
                             : convert::pst_reader::pst_to_model(path, options, monitor, sink);
  }

  /// On the caller's thread; what it reads is delivered on another.
  model::Result<void> read_pst_ahead(const fs::path& path, const model::ReadOptions& options,
                                     model::ReadMonitor& monitor, model::Sink& sink) const {
    PipelinedSink pipelined(sink);
    auto read = read_pst(path, options, monitor, pipelined);
    // A reader that ends before its end has delivered what came before: it counts.
    auto delivered = pipelined.settle();
    return delivered ? read : delivered;
  }

  /// With a reader of our own, which needs no process to itself.
  template <class ToModel>
  model::Result<void> read_here(ToModel to_model) {
    start_hash();
    ShownProgress monitor(progress_);
    auto read = to_model(source_.path, options_.read, monitor, reader_sink());
    progress_.bytes(source_.size);
    return read;
  }

  model::Result<void> read_pff() {
    const Reader reader = [this](model::ReadMonitor& monitor, model::Sink& sink) {
      return convert::pff::pff_to_model(source_.path, options_.read, monitor, sink);
    };
    // Only after the fork: the child starts with one thread.
    return read_isolated(reader, source_.path.string(),
                         {.item_timeout = options_.item_timeout,
                          .on_progress = [this](std::uint64_t done) { progress_.bytes(done); },
                          .on_started = [this] { start_hash(); }},
                         reader_sink());
  }

  model::Result<void> read_spool() {
    const auto input =
        open_input(source_.path, [this](std::uint64_t done) { progress_.bytes(done); });
    if (!input) {
      return tl::unexpected(input.error());
    }
    start_hash();
    std::error_code ignored;
    const bool is_file = source_.path != "-" && fs::is_regular_file(source_.path, ignored);
    return convert::spool::read_spool(
        **input, source_.path == "-" ? "standard input" : source_.path.string(), reader_sink(),
        is_file ? convert::spool::CutOff::IsTold : convert::spool::CutOff::Fails);
  }

  void start_hash() {
    if (options_.evidence != nullptr) {
      result_.sha256 = options_.evidence->sha256_of(source_);  // taken before
      return;
    }
    // A mailbox of a directory is many files, which it may share with others.
    if (source_.path != "-" && source_.directory.empty() && source_.pieces.empty()) {
      hash_ = std::make_unique<SourceHash>(source_.path, options_.threads > 1
                                                             ? SourceHash::Thread::Own
                                                             : SourceHash::Thread::Callers);
    }
  }

  void take_hash() {
    if (!hash_ || result_.error) {
      return;  // a failed run does not wait for the rest of the file
    }
    if (auto digest = hash_->wait(); digest) {
      result_.sha256 = std::move(*digest);
    } else {
      result_.account.add({.where = source_.path.string(),
                           .text = "its SHA-256 could not be taken: " + digest.error().what,
                           .damage = digest.error().kind != ErrorKind::Interrupted});
    }
  }

  const Source& source_;
  const ConversionOptions& options_;
  Progress& progress_;
  MailboxResult result_;
  std::unique_ptr<Target> target_;
  std::unique_ptr<AskingSink> asking_;
  OpeningSink opening_;
  AddressSink addresses_;
  std::unique_ptr<TimeZoneSink> zone_;
  std::unique_ptr<AnnouncingSink> announcing_;
  std::unique_ptr<DuplicateSink> duplicates_;
  std::unique_ptr<FilterSink> filter_;
  std::unique_ptr<LeftOutSink> left_out_;
  std::unique_ptr<model::Sink> evidence_;
  AccountingSink accounting_;
  std::unique_ptr<UnpackedSink> words_;
  std::unique_ptr<UnreadSink> unread_;
  std::unique_ptr<SourceHash> hash_;
};

}  // namespace

MailboxResult failed_mailbox(const Source& source, bytes::Error error) {
  MailboxResult result;
  result.source = source;
  result.error = std::move(error);
  return result;
}

MailboxResult convert_mailbox(const Source& source, const NameOutput& name_output,
                              const ConversionOptions& options, Progress& progress) {
  if (source.error) {
    return failed_mailbox(source, *source.error);
  }
  return Mailbox(source, name_output, options, progress).convert();
}

}  // namespace run
