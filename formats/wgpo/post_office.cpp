#include "formats/wgpo/post_office.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/wgpo/disk.h"
#include "formats/wgpo/folder_file.h"
#include "formats/wgpo/mailbag.h"

namespace wgpo {
namespace {

namespace fs = std::filesystem;

/// A file's bytes, or none: what cannot be read is told where it is converted.
class Content {
 public:
  explicit Content(const TreeFile* file) {
    if (file != nullptr) {
      if (auto view = bytes::FileView::open(file->path)) {
        view_ = *view;
      }
    }
  }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    return view_ == nullptr ? std::span<const std::byte>() : view_->bytes();
  }

 private:
  std::shared_ptr<const bytes::FileView> view_;
};

/// "MAI/MA2/00000062.MAI" is a letter: kind "MAI", directory "MA".
bool is_hashed(const TreeFile& file, std::string_view directory, std::string_view extension) {
  return file.name.starts_with(directory) && file.name.ends_with(extension) &&
         is_hexid(stem_of(file));
}

std::uint32_t number_of_id(std::string_view hexid) {
  constexpr int kHex = 16;
  return static_cast<std::uint32_t>(std::stoul(std::string(hexid), nullptr, kHex));
}

constexpr std::size_t kHexDigits = 8;

/// Eight digits at the begin of a string, with nothing but its end, a NUL or a blank behind them.
std::string leading_hexid(std::string_view text) {
  const std::string digits = to_upper(text.substr(0, std::min(kHexDigits, text.size())));
  const bool ends =
      text.size() <= kHexDigits || text[kHexDigits] == '\0' || text[kHexDigits] == ' ';
  return is_hexid(digits) && ends ? digits : std::string();
}

/// Where a string holds the digits of a file that `exists`.
template <class Exists>
std::optional<std::size_t> find_hexid(std::string_view text, Exists exists) {
  for (std::size_t at = 0; at + kHexDigits <= text.size(); ++at) {
    const std::string digits = to_upper(text.substr(at, kHexDigits));
    const bool goes_on = at + kHexDigits < text.size() &&
                         std::isxdigit(static_cast<unsigned char>(text[at + kHexDigits])) != 0;
    if (is_hexid(digits) && !goes_on && exists(digits)) {
      return at;
    }
  }
  return std::nullopt;
}

/// What stands beside digits: blanks, NULs and the extension of the file itself are no name.
std::string printable_name(std::string_view text) {
  if (to_upper(text.substr(0, std::min<std::size_t>(4, text.size()))) == ".ATT") {
    text.remove_prefix(4);
  }
  const std::size_t begin = text.find_first_not_of(std::string_view("\0 ", 2));
  if (begin == std::string_view::npos) {
    return {};
  }
  text.remove_prefix(begin);
  return std::string(text.substr(0, text.find('\0')));
}

}  // namespace

bytes::Result<PostOffice> PostOffice::open(const fs::path& root) {
  const TreeKind kind = sniff_tree(root);
  auto tree = Tree::open(root);
  if (!tree) {
    return tl::unexpected(tree.error());
  }
  if (kind == TreeKind::None) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       root.string() +
                           ": no post office: no GLB/MASTER.GLB and GLB/ACCESS2.GLB, no "
                           "mailbags, no letters",
                       "name the directory that holds GLB, MBG and MAI");
  }
  PostOffice office(std::move(*tree));
  office.kind_ = kind;
  if (kind == TreeKind::Damaged) {
    office.remarks_.emplace_back(
        "GLB/MASTER.GLB or GLB/ACCESS2.GLB is missing: a part of a post office, read by the names "
        "of its files");
  }
  office.index_files();
  office.check_sizes();
  office.find_mailboxes();
  office.find_key();
  office.read_lists();
  office.find_unreferenced();
  return office;
}

const TreeFile* PostOffice::letter(std::string_view hexid) const {
  const auto found = letters_.find(hexid);
  return found == letters_.end() ? nullptr : found->second;
}

const TreeFile* PostOffice::attachment(std::string_view hexid) const {
  const auto found = attachments_.find(hexid);
  return found == attachments_.end() ? nullptr : found->second;
}

bool PostOffice::is_misplaced(const TreeFile& file) {
  const std::size_t slash = file.name.rfind('/');
  const std::string stem = stem_of(file);
  return slash == std::string::npos || slash == 0 || stem.empty() ||
         file.name[slash - 1] != stem.back();
}

