#include "converters/iff/iff_to_model.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "converters/iff/address_book.h"
#include "converters/iff/attachment.h"
#include "converters/iff/calendar_items.h"
#include "converters/iff/fields.h"
#include "converters/iff/late_folders.h"
#include "converters/iff/lost_messages.h"
#include "converters/iff/mailbox_plan.h"
#include "converters/iff/message.h"
#include "converters/iff/set_findings.h"
#include "converters/iff/unclaimed.h"
#include "formats/bytes/hex.h"
#include "formats/iff/section_damage.h"
#include "formats/text/code_page.h"
#include "formats/text/page_impression.h"

namespace convert::iff {
namespace {

using ::iff::MigrationSet;
using ::iff::Row;
using ::iff::SectionKind;
using ::iff::SetMailbox;
using model::Result;

constexpr std::string_view kNoReading = "no one reading of its quotes and commas makes a row";

class Delivery {
 public:
  Delivery(const MigrationSet& set, const SetMailbox& mailbox, const std::string& source,
           const model::ReadOptions& options, model::ReadMonitor& monitor, model::Sink& sink)
      : set_(set),
        mailbox_(mailbox),
        source_(source),
        options_(options),
        monitor_(monitor),
        sink_(sink),
        files_(set),
        plan_(plan_mailbox(set, mailbox, files_)),
        late_folders_(plan_.folders, sink) {}

  Result<void> run() {
    if (auto done = open(); !done) {
      return done;
    }
    for (std::size_t i = 0; i < mailbox_.sections.size(); ++i) {
      if (auto done = deliver_section(i); !done) {
        return done;
      }
    }
    for (const std::string& key : mailbox_.secondaries) {
      if (auto done = tell_unclaimed(key); !done) {
        return done;
      }
    }
    if (auto done = lost_.tell_files(mailbox_, sink_); !done) {
      return done;
    }
    if (auto done = tell_summary(); !done) {
      return done;
    }
    return sink_.finish();
  }

 private:
  Result<void> note(std::string where, std::string text, bool damage = false,
                    bool warning = false) {
    return sink_.note(
        {.where = std::move(where), .text = std::move(text), .damage = damage, .warning = warning});
  }

  Result<void> open() {
    model::Store store;
    store.source = source_;
    store.format = "Migration Wizard files";
    store.display_name = mailbox_.display;
    store.legacy_address = mailbox_.is_public ? "" : mailbox_.address;
    const auto& primaries = set_.primaries();
    const std::size_t own = mailbox_.sections.empty() ? 0 : mailbox_.sections.front().primary;
    store.code_page = primaries.empty() ? text::kWindows1252 : primaries[own].code_page;
    code_page_ = store.code_page;
    store.size = mailbox_.size;
    if (auto done = sink_.store(store); !done) {
      return done;
    }
    for (const model::Folder& folder : plan_.folders.folders()) {
      if (auto done = sink_.folder(folder); !done) {
        return done;
      }
    }
    auto told = tell_findings(set_, mailbox_, options_.orphans, sink_);
    return told ? tell_plan() : told;
  }

  Result<void> tell_plan() {
    for (const std::string& remark : plan_.notes) {
      if (auto done = note(mailbox_.name, remark); !done) {
        return done;
      }
    }
    for (const std::string& damage : plan_.damages) {
      if (auto done = note(mailbox_.name, damage, true); !done) {
        return done;
      }
    }
    for (const std::string& why : plan_.losses) {
      auto done = sink_.loss({.kind = model::LossKind::Structure,
                              .folder = std::nullopt,
                              .source = mailbox_.name,
                              .native_id = mailbox_.address,
                              .offset = std::nullopt,
                              .length = std::nullopt,
                              .why = why});
      if (!done) {
        return done;
      }
    }
    return {};
  }

  Result<void> deliver_section(std::size_t index) {
    const auto open = OpenSection::open(set_, mailbox_.sections[index]);
    if (!open) {
      return {};  // told already
    }
    const SectionContext context = open->context(set_, files_);
    auto rows = open->rows();
    while (const auto row = rows.next()) {
      auto done = open->section().kind == SectionKind::AddressBook
                      ? deliver_entry(context, *row, plan_.entries[index])
                      : deliver_message(context, *row);
      if (!done) {
        return done;
      }
      read_ += row->length;
      monitor_.progress(std::min(read_, mailbox_.size));
    }
    const auto error = open->view().read_error();
    return error ? note(open->primary().file.name,
                        "the disk could not be read from " + bytes::hex_offset(*error) +
                            " on: what lies there is zeros",
                        true)
                 : Result<void>();
  }

