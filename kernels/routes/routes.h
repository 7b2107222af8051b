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
// and desire is what has become of the origin's drivers since the border's last observed month:
// incomes, warming, food, populations (the pull of kernels/stock/stock.h) and the displaced abroad.
// docs/model/08-irregular-corridors.md.
#pragma once

#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/tile.h"
#include "kernels/world.h"

namespace peregrine {

template <int W>
PEREGRINE_FUNCTION void draw_route_parameters(const RoutesView& view, bool uncertain,
                                              const Tile& tile, float* parameters) {
  TileWords<W> words;
  for (int which = 0; which < route_parameter_count; ++which) {
    const std::uint32_t* const word =
        word_of_four<W>(tile, Process::route_parameters, which, 0, words);
    const float spread = uncertain ? view.spread[which] : 0.0f;
    float* const drawn = lanes_of(parameters, tile)[which];
    PEREGRINE_LANES(lane, W) {
      const float value = fused(spread, normal_from_bits(word[lane]), view.mean[which]);
      drawn[lane] = within(value, view.low[which], view.high[which]);
    }
  }
}

// The drivers' log effect on attempts from one country as it is now, all lanes: the pull of the
// stock's arrivals and the displaced abroad, `from` [lane], null where none are counted. A loop of
// its own: with conditional loads in it, compilers leave the next one scalar.
template <int W>
struct OriginDrivers {
  float pull[W];
  float displaced[W];
};

template <int W>
PEREGRINE_FUNCTION void weigh_origin(const float* origin_pull, const double* from, bool first_year,
                                     OriginDrivers<W>& now) {
  // Displaced persons below this many say little about who sets out.
  constexpr float least_displaced = 10'000.0f;
  PEREGRINE_LANES(lane, W) {
    const float persons = from != nullptr ? static_cast<float>(from[lane]) : 0.0f;
    // The first year has no pull: it counts from there.
    now.pull[lane] = first_year ? 0.0f : origin_pull[lane];
    now.displaced[lane] = natural_logarithm(persons + least_displaced);
  }
}

// Whether a border's month is simulated, counted from the first year's January.
PEREGRINE_FUNCTION bool is_simulated(const BordersView& borders, int border, int month) {
  return month >= borders.observed_months[border];
}

// Once a year, before its months. Up to the last observed year of a border the drivers' effect is
// in what was observed there, so desire is one and the state is remembered.
template <int W>
PEREGRINE_FUNCTION void weigh_desire(const WorldView& world, const Tile& tile, int step,
                                     const TileState& state, const double* displaced_from) {
  const RouteCorridorsView& corridors = world.routes.corridors;
  const bool counted = world.refugees.pair != nullptr;
  const RoutesState& routes = state.routes;
  const auto p = lanes_of(routes.parameters, tile);
  // No origin's people set out more than three times as often or rarely as at the start: a bound of
  // our own, as the elasticities were fitted on changes of this size and less.
  constexpr float most_log_desire = 1.0986123f;
  for (int corridor = 0; corridor < corridors.count; ++corridor) {
    const bool observed =
        !is_simulated(world.routes.borders, corridors.border[corridor], step * months_a_year);
    const std::int64_t origin = tile.row(corridors.origin[corridor]);
    const std::int64_t here = tile.row(corridor);
    const double* const from = counted ? displaced_from + origin : nullptr;
    OriginDrivers<W> now;
    weigh_origin<W>(state.origin_pull + origin, from, step == 0, now);
    PEREGRINE_LANES(lane, W) {
      const float pull = observed ? now.pull[lane] : routes.pull[here + lane];
      const float displaced = observed ? now.displaced[lane] : routes.displaced[here + lane];
      const float changed =
          fused(p(displaced_effect, lane), now.displaced[lane] - displaced, now.pull[lane] - pull);
      routes.pull[here + lane] = pull;
      routes.displaced[here + lane] = displaced;
      routes.desire[here + lane] = exponential(within(changed, -most_log_desire, most_log_desire));
    }
  }
}

// The nationals of all borders: log_share one month on.
template <int W>
PEREGRINE_FUNCTION void advance_shares(const RouteCorridorsView& corridors, const Tile& tile,
                                       int month, const RoutesState& state) {
  const auto p = lanes_of(state.parameters, tile);
  alignas(lane_alignment<W>) float factor[W];  // of the shocks' scale
  PEREGRINE_LANES(lane, W) factor[lane] = exponential(p(route_log_scale, lane));
  TileWords<W> words;
  for (int corridor = 0; corridor < corridors.count; ++corridor) {
    const std::uint32_t* const word =
        word_of_four<W>(tile, Process::route_share, corridor, month, words);
    const float mean = corridors.long_run[corridor];
    const float scale = corridors.share_scale[corridor];
    float* const share = lanes_of(state.log_share, tile)[corridor];
    PEREGRINE_LANES(lane, W) {
      const float shock = scale * factor[lane] * normal_from_bits(word[lane]);
      share[lane] = fused(corridors.share_memory, share[lane] - mean, mean) + shock;
    }
  }
}

// A month at one border as it is made, all lanes.
template <int W>
struct BorderLanes {
  int border;
  int month;
  // The border's nationals by weight exp(log share) and by that times desire.
  alignas(lane_alignment<W>) float weight[W];
  float wanted[W];
  float transient[W];    // shock that passes within the month
  float death_shock[W];  // standard normal
  // Persons.
  float ordinary[W];
  float campaign[W];
  float diverted[W];
  float attempts[W];
  float detections[W];
  float entries[W];
  float deaths[W];
  float seen[W];     // attempts, as if the ordinary share were detected
  float overlap[W];  // of nationals with the last year's: sum of sqrt(share now * share then)
};

// Long-run mean of the log detections of a border's calendar month.
PEREGRINE_FUNCTION float usual_log_detections(const BordersView& borders, int border, int month) {
  return borders.level[border] + borders.season[border * months_a_year + month % months_a_year];
}

template <int W>
PEREGRINE_FUNCTION void sum_shares(const RoutesView& view, const Tile& tile,
                                   const RoutesState& state, BorderLanes<W>& at) {
  fill_lanes<W>(at.weight, 0.0f);
  fill_lanes<W>(at.wanted, 0.0f);
  for (int k = view.borders.first_corridor[at.border];
       k < view.borders.first_corridor[at.border + 1]; ++k) {
    const float* const share = lanes_of(state.log_share, tile)[k];
    float* const weights = lanes_of(state.weight, tile)[k];
    const float* const desire = lanes_of(state.desire, tile)[k];
    PEREGRINE_LANES(lane, W) {
      const float weight = exponential(share[lane]);
      weights[lane] = weight;
      at.weight[lane] += weight;
      at.wanted[lane] = fused(weight, desire[lane], at.wanted[lane]);
    }
  }
}

// The anomaly of a border, one month on; `change` becomes this month's.
template <int W>
PEREGRINE_FUNCTION void advance_anomaly(const RoutesView& view, const Tile& tile,
                                        const RoutesState& state, BorderLanes<W>& at) {
  const BordersView& borders = view.borders;
  // What the borders that lead here changed last month.
  float lead[W];
  fill_lanes<W>(lead, 0.0f);
  for (int other = 0; other < borders.count; ++other) {
    if (borders.leads_to[other] != at.border) continue;
    const float* const change = lanes_of(state.change, tile)[other];
    PEREGRINE_LANES(lane, W) lead[lane] += change[lane];
  }
  const float tail = view.corridors.tail;
  const float unit = fleishman_unit(tail);
  const float memory = borders.memory[at.border];
  const float persistent = borders.persistent_scale[at.border];
  const float passing = borders.transient_scale[at.border];
  const auto p = lanes_of(state.parameters, tile);
  const std::int64_t here = tile.row(at.border);
  TileWords<W> words;
  draw_words<W>(tile, Process::border_shock, at.border, at.month, words);
  PEREGRINE_LANES(lane, W) {
    const float scale = exponential(p(route_log_scale, lane));
    const float shock = heavy_tailed(normal_from_bits(words.word[0][lane]), tail, unit);
    const float passes = heavy_tailed(normal_from_bits(words.word[1][lane]), tail, unit);
    const float before = state.anomaly[here + lane];
    const float next =
        fused(memory, before, fused(persistent * scale, shock, p(lead_effect, lane) * lead[lane]));
    state.change[here + lane] = next - before;
    state.anomaly[here + lane] = next;
    at.transient[lane] = passing * scale * passes;
    at.death_shock[lane] = normal_from_bits(words.word[2][lane]);
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
PEREGRINE_FUNCTION void ordinary_attempts(const RoutesView& view, const Tile& tile,
                                          const RoutesState& state, BorderLanes<W>& at) {
  const BordersView& borders = view.borders;
  const bool policy = at.month >= view.policy_month;
  const float mean = usual_log_detections(borders, at.border, at.month);
  const float refusal = policy ? view.log_refusal : 0.0f;
  const float kept = policy ? borders.departures_kept[at.border] : 0.0f;
  const float log_most = borders.log_most[at.border];
  const auto p = lanes_of(state.parameters, tile);
  const std::int64_t here = tile.row(at.border);
  PEREGRINE_LANES(lane, W) {
    const float log_level =
        smaller(mean + state.anomaly[here + lane] + at.transient[lane], log_most);
    const float detections = larger(exponential(log_level) - detection_offset, 0.0f);
    const float desire = at.wanted[lane] / larger(at.weight[lane], 0x1p-60f);
    const float setting_out = detections * desire * exponential(p(refusal_effect, lane) * refusal) /
                              detected_share(borders, at.border, p(detection_error, lane));
    const float stays = kept * setting_out;
    state.kept[here + lane] = stays;
    at.ordinary[lane] = setting_out - stays;
  }
}

}  // namespace peregrine
