// What becomes of those who try: a month's balance at every border, person by person.
//
//   attempts  = ordinary + campaign + diverted from elsewhere
//   through   = attempts * (1 - interception) (1 - enforcement) (response lets through)
//   detected  = through * detection
//   deaths    = attempts * ordinary detected share * risk, at most a tenth of those who got through
//   entries   = through - deaths
//   stopped   = attempts - through:  diverted next month, or not (they stay, turn back or wait)
//
// Of those whom enforcement or a response stops beyond the ordinary, shares try a neighbouring
// border and another route in the next month; so do those whom a transit state keeps from leaving.
// Nobody vanishes: attempts = entries + deaths + stopped in every month, border and draw.
#pragma once

#include "kernels/routes/attribution.h"
#include "kernels/routes/response.h"

namespace peregrine {

// No month's deaths exceed this share of those who got through: a bound of our own, above the worst
// months of the Central Mediterranean with more than a few hundred crossings.
inline constexpr float most_deaths = 0.1f;

// A border's month, all nationals.
template <int W>
struct MonthLanes {
  float ordinary[W];
  float campaign[W];
  float diverted[W];
  float attempts[W];
  float detections[W];
  float entries[W];
  float deaths[W];
};

template <int W>
PEREGRINE_FUNCTION void count_attempts(const RoutesView& view, const Tile& tile, int border,
                                       const TileState& state, MonthLanes<W>& month) {
  const int front = view.borders.front[border];
  const float* const diverted = lanes(state.routes.diverted, border, state.stride, tile);
  const float* const campaign =
      front >= 0 ? lanes(state.routes.attempts_by_campaign, front, state.stride, tile) : diverted;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    month.campaign[lane] = front >= 0 ? campaign[lane] : 0.0f;
    month.diverted[lane] = diverted[lane];
    month.attempts[lane] = month.ordinary[lane] + month.campaign[lane] + month.diverted[lane];
  }
}

template <int W>
PEREGRINE_FUNCTION void cross(const RoutesView& view, const Tile& tile, int border, int step_month,
                              const TileState& state, MonthLanes<W>& month) {
  const BordersView& borders = view.borders;
  const float enforced = step_month >= view.policy_month ? borders.enforcement[border] : 0.0f;
  const float detection = borders.detection[border];
  const float* const stopping = route_parameter(state, level_interception, tile);
  const float* const error = route_parameter(state, detection_error, tile);
  const float* const by_level = route_parameter(state, level_deaths, tile);
  const float* const level = lanes(state.routes.level, border, state.stride, tile);
  float* const stopped = lanes(state.routes.stopped, border, state.stride, tile);
  TileWords<W> words;
  draw_words<W>(tile, Process::border_shock, border, step_month, words);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float left = (1.0f - enforced) * let_through(stopping[lane], level[lane]);
    const float usual = usual_through(borders, border, error[lane]);
    const float attempts = month.attempts[lane];
    const float through = attempts * usual * left;
    const float risk =
        exponential(fused(borders.death_scale[border], normal_from_bits(words.word[2][lane]),
                          borders.log_death_risk[border]) +
                    by_level[lane] * level[lane]);
    const float deaths = smaller(attempts * usual * detection * risk, most_deaths * through);
    month.detections[lane] = through * detection;
    month.deaths[lane] = deaths;
    month.entries[lane] = through - deaths;
    stopped[lane] = attempts * usual - through;
  }
}

// The month by nationals: detections of the year, entries that stay; returns how far they overlap
// with the last year's, and makes this month part of it.
template <int W>
PEREGRINE_FUNCTION void share_out(const RoutesView& view, const Tile& tile, int border, int year,
                                  const ShareLanes<W>& sums, const MonthLanes<W>& month, bool joins,
                                  const TileState& state, const TileOutput& output,
                                  float (&overlap)[W]) {
  fill_lanes<W>(overlap, 0.0f);
  const RouteCorridorsView& corridors = view.corridors;
  const float* const stay = route_parameter(state, stay_share, tile);
  for (int k = view.borders.first_corridor[border]; k < view.borders.first_corridor[border + 1];
       ++k) {
    const float* const log_share = lanes(state.routes.log_share, k, state.stride, tile);
    const float* const desire = lanes(state.routes.desire, corridors.origin[k], state.stride, tile);
    const float* const mix = lanes(state.routes.mix, k, state.stride, tile);
    float* const year_mix = lanes(state.routes.year_mix, k, state.stride, tile);
    float* const entering = lanes(state.routes.entering, k, state.stride, tile);
    float* const detected =
        lanes(output.routes.by_corridor, static_cast<std::int64_t>(year) * corridors.count + k,
              output.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float weight = exponential(log_share[lane]);
      const float ordinary = weight * desire[lane] / larger(sums.wanted[lane], 0x1p-60f);
      const float settled = weight / larger(sums.weight[lane], 0x1p-60f);
      const float persons =
          fused(month.ordinary[lane], ordinary,
                fused(month.campaign[lane], mix[lane], month.diverted[lane] * settled));
      const float share = persons / larger(month.attempts[lane], 0x1p-60f);
      detected[lane] += share * month.detections[lane];
      entering[lane] += joins ? share * stay[lane] * month.entries[lane] : 0.0f;
      overlap[lane] += square_root(share * year_mix[lane]);
      constexpr float newest = 1.0f / 12.0f;
      year_mix[lane] = fused(newest, share - year_mix[lane], year_mix[lane]);
    }
  }
}

// Next month's `diverted`, from this month's `stopped` and `kept`.
template <int W>
PEREGRINE_FUNCTION void divert(const RoutesView& view, const Tile& tile, int month,
                               const TileState& state, const TileOutput& output) {
  const BordersView& borders = view.borders;
  const float* const near = route_parameter(state, near_diversion, tile);
  const float* const far = route_parameter(state, far_diversion, tile);
  for (int border = 0; border < borders.count; ++border) {
    fill_lanes<W>(lanes(state.routes.diverted, border, state.stride, tile), 0.0f);
  }
  for (int border = 0; border < borders.count; ++border) {
    const float* const stopped = lanes(state.routes.stopped, border, state.stride, tile);
    const float* const kept = lanes(state.routes.kept, border, state.stride, tile);
    float* const moved =
        lanes(output.routes.diverted, static_cast<std::int64_t>(month) * borders.count + border,
              output.stride, tile);
    fill_lanes<W>(moved, 0.0f);
    const int neighbour = borders.near[border];
    if (neighbour >= 0) {
      float* const there = lanes(state.routes.diverted, neighbour, state.stride, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) {
        const float persons = near[lane] * stopped[lane];
        there[lane] += persons;
        moved[lane] += persons;
      }
    }
    const float* const elsewhere =
        borders.elsewhere + static_cast<std::int64_t>(border) * borders.count;
    for (int other = 0; other < borders.count; ++other) {
      const float choice = elsewhere[other];
      if (choice == 0.0f) continue;
      float* const there = lanes(state.routes.diverted, other, state.stride, tile);
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) {
        // Both shares are of the same people.
        const float left = neighbour >= 0 ? 1.0f - near[lane] : 1.0f;
        const float persons = choice * far[lane] * fused(left, stopped[lane], kept[lane]);
        there[lane] += persons;
        moved[lane] += persons;
      }
    }
  }
}

}  // namespace peregrine
