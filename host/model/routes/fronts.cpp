#include "host/model/routes/fronts.h"

#include <fmt/format.h>

#include <algorithm>

#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"
#include "kernels/routes/view.h"

namespace peregrine {

namespace {

constexpr double most_a_year = 12.0;  // onsets: one a month
constexpr double most_parameter = 100.0;

// Index of `code` among `codes`; -1, with a problem told where it is not empty and not there.
int index_among(const std::vector<std::string>& codes, const std::string& code, long line,
                std::string_view column, std::string_view table, CsvProblems& problems) {
  if (code.empty()) return -1;
  const auto found = std::find(codes.begin(), codes.end(), code);
  if (found != codes.end()) return static_cast<int>(found - codes.begin());
  problems.add(line, column, code, "is not known", std::string("use a code of ").append(table));
  return -1;
}

std::vector<std::string> border_codes(const IrregularHistory& history) {
  std::vector<std::string> codes;
  for (const Border& border : history.borders) codes.push_back(border.code);
  return codes;
}

void read_fronts(const std::string& inputs_dir, const std::vector<std::string>& borders,
                 const Countries& countries, FrontInputs& inputs, Problems& problems) {
  const std::string path = inputs_dir + "/calibration/fronts.csv";
  CsvProblems found(path);
  const CsvTable table =
      read_csv(path,
               {{"front"},
                {"name"},
                {"border", CsvType::text, 0, 0, CsvEmpty::allowed},
                {"actor"},
                {"partner", CsvType::text, 0, 0, CsvEmpty::allowed},
                {"onsets_per_year", CsvType::real, 0, most_a_year, CsvEmpty::refused},
                {"median_attempts", CsvType::real, 1, csv_most_persons, CsvEmpty::refused},
                {"coup_belt", CsvType::real, 0, most_parameter, CsvEmpty::refused},
                {"at_war", CsvType::text, 0, 0, CsvEmpty::allowed},
                {"remembered", CsvType::real, 0, most_parameter, CsvEmpty::refused}},
               found);
  const std::vector<std::string>& codes = table.texts(0);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const long line = table.line(row);
    const std::string& at_war = table.texts(8)[row];
    Front front;
    front.code = codes[row];
    front.name = table.texts(1)[row];
    front.border = index_among(borders, table.texts(2)[row], line, "border", "borders.csv", found);
    front.actor = table.texts(3)[row];
    front.partner = index_among(codes, table.texts(4)[row], line, "partner", "fronts.csv", found);
    front.onsets_per_year = table.numbers(5)[row];
    front.median_attempts = table.numbers(6)[row];
    front.coup_belt = table.numbers(7)[row];
    front.remembered = table.numbers(9)[row];
    front.at_war = at_war.empty() ? -1 : known_country(countries, at_war, line, "at_war", found);
    for (const Front& other : inputs.fronts) {
      if (other.code == front.code || (front.border >= 0 && other.border == front.border)) {
        found.add(line, "front", front.code, "is there twice, or its border has a front already",
                  "give each front and each border one row");
      }
    }
    inputs.fronts.push_back(front);
  }
  if (found.empty() && inputs.fronts.empty()) {
    found.add(0, "front", "", "there is no front", "give at least one row");
  }
  append(found, problems);
}

void read_diversion(const std::string& inputs_dir, const std::vector<std::string>& borders,
                    FrontInputs& inputs, Problems& problems) {
  const std::string path = inputs_dir + "/calibration/diversion.csv";
  CsvProblems found(path);
  inputs.near.assign(borders.size(), -1);
  inputs.diverts.assign(borders.size(), 0);
  const CsvTable table =
      read_csv(path, {{"border"}, {"near", CsvType::text, 0, 0, CsvEmpty::allowed}}, found);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const long line = table.line(row);
    const auto border_in = [&](std::size_t column, std::string_view name) {
      return index_among(borders, table.texts(column)[row], line, name, "borders.csv", found);
    };
    const int border = border_in(0, "border");
    if (border < 0) continue;
    inputs.near[static_cast<std::size_t>(border)] = border_in(1, "near");
    inputs.diverts[static_cast<std::size_t>(border)] = 1;
  }
  append(found, problems);
}

