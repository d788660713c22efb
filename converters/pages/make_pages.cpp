#include "converters/pages/make_pages.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "converters/mime/manifest.h"
#include "converters/mime/reader/message_to_model.h"
#include "converters/pages/charts_page.h"
#include "converters/pages/escape.h"
#include "converters/pages/loss_page.h"
#include "converters/pages/mail_trees.h"
#include "converters/pages/message_list.h"
#include "converters/pages/message_page.h"
#include "converters/pages/page_frame.h"
#include "converters/pages/report_file.h"
#include "converters/pages/report_match.h"
#include "converters/pages/site_files.h"
#include "converters/pages/sources_page.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/write_text.h"

namespace convert::pages {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;
using bytes::Result;

constexpr std::size_t kMostTroubles = 1000;

/// Where `path` is, links resolved as far as it exists.
fs::path place_of(const fs::path& path) {
  std::error_code error;
  fs::path place = fs::weakly_canonical(fs::absolute(path, error), error);
  return place.filename().empty() ? place.parent_path() : place;
}

bool lies_in(const fs::path& path, const fs::path& directory) {
  const auto differing =
      std::mismatch(directory.begin(), directory.end(), path.begin(), path.end());
  return differing.first == directory.end();
}

Result<void> check_target(const fs::path& output, const fs::path& target, const fs::path& report) {
  const fs::path from = place_of(output);
  const fs::path to = place_of(target);
  if (lies_in(to, from) || lies_in(from, to)) {
    return bytes::fail(ErrorKind::Exists,
                       target.string() +
                           ": the pages and the output they are about cannot lie in "
                           "each other",
                       "name another directory with -o");
  }
  if (!report.empty() && lies_in(place_of(report), to)) {
    return bytes::fail(ErrorKind::Exists, target.string() + ": the report lies in it",
                       "name another directory with -o");
  }
  return {};
}

/// Whether a path of a manifest leads to a file of its tree, through no link. `tree` has none in
/// it.
bool is_mail_of(const fs::path& tree, const fs::path& path) {
  if (path.empty() || path.is_absolute() ||
      std::ranges::any_of(path, [](const fs::path& part) { return part == ".."; })) {
    return false;
  }
  std::error_code error;
  const fs::path file = (tree / path).lexically_normal();
  return fs::is_regular_file(fs::symlink_status(file, error)) &&
         fs::canonical(file.parent_path(), error) == file.parent_path();
}

class Maker {
 public:
  /// `report`: null without one.
  Maker(std::unique_ptr<bytes::OutputTree> tree, fs::path pages, const PagesOptions& options,
        const ReportFile* report)
      : tree_(std::move(tree)), pages_(std::move(pages)), options_(options), report_(report) {}

  /// `mailboxes`: of the report, for each place; null where it has none.
  Result<PagesResult> run(const MailTrees& trees,
                          const std::vector<const ReportMailbox*>& mailboxes) {
    const auto& places = trees.places;
    result_.mailboxes = places.size();
    for (const fs::path& file : trees.beside) {
      result_.notes.push_back(file.string() +
                              ": no tree of mail files: what is in it is not on the pages");
    }
    if (auto done = bytes::write_text(*tree_, kPagesMark, site_file("mark.txt")); !done) {
      return bytes::pass_on(done.error());
    }
    if (auto done = measure(places); !done) {
      return bytes::pass_on(done.error());
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (auto done = add_mailbox(places[i], mailboxes[i]); !done) {
        return bytes::pass_on(done.error());
      }
    }
    add_unfinished(trees.unfinished);
    if (auto done = write_pages(); !done) {
      return bytes::pass_on(done.error());
    }
    result_.files = tree_->files_written();
    result_.bytes = tree_->bytes_written();
    return tree_->commit().map([this] { return std::move(result_); });
  }

 private:
  Result<void> measure(const std::vector<MailTreePlace>& places) {
    for (const MailTreePlace& place : places) {
      auto manifest = open_manifest(place.directory);
      if (!manifest) {
        return bytes::pass_on(manifest.error());
      }
      total_ += manifest->size();
    }
    return {};
  }

