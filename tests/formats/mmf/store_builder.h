// Microsoft Mail message stores made for tests: right by construction, then broken by a named hand.
// Nothing here is the reader's but the cipher, which published bytes prove.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

using MmfBytes = std::vector<std::byte>;

void put(MmfBytes& out, std::uint64_t value, unsigned size);
void append(MmfBytes& out, std::string_view text);
void append(MmfBytes& out, const MmfBytes& data);
/// With a NUL behind it.
[[nodiscard]] MmfBytes mmf_string(std::string_view text);
[[nodiscard]] MmfBytes mmf_text(std::string_view text);
[[nodiscard]] MmfBytes mmf_number(std::uint64_t value, unsigned size);

struct MmfDate {
  std::uint16_t year = 1994;
  std::uint16_t month = 1;
  std::uint16_t day = 27;
  std::uint16_t hour = 11;
  std::uint16_t minute = 58;
  std::uint16_t second = 0;
  std::uint16_t weekday = 4;
};
[[nodiscard]] MmfBytes mmf_date(const MmfDate& date);

using MmfElements = std::vector<std::pair<std::uint32_t, MmfBytes>>;
/// A list: values back to front, then the table.
[[nodiscard]] MmfBytes mmf_list(const MmfElements& elements);

struct MmfPerson {
  std::string name;
  std::string address;  // "MS:NET/PO/BOX"
  std::uint16_t kind = 4;
};
/// Triples and the record that ends them; the second word is 8 (MMF) or 16 (TNEF) larger than the
/// strings.
[[nodiscard]] MmfBytes mmf_people(const std::vector<MmfPerson>& people,
                                  std::uint16_t overhead = 16);

struct MmfAttachment {
  std::string title;
  std::string data;
  std::uint16_t type = 1;
  std::uint32_t position = 0xFFFFFFFF;
};

struct MmfMail {
  std::string subject;
  std::string body;
  MmfPerson from{"Ann Lee", "MS:LAB/PO1/ANNL"};
  std::vector<MmfPerson> to{{"Bob Ray", "MS:LAB/PO1/BOBR"}};
  std::vector<MmfPerson> cc{};
  std::vector<MmfPerson> bcc{};
  std::optional<MmfDate> sent = MmfDate{};
  std::optional<MmfDate> received = MmfDate{.hour = 12, .minute = 1, .second = 30};
  std::uint8_t status = 0x20;
  std::uint16_t message_class = 1;
  std::uint16_t priority = 2;
  std::vector<MmfAttachment> attachments{};
  MmfElements more{};
};

/// An object and its node.
struct MmfObject {
  std::uint32_t oid = 0;
  std::uint32_t parent = 0;
  std::uint32_t auxiliary = 0;
  std::uint16_t flags = 0x1000;
  std::uint16_t type_flags = 0;
  MmfBytes data{};
  std::uint32_t target = 0;  // of a link
  std::uint32_t offset = 0;  // given by MmfStore::lay_out()
};

/// A store as objects, maps and header.
struct MmfStore {
  std::uint32_t version = 0x0F00C00F;
  std::uint32_t divisor = 0;  // of the DoubleSpace cipher
  std::uint16_t current_map = 0;
  std::string language = "English (American)";
  std::uint16_t capacity = 0x200;
  std::uint64_t maps_at = 0x200;  // both, one behind the other
  std::vector<MmfObject> objects;
  /// Nodes of the map that is not in force, where they differ: by inod.
  std::map<std::size_t, MmfObject> other_nodes{};

  [[nodiscard]] MmfObject& at(std::uint32_t oid);
  /// Gives each object its place.
  void lay_out();
  /// The whole file before encipherment, and as it is.
  [[nodiscard]] MmfBytes plain() const;
  [[nodiscard]] MmfBytes bytes() const;
};

/// Enciphers everything behind the first sector, in place.
void mmf_encipher(MmfBytes& file, std::uint32_t divisor = 0);

/// A mailbox, put into a store as Microsoft Mail would.
class MmfMailbox {
 public:
  MmfMailbox();

  /// Folders in the order of the hierarchy.
  void folder(std::uint32_t oid, const std::string& name, std::uint16_t level = 1,
              bool hidden = false);
  /// Returns the message's OID.
  std::uint32_t mail(std::uint32_t folder, const MmfMail& mail);
  /// A second copy that shares the data of the first.
  std::uint32_t link(std::uint32_t folder, std::uint32_t message);
  /// A row without anything behind it.
  void row(std::uint32_t folder, std::uint32_t oid, const MmfMail& mail);
  /// Any object.
  void object(MmfObject object);
  void message_class(std::uint16_t key, const std::string& name);

  /// The store, laid out.
  [[nodiscard]] MmfStore build() const;

 private:
  struct Folder {
    std::uint32_t oid = 0;
    std::string name;
    std::uint16_t level = 1;
    bool hidden = false;
    MmfElements rows{};
  };
  Folder& find(std::uint32_t oid);

  std::vector<Folder> folders_;
  std::vector<MmfObject> objects_;
  std::vector<std::pair<std::uint16_t, std::string>> classes_;
  std::uint32_t next_ = 0x000100;
};

inline constexpr std::uint32_t kMmfInbox = 0x626E4982;
inline constexpr std::uint32_t kMmfWastebasket = 0x74735782;
inline constexpr std::uint32_t kMmfVisible = 0x4D504981;
inline constexpr std::uint32_t kMmfHidden = 0x64694881;

/// The worked example, from its typed rows: before encipherment, and as a file.
[[nodiscard]] MmfBytes mmf_example_plain();
[[nodiscard]] MmfBytes mmf_example();

}  // namespace test
