// The shocks of a year that corridors share: one for the world, one an origin, one a destination;
// and how volatile each destination is.
#pragma once

#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/tile.h"
#include "kernels/world.h"

namespace peregrine {

// Years for which a destination stays as volatile as it is: those between two tables, on which its
// spread is fitted.
inline constexpr int volatility_years = 5;
// Shocks are at most six times their usual size, for all corridors of a destination and five years:
// about two and a half standard deviations of the fitted spread. A bound of our own, as
// most_shared_shock.
inline constexpr float most_log_volatility = 1.8f;

template <int W>
PEREGRINE_FUNCTION void draw_volatilities(const WorldView& world, float innovations,
                                          const Tile& tile, int step, const TileState& state) {
  const auto p = lanes_of(state.parameters, tile);
  for (int country = 0; country < world.countries; ++country) {
    TileWords<W> words;
    draw_words<W>(tile, Process::volatility, country, step, words);
    float* const volatility = lanes_of(state.volatility, tile)[country];
    PEREGRINE_LANES(lane, W) {
      const float z = normal_from_bits(words.word[0][lane]);
      const float log_volatility =
          fused(p(destination_volatility, lane), z, p(shock_log_multiplier, lane));
      volatility[lane] = innovations * exponential(smaller(log_volatility, most_log_volatility));
    }
  }
}

// Writes origin_shock and destination_shock, in units of a corridor's own scale. The common shock
// rides on the destinations' part, as every corridor has exactly one destination.
template <int W>
PEREGRINE_FUNCTION void shake_countries(const WorldView& world, float innovations, const Tile& tile,
                                        int step, const TileState& state) {
  if (step % volatility_years == 1) draw_volatilities<W>(world, innovations, tile, step, state);
  const auto p = lanes_of(state.parameters, tile);
  TileWords<W> common;
  draw_words<W>(tile, Process::common_shock, 0, step, common);
  alignas(lane_alignment<W>) float unit[W];
  float of_world[W];  // with its weight
  float origin_weight[W];
  float destination_weight[W];
  PEREGRINE_LANES(lane, W) {
    const float tail = p(shock_tail, lane);
    unit[lane] = fleishman_unit(tail);
    const float shock = heavy_tailed(normal_from_bits(common.word[0][lane]), tail, unit[lane]);
    of_world[lane] = square_root(p(share_common, lane)) * shock;
    origin_weight[lane] = square_root(p(share_origin, lane));
    destination_weight[lane] = square_root(p(share_destination, lane));
  }
  for (int country = 0; country < world.countries; ++country) {
    TileWords<W> words;
    draw_words<W>(tile, Process::country_shock, country, step, words);
    float* const origin = lanes_of(state.origin_shock, tile)[country];
    float* const destination = lanes_of(state.destination_shock, tile)[country];
    PEREGRINE_LANES(lane, W) {
      const float tail = p(shock_tail, lane);
      const float of_origin = heavy_tailed(normal_from_bits(words.word[0][lane]), tail, unit[lane]);
      const float of_destination =
          heavy_tailed(normal_from_bits(words.word[1][lane]), tail, unit[lane]);
      origin[lane] = origin_weight[lane] * of_origin;
      destination[lane] = fused(destination_weight[lane], of_destination, of_world[lane]);
    }
  }
}

}  // namespace peregrine
