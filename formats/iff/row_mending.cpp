#include "formats/iff/row_mending.h"

#include <algorithm>
#include <string>
#include <utility>

#include "formats/iff/ascii.h"
#include "formats/iff/date.h"
#include "formats/iff/pointer.h"

namespace iff {
namespace {

/// A broken row has a few broken fields, each with a few commas in it.
constexpr std::size_t kMostSteps = 10'000;
constexpr std::size_t kLongestMended = std::size_t{64} * 1024;

bool is_signed_number(std::string_view text) {
  return text.substr(text.starts_with('-') ? 1 : 0).find_first_not_of("0123456789") ==
         std::string_view::npos;
}

bool has_form(const Field& field, FieldForm form) {
  const std::string_view text = trim(field.text);
  switch (form) {
    case FieldForm::Any:
      return true;
    case FieldForm::Date:
      return read_date(text).form != DateForm::Unreadable;
    case FieldForm::Number:
      return is_signed_number(text);
    case FieldForm::Flag:
      return text.empty() || is_word(text, "true") || is_word(text, "false");
    case FieldForm::Body:
      return read_pointer(field).has_value();
  }
  return true;
}

Field without_quotes(std::string_view text) {
  Field field{.text = std::string(text)};
  std::erase(field.text, '"');
  return field;
}

/// How many readings fit. A search that was given up is no proof that there is one at most.
enum class Readings : std::uint8_t { None, One, Several };

/// Tries every end of each broken field.
class Search {
 public:
  Search(std::string_view line, const RowShape& shape, std::uint64_t& budget)
      : line_(line), shape_(shape), budget_(budget) {}

  Readings run() {
    std::vector<Field> fields;
    extend(0, fields);
    if (found_.size() > 1 || is_given_up()) {
      return Readings::Several;
    }
    return found_.empty() ? Readings::None : Readings::One;
  }
  /// The one reading.
  std::vector<Field> take() { return std::move(found_.front()); }

 private:
  [[nodiscard]] bool is_given_up() const { return steps_ >= kMostSteps || budget_ == 0; }
  /// For bytes that were looked through.
  void charge(std::size_t bytes) {
    ++steps_;
    budget_ -= std::min<std::uint64_t>(budget_, bytes);
  }

  void extend(std::size_t at, std::vector<Field>& fields) {
    if (found_.size() > 1 || is_given_up()) {
      return;
    }
    if (at > line_.size()) {
      if (fields.size() == shape_.size()) {
        found_.push_back(fields);
      }
      return;
    }
    if (fields.size() == shape_.size()) {
      return;
    }
    const TakenField taken = take_field(line_, at);
    // A quote that nothing closes is looked for up to the end.
    charge(taken.quoting == Quoting::Clean ? taken.end - at + 1 : line_.size() - at + 1);
    if (taken.quoting == Quoting::Clean) {
      attempt(taken.field, taken.end + 1, fields);
      return;
    }
    for (std::size_t end = taken.end; end <= line_.size() && !is_given_up();) {
      charge(end - at + 1);
      attempt(without_quotes(line_.substr(at, end - at)), end + 1, fields);
      end = end == line_.size() ? end + 1 : std::min(line_.find(',', end + 1), line_.size());
    }
  }

  void attempt(const Field& field, std::size_t next, std::vector<Field>& fields) {
    if (!has_form(field, shape_[fields.size()])) {
      return;
    }
    fields.push_back(field);
    extend(next, fields);
    fields.pop_back();
  }

  std::string_view line_;
  const RowShape& shape_;
  std::uint64_t& budget_;
  std::size_t steps_ = 0;
  std::vector<std::vector<Field>> found_;
};

}  // namespace

RowShape message_shape(const Columns& columns) {
  RowShape shape(columns.count(), FieldForm::Any);
  const auto set = [&](MessageColumn column, FieldForm form) {
    if (const auto place = columns.place_of(static_cast<std::size_t>(column))) {
      shape[*place] = form;
    }
  };
  set(MessageColumn::SendDate, FieldForm::Date);
  set(MessageColumn::ReceivedDate, FieldForm::Date);
  set(MessageColumn::Priority, FieldForm::Number);
  set(MessageColumn::Unread, FieldForm::Flag);
  set(MessageColumn::Unsent, FieldForm::Flag);
  set(MessageColumn::Body, FieldForm::Body);
  return shape;
}

bool fits(const std::vector<Field>& fields, const RowShape& shape) {
  if (fields.size() < shape.size() || fields.size() > shape.size() + kMostExtraFields) {
    return false;
  }
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (!has_form(fields[i], shape[i])) {
      return false;
    }
  }
  return true;
}

std::optional<std::vector<Field>> mend_quotes(std::string_view line, const RowShape& shape,
                                              std::uint64_t& budget) {
  if (line.size() > kLongestMended) {
    return std::nullopt;
  }
  // More fields than the header has only where its count has no reading at all.
  RowShape longer = shape;
  for (;;) {
    Search search(line, longer, budget);
    switch (search.run()) {
      case Readings::One:
        return search.take();
      case Readings::Several:
        return std::nullopt;
      case Readings::None:
        break;
    }
    if (longer.size() == shape.size() + kMostExtraFields) {
      return std::nullopt;
    }
    longer.push_back(FieldForm::Any);
  }
}

}  // namespace iff