void read_priors(const std::string& inputs_dir, FrontInputs& inputs, Problems& problems) {
  const std::string path = inputs_dir + "/calibration/route_priors.csv";
  CsvProblems found(path);
  const CsvTable table =
      read_csv(path,
               {{"parameter"},
                {"mean", CsvType::real, -most_parameter, most_parameter, CsvEmpty::refused},
                {"spread", CsvType::real, 0, most_parameter, CsvEmpty::refused},
                {"low", CsvType::real, -most_parameter, most_parameter, CsvEmpty::refused},
                {"high", CsvType::real, -most_parameter, most_parameter, CsvEmpty::refused}},
               found);
  const std::vector<std::string>& names = route_parameter_names();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const RoutePrior prior = {table.numbers(1)[row], table.numbers(2)[row], table.numbers(3)[row],
                              table.numbers(4)[row]};
    const bool known = row < names.size() && table.texts(0)[row] == names[row];
    if (!known) {
      found.add(table.line(row), "parameter", table.texts(0)[row], "is out of place",
                row < names.size() ? "expected " + names[row] : "remove the row");
    }
    if (prior.low > prior.mean || prior.mean > prior.high) {
      found.add(table.line(row), "mean", table.texts(0)[row], "is outside its bounds",
                "keep low <= mean <= high");
    }
    inputs.priors.push_back(prior);
  }
  if (found.empty() && inputs.priors.size() != names.size()) {
    found.add(0, "parameter", names[inputs.priors.size()], "is missing", "add its row");
  }
  append(found, problems);
}

void read_worth(const std::string& inputs_dir, FrontInputs& inputs, Problems& problems) {
  const std::string path = inputs_dir + "/calibration/attribution.csv";
  CsvProblems found(path);
  const CsvTable table =
      read_csv(path,
               {{"power", CsvType::whole, 0, belief_terms - 1, CsvEmpty::refused},
                {"coefficient", CsvType::real, -most_parameter, most_parameter, CsvEmpty::refused}},
               found);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (row >= inputs.worth.size() || table.numbers(0)[row] != static_cast<double>(row)) {
      found.add(table.line(row), "power", fmt::format("{}", table.numbers(0)[row]),
                "is out of place", "give powers 0, 1, 2 and 3 a row each");
      continue;
    }
    inputs.worth[row] = table.numbers(1)[row];
  }
  if (found.empty() && table.rows() != inputs.worth.size()) {
    found.add(0, "power", fmt::format("{}", table.rows()), "is missing", "add its row");
  }
  append(found, problems);
}

}  // namespace

const std::vector<std::string>& route_parameter_names() {
  static const std::vector<std::string> names = {"route_log_scale",
                                                 "lead_effect",
                                                 "displaced_effect",
                                                 "detection_error",
                                                 "stay_share",
                                                 "near_diversion",
                                                 "far_diversion",
                                                 "refusal_effect",
                                                 "interception_national",
                                                 "level_duration",
                                                 "level_deterrence",
                                                 "level_deaths",
                                                 "campaign_log_rate",
                                                 "campaign_self",
                                                 "campaign_log_size",
                                                 "campaign_log_length",
                                                 "interception_frontex",
                                                 "interception_nato_non_military",
                                                 "interception_nato_military"};
  return names;
}

FrontInputs load_fronts(const std::string& inputs_dir, const IrregularHistory& history,
                        const Countries& countries) {
  static_assert(route_parameter_count == 19, "name the new parameter");
  Problems problems;
  FrontInputs inputs;
  const std::vector<std::string> borders = border_codes(history);
  read_fronts(inputs_dir, borders, countries, inputs, problems);
  read_diversion(inputs_dir, borders, inputs, problems);
  read_priors(inputs_dir, inputs, problems);
  read_worth(inputs_dir, inputs, problems);
  throw_if_any(problems);
  return inputs;
}

}  // namespace peregrine
