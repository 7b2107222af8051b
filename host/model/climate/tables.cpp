// Readers of inputs/climate.
#include "host/model/climate/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"

namespace peregrine {
namespace {

constexpr int components = 10;      // of the basis of the forcing
constexpr int history_last = 2014;  // last year that the scenarios share
constexpr int basis_last = 2101;    // last year of the basis

CsvColumn real_column(std::string name, double least, double most) {
  return {std::move(name), CsvType::real, least, most, CsvEmpty::refused};
}

CsvColumn whole_column(std::string name, double least, double most) {
  return {std::move(name), CsvType::whole, least, most, CsvEmpty::refused};
}

CsvColumn member_column() {
  return whole_column("member", 0, 1e9);
}

void require_rows(const CsvTable& table, std::size_t rows, CsvProblems& problems) {
  if (!problems.empty() || table.rows() == rows) return;
  problems.add(0, "", std::to_string(table.rows()), "is the number of rows",
               fmt::format("must have {}", rows));
}

// Whether the first column counts `first`, first + 1, ...
void require_years(const CsvTable& table, int first, CsvProblems& problems) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double expected = first + static_cast<double>(row);
    if (table.numbers(0)[row] == expected) continue;
    problems.add(table.line(row), "year", fmt::format("{}", table.numbers(0)[row]),
                 "is out of order", fmt::format("must be {}", expected));
    return;
  }
}

struct MemberColumn {
  const char* name;
  double ClimateMember::*field;
  double least;
  double most;
};

// Bounds are wide: they catch another unit or a column that slipped, not an unusual member.
constexpr MemberColumn member_columns[] = {
    {"gamma", &ClimateMember::gamma, 1e-3, 1e3},
    {"efficacy", &ClimateMember::efficacy, 0.05, 20},
    {"sigma_forcing", &ClimateMember::sigma_forcing, 0, 50},
    {"sigma_surface", &ClimateMember::sigma_surface, 0, 50},
    {"forcing_4co2", &ClimateMember::forcing_4co2, 1, 20},
    {"iirf_start", &ClimateMember::iirf_start, 1, 100},
    {"iirf_uptake", &ClimateMember::iirf_uptake, -1, 1},
    {"iirf_temperature", &ClimateMember::iirf_temperature, -50, 50},
    {"iirf_airborne", &ClimateMember::iirf_airborne, -1, 1},
    {"co2_forcing_scale", &ClimateMember::co2_forcing_scale, 0.1, 3},
    {"co2_1750", &ClimateMember::co2_1750, 200, 400}};

std::vector<ClimateMember> read_members(const std::string& inputs_dir, Problems& all) {
  const std::string path = inputs_dir + "/climate/members.csv";
  CsvProblems problems(path);
  std::vector<CsvColumn> columns = {member_column()};
  for (const char* kind : {"capacity", "transfer"}) {
    for (int layer = 1; layer <= 3; ++layer) {
      columns.push_back(real_column(fmt::format("{}_{}", kind, layer), 1e-3, 1e4));
    }
  }
  const std::size_t scalars = columns.size();
  for (const MemberColumn& c : member_columns) {
    columns.push_back(real_column(c.name, c.least, c.most));
  }
  const CsvTable table = read_csv(path, columns, problems);
  std::vector<ClimateMember> members(table.rows());
  for (std::size_t row = 0; row < members.size(); ++row) {
    ClimateMember& member = members[row];
    member.number = static_cast<int>(table.numbers(0)[row]);
    for (std::size_t layer = 0; layer < 3; ++layer) {
      member.capacity[layer] = table.numbers(1 + layer)[row];
      member.transfer[layer] = table.numbers(4 + layer)[row];
    }
    for (std::size_t k = 0; k < std::size(member_columns); ++k) {
      member.*member_columns[k].field = table.numbers(scalars + k)[row];
    }
  }
  if (members.empty() && problems.empty()) problems.add(0, "", "", "has no members", "add rows");
  append(problems, all);
  return members;
}

// The parts of the forcing: history, then each scenario; extents of the basis.
constexpr std::size_t part_count = emission_scenario_names.size() + 1;

std::string_view part_name(std::size_t part) {
  return part == 0 ? "history" : emission_scenario_names[part - 1];
}

int part_first(std::size_t part) {
  return part == 0 ? ClimateYears::first : history_last + 1;
}

int part_last(std::size_t part) {
  return part == 0 ? history_last : basis_last;
}

