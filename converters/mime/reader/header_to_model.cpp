#include "converters/mime/reader/header_to_model.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "converters/mime/reader/address_to_model.h"
#include "converters/mime/reader/transport_text.h"
#include "converters/mime/trashed.h"
#include "formats/bytes/base64.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/date_field.h"
#include "formats/mime/reader/encoded_text.h"
#include "formats/text/ascii.h"

namespace convert::mime {
namespace {

std::string_view trimmed(std::string_view text) { return text::trim(text, " \t\r\n"); }

/// A value of words alone: "High", "1 (Highest)".
std::string first_word(std::string_view value) {
  const std::string_view text = trimmed(value);
  return ::mime::lower_case(text.substr(0, text.find_first_of(" \t\r\n;(")));
}

model::Timestamp to_timestamp(const ::mime::ReadDate& date) {
  return date.has_zone ? model::Timestamp(model::Instant{date.ticks})
                       : model::Timestamp(model::WallClock{date.ticks});
}

class HeaderFiller {
 public:
  HeaderFiller(const ::mime::ReadPart& part, std::uint32_t page, const ReadContext& context,
               model::Message& message)
      : part_(part), page_(page), context_(context), message_(message) {}

  OwnFields fill() {
    texts();
    identification();
    dates();
    weight();
    flags();
    OwnFields own = read_own_fields(part_.fields, message_);
    people(own);
    if (own.made_up.contains("message-id")) {
      message_.message_id.clear();
    }
    const auto unplaced = restore_natives(own.natives, message_);
    message_.transport_headers = transport_text(part_, own, unplaced, page_, context_);
    return own;
  }

 private:
  [[nodiscard]] std::string value(std::string_view name) const {
    const std::string* found = part_.field(name);
    return found == nullptr ? std::string() : std::string(trimmed(::mime::unfold(*found)));
  }

  std::string decoded(std::string_view name) {
    const std::string* found = part_.field(name);
    if (found == nullptr) {
      return {};
    }
    text::Decoded text = ::mime::decode_header_text(*found, page_);
    message_.undecodable += text.undecodable;
    return std::string(trimmed(text.utf8));
  }

  void texts() {
    message_.subject = decoded("Subject");
    message_.conversation_topic = decoded("Thread-Topic");
    for (const ::mime::HeaderField& field : part_.fields.fields) {
      if (::mime::same_word(field.name, "Keywords")) {  // RFC 5322 3.6.5: phrases, with commas
        add_keywords(field.value);
      }
    }
  }

  void add_keywords(std::string_view field) {
    auto phrases = ::mime::parse_addresses(field, page_);
    message_.undecodable += phrases.undecodable;
    for (::mime::ReadAddress& phrase : phrases.addresses) {
      message_.categories.push_back(phrase.name.empty() ? std::move(phrase.address)
                                                        : std::move(phrase.name));
    }
  }

  void identification() {
    message_.message_id = value("Message-ID");
    message_.in_reply_to = value("In-Reply-To");
    message_.references = value("References");
    if (auto index = bytes::decode_base64(value("Thread-Index"))) {
      message_.conversation_index = std::move(*index);
    }
  }

  void dates() {
    if (const std::string* date = part_.field("Date")) {
      if (const auto read = ::mime::parse_date(*date)) {
        message_.sent = to_timestamp(*read);
      } else {
        context_.note("its Date is none and stays in the header only: " +
                      std::string(trimmed(*date)).substr(0, kMostShown));
      }
    }
    // RFC 5321 4.4: each relay puts its line on top; the date stands behind the last semicolon.
    if (const std::string* received = part_.field("Received")) {
      const std::size_t semicolon = received->rfind(';');
      const auto read = semicolon == std::string::npos
                            ? std::nullopt
                            : ::mime::parse_date(std::string_view(*received).substr(semicolon + 1));
      if (read) {
        message_.received = to_timestamp(*read);
      }
    }
  }

