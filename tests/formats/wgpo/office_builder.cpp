#include "tests/formats/wgpo/office_builder.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace test::office {
namespace {

constexpr std::uint8_t kString = 0x02;
constexpr std::uint8_t kDate = 0x28;
constexpr std::uint8_t kField = 0x4C;
constexpr std::uint8_t kMessage = 0x4D;
constexpr std::uint8_t kVendor = 0x7F;

Bytes big_endian(std::uint64_t value, std::size_t size) {
  Bytes out = number(value, size);
  std::ranges::reverse(out);
  return out;
}

Bytes length_of(std::size_t size, LengthForm form) {
  switch (form) {
    case LengthForm::Shortest: {
      if (size < 0x80) {
        return number(size, 1);
      }
      const std::size_t bytes = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;
      return join({number(0x80 + bytes, 1), big_endian(size, bytes)});
    }
    case LengthForm::OneByte:
      return join({number(0x81, 1), big_endian(size, 1)});
    case LengthForm::ThreeBytes:
      return join({number(0x83, 1), big_endian(size, 3)});
    case LengthForm::FourBytes:
      return join({number(0x84, 1), big_endian(size, 4)});
    case LengthForm::Indefinite:
      return number(0x80, 1);
  }
  std::abort();
}

Bytes mailbag_record(const MailbagRow& row) {
  return join({Bytes(2), padded(row.sender, 11), padded(row.subject, 41), Bytes(2),
               number(row.minute, 2), number(row.hour, 2), number(row.day, 2), number(row.month, 2),
               number(row.year, 2), Bytes(1), padded(row.letter, 9), Bytes(2), number(552, 4),
               Bytes(6), number(0x18, 2), Bytes(18), number(0x005BC998, 4), Bytes(4)});
}

}  // namespace

Bytes bytes_of(std::string_view text) {
  Bytes out;
  std::ranges::transform(text, std::back_inserter(out),
                         [](char c) { return static_cast<std::byte>(c); });
  return out;
}

