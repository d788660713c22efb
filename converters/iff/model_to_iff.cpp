#include "converters/iff/model_to_iff.h"

#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "converters/iff/code_page_choice.h"
#include "converters/iff/comparing_sink.h"
#include "converters/iff/entry.h"
#include "converters/iff/folder_names.h"
#include "converters/iff/iff_to_model.h"
#include "converters/iff/letter.h"
#include "converters/iff/letter_digest.h"
#include "converters/iff/letter_text.h"
#include "converters/iff/set_writer.h"
#include "converters/model/forwarding_sink.h"
#include "formats/bytes/system_error.h"
#include "formats/iff/columns.h"
#include "formats/iff/migration_set.h"
#include "formats/text/utf8.h"

namespace convert::iff {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;
using model::Delivered;
using model::Disposition;
using model::Result;

Delivered failed(std::string why) {
  return {.disposition = Disposition::Failed, .why = std::move(why), .path = {}};
}

/// Reads the mailbox of the set whose list is at `path` into `sink`.
Result<void> read_again(const fs::path& path, model::Sink& sink) {
  const auto set = ::iff::MigrationSet::open(path, 0);
  if (!set) {
    return tl::unexpected(set.error());
  }
  if (!set->damages().empty()) {
    return bytes::fail(ErrorKind::Internal, path.string() + ": " + set->damages().front());
  }
  if (!set->lost_entries().empty()) {
    return bytes::fail(ErrorKind::Internal, path.string() + ": " + set->lost_entries().front().why);
  }
  model::NoMonitor monitor;
  return iff_to_model(*set, path.string(), set->mailboxes().front().name, {}, monitor, sink);
}

class Writer final : public IffSink {
 public:
  Writer(IffOptions options, text::CodePageNumber only_page)
      : options_(std::move(options)), pages_(only_page) {}

  Result<void> store(const model::Store& store) override {
    store_ = store;
    std::string name = line_of(store.display_name);
    if (name.empty()) {
      name = "mailbox";
    }
    plan_ = {.directory = options_.directory,
             .list_name = options_.list_name,
             .stem = options_.stem,
             .code_page = pages_.page(),
             .display = name,
             .address = (name.find('@') == std::string::npos ? "RESTANTE:" : "SMTP:") + name,
             .largest_file = options_.largest_file};
    if (!pages_.accept({name})) {
      plan_.display = "mailbox";
      plan_.address = "RESTANTE:mailbox";
      ++remarks_["mailbox has a name that no code page can write: it is called mailbox"];
    }
    plan_.code_page = pages_.page();
    writer_.emplace(plan_);
    return {};
  }

  Result<void> folder(const model::Folder& folder) override {
    names_.add(folder, remarks_);
    if (folder.role != model::FolderRole::Root && folder.role != model::FolderRole::IpmSubtree) {
      empty_folders_.insert(folder.id.value);
    }
    return {};
  }

  Result<void> expect(model::FolderId /*folder*/, std::uint64_t /*more*/) override { return {}; }
  Result<void> loss(const model::Loss& /*loss*/) override { return {}; }
  Result<void> note(const model::Note& /*note*/) override { return {}; }

  Result<Delivered> message(const model::Message& message) override {
    if (message.associated) {
      return Delivered{.disposition = Disposition::Skipped,
                       .why = "hidden items have no place in migration files",
                       .path = {}};
    }
    empty_folders_.erase(message.folder.value);
    return is_entry(message) ? add_entry(message) : add_letter(message);
  }

  Result<void> finish() override {
    tell_remarks();
    digest_.entries = digests_of(writer_->entries());
    if (auto done = writer_->finish(); !done) {
      return done;
    }
    written_ = {.files = writer_->files(), .bytes = writer_->size()};
    return options_.directory.empty() ? Result<void>() : compare();
  }

  [[nodiscard]] const WrittenSet& written() const override { return written_; }
  [[nodiscard]] SetDigest& digest() { return digest_; }

