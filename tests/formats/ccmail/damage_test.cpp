// Damage costs the message that it hits, and no other.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/formats/ccmail/reading.h"
#include "tests/support/sweep.h"

using test::ExportForm;
using test::ExportMaker;
using test::Files;
using test::MadeMessage;
using test::RandomMessages;

namespace {

struct Made {
  std::vector<MadeMessage> messages;
  std::string text;
  std::vector<std::size_t> begins;  // and the end
};

Made make(RandomMessages& random, const ExportForm& form, std::uint32_t count) {
  Made made;
  ExportMaker maker(form);
  for (std::uint32_t i = 0; i < count; ++i) {
    made.messages.push_back(random.next());
    maker.add(made.messages.back());
  }
  made.text = maker.text();
  made.begins = maker.begins();
  made.begins.push_back(made.text.size());
  return made;
}

/// Where the damage lies in the file as it was.
struct Hit {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Ends at the last line of the message that is hit, so that what follows stays at the begin of a
/// line.
Hit cut_out(Made& made, RandomMessages& random) {
  const auto message = random.pick(static_cast<std::uint32_t>(made.messages.size()));
  const std::size_t first = made.begins[message];
  const std::size_t size = made.begins[message + 1] - first;
  const std::size_t begin = first + random.pick(static_cast<std::uint32_t>(size - 4));
  std::size_t length = 1 + random.pick(static_cast<std::uint32_t>(first + size - 2 - begin));
  // FORMAT.md 3: bytes as long as the next message, but for separators, leave every size right.
  constexpr std::size_t kSeparators = 8;
  const std::size_t next =
      message + 2 < made.begins.size() ? made.begins[message + 2] - made.begins[message + 1] : 0;
  if (std::max(length, next) - std::min(length, next) <= kSeparators) {
    length = 1;
  }
  made.text.erase(begin, length);
  return {.begin = begin, .end = begin + length};
}

Hit zero_sectors(Made& made, RandomMessages& random) {
  constexpr std::size_t kSector = 512;
  const std::size_t sector =
      random.pick(static_cast<std::uint32_t>(made.text.size() / kSector + 1));
  const std::size_t begin = std::min(made.text.size() - 1, sector * kSector);
  const std::size_t end = std::min(made.text.size(), begin + kSector * (1 + random.pick(2)));
  std::fill(made.text.begin() + static_cast<std::ptrdiff_t>(begin),
            made.text.begin() + static_cast<std::ptrdiff_t>(end), '\0');
  return {.begin = begin, .end = end};
}

Hit add_garbage(Made& made, RandomMessages& random, const std::string& line_end) {
  std::vector<std::size_t> lines;
  for (std::size_t at = made.text.find(line_end); at != std::string::npos;
       at = made.text.find(line_end, at + 1)) {
    lines.push_back(at + line_end.size());
  }
  lines.pop_back();  // the end of the file is behind all messages
  const std::size_t at = lines[random.pick(static_cast<std::uint32_t>(lines.size()))];
  std::string garbage;
  for (std::uint32_t count = 1 + random.pick(3); count > 0; --count) {
    // FORMAT.md 3: fewer bytes than separators may follow a size show nowhere.
    for (std::uint32_t i = 9 + random.pick(60); i > 0; --i) {
      garbage += static_cast<char>('!' + random.pick(200));
    }
    garbage += line_end;
  }
  made.text.insert(at, garbage);
  return {.begin = at, .end = at + 1};
}

/// Another number, fewer digits, blanks, or letters in place of a size.
Hit break_size(Made& made, RandomMessages& random, const std::string& line_end) {
  const auto message = random.pick(static_cast<std::uint32_t>(made.messages.size()));
  std::size_t at = made.begins[message];
  const char* label = random.pick(2) == 0 ? "Message:" : "Contents:";
  at = made.text.find(label, at) + std::string_view(label).size() + line_end.size();
  if (random.pick(3) == 0) {
    at = made.text.find("Text item:", made.begins[message]);
    at = made.text.find(line_end, at) + line_end.size();
  }
  const std::size_t size = made.text.find(line_end, at) - at;
  const std::array<std::string, 6> broken = {
      "", "0", std::string(10, ' '), "12x", made.text.substr(at, size / 2), "123456789"};
  made.text.replace(at, size, broken.at(random.pick(6)));
  return {.begin = at, .end = at + size};
}

/// Messages that are not hit, and did not come through as they were.
std::vector<std::size_t> hurt_neighbours(const Made& made, const Hit& hit,
                                         const test::ReadExport& read, std::size_t before) {
  std::vector<std::size_t> hurt;
  for (std::size_t i = 0; i < made.messages.size(); ++i) {
    const std::size_t last = std::min(i + before, made.messages.size() - 1);
    const bool is_hit = hit.begin < made.begins[last + 1] && hit.end > made.begins[i];
    const auto is_this = [&](const test::ReadMessage& one) {
      return test::is_same(one, made.messages[i]);
    };
    if (!is_hit && std::none_of(read.messages.begin(), read.messages.end(), is_this)) {
      hurt.push_back(i);
    }
  }
  return hurt;
}

/// Whether bytes of files alone are others, as many as before: the one damage that no reader of a
/// message can see. `size` is of the message as it was made.
bool differs_in_files_alone(const test::ReadMessage& read, const MadeMessage& made,
                            std::size_t size) {
  const auto is_like = [](const test::MadeItem& one, const test::MadeItem& other) {
    return one == other || (other.is_file && one.label == other.label && one.title == other.title);
  };
  return read.fields == made.fields && read.length == size &&
         std::ranges::equal(read.items, made.items, is_like);
}

/// Whether nothing but blanks and line ends is left of a message that was cut out: an export with
/// one message less, which nothing tells from one that never had it.
bool is_gone(const Made& made, const Hit& hit, std::size_t message) {
  if (hit.begin > made.begins[message] || hit.end >= made.begins[message + 1]) {
    return false;
  }
  const auto left = made.text.substr(hit.begin, made.begins[message + 1] - hit.end);
  return left.find_first_not_of(" \r\n") == std::string::npos;
}

/// Messages that are hit, did not come through as they were, and of whose place nothing is told:
/// neither a message there with damage, or with less than all of it, nor bytes of no message.
/// `growth` is how far the damage can have moved what lies behind it.
std::vector<std::size_t> hurt_in_silence(const Made& made, const Hit& hit,
                                         const test::ReadExport& read, std::size_t growth) {
  std::vector<std::size_t> hurt;
  for (std::size_t i = 0; i < made.messages.size(); ++i) {
    const std::size_t begin = made.begins[i] - std::min(made.begins[i], growth);
    const std::size_t end = made.begins[i + 1] + growth;
    const bool is_hit = hit.begin < made.begins[i + 1] && hit.end > made.begins[i];
    const auto is_this = [&](const test::ReadMessage& one) {
      return differs_in_files_alone(one, made.messages[i], made.begins[i + 1] - made.begins[i]);
    };
    const auto is_told = [&](const test::ReadMessage& one) {
      return (one.damage.total() != 0 || !one.is_complete) && one.offset < end &&
             one.offset + one.length > begin;
    };
    const auto is_unclaimed = [&](const auto& piece) {
      return piece.first < end && piece.first + piece.second > begin;
    };
    if (is_hit && !is_gone(made, hit, i) && std::ranges::none_of(read.messages, is_this) &&
        std::ranges::none_of(read.messages, is_told) &&
        std::ranges::none_of(read.unclaimed, is_unclaimed)) {
      hurt.push_back(i);
    }
  }
  return hurt;
}

constexpr std::uint32_t kSeeds = 200;
constexpr std::uint32_t kMessages = 8;

template <class Break>
void sweep(const ExportForm& form, std::size_t before, const Break& do_break) {
  for (std::uint32_t seed = 0; seed < kSeeds; seed += test::every(4)) {
    RandomMessages random(seed, form);
    Made made = make(random, form, kMessages);
    const Hit hit = do_break(made, random);
    const auto read = test::read_export(made.text, form.files);
    CAPTURE(seed, form.sizes, form.line_end, hit.begin, hit.end, made.begins);
    REQUIRE(hurt_neighbours(made, hit, read, before).empty());
    if (form.sizes) {
      // Without sizes nothing tells how much of a text there was.
      REQUIRE(hurt_in_silence(made, hit, read, 256).empty());
    }
  }
}

const std::array<ExportForm, 3> kSized = {ExportForm{.line_end = "\r\n"},
                                          ExportForm{.line_end = "\n", .files = Files::MacBinary},
                                          ExportForm{.line_end = "\r", .files = Files::Hex}};
// Without sizes a message ends where the next begins: what hits that hits both.
const ExportForm kUnsized{.sizes = false, .files = Files::Hex};
const ExportForm kUnsizedMac{.sizes = false, .files = Files::MacBinary};
constexpr std::size_t kAndTheNext = 1;

}  // namespace

TEST_CASE("bytes that are cut out cost the message that they were of") {
  for (const ExportForm& form : kSized) {
    sweep(form, 0, cut_out);
  }
  sweep(kUnsized, kAndTheNext, cut_out);
}

TEST_CASE("zeroed sectors cost the messages that lay in them") {
  for (const ExportForm& form : kSized) {
    sweep(form, 0, zero_sectors);
  }
  sweep(kUnsized, kAndTheNext, zero_sectors);
  sweep(kUnsizedMac, kAndTheNext, zero_sectors);
}

TEST_CASE("lines of garbage cost the message in which they stand") {
  for (const ExportForm& form : kSized) {
    sweep(form, 0, [&form](Made& made, RandomMessages& random) {
      return add_garbage(made, random, form.line_end);
    });
  }
  sweep(kUnsized, kAndTheNext, [](Made& made, RandomMessages& random) {
    return add_garbage(made, random, kUnsized.line_end);
  });
}

TEST_CASE("broken sizes cost the message whose they are") {
  for (const ExportForm& form : kSized) {
    sweep(form, 0, [&form](Made& made, RandomMessages& random) {
      return break_size(made, random, form.line_end);
    });
  }
}

TEST_CASE("a file that ends early has every message before its end") {
  for (std::uint32_t seed = 0; seed < kSeeds; seed += test::every(4)) {
    const ExportForm& form = kSized.at(seed % kSized.size());
    RandomMessages random(seed, form);
    const Made made = make(random, form, kMessages);
    const std::size_t end = 20 + random.pick(static_cast<std::uint32_t>(made.text.size() - 20));
    const auto read = test::read_export(std::string_view(made.text).substr(0, end), form.files);
    CAPTURE(seed, end);
    const Hit hit{.begin = end, .end = made.text.size()};
    REQUIRE(hurt_neighbours(made, hit, read, 0).empty());
    // Of what lies wholly behind the end nothing can be told.
    const auto after = std::ranges::lower_bound(made.begins, end);
    if (*after != end) {
      REQUIRE(hurt_in_silence(made, {.begin = end, .end = *after}, read, 0).empty());
    }
  }
}

TEST_CASE("Q168556 every mutation of a byte and every length is read to its end, all bytes told") {
  test::ExportMaker maker;
  maker.add("One", {test::text_item("Hello\r\n", "Title"), test::file_item("A.TXT 1/2/98", "abc")});
  maker.add("Two", {test::text_item("Bye")});
  const std::string text = maker.text() + "\x1A";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    (void)test::read_export(std::string_view(text).substr(0, length));  // counts the bytes
  }
  std::string mutated = text;
  const unsigned value_step = test::every(17);
  for (std::size_t at = 0; at < text.size(); ++at) {
    // Each time from another value on.
    for (auto value = static_cast<unsigned>(at) % value_step; value < 256; value += value_step) {
      mutated[at] = static_cast<char>(value);
      (void)test::read_export(mutated);
    }
    mutated[at] = text[at];
  }
  REQUIRE(test::read_export(text).messages.size() == 2);
}
