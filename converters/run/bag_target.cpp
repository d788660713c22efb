#include "converters/run/bag_target.h"

#include <filesystem>
#include <utility>

#include "converters/run/evidence/evidence_sink.h"
#include "converters/run/quantity.h"
#include "formats/bagit/bag_tree.h"
#include "formats/bagit/mailbag_table.h"
#include "formats/mime/ascii.h"
#include "formats/text/calendar_date.h"

namespace run {
namespace {

constexpr std::string_view kNotRetained = "messages_not_retained.txt";
constexpr std::string_view kMailPayload = "data/eml";

/// What the mail says under this name; empty when it says nothing.
std::string header_text(const ::mime::Entity& entity, std::string_view name) {
  for (const auto& field : entity.fields) {
    if (::mime::same_word(field.name, name)) {
      return field.value;
    }
  }
  return {};
}

/// "data/eml/Inbox/00000001.eml": the directory below the format's.
std::string derivatives_path(const std::filesystem::path& path) {
  const auto below = path.parent_path().lexically_relative(kMailPayload);
  return below == "." ? std::string() : below.generic_string();
}

class BagTarget final : public Target {
 public:
  BagTarget(std::unique_ptr<bytes::OutputTree> tree, convert::mime::MimeOptions mime,
            BagOptions options)
      : options_(std::move(options)) {
    auto bag = std::make_unique<bagit::BagTree>(std::move(tree));
    bag_ = bag.get();
    table_ = std::make_unique<bagit::MailbagTable>(*bag_);
    bag_->set_close_tags([this] { return close_tags(); });
    bag_->set_info([this](const bagit::Summary& summary) { return info(summary); });
    mime.container = ::mime::ContainerKind::MailbagEml;
    mime.on_written = [this](const convert::mime::WrittenMail& mail) { return add_row(mail); };
    writer_ = convert::mime::open_sink(std::move(bag), mime);
    sink_ = std::make_unique<StoreSink>(*writer_, store_);
  }

  model::Sink& sink() override { return *sink_; }
  [[nodiscard]] std::uint64_t files() const override { return bag_->files_written(); }
  [[nodiscard]] std::uint64_t bytes() const override { return bag_->bytes_written(); }

  model::Result<void> leave_out(std::string_view message_id) override {
    ++left_out_;
    if (message_id.empty()) {
      ++nameless_;
      return {};
    }
    if (not_retained_ == nullptr) {
      auto file = bag_->create(kNotRetained);
      if (!file) {
        return tl::unexpected(file.error());
      }
      not_retained_ = std::move(*file);
    }
    return not_retained_->write(one_line(message_id) + "\n");
  }

 private:
  /// Keeps what the store says of itself.
  class StoreSink final : public model::ForwardingSink {
   public:
    StoreSink(model::Sink& next, model::Store& kept) : ForwardingSink(next), kept_(kept) {}

    model::Result<void> store(const model::Store& store) override {
      kept_ = store;
      kept_.properties = {};
      return next().store(store);
    }

   private:
    model::Store& kept_;
  };

  /// As the specification's examples have it, without the brackets.
  static std::string one_line(std::string_view message_id) {
    std::string text;
    for (const char c : message_id) {
      text += c == '<' || c == '>' ? "" : std::string(1, c == '\n' || c == '\r' ? ' ' : c);
    }
    return text;
  }

  model::Result<void> add_row(const convert::mime::WrittenMail& mail) {
    const std::filesystem::path path(mail.path);
    const auto record = evidence::record_of(mail.message);
    return table_->add({.error = record.missing,
                        .id = path.stem().string(),
                        .message_id = mail.message.message_id,
                        .original_file = std::filesystem::path(store_.source).filename().string(),
                        .message_path = mail.folder,
                        .derivatives_path = derivatives_path(path),
                        .attachments = record.attachments,
                        .date = header_text(mail.entity, "Date"),
                        .from = record.from,
                        .to = record.to,
                        .cc = record.cc,
                        .bcc = record.bcc,
                        .subject = record.subject,
                        .content_type = mail.entity.content_type.type});
  }

  model::Result<void> close_tags() {
    auto closed = not_retained_ != nullptr ? not_retained_->close() : model::Result<void>();
    return closed ? table_->close() : closed;
  }

  [[nodiscard]] bagit::Info info(const bagit::Summary& summary) const {
    const std::string now = text::iso8601(options_.now * text::kTicksPerSecond);
    bagit::Info info = {{"Bag-Type", "Mailbag"},
                        {"Mailbag-Source", options_.source_format},
                        {"Mailbag-Specification-Version", "1.0"},
                        {"Original-Included", "False"},
                        {"Bagging-Timestamp", now + "+00:00"},
                        {"Bagging-Date", now.substr(0, now.find('T'))},
                        {"External-Identifier", "sha256:" + summary.manifest_sha256},
                        {"Mailbag-Agent", "Restante"},
                        {"Mailbag-Agent-Version", options_.agent_version},
                        {"EML-Format-Details", "RFC 5322"},
                        {"EML-Agent", "Restante"},
                        {"EML-Agent-Version", options_.agent_version},
                        {"Payload-Oxum", bagit::oxum(summary.payload)},
                        {"Restante-Original-Format", store_.format},
                        {"Restante-Original-File", store_.source}};
    if (!store_.display_name.empty()) {
      info.emplace_back("Restante-Mailbox", store_.display_name);
    }
    if (left_out_ != 0) {
      info.emplace_back("Restante-Not-Retained", format_items(left_out_, "message") + ", " +
                                                     format_count(nameless_) +
                                                     " of them without a Message-ID");
    }
    return info;
  }

  BagOptions options_;
  model::Store store_;
  bagit::BagTree* bag_ = nullptr;  // lives in writer_
  std::uint64_t left_out_ = 0;
  std::uint64_t nameless_ = 0;
  std::unique_ptr<model::Sink> writer_;
  std::unique_ptr<bagit::MailbagTable> table_;
  std::unique_ptr<bytes::OutputFile> not_retained_;
  std::unique_ptr<StoreSink> sink_;
};

}  // namespace

std::string mailbag_source(const Source& source) {
  if (source.kind == SourceKind::Pff) {
    return "pst";
  }
  const bool is_mbox =
      source.kind == SourceKind::Mime && source.mail == convert::mime::MailKind::Mbox;
  return is_mbox ? "mbox" : "eml";
}

std::unique_ptr<Target> open_bag_target(std::unique_ptr<bytes::OutputTree> tree,
                                        const convert::mime::MimeOptions& mime,
                                        const BagOptions& options) {
  return std::make_unique<BagTarget>(std::move(tree), mime, options);
}

model::Result<model::Delivered> LeftOutSink::message(const model::Message& message) {
  auto delivered = next().message(message);
  if (delivered && delivered->disposition != model::Disposition::Written) {
    if (auto told = on_left_out_(message.message_id); !told) {
      return tl::unexpected(told.error());
    }
  }
  return delivered;
}

model::Result<void> LeftOutSink::loss(const model::Loss& loss) {
  auto done = next().loss(loss);
  return done && loss.kind == model::LossKind::Item ? on_left_out_({}) : done;
}

model::Result<void> LeftOutSink::leave_out(const model::LeftOut& item) {
  auto done = next().leave_out(item);
  return done ? on_left_out_({}) : done;
}

}  // namespace run
