#include "host/model/assimilation/calibration.h"

#include <fmt/format.h>

#include "host/model/tables/rows.h"
#include "host/model/tables/write_text.h"

namespace peregrine {
namespace {

constexpr const char* corridors_file = "assimilation_corridors.csv";
constexpr const char* destinations_file = "assimilation_destinations.csv";
constexpr const char* remedy = "run `peregrine calibrate assimilation` after changing the baseline";

CsvColumn within(const std::string& name, double least, double most) {
  return {name, CsvType::real, least, most, CsvEmpty::refused};
}

// As in growth_from_2021.
std::string growth_column(int step) {
  return fmt::format("growth_from_{}", PopulationTrend::first_year + step);
}

std::vector<CorridorGain> read_corridor_gains(const std::string& path, const Countries& countries,
                                              const Corridors& corridors, CsvProblems& problems) {
  std::vector<CsvColumn> columns = {within("own_error", 0, 5),
                                    within("precision", 0, 1e6),
                                    within("gain", 0, 1),
                                    within("pressure_slope", -100, 100),
                                    {"pressure", CsvType::real, -10, 10, CsvEmpty::allowed},
                                    {"shock_scale", CsvType::real, 0, 10, CsvEmpty::allowed}};
  for (int step = 1; step < CorridorGain::steps; ++step) {
    columns.push_back(within(growth_column(step), -20, 20));
  }
  const PairRows pairs = read_pairs(path, countries, columns, problems);
  std::vector<CorridorGain> gains;
  if (!same_corridors(pairs, countries, corridors, remedy, problems)) return gains;
  for (std::size_t c = 0; c < pairs.origin.size(); ++c) {
    const auto value = [&](std::size_t column) { return pairs.table.numbers(column + 2)[c]; };
    CorridorGain& gain = gains.emplace_back();
    gain.own_error = value(0);
    gain.precision = value(1);
    gain.gain = value(2);
    gain.pressure_slope = value(3);
    gain.pressure = value(4);
    gain.shock_scale = value(5);
    for (std::size_t step = 0; step < gain.growth_to_come.size(); ++step) {
      gain.growth_to_come[step] = value(6 + step);
    }
  }
  return gains;
}

std::vector<DestinationGain> read_destination_gains(const std::string& path,
                                                    const Countries& countries,
                                                    CsvProblems& problems) {
  const CsvTable table = read_csv(path,
                                  {code_column("iso3"), within("shared_error", 0, 5),
                                   within("shared_gain", 0, 1e3), within("shared_part", 0, 1e3)},
                                  problems);
  std::vector<DestinationGain> gains(static_cast<std::size_t>(countries.size()));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int country =
        known_country(countries, table.texts(0)[row], table.line(row), "iso3", problems);
    if (country < 0) continue;
    gains[static_cast<std::size_t>(country)] = {table.numbers(1)[row], table.numbers(2)[row],
                                                table.numbers(3)[row]};
  }
  return gains;
}

}  // namespace

AssimilationCalibration load_assimilation(const std::string& inputs_dir, const Countries& countries,
                                          const Corridors& corridors) {
  const std::string dir = inputs_dir + "/calibration/";
  CsvProblems of_corridors(dir + corridors_file);
  CsvProblems of_destinations(dir + destinations_file);
  AssimilationCalibration gains;
  gains.corridors = read_corridor_gains(dir + corridors_file, countries, corridors, of_corridors);
  gains.destinations = read_destination_gains(dir + destinations_file, countries, of_destinations);
  std::vector<Problem> problems;
  append(of_corridors, problems);
  append(of_destinations, problems);
  if (!problems.empty()) throw InputError(problems);
  return gains;
}

void save_assimilation(const std::string& calibration_dir, const AssimilationCalibration& gains,
                       const Countries& countries, const Corridors& corridors) {
  std::string rows =
      "destination,origin,own_error,precision,gain,pressure_slope,pressure,shock_scale";
  for (int step = 1; step < CorridorGain::steps; ++step) rows += "," + growth_column(step);
  rows += "\n";
  const auto code = [&](int country) { return countries.iso3[static_cast<std::size_t>(country)]; };
  for (std::size_t c = 0; c < gains.corridors.size(); ++c) {
    const CorridorGain& gain = gains.corridors[c];
    rows += fmt::format("{},{},{:.4g},{:.4g},{:.4g},{:.4g},", code(corridors.destination[c]),
                        code(corridors.origin[c]), gain.own_error, gain.precision, gain.gain,
                        gain.pressure_slope);
    if (std::isfinite(gain.pressure)) rows += fmt::format("{:.4f}", gain.pressure);
    rows += ",";
    if (std::isfinite(gain.shock_scale)) rows += fmt::format("{:.4f}", gain.shock_scale);
    for (const double growth : gain.growth_to_come) rows += fmt::format(",{:.4f}", growth);
    rows += "\n";
  }
  write_text(calibration_dir + "/" + corridors_file, rows);
  std::string destinations = "iso3,shared_error,shared_gain,shared_part\n";
  for (std::size_t c = 0; c < gains.destinations.size(); ++c) {
    const DestinationGain& gain = gains.destinations[c];
    destinations += fmt::format("{},{:.4g},{:.4g},{:.4g}\n", countries.iso3[c], gain.shared_error,
                                gain.shared_gain, gain.shared_part);
  }
  write_text(calibration_dir + "/" + destinations_file, destinations);
}

}  // namespace peregrine
