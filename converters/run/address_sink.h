// --address-map, --directory, --gateway: native addresses get their Internet form.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "converters/model/forwarding_sink.h"
#include "converters/run/address_book.h"

namespace run {

struct AddressCounts {
  std::uint64_t mapped = 0;   // got an Internet address
  std::uint64_t unknown = 0;  // are of another type, and nobody knows their Internet address
};

/// Passes everything on to `target`, with Address::smtp filled in where it is empty and the book
/// knows the native address: of from, sender, reply-to, recipients, contacts and lists, those of
/// embedded messages included. What is there is never overwritten, and the native address stays.
///
/// PROFS and SNADS addresses with a gateway's name in front (EX55-PAB) are kept, with a note on
/// each gateway; the name is taken off when the user named that gateway.
class AddressSink final : public model::ForwardingSink {
 public:
  /// `target` must outlive the sink. `book` may be null: nothing is known, and gateways are told
  /// all the same. `tell` takes the notes.
  AddressSink(model::Sink& target, std::shared_ptr<const AddressBook> book,
              std::function<void(const model::Note&)> tell)
      : ForwardingSink(target), book_(std::move(book)), tell_(std::move(tell)) {}

  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> finish() override;

  [[nodiscard]] const AddressCounts& counts() const { return counts_; }

 private:
  [[nodiscard]] bool concerns(const model::Message& message) const;
  [[nodiscard]] bool concerns(const model::Address& address) const;
  void complete(model::Message& message);
  void complete(model::Address& address);
  void take_gateway_off(model::Address& address);

  std::shared_ptr<const AddressBook> book_;
  std::function<void(const model::Note&)> tell_;
  AddressCounts counts_;
  std::set<std::string> gateways_;  // that were met and not named
};

}  // namespace run
