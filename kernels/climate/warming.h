// Each country's temperature: a pattern times the globe's, and a year's own weather.
//
//   w_c(t) = (m_c + s_c z_c) (T(t) - N) + v_c e_c,t
//
// m, s: mean and spread over models of local per global warming; z: standard normal, half of its
// variance common to all countries (an assumption: the source has no covariances); N: the draw's
// own mean of the climate normal, the thirty years up to the first; v: sd of the country's record
// about its regression on the world's temperature; e: white, standard normal.
#pragma once

#include "kernels/ground/math.h"
#include "kernels/ground/tile.h"

namespace peregrine {

inline constexpr float shared_pattern_sd = 0.70710678f;  // square root of one half

template <int W>
PEREGRINE_FUNCTION void draw_patterns(const WorldView& world, const Tile& tile,
                                      const TileState& state) {
  const ClimateView& view = world.climate;
  TileWords<W> common;
  draw_words<W>(tile, Process::common_pattern, 0, 0, common);
  for (int group = 0; group < world.countries; group += 4) {
    TileWords<W> words;
    draw_words<W>(tile, Process::pattern, group / 4, 0, words);
    for (int k = 0; k < 4 && group + k < world.countries; ++k) {
      const float mean = view.pattern[group + k];
      const float spread = view.pattern_spread * view.pattern_sd[group + k] * shared_pattern_sd;
      float* const pattern = lanes(state.climate.pattern, group + k, state.stride, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) {
        const float z =
            normal_from_bits(common.word[0][lane]) + normal_from_bits(words.word[k][lane]);
        pattern[lane] = fused(spread, z, mean);
      }
    }
  }
}

// `change`: the globe's temperature above the climate normal, K.
template <int W>
PEREGRINE_FUNCTION void warm_countries(const WorldView& world, const Tile& tile, int index,
                                       const float (&change)[W], const TileState& state) {
  const ClimateView& view = world.climate;
  for (int group = 0; group < world.countries; group += 4) {
    TileWords<W> words;
    draw_words<W>(tile, Process::local_weather, group / 4, index, words);
    for (int k = 0; k < 4 && group + k < world.countries; ++k) {
      const float yearly = view.variability * view.yearly_sd[group + k];
      const float* const pattern = lanes(state.climate.pattern, group + k, state.stride, tile);
      float* const warming = lanes(state.climate.warming, group + k, state.stride, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) {
        warming[lane] =
            fused(pattern[lane], change[lane], yearly * normal_from_bits(words.word[k][lane]));
      }
    }
  }
}

}  // namespace peregrine
