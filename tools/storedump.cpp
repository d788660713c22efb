// Shows the structures of a store field by field.
#include <memory>
#include <string>

#include "converters/run/exit_code.h"
#include "converters/run/progress.h"
#include "converters/run/source_guard.h"
#include "converters/run/stop.h"
#include "converters/run/store_dump/dump_selection.h"
#include "converters/run/store_dump/store_dump.h"
#include "tools/common/arguments.h"
#include "tools/common/console.h"
#include "tools/common/side_files.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "storedump",
      .about =
          "Shows the structures of a store field by field: offset, bytes, the field's name in "
          "its specification, its value, and what that means.",
      .examples =
          "  storedump outlook.pst --node 0x21\n"
          "  storedump outlook.pst --item \"nid 0x00200024\"\n"
          "  storedump outlook.pst --offset 0x4400 --full\n"
          "  storedump outlook.pst --html -o outlook.html\n"
          "  storedump --json outlook.pst | jq '.records[] | select(.faults != [])'\n",
      .exit_codes =
          "  0   nothing is wrong with what was shown\n"
          "  3   something is: see the lines that begin with !\n"
          "  64  wrong usage    65  no such id or offset, or a file of another kind\n"
          "  66  no such file   70  a bug in this program\n"
          "  73  the output exists, or cannot be made\n"
          "  74  reading or writing failed    77  no permission\n",
      .sources = tool::Description::Sources::One,
      .source_word = "STORE",
      .output_help = "write to FILE in place of standard output",
      .dumps = true};
  return all;
}

/// An output that would harm the store, or something else that is there, is refused first.
bytes::Result<void> check_output(const tool::Arguments& arguments, const run::Source& source) {
  if (arguments.output.empty() || arguments.output == "-") {
    return {};
  }
  auto allowed = run::SourceGuard({source}).check(arguments.output);
  return allowed ? bytes::check_output_file(arguments.output, tool::overwrite_of(arguments))
                 : allowed;
}

/// Begins its output with the first record: an id that is not there leaves nothing behind.
class LateWriter final : public bytes::AnnotationSink {
 public:
  LateWriter(const tool::Arguments& arguments, const run::Source& source)
      : arguments_(arguments), source_(source) {}

  bytes::Result<void> record(const bytes::AnnotatedRecord& record) override {
    auto begun = begin();
    return begun ? writer_->record(record) : begun;
  }
  bytes::Result<void> end() {
    auto done = begin();
    if (done) {
      done = writer_->end();
    }
    return done ? file_->close() : done;
  }
  [[nodiscard]] bool found_faults() const { return writer_->faults() != 0; }

 private:
  bytes::Result<void> begin() {
    if (writer_ != nullptr) {
      return {};
    }
    const auto target = arguments_.output.empty() ? "-" : arguments_.output;
    auto file = bytes::open_output_file(target, tool::overwrite_of(arguments_));
    if (!file) {
      return tl::unexpected(file.error());
    }
    file_ = std::move(*file);
    const auto form = arguments_.html   ? run::DumpForm::Html
                      : arguments_.json ? run::DumpForm::JsonDocument
                                        : run::DumpForm::Text;
    writer_ = run::open_dump_writer(form, arguments_.full, *file_);
    return writer_->begin(
        {.path = source_.path,
         .format = source_.what + (source_.version.empty() ? "" : " " + source_.version),
         .size = source_.size,
         .selection = run::selection_text(arguments_.dumped)});
  }

  const tool::Arguments& arguments_;
  const run::Source& source_;
  std::unique_ptr<bytes::OutputFile> file_;
  std::unique_ptr<run::DumpWriter> writer_;
};

int dump_one(const tool::Arguments& arguments) {
  tool::Console console(description().name);
  const auto fail = [&](const bytes::Error& error) {
    console.fail(error);
    return run::exit_code(error.kind);
  };
  auto source = run::sniff_file(arguments.sources.front());
  run::search_for_mmf(source);
  if (const auto allowed = check_output(arguments, source); !allowed) {
    return fail(allowed.error());
  }
  // On a terminal the records are what moves.
  run::Progress progress(!arguments.output.empty());
  progress.start(source.path.filename().string(), source.size);
  const auto going_on = [&](std::uint64_t done) {
    progress.bytes(done);
    return run::stop_signal() == 0;
  };
  LateWriter writer(arguments, source);
  auto done =
      run::dump_source(source, {.selection = arguments.dumped, .progress = going_on}, writer);
  progress.clear();
  if (run::stop_signal() != 0) {
    constexpr int kSignalled = 128;
    return kSignalled + run::stop_signal();
  }
  if (done) {
    done = writer.end();
  }
  if (!done) {
    return fail(done.error());
  }
  return writer.found_faults() ? run::kExitDamage : run::kExitComplete;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    return parsed.exit ? *parsed.exit : dump_one(parsed.arguments);
  });
}
