#include "formats/iff/migration_set.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/iff/ascii.h"
#include "formats/iff/directory_row.h"
#include "formats/iff/lost_files.h"
#include "formats/iff/mailbox_register.h"
#include "formats/iff/packing_list.h"
#include "formats/iff/pointer.h"
#include "formats/iff/row_reader.h"
#include "formats/iff/section_header.h"
#include "formats/iff/sniff.h"

namespace iff {

namespace fs = std::filesystem;

constexpr std::uint64_t kLineEnd = 2;

/// Of an entry of the directory that is lost, for the report.
constexpr std::uint64_t kKeptOfEntry = 200;

/// Opens a set, step by step: lists, primary files, sections with their pointers, mailboxes.
class SetOpening {
 public:
  SetOpening(const fs::path& path, text::CodePageNumber charset) : path_(path), charset_(charset) {}

  bytes::Result<MigrationSet> run() {
    std::error_code ignored;
    const bool is_directory = fs::is_directory(path_, ignored);
    auto files = SetFiles::read(is_directory ? path_ : path_.parent_path());
    if (!files) {
      return tl::unexpected(files.error());
    }
    set_.files_ = std::move(*files);
    register_.reserve(std::string(kSetItself));
    is_directory ? add_directory() : add_named();
    for (std::size_t i = 0; i < set_.primaries_.size(); ++i) {
      read_primary(i);
    }
    register_.resolve_entries(set_.remarks_);
    if (uncounted_entries_ != 0) {
      set_.damages_.push_back(std::to_string(uncounted_entries_) +
                              " more entries of the directory, which may be mailboxes");
    }
    set_.mailboxes_ = std::move(register_.mailboxes());
    const auto nobodys = lost_files_.assign(set_.mailboxes_);
    set_.damages_.insert(set_.damages_.begin(), nobodys.begin(), nobodys.end());
    add_set_itself();
    if (set_.mailboxes_.empty()) {
      const std::string why = !set_.damages_.empty()        ? ": " + set_.damages_.front()
                              : !set_.lost_entries_.empty() ? ": " + set_.lost_entries_.front().why
                                                            : "";
      return bytes::fail(bytes::ErrorKind::NotThisFormat,
                         path_.string() +
                             ": no section of messages, address book or mailbox in "
                             "any primary file (.PRI) of the set" +
                             why,
                         "look for the .PRI files that belong to it");
    }
    return std::move(set_);
  }

 private:
  static std::optional<FileSort> sort_of(const SetFile& file) {
    const auto view = bytes::FileView::open(file.path);
    return view ? std::optional(sniff((*view)->bytes())) : std::nullopt;
  }

  static bool has_extension(const SetFile& file, std::string_view extension) {
    return to_lower(file.name).ends_with(extension);
  }

  void add_directory() {
    for (const auto& [key, file] : set_.files_.all()) {
      if (!has_extension(file, ".pkl")) {
        continue;
      }
      const auto sort = sort_of(file);
      if (sort == FileSort::PackingList) {
        add_list(file);
      } else if (sort != FileSort::Primary) {
        set_.damages_.push_back(file.name +
                                " is no packing list: it has no line Filename,Filetype");
      }
    }
    const bool has_list = !set_.members_.empty();
    for (const auto& [key, file] : set_.files_.all()) {
      // Extensions are suggestions; what is called .PRI and has no section is told.
      const bool is_primary = has_extension(file, ".pri") || sort_of(file) == FileSort::Primary;
      if (!is_primary || listed_.contains(key) || has_extension(file, ".sec")) {
        continue;
      }
      if (has_list) {
        set_.remarks_.push_back(file.name + " is in no packing list, and was read");
      }
      add_primary(file, common_page_.value_or(0));
    }
    for (const auto& [key, file] : set_.files_.all()) {
      if (has_extension(file, ".sec")) {
        add_secondary(key, file);
      }
    }
  }

  void add_named() {
    const auto name = path_.filename().string();
    const auto* file = set_.files_.find(name, text::kUtf8);
    if (file == nullptr) {
      return;
    }
    if (sort_of(*file) == FileSort::PackingList) {
      add_list(*file);
    } else {
      add_primary(*file, 0);
    }
  }

  void add_list(const SetFile& list) {
    add_member(list);
    const auto view = bytes::FileView::open(list.path);
    if (!view) {
      set_.damages_.push_back(view.error().what);
      return;
    }
    bytes::DamageLog damage;
    const PackingList read = read_packing_list((*view)->bytes(), damage);
    for (const auto& one : damage.items()) {
      if (one.field != "PKL.CodePage") {
        set_.damages_.push_back(list.name + ": the line at " + bytes::hex_offset(one.offset) +
                                " names no kind of file");
      }
    }
    tell_uncounted(list, damage);
    common_page_ = !common_page_ || *common_page_ == read.code_page
                       ? std::optional(read.code_page)
                       : std::optional<text::CodePageNumber>(0);
    for (const ListedFile& one : read.files) {
      add_listed(list, read, one);
    }
  }

