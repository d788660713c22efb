#include <array>
#include <string>
#include <utility>
#include <vector>

#include "converters/mapi/item_parts.h"
#include "converters/mapi/mapi_to_model.h"
#include "formats/text/code_page.h"

namespace convert::mapi {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

struct ContainerKind {
  std::string_view container_class;
  model::ItemKind kind;
  model::FolderRole role;
};

// [MS-OXOSFLD] 2.2.6 PidTagContainerClass.
constexpr std::array<ContainerKind, 7> kContainerKinds = {{
    {"IPF.Note", model::ItemKind::Mail, model::FolderRole::None},
    {"IPF.Imap", model::ItemKind::Mail, model::FolderRole::None},
    {"IPF.Contact", model::ItemKind::Contacts, model::FolderRole::Contacts},
    {"IPF.Appointment", model::ItemKind::Calendar, model::FolderRole::Calendar},
    {"IPF.Task", model::ItemKind::Tasks, model::FolderRole::Tasks},
    {"IPF.Journal", model::ItemKind::Journal, model::FolderRole::Journal},
    {"IPF.StickyNote", model::ItemKind::Notes, model::FolderRole::Notes},
}};

/// All findings about an object without a counter of its own for texts.
std::vector<model::Missing> pieces_of(Findings findings, TextPage page) {
  if (findings.undecodable > 0) {
    findings.miss("texts", std::to_string(findings.undecodable) +
                               " sequences are not in code page " + std::to_string(page.number));
  }
  return std::move(findings.missing);
}

}  // namespace

std::vector<model::Missing> fill_store(model::Store& store, const Context& context) {
  Findings findings;
  const TextPage page = text_page_of(store.properties, context.code_page);
  const BagReader bag(store.properties, page, findings);
  if (store.display_name.empty()) {
    store.display_name = bag.text(PidTagDisplayName);
  }
  if (store.code_page == 0) {
    const auto number = static_cast<std::uint32_t>(bag.integer(PidTagCodePageId).value_or(0));
    store.code_page = text::find_code_page(number) == nullptr ? context.code_page : number;
  }
  return pieces_of(std::move(findings), page);
}

void fill_folder(model::Folder& folder, const Context& context) {
  Findings findings;
  const TextPage page = text_page_of(folder.properties, context.code_page);
  const BagReader bag(folder.properties, page, findings);
  const std::string name = bag.text(PidTagDisplayName);
  if (!name.empty()) {
    folder.name = name;
  }
  folder.container_class = bag.text(PidTagContainerClass);
  if (!folder.container_class.empty()) {
    folder.item_kind = model::ItemKind::Other;
  }
  for (const ContainerKind& row : kContainerKinds) {
    if (is_class(folder.container_class, row.container_class)) {
      folder.item_kind = row.kind;
      // A derived class marks folders of a program's own, not the user's.
      const bool exact = folder.container_class.size() == row.container_class.size();
      if (folder.role == model::FolderRole::None && exact) {
        folder.role = row.role;
      }
    }
  }
  for (auto& piece : pieces_of(std::move(findings), page)) {
    folder.provenance.miss(std::move(piece.what), std::move(piece.why));
  }
}

}  // namespace convert::mapi
