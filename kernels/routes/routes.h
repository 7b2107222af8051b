// Ordinary movement over borders, month by month: how many try, and of which nationality.
//
// A border has an anomaly x about the long-run mean of its log detections, without the season:
//
//   x'         = memory x + lead (x_leader - its x the month before) + persistent shock
//   log(D + c) = level + season + x' + transient shock               c: detection_offset
//   attempts   = D / p * sum_k share_k desire_k * refusal^e * (1 - departures kept)
//
// D are the detections that such a month would have, p the ordinary share of attempts that is
// detected. A corridor's log share w of its border's nationals returns to its long-run mean:
//
//   w' = w_mean + share memory (w - w_mean) + shock,    share = exp(w') / sum exp(w')
//
// and desire is what has become of the origin's drivers since the last observed month: incomes,
// warming, food, populations (the pull of kernels/stock/stock.h) and the displaced abroad.
// docs/model/08-irregular-corridors.md.
#pragma once

#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/tile.h"

namespace peregrine {

PEREGRINE_FUNCTION const float* route_parameter(const TileState& state, RouteParameter parameter,
                                                const Tile& tile) {
  return lanes(static_cast<const float*>(state.routes.parameters), parameter, state.stride, tile);
}

template <int W>
PEREGRINE_FUNCTION void fill_lanes(float* array, float value) {
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) array[lane] = value;
}

// Zeroes the row of each of the arrays.
template <int W, class... Arrays>
PEREGRINE_FUNCTION void clear_rows(const Tile& tile, int row, std::int64_t stride,
                                   Arrays*... arrays) {
  (fill_lanes<W>(lanes(arrays, row, stride, tile), 0.0f), ...);
}

template <int W>
PEREGRINE_FUNCTION void draw_route_parameters(const RoutesView& view, bool uncertain,
                                              const Tile& tile, const TileState& state) {
  for (int group = 0; group < route_parameter_count; group += 4) {
    TileWords<W> words;
    draw_words<W>(tile, Process::route_parameters, group / 4, 0, words);
    for (int k = 0; k < 4 && group + k < route_parameter_count; ++k) {
      const int parameter = group + k;
      const float spread = uncertain ? view.spread[parameter] : 0.0f;
      float* const drawn = lanes(state.routes.parameters, parameter, state.stride, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) {
        const float z = normal_from_bits(words.word[k][lane]);
        drawn[lane] = within(fused(spread, z, view.mean[parameter]), view.low[parameter],
                             view.high[parameter]);
      }
    }
  }
}

// The drivers' log effect on attempts from `country` as it is now: the pull of the stock's arrivals
// and the displaced abroad.
template <int W>
PEREGRINE_FUNCTION void weigh_origin(const WorldView& world, const Tile& tile, int step,
                                     int country, const TileState& state, const TileOutput& output,
                                     float (&pull)[W], float (&displaced)[W]) {
  const float* const origin_pull = lanes(state.origin_pull, country, state.stride, tile);
  const bool counted = world.refugees.pair != nullptr;
  const double* const from =
      counted
          ? lanes(output.displaced_from,
                  static_cast<std::int64_t>(step) * world.countries + country, output.stride, tile)
          : nullptr;
  // Displaced persons below this many say little about who sets out.
  constexpr float least_displaced = 10'000.0f;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float persons = counted ? static_cast<float>(from[lane]) : 0.0f;
    // The first year has no pull: it counts from there.
    pull[lane] = step > 0 ? origin_pull[lane] : 0.0f;
    displaced[lane] = natural_logarithm(persons + least_displaced);
  }
}

// Once a year, before its months. Up to the last observed year the drivers' effect is in what was
// observed, so desire is one and the state is remembered.
template <int W>
PEREGRINE_FUNCTION void weigh_desire(const WorldView& world, const Tile& tile, int step,
                                     const TileState& state, const TileOutput& output) {
  const bool observed = (step + 1) * months_a_year <= world.routes.observed_months ||
                        step * months_a_year < world.routes.observed_months;
  const float* const elasticity = route_parameter(state, displaced_effect, tile);
  // No origin's people set out more than three times as often or rarely as at the start: a bound of
  // our own, as the elasticities were fitted on changes of this size and less.
  constexpr float most_log_desire = 1.0986123f;
  for (int country = 0; country < world.countries; ++country) {
    float pull[W];
    float displaced[W];
    weigh_origin<W>(world, tile, step, country, state, output, pull, displaced);
    float* const pull_then = lanes(state.routes.pull, country, state.stride, tile);
    float* const displaced_then = lanes(state.routes.displaced, country, state.stride, tile);
    float* const desire = lanes(state.routes.desire, country, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      pull_then[lane] = observed ? pull[lane] : pull_then[lane];
      displaced_then[lane] = observed ? displaced[lane] : displaced_then[lane];
      const float changed = fused(elasticity[lane], displaced[lane] - displaced_then[lane],
                                  pull[lane] - pull_then[lane]);
      desire[lane] = exponential(within(changed, -most_log_desire, most_log_desire));
    }
  }
}

