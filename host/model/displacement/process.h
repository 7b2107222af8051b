// What a run of the displacement process starts from, as the kernels read it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host/model/displacement/panel.h"
#include "host/model/tables/tables.h"
#include "kernels/displacement/displacement.h"

namespace peregrine {

// Where a run starts and how far it repeats what was observed: first_year <= observed_until.
struct DisplacementYears {
  int first_year;
  int observed_until;
};

// Owns the arrays behind a view, which is good for as long as this lives.
class DisplacementWorld {
 public:
  // `panel` reaches to years.observed_until; `population` [area] persons who could leave each
  // area, 0 where that is unknown; `posterior` as of displacement_posterior().
  DisplacementWorld(const DisplacementPanel& panel, double claim_share, DisplacementYears years,
                    const std::vector<double>& population, std::vector<float> posterior);

  DisplacementView view() const {
    return view_at([](const auto& array) { return array.data(); });
  }
  // `place` says where an array lies: for the CPU where it is, for a GPU a copy there.
  template <class Place>
  DisplacementView view_at(const Place& place) const;

  // Replaces the arrivals of the first year, [pair] persons.
  void start_from(std::vector<float> arrivals) { arrivals_ = std::move(arrivals); }

  // Says which row of the deaths each area reads, [area], -1 for none. At first: its own number.
  void read_deaths_of(std::vector<int> rows) { deaths_row_ = std::move(rows); }

 private:
  int areas_;
  int observed_years_;
  std::vector<int> first_pair_, deaths_row_;
  std::vector<float> contiguous_, log_distance_, log_openness_;
  std::vector<float> stock_, arrivals_, deaths_, log_outflow_cap_;
  std::vector<float> observed_stock_, observed_arrivals_;
  std::vector<float> posterior_;
};

template <class Place>
DisplacementView DisplacementWorld::view_at(const Place& place) const {
  DisplacementView view{};
  view.areas = areas_;
  view.pairs = static_cast<int>(stock_.size());
  view.observed_years = observed_years_;
  view.first_pair = place(first_pair_);
  view.contiguous = place(contiguous_);
  view.log_distance = place(log_distance_);
  view.log_openness = place(log_openness_);
  view.stock = place(stock_);
  view.arrivals = place(arrivals_);
  view.deaths_row = place(deaths_row_);
  view.deaths = place(deaths_);
  view.log_outflow_cap = place(log_outflow_cap_);
  view.observed_stock = place(observed_stock_);
  view.observed_arrivals = place(observed_arrivals_);
  view.posterior = place(posterior_);
  view.posterior_rows = static_cast<int>(posterior_.size()) / displacement_parameter_count;
  return view;
}

// Persons at mid-year by area of the history; 0 for areas without a population of their own.
// Throws InputError.
std::vector<double> population_of_areas(const std::string& inputs_dir,
                                        const DisplacementHistory& history, int year);

}  // namespace peregrine
