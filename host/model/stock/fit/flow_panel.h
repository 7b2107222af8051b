// Five-year flows between all pairs of areas, and what was known when each period began.
#pragma once

#include <Eigen/Dense>
#include <string>
#include <vector>

namespace peregrine {

// Matrices are [origin row][destination column] over the areas of the flow table, diagonal zero.
// A period is counted from 0 = 1990-95 to 5 = 2015-20.
struct FlowPanel {
  std::vector<std::string> areas;        // codes, sorted
  std::vector<Eigen::MatrixXd> persons;  // [period] migrants in five years; absent pairs are zero
  std::vector<Eigen::MatrixXd> stock;    // [period] persons born in the row's area living in the
                                         // column's when the period begins; zero where unknown
  std::vector<Eigen::VectorXd> growth;   // [period] log ratio of population over the five years
                                         // before the period; zero for period 0 and where unknown

  int size() const { return static_cast<int>(areas.size()); }
  int periods() const { return static_cast<int>(persons.size()); }
};

// Calendar year in which `period` begins, at mid-year.
int first_year_of(int period);

// Flows of Abel & Cohen (da_pb_closed), stocks of UN DESA's 2020 revision, populations of WPP 2024.
// Throws InputError.
FlowPanel load_flow_panel(const std::string& inputs_dir);

// Whether the pair had a flow in either direction in the period before, or a diaspora either way.
bool has_history(const FlowPanel& panel, int period, int origin, int destination);

// Arrivals less departures by area, persons.
Eigen::VectorXd net_of(const Eigen::MatrixXd& persons);

// Mean over areas of |net of `observed` - net of `forecast`|, persons.
double net_error(const Eigen::MatrixXd& observed, const Eigen::MatrixXd& forecast);

// Calls visit(origin, destination) for every ordered pair of different areas.
template <typename Visit>
void for_each_pair(int areas, Visit visit) {
  for (int origin = 0; origin < areas; ++origin) {
    for (int destination = 0; destination < areas; ++destination) {
      if (origin != destination) visit(origin, destination);
    }
  }
}

}  // namespace peregrine