// [part][year][component]
std::vector<std::vector<double>> read_basis(const std::string& inputs_dir, Problems& all) {
  const std::string path = inputs_dir + "/climate/forcing_basis.csv";
  CsvProblems problems(path);
  std::vector<CsvColumn> columns = {{"part", CsvType::text, 0, 0, CsvEmpty::refused},
                                    whole_column("year", ClimateYears::first, basis_last)};
  for (int k = 1; k <= components; ++k)
    columns.push_back(real_column(fmt::format("c{}", k), -1, 1));
  const CsvTable table = read_csv(path, columns, problems);
  std::vector<std::vector<double>> basis(part_count);
  std::size_t row = 0;
  for (std::size_t part = 0; part < part_count; ++part) {
    for (int year = part_first(part); year <= part_last(part) && problems.empty(); ++year, ++row) {
      if (row == table.rows() || table.texts(0)[row] != part_name(part) ||
          table.numbers(1)[row] != year) {
        problems.add(row < table.rows() ? table.line(row) : 0, "part,year", "",
                     "is not the next row", fmt::format("must be {},{}", part_name(part), year));
        break;
      }
      for (int k = 0; k < components; ++k) {
        basis[part].push_back(table.numbers(2 + static_cast<std::size_t>(k))[row]);
      }
    }
  }
  require_rows(table, row, problems);
  append(problems, all);
  return basis;
}

// [member][part * components + component]
std::vector<double> read_loadings(const std::string& inputs_dir,
                                  const std::vector<ClimateMember>& members, Problems& all) {
  const std::string path = inputs_dir + "/climate/forcing_loadings.csv";
  CsvProblems problems(path);
  std::vector<CsvColumn> columns = {member_column()};
  for (std::size_t part = 0; part < part_count; ++part) {
    for (int k = 1; k <= components; ++k) {
      columns.push_back(real_column(fmt::format("{}_{}", part_name(part), k), -1e3, 1e3));
    }
  }
  const CsvTable table = read_csv(path, columns, problems);
  require_rows(table, members.size(), problems);
  std::vector<double> loadings;
  for (std::size_t row = 0; row < table.rows() && problems.empty(); ++row) {
    if (table.numbers(0)[row] != members[row].number) {
      problems.add(table.line(row), "member", fmt::format("{}", table.numbers(0)[row]),
                   "is another member than in members.csv", "keep the order of members.csv");
    }
    for (std::size_t c = 1; c < columns.size(); ++c) loadings.push_back(table.numbers(c)[row]);
  }
  append(problems, all);
  return loadings;
}

void expand_forcing(const std::vector<std::vector<double>>& basis,
                    const std::vector<double>& loadings, ClimateInputs& climate) {
  const auto at = [&](std::size_t member, std::size_t part, std::size_t time) {
    const double* const row = loadings.data() + (member * part_count + part) * components;
    const double* const vector = basis[part].data() + time * components;
    double sum = 0.0;
    for (int k = 0; k < components; ++k) sum += row[k] * vector[k];
    return static_cast<float>(sum);
  };
  constexpr std::size_t split = history_last + 1 - ClimateYears::first;
  for (std::size_t s = 0; s < climate.scenarios.size(); ++s) {
    std::vector<float>& forcing = climate.scenarios[s].other_forcing;
    for (std::size_t member = 0; member < climate.members.size(); ++member) {
      for (std::size_t time = 0; time < ClimateYears::count; ++time) {
        forcing.push_back(time < split ? at(member, 0, time) : at(member, s + 1, time - split));
      }
    }
  }
}

void read_emissions(const std::string& inputs_dir, ClimateInputs& climate, Problems& all) {
  const std::string path = inputs_dir + "/climate/emissions.csv";
  CsvProblems problems(path);
  std::vector<CsvColumn> columns = {whole_column("year", ClimateYears::first, ClimateYears::last)};
  for (const std::string_view name : emission_scenario_names) {
    for (const char* kind : {"fossil", "land"}) {
      columns.push_back(real_column(fmt::format("{}_{}", name, kind), -100, 500));
    }
  }
  const CsvTable table = read_csv(path, columns, problems);
  require_rows(table, ClimateYears::count, problems);
  require_years(table, ClimateYears::first, problems);
  for (std::size_t s = 0; s < climate.scenarios.size(); ++s) {
    climate.scenarios[s].fossil = table.numbers(1 + 2 * s);
    climate.scenarios[s].land = table.numbers(2 + 2 * s);
  }
  append(problems, all);
}