void PostOffice::index_files() {
  for (const auto& [name, file] : tree_.files()) {
    const bool is_letter = is_hashed(file, "MAI/", ".MAI");
    const bool is_attachment = is_hashed(file, "ATT/", ".ATT");
    if (!is_letter && !is_attachment) {
      continue;
    }
    Index& index = is_letter ? letters_ : attachments_;
    const auto [place, added] = index.emplace(stem_of(file), &file);
    if (!added) {
      // Twice: the one in its own directory counts.
      remarks_.push_back(name + ": there is another file of this name in " + place->second->name);
      if (is_misplaced(*place->second)) {
        place->second = &file;
      }
    }
    if (is_misplaced(file)) {
      remarks_.push_back(name + ": lies in another directory than its last digit says");
    }
  }
}

void PostOffice::check_sizes() {
  for (const std::string& name : tree_.unreadable()) {
    const bool has_reason = name.ends_with(')');
    damages_.push_back(name + (has_reason ? ": left out" : ": cannot be read"));
  }
  for (const auto& [name, file] : tree_.files()) {
    const bool is_shared =
        name.starts_with("GLB/") || name.starts_with("NME/") || name.starts_with("GRP/");
    if (is_shared) {
      if (const auto view = bytes::FileView::open(file.path); !view) {
        damages_.push_back(name + ": cannot be read: " + view.error().what);
      }
    }
  }
  for (const auto& [name, file] : tree_.files()) {
    const SizeRule* rule = size_rule(name);
    if (rule == nullptr) {
      continue;
    }
    const bool fits = file.size >= rule->head &&
                      (rule->record == 0 ? file.size == rule->head
                                         : (file.size - rule->head) % rule->record == 0);
    if (!fits && name.starts_with("MBG/")) {
      continue;  // told of its mailbox
    }
    if (!fits) {
      const std::string records =
          rule->record == 0 ? std::string() : " + n × " + std::to_string(rule->record);
      damages_.push_back(name + ": its size, " + std::to_string(file.size) + ", is not " +
                         std::to_string(rule->head) + records +
                         ": what is no whole record is left out");
    }
    constexpr std::uint64_t kLargestGroup = 2000;  // FORMAT.md 3 (Q126592)
    if (name.ends_with(".MEM") && file.size > kLargestGroup) {
      remarks_.push_back(name + ": more than 500 members, which Microsoft Mail does not allow");
    }
  }
  const auto count = [this](std::string_view name, std::uint64_t size) {
    const TreeFile* file = tree_.find(name);
    return file == nullptr ? std::uint64_t{0} : file->size / size;
  };
  const auto first = count("GLB/ACCESS.GLB", disk::kAccessSize);
  const auto second = count("GLB/ACCESS2.GLB", disk::kAccess2Size);
  const auto third = count("GLB/ACCESS3.GLB", disk::kAccess3Size);
  if (kind_ == TreeKind::PostOffice && (first != second || second != third)) {
    damages_.push_back("ACCESS.GLB, ACCESS2.GLB and ACCESS3.GLB have " + std::to_string(first) +
                       ", " + std::to_string(second) + " and " + std::to_string(third) +
                       " records: every mailbag is converted, names where they are known");
  }
}

void PostOffice::find_mailboxes() {
  std::map<std::string, MailboxPlace> by_hexid;
  for (const auto& [directory, extension] :
       {std::pair("MBG", ".MBG"), std::pair("KEY", ".KEY"), std::pair("MMF", ".MMF")}) {
    for (const TreeFile* file : tree_.in(directory, extension)) {
      MailboxPlace& place = by_hexid[stem_of(*file)];
      place.hexid = stem_of(*file);
      (directory[1] == 'B' ? place.mailbag : directory[0] == 'K' ? place.key : place.store) = file;
    }
  }
  std::vector<std::string> mailbags;
  for (const auto& [hexid, place] : by_hexid) {
    mailbags.push_back(hexid);
  }
  const Content access(tree_.find("GLB/ACCESS2.GLB"));
  const Users users = read_users(access.bytes(), mailbags);
  if (!users.is_known && !access.bytes().empty()) {
    remarks_.emplace_back(
        "GLB/ACCESS2.GLB: no place in its records names mailbags: mailboxes are called by their "
        "files");
  }
  if (users.odd_records > 0) {
    remarks_.push_back(
        "GLB/ACCESS2.GLB: " + std::to_string(users.odd_records) +
        " records name no mailbag where the others do (deleted users look like that, "
        "too)");
  }
  for (const User& user : users.users) {
    const auto found = by_hexid.find(user.hexid);
    if (found == by_hexid.end()) {
      by_hexid[user.hexid] = {.name = {}, .hexid = user.hexid, .user = user.name};
      remarks_.push_back("user " + user.hexid + " has neither mailbag nor store here");
    } else if (found->second.user.empty()) {
      found->second.user = user.name;
    }
  }
  std::set<std::string> taken;
  for (auto& [hexid, place] : by_hexid) {  // by their mailbags
    if (place.mailbag == nullptr && place.key != nullptr && place.store == nullptr) {
      remarks_.push_back(place.key->name + ": its mailbag, " + hexid + ".MBG, is missing");
    }
    const std::string wanted = place.user.empty() ? hexid : place.user;
    place.name = taken.insert(to_upper(wanted)).second ? wanted : wanted + "-" + hexid;
    taken.insert(to_upper(place.name));
    mailboxes_.push_back(std::move(place));
  }
}

