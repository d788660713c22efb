#include "converters/iff/set_writer.h"

#include <fcntl.h>

#include <utility>

#include "converters/iff/model_to_iff.h"
#include "formats/bytes/output.h"
#include "formats/iff/columns.h"
#include "formats/iff/row_writer.h"

namespace convert::iff {
namespace {

using ::iff::SectionType;
using ::iff::write_field;

/// A header line, a line end and what the names of files take.
constexpr std::uint64_t kSectionOverhead = 8192;

std::string header_of(std::span<const std::string_view> columns) {
  std::vector<std::string> fields(columns.begin(), columns.end());
  return ::iff::write_row(fields);
}

/// "01" … "99".
std::string number_text(std::size_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

bytes::Result<std::unique_ptr<CountedFile>> CountedFile::create(const std::filesystem::path& path) {
  auto made = std::make_unique<CountedFile>();
  if (!path.empty()) {
    auto file = bytes::FileWriter::open(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file) {
      return tl::unexpected(file.error());
    }
    made->file_.emplace(std::move(*file));
  }
  return made;
}

bytes::Result<void> CountedFile::write(std::span<const std::byte> data) {
  constexpr std::size_t kPending = std::size_t{256} * 1024;
  size_ += data.size();
  if (!file_) {
    return {};
  }
  pending_.insert(pending_.end(), data.begin(), data.end());
  return pending_.size() < kPending ? bytes::Result<void>() : flush();
}

bytes::Result<void> CountedFile::write(std::string_view text) {
  return write(std::as_bytes(std::span(text)));
}

bytes::Result<void> CountedFile::flush() {
  auto done = file_->write(pending_);
  pending_.clear();
  return done;
}

bytes::Result<void> CountedFile::close() {
  if (!file_) {
    return {};
  }
  auto done = flush();
  if (done) {
    done = file_->sync();
  }
  return done ? file_->close(bytes::OutputFile::kKeepTime) : done;
}

std::uint64_t SetWriter::size() const {
  return closed_ + (part_ ? part_->primary->size() + part_->secondary->size() : 0);
}

bytes::Result<std::unique_ptr<CountedFile>> SetWriter::create(const std::string& name) {
  files_.push_back(name);
  return CountedFile::create(plan_.directory.empty() ? std::filesystem::path()
                                                     : plan_.directory / name);
}

bytes::Result<std::string> SetWriter::encode(std::string_view utf8) const {
  auto encoded = text::encode(utf8, plan_.code_page);
  return encoded ? bytes::Result<std::string>(std::move(*encoded))
                 : bytes::fail(bytes::ErrorKind::Internal, "a text has no place in code page " +
                                                               std::to_string(plan_.code_page) +
                                                               ", which was chosen for it");
}

bytes::Result<void> SetWriter::begin_part() {
  constexpr std::size_t kMostFiles = 99;
  const std::size_t number = files_.size() / 2 + 1;
  if (number > kMostFiles) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       plan_.list_name + ": a set has 99 secondary files at most",
                       "convert to a PST instead");
  }
  const std::string stem = plan_.stem + number_text(number);
  Part part;
  part.secondary_name = stem + ".SEC";
  for (auto* file : {&part.primary, &part.secondary}) {
    auto made = create(file == &part.primary ? stem + ".PRI" : part.secondary_name);
    if (!made) {
      return tl::unexpected(made.error());
    }
    *file = std::move(*made);
  }
  part.sections = std::make_unique<::iff::SecondaryWriter>(
      [file = part.secondary.get()](std::span<const std::byte> data) { return file->write(data); });
  part_ = std::move(part);
  const auto address = encode(plan_.address);
  if (!address) {
    return tl::unexpected(address.error());
  }
  auto done = part_->primary->write(::iff::write_row({"MAILMESSAGE", write_field(*address)}) +
                                    header_of(::iff::kMessageColumns));
  return done ? part_->sections->begin() : done;
}

bytes::Result<void> SetWriter::close_part() {
  if (!part_) {
    return {};
  }
  // Letters are counted before they are written; address books and rows are here.
  if (part_->secondary->size() > plan_.largest_file || part_->primary->size() > kLargestFile) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       part_->secondary_name + ": the file or its .PRI is larger than a set allows",
                       "convert to a PST instead");
  }
  closed_ = size();
  for (auto* file : {part_->primary.get(), part_->secondary.get()}) {
    if (auto done = file->close(); !done) {
      return done;
    }
  }
  part_.reset();
  return {};
}

bytes::Result<std::vector<::iff::NewSection>> SetWriter::sections_of(const Letter& letter) const {
  std::vector<::iff::NewSection> sections(1);
  sections[0].content = letter.rtf;
  if (letter.rtf == nullptr && !letter.text.empty()) {
    const auto text = encode(letter.text);
    if (!text) {
      return tl::unexpected(text.error());
    }
    sections[0].content = bytes::make_blob(std::string_view(*text));
  }
  for (const LetterFile& file : letter.files) {
    const auto name = encode(file.name);
    if (!name) {
      return tl::unexpected(name.error());
    }
    sections.push_back(
        {.type = file.type, .name = *name, .content = file.content, .is_last = true});
  }
  for (std::size_t i = 0; i + 1 < sections.size(); ++i) {
    sections[i].is_last = false;
  }
  return sections;
}