  Result<void> deliver_message(const SectionContext& context, const Row& row) {
    const std::string path = folder_of(context, row);
    const auto folder = plan_.folders.find(path);
    if (!monitor_.enter(place_of(context.primary, row.at))) {
      return {};
    }
    if (!folder) {
      return lose_unplanned(context, row);
    }
    if (row.state == ::iff::RowState::Lost) {
      lost_.count_row();
      return lose(context, row, *folder, kNoReading);
    }
    ConvertedRow converted = to_message(context, row);
    converted.message.folder = *folder;
    if (!plan_.folders.has(path)) {
      converted.message.provenance.miss(
          "folder", "its mailbox has " + std::to_string(kMostFolders) +
                        " folders, and no more are made: it lies above its own, " + path);
      keep("IffFolder", path, converted.message.properties);
    }
    if (options_.drafts_unsent && plan_.folders.is_drafts(*folder)) {
      converted.message.unsent = true;
    }
    ++messages_;
    if (converted.is_bodiless) {
      lost_.count_row();
    }
    urgent_ += converted.message.importance == model::Importance::High ? 1U : 0U;
    for (const model::Attachment& attachment : converted.message.attachments) {
      read_ += attachment.content == nullptr ? 0 : attachment.content->size();
    }
    if (auto done = deliver(converted); !done) {
      return done;
    }
    return deliver_calendars(converted, context.primary.code_page);
  }

  /// The message stays where its row puts it, with its files.
  Result<void> deliver_calendars(const ConvertedRow& carrier, std::uint32_t code_page) {
    for (const std::size_t place : carrier.calendars) {
      const auto items = deliver_calendar(
          carrier.message.attachments[place],
          {.carrier = carrier.message.provenance.native_id, .code_page = code_page}, late_folders_,
          monitor_, sink_);
      if (!items) {
        return tl::unexpected(items.error());
      }
      ++calendars_;
      calendar_items_ += *items;
    }
    return {};
  }

  Result<void> deliver_entry(const SectionContext& context, const Row& row,
                             const EntriesByName& entries) {
    if (!monitor_.enter(place_of(context.primary, row.at))) {
      return {};
    }
    const auto folder = plan_.folders.contacts();
    if (!folder) {
      return lose_unplanned(context, row);
    }
    if (row.state == ::iff::RowState::Lost) {
      return lose(context, row, *folder, kNoReading);
    }
    ConvertedRow converted = to_address_book_item(context, row, entries);
    converted.message.folder = *folder;
    return deliver(converted);
  }

  Result<void> deliver(const ConvertedRow& converted) {
    const std::string& where = converted.message.provenance.native_id;
    for (const std::string& text : converted.notes) {
      if (auto done = note(where, text); !done) {
        return done;
      }
    }
    for (const std::string& text : converted.damages) {
      if (auto done = note(where, text, true); !done) {
        return done;
      }
    }
    if (converted.message.bodies.text && converted.message.bodies.text->content != nullptr) {
      impress(*converted.message.bodies.text);
    }
    auto delivered = sink_.message(converted.message);
    return delivered ? Result<void>() : tl::unexpected(delivered.error());
  }

  /// A sample of the text shows whether its code page can be the one that is told.
  void impress(const model::Body& body) {
    constexpr std::size_t kSample = 4096;
    if (body.code_page != code_page_) {
      return;
    }
    std::vector<std::byte> sample(std::min<std::uint64_t>(kSample, body.content->size()));
    auto stream = body.content->open();
    const auto got = stream ? (*stream)->read(sample) : bytes::Result<std::size_t>(0);
    impression_.add(std::span(sample).first(got.value_or(0)));
  }

  /// Q234733: which line of which file, in which folder, of whom, and why.
  Result<void> lose(const SectionContext& context, const Row& row, model::FolderId folder,
                    std::string_view why) {
    return sink_.loss(
        {.kind = model::LossKind::Item,
         .folder = folder,
         .source = context.primary.file.name,
         .native_id = place_of(context.primary, row.at),
         .offset = row.at.offset,
         .length = row.length,
         .why = "of " + (mailbox_.address.empty() ? mailbox_.name : mailbox_.address) + ": " +
                std::string(why) + ": " + text::decode(row.raw, context.primary.code_page).utf8});
  }

