#include "converters/wgpo/wgpo_to_model.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "converters/mmf/mmf_to_model.h"
#include "converters/wgpo/attachment.h"
#include "converters/wgpo/letter.h"
#include "converters/wgpo/mailbox_sink.h"
#include "converters/wgpo/shared_content.h"
#include "converters/wgpo/text_parts.h"
#include "formats/bytes/damage_text.h"
#include "formats/bytes/file_view.h"
#include "formats/text/code_page.h"
#include "formats/wgpo/mailbag.h"
#include "formats/wgpo/post_office.h"

namespace convert::wgpo {
namespace {

using model::FolderRole;
using model::Result;
using ::wgpo::MailbagRecord;
using ::wgpo::MailboxPlace;
using ::wgpo::PostOffice;
using ::wgpo::Presence;

/// What becomes of one record.
struct Plan {
  MailbagRecord record;
  const ::wgpo::TreeFile* letter = nullptr;
  Presence presence = Presence::Unknown;
};

class Delivery {
 public:
  Delivery(const std::filesystem::path& root, const PostOffice& office, const MailboxPlace& place,
           const model::ReadOptions& options, model::ReadMonitor& monitor, model::Sink& sink)
      : office_(office),
        place_(place),
        options_(options),
        monitor_(monitor),
        context_{.office = office,
                 .code_page = options.charset != 0 ? options.charset : kPostOfficePage,
                 .impression = &impression_},
        sink_(sink, to_store(root)) {}

  Result<void> run() {
    if (auto done = read_store(); !done) {
      return done;
    }
    if (auto done = sink_.begin(); !done) {
      return done;
    }
    if (auto done = tell_key(); !done) {
      return done;
    }
    if (auto done = tell_unreadable(); !done) {
      return done;
    }
    if (auto done = place_.mailbag != nullptr ? read_mailbag() : Result<void>(); !done) {
      return done;
    }
    if (place_.name == ::wgpo::kUnreferenced) {
      if (auto done = deliver_unreferenced(office_, context_, monitor_, sink_); !done) {
        return done;
      }
    }
    if (place_.name == ::wgpo::kPostOfficeItself) {
      for (const std::string& damage : office_.damages()) {
        if (auto done = note(damage, true); !done) {
          return done;
        }
      }
      if (auto done = deliver_shared(office_, context_, monitor_, sink_); !done) {
        return done;
      }
    }
    if (const std::string doubt = impression_.doubt(context_.code_page); !doubt.empty()) {
      if (auto done = note(doubt, false, true); !done) {
        return done;
      }
    }
    return sink_.close();
  }

 private:
  [[nodiscard]] model::Store to_store(const std::filesystem::path& root) const {
    model::Store store;
    store.source = (root / place_.name).string();
    store.format = "WGPO";
    store.display_name = text::decode(place_.name, context_.code_page).utf8;
    if (!options_.post_office.empty() && !place_.user.empty()) {
      store.legacy_address = "MS:" + options_.post_office + '/' + store.display_name;
    }
    store.code_page = context_.code_page;
    for (const auto* file : {place_.mailbag, place_.key}) {
      store.size += file == nullptr ? 0 : file->size;
    }
    return store;
  }

  Result<void> note(std::string text, bool damage = false, bool warning = false) {
    return sink_.note(
        {.where = place_.name, .text = std::move(text), .damage = damage, .warning = warning});
  }

  /// The user's message store. One that cannot be read costs itself, not the letters.
  Result<void> read_store() {
    if (place_.store == nullptr) {
      const auto& unreadable = office_.tree().unreadable();
      const bool is_user =
          !place_.user.empty() && std::ranges::find(unreadable, "MMF") == unreadable.end();
      if (auto done = sink_.begin(); !done) {
        return done;
      }
      return is_user ? note(
                           "the message file is not here, probably on the user's PC: only what "
                           "lies in the mailbag is converted",
                           false, true)
                     : Result<void>();
    }
    const auto read = mmf::mmf_to_model(place_.store->path, options_, monitor_, sink_);
    if (read || sink_.has_begun()) {
      return read;  // an error behind the store's opening is the target's, or ends it
    }
    if (auto done = sink_.begin(); !done) {
      return done;
    }
    return sink_.loss({.kind = model::LossKind::Structure,
                       .folder = std::nullopt,
                       .source = place_.store->name,
                       .native_id = place_.store->name,
                       .offset = std::nullopt,
                       .length = std::nullopt,
                       .why = read.error().what});
  }

