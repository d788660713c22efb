// From the address a store knows somebody by to the one of Internet mail.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "converters/directory/directory.h"

namespace convert::directory {

class AddressMap {
 public:
  /// Every address of an object that has an SMTP address (smtp_of()) leads to it, whatever its
  /// type: EX, MS, CCMAIL, X400 … Rows of address maps count more than directories, and mailboxes
  /// more than other objects. What leads to two different addresses of equal weight leads nowhere:
  /// ambiguous().
  void add(const Directory& directory);

  /// The Internet address of a native one, or nullopt. `type` may be empty: then `address` may hold
  /// it ("MS:NET/PO/BOX"). A user of cc:Mail whose post office nobody knows is found by the name
  /// alone.
  [[nodiscard]] std::optional<std::string> find(std::string_view type,
                                                std::string_view address) const;

  [[nodiscard]] bool empty() const { return entries_.empty(); }
  /// What leads nowhere after all: "MS:NET/PO/ANN: ann@a.example or ann@b.example", in the order in
  /// which they are met.
  [[nodiscard]] std::vector<std::string> ambiguous() const;
  /// Where a row of an address map counted against a directory: "MS:NET/PO/ANN: ann@a.example, not
  /// ann@b.example", in the order in which they are met.
  [[nodiscard]] const std::vector<std::string>& overruled() const { return overruled_; }

 private:
  struct Entry {
    std::string smtp;
    int weight = 0;
    bool is_ambiguous = false;
  };

  /// Settled when something of more weight comes.
  struct Doubt {
    std::string key;
    int weight = 0;
    std::string text;
  };

  void add(std::string_view type, std::string_view address, const std::string& smtp, int weight);
  /// nullptr: nobody has it, or more than one.
  [[nodiscard]] const Entry* look_up(const std::string& key) const;

  std::unordered_map<std::string, Entry> entries_;
  std::vector<Doubt> doubts_;
  std::vector<std::string> overruled_;
};

}  // namespace convert::directory