  Result<void> add_mailbox(const MailTreePlace& place, const ReportMailbox* report) {
    const fs::path directory = place_of(place.directory);
    const std::string url = relative_url(directory.lexically_relative(pages_).string()) + '/';
    auto manifest = open_manifest(place.directory);
    if (!manifest) {
      return bytes::pass_on(manifest.error());
    }
    auto losses = open_losses(place.directory);
    if (!losses) {
      return bytes::pass_on(losses.error());
    }
    list_.begin_mailbox(place.name);
    MailboxLosses lost(place.name, url, report);
    std::vector<std::string> listed;
    while (auto row = next_manifest_row(*manifest)) {
      if (auto done = add_message(*row, directory, url, place.name, lost); !done) {
        return done;
      }
      listed.push_back(std::move(row->path));
      if (options_.tell && !options_.tell(done_ + manifest->done(), total_)) {
        return bytes::fail(ErrorKind::Interrupted, "stopped: there are no pages yet");
      }
    }
    done_ += manifest->size();
    while (*losses) {
      const auto row = next_loss_row(**losses);
      if (!row) {
        break;
      }
      lost.add(*row);
    }
    tell_unread(*manifest, convert::mime::kManifestName, lost);
    if (*losses) {
      tell_unread(**losses, convert::mime::kLossesName, lost);
    }
    outputs_.push_back({.name = place.name, .url = url, .messages = listed.size()});
    if (auto done = compare(directory, std::move(listed), report, lost); !done) {
      return done;
    }
    result_.losses += lost.losses();
    result_.damages += lost.damages();
    result_.incomplete += lost.incomplete();
    losses_html_ += lost.html(sizes());
    return {};
  }

  void tell_unread(const OutputTable& table, std::string_view name, MailboxLosses& lost) {
    if (const auto at = table.read_error()) {
      tell(std::string(name),
           "the disk could not be read from " + bytes::hex_offset(*at) + " on: rows are missing",
           lost);
    }
  }

  /// The manifest, which the pages were made from, with the mail files and the report.
  Result<void> compare(const fs::path& directory, std::vector<std::string> listed,
                       const ReportMailbox* report, MailboxLosses& lost) {
    if (report != nullptr && report->written != listed.size()) {
      tell(std::string(convert::mime::kManifestName),
           "lists " + std::to_string(listed.size()) + ", and the report says " +
               std::to_string(report->written) + " written: one of them is not as it was",
           lost);
    }
    std::ranges::sort(listed);
    auto unlisted = unlisted_mails(directory, listed);
    if (!unlisted) {
      return bytes::pass_on(unlisted.error());
    }
    for (const std::string& path : *unlisted) {
      tell(path, "is not in " + std::string(convert::mime::kManifestName), lost);
    }
    return {};
  }

  void add_unfinished(const std::vector<fs::path>& directories) {
    for (const fs::path& directory : directories) {
      auto text =
          directory.string() + ": a conversion that did not end: what it wrote is not on the pages";
      losses_html_ += "<section><h2>" + isolated(directory.filename().string()) + "</h2>\n<p>" +
                      isolated(text) + "</p></section>\n";
      tell(std::move(text));
    }
  }

  /// By file name: that is what the tables call them.
  [[nodiscard]] SourceSizes sizes() const {
    SourceSizes sizes;
    for (const ReportSource& source :
         report_ != nullptr ? report_->sources : std::vector<ReportSource>()) {
      // Directories have no digest.
      sizes[fs::path(source.path).filename().string()] =
          source.sha256.empty() ? std::nullopt : std::optional(source.size);
    }
    return sizes;
  }

  Result<void> add_message(const ManifestRow& row, const fs::path& directory,
                           const std::string& url, const std::string& mailbox,
                           MailboxLosses& lost) {
    if (list_.size() == kMostListed) {
      return bytes::fail(ErrorKind::LimitExceeded,
                         directory.string() + ": more than " + std::to_string(kMostListed) +
                             " messages, which no browser lists",
                         "make pages of each mailbox by itself");
    }
    const MessagePlace place{
        .number = list_.size(),
        .mail_url = is_mail_of(directory, row.path) ? url + relative_url(row.path) : std::string(),
        .mailbox = mailbox};
    if (!row.missing.empty()) {
      lost.add_incomplete(row, place.number);
    }
    ListedMessage listed{.folder = row.folder,
                         .subject = row.subject,
                         .from = row.from,
                         .date = row.date,
                         .state = row.state};
    auto done = write_files(row, directory, place, listed, lost);
    if (done) {
      statistics_.add(listed.date, listed.from, listed.size);
      list_.add(listed);
      ++result_.messages;
    }
    return done;
  }

