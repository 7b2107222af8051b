// Each country's temperature: a pattern times the globe's, and a year's own weather.
//
//   w_c(t) = (m_c + s_c z_c) (T(t) - N) + v_c e_c,t
//
// m, s: mean and spread over models of local per global warming; z: standard normal, half of its
// variance common to all countries (an assumption: the source has no covariances); N: the draw's
// own mean of the climate normal, the thirty years up to the first; v: sd of the country's record
// about its regression on the world's temperature; e: white, standard normal.
#pragma once

#include "kernels/climate/view.h"
#include "kernels/ground/math.h"
#include "kernels/ground/tile.h"

namespace peregrine {

inline constexpr float shared_pattern_sd = 0.70710678f;  // square root of one half

template <int W>
PEREGRINE_FUNCTION void draw_patterns(const ClimateView& view, int countries, const Tile& tile,
                                      const ClimateState& state) {
  TileWords<W> common;
  draw_words<W>(tile, Process::common_pattern, 0, 0, common);
  TileWords<W> words;
  for (int country = 0; country < countries; ++country) {
    const std::uint32_t* const word = word_of_four<W>(tile, Process::pattern, country, 0, words);
    const float mean = view.pattern[country];
    const float spread = view.pattern_spread * view.pattern_sd[country] * shared_pattern_sd;
    float* const pattern = lanes_of(state.pattern, tile)[country];
    PEREGRINE_LANES(lane, W) {
      const float z = normal_from_bits(common.word[0][lane]) + normal_from_bits(word[lane]);
      pattern[lane] = fused(spread, z, mean);
    }
  }
}

// `change`: the globe's temperature above the climate normal, K.
template <int W>
PEREGRINE_FUNCTION void warm_countries(const ClimateView& view, int countries, const Tile& tile,
                                       int index, const float (&change)[W],
                                       const ClimateState& state) {
  TileWords<W> words;
  for (int country = 0; country < countries; ++country) {
    const std::uint32_t* const word =
        word_of_four<W>(tile, Process::local_weather, country, index, words);
    const float yearly = view.variability * view.yearly_sd[country];
    const float* const pattern = lanes_of(state.pattern, tile)[country];
    float* const warming = lanes_of(state.warming, tile)[country];
    PEREGRINE_LANES(lane, W)
      warming[lane] = fused(pattern[lane], change[lane], yearly * normal_from_bits(word[lane]));
  }
}

}  // namespace peregrine
