#include "converters/run/address_book.h"

#include <algorithm>
#include <utility>

#include "converters/directory/finding_text.h"
#include "converters/run/ccmail_directory.h"
#include "converters/run/migration_directory.h"
#include "formats/bytes/file_view.h"
#include "formats/text/code_page.h"

namespace run {
namespace {

namespace fs = std::filesystem;

/// "windows-1252", or the number.
std::string page_name(text::CodePageNumber number) {
  const auto* page = text::find_code_page(number);
  return page == nullptr || page->mime_name.empty() ? "code page " + std::to_string(number)
                                                    : std::string(page->mime_name);
}

}  // namespace

AddressBook::AddressBook(const AddressBookOptions& options)
    : gateways_(options.gateways),
      has_directory_(!options.directories.empty()),
      accept_names_(options.accept_names) {}

bytes::Result<std::shared_ptr<const AddressBook>> AddressBook::load(
    const AddressBookOptions& options) {
  std::shared_ptr<AddressBook> book(new AddressBook(options));
  for (const auto& path : options.maps) {
    if (auto read = book->read(path, options, book->maps_); !read) {
      return tl::unexpected(read.error());
    }
  }
  for (const auto& path : options.directories) {
    if (auto read = book->read(path, options, book->directory_); !read) {
      return tl::unexpected(read.error());
    }
  }
  book->addresses_.add(book->maps_);
  book->addresses_.add(book->directory_);
  book->collisions_ = find_collisions(book->directory_);
  book->matcher_ = std::make_unique<convert::directory::Matcher>(book->directory_);
  book->tell_collisions();
  return book;
}

bytes::Result<void> AddressBook::read(const fs::path& path, const AddressBookOptions& options,
                                      convert::directory::Directory& directory) {
  if (is_migration_directory(path)) {
    const auto files = read_migration_directory(path, options.read.charset);
    if (!files) {
      return tl::unexpected(files.error());
    }
    for (const auto& [name, file] : *files) {
      take(name, "DIRECTORY section", file, options.site, directory);
    }
    return {};
  }
  const auto export_file = read_ccmail_directory(path, options.read.charset);
  if (!export_file) {
    return tl::unexpected(export_file.error());
  }
  if (*export_file) {
    take(path.string(), (*export_file)->first, (*export_file)->second, options.site, directory);
    return {};
  }
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const auto file = ::directory::read_directory((*view)->bytes(), options.read);
  if ((*view)->read_error()) {
    return bytes::fail(bytes::ErrorKind::Io, path.string() + ": the disk could not be read");
  }
  if (!file) {
    return bytes::fail(file.error().kind, path.string() + ": " + file.error().what,
                       file.error().hint);
  }
  take(path.string(), name_of(file->kind), *file, options.site, directory);
  return {};
}

void AddressBook::take(const std::string& name, std::string_view kind,
                       const ::directory::DirectoryFile& file, const convert::directory::Site& site,
                       convert::directory::Directory& directory) {
  const auto cut_before = directory.cut_changes();
  directory.add(name, file, site);
  const auto count = std::to_string(file.records.size());
  notes_.push_back(name + ": " + std::string(kind) + ", " + page_name(file.code_page) + ", " +
                   count + (file.records.size() == 1 ? " record" : " records"));
  for (const auto& finding : file.findings.items()) {
    notes_.push_back(name + ": " + convert::directory::describe(finding));
  }
  if (const auto more = file.findings.total() - file.findings.items().size(); more != 0) {
    notes_.push_back(name + ": " + std::to_string(more) + " more findings");
  }
  const auto cut = directory.cut_changes() - cut_before;
  if (cut != 0) {
    notes_.push_back(name + ": " + std::to_string(cut) +
                     " changes give an object more attributes than it can have; not all are taken");
  }
  is_damaged_ = is_damaged_ || file.findings.damages() != 0 || cut != 0;
}

void AddressBook::tell_collisions() {
  for (const auto& collision : collisions_) {
    std::string line = collision.what + " is claimed by " +
                       std::to_string(collision.objects.size()) + " mailboxes:";
    for (const std::size_t place : collision.objects) {
      const auto& object = directory_.objects()[place];
      line += (place == collision.objects.front() ? " " : "; ") + label_of(object) + " (" +
              object.file + " line " + std::to_string(object.line) + ")";
    }
    notes_.push_back(std::move(line));
  }
  for (const auto& address : addresses_.ambiguous()) {
    notes_.push_back("no Internet address is taken for " + address);
  }
  for (const auto& address : addresses_.overruled()) {
    notes_.push_back("the address map counts, and a directory differs: " + address);
  }
}

convert::directory::Match AddressBook::match(const convert::directory::Identity& mailbox) const {
  return matcher_->match(mailbox, accept_names_);
}

bool AddressBook::is_gateway(std::string_view name) const {
  return std::any_of(gateways_.begin(), gateways_.end(), [name](const std::string& gateway) {
    return text::fold_case(gateway) == text::fold_case(name);
  });
}

}  // namespace run