  /// What a log counts and does not keep.
  void tell_uncounted(const SetFile& file, const bytes::DamageLog& damage) {
    if (damage.total() > damage.items().size()) {
      set_.damages_.push_back(file.name + ": " +
                              std::to_string(damage.total() - damage.items().size()) +
                              " more lines like these");
    }
  }

  void add_listed(const SetFile& list, const PackingList& read, const ListedFile& one) {
    const auto* file = set_.files_.find(one.name, read.code_page);
    if (file == nullptr) {
      const std::string name = text::decode(one.name, text::kWindows1252).utf8;
      lose_file(one.kind, name,
                list.name + " line " + std::to_string(one.line) + ": " + name +
                    " is not beside it: what it held is missing");
      return;
    }
    const std::string& key = file->key;
    if (!listed_.insert(key).second) {
      return;  // named twice
    }
    one.kind == FileKind::Primary ? add_primary(*file, read.code_page) : add_secondary(key, *file);
  }

  void lose_file(FileKind kind, const std::string& name, const std::string& why) {
    kind == FileKind::Primary ? lost_files_.add({.name = name, .why = why})
                              : set_.damages_.push_back(why);
  }

  void add_secondary(const std::string& key, const SetFile& file) {
    if (set_.pointers_.try_emplace(key).second) {
      add_member(file);
    }
  }

  void add_member(const SetFile& file) {
    set_.members_.push_back(file.path);
    if (SetFiles::is_twin(file)) {
      set_.remarks_.push_back(file.name +
                              ": its name differs from another's in case only: it is meant where "
                              "its name is spelled alike");
    }
  }

  void add_primary(const SetFile& file, text::CodePageNumber page) {
    PrimaryFile primary{.file = file, .code_page = page, .sections = {}};
    add_member(file);
    if (charset_ != 0) {
      primary.code_page = charset_;
    } else if (text::find_code_page(page) == nullptr) {
      primary.code_page = text::kWindows1252;
      set_.remarks_.push_back(file.name + ": " +
                              (page == 0 ? std::string("no packing list tells its code page")
                                         : "its packing list tells code page " +
                                               std::to_string(page) + ", which is not known") +
                              ": read as 1252 (--charset)");
    } else if (page == text::kUtf8 || page == text::kUtf16) {
      set_.remarks_.push_back(file.name + ": code page " + std::to_string(page) +
                              ", which no program of Microsoft's wrote");
    }
    set_.primaries_.push_back(std::move(primary));
  }

  void read_primary(std::size_t index) {
    PrimaryFile& primary = set_.primaries_[index];
    const auto view = bytes::FileView::open(primary.file.path);
    if (!view) {
      lose_file(FileKind::Primary, primary.file.name, view.error().what);
      return;
    }
    bytes::DamageLog damage;
    primary.sections = read_sections((*view)->bytes(), primary.code_page, damage);
    if (primary.sections.empty()) {
      lose_file(FileKind::Primary, primary.file.name,
                primary.file.name + ": no section in it: nothing of it is read");
    } else {
      for (const auto& one : damage.items()) {
        set_.damages_.push_back(primary.file.name + ": a line at " + bytes::hex_offset(one.offset) +
                                "+" + std::to_string(one.length) +
                                " that stands before every section");
      }
      tell_uncounted(primary.file, damage);
    }
    for (std::size_t i = 0; i < primary.sections.size(); ++i) {
      read_section((*view)->bytes(), primary, {.primary = index, .section = i});
    }
    if (const auto error = (*view)->read_error()) {
      set_.damages_.push_back(primary.file.name + ": the disk could not be read from " +
                              bytes::hex_offset(*error) + " on");
    }
  }

  void read_section(std::span<const std::byte> file, const PrimaryFile& primary,
                    SectionPlace place) {
    const Section& section = primary.sections[place.section];
    RowReader rows(file, section, primary.code_page);
    if (section.kind == SectionKind::Directory) {
      if (!has_usable_header(section)) {
        set_.remarks_.push_back(primary.file.name + " line " + std::to_string(section.at.line) +
                                ": the directory has no usable header: its fields are taken in "
                                "the documented order, addresses by their form");
      }
      while (const auto row = rows.next()) {
        count_entry(file, primary, section, *row);
      }
      return;
    }
    const std::size_t index =
        register_.of_section(text::decode(section.address, primary.code_page).utf8,
                             section.is_public, fs::path(primary.file.name).stem().string());
    SetMailbox& mailbox = register_.mailboxes()[index];
    mailbox.sections.push_back(place);
    mailbox.size += section.rows_end - section.at.offset;
    // Only what is followed is named: the rest is told as unclaimed.
    const std::vector<std::size_t> followed = followed_places(section);
    while (const auto row = rows.next()) {
      if (row->state == RowState::Lost) {
        continue;
      }
      for (const std::size_t column : followed) {
        const auto pointer =
            column < row->fields.size() ? read_pointer(row->fields[column]) : std::nullopt;
        if (pointer) {
          note_pointer(*pointer, primary, mailbox);
        }
      }
    }
  }

