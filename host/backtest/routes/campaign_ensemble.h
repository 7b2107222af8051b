// Campaigns of an ensemble as they were, and what an observer believed of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/model/assembly/forecast.h"
#include "kernels/routes/view.h"

namespace peregrine {

// Months are counted from January of the first year of the run.
struct CampaignDraws {
  int draws = 0;
  int months = 0;
  int first_month = 0;               // the first that is simulated
  std::vector<int> border_of_front;  // -1: none
  std::vector<int> partner;          // [front] -1: none
  std::vector<float> active;         // [front][draw][month] 1: a campaign is on
  std::vector<float> campaign;       // [front][draw][month] P(campaign)
  std::vector<float> actor;          // [front][draw][month] P(the front's actor | campaign)
  std::vector<float> attempts;       // [border][draw][month] all of them, ordinary ones too

  int fronts() const { return static_cast<int>(border_of_front.size()); }
  // Place of a front's or a border's month.
  std::size_t at(int unit, int draw, int month) const {
    return (static_cast<std::size_t>(unit) * static_cast<std::size_t>(draws) +
            static_cast<std::size_t>(draw)) *
               static_cast<std::size_t>(months) +
           static_cast<std::size_t>(month);
  }
  double simulated_years() const;  // of one front, all draws
};

// One campaign: [first_month, end_month) at the ends of which it is on.
struct Campaign {
  int front;
  int draw;
  int first_month;
  int end_month;
  CampaignKind kind;
  // As its random numbers made it, without response.
  double size;           // attempts in all
  double length_months;  // from onset to the end of its plateau
  double growth;         // of log attempts a month, before the plateau
};

CampaignDraws simulate_campaigns(const ForecastInputs& inputs, const RunSettings& settings,
                                 int draws, std::uint64_t seed);

// All campaigns that begin in the simulated months, front by front, draw by draw. The output has
// no kinds and shapes: they are drawn again from the same random words. A campaign that begins in
// the month of a decoy of which its front is the partner is taken for the one the decoy hides.
std::vector<Campaign> campaigns_of(const CampaignDraws& drawn, const ForecastInputs& inputs,
                                   const RunSettings& settings, std::uint64_t seed);

// Persons over the two years from the first ordered campaign of a scenario, by draw, at the borders
// of the ordered campaigns. Responses elsewhere, to other surges, are not in it.
struct CampaignToll {
  std::vector<double> attempts;
  std::vector<double> detections;  // on the routes that these borders belong to
  std::vector<double> entries;
  std::vector<double> deaths;
  std::vector<double> stopped;   // neither entered nor died: they stay, turn back, wait or try ...
  std::vector<double> diverted;  // ... elsewhere in the month after
};
// Throws std::invalid_argument where nothing is ordered.
CampaignToll simulate_toll(const ForecastInputs& inputs, const RunSettings& settings, int draws,
                           std::uint64_t seed);

}  // namespace peregrine