bytes::Result<void> SetWriter::add(const Letter& letter) {
  const auto sections = sections_of(letter);
  if (!sections) {
    return tl::unexpected(sections.error());
  }
  std::uint64_t size = kSectionOverhead;
  for (const ::iff::NewSection& section : *sections) {
    const std::string header = ::iff::write_section_header(section);
    if (header.size() > ::iff::kLongestSectionHeader) {
      return bytes::fail(bytes::ErrorKind::LimitExceeded, "the name of a file is too long");
    }
    size += header.size() + 2 + (section.content == nullptr ? 0 : section.content->size());
  }
  if (size > plan_.largest_file || sections->size() > ::iff::kMostParts) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       "it has " + std::to_string(size) +
                           " bytes in one piece, and a secondary file ends before " +
                           std::to_string(plan_.largest_file));
  }
  if (part_ && part_->sections->size() + size > plan_.largest_file) {
    if (auto done = close_part(); !done) {
      return done;
    }
  }
  if (!part_) {
    if (auto done = begin_part(); !done) {
      return done;
    }
  }
  const std::uint64_t offset = part_->sections->size();
  for (const ::iff::NewSection& section : *sections) {
    if (auto added = part_->sections->add(section); !added) {
      return tl::unexpected(added.error());
    }
  }
  return write_row(letter, offset);
}

bytes::Result<void> SetWriter::write_row(const Letter& letter, std::uint64_t offset) {
  const auto word = [](bool flag) { return std::string(flag ? "TRUE" : "FALSE"); };
  std::vector<std::string> fields = {letter.folder == "Inbox" ? std::string() : letter.folder,
                                     letter.sender,
                                     ::iff::join_values(letter.to),
                                     ::iff::join_values(letter.cc),
                                     ::iff::join_values(letter.bcc),
                                     letter.subject,
                                     letter.sent,
                                     letter.received};
  std::string row;
  for (const std::string& field : fields) {
    const auto encoded = encode(field);
    if (!encoded) {
      return tl::unexpected(encoded.error());
    }
    row += write_field(*encoded) + ",";
  }
  row += std::to_string(letter.priority) + "," + word(letter.unread) + "," + word(letter.unsent) +
         "," + ::iff::write_pointer(part_->secondary_name, offset) + "\r\n";
  return part_->primary->write(row);
}

bytes::Result<void> SetWriter::write_entries() {
  if (entries_.empty()) {
    return {};
  }
  const auto address = encode(plan_.address);
  if (!address) {
    return tl::unexpected(address.error());
  }
  auto done = part_->primary->write("\r\n" + ::iff::write_row({"PAB", write_field(*address)}) +
                                    header_of(::iff::kAddressBookColumns));
  for (const Entry& entry : entries_) {
    std::vector<std::string> fields;
    for (std::size_t i = 0; done && i < entry.columns.size(); ++i) {
      const bool is_members = i == 2 && !entry.members.empty();
      const auto text = encode(is_members ? ::iff::join_values(entry.members) : entry.columns[i]);
      if (!text) {
        return tl::unexpected(text.error());
      }
      fields.push_back(write_field(*text));
      // FORMAT.md 4.1: a value with a line end is a section.
      if (text->find_first_of("\r\n") != std::string::npos) {
        const auto offset =
            part_->sections->add({.type = SectionType::Other,
                                  .name = {},
                                  .content = bytes::make_blob(std::string_view(*text)),
                                  .is_last = true});
        if (!offset) {
          return tl::unexpected(offset.error());
        }
        fields.back() = ::iff::write_pointer(part_->secondary_name, *offset);
      }
    }
    done = done ? part_->primary->write(::iff::write_row(fields)) : done;
  }
  return done;
}

bytes::Result<void> SetWriter::write_directory() {
  auto file = create(plan_.stem + "00.PRI");
  const auto display = encode(plan_.display);
  const auto address = encode(plan_.address);
  if (!file || !display || !address) {
    return tl::unexpected(!file ? file.error() : !display ? display.error() : address.error());
  }
  const std::string name = write_field(::iff::escape(*display));
  const std::string text =
      "DIRECTORY\r\nObj-class,Mode,Common-Name,Display-Name,Secondary-Proxy-Addresses,Home-"
      "Server\r\n" +
      ::iff::write_row({"mailbox", "create", name, name,
                        write_field(::iff::escape(::iff::join_values({*address}))), "~Server"});
  auto done = (*file)->write(text);
  closed_ += text.size();
  return done ? (*file)->close() : done;
}

bytes::Result<void> SetWriter::write_list() {
  std::string text = std::to_string(plan_.code_page) + "\r\n\r\nFilename,Filetype\r\n";
  const std::string directory = files_.back();
  text += directory + ",Primary\r\n";
  for (const std::string& name : files_) {
    if (name != directory) {
      text += name + (name.ends_with(".PRI") ? ",Primary\r\n" : ",Secondary\r\n");
    }
  }
  auto file = create(plan_.list_name);
  if (!file) {
    return tl::unexpected(file.error());
  }
  auto done = (*file)->write(text);
  closed_ += text.size();
  return done ? (*file)->close() : done;
}

bytes::Result<void> SetWriter::finish() {
  // FORMAT.md 8: a section for every mailbox, also an empty one (Q194218).
  auto done = part_ ? bytes::Result<void>() : begin_part();
  done = done ? write_entries() : done;
  done = done ? close_part() : done;
  done = done ? write_directory() : done;
  return done ? write_list() : done;
}

}  // namespace convert::iff
