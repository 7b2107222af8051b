#include "host/model/stock/calibration.h"

#include <fmt/format.h>

#include "host/model/tables/posterior_table.h"
#include "host/model/tables/rows.h"
#include "host/model/tables/write_text.h"

namespace peregrine {

namespace {

// In the order of StockParameter. The bounds are those within which the kernels are meant to work.
constexpr ParameterBounds parameter_bounds[stock_parameter_count] = {
    {"pressure_drift", -2.0, 2.0},
    {"pressure_drift_by_size", -2.0, 2.0},
    {"pressure_persistence", 0.0, 1.0},
    {"pressure_fade", 0.0, 10.0},
    {"newcomer_pressure", -8.0, 8.0},
    {"turnover", 1e-4, 1.0},
    {"diaspora_elasticity", 0.0, 1.0},
    {"origin_elasticity", -3.0, 3.0},
    {"destination_elasticity", -3.0, 3.0},
    {"onward_share", 0.0, 1.0},
    {"shock_log_multiplier", -3.0, 3.0},
    {"destination_volatility", 0.0, 3.0},
    {"shock_tail", 0.0, 2.0},
    {"shock_skew", -2.0, 2.0},
    {"shock_centre", -5.0, 5.0},
    {"share_common", 0.0, 1.0},
    {"share_origin", 0.0, 1.0},
    {"share_destination", 0.0, 1.0},
    {"opening_log_spread", 0.0, 5.0},
};

std::string calibration_file(const std::string& dir, const char* name) {
  return dir + "/" + name;
}

CsvColumn bounded(const char* name, double least, double most) {
  return {name, CsvType::real, least, most, CsvEmpty::refused};
}

std::vector<CorridorCalibration> read_corridor_rows(const std::string& dir,
                                                    const Countries& countries,
                                                    const Corridors& corridors,
                                                    std::vector<Problem>& problems) {
  const std::string path = calibration_file(dir, "stock_corridors.csv");
  CsvProblems here(path);
  const PairRows pairs =
      read_pairs(path, countries,
                 {bounded("pressure", -8, 8), bounded("newcomer", 0, 1),
                  bounded("shock_scale", 0, 10), bounded("revision_scale", 0, 5),
                  bounded("opening_hazard", 0, 1), bounded("opening_log_size", -5, 20)},
                 here);
  std::vector<CorridorCalibration> rows;
  if (same_corridors(pairs, countries, corridors,
                     "run `peregrine calibrate stock` after changing the baseline", here)) {
    for (std::size_t c = 0; c < pairs.origin.size(); ++c) {
      const auto value = [&](std::size_t column) { return pairs.table.numbers(column + 2)[c]; };
      rows.push_back({value(0), value(1), value(2), value(3), value(4), value(5)});
    }
  }
  append(here, problems);
  return rows;
}

// Errors of the destinations' figures.
void read_destinations(const std::string& dir, const Countries& countries,
                       StockCalibration& calibration, std::vector<Problem>& problems) {
  const std::string path = calibration_file(dir, "stock_destinations.csv");
  CsvProblems here(path);
  const CsvTable table = read_csv(
      path, {code_column("iso3"), bounded("revision_scale", 0, 5), bounded("revised_share", 0, 1)},
      here);
  calibration.revision_destination.assign(static_cast<std::size_t>(countries.size()), 0.0);
  calibration.revised_share = calibration.revision_destination;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int country =
        known_country(countries, table.texts(0)[row], table.line(row), "iso3", here);
    if (country < 0) continue;
    calibration.revision_destination[static_cast<std::size_t>(country)] = table.numbers(1)[row];
    calibration.revised_share[static_cast<std::size_t>(country)] = table.numbers(2)[row];
  }
  append(here, problems);
}

}  // namespace

const std::vector<std::string>& stock_parameter_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const ParameterBounds& bounds : parameter_bounds) list.emplace_back(bounds.name);
    return list;
  }();
  return names;
}

StockCalibration load_stock_calibration(const std::string& inputs_dir, const Countries& countries,
                                        const Corridors& corridors) {
  const std::string dir = inputs_dir + "/calibration";
  std::vector<Problem> problems;
  StockCalibration calibration;
  calibration.posterior = read_posterior(calibration_file(dir, "stock_posterior.csv"),
                                         parameter_bounds, "peregrine calibrate stock", problems);
  calibration.corridors = read_corridor_rows(dir, countries, corridors, problems);
  read_destinations(dir, countries, calibration, problems);
  if (!problems.empty()) throw InputError(problems);
  return calibration;
}

void save_stock_calibration(const std::string& calibration_dir, const StockCalibration& calibration,
                            const Countries& countries, const Corridors& corridors) {
  write_posterior(calibration_file(calibration_dir, "stock_posterior.csv"), parameter_bounds,
                  calibration.posterior, 6);

  std::string rows =
      "destination,origin,pressure,newcomer,shock_scale,revision_scale,opening_hazard,"
      "opening_log_size\n";
  for (std::size_t c = 0; c < calibration.corridors.size(); ++c) {
    const CorridorCalibration& fitted = calibration.corridors[c];
    rows += fmt::format("{},{},{:.4f},{:.0f},{:.4f},{:.4f},{:.4g},{:.4f}\n",
                        countries.iso3[static_cast<std::size_t>(corridors.destination[c])],
                        countries.iso3[static_cast<std::size_t>(corridors.origin[c])],
                        fitted.pressure, fitted.newcomer, fitted.shock_scale, fitted.revision_scale,
                        fitted.opening_hazard, fitted.opening_log_size);
  }
  write_text(calibration_file(calibration_dir, "stock_corridors.csv"), rows);

  std::string destinations = "iso3,revision_scale,revised_share\n";
  for (std::size_t c = 0; c < calibration.revision_destination.size(); ++c) {
    destinations += fmt::format("{},{:.4f},{:.4f}\n", countries.iso3[c],
                                calibration.revision_destination[c], calibration.revised_share[c]);
  }
  write_text(calibration_file(calibration_dir, "stock_destinations.csv"), destinations);
}

}  // namespace peregrine