namespace {

/// Asks one letter after the other for the key.
class KeySearch {
 public:
  /// True: the known key fits, and no more need be asked.
  bool ask(std::span<const std::byte> file) {
    ++asked_;
    bytes::DamageLog ignored;
    auto letter = read_letter(file, ignored);
    if (!letter) {
      return false;
    }
    if (is_key_of(*letter, kKnownKey)) {
      return true;
    }
    // Enough of each to see what it is.
    constexpr std::size_t kSample = 512;
    for (const Field& field : letter->fields) {
      for (const Element& string : field.strings) {
        if (strings_.size() < kMostStrings) {
          strings_.push_back(string.contents.first(std::min(kSample, string.contents.size())));
        }
      }
    }
    letters_.push_back(std::move(*letter));
    return false;
  }

  [[nodiscard]] bool is_tired() const {
    return letters_.size() >= kMostLetters || asked_ >= kMostAsked;
  }
  [[nodiscard]] std::size_t letters() const { return letters_.size(); }

  /// One that is recovered, and proves itself by an address.
  [[nodiscard]] std::optional<StringKey> recover() const {
    const auto key = recover_key(strings_);
    const auto count =
        key ? std::ranges::count_if(
                  letters_, [&key](const Letter& letter) { return is_key_of(letter, *key); })
            : 0;
    // Half of the letters at least: chance finds an address, too.
    return count * 2 >= std::ssize(letters_) && count > 0 ? key : std::nullopt;
  }

 private:
  static constexpr std::size_t kMostLetters = 256;
  static constexpr std::size_t kMostAsked = 4096;
  static constexpr std::size_t kMostStrings = 4096;
  std::size_t asked_ = 0;
  std::vector<Letter> letters_;
  std::vector<std::span<const std::byte>> strings_;
};

}  // namespace

void PostOffice::find_key() {
  KeySearch search;
  std::vector<Content> contents;  // that letters point into
  for (const auto& [hexid, file] : letters_) {
    if (search.is_tired()) {
      break;
    }
    Content content(file);
    const std::size_t before = search.letters();
    if (search.ask(content.bytes())) {
      key_source_ = KeySource::Known;
      return;
    }
    if (search.letters() != before) {
      contents.push_back(std::move(content));
    }
  }
  for (const auto& [name, file] : tree_.files()) {
    if (search.is_tired() || !name.starts_with("FOLDERS/") || !name.ends_with(".FLD")) {
      continue;
    }
    contents.emplace_back(&file);
    const auto all = contents.back().bytes();
    for (const LetterPlace& place : find_letters(all)) {
      if (search.is_tired()) {
        break;
      }
      if (search.ask(all.subspan(static_cast<std::size_t>(place.offset),
                                 static_cast<std::size_t>(place.length)))) {
        key_source_ = KeySource::Known;
        return;
      }
    }
  }
  if (const auto key = search.recover()) {
    key_ = *key;
    key_source_ = KeySource::Recovered;
  }
}

