#include "host/model/routes/choice.h"

#include <cmath>
#include <cstddef>
#include <string>

namespace peregrine {
namespace {

class RouteChoice {
 public:
  RouteChoice(const RouteInputs& inputs, const RoutesView& routes)
      : history_(inputs.history), fronts_(inputs.fronts), routes_(routes) {}

  std::vector<float> rows() const {
    const std::size_t borders = history_.borders.size();
    std::vector<float> rows;
    for (std::size_t from = 0; from < borders; ++from) {
      std::vector<double> row(borders, 0.0);
      if (fronts_.diverts[from] != 0) {
        for (int k = first(from); k < first(from + 1); ++k) add_choice(from, k, row);
      }
      double sum = 0.0;
      for (const double one : row) sum += one;
      for (const double one : row) rows.push_back(sum > 0.0 ? static_cast<float>(one / sum) : 0.0f);
    }
    return rows;
  }

 private:
  int first(std::size_t border) const { return routes_.borders.first_corridor[border]; }
  double share(int corridor) const {
    return std::exp(static_cast<double>(routes_.corridors.long_run[corridor]));
  }
  const std::string& nationality(int corridor) const {
    return history_.corridors[static_cast<std::size_t>(corridor)].nationality;
  }

  bool is_alternative(std::size_t from, std::size_t to) const {
    const Border& here = history_.borders[from];
    const Border& there = history_.borders[to];
    return there.route != here.route && there.first_entry && fronts_.diverts[to] != 0 &&
           there.leads_to != static_cast<int>(from) && fronts_.near[from] != static_cast<int>(to);
  }

  // Usual detections of the corridor's nationality at a border.
  double usual(int corridor, std::size_t border) const {
    for (int k = first(border); k < first(border + 1); ++k) {
      if (nationality(k) == nationality(corridor)) {
        return std::exp(static_cast<double>(routes_.borders.level[border])) * share(k);
      }
    }
    return 0.0;
  }

  void add_choice(std::size_t from, int corridor, std::vector<double>& row) const {
    std::vector<double> weights(row.size(), 0.0);
    double sum = 0.0;
    for (std::size_t to = 0; to < row.size(); ++to) {
      if (is_alternative(from, to)) sum += weights[to] = usual(corridor, to);
    }
    if (sum <= 0.0) return;
    for (std::size_t to = 0; to < row.size(); ++to) {
      row[to] += share(corridor) * weights[to] / sum;
    }
  }

  const IrregularHistory& history_;
  const FrontInputs& fronts_;
  const RoutesView& routes_;
};

}  // namespace

std::vector<float> choice_of_routes(const RouteInputs& inputs, const RoutesView& routes) {
  return RouteChoice(inputs, routes).rows();
}

}  // namespace peregrine