// The nationals of all borders: log_share one month on.
template <int W>
PEREGRINE_FUNCTION void advance_shares(const RoutesView& view, const Tile& tile, int month,
                                       const TileState& state) {
  const RouteCorridorsView& corridors = view.corridors;
  const float* const log_scale = route_parameter(state, route_log_scale, tile);
  for (int group = 0; group < corridors.count; group += 4) {
    TileWords<W> words;
    draw_words<W>(tile, Process::route_share, group / 4, month, words);
    for (int k = 0; k < 4; ++k) {
      const int corridor = group + k;
      const float mean = corridors.long_run[corridor];
      const float scale = corridors.share_scale[corridor];
      float* const share = lanes(state.routes.log_share, corridor, state.stride, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) {
        const float shock =
            scale * exponential(log_scale[lane]) * normal_from_bits(words.word[k][lane]);
        share[lane] = fused(corridors.share_memory, share[lane] - mean, mean) + shock;
      }
    }
  }
}

// A border's nationals by weight exp(log share) and by that times desire.
template <int W>
struct ShareLanes {
  float weight[W];
  float wanted[W];
};

template <int W>
PEREGRINE_FUNCTION void sum_shares(const RoutesView& view, const Tile& tile, int border,
                                   const TileState& state, ShareLanes<W>& sums) {
  fill_lanes<W>(sums.weight, 0.0f);
  fill_lanes<W>(sums.wanted, 0.0f);
  for (int k = view.borders.first_corridor[border]; k < view.borders.first_corridor[border + 1];
       ++k) {
    const float* const share = lanes(state.routes.log_share, k, state.stride, tile);
    const float* const desire =
        lanes(state.routes.desire, view.corridors.origin[k], state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float weight = exponential(share[lane]);
      sums.weight[lane] += weight;
      sums.wanted[lane] = fused(weight, desire[lane], sums.wanted[lane]);
    }
  }
}

// The anomaly of a border, one month on; `change` becomes this month's.
template <int W>
PEREGRINE_FUNCTION void advance_anomaly(const RoutesView& view, const Tile& tile, int border,
                                        int month, const float (&lead)[W], const TileState& state,
                                        float (&transient)[W]) {
  const BordersView& borders = view.borders;
  const float tail = view.corridors.tail;
  const float unit = fleishman_unit(tail);
  const float memory = borders.memory[border];
  const float persistent = borders.persistent_scale[border];
  const float passing = borders.transient_scale[border];
  const float* const log_scale = route_parameter(state, route_log_scale, tile);
  const float* const effect = route_parameter(state, lead_effect, tile);
  float* const anomaly = lanes(state.routes.anomaly, border, state.stride, tile);
  float* const change = lanes(state.routes.change, border, state.stride, tile);
  TileWords<W> words;
  draw_words<W>(tile, Process::border_shock, border, month, words);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float scale = exponential(log_scale[lane]);
    const float shock = heavy_tailed(normal_from_bits(words.word[0][lane]), tail, unit);
    const float passes = heavy_tailed(normal_from_bits(words.word[1][lane]), tail, unit);
    const float next =
        fused(memory, anomaly[lane], fused(persistent * scale, shock, effect[lane] * lead[lane]));
    change[lane] = next - anomaly[lane];
    anomaly[lane] = next;
    transient[lane] = passing * scale * passes;
  }
}

// What the borders that lead to `border` changed last month.
template <int W>
PEREGRINE_FUNCTION void lead_of(const RoutesView& view, const Tile& tile, int border,
                                const TileState& state, float (&lead)[W]) {
  fill_lanes<W>(lead, 0.0f);
  for (int other = 0; other < view.borders.count; ++other) {
    if (view.borders.leads_to[other] != border) continue;
    const float* const change = lanes(state.routes.change, other, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) lead[lane] += change[lane];
  }
}

// Share of attempts that get through in ordinary months; the error of the detected share is its.
PEREGRINE_FUNCTION float usual_through(const BordersView& borders, int border, float error) {
  return within((1.0f - borders.interception[border]) * exponential(error), 0.001f, 1.0f);
}

// Share of attempts that ordinary months detect.
PEREGRINE_FUNCTION float detected_share(const BordersView& borders, int border, float error) {
  return usual_through(borders, border, error) * borders.detection[border];
}

// Attempts of an ordinary month at one border, all nationals.
template <int W>
PEREGRINE_FUNCTION void ordinary_attempts(const RoutesView& view, const Tile& tile, int border,
                                          int month, const float (&transient)[W],
                                          const ShareLanes<W>& sums, const TileState& state,
                                          float (&attempts)[W], float (&kept_from_leaving)[W]) {
  const BordersView& borders = view.borders;
  const float mean =
      borders.level[border] + borders.season[border * months_a_year + month % months_a_year];
  const float refusal = month >= view.policy_month ? view.log_refusal : 0.0f;
  const float kept = month >= view.policy_month ? borders.departures_kept[border] : 0.0f;
  const float* const anomaly = lanes(state.routes.anomaly, border, state.stride, tile);
  const float* const error = route_parameter(state, detection_error, tile);
  const float log_most = borders.log_most[border];
  const float* const by_refusal = route_parameter(state, refusal_effect, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float log_level = smaller(mean + anomaly[lane] + transient[lane], log_most);
    const float detections = larger(exponential(log_level) - detection_offset, 0.0f);
    const float desire = sums.wanted[lane] / larger(sums.weight[lane], 0x1p-60f);
    const float setting_out = detections * desire * exponential(by_refusal[lane] * refusal) /
                              detected_share(borders, border, error[lane]);
    kept_from_leaving[lane] = kept * setting_out;
    attempts[lane] = setting_out - kept_from_leaving[lane];
  }
}

}  // namespace peregrine