void PostOffice::read_lists() {
  for (const auto& [main, shadow] : {std::pair("NME/ADMIN.NME", "NME/ADMINSHD.NME")}) {
    const TreeFile* file = tree_.find(main);
    const bool is_usable = file != nullptr && file->size >= sizeof(disk::NameRecord);
    if (!is_usable && tree_.find(shadow) != nullptr) {
      remarks_.push_back(std::string(main) + " is missing or empty: " + shadow + " is read");
      file = tree_.find(shadow);
    }
    names_ = read_names(Content(file).bytes());
  }
  const TreeFile* grp = tree_.find("GRP/ADMIN.GRP");
  if (grp == nullptr || grp->size <= sizeof(disk::GroupRecord)) {
    const TreeFile* shadow = tree_.find("GRP/ADMINSHD.GRP");
    if (shadow != nullptr && shadow->size > sizeof(disk::GroupRecord)) {
      remarks_.emplace_back("GRP/ADMIN.GRP is missing or empty: GRP/ADMINSHD.GRP is read");
      grp = shadow;
    }
  }
  const Content content(grp);
  group_file_size_ = content.bytes().size();
  bytes::DamageLog damage;
  groups_ = read_groups(names_, content.bytes(), damage);
  if (damage.total() > 0) {
    damages_.emplace_back("GRP/ADMIN.GRP: a chain of members runs in a circle or out of the file");
  }
  // The address list says who has which mailbag, too, and may be stale (Q119563).
  std::set<std::string> known;
  for (const MailboxPlace& place : mailboxes_) {
    known.insert(place.hexid);
  }
  for (const Name& name : names_) {
    constexpr unsigned kDigits = 8;
    if (name.type == 2 || name.type == 4 || name.mailbag == 0) {
      continue;
    }
    const std::string hexid = bytes::hex_number(name.mailbag, kDigits);
    if (known.insert(hexid).second) {
      remarks_.push_back("NME/ADMIN.NME names the mailbag " + hexid + ", which is not there");
    }
  }
}

std::vector<AttachmentReference> PostOffice::attachments_of(const Letter& letter) const {
  std::vector<AttachmentReference> found;
  const auto take = [&](const std::vector<Element>& strings, bool is_attachment_field) {
    std::optional<std::size_t> last;
    std::string before;  // a name that stands in front of its digits
    for (const Element& string : strings) {
      const std::string plain = decipher(string.contents, key_);
      const auto place = find_hexid(
          plain, [this](const std::string& digits) { return attachment(digits) != nullptr; });
      const std::string leading = place ? std::string() : leading_hexid(plain);
      const bool is_missing = is_attachment_field && !leading.empty();
      if (!place && !is_missing) {
        std::string name = printable_name(plain);
        if (last && found[*last].name.empty()) {
          found[*last].name = std::move(name);  // "the other string of the same element"
        } else {
          before = std::move(name);
        }
        continue;
      }
      const std::size_t at = place.value_or(0);
      AttachmentReference reference{
          .hexid = to_upper(std::string_view(plain).substr(at, kHexDigits)),
          .name = printable_name(std::string_view(plain).substr(at + kHexDigits))};
      if (reference.name.empty() && is_attachment_field) {
        reference.name = std::exchange(before, {});
      }
      last = found.size();
      found.push_back(std::move(reference));
    }
  };
  for (const Field& field : letter.fields) {
    const bool is_attachments = field.is(FieldId::Attachments);
    if (!is_attachments && field.id) {
      continue;
    }
    // Each attachment may be an element of its own within the field.
    bytes::DamageLog ignored;
    const auto inner =
        read_elements(field.element.contents, field.element.contents_offset, ignored);
    const bool has_parts = std::ranges::any_of(
        inner, [](const Element& element) { return element.kind != ElementKind::String; });
    if (has_parts) {
      for (const Element& element : inner) {
        take(strings_in(element, ignored), is_attachments);
      }
    } else {
      take(field.strings, is_attachments);
    }
  }
  for (const Element& other : letter.others) {
    bytes::DamageLog ignored;
    take(strings_in(other, ignored), false);
  }
  // Several elements may say the same: a file is attached once, under the first name it has.
  std::map<std::string, std::size_t> places;
  std::vector<AttachmentReference> once;
  for (AttachmentReference& reference : found) {
    const auto [place, added] = places.emplace(reference.hexid, once.size());
    if (added) {
      once.push_back(std::move(reference));
    } else if (once[place->second].name.empty()) {
      once[place->second].name = std::move(reference.name);
    }
  }
  return once;
}

