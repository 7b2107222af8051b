// What all draws of a run leave behind of their irregular corridors.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "host/outcome/cell_statistics.h"
#include "kernels/world.h"

namespace peregrine {

class RouteStatistics {
 public:
  // Nothing at all where the world has no irregular corridors. `draws`: of the run.
  RouteStatistics(const WorldView& world, std::int64_t draws);

  void add(const RoutesOutput& output, const Lanes& lanes);

  // Of all of it, in an order that is always the same.
  void add_pieces_to(std::vector<StatisticsPiece>& pieces);

  // Writes quantiles, their errors and means. Once.
  void write(EnsembleWriter& writer, int threads);

  double memory_bytes() const;

  // Histograms that such a world takes.
  static std::int64_t histograms(const WorldView& world);

 private:
  void add_months(const RoutesOutput& output, const Lanes& lanes);
  void add_fronts(const RoutesOutput& output, const Lanes& lanes);
  void add_years(const RoutesOutput& output, const Lanes& lanes);

  std::array<HistogramBank*, 5> banks() {
    return {&detections_, &detections_year_, &attempts_, &corridor_, &flow_};
  }
  std::array<CellMeans*, 9> means() {
    return {&entries_,      &deaths_,      &level_, &active_, &probability_, &probability_active_,
            &actor_active_, &active_year_, &onsets_};
  }
  std::array<BatchMeans*, 6> batch_means() {
    return {&attempts_by_batch_, &detections_by_batch_, &entries_by_batch_,
            &deaths_by_batch_,   &diverted_by_batch_,   &campaign_by_batch_};
  }

  bool present_;
  std::int64_t draws_;
  std::int64_t years_;  // the first included
  std::int64_t months_;
  std::int64_t routes_;
  std::int64_t borders_;
  std::int64_t fronts_;
  std::int64_t corridors_;
  std::int64_t padded_corridors_;
  std::vector<int> first_corridor_;  // [border + 1]
  HistogramBank detections_;         // [month][route]
  HistogramBank detections_year_;    // [year][route]
  HistogramBank attempts_;           // [month][border]
  HistogramBank corridor_;           // [year][route corridor]
  HistogramBank flow_;               // [year]
  CellMeans entries_;                // [month][border]
  CellMeans deaths_;                 // [month][border]
  CellMeans level_;                  // [month][border]
  CellMeans active_;                 // [month][front]
  CellMeans probability_;            // [month][front]
  CellMeans probability_active_;     // [month][front]
  CellMeans actor_active_;           // [month][front]
  CellMeans active_year_;            // [year][front]
  CellMeans onsets_;                 // [year][front]
  BatchMeans attempts_by_batch_;     // [year][border]
  BatchMeans detections_by_batch_;   // [year][border]
  BatchMeans entries_by_batch_;      // [year][border]
  BatchMeans deaths_by_batch_;       // [year][border]
  BatchMeans diverted_by_batch_;     // [year][border]
  BatchMeans campaign_by_batch_;     // [year][front] months
};

}  // namespace peregrine
