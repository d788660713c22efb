#include "converters/run/address_sink.h"

#include <algorithm>
#include <memory>

#include "formats/text/proxy_address.h"

namespace run {
namespace {

// Of gateways that are told by name: a store of an organisation has a handful.
constexpr std::size_t kMostGateways = 100;

/// Calls `visit` with each address of `message`, embedded messages apart.
template <class Message, class Visit>
void for_each_address(Message& message, const Visit& visit) {
  if (message.from) {
    visit(*message.from);
  }
  if (message.sender) {
    visit(*message.sender);
  }
  for (auto& address : message.reply_to) {
    visit(address);
  }
  for (auto& recipient : message.recipients) {
    visit(recipient.address);
  }
  if (message.contact) {
    for (auto& address : message.contact->emails) {
      visit(address);
    }
  }
  if (message.list) {
    for (auto& address : message.list->members) {
      visit(address);
    }
  }
}

bool is_smtp(const model::Address& address) { return text::proxy_key(address.type, "") == "SMTP:"; }

}  // namespace

model::Result<model::Delivered> AddressSink::message(const model::Message& message) {
  if (!concerns(message)) {
    return next().message(message);
  }
  auto completed = message;
  complete(completed);
  return next().message(completed);
}

model::Result<void> AddressSink::finish() {
  for (const auto& gateway : gateways_) {
    tell_({.where = "addresses",
           .text = "addresses begin with the gateway " + gateway +
                   ", and are kept so (--gateway takes it off)"});
  }
  if (counts_.mapped != 0 || counts_.unknown != 0) {
    tell_({.where = "addresses",
           .text = std::to_string(counts_.mapped) + " got their Internet form from the address " +
                   "map, " + std::to_string(counts_.unknown) + " have none there"});
  }
  return next().finish();
}

bool AddressSink::concerns(const model::Address& address) const {
  return !address.address.empty() && address.smtp.empty() && !is_smtp(address) &&
         (book_ != nullptr || !text::gateway_of(address.type, address.address).empty());
}

/// The nesting was bounded by the reader.
bool AddressSink::concerns(const model::Message& message) const {
  bool found = false;
  for_each_address(message,
                   [&](const model::Address& address) { found = found || concerns(address); });
  return found || std::ranges::any_of(message.attachments, [this](const model::Attachment& each) {
           return each.message && concerns(*each.message);
         });
}

void AddressSink::complete(model::Message& message) {
  for_each_address(message, [this](model::Address& address) { complete(address); });
  for (auto& attachment : message.attachments) {
    if (attachment.message && concerns(*attachment.message)) {
      // The source may hold the embedded message elsewhere, too: it stays as it is.
      auto embedded = std::make_shared<model::Message>(*attachment.message);
      complete(*embedded);
      attachment.message = std::move(embedded);
    }
  }
}

void AddressSink::complete(model::Address& address) {
  if (!concerns(address)) {
    return;
  }
  take_gateway_off(address);
  if (book_ == nullptr || book_->addresses().empty()) {
    return;
  }
  if (auto smtp = book_->addresses().find(address.type, address.address)) {
    address.smtp = std::move(*smtp);
    ++counts_.mapped;
  } else {
    ++counts_.unknown;
  }
}

void AddressSink::take_gateway_off(model::Address& address) {
  const std::string gateway(text::gateway_of(address.type, address.address));
  if (gateway.empty()) {
    return;
  }
  if (book_ != nullptr && book_->is_gateway(gateway)) {
    address.address = std::string(text::without_gateway(address.type, address.address, gateway));
  } else if (gateways_.size() < kMostGateways) {
    gateways_.insert(gateway);
  }
}

}  // namespace run