  /// What this mailbox may lack because something of the tree could not be read.
  Result<void> tell_unreadable() {
    for (const std::string& name : office_.tree().unreadable()) {
      const bool is_everybodys = name == "MBG" || name == "KEY" || name == "MMF" ||
                                 name.starts_with("MAI") || name.starts_with("ATT");
      if (!is_everybodys) {
        continue;
      }
      if (auto done = note(name + " could not be read: what is in it is missing here", true);
          !done) {
        return done;
      }
    }
    if (place_.mailbag == nullptr && !place_.user.empty()) {
      return note("the mailbag of the user, " + place_.hexid + ".MBG, is not in the post office",
                  true);
    }
    return {};
  }

  Result<void> tell_key() {
    switch (office_.key_source()) {
      case ::wgpo::KeySource::Known:
        return {};
      case ::wgpo::KeySource::Recovered:
        return note("the letters are enciphered with another key, which was recovered from them");
      case ::wgpo::KeySource::None:
        break;
    }
    const bool has_letters = place_.mailbag != nullptr && place_.mailbag->size > 0;
    return has_letters
               ? note("cipher unknown: no letter shows by which key it was enciphered", true)
               : Result<void>();
  }

  Result<void> tell(const bytes::DamageLog& damage, const std::string& file) {
    for (const std::string& line : bytes::lines_of(damage)) {
      if (auto done = note(file + ": " + line, true); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> read_mailbag() {
    const auto view = bytes::FileView::open(place_.mailbag->path);
    if (!view) {
      return sink_.loss({.kind = model::LossKind::Structure,
                         .folder = std::nullopt,
                         .source = place_.mailbag->name,
                         .native_id = place_.mailbag->name,
                         .offset = std::nullopt,
                         .length = std::nullopt,
                         .why = view.error().what});
    }
    bytes::DamageLog damage;
    const auto records = ::wgpo::read_mailbag((*view)->bytes(), damage);
    if ((*view)->read_error()) {
      if (auto done = note(place_.mailbag->name + ": the disk could not be read", true); !done) {
        return done;
      }
    }
    if (auto done = tell(damage, place_.mailbag->name); !done) {
      return done;
    }
    if (records.size() > ::wgpo::kMostRecords) {
      if (auto done = note("the mailbag has " + std::to_string(records.size()) +
                               " records, of which its bitmap can know " +
                               std::to_string(::wgpo::kMostRecords),
                           true);
          !done) {
        return done;
      }
    }
    return deliver(plan(records));
  }

  std::vector<Plan> plan(const std::vector<MailbagRecord>& records) {
    std::vector<bool> exists;
    for (const MailbagRecord& record : records) {
      exists.push_back(office_.letter(record.letter) != nullptr);
    }
    if (place_.key != nullptr) {
      if (const auto key = bytes::FileView::open(place_.key->path)) {
        reading_ = ::wgpo::read_presence((*key)->bytes(), exists);
      }
    }
    std::vector<Plan> plans;
    for (std::size_t i = 0; i < records.size(); ++i) {
      Plan one{.record = records[i], .letter = office_.letter(records[i].letter)};
      // FORMAT.md 5.2: without an answer, what has its letter is live.
      one.presence = reading_ ? reading_->presence[i] : Presence::Unknown;
      if (one.presence == Presence::Unknown && one.letter != nullptr) {
        one.presence = Presence::Live;
      }
      plans.push_back(std::move(one));
    }
    return plans;
  }

  Result<void> deliver(std::vector<Plan> plans) {
    const auto before = plans.size();
    if (!options_.keep_duplicates) {
      std::erase_if(plans, [this](const Plan& plan) {
        const auto subject = text::decode(plan.record.subject, context_.code_page).utf8;
        return sink_.has_copy_of(plan.record.letter, subject);
      });
    }
    if (plans.size() != before) {
      if (auto done = note(std::to_string(before - plans.size()) +
                           " letters are in the message store, too, and were left out "
                           "(--keep-duplicates)");
          !done) {
        return done;
      }
    }
    if (auto done = tell_reading(plans); !done) {
      return done;
    }
    std::vector<Plan> deleted;
    std::copy_if(plans.begin(), plans.end(), std::back_inserter(deleted), is_deleted);
    std::erase_if(plans, is_deleted);
    const bool is_outbox = place_.hexid == "OUTBOX";
    const auto inbox = sink_.open(is_outbox ? FolderRole::Outbox : FolderRole::Inbox,
                                  is_outbox ? "Outbox" : "Inbox", plans.size());
    if (!inbox) {
      return tl::unexpected(inbox.error());
    }
    if (auto done = deliver_into(*inbox, plans); !done) {
      return done;
    }
    if (deleted.empty() || !options_.deleted) {
      return {};
    }
    const auto recovered = sink_.open(FolderRole::Recovered, "Recovered Items", deleted.size());
    return recovered ? deliver_into(*recovered, deleted) : tl::unexpected(recovered.error());
  }

  /// How the bitmap was read, and which letters stand there more than once.
  Result<void> tell_reading(const std::vector<Plan>& plans) {
    if (reading_) {
      auto done = note("the bitmap of " + place_.key->name + " is read " +
                       (reading_->lowest_first ? "lowest" : "highest") + " bit first, " +
                       (reading_->one_is_live ? "1" : "0") +
                       " for letters that are there: the only reading that agrees with their files "
                       "(inferred)");
      if (!done) {
        return done;
      }
    }
    std::map<std::string_view, std::size_t> count;
    for (const Plan& plan : plans) {
      ++count[plan.record.letter];
    }
    for (const auto& [letter, times] : count) {
      if (times < 2 || letter.empty()) {
        continue;
      }
      if (auto done = note("the letter " + std::string(letter) + " stands in the mailbag " +
                           std::to_string(times) + " times");
          !done) {
        return done;
      }
    }
    return {};
  }

  static bool is_deleted(const Plan& plan) { return plan.presence == Presence::Deleted; }

  Result<void> deliver_into(model::FolderId folder, const std::vector<Plan>& plans) {
    for (const Plan& plan : plans) {
      const std::string id =
          place_.mailbag->name + " record " + std::to_string(plan.record.number + 1);
      if (!monitor_.enter(id)) {
        continue;
      }
      std::vector<std::string> notes;
      model::Message message =
          is_too_often(plan)       ? message_of_record(context_, *place_.mailbag, plan.record)
          : plan.letter != nullptr ? to_message(context_, *plan.letter, &plan.record, notes)
                                   : message_of_record(context_, *place_.mailbag, plan.record);
      message.folder = folder;
      if (plan.letter != nullptr) {
        message.provenance.native_id += " by " + id;
      }
      keep("WgpoRecord", plan.record.raw, message.properties);
      judge(plan, message);
      for (const std::string& text : notes) {
        if (auto done = sink_.note({.where = id, .text = text}); !done) {
          return done;
        }
      }
      if (auto done = sink_.message(message); !done) {
        return tl::unexpected(done.error());
      }
    }
    return {};
  }

  /// FORMAT.md 5: two records of one mailbag never point at the same letter; should they, sixteen
  /// times is enough.
  bool is_too_often(const Plan& plan) {
    constexpr std::size_t kMost = 16;
    return plan.letter != nullptr && ++times_[plan.record.letter] > kMost;
  }

  void judge(const Plan& plan, model::Message& message) {
    auto& provenance = message.provenance;
    if (plan.presence == Presence::Deleted) {
      provenance.state = model::State::Recovered;
    }
    const auto times = times_.find(plan.record.letter);
    if (plan.letter != nullptr && times != times_.end() && times->second > 16) {
      provenance.miss("letter", "the mailbag names it more than sixteen times");
    } else if (plan.letter == nullptr) {
      provenance.miss("letter",
                      plan.record.letter.empty()
                          ? std::string("the record names no letter")
                          : "its file, " + plan.record.letter +
                                ".MAI, is not in the post office: only the header is left");
    }
  }

  const PostOffice& office_;
  const MailboxPlace& place_;
  const model::ReadOptions& options_;
  model::ReadMonitor& monitor_;
  text::PageImpression impression_;
  LetterContext context_;
  MailboxSink sink_;
  std::optional<::wgpo::KeyReading> reading_;
  std::map<std::string, std::size_t> times_;  // letters of this mailbag
};

}  // namespace

Result<void> wgpo_to_model(const PostOffice& office, const std::filesystem::path& root,
                           std::string_view mailbox, const model::ReadOptions& options,
                           model::ReadMonitor& monitor, model::Sink& sink) {
  const auto& all = office.mailboxes();
  const auto place = std::ranges::find(all, mailbox, &MailboxPlace::name);
  if (place == all.end()) {
    return bytes::fail(bytes::ErrorKind::NoInput,
                       root.string() + ": no mailbox called " + std::string(mailbox),
                       "see which there are with mailsniff");
  }
  return Delivery(root, office, *place, options, monitor, sink).run();
}

}  // namespace convert::wgpo
