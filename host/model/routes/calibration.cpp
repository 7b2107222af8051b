#include "host/model/routes/calibration.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <map>
#include <utility>

#include "host/model/tables/csv.h"
#include "host/model/tables/rows.h"
#include "host/model/tables/write_text.h"

namespace peregrine {
namespace {

constexpr const char* remedy = "run `peregrine calibrate routes`";

// A pooled figure: its bounds and where it is kept.
struct Entry {
  const char* name;
  double least;
  double most;
  Estimate (*get)(const RouteCalibration&);
  void (*set)(RouteCalibration&, const Estimate&);
};

constexpr std::array<Entry, 6> entries = {{
    {"memory", 0.0, 1.0,
     [](const RouteCalibration& all) {
       return Estimate{all.memory, 0.0};
     },
     [](RouteCalibration& all, const Estimate& one) { all.memory = one.mean; }},
    {"tail", 0.0, 1.0,
     [](const RouteCalibration& all) {
       return Estimate{all.tail, 0.0};
     },
     [](RouteCalibration& all, const Estimate& one) { all.tail = one.mean; }},
    {"log_scale", -1.0, 1.0, [](const RouteCalibration& all) { return all.log_scale; },
     [](RouteCalibration& all, const Estimate& one) { all.log_scale = one; }},
    {"share_memory", 0.0, 1.0,
     [](const RouteCalibration& all) {
       return Estimate{all.share_memory, 0.0};
     },
     [](RouteCalibration& all, const Estimate& one) { all.share_memory = one.mean; }},
    {"lead_effect", -2.0, 2.0, [](const RouteCalibration& all) { return all.lead_effect; },
     [](RouteCalibration& all, const Estimate& one) { all.lead_effect = one; }},
    {"displaced_effect", -5.0, 5.0,
     [](const RouteCalibration& all) { return all.displaced_effect; },
     [](RouteCalibration& all, const Estimate& one) { all.displaced_effect = one; }},
}};

CsvColumn real_column(std::string name, double least, double most) {
  return {std::move(name), CsvType::real, least, most, CsvEmpty::refused};
}

CsvColumn name_column(std::string name) {
  return {std::move(name), CsvType::text, 0, 0, CsvEmpty::refused};
}

std::string season_name(std::size_t month) {
  return fmt::format("season_{:02}", month + 1);
}

void read_pooled(const std::string& path, RouteCalibration& calibration,
                 std::vector<Problem>& problems) {
  CsvProblems here(path);
  const CsvTable table = read_csv(
      path, {name_column("name"), real_column("mean", -5.0, 5.0), real_column("spread", 0.0, 5.0)},
      here);
  std::map<std::string, std::size_t> row_of;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.texts(0)[row];
    if (!row_of.emplace(name, row).second) {
      here.add(table.line(row), "name", name, "is there twice", remedy);
    }
  }
  for (const Entry& entry : entries) {
    const auto found = row_of.find(entry.name);
    if (found == row_of.end()) {
      here.add(0, "name", entry.name, "is missing", remedy);
      continue;
    }
    const double mean = table.numbers(1)[found->second];
    if (mean < entry.least || mean > entry.most) {
      here.add(table.line(found->second), entry.name, fmt::format("{}", mean),
               fmt::format("is not within {} and {}", entry.least, entry.most), remedy);
    }
    entry.set(calibration, {mean, table.numbers(2)[found->second]});
  }
  append(here, problems);
}

// The rows of a table have to be `wanted`, one by one.
bool same_rows(const CsvTable& table, const std::vector<std::string>& found,
               const std::vector<std::string>& wanted, std::string_view key, CsvProblems& here) {
  for (std::size_t row = 0; row < found.size() && row < wanted.size(); ++row) {
    if (found[row] == wanted[row]) continue;
    here.add(table.line(row), key, found[row], "stands where " + wanted[row] + " belongs", remedy);
    return false;
  }
  if (found.size() == wanted.size()) return true;
  here.add(0, key, "", fmt::format("has {} rows of {}", found.size(), wanted.size()), remedy);
  return false;
}

void read_borders(const std::string& path, const IrregularHistory& history,
                  RouteCalibration& calibration, std::vector<Problem>& problems) {
  CsvProblems here(path);
  std::vector<CsvColumn> columns = {
      name_column("border"),
      real_column("persistent_scale", 0.0, 3.0),
      real_column("transient_scale", 0.0, 3.0),
      real_column("log_detection_share", -20.0, 0.0),
      real_column("log_detection_share_spread", 0.0, 5.0),
      real_column("log_death_risk", -20.0, 0.0),
      real_column("log_death_risk_spread", 0.0, 5.0),
  };
  const std::size_t first_season = columns.size();
  for (std::size_t month = 0; month < 12; ++month) {
    columns.push_back(real_column(season_name(month), -5.0, 5.0));
  }
  const CsvTable table = read_csv(path, columns, here);
  std::vector<std::string> wanted;
  for (const Border& border : history.borders) wanted.push_back(border.code);
  if (here.empty() && same_rows(table, table.texts(0), wanted, "border", here)) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto number = [&](std::size_t column) { return table.numbers(column)[row]; };
      BorderCalibration border;
      border.persistent_scale = number(1);
      border.transient_scale = number(2);
      border.log_detection_share = {number(3), number(4)};
      border.log_death_risk = {number(5), number(6)};
      for (std::size_t month = 0; month < 12; ++month) {
        border.season[month] = number(first_season + month);
      }
      calibration.borders.push_back(border);
    }
  }
  append(here, problems);
}

