// How fast messages become a PST: pst_write_bench COUNT FILE.pst. The messages are made beforehand,
// some at a time, and that time is not counted: what is measured is model_to_pst alone. Prints one
// line of JSON; pst_bench.py samples the memory.
#include <sys/resource.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "converters/pst/model_to_pst.h"
#include "formats/bytes/patchable_file.h"

namespace {

constexpr std::size_t kBodySize = 1500;  // with subject, people and times a message of 2 KB
constexpr std::uint32_t kFolders = 8;
constexpr std::uint32_t kMadeAtOnce = 50;
constexpr std::int64_t kFirstDay = 7'951'000'000'000'000;  // ticks since 1970: 1995

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

model::Address person(const std::string& name) {
  return {.name = name,
          .type = "SMTP",
          .address = name + "@example.com",
          .smtp = name + "@example.com"};
}

std::string body_of(std::uint32_t number) {
  std::string text = "Message " + std::to_string(number) + "\r\n";
  std::uint32_t word = number * 2654435761U;
  while (text.size() < kBodySize) {
    word = word * 1664525U + 1013904223U;
    text += std::to_string(word % 100'000);
    text += word % 11 == 0 ? "\r\n" : " ";
  }
  return text;
}

model::Message message_of(std::uint32_t number) {
  model::Message message;
  message.folder = {1 + number % kFolders};
  message.message_class = "IPM.Note";
  message.subject = "Re: Subject of message " + std::to_string(number);
  message.from = person("sender" + std::to_string(number % 100));
  message.recipients = {
      {.kind = model::RecipientKind::To, .address = person("reader"), .properties = {}},
      {.kind = model::RecipientKind::Cc, .address = person("other"), .properties = {}}};
  message.sent = model::Instant{.ticks = kFirstDay + std::int64_t{number} * 600'000'000};
  message.received = message.sent;
  message.read = number % 2 == 0;
  message.message_id = "<" + std::to_string(number) + "@example.com>";
  message.bodies.text = {.content = bytes::make_blob(body_of(number)), .code_page = 65001};
  message.provenance.native_id = "item " + std::to_string(number);
  return message;
}

bytes::Result<convert::pst::PartFile> open_part(const std::filesystem::path& path,
                                                std::uint32_t number) {
  auto name = path;
  if (number > 1) {
    name += "." + std::to_string(number);
  }
  auto file = bytes::open_patchable_file(name, bytes::Overwrite::Replace, "");
  if (!file) {
    return tl::unexpected(file.error());
  }
  return convert::pst::PartFile{.file = std::move(*file), .name = name.filename().string()};
}

/// `making` becomes the seconds of CPU time that went into the messages themselves.
bytes::Result<void> write_messages(std::uint32_t count, const std::filesystem::path& path,
                                   double& making) {
  convert::pst::PstOptions options;
  options.open_part = [&path](std::uint32_t number) { return open_part(path, number); };
  const auto sink = convert::pst::open_pst_sink(options);
  model::Store store;
  store.source = "generated";
  store.display_name = "Generated";
  if (auto done = sink->store(store); !done) {
    return done;
  }
  for (std::uint32_t number = 1; number <= kFolders; ++number) {
    model::Folder folder;
    folder.id = {number};
    folder.name = "Folder " + std::to_string(number);
    folder.expected_items = (count + kFolders - number) / kFolders;
    if (auto done = sink->folder(folder); !done) {
      return done;
    }
  }
  std::vector<model::Message> messages;
  for (std::uint32_t number = 0; number < count;) {
    const double begin = cpu_seconds();
    messages.clear();
    for (; number < count && messages.size() < kMadeAtOnce; ++number) {
      messages.push_back(message_of(number));
    }
    making += cpu_seconds() - begin;
    for (const model::Message& message : messages) {
      const auto delivered = sink->message(message);
      if (!delivered) {
        return tl::unexpected(delivered.error());
      }
      if (delivered->disposition != model::Disposition::Written) {
        return bytes::fail(bytes::ErrorKind::Io, delivered->why, "");
      }
    }
  }
  return sink->finish();
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t count = 0;
  const std::string number = argc == 3 ? argv[1] : "";
  if (std::from_chars(number.data(), number.data() + number.size(), count).ec != std::errc{}) {
    std::fputs("usage: pst_write_bench COUNT FILE.pst\n", stderr);
    return 64;
  }
  const auto begin = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  double making = 0;
  if (const auto written = write_messages(count, argv[2], making); !written) {
    std::fprintf(stderr, "pst_write_bench: %s\n", written.error().what.c_str());
    return 74;
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  std::printf("{\"messages\":%u,\"cpu\":%.4f,\"making\":%.4f,\"wall\":%.4f}\n", count,
              cpu_seconds() - cpu - making, making, wall.count());
  return 0;
}