  void note_pointer(const Pointer& pointer, const PrimaryFile& primary, SetMailbox& mailbox) {
    if (pointer.file != last_name_) {
      last_name_ = pointer.file;
      last_key_ = set_.key_of(pointer.file, primary.code_page);
    }
    const std::string& key = last_key_;
    if (key.empty()) {
      return;  // whoever reads the row tells it
    }
    const SetFile& file = set_.files_.all().at(key);
    add_secondary(key, file);
    set_.pointers_[key].push_back(pointer.offset);
    if (owned_.insert(key).second) {
      mailbox.secondaries.push_back(key);
      mailbox.size += file.size;
    }
  }

  void count_entry(std::span<const std::byte> file, const PrimaryFile& primary,
                   const Section& section, const Row& row) {
    if (row.state == RowState::Lost) {
      lose_entry(primary, row, "no one reading of its quotes fits: ", row.raw);
      return;
    }
    const std::string where = primary.file.name + " line " + std::to_string(row.at.line);
    const DirectoryRow entry = to_directory_row(section, row, primary.code_page);
    for (const std::string& remark : entry.remarks) {
      set_.remarks_.push_back(where + ": " + remark);
    }
    const std::string kind = class_of(entry);
    auto& count = set_.directory_;
    ++(kind == "mailbox"  ? count.mailboxes
       : kind == "remote" ? count.remotes
       : kind == "dl"     ? count.lists
                          : count.others);
    if (kind == "mailbox") {
      register_.add_entry(where, entry);
    } else if (kind != "remote" && kind != "dl") {
      lose_entry(
          primary, row, "its Obj-class is neither mailbox, remote nor dl: ",
          trim(bytes::as_text(file).substr(row.at.offset, std::min(row.length, kKeptOfEntry))));
    }
  }

  /// Q194218: a mailbox without mail is known by its entry alone.
  void lose_entry(const PrimaryFile& primary, const Row& row, const char* why,
                  std::string_view raw) {
    if (set_.lost_entries_.size() == kMostLostEntries) {
      ++uncounted_entries_;
      return;
    }
    set_.lost_entries_.push_back({.file = primary.file.name,
                                  .at = row.at,
                                  .length = row.length,
                                  .why = "an entry of the directory, which may be a mailbox: " +
                                         (why + text::decode(raw, primary.code_page).utf8)});
  }

  /// What an empty mailbox has.
  static bool is_header_alone(const SetFile& file) {
    return file.size <= kSecondaryHeader.size() + kLineEnd &&
           (file.size == 0 || sort_of(file) == FileSort::Secondary);
  }

  /// What is wrong with no mailbox's files, and secondary files that no row names.
  void add_set_itself() {
    SetMailbox itself;
    itself.name = kSetItself;
    itself.display = kSetItself;
    for (const auto& [key, offsets] : set_.pointers_) {
      const SetFile& file = set_.files_.all().at(key);
      if (!owned_.contains(key) && !is_header_alone(file)) {
        const auto owner = lost_files_.owner_of(file);
        SetMailbox& whose = owner ? set_.mailboxes_[*owner] : itself;
        whose.secondaries.push_back(key);
        whose.size += file.size;
      }
    }
    const bool has_mailboxes = !set_.mailboxes_.empty();
    const bool has_damage = !set_.damages_.empty() || !set_.lost_entries_.empty();
    if ((has_mailboxes && has_damage) || !itself.secondaries.empty()) {
      set_.mailboxes_.push_back(std::move(itself));
    }
  }

  const fs::path& path_;
  text::CodePageNumber charset_;
  MigrationSet set_;
  std::set<std::string> listed_;
  std::optional<text::CodePageNumber> common_page_;  // of all lists; 0: they differ
  std::set<std::string> owned_;                      // secondary files that rows name
  MailboxRegister register_;
  LostFiles lost_files_;
  std::uint64_t uncounted_entries_ = 0;  // lost ones that are not kept
  std::string last_name_;                // of a pointer's file, and its key
  std::string last_key_;
};

bytes::Result<MigrationSet> MigrationSet::open(const fs::path& path, text::CodePageNumber charset) {
  return SetOpening(path, charset).run();
}

std::string MigrationSet::key_of(std::string_view name, text::CodePageNumber page) const {
  const SetFile* file = files_.find(name, page);
  return file == nullptr ? std::string() : file->key;
}

const SetFile* MigrationSet::secondary(const std::string& key) const {
  const auto found = files_.all().find(key);
  return found == files_.all().end() ? nullptr : &found->second;
}

const std::vector<std::uint64_t>& MigrationSet::pointers(const std::string& key) const {
  static const std::vector<std::uint64_t> kNone;
  const auto found = pointers_.find(key);
  return found == pointers_.end() ? kNone : found->second;
}

}  // namespace iff
