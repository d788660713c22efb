#include "converters/mmf/address_book.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>

#include "converters/mapi/damage_text.h"
#include "converters/mapi/field_text.h"
#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi/own_set.h"
#include "converters/mmf/elements.h"
#include "converters/mmf/message.h"
#include "converters/tnef/properties.h"
#include "formats/bytes/byte_reader.h"
#include "formats/mapi/property_tags.h"
#include "formats/mmf/values.h"
#include "formats/text/code_page.h"

namespace convert::mmf {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using ::mmf::Element;
using ::mmf::FieldId;

constexpr std::uint32_t kFieldBuffer = 0x0002800C;
constexpr std::uint32_t kMemberList = 0x00080000;
constexpr std::uint32_t kGroup = 4;

/// What an entry's field buffer says, as UTF-8.
struct Entry {
  std::string name;
  std::string address;
  std::string type;
  std::string comment;
  bool is_group = false;
};

class EntryMaker {
 public:
  EntryMaker(const Context& context, const ::mmf::Item& item, std::vector<std::string>& notes)
      : context_(context), item_(item), notes_(notes) {}

  model::Message run() {
    auto& provenance = message_.provenance;
    const auto& object = *item_.object;
    provenance.source = context_.source;
    provenance.native_id = native_id(object);
    provenance.ranges.push_back({.offset = object.offset, .length = object.end() - object.offset});
    if (object.origin == ::mmf::Origin::Swept) {
      provenance.state = model::State::Recovered;
    }
    bytes::DamageLog damage;
    const auto list = context_.store.read(object, damage);
    if (!list || !list->complete) {
      provenance.miss("entry", "elements of its object are gone");
    }
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      take(element);
    }
    if (!entry_) {
      name_by_row(damage);
    }
    fill();
    mapi::add_damage(damage, "entry", provenance);
    return std::move(message_);
  }

 private:
  [[nodiscard]] std::string decode(std::span<const std::byte> data) {
    return mapi::FieldText(context_.code_page, message_)(::mmf::text_of(data));
  }

  void take(const Element& element) {
    if (const auto gone = context_.store.file().foreign_bytes(element.offset, element.size)) {
      message_.provenance.miss(attribute_name(element.key), gone_at(*gone));
      return;
    }
    const auto data =
        context_.store.file().read(element.offset, std::min(element.size, kLargestValue));
    if (element.key == kFieldBuffer) {
      take_fields(data);
    } else if (element.key == kMemberList) {
      const auto oid = bytes::ByteReader(data).read<bytes::u32>();
      members_ = oid ? std::optional(::mmf::Oid{*oid}) : std::nullopt;
    }
    keep(element);
  }

