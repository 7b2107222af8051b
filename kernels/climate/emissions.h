// CO2 emissions of five blocs, each of which keeps its pledge or slips by a delay.
//
//   E_b(t) = F_b(t) (1 - c_b (1 - r_b(t)))
//   r_b(t) = (Z_b + D_b - t) / (Z_b - P_b), within 0 and 1
//
// F: the path on which no bloc cuts; c: share of the bloc's emissions under its pledge; P, Z: peak
// and net-zero year as pledged; D: 0 with the probability of delivery, else slip_years times a
// uniform number within 0.5 and 1.5. Land use, and all forcing but that of CO2, move between a weak
// and a strong path with the share of the world's fossil emissions that is cut.
#pragma once

#include "kernels/climate/view.h"
#include "kernels/ground/math.h"
#include "kernels/ground/tile.h"

namespace peregrine {

inline constexpr int climate_origin = 1750;  // calendar year of index 0

template <int W>
PEREGRINE_FUNCTION void draw_pledges(const ClimateView& view, const Tile& tile,
                                     const ClimateState& state) {
  for (int bloc = 0; bloc < bloc_count; ++bloc) {
    TileWords<W> words;
    draw_words<W>(tile, Process::pledge, bloc, 0, words);
    float* const delay = lanes_of(state.variables, tile)[pledge_delay + bloc];
    PEREGRINE_LANES(lane, W) {
      const float slip = view.slip_years * (0.5f + uniform_open(words.word[1][lane]));
      delay[lane] = uniform_open(words.word[0][lane]) < view.delivery[bloc] ? 0.0f : slip;
    }
  }
}

// Share of the fossil emissions of a pledge that is left in calendar year `year`.
PEREGRINE_FUNCTION float remaining_share(const ClimateView& view, int bloc, float delay,
                                         float year) {
  const float span = view.net_zero_year[bloc] - view.peak_year[bloc];
  return within((view.net_zero_year[bloc] + delay - year) / span, 0.0f, 1.0f);
}

// Writes the year's emissions by bloc, their sum and how far they are towards the strong path.
// Land use is counted with the rest of the world, where nearly all of it is.
template <int W>
PEREGRINE_FUNCTION void emit(const ClimateView& view, const Tile& tile, int index,
                             const ClimateState& state, const ClimateOutput& output) {
  const float year = static_cast<float>(climate_origin + index);
  const float pledged = view.pledges == PledgeSwitch::acted_on ? 1.0f : 0.0f;
  const float weak_land = view.land[weak_path * view.years + index];
  const float strong_land = view.land[strong_path * view.years + index];
  float whole = 0.0f;
  for (int bloc = 0; bloc < bloc_count; ++bloc) whole += view.fossil[index * bloc_count + bloc];
  const auto now = lanes_of(state.variables, tile);
  const auto emitted = lanes_of(output.emissions, tile);
  fill_lanes<W>(now[emissions_now], 0.0f);
  for (int bloc = 0; bloc < bloc_count; ++bloc) {
    const float uncut = view.fossil[index * bloc_count + bloc];
    PEREGRINE_LANES(lane, W) {
      const float left = remaining_share(view, bloc, now(pledge_delay + bloc, lane), year);
      const float cut = pledged * view.coverage[bloc] * (1.0f - left);
      emitted(bloc, lane) = uncut * (1.0f - cut);
      now(emissions_now, lane) += emitted(bloc, lane);
    }
  }
  PEREGRINE_LANES(lane, W) {
    const float cut = (whole - now(emissions_now, lane)) / whole;
    const float abatement = within(cut * view.abatement_unit[index], 0.0f, 1.0f);
    const float land = fused(abatement, strong_land - weak_land, weak_land);
    now(abatement_now, lane) = abatement;
    emitted(rest_of_world, lane) += land;
    now(emissions_now, lane) += land;
  }
}

}  // namespace peregrine