 private:
  Result<Delivered> add_letter(const model::Message& message) {
    if (names_.is_top(message.folder)) {
      ++remarks_["messages lie above all folders: they are written into the Inbox"];
    }
    auto letter = to_letter(message, store_, names_.path(message.folder), remarks_);
    if (!letter) {
      return letter.error().kind == ErrorKind::NoSpace
                 ? Result<Delivered>(tl::unexpected(letter.error()))
                 : failed(letter.error().what);
    }
    if (auto page = take_page(*letter, message); !page) {
      return tl::unexpected(page.error());
    }
    const auto digest = digest_of(*letter);  // reads all content: what fails, fails here
    if (!digest) {
      return failed(digest.error().what);
    }
    if (auto added = writer_->add(*letter); !added) {
      return added.error().kind == ErrorKind::LimitExceeded
                 ? failed(added.error().what)
                 : Result<Delivered>(tl::unexpected(added.error()));
    }
    digest_.letters.push_back(*digest);
    return Delivered{.why = {}, .path = options_.list_name + ": " + letter->folder};
  }

  Result<Delivered> add_entry(const model::Message& message) {
    Entry entry = to_entry(message, remarks_);
    std::vector<Named> fields;
    for (std::size_t i = 0; i < entry.columns.size(); ++i) {
      fields.emplace_back(::iff::kAddressBookColumns.at(i), &entry.columns[i]);
    }
    for (std::string& member : entry.members) {
      fields.emplace_back("a member", &member);
    }
    if (auto page = fit(fields, message); !page) {
      return tl::unexpected(page.error());
    }
    writer_->add(std::move(entry));
    return Delivered{.why = {}, .path = options_.list_name + ": Contacts"};
  }

  /// A body that has no place in the page of the rest is a file in UTF-8.
  Result<void> take_page(Letter& letter, const model::Message& message) {
    std::vector<Named> names = names_of(letter);
    std::vector<std::string_view> texts = views_of(names);
    texts.push_back(letter.text);
    auto page = accept(texts);
    if (page || page.error().kind != ErrorKind::Unsupported) {
      return page;
    }
    if (page = fit(names, message); !page) {
      return page;
    }
    page = accept({letter.text});
    if (page || page.error().kind != ErrorKind::Unsupported) {
      return page;
    }
    letter.files.insert(letter.files.begin(),
                        {.type = ::iff::SectionType::Attachment,
                         .name = "body.txt",
                         .content = bytes::make_blob(std::string_view(letter.text))});
    letter.text.clear();
    ++remarks_
        ["texts have characters that no code page of the set can write: they are files, "
         "body.txt, in UTF-8"];
    return {};
  }

  /// A field, and what people call it.
  using Named = std::pair<std::string_view, std::string*>;

  static std::vector<Named> names_of(Letter& letter) {
    std::vector<Named> names = {
        {"Folder", &letter.folder}, {"Sender", &letter.sender}, {"Subject", &letter.subject}};
    const auto add = [&names](std::string_view name, std::vector<std::string>& people) {
      for (std::string& one : people) {
        names.emplace_back(name, &one);
      }
    };
    add("To", letter.to);
    add("Cc", letter.cc);
    add("Bcc", letter.bcc);
    for (LetterFile& file : letter.files) {
      names.emplace_back("the name of a file", &file.name);
    }
    return names;
  }

  static std::vector<std::string_view> views_of(const std::vector<Named>& names) {
    std::vector<std::string_view> views;
    for (const Named& one : names) {
      views.emplace_back(*one.second);
    }
    return views;
  }

  /// Characters that no page has a place for beside those of the items before are spelled out, and
  /// told as damage of the item.
  Result<void> fit(const std::vector<Named>& names, const model::Message& message) {
    auto page = accept(views_of(names));
    if (page || page.error().kind != ErrorKind::Unsupported) {
      return page;
    }
    std::string where;
    for (const auto& [name, text] : names) {
      std::string spelled = pages_.spelled_out(*text);
      if (spelled != *text) {
        where += (where.empty() ? "" : ", ") + std::string(name) + " (" + spelled + ")";
        *text = std::move(spelled);
      }
    }
    if (options_.tell) {
      constexpr std::size_t kMost = 500;  // a thousand people would say no more
      const bool is_long = where.size() > kMost;
      options_.tell({.where = message.provenance.native_id,
                     .text = "code page " + std::to_string(pages_.page()) +
                             " of the set has no place for characters of its names, which are "
                             "spelled out: " +
                             std::string(text::utf8_front(where, kMost)) + (is_long ? " …" : "") +
                             "; convert to a PST or an EML tree to keep them",
                     .damage = true});
    }
    return accept(views_of(names));
  }