  /// Every attribute stays with the entry as its bytes: how they are laid out is not certain.
  void keep(const Element& element) {
    message_.properties.add(
        {.id = 0,
         .type = model::PropertyType::Binary,
         .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet},
                                     .id = "Mmf " + attribute_name(element.key)},
         .value =
             model::LargeValue{.blob = context_.store.file().blob(element.offset, element.size)}});
  }

  void take_fields(std::span<const std::byte> data) {
    const auto fields = ::mmf::read_fields(data);
    if (!fields) {
      notes_.emplace_back("the fields of an entry of an address book cannot be read");
      return;
    }
    Entry entry;
    for (const ::mmf::Field& field : *fields) {
      switch (static_cast<FieldId>(field.id)) {
        case FieldId::DisplayName:
          entry.name = decode(field.data);
          break;
        case FieldId::Address:
          entry.address = decode(field.data);
          break;
        case FieldId::AddressType:
          entry.type = decode(field.data);
          break;
        case FieldId::Comment:
          entry.comment = decode(field.data);
          break;
        case FieldId::Kind: {
          const auto kind = bytes::ByteReader(field.data).read<bytes::u32>();
          entry.is_group = kind && *kind == kGroup;
          break;
        }
        default:
          break;
      }
    }
    entry_ = std::move(entry);
  }

  /// FORMAT.md 9.3: the subject of its row, else the sender.
  void name_by_row(bytes::DamageLog& damage) {
    entry_.emplace();
    if (item_.row) {
      const auto data = context_.store.file().read(item_.row->offset,
                                                   std::min(item_.row->size, ::mmf::kLargestRow));
      if (const auto row = ::mmf::read_folder_row(data, item_.row->offset, damage)) {
        const auto name = row->subject.empty() ? row->person : row->subject;
        entry_->name = decode(std::as_bytes(std::span(name)));
      }
    }
    message_.provenance.miss("entry", "its fields cannot be read: the name is the folder's");
  }

  void fill() {
    const bool is_list = entry_->is_group || members_.has_value();
    auto& bag = message_.properties;
    tnef::add_made_text(PidTagMessageClass, is_list ? "IPM.DistList" : "IPM.Contact", bag);
    bag.add({.id = PidTagSubject,
             .type = model::PropertyType::String,
             .name = std::nullopt,
             .value = entry_->name});
    if (!entry_->comment.empty()) {
      bag.add({.id = PidTagBody,
               .type = model::PropertyType::String,
               .name = std::nullopt,
               .value = entry_->comment});
    }
    mapi::fill_message(message_, {.code_page = context_.code_page, .notes = &notes_});
    if (is_list) {
      message_.list = model::DistributionList{.name = entry_->name, .members = members()};
      return;
    }
    model::Contact contact;
    contact.display_name = entry_->name;
    contact.file_as = entry_->name;
    if (!entry_->address.empty()) {
      contact.emails.push_back(address());
    }
    message_.contact = std::move(contact);
  }

  [[nodiscard]] model::Address address() const {
    model::Address out;
    out.name = entry_->name;
    out.type = entry_->type == "MTP" ? "SMTP" : entry_->type;
    out.address = entry_->address;
    if (out.type == "SMTP") {
      out.smtp = out.address;
    }
    return out;
  }

  /// How members are named is not documented: a list whose keys are entries of this store is taken
  /// for what it looks like.
  std::vector<model::Address> members() {
    std::vector<model::Address> out;
    const auto* object = members_ ? context_.store.find(*members_) : nullptr;
    bytes::DamageLog ignored;
    const auto list = object == nullptr ? std::nullopt : context_.store.read(*object, ignored);
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      const ::mmf::Oid oid{element.key};
      const auto* member = oid.type() == ::mmf::ObjectType::ProviderMessage && oid != item_.oid
                               ? context_.store.find(oid)
                               : nullptr;
      if (member != nullptr && out.size() < ::mmf::kMostElements) {
        out.push_back(member_address(*member));
      }
    }
    if (list && out.size() == list->elements.size() && !out.empty()) {
      notes_.emplace_back("the members of a group were found by entries that its list names");
    } else {
      message_.provenance.miss("members", "how the store names them is not known");
    }
    return out;
  }

  [[nodiscard]] model::Address member_address(const ::mmf::Object& object) const {
    std::vector<std::string> ignored;
    const ::mmf::Item item{.oid = object.oid, .object = &object};
    EntryMaker member(context_, item, ignored);
    bytes::DamageLog damage;
    const auto list = context_.store.read(object, damage);
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      if (element.key == kFieldBuffer) {
        member.take_fields(
            context_.store.file().read(element.offset, std::min(element.size, kLargestValue)));
      }
    }
    return member.entry_ ? member.address() : model::Address{};
  }

  const Context& context_;
  const ::mmf::Item& item_;
  std::vector<std::string>& notes_;
  model::Message message_;
  std::optional<Entry> entry_;
  std::optional<::mmf::Oid> members_;
};

}  // namespace

model::Message to_address_book_entry(const Context& context, const ::mmf::Item& item,
                                     std::vector<std::string>& notes) {
  return EntryMaker(context, item, notes).run();
}

}  // namespace convert::mmf
