// The shocks of a year that corridors share: one for the world, one an origin, one a destination;
// and how volatile each destination is.
#pragma once

#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/tile.h"

namespace peregrine {

// Years for which a destination stays as volatile as it is: those between two tables, on which its
// spread is fitted.
inline constexpr int volatility_years = 5;
// Shocks are at most six times their usual size, for all corridors of a destination and five years:
// about two and a half standard deviations of the fitted spread. A bound of our own, as
// most_shared_shock.
inline constexpr float most_log_volatility = 1.8f;

template <int W>
PEREGRINE_FUNCTION void draw_volatilities(const WorldView& world, const StockSwitches& switches,
                                          const Tile& tile, int step, const TileState& state) {
  const float* const spread = lanes(state, destination_volatility, tile);
  const float* const multiplier = lanes(state, shock_log_multiplier, tile);
  for (int country = 0; country < world.countries; ++country) {
    TileWords<W> words;
    draw_words<W>(tile, Process::volatility, country, step, words);
    float* const volatility = lanes(state.volatility, country, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float z = normal_from_bits(words.word[0][lane]);
      volatility[lane] =
          switches.innovations *
          exponential(smaller(fused(spread[lane], z, multiplier[lane]), most_log_volatility));
    }
  }
}

// Writes origin_shock and destination_shock, in units of a corridor's own scale. The common shock
// rides on the destinations' part, as every corridor has exactly one destination.
template <int W>
PEREGRINE_FUNCTION void shake_countries(const WorldView& world, const StockSwitches& switches,
                                        const Tile& tile, int step, const TileState& state) {
  if (step % volatility_years == 1) draw_volatilities<W>(world, switches, tile, step, state);
  const float* const tail = lanes(state, shock_tail, tile);
  const float* const common_share = lanes(state, share_common, tile);
  const float* const origin_share = lanes(state, share_origin, tile);
  const float* const destination_share = lanes(state, share_destination, tile);
  TileWords<W> common;
  draw_words<W>(tile, Process::common_shock, 0, step, common);
  for (int country = 0; country < world.countries; ++country) {
    TileWords<W> words;
    draw_words<W>(tile, Process::country_shock, country, step, words);
    float* const origin = lanes(state.origin_shock, country, state.stride, tile);
    float* const destination = lanes(state.destination_shock, country, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float unit = fleishman_unit(tail[lane]);
      const float of_world = heavy_tailed(normal_from_bits(common.word[0][lane]), tail[lane], unit);
      const float of_origin = heavy_tailed(normal_from_bits(words.word[0][lane]), tail[lane], unit);
      const float of_destination =
          heavy_tailed(normal_from_bits(words.word[1][lane]), tail[lane], unit);
      origin[lane] = square_root(origin_share[lane]) * of_origin;
      destination[lane] = fused(square_root(destination_share[lane]), of_destination,
                                square_root(common_share[lane]) * of_world);
    }
  }
}

}  // namespace peregrine