Bytes number(std::uint64_t value, std::size_t size) {
  Bytes out;
  for (std::size_t i = 0; i < size; ++i) {
    out.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
  return out;
}

Bytes padded(std::string_view content, std::size_t size) {
  Bytes out = bytes_of(content.substr(0, size - 1));
  out.resize(size);
  return out;
}

Bytes join(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

Bytes cut(const Bytes& data, std::size_t size) {
  return {data.begin(), data.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::string hexid(std::uint32_t number) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (unsigned shift = 32; shift > 0; shift -= 4) {
    out += kDigits[(number >> (shift - 4)) & 0xFU];
  }
  return out;
}

Bytes element(std::uint8_t identifier, const Bytes& body, LengthForm form) {
  const Bytes end = form == LengthForm::Indefinite ? number(0x0001, 2) : Bytes();
  return join({number(identifier, 1), length_of(body.size(), form), body, end});
}

Bytes string_element(std::string_view plain, const wgpo::StringKey& key) {
  return element(kString, wgpo::encipher(plain, key));
}

Bytes field(std::uint8_t id, const std::vector<std::string>& strings, const wgpo::StringKey& key,
            LengthForm form) {
  Bytes body = number(id, 1);
  for (const std::string& string : strings) {
    body = join({body, string_element(string, key)});
  }
  return element(kField, body, form);
}

Bytes vendor_integer(std::uint8_t qualifier, std::uint16_t value) {
  return element(kVendor, join({number(qualifier, 1), number(0x0220, 2), number(value, 2)}));
}

std::string sender(std::string_view address, std::string_view name) {
  std::string out = "\x02";
  out.append(address).append("\0\x81", 2).append(name).append("\0\0", 2);
  return out;
}

std::string recipient(std::string_view address) {
  std::string out = "\x02";
  out.append(address).append("\0\x80\0\x01\x01", 5);
  return out;
}

Bytes attachment_field(std::uint32_t file, std::string_view name, const wgpo::StringKey& key) {
  return field(0x08, {hexid(file), std::string(name)}, key);
}

Bytes letter(const LetterParts& parts) {
  Bytes body = join({number(0x01, 1), vendor_integer(0x31, parts.references),
                     vendor_integer(0x32, 2), vendor_integer(0x33, 10), vendor_integer(0x37, 10),
                     field(0x01, parts.from, parts.key, parts.field_form),
                     field(0x05, parts.to, parts.key, parts.field_form)});
  if (!parts.date.empty()) {
    const Bytes date = element(kDate, string_element(parts.date, parts.key));
    body = join({body, element(kField, join({number(0x11, 1), date}), parts.field_form)});
  }
  body = join({body, field(0x07, {parts.subject}, parts.key, parts.field_form)});
  if (!parts.text.empty()) {
    body = join({body, field(0x04, parts.text, parts.key, parts.field_form)});
  }
  return element(kMessage, join({body, parts.more}), parts.message_form);
}

Bytes mailbag(const std::vector<MailbagRow>& rows) {
  Bytes out;
  for (const MailbagRow& row : rows) {
    out = join({out, mailbag_record(row)});
  }
  return out;
}

Bytes key_file(const Bytes& bitmap) {
  Bytes out = join({Bytes(48), bitmap});
  out.resize(560);
  return out;
}

Bytes user_record(std::string_view name, std::string_view mailbag, std::size_t name_at,
                  std::size_t mailbag_at) {
  Bytes out(69);
  std::ranges::copy(bytes_of(name), out.begin() + static_cast<std::ptrdiff_t>(name_at));
  std::ranges::copy(bytes_of(mailbag), out.begin() + static_cast<std::ptrdiff_t>(mailbag_at));
  return out;
}

Bytes name_record(std::uint16_t flags, std::string_view name, std::uint32_t first,
                  std::uint32_t second, std::uint32_t mailbag) {
  return join({number(flags, 2), padded(name, 31), number(first, 4), number(second, 4),
               number(mailbag, 4)});
}

Bytes group_file(const std::vector<GroupWords>& records) {
  Bytes out(8);
  for (const GroupWords& record : records) {
    out = join({out, number(record.first, 4), number(record.second, 4)});
  }
  return out;
}

void write(const std::filesystem::path& root, const std::string& name, const Bytes& data) {
  const auto path = root / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  for (const std::byte byte : data) {
    out.put(static_cast<char>(byte));
  }
  if (!out.flush()) {
    std::abort();
  }
}

void write_letter(const std::filesystem::path& root, std::uint32_t file, const LetterParts& parts) {
  const std::string name = hexid(file);
  write(root, "MAI/MA" + name.substr(7) + "/" + name + ".MAI", letter(parts));
}

void write_office(const std::filesystem::path& root, const wgpo::StringKey& key) {
  write(root, "GLB/MASTER.GLB", Bytes(176));
  write(root, "GLB/ACCESS.GLB", Bytes(std::size_t{3} * 586));
  write(root, "GLB/ACCESS2.GLB",
        join({user_record("ANNL", "0000001A"), user_record("BOBR", "0000001B"),
              user_record("CARL", "0000001C")}));
  write(root, "GLB/ACCESS3.GLB", Bytes(std::size_t{3} * 512));
  write(root, "GLB/CONTROL.GLB", join({number(0x1D, 4), number(0x80, 4)}));

  const Bytes names =
      join({name_record(0, "Ann Lee", 0x11, 0, 0x1A), name_record(0, "Bob Ray", 0x13, 0, 0x1B),
            name_record(0, "Carl Orff", 0x15, 0, 0x1C), name_record(4, "Staff", 0x17, 8)});
  const Bytes group = group_file({{0x11, 16}, {0x13, 0}});
  write(root, "NME/ADMIN.NME", names);
  write(root, "NME/ADMINSHD.NME", names);
  write(root, "GRP/ADMIN.GRP", group);
  write(root, "GRP/ADMINSHD.GRP", group);

  write_letter(
      root, 0x62,
      {.references = 2, .to = {recipient("LAB/PO1/BOBR"), recipient("LAB/PO1/ANNL")}, .key = key});
  write_letter(root, 0x63,
               {.from = {sender("LAB/PO1/BOBR", "Bob Ray")},
                .to = {recipient("LAB/PO1/ANNL")},
                .subject = "Budget",
                .more = attachment_field(0x64, "BUDGET.TXT", key),
                .key = key});
  write(root, "ATT/AT4/00000064.ATT", bytes_of("any bytes"));
  write(root, "MBG/0000001A.MBG",
        mailbag({{.letter = "00000062"},
                 {.sender = "BOBR", .subject = "Budget", .letter = "00000063"}}));
  write(root, "MBG/0000001B.MBG", mailbag({{.letter = "00000062"}}));
  write(root, "MBG/0000001C.MBG", {});
  write(root, "MBG/INQUEUE3.MBG", {});
  for (const auto* name : {"0000001A", "0000001B", "0000001C", "INQUEUE3"}) {
    write(root, "KEY/" + std::string(name) + ".KEY", key_file());
  }
  write(root, "MMF/0000001A.MMF", bytes_of("a store"));
}

}  // namespace test::office
