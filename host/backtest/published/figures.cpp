#include "host/backtest/published/figures.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "host/model/tables/csv.h"
#include "host/model/tables/csv_layout.h"
#include "host/model/tables/readers.h"
#include "host/support/letters.h"
#include "host/support/month.h"
#include "host/support/month_reader.h"

namespace peregrine {
namespace {

constexpr double first_year = 1950;
constexpr double last_year = 2150;

struct PublishedForm {
  PublishedKind kind;
  std::string_view name;
  std::string_view period;
  std::string_view place;
  std::string_view of;
  std::array<std::string_view, 3> counts;  // which are added up; empty: none
};

constexpr std::array<PublishedForm, 3> forms = {
    PublishedForm{
        PublishedKind::stock, "migrants by corridor", "year", "destination", "origin", {"stock"}},
    PublishedForm{PublishedKind::detections,
                  "detections of irregular crossings",
                  "month",
                  "border",
                  "nationality",
                  {"detections"}},
    PublishedForm{PublishedKind::displaced,
                  "persons displaced abroad",
                  "year",
                  "destination",
                  "origin",
                  {"refugees", "asylum_seekers", "others_in_need"}}};

std::vector<std::string> names_of(const PublishedForm& form) {
  std::vector<std::string> names;
  for (const std::string_view name : {form.period, form.place, form.of}) names.emplace_back(name);
  for (const std::string_view name : form.counts) {
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// The form whose columns a header line has.
const PublishedForm* form_of(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (fault_of_line(line)) return nullptr;
  std::vector<std::string> header = fields_of(line);
  for (std::string& name : header) name = lower_case(name);
  const auto fits = [&header](const PublishedForm& form) {
    return std::ranges::all_of(names_of(form), [&header](const std::string& name) {
      return std::ranges::find(header, name) != header.end();
    });
  };
  const auto found = std::ranges::find_if(forms, fits);
  return found == forms.end() ? nullptr : &*found;
}

std::optional<CsvFault> month_fault(const std::string& text) {
  const WrittenMonth month = read_month(text);
  if (month.sound()) return std::nullopt;
  return CsvFault{month.problem, month.remedy};
}

std::vector<CsvColumn> columns_of(const PublishedForm& form) {
  const bool by_month = form.kind == PublishedKind::detections;
  CsvColumn period = {std::string(form.period), CsvType::whole, first_year, last_year};
  if (by_month) period = {std::string(form.period), CsvType::text};
  if (by_month) period.check = month_fault;
  std::vector<CsvColumn> columns = {
      period,
      {std::string(form.place), by_month ? CsvType::text : CsvType::code},
      {std::string(form.of), by_month ? CsvType::text : CsvType::code}};
  for (const std::string_view name : form.counts) {
    if (!name.empty()) columns.push_back({std::string(name), CsvType::whole, 0, csv_most_persons});
  }
  // Persons displaced within their country, who stand beside the others in UNHCR's tables.
  columns.push_back(
      {"idps", CsvType::whole, 0, csv_most_persons, CsvEmpty::allowed, CsvPresence::optional});
  return columns;
}

void refuse_repeats(const PublishedForm& form, const PublishedTable& table, const CsvTable& rows,
                    CsvProblems& problems) {
  std::map<std::tuple<int, std::string, std::string>, long> seen;
  for (std::size_t row = 0; row < table.figures.size(); ++row) {
    const PublishedFigure& figure = table.figures[row];
    const auto [known, added] =
        seen.try_emplace({figure.period, figure.place, figure.of}, rows.line(row));
    if (added) continue;
    problems.add(rows.line(row), joined({std::string(form.place), std::string(form.of)}),
                 figure.place + "," + figure.of,
                 "is on line " + std::to_string(known->second) + " already",
                 "keep one of the two rows");
  }
}

}  // namespace

std::string_view published_name(PublishedKind kind) {
  return std::ranges::find(forms, kind, &PublishedForm::kind)->name;
}

bool PublishedTable::has(int period) const {
  return std::ranges::find(figures, period, &PublishedFigure::period) != figures.end();
}

PublishedTable read_published(const std::string& path) {
  const std::string text = read_own_table(path);
  CsvProblems problems(path);
  const PublishedForm* const form = form_of(text);
  if (form == nullptr) {
    std::string wanted;
    for (const PublishedForm& one : forms) {
      wanted += (wanted.empty() ? "" : "; or ") + joined(names_of(one));
    }
    problems.add(1, "", "", "is no table of figures that can be scored",
                 "needs the columns " + wanted);
    throw_if_any(problems.all());
  }
  const CsvTable rows = parse_csv(text, columns_of(*form), problems);
  PublishedTable table = {form->kind, {}};
  constexpr std::size_t first_count = 3;
  const std::size_t counts = names_of(*form).size() - first_count;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    double persons = 0.0;
    for (std::size_t k = 0; k < counts; ++k) persons += rows.numbers(first_count + k)[row];
    const int period = form->kind == PublishedKind::detections
                           ? read_month(rows.texts(0)[row]).number()
                           : static_cast<int>(rows.numbers(0)[row]);
    table.figures.push_back({period, rows.texts(1)[row], rows.texts(2)[row], persons});
  }
  refuse_repeats(*form, table, rows, problems);
  if (problems.empty() && table.figures.empty()) {
    problems.add(0, "", "", "has no rows", "give at least one figure");
  }
  throw_if_any(problems.all());
  return table;
}

}  // namespace peregrine