/// FORMAT.md 2 and 11: what is there, and whose layout is not published.
void PostOffice::list_others() {
  constexpr std::size_t kMostNamed = 40;
  struct Others {
    std::string names;
    std::size_t count = 0;
    std::uint64_t bytes = 0;
  };
  std::map<std::string, Others> directories;
  std::set<const TreeFile*> owned;
  for (const MailboxPlace& place : mailboxes_) {
    owned.insert({place.mailbag, place.key, place.store});
  }
  for (const auto& [name, file] : tree_.files()) {
    if (name.starts_with("CAL/") && (name.ends_with(".CAL") || name.ends_with(".SCD"))) {
      remarks_.push_back(name + ", " + std::to_string(file.size) +
                         " bytes: a calendar of Schedule+, enciphered, whose layout is not "
                         "published: not converted (Schedule+ itself exports it as text)");
      continue;
    }
    if (owned.contains(&file) || is_hashed(file, "MAI/", ".MAI") ||
        is_hashed(file, "ATT/", ".ATT") || name.ends_with(".FLD") ||
        name.ends_with("POPULATE.MSM")) {
      continue;
    }
    const std::size_t slash = std::min(name.rfind('/'), name.size());
    Others& others = directories[slash == name.size() ? "." : name.substr(0, slash)];
    if (++others.count <= kMostNamed) {
      others.names += (others.names.empty() ? "" : ", ") +
                      name.substr(slash == name.size() ? 0 : slash + 1) + " " +
                      std::to_string(file.size);
    }
    others.bytes += file.size;
  }
  for (const auto& [directory, others] : directories) {
    const std::string more = others.count > kMostNamed
                                 ? " and " + std::to_string(others.count - kMostNamed) + " more"
                                 : "";
    remarks_.push_back(
        "not converted, because it holds no mail or its layout is not published: " + directory +
        ", " + std::to_string(others.bytes) + " bytes: " + others.names + more);
  }
}

void PostOffice::find_unreferenced() {
  std::set<std::string> named;
  for (const MailboxPlace& place : mailboxes_) {
    bytes::DamageLog ignored;
    for (const MailbagRecord& record : read_mailbag(Content(place.mailbag).bytes(), ignored)) {
      named.insert(record.letter);
    }
  }
  std::set<std::string> attached;
  for (const auto& [hexid, file] : letters_) {
    if (!named.contains(hexid)) {
      unreferenced_letters_.push_back(file);
    }
    if (attachments_.empty()) {
      continue;
    }
    const Content content(file);
    bytes::DamageLog ignored;
    if (const auto letter = read_letter(content.bytes(), ignored)) {
      for (const AttachmentReference& reference : attachments_of(*letter)) {
        attached.insert(reference.hexid);
      }
    }
  }
  for (const auto& [name, file] : tree_.files()) {
    if (attachments_.empty() || !name.starts_with("FOLDERS/") || !name.ends_with(".FLD")) {
      continue;
    }
    const Content content(&file);
    for (const LetterPlace& place : find_letters(content.bytes())) {
      bytes::DamageLog ignored;
      const auto letter =
          read_letter(content.bytes().subspan(static_cast<std::size_t>(place.offset),
                                              static_cast<std::size_t>(place.length)),
                      ignored);
      for (const AttachmentReference& reference :
           letter ? attachments_of(*letter) : std::vector<AttachmentReference>()) {
        attached.insert(reference.hexid);
      }
    }
  }
  for (const auto& [hexid, file] : attachments_) {
    if (!attached.contains(hexid)) {
      unreferenced_attachments_.push_back(file);
    }
  }
  list_others();
  // Numbers above the counter: it was reset, or restored from a backup (Q112894).
  const Content control(tree_.find("GLB/CONTROL.GLB"));
  const auto counters = control.bytes().size() == sizeof(disk::Control)
                            ? bytes::ByteReader(control.bytes()).read<disk::Control>()
                            : std::nullopt;
  if (counters && !letters_.empty() &&
      number_of_id(letters_.rbegin()->first) >= counters->next_letter) {
    remarks_.emplace_back("GLB/CONTROL.GLB: there are letters above its counter: it was reset");
  }
  const bool has_folders = std::ranges::any_of(tree_.files(), [](const auto& entry) {
    return entry.first.starts_with("FOLDERS/") && entry.first.ends_with(".FLD");
  });
  if (!unreferenced_letters_.empty() || !unreferenced_attachments_.empty()) {
    mailboxes_.push_back({.name = std::string(kUnreferenced), .hexid = {}, .user = {}});
  }
  if (!groups_.empty() || has_folders || !damages_.empty()) {
    mailboxes_.push_back({.name = std::string(kPostOfficeItself), .hexid = {}, .user = {}});
  }
}

}  // namespace wgpo
