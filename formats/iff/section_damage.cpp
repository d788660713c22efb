#include "formats/iff/section_damage.h"

#include "formats/bytes/damage_text.h"
#include "formats/iff/secondary.h"

namespace iff {
namespace {

using bytes::Damage;
using bytes::DamageKind;

constexpr std::string_view kOtherCopy =
    "compare the file with another copy: one that was made as text, or opened in an editor, is "
    "shifted";
constexpr std::string_view kWholeCopy = "look for a whole copy of the file";

std::string count_of_bytes(std::uint64_t bytes) {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

std::string pointer_text(const Damage& damage, const DamagePlace& place) {
  const std::string file(place.file);
  const std::string pointer = place.pointer.empty()
                                  ? "#" + file + "(" + std::to_string(damage.found) + ")"
                                  : std::string(place.pointer);
  switch (damage.kind) {
    case DamageKind::OutOfRange:
      return pointer + " points behind the end of " + file + ", which has " +
             count_of_bytes(place.size) + "; " + std::string(kWholeCopy);
    case DamageKind::Inconsistent: {
      const bool is_before = damage.expected < damage.found;
      return pointer + " meets no section; the nearest, " +
             count_of_bytes(is_before ? damage.found - damage.expected
                                      : damage.expected - damage.found) +
             (is_before ? " before it, at " : " behind it, at ") + std::to_string(damage.expected) +
             ", was read; " + std::string(kOtherCopy);
    }
    default:
      return pointer + " meets no section, nor is one within " + count_of_bytes(kPointerSlack) +
             " of it; " + std::string(kOtherCopy);
  }
}

/// The section that stands at the damage.
std::string section_at(const Damage& damage, const DamagePlace& place) {
  return std::string(place.file) + ": the section at " + std::to_string(damage.offset) +
         (place.pointer.empty() ? std::string()
                                : ", which " + std::string(place.pointer) + " leads to,");
}

std::string length_text(const Damage& damage, const DamagePlace& place) {
  const std::string says =
      section_at(damage, place) + " says Length " + std::to_string(damage.found) + ", but ";
  if (damage.kind == DamageKind::Truncated) {
    return says + "the file ends after " + count_of_bytes(damage.expected) +
           ": what there is was read; " + std::string(kWholeCopy);
  }
  return says + "what follows fits " + std::to_string(damage.expected) +
         " alone: so many bytes were read; " + std::string(kOtherCopy);
}

std::string text_of(const Damage& damage, const DamagePlace& place) {
  if (damage.field == "SEC.pointer") {
    return pointer_text(damage, place);
  }
  if (damage.field == "SEC.Type") {
    return section_at(damage, place) +
           " has a type that is none of Body, Attachment, Schedule, Document, Other: its bytes "
           "were read as a file; look at the first line there";
  }
  if (damage.field == "SEC.Length" && damage.kind == DamageKind::BadMagic) {
    return section_at(damage, place) +
           " has no number as Length: it was read up to the next section; look at the first line "
           "there";
  }
  if (damage.field == "SEC.Length") {
    return length_text(damage, place);
  }
  if (damage.field == "SEC.end") {
    return section_at(damage, place) + " says Length " + std::to_string(damage.found) +
           ", which ends at no section, and no other length does: it was read as far as the next "
           "section at most, and may have too many bytes or too few; " +
           std::string(kOtherCopy);
  }
  if (damage.field == "SEC.line end") {
    return section_at(damage, place) +
           " does not end with CR LF behind its bytes: its Length fits what follows, and was taken";
  }
  if (damage.field == "SEC.line ends") {
    return section_at(damage, place) + " is a file of " + count_of_bytes(damage.length) +
           " some of whose line ends were CR LF and some LF: which is a guess; " +
           std::string(kWholeCopy);
  }
  if (damage.field == "SEC.shift") {
    const bool is_before = damage.expected < damage.found;
    return std::string(place.file) + ": no pointer meets a section; all do " +
           count_of_bytes(is_before ? damage.found - damage.expected
                                    : damage.expected - damage.found) +
           (is_before ? " before" : " behind") +
           " where they point: they were read so; bytes were " + (is_before ? "lost" : "put in") +
           " at the file's begin; " + std::string(kWholeCopy);
  }
  if (damage.field == "SEC.Islast") {
    return std::string(place.file) + ": a section of the message should follow at " +
           std::to_string(damage.offset) + " (Islast FALSE), behind the " +
           std::to_string(damage.found) + " that were read, and none does; " +
           std::string(kWholeCopy);
  }
  if (damage.field == "SEC.header") {
    return std::string(place.file) +
           ": its first line is not Type,Length,Encoding,Islast,Name,Position,Format: what it "
           "begins with was looked through for sections";
  }
  return std::string(place.file) + ": " + bytes::describe_at(damage);
}

}  // namespace

std::vector<std::string> damage_lines(const bytes::DamageLog& damage, const DamagePlace& place) {
  std::vector<std::string> lines;
  for (const Damage& one : damage.items()) {
    lines.push_back(text_of(one, place));
  }
  if (damage.total() > damage.items().size()) {
    lines.push_back(std::string(place.file) + ": " +
                    std::to_string(damage.total() - damage.items().size()) + " more faults");
  }
  return lines;
}

}  // namespace iff
