// Named properties: their ids in the store to be, and the names of our own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "converters/mapi/own_set.h"
#include "converters/model/property.h"
#include "formats/bytes/result.h"
#include "formats/mapi/property_tags.h"
#include "formats/pst/messaging/content.h"

namespace convert::pst {

using mapi::kMadeUp;
using mapi::kMissing;
using mapi::kOwnSet;
using mapi::kState;

/// Further names of kOwnSet that stand for something of the model.
inline constexpr ::mapi::NamedText kSource{.set = kOwnSet, .name = "Source"};
inline constexpr ::mapi::NamedText kNativeId{.set = kOwnSet, .name = "NativeId"};
/// Properties whose time is a wall clock's, written as if it were UTC: "0039 0E06".
inline constexpr ::mapi::NamedText kFloatingTimes{.set = kOwnSet, .name = "FloatingTimes"};
/// The subject as it was, where PidTagSubject cannot hold it.
inline constexpr ::mapi::NamedText kWholeSubject{.set = kOwnSet, .name = "Subject"};
/// The name as it was, of a folder where PidTagDisplayName cannot hold it.
inline constexpr ::mapi::NamedText kWholeName{.set = kOwnSet, .name = "Name"};
/// Of a contact: what does not fit into the three groups of PidLidEmail.
inline constexpr ::mapi::NamedText kFurtherEmails{.set = kOwnSet, .name = "Emails"};
/// PidTagAttachMethod of an attachment whose content is missing.
inline constexpr ::mapi::NamedText kAttachMethod{.set = kOwnSet, .name = "AttachMethod"};

/// Where property `id` of `type` goes when it cannot keep its place: "Unnamed-8001",
/// "Second-0037", "Raw-0039-0040".
[[nodiscard]] std::string displaced_name(std::string_view how, std::uint16_t id);
[[nodiscard]] std::string raw_name(std::uint16_t id, model::PropertyType type);

/// Asks for the id of each name once. A failure is kept, and the id is 0 from then on: who asks
/// need not care, who makes the whole item does.
class NameIds {
 public:
  using Resolve = std::function<bytes::Result<std::uint16_t>(const ::pst::PropertyName&)>;
  explicit NameIds(Resolve resolve) : resolve_(std::move(resolve)), by_id_(kNamedIds) {}

  [[nodiscard]] std::uint16_t id_of(const ::mapi::NamedId& name);
  [[nodiscard]] std::uint16_t id_of(const ::mapi::NamedText& name);
  [[nodiscard]] std::uint16_t id_of(const model::PropertyName& name);
  /// Of a property of a bag, which has a name. Properties of one store that share an id mostly
  /// share their name.
  [[nodiscard]] std::uint16_t id_of(const model::Property& property);
  [[nodiscard]] const std::optional<bytes::Error>& error() const { return error_; }
  /// The failure is dealt with; the next name is asked for again.
  void forgive() { error_.reset(); }

 private:
  static constexpr std::size_t kNamedIds = 0x8000;

  struct Hash {
    std::size_t operator()(const model::PropertyName& name) const;
  };
  struct Known {
    const model::PropertyName* name = nullptr;
    std::uint16_t id = 0;
  };
  using Map = std::unordered_map<model::PropertyName, std::uint16_t, Hash>;

  const Map::value_type* look_up(const model::PropertyName& name);

  Resolve resolve_;
  Map ids_;
  std::vector<Known> by_id_;  // by the source's id, less 0x8000
  std::optional<bytes::Error> error_;
};

}  // namespace convert::pst