  /// The file was another when its rows were counted.
  Result<void> lose_unplanned(const SectionContext& context, const Row& row) {
    const auto inbox = plan_.folders.find("Inbox");
    const model::FolderId folder = inbox.value_or(plan_.folders.top());
    if (auto done = sink_.expect(folder, 1); !done) {
      return done;
    }
    return lose(context, row, folder, "the file changed while it was read");
  }

  Result<void> tell_unclaimed(const std::string& key) {
    const auto opened = files_.open(key, key);
    if (!opened) {
      return note(key, opened.error().what, true);
    }
    const OpenSecondary& file = **opened;
    Result<void> result;
    bytes::DamageLog damage;
    ::iff::find_unclaimed(file.content, damage, [&](const ::iff::Unclaimed& unclaimed) {
      result = options_.orphans && !unclaimed.chain.parts.empty()
                   ? deliver_orphan(file, unclaimed)
                   : sink_.loss(to_loss(file, unclaimed, lost_.judge(unclaimed)));
      return result.has_value();
    });
    if (file.is_restored && result) {
      result = note(file.name,
                    "its lines end in LF, and its lengths and pointers count CR LF: a program for "
                    "texts had it; it was read with the CRs put back, and offsets are those of "
                    "the file with them; look for the file as it was",
                    true);
    }
    const ::iff::DamagePlace place{
        .file = file.name, .size = file.content.file().size(), .pointer = {}};
    for (const std::string& line : ::iff::damage_lines(damage, place)) {
      if (result) {
        result = note(file.name, line, true);
      }
    }
    if (const auto error = file.view->read_error(); error && result) {
      result = note(file.name,
                    "the disk could not be read from " + bytes::hex_offset(*error) +
                        " on: what lies there is zeros",
                    true);
    }
    read_ += file.view->bytes().size();
    monitor_.progress(std::min(read_, mailbox_.size));
    return result;
  }

  Result<void> deliver_orphan(const OpenSecondary& file, const ::iff::Unclaimed& unclaimed) {
    model::Folder folder;
    folder.name = "Lost and Found";
    folder.role = model::FolderRole::LostAndFound;
    folder.container_class = "IPF.Note";
    const auto lost_and_found = late_folders_.make(std::move(folder));
    if (!lost_and_found) {
      return tl::unexpected(lost_and_found.error());
    }
    if (auto done = sink_.expect(*lost_and_found, 1); !done) {
      return done;
    }
    model::Message message = to_orphan(file, unclaimed, code_page_);
    message.folder = *lost_and_found;
    lost_.count_delivered();
    if (auto delivered = sink_.message(message); !delivered) {
      return tl::unexpected(delivered.error());
    }
    return note(message.provenance.native_id,
                "no row names these sections: they are in Lost and Found", true);
  }

  Result<void> tell_summary() {
    if (messages_ > 1 && urgent_ == messages_) {
      auto done = note(mailbox_.name,
                       "every message has priority 1: the extractor for UNIX mail writes it and "
                       "means normal");
      if (!done) {
        return done;
      }
    }
    if (calendars_ != 0) {
      auto done =
          note(mailbox_.name, "messages carry " + std::to_string(calendars_) +
                                  " calendars as files, which stay attached; " +
                                  std::to_string(calendar_items_) + " items were made of them");
      if (!done) {
        return done;
      }
    }
    const std::string doubt = impression_.doubt(code_page_);
    return doubt.empty() ? Result<void>() : note(mailbox_.name, doubt, false, true);
  }

  const MigrationSet& set_;
  const SetMailbox& mailbox_;
  const std::string& source_;
  const model::ReadOptions& options_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
  SecondaryFiles files_;
  MailboxPlan plan_;
  text::PageImpression impression_;
  std::uint32_t code_page_ = text::kWindows1252;
  LateFolders late_folders_;
  LostMessages lost_;
  std::uint64_t read_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t urgent_ = 0;
  std::uint64_t calendars_ = 0;
  std::uint64_t calendar_items_ = 0;
};

}  // namespace

Result<void> iff_to_model(const MigrationSet& set, const std::string& source,
                          std::string_view mailbox, const model::ReadOptions& options,
                          model::ReadMonitor& monitor, model::Sink& sink) {
  const auto& all = set.mailboxes();
  const auto found = std::ranges::find(all, mailbox, &SetMailbox::name);
  if (found == all.end()) {
    return bytes::fail(bytes::ErrorKind::NoInput,
                       source + ": no mailbox called " + std::string(mailbox),
                       "see which there are with mailsniff");
  }
  return Delivery(set, *found, source, options, monitor, sink).run();
}

}  // namespace convert::iff
