// --dedupe: items that a mailbox has several times.
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "converters/model/forwarding_sink.h"
#include "converters/run/account.h"
#include "converters/run/item_digest.h"

namespace run {

/// What to do about duplicates.
enum class Dedupe : std::uint8_t { Off, Report, Skip };

struct DedupeOptions {
  Dedupe mode = Dedupe::Off;
  DuplicateKey key = DuplicateKey::Exact;
};

/// "exact", "content".
[[nodiscard]] std::string_view name_of(DuplicateKey key);

struct ItemPlace {
  std::string native_id;
  FolderPath folder;
};

/// "nid 0x200024 in "Inbox"".
[[nodiscard]] std::string to_text(const ItemPlace& place);

/// The same item several times, in the order of the store: the first is the one to keep.
struct DuplicateGroup {
  std::vector<ItemPlace> items{};  // those that are listed
  std::uint64_t copies = 0;        // of the first, listed or not
};

struct Duplicates {
  DedupeOptions options{};
  std::uint64_t groups = 0;
  std::uint64_t copies = 0;              // all but the first of each group
  std::vector<DuplicateGroup> listed{};  // with at most Kept<ItemPlace>::kKept items in all
};

/// Passes everything on to `target`, and remembers a digest (item_digest.h) and the place of each
/// message that the target wrote and that was no deleted one. With Dedupe::Skip a message whose
/// digest came before is Skipped, as a duplicate of the first. The target may get fewer items than
/// it was told of: AnnouncingSink mends that.
class DuplicateSink final : public model::ForwardingSink {
 public:
  /// `target` must outlive the sink. `options.mode` is not Off.
  DuplicateSink(model::Sink& target, DedupeOptions options)
      : ForwardingSink(target), found_{.options = options} {}

  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;

  [[nodiscard]] const Duplicates& found() const { return found_; }

 private:
  struct First {
    std::uint32_t folder = 0;
    std::string native_id;
    std::optional<std::size_t> group{};  // in Duplicates::listed
    bool has_copies = false;
  };
  struct Hash {
    std::size_t operator()(const bytes::Sha256::Digest& digest) const {
      std::size_t hash = 0;
      std::memcpy(&hash, digest.data(), sizeof(hash));
      return hash;
    }
  };

  [[nodiscard]] ItemPlace place_of(std::uint32_t folder, const std::string& native_id) const;
  void record(First& first, const model::Message& copy);

  Duplicates found_;
  std::size_t listed_ = 0;  // items
  std::unordered_map<std::uint32_t, FolderPath> folders_;
  std::unordered_map<bytes::Sha256::Digest, First, Hash> firsts_;
};

}  // namespace run