  Result<void> write_files(const ManifestRow& row, const fs::path& directory,
                           const MessagePlace& place, ListedMessage& listed, MailboxLosses& lost) {
    auto view = place.mail_url.empty()
                    ? bytes::fail(ErrorKind::NoInput, row.path + ": there is no such file")
                    : bytes::FileView::open(directory / fs::path(row.path));
    if (!view) {
      tell(row.path, view.error().what, lost);
      return write_unread_message(row, view.error().what, place, *tree_);
    }
    const auto content = (*view)->bytes();
    std::vector<std::string> notes;
    const model::Message message =
        mime::to_message(content, 0, {.owner = *view, .place = row.path, .notes = &notes});
    auto written = write_message(message, row, notes, place, *tree_);
    if (!written) {
      return bytes::pass_on(written.error());
    }
    if (const auto at = (*view)->read_error()) {
      tell(row.path, "the disk could not be read from " + bytes::hex_offset(*at) + " on", lost);
    }
    for (const std::string& unread : written->unread) {
      tell(row.path, unread, lost);
    }
    listed.to = std::move(written->recipients);
    listed.attachment_names = std::move(written->attachment_names);
    listed.attachments = written->attachments;
    listed.size = content.size();
    result_.attachments += written->attachments;
    return {};
  }

  void tell(const std::string& where, const std::string& what, MailboxLosses& lost) {
    std::string text = what.starts_with(where) ? what : where + ": " + what;
    lost.add_trouble(text);
    tell(std::move(text));
  }

  void tell(std::string text) {
    ++result_.trouble_count;
    if (result_.troubles.size() < kMostTroubles) {
      result_.troubles.push_back(std::move(text));
    }
  }

  Result<void> write_pages() {
    const std::string head = "<p class=\"books\">" + std::to_string(result_.losses) + " lost, " +
                             std::to_string(result_.incomplete) + " incomplete, " +
                             std::to_string(result_.damages) + " damaged pieces of the store</p>\n";
    const std::array<std::pair<std::string_view, std::string>, 9> files = {
        {{"index.html", std::string(site_file("index.html"))},
         {"losses.html", framed_page(PageKind::Losses, head + losses_html_)},
         {"sources.html",
          framed_page(PageKind::Sources, sources_html(report_, outputs_, result_.notes))},
         {"charts.html", framed_page(PageKind::Charts, statistics_.html())},
         {"data/list.js", list_.script()},
         {"assets/style.css", std::string(site_file("style.css"))},
         {"assets/list.js", std::string(site_file("list.js"))},
         {"assets/message.js", std::string(site_file("message.js"))},
         {"assets/main.js", std::string(site_file("main.js"))}}};
    for (const auto& [path, content] : files) {
      if (auto done = bytes::write_text(*tree_, path, content); !done) {
        return done;
      }
    }
    return {};
  }

  std::unique_ptr<bytes::OutputTree> tree_;
  fs::path pages_;
  const PagesOptions& options_;
  const ReportFile* report_;
  PagesResult result_;
  MessageList list_;
  Statistics statistics_;
  std::string losses_html_;
  std::vector<ShownOutput> outputs_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace

fs::path default_target(const fs::path& output) {
  fs::path target = output.filename().empty() ? output.parent_path() : output;
  if (target.filename() == "." || target.filename() == "..") {
    target = place_of(output);
  }
  target += "-report";
  return target;
}

Result<PagesResult> make_pages(const fs::path& output, const fs::path& target,
                               const PagesOptions& options) {
  if (auto allowed = check_target(output, target, options.report); !allowed) {
    return bytes::pass_on(allowed.error());
  }
  auto trees = find_mail_trees(output);
  if (!trees) {
    return bytes::pass_on(trees.error());
  }
  std::optional<ReportFile> report;
  if (!options.report.empty()) {
    auto read = read_report(options.report);
    if (!read) {
      return bytes::pass_on(read.error());
    }
    report = std::move(*read);
  }
  std::vector<const ReportMailbox*> mailboxes(trees->places.size(), nullptr);
  if (report) {
    auto matched = match_report(*report, options.report, trees->places);
    if (!matched) {
      return bytes::pass_on(matched.error());
    }
    mailboxes = std::move(*matched);
  }
  auto tree = bytes::open_directory_tree(target, options.overwrite, kPagesMark);
  if (!tree) {
    return bytes::pass_on(tree.error());
  }
  return Maker(std::move(*tree), place_of(target), options, report ? &*report : nullptr)
      .run(*trees, mailboxes);
}

}  // namespace convert::pages