  /// Unsupported when no page is left.
  Result<void> accept(const std::vector<std::string_view>& texts) {
    const bool was_bound = pages_.is_bound();
    if (!pages_.accept(texts)) {
      return bytes::fail(ErrorKind::Unsupported,
                         "no code page has a place for its texts and those of the items before");
    }
    if (pages_.page() == plan_.code_page) {
      return {};
    }
    plan_.code_page = pages_.page();
    if (was_bound && !options_.directory.empty()) {
      return rewrite();
    }
    writer_->set_code_page(plan_.code_page);  // ASCII is the same in all of them
    return {};
  }

  Result<void> rewrite();
  Result<void> compare();

  void tell_remarks() {
    remarks_["folders are empty: migration files have no place for them"] += empty_folders_.size();
    for (const auto& [what, count] : remarks_) {
      if (count != 0 && options_.tell) {
        options_.tell({.where = options_.list_name, .text = std::to_string(count) + " " + what});
      }
    }
  }

  IffOptions options_;
  CodePageChoice pages_;
  model::Store store_;
  SetPlan plan_;
  std::optional<SetWriter> writer_;
  FolderNames names_;
  Remarks remarks_;
  std::set<std::uint32_t> empty_folders_;
  SetDigest digest_;
  WrittenSet written_;
};

/// The set is ended, read, and written anew beside itself.
Result<void> Writer::rewrite() {
  if (auto done = writer_->finish(); !done) {
    return done;
  }
  const fs::path old = options_.directory / "earlier";
  std::error_code error;
  fs::create_directory(old, error);
  for (const std::string& name : writer_->files()) {
    if (!error) {
      fs::rename(options_.directory / name, old / name, error);
    }
  }
  if (error) {
    return tl::unexpected(bytes::output_error(old.string(), "move files to", error.value(), true));
  }
  IffOptions options = options_;
  options.tell = {};
  Writer again(options, plan_.code_page);
  class Body final : public model::ForwardingSink {
   public:
    explicit Body(Writer& writer) : ForwardingSink(writer) {}
    Result<Delivered> message(const model::Message& message) override {
      if (is_entry(message)) {
        return Delivered{};  // they are still in memory
      }
      auto delivered = next().message(message);
      if (delivered && delivered->disposition != Disposition::Written) {
        return bytes::fail(ErrorKind::Internal,
                           "an item cannot be written again: " + delivered->why);
      }
      return delivered;
    }
    Result<void> finish() override { return {}; }
  } body(again);
  if (auto done = read_again(old / options_.list_name, body); !done) {
    return done;
  }
  for (const Entry& entry : writer_->entries()) {
    again.writer_->add(entry);
  }
  if (again.digest().letters != digest_.letters) {
    return bytes::fail(ErrorKind::Internal, "items changed when their code page did");
  }
  writer_ = std::move(again.writer_);
  fs::remove_all(old, error);
  return {};
}

/// FORMAT.md 8: success is what can be read again, and is the same.
Result<void> Writer::compare() {
  ComparingSink read;
  if (auto done = read_again(options_.directory / options_.list_name, read); !done) {
    return done;
  }
  const bool is_same = read.digest() == digest_;
  if (!is_same || !read.fault().empty()) {
    return bytes::fail(ErrorKind::Internal,
                       options_.list_name + ": what was written reads otherwise" +
                           (read.fault().empty() ? std::string() : ": " + read.fault()));
  }
  return {};
}

}  // namespace

std::unique_ptr<IffSink> open_iff_sink(const IffOptions& options) {
  return std::make_unique<Writer>(options, 0);
}

}  // namespace convert::iff