  void people(const OwnFields& own) {
    message_.from = one("From");
    if (own.made_up.contains("from") && message_.from && message_.from->address.empty() &&
        message_.from->name == "(no sender)") {
      message_.from.reset();
    }
    message_.sender = one("Sender");
    each("Reply-To",
         [this](model::Address address) { message_.reply_to.push_back(std::move(address)); });
    for (const auto& [name, kind] :
         {std::pair("To", model::RecipientKind::To), std::pair("Cc", model::RecipientKind::Cc),
          std::pair("Bcc", model::RecipientKind::Bcc)}) {
      each(name, [this, kind = kind](model::Address address) {
        message_.recipients.push_back(
            {.kind = kind, .address = std::move(address), .properties = {}});
      });
    }
  }

  /// Every address of every field of that name.
  template <class Use>
  void each(std::string_view name, Use use) {
    for (const ::mime::HeaderField& field : part_.fields.fields) {
      if (!::mime::same_word(field.name, name)) {
        continue;
      }
      auto list = ::mime::parse_addresses(field.value, page_);
      message_.undecodable += list.undecodable;
      if (list.is_cut) {
        message_.provenance.miss(field.name, context_.place + ": more addresses than " +
                                                 std::to_string(::mime::kMaxAddresses) +
                                                 ": the rest stands in the header only");
      }
      for (const ::mime::ReadAddress& address : list.addresses) {
        use(to_address(address));
      }
    }
  }

  std::optional<model::Address> one(std::string_view name) {
    std::optional<model::Address> first;
    each(name, [&first](model::Address address) {
      if (!first) {
        first = std::move(address);
      }
    });
    return first;
  }

  /// [MS-OXCMAIL] 2.2.3.2: the fields mail programs write, the plainest first.
  void weight() {
    const std::string importance = first_word(value("Importance"));
    const std::string priority = first_word(value("X-Priority"));
    const std::string microsoft = first_word(value("X-MSMail-Priority"));
    const std::string urgency = first_word(value("Priority"));
    const bool says_importance =
        importance == "high" || importance == "low" || importance == "normal";
    const auto among = [&](std::initializer_list<std::string_view> high_or_low) {
      return std::ranges::any_of(high_or_low, [&](std::string_view word) {
        return says_importance ? importance == word
                               : priority == word || microsoft == word || urgency == word;
      });
    };
    if (among({"high", "1", "2", "urgent"})) {
      message_.importance = model::Importance::High;
    } else if (among({"low", "4", "5", "non-urgent"})) {
      message_.importance = model::Importance::Low;
    }
    const std::string sensitivity = first_word(value("Sensitivity"));
    if (sensitivity == "personal") {
      message_.sensitivity = model::Sensitivity::Personal;
    } else if (sensitivity == "private") {
      message_.sensitivity = model::Sensitivity::Private;
    } else if (sensitivity == "company-confidential") {
      message_.sensitivity = model::Sensitivity::Confidential;
    }
    message_.read_receipt_requested = part_.field("Disposition-Notification-To") != nullptr;
    message_.delivery_receipt_requested = part_.field("Return-Receipt-To") != nullptr;
    message_.unsent = value("X-Unsent") == "1";
  }

  /// What mail programs that keep mboxes write into the messages: R read; A answered, D deleted, F
  /// flagged, T draft; Mozilla's bits.
  void flags() {
    constexpr std::uint32_t kRead = 0x0001;
    constexpr std::uint32_t kReplied = 0x0002;
    constexpr std::uint32_t kMarked = 0x0004;
    const std::string status = value("Status");
    const std::string more = value("X-Status");
    const std::string mozilla = value("X-Mozilla-Status");
    std::uint32_t bits = 0;
    std::from_chars(mozilla.data(), mozilla.data() + mozilla.size(), bits, 16);
    message_.read = status.find('R') != std::string::npos || (bits & kRead) != 0;
    message_.replied = more.find('A') != std::string::npos || (bits & kReplied) != 0;
    message_.flagged = more.find('F') != std::string::npos || (bits & kMarked) != 0;
    message_.unsent = message_.unsent || more.find('T') != std::string::npos;
    if (more.find('D') != std::string::npos) {
      set_trashed(message_);
    }
  }

  static constexpr std::size_t kMostShown = 80;

  const ::mime::ReadPart& part_;
  std::uint32_t page_;
  const ReadContext& context_;
  model::Message& message_;
};

}  // namespace

OwnFields fill_header(const ::mime::ReadPart& part, std::uint32_t page, const ReadContext& context,
                      model::Message& message) {
  return HeaderFiller(part, page, context, message).fill();
}

}  // namespace convert::mime
