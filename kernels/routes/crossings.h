// What becomes of those who try: a month's balance at every border, person by person.
//
//   attempts  = ordinary + campaign + diverted from elsewhere
//   through   = attempts * (1 - interception) (1 - enforcement) (response lets through) (events)
//   detected  = through * detection
//   deaths    = attempts * ordinary detected share * risk, at most a tenth of those who got through
//   entries   = through - deaths
//   stopped   = attempts - through:  diverted next month, or not (they stay, turn back or wait)
//   more      = attempts (1 - interception) - through:  of the stopped, beyond the ordinary
//
// Of those whom enforcement or a response stops beyond the ordinary, shares try a neighbouring
// border and another route in the next month; so do those whom a transit state keeps from leaving.
// Nobody vanishes: attempts = entries + deaths + stopped in every month, border and draw.
#pragma once

#include "kernels/routes/attribution.h"
#include "kernels/routes/border_events.h"
#include "kernels/routes/response.h"

namespace peregrine {

// No month's deaths exceed this share of those who got through: a bound of our own, above the worst
// months of the Central Mediterranean with more than a few hundred crossings.
inline constexpr float most_deaths = 0.1f;

template <int W>
PEREGRINE_FUNCTION void count_attempts(const BordersView& borders, const Tile& tile,
                                       const RoutesState& state, BorderLanes<W>& at) {
  const int front = borders.front[at.border];
  const float* const diverted = lanes_of(state.diverted, tile)[at.border];
  const float* const campaign =
      front >= 0 ? state.attempts_by_campaign + tile.row(front) : diverted;
  PEREGRINE_LANES(lane, W) {
    at.campaign[lane] = front >= 0 ? campaign[lane] : 0.0f;
    at.diverted[lane] = diverted[lane];
    at.attempts[lane] = at.ordinary[lane] + at.campaign[lane] + at.diverted[lane];
  }
}

template <int W>
PEREGRINE_FUNCTION void cross(const RoutesView& view, const Tile& tile, const RoutesState& state,
                              BorderLanes<W>& at) {
  const BordersView& borders = view.borders;
  const float enforced = at.month >= view.policy_month ? borders.enforcement[at.border] : 0.0f;
  const float detection = borders.detection[at.border];
  const auto p = lanes_of(state.parameters, tile);
  const float* const level = lanes_of(state.level, tile)[at.border];
  float* const stopped = lanes_of(state.stopped, tile)[at.border];
  float* const stopped_more = lanes_of(state.stopped_more, tile)[at.border];
  const bool moved = view.events != 0;
  const float* const through_events =
      moved ? lanes_of(state.event_through, tile)[at.border] : level;
  const float* const death_events = moved ? lanes_of(state.event_deaths, tile)[at.border] : level;
  PEREGRINE_LANES(lane, W) {
    const float by_events = moved ? through_events[lane] : 1.0f;
    const Interception measures = {p(interception_national, lane), p(interception_frontex, lane),
                                   p(interception_nato_non_military, lane),
                                   p(interception_nato_military, lane)};
    const float left = (1.0f - enforced) * let_through(measures, level[lane]) * by_events;
    const float usual = usual_through(borders, at.border, p(detection_error, lane));
    const float attempts = at.attempts[lane];
    const float through = smaller(attempts * usual * left, attempts);
    const float log_risk = fused(borders.death_scale[at.border], at.death_shock[lane],
                                 borders.log_death_risk[at.border]);
    const float risk = exponential(log_risk + p(level_deaths, lane) * level[lane]) *
                       (moved ? death_events[lane] : 1.0f);
    const float deaths = smaller(attempts * usual * detection * risk, most_deaths * through);
    at.detections[lane] = through * detection;
    at.deaths[lane] = deaths;
    at.entries[lane] = through - deaths;
    stopped[lane] = attempts - through;
    stopped_more[lane] = larger(attempts * usual - through, 0.0f);
  }
}

// The month by nationals: detections of the year, the month's entries where these are kept, entries
// that stay (`joins`: the share of all that may), how far they overlap with the last year's; makes
// this month part of it.
template <int W>
PEREGRINE_FUNCTION void share_out(const RoutesView& view, const Tile& tile, float joins,
                                  const RoutesState& state, const RoutesOutput& output,
                                  BorderLanes<W>& at) {
  const auto p = lanes_of(state.parameters, tile);
  const auto detected = lanes_of(output.by_corridor, tile);
  const int kept_year = at.month / months_a_year - view.kept_from;
  const bool kept = kept_year >= 0 && kept_year < view.kept_years;
  float shares[W];
  fill_lanes<W>(at.overlap, 0.0f);
  // In most months nobody comes who is not of the ordinary movement.
  const bool others =
      any_lane<W>([&](int lane) { return at.campaign[lane] != 0.0f || at.diverted[lane] != 0.0f; });
  float other[W];
  fill_lanes<W>(other, 0.0f);
  for (int k = view.borders.first_corridor[at.border];
       k < view.borders.first_corridor[at.border + 1]; ++k) {
    const std::int64_t here = tile.row(k);
    const float* const desire = lanes_of(state.desire, tile)[k];
    if (others) {
      PEREGRINE_LANES(lane, W) {
        const float settled = state.weight[here + lane] / larger(at.weight[lane], 0x1p-60f);
        other[lane] = fused(at.campaign[lane], state.mix[here + lane], at.diverted[lane] * settled);
      }
    }
    PEREGRINE_LANES(lane, W) {
      const float ordinary =
          state.weight[here + lane] * desire[lane] / larger(at.wanted[lane], 0x1p-60f);
      const float persons = fused(at.ordinary[lane], ordinary, other[lane]);
      const float share = persons / larger(at.attempts[lane], 0x1p-60f);
      shares[lane] = share;
      const float year_mix = state.year_mix[here + lane];
      detected(k, lane) += share * at.detections[lane];
      state.entering[here + lane] += share * p(stay_share, lane) * at.entries[lane] * joins;
      at.overlap[lane] += square_root(share * year_mix);
      constexpr float newest = 1.0f / 12.0f;
      state.year_mix[here + lane] = fused(newest, share - year_mix, year_mix);
    }
    if (!kept) continue;
    const std::int64_t there = tile.row(at.month % months_a_year, view.corridors.count, k);
    float* const entries = output.entries_by_nationals + there;
    PEREGRINE_LANES(lane, W) entries[lane] = shares[lane] * at.entries[lane];
  }
}

// Next month's `diverted`, from this month's `stopped_more` and `kept`.
template <int W>
PEREGRINE_FUNCTION void divert(const BordersView& borders, const Tile& tile, int month,
                               const RoutesState& state, float* diverted) {
  const auto p = lanes_of(state.parameters, tile);
  const auto next = lanes_of(state.diverted, tile);
  for (int border = 0; border < borders.count; ++border) fill_lanes<W>(next[border], 0.0f);
  for (int border = 0; border < borders.count; ++border) {
    const std::int64_t here = tile.row(border);
    float* const moved = diverted + tile.row(month % months_a_year, borders.count, border);
    fill_lanes<W>(moved, 0.0f);
    const float* const kept = state.kept + here;
    const float* const stopped_more = state.stopped_more + here;
    if (!any_lane<W>([=](int lane) { return kept[lane] != 0.0f || stopped_more[lane] != 0.0f; })) {
      continue;
    }
    const int neighbour = borders.near[border];
    if (neighbour >= 0) {
      PEREGRINE_LANES(lane, W) {
        const float persons = p(near_diversion, lane) * state.stopped_more[here + lane];
        next(neighbour, lane) += persons;
        moved[lane] += persons;
      }
    }
    const float* const elsewhere =
        borders.elsewhere + static_cast<std::int64_t>(border) * borders.count;
    for (int other = 0; other < borders.count; ++other) {
      const float choice = elsewhere[other];
      if (choice == 0.0f) continue;
      PEREGRINE_LANES(lane, W) {
        // Both shares are of the same people.
        const float left = neighbour >= 0 ? 1.0f - p(near_diversion, lane) : 1.0f;
        const float tries = fused(left, state.stopped_more[here + lane], state.kept[here + lane]);
        const float persons = choice * p(far_diversion, lane) * tries;
        next(other, lane) += persons;
        moved[lane] += persons;
      }
    }
  }
}

}  // namespace peregrine
