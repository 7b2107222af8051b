// Those who entered irregularly and stay, within the stock by corridor.
//
// The arrivals that history fitted contain the irregular ones of its years. A corridor's arrivals
// are therefore lowered by its usual irregular entries, and the year's own are added:
//
//   arrivals = max(regular - stay * usual, 0) + stay * entries,
//              entries at most the corridor's cap
//
// so that months like those of the fitted years change nothing, a surge adds and a quiet year takes
// away. Recognised refugees are among the displaced (kernels/displacement/refugees.h); the share of
// a corridor's entries that is linked here leaves them out. docs/model/14-entries.md.
#pragma once

#include "kernels/routes/routes.h"

namespace peregrine {

PEREGRINE_FUNCTION int entry_slot(const EntriesView& entries, int corridor) {
  return entries.slot == nullptr ? -1 : entries.slot[corridor];
}

// Takes the usual entries out of a corridor's arrivals.
template <int W>
PEREGRINE_FUNCTION void make_room(const EntriesView& entries, const Tile& tile, int slot,
                                  const RoutesState& state, float (&arrivals)[W]) {
  const float usual = entries.usual[slot];
  const float* const stay = lanes_of(state.parameters, tile)[stay_share];
  PEREGRINE_LANES(lane, W) arrivals[lane] = larger(fused(-stay[lane], usual, arrivals[lane]), 0.0f);
}

// The year's entries that would join a corridor of the stock; `entering_all` is state.entering.
template <int W>
PEREGRINE_FUNCTION void sum_entries(const EntriesView& entries, const Tile& tile, int slot,
                                    const float* entering_all, float (&persons)[W]) {
  fill_lanes<W>(persons, 0.0f);
  for (int link = entries.first_link[slot]; link < entries.first_link[slot + 1]; ++link) {
    const float share = entries.link_share[link];
    const float* const entering = lanes_of(entering_all, tile)[entries.link_corridor[link]];
    PEREGRINE_LANES(lane, W) persons[lane] = fused(share, entering[lane], persons[lane]);
  }
}

// The share of all arrivals in the world that is irregular: Beta(4, 16), a much quoted and weak
// estimate of one in five. A ratio of gammas of whole shape, from twenty uniform numbers.
template <int W>
PEREGRINE_FUNCTION void draw_irregular_share(const Tile& tile, bool uncertain, float* share) {
  constexpr int calls_of_first = 1;  // four exponentials
  constexpr int calls = 5;           // of twenty
  float first[W];
  float all[W];
  fill_lanes<W>(first, 0.0f);
  fill_lanes<W>(all, 0.0f);
  for (int call = 0; call < calls; ++call) {
    TileWords<W> words;
    draw_words<W>(tile, Process::irregular_share, call, 0, words);
    for (int k = 0; k < 4; ++k) {
      PEREGRINE_LANES(lane, W) {
        const float exponential_number = -natural_logarithm(uniform_open(words.word[k][lane]));
        first[lane] += call < calls_of_first ? exponential_number : 0.0f;
        all[lane] += exponential_number;
      }
    }
  }
  PEREGRINE_LANES(lane, W) share[tile.lane0 + lane] = uncertain ? first[lane] / all[lane] : 0.2f;
}

// Irregular arrivals of the world in the year, after its stock has advanced.
template <int W>
PEREGRINE_FUNCTION void close_route_year(const RoutesView& view, const Tile& tile,
                                         const RoutesState& state, const TileOutput& output) {
  if (view.present == 0) return;
  const float* const share = state.irregular_share + tile.lane0;
  const double* const arrivals = output.global_flows + tile.row(arrivals_flow);
  double* const flow = output.routes.flow_year + tile.lane0;
  PEREGRINE_LANES(lane, W) flow[lane] = static_cast<double>(share[lane]) * arrivals[lane];
}

}  // namespace peregrine