void read_blocs(const std::string& inputs_dir, ClimateInputs& climate, Problems& all) {
  constexpr int shares_first = 2015;
  const std::string shares_path = inputs_dir + "/climate/bloc_shares.csv";
  CsvProblems share_problems(shares_path);
  std::vector<CsvColumn> columns = {whole_column("year", shares_first, ClimateYears::last)};
  for (const std::string_view bloc : bloc_names)
    columns.push_back(real_column(std::string(bloc), 0, 1));
  const CsvTable shares = read_csv(shares_path, columns, share_problems);
  require_rows(shares, ClimateYears::last - shares_first + 1, share_problems);
  require_years(shares, shares_first, share_problems);
  climate.shares.assign(ClimateYears::count * bloc_names.size(), 0.0);
  for (std::size_t row = 0; row < shares.rows() && share_problems.empty(); ++row) {
    const std::size_t time = shares_first - ClimateYears::first + row;
    for (std::size_t bloc = 0; bloc < bloc_names.size(); ++bloc) {
      climate.shares[time * bloc_names.size() + bloc] = shares.numbers(1 + bloc)[row];
    }
  }
  append(share_problems, all);

  const std::string path = inputs_dir + "/climate/blocs.csv";
  CsvProblems problems(path);
  const CsvTable table = read_csv(path,
                                  {{"bloc", CsvType::text, 0, 0, CsvEmpty::refused},
                                   whole_column("peak_year", 1990, 2200),
                                   whole_column("net_zero_year", 2000, 2200),
                                   real_column("coverage", 0, 1)},
                                  problems);
  require_rows(table, bloc_names.size(), problems);
  for (std::size_t row = 0; row < table.rows() && problems.empty(); ++row) {
    if (table.texts(0)[row] != bloc_names[row]) {
      problems.add(table.line(row), "bloc", table.texts(0)[row], "is not the next bloc",
                   fmt::format("must be {}", bloc_names[row]));
    } else if (table.numbers(2)[row] <= table.numbers(1)[row]) {
      problems.add(table.line(row), "net_zero_year", fmt::format("{}", table.numbers(2)[row]),
                   "is not after the peak", "must be later than peak_year");
    }
    climate.pledges[row] = {table.numbers(1)[row], table.numbers(2)[row], table.numbers(3)[row]};
  }
  append(problems, all);
}

void read_countries_climate(const std::string& inputs_dir, const Countries& countries,
                            ClimateInputs& climate, Problems& all) {
  const std::string path = inputs_dir + "/climate/countries.csv";
  CsvProblems problems(path);
  const CsvTable table =
      read_csv(path,
               {code_column("iso3"), real_column("pattern", 0, 10),
                real_column("pattern_sd", 0, 10), real_column("yearly_sd", 0, 10)},
               problems);
  const auto size = static_cast<std::size_t>(countries.size());
  std::vector<double>* const columns[] = {&climate.pattern, &climate.pattern_sd,
                                          &climate.yearly_sd};
  for (std::vector<double>* column : columns) column->assign(size, 0.0);
  RowOrder order(problems, "iso3");
  std::size_t found = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& code = table.texts(0)[row];
    const int country = known_country(countries, code, table.line(row), "iso3", problems);
    if (country < 0 || !order.accept(table.line(row), country, code)) continue;
    for (std::size_t c = 0; c < std::size(columns); ++c) {
      (*columns[c])[static_cast<std::size_t>(country)] = table.numbers(1 + c)[row];
    }
    ++found;
  }
  if (problems.empty() && found + 1 != size) {
    problems.add(0, "iso3", "", "does not have every country", "needs a row for each but OOO");
  }
  append(problems, all);
}

}  // namespace

ClimateInputs read_climate(const std::string& inputs_dir, const Countries& countries,
                           Problems& problems) {
  const std::size_t before = problems.size();
  ClimateInputs climate;
  climate.members = read_members(inputs_dir, problems);
  const std::vector<std::vector<double>> basis = read_basis(inputs_dir, problems);
  const std::vector<double> loadings = read_loadings(inputs_dir, climate.members, problems);
  read_emissions(inputs_dir, climate, problems);
  read_blocs(inputs_dir, climate, problems);
  read_countries_climate(inputs_dir, countries, climate, problems);
  if (problems.size() == before) expand_forcing(basis, loadings, climate);
  return climate;
}

ClimateInputs load_climate(const std::string& inputs_dir, const Countries& countries) {
  Problems problems;
  ClimateInputs climate = read_climate(inputs_dir, countries, problems);
  throw_if_any(problems);
  return climate;
}

}  // namespace peregrine
