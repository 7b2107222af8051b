// Income by country: the scenario's path and a random walk about it.
//
//   d'     = d + common_spread * C + national_spread * N      C, N heavy-tailed of unit variance
//   income = trend + d                                         log dollars a head
#pragma once

#include "kernels/economy/view.h"
#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/tile.h"

namespace peregrine {

// A realization's elasticities, correlated normals, and the incomes of the first year.
template <int W>
PEREGRINE_FUNCTION void begin_economy(const EconomyView& view, int countries,
                                      int parameter_uncertainty, const Tile& tile,
                                      const EconomyState& state) {
  if (view.present == 0) return;
  const float own = square_root(1.0f - view.elasticity_correlation * view.elasticity_correlation);
  const float scale = parameter_uncertainty != 0 ? 1.0f : 0.0f;
  const auto p = lanes_of(state.parameters, tile);
  TileWords<W> words;
  draw_words<W>(tile, Process::income_elasticity, 0, 0, words);
  PEREGRINE_LANES(lane, W) {
    const float z = scale * normal_from_bits(words.word[0][lane]);
    const float other = scale * normal_from_bits(words.word[1][lane]);
    const float related = fused(view.elasticity_correlation, z, own * other);
    p(income_at_origin, lane) = fused(view.origin_elasticity_spread, z, view.origin_elasticity);
    p(income_at_destination, lane) =
        fused(view.destination_elasticity_spread, related, view.destination_elasticity);
  }
  for (int country = 0; country < countries; ++country) {
    clear_lanes<W>(tile.row(country), state.deviation);
    fill_lanes<W>(lanes_of(state.income, tile)[country], view.trend[country]);
  }
}

template <int W>
PEREGRINE_FUNCTION void advance_economy(const EconomyView& view, int countries, const Tile& tile,
                                        int step, const EconomyState& state) {
  if (view.present == 0) return;
  const float unit = fleishman_unit(view.shock_tail);
  float common[W];
  TileWords<W> words;
  draw_words<W>(tile, Process::common_income, 0, step, words);
  PEREGRINE_LANES(lane, W) {
    common[lane] = view.innovations * view.common_spread *
                   heavy_tailed(normal_from_bits(words.word[0][lane]), view.shock_tail, unit);
  }
  for (int country = 0; country < countries; ++country) {
    const std::uint32_t* const word = word_of_four<W>(tile, Process::income, country, step, words);
    const float spread = view.innovations * view.national_spread[country];
    const float trend = view.trend[static_cast<std::int64_t>(step) * countries + country];
    const float known = view.known[country];
    float* const deviation = lanes_of(state.deviation, tile)[country];
    float* const income = lanes_of(state.income, tile)[country];
    PEREGRINE_LANES(lane, W) {
      const float z = normal_from_bits(word[lane]);
      const float shock = fused(spread, heavy_tailed(z, view.shock_tail, unit), common[lane]);
      deviation[lane] = fused(known, shock, deviation[lane]);
      income[lane] = trend + deviation[lane];
    }
  }
}

}  // namespace peregrine
