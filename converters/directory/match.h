// Which object of the directory a mailbox belongs to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "converters/directory/directory.h"

namespace convert::directory {

/// What a store says of whose mailbox it is; empty: it does not say.
struct Identity {
  std::string name{};  // of the mailbox, or of its file
  std::string display_name{};
  std::string legacy_address{};  // "MS:NET/PO/BOX", "CCMAIL:user at po", "EX:/o=…"
  std::string sid{};             // of its account, text or bytes
};

/// In the order in which they are applied.
enum class Rule : std::uint8_t {
  None,
  MigrateProxy,  // MIGRATE:TYPE:address (KB Q151826, Q182665)
  PlainProxy,    // the same address among the others, X.500 apart (KB Q183312, Q248743)
  Sid,           // of the account (KB 328809)
  LegacyName,    // the X.500 address is the legacyExchangeDN (KB 328809)
  Name,          // alias or name: known to be wrong at times (KB Q186742, Q242184)
};

enum class Outcome : std::uint8_t {
  Matched,
  Suggested,  // by name alone: nothing is done with it
  Ambiguous,  // more than one object by the same rule: none is chosen
  Unmatched,
};

struct Match {
  Outcome outcome = Outcome::Unmatched;
  Rule rule = Rule::None;
  std::vector<std::size_t> objects{};  // in Directory::objects(): one when matched, else all
  /// With the mailbox's X.500 address: they stand for its user, and become one with it (KB 328809).
  std::vector<std::size_t> contacts{};
  /// With another address of the mailbox: they are told, and stay as they are.
  std::vector<std::size_t> kept_contacts{};
  friend bool operator==(const Match&, const Match&) = default;
};

/// "migrate proxy", "proxy", "sid", "legacy name", "name"; empty for None.
[[nodiscard]] std::string_view name_of(Rule rule);
/// "matched", "suggested", "ambiguous", "unmatched".
[[nodiscard]] std::string_view name_of(Outcome outcome);

class Matcher {
 public:
  /// `directory` must outlive the matcher.
  explicit Matcher(const Directory& directory);

  /// Applies the rules in their order and stops at the first that finds mailboxes; two or more are
  /// ambiguous. Contacts with the mailbox's address are told apart: they are the user as another
  /// system knew it, and one with it when the rule is LegacyName. `accept_names`: one object found
  /// by name counts as matched.
  [[nodiscard]] Match match(const Identity& identity, bool accept_names = false) const;

 private:
  using Index = std::unordered_map<std::string, std::vector<std::size_t>>;

  void add_addresses(std::size_t place, const Object& object);
  [[nodiscard]] Match find_by_address(const Identity& identity) const;
  [[nodiscard]] std::vector<std::size_t> find_by_name(const Identity& identity) const;

  const Directory& directory_;
  Index migrate_;
  Index plain_;
  Index sids_;
  Index names_;
};

}  // namespace convert::directory
