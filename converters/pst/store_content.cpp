#include "converters/pst/store_content.h"

#include "converters/pst/draft.h"
#include "converters/pst/identity.h"
#include "converters/pst/message_content.h"
#include "formats/mapi/property_tags.h"
#include "formats/text/utf16_to_utf8.h"
#include "formats/text/utf8.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

/// Outlook cuts names there.
constexpr std::size_t kLongestName = 255;

constexpr std::string_view kSubtreeName = "Top of Outlook data file";
constexpr std::string_view kSearchRootName = "Search Root";
constexpr std::string_view kDeletedName = "Deleted Items";

Forms forms_for(const StoreForms& from, const model::PropertyBag& bag, NameIds& names) {
  const std::uint32_t page = store_page(from.options, from.store);
  return {.text = TextForm(from.options.width, page, mapi::text_page_of(bag, page)),
          .names = &names,
          .provenance = from.options.provenance};
}

/// At most kLongestName UTF-16 units, whole characters.
std::string cut_name(std::string_view name) {
  const std::string utf8 =
      text::is_utf8(name) ? std::string(name) : text::decode(name, text::kUtf8).utf8;
  std::string out;
  std::size_t units = 0;
  text::for_each_character(utf8, [&](char32_t character) {
    units += character >= 0x10000 ? 2U : 1U;
    if (units <= kLongestName) {
      text::append_utf8(character, out);
    }
  });
  return out;
}

std::string shown_name(const FolderTree::Entry& entry) {
  switch (entry.place) {
    case FolderPlace::Root:
      return {};  // as in every PST
    case FolderPlace::Subtree:
      // A source without one has a root instead, whose name is none for users.
      return entry.folder.role == model::FolderRole::IpmSubtree && !entry.folder.name.empty()
                 ? entry.folder.name
                 : std::string(kSubtreeName);
    case FolderPlace::SearchRoot:
      return entry.folder.name.empty() ? std::string(kSearchRootName) : entry.folder.name;
    case FolderPlace::Deleted:
      return entry.folder.name.empty() ? std::string(kDeletedName) : entry.folder.name;
    case FolderPlace::New:
    case FolderPlace::LeftOut:
      break;
  }
  return name_of(entry.folder);
}

std::string display_name(const StoreForms& forms) {
  if (!forms.options.display_name.empty()) {
    return forms.options.display_name;
  }
  if (!forms.store.display_name.empty()) {
    return forms.store.display_name;
  }
  const std::string& source = forms.store.source;
  const std::string file = source.substr(source.find_last_of("/\\") + 1);
  const std::string stem = file.substr(0, file.rfind('.'));
  return stem.empty() ? "Outlook data file" : stem;
}

}  // namespace

FolderMade to_content(const FolderTree::Entry& entry, const StoreForms& forms, NameIds& names) {
  const model::Folder& folder = entry.folder;
  Forms made_with = forms_for(forms, folder.properties, names);
  Draft draft(made_with);
  carry(folder.properties, ObjectKind::Folder, draft);
  const std::string name = shown_name(entry);
  const std::string cut = cut_name(name);
  draft.put_text(PidTagDisplayName, cut);
  if (cut != name) {
    draft.fill_text(kWholeName, name);
  }
  if (entry.place == FolderPlace::New) {
    draft.fill_text(PidTagContainerClass, folder.container_class);
  }
  FolderMade made{.content = {.properties = draft.finish(), .role = entry.role}};
  made.lost_characters = made_with.text.lost();
  made.undecodable = made_with.text.undecodable();
  made.remarks = std::move(made_with.remarks);
  return made;
}

::pst::StoreOptions store_options(const StoreForms& forms, std::uint32_t number) {
  const std::string name = display_name(forms);
  TextForm text(forms.options.width, store_page(forms.options, forms.store), {});
  ::pst::StoreOptions options;
  options.width = forms.options.width;
  options.encoding = forms.options.encoding;
  options.identity_seed = store_key(forms.store) + '\0' + name + '\0' + std::to_string(number);
  options.subtree_name = text.encode(kSubtreeName);
  options.search_root_name = text.encode(kSearchRootName);
  options.deleted_name = text.encode(kDeletedName);
  return options;
}

::pst::PropertyList store_properties(const StoreForms& forms, NameIds& names,
                                     std::vector<std::string>& remarks) {
  Forms made_with = forms_for(forms, forms.store.properties, names);
  Draft draft(made_with);
  carry(forms.store.properties, ObjectKind::Store, draft);
  draft.put_text(PidTagDisplayName, cut_name(display_name(forms)));
  if (names.error()) {
    remarks.push_back(names.error()->what + ": some properties of the store were left out");
    names.forgive();
  }
  if (made_with.text.lost() > 0) {
    remarks.push_back(std::to_string(made_with.text.lost()) +
                      " characters of the store's texts, its name among them, have no place in "
                      "the code page of this ANSI store");
  }
  if (made_with.text.undecodable() > 0) {
    remarks.push_back(std::to_string(made_with.text.undecodable()) +
                      " bytes of the store's texts are no text in its code page");
  }
  remarks.insert(remarks.end(), made_with.remarks.begin(), made_with.remarks.end());
  return draft.finish();
}

}  // namespace convert::pst
