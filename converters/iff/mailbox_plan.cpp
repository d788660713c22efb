#include "converters/iff/mailbox_plan.h"

#include <utility>

#include "converters/iff/row_values.h"
#include "formats/text/code_page.h"

namespace convert::iff {
namespace {

using ::iff::Binding;
using ::iff::Columns;
using ::iff::SectionKind;

/// Q214822: a header that is wrong costs no row, but is told.
void tell_header(const OpenSection& open, MailboxPlan& plan) {
  const Columns& columns = open.columns();
  const bool is_messages = open.section().kind == SectionKind::Messages;
  const std::size_t usual =
      is_messages ? ::iff::kMessageColumns.size() : ::iff::kAddressBookColumns.size();
  const std::string where = place_of(open.primary(), open.section().at);
  const text::CodePageNumber page = open.primary().code_page;
  if (columns.binding() == Binding::ByPosition) {
    plan.notes.push_back(where +
                         ": the section has no usable header: fields are taken in their "
                         "documented order");
  } else if (columns.count() != usual) {
    plan.notes.push_back(where + ": the header has " + std::to_string(columns.count()) +
                         " columns, not " + std::to_string(usual) + ": fields are taken by name");
  }
  for (const std::size_t column : columns.renamed()) {
    plan.damages.push_back(where + ": the header calls column " + std::to_string(column + 1) + " " +
                           text::decode(columns.name_at(column), page).utf8 +
                           ", which is none: it stands where " +
                           std::string(columns.known_name(column)) + " does, and was read as that");
  }
  // Of an address book a part of the columns is usual, with columns of its program's own.
  std::string lost;
  for (const std::size_t column : is_messages ? columns.lost() : std::vector<std::size_t>()) {
    lost += (lost.empty() ? "" : ", ") + std::string(columns.known_name(column));
  }
  if (!lost.empty()) {
    plan.damages.push_back(where + ": the header lacks " + lost +
                           ", and has columns nobody knows, which may be they: look at the line "
                           "behind that one");
  }
}

}  // namespace

OpenSection::OpenSection(std::shared_ptr<const bytes::FileView> view,
                         const ::iff::PrimaryFile& primary, const ::iff::Section& section)
    : view_(std::move(view)),
      primary_(&primary),
      section_(&section),
      columns_(::iff::columns_of(section)) {}

bytes::Result<OpenSection> OpenSection::open(const ::iff::MigrationSet& set,
                                             ::iff::SectionPlace place) {
  const ::iff::PrimaryFile& primary = set.primaries()[place.primary];
  auto view = bytes::FileView::open(primary.file.path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  return OpenSection(std::move(*view), primary, primary.sections[place.section]);
}

::iff::RowReader OpenSection::rows() const {
  return {view_->bytes(), *section_, primary_->code_page};
}

SectionContext OpenSection::context(const ::iff::MigrationSet& set, SecondaryFiles& files) const {
  return {.set = set, .files = files, .primary = *primary_, .columns = columns_};
}

std::string folder_of(const SectionContext& context, const ::iff::Row& row) {
  const RowValues values(context.columns, row.fields, context.primary.code_page, context.set,
                         context.files);
  return text::decode(values.get(::iff::MessageColumn::Folder).text, context.primary.code_page)
      .utf8;
}

MailboxPlan plan_mailbox(const ::iff::MigrationSet& set, const ::iff::SetMailbox& mailbox,
                         SecondaryFiles& files) {
  MailboxPlan plan{.folders = FolderPlan(mailbox.is_public),
                   .entries = {},
                   .notes = {},
                   .damages = {},
                   .losses = {}};
  for (const ::iff::SectionPlace place : mailbox.sections) {
    plan.entries.emplace_back();
    const auto open = OpenSection::open(set, place);
    if (!open) {
      plan.losses.push_back(open.error().what);
      continue;
    }
    tell_header(*open, plan);
    const SectionContext context = open->context(set, files);
    auto rows = open->rows();
    while (const auto row = rows.next()) {
      if (open->section().kind == SectionKind::AddressBook) {
        plan.folders.expect_contact();
        remember_entry(context, *row, plan.entries.back());
      } else {
        plan.folders.expect(folder_of(context, *row));
      }
    }
  }
  return plan;
}

}  // namespace convert::iff