std::string corridor_name(const IrregularHistory& history, const RouteCorridor& corridor) {
  return history.borders[static_cast<std::size_t>(corridor.border)].code + "," +
         corridor.nationality;
}

void read_corridors(const std::string& path, const IrregularHistory& history,
                    RouteCalibration& calibration, std::vector<Problem>& problems) {
  CsvProblems here(path);
  const CsvTable table = read_csv(
      path,
      {name_column("border"), name_column("nationality"),
       real_column("long_run_log_share", -30.0, 30.0), real_column("share_scale", 0.0, 5.0)},
      here);
  std::vector<std::string> wanted;
  for (const RouteCorridor& corridor : history.corridors) {
    wanted.push_back(corridor_name(history, corridor));
  }
  std::vector<std::string> found;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    found.push_back(table.texts(0)[row] + "," + table.texts(1)[row]);
  }
  if (here.empty() && same_rows(table, found, wanted, "border,nationality", here)) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      calibration.corridors.push_back({table.numbers(2)[row], table.numbers(3)[row]});
    }
  }
  append(here, problems);
}

}  // namespace

RouteCalibration load_route_calibration(const std::string& inputs_dir,
                                        const IrregularHistory& history) {
  const std::string dir = inputs_dir + "/calibration";
  std::vector<Problem> problems;
  RouteCalibration calibration;
  read_pooled(dir + "/routes.csv", calibration, problems);
  read_borders(dir + "/routes_borders.csv", history, calibration, problems);
  read_corridors(dir + "/routes_corridors.csv", history, calibration, problems);
  if (!problems.empty()) throw InputError(problems);
  return calibration;
}

void save_route_calibration(const std::string& calibration_dir, const RouteCalibration& calibration,
                            const IrregularHistory& history) {
  std::error_code ignored;
  std::filesystem::create_directories(calibration_dir, ignored);
  std::string text = "name,mean,spread\n";
  for (const Entry& entry : entries) {
    const Estimate one = entry.get(calibration);
    text += fmt::format("{},{:.6g},{:.6g}\n", entry.name, one.mean, one.spread);
  }
  write_text(calibration_dir + "/routes.csv", text);

  text =
      "border,persistent_scale,transient_scale,log_detection_share,log_detection_share_spread,"
      "log_death_risk,log_death_risk_spread";
  for (std::size_t month = 0; month < 12; ++month) text += "," + season_name(month);
  text += "\n";
  for (std::size_t b = 0; b < calibration.borders.size(); ++b) {
    const BorderCalibration& one = calibration.borders[b];
    text += fmt::format("{},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f},{:.4f}", history.borders[b].code,
                        one.persistent_scale, one.transient_scale, one.log_detection_share.mean,
                        one.log_detection_share.spread, one.log_death_risk.mean,
                        one.log_death_risk.spread);
    for (const double month : one.season) text += fmt::format(",{:.4f}", month);
    text += "\n";
  }
  write_text(calibration_dir + "/routes_borders.csv", text);

  text = "border,nationality,long_run_log_share,share_scale\n";
  for (std::size_t k = 0; k < calibration.corridors.size(); ++k) {
    text += fmt::format("{},{:.4f},{:.4f}\n", corridor_name(history, history.corridors[k]),
                        calibration.corridors[k].long_run_log_share,
                        calibration.corridors[k].share_scale);
  }
  write_text(calibration_dir + "/routes_corridors.csv", text);
}

}  // namespace peregrine
