// Those who entered irregularly and stay, within the stock by corridor.
//
// The arrivals that history fitted contain the irregular ones of its years. A corridor's arrivals
// are therefore lowered by its usual irregular entries, and the year's own are added:
//
//   arrivals = max(regular - stay * usual, 0) + stay * entries,   entries at most the corridor's
//   cap
//
// so that months like those of the fitted years change nothing, a surge adds and a quiet year takes
// away. Recognised refugees are among the displaced (kernels/displacement/refugees.h); the share of a corridor's
// entries that is linked here leaves them out. docs/model/14-entries.md.
#pragma once

#include "kernels/routes/routes.h"
#include "kernels/stock/lanes.h"

namespace peregrine {

PEREGRINE_FUNCTION int entry_slot(const WorldView& world, int corridor) {
  return world.routes.entries.slot == nullptr ? -1 : world.routes.entries.slot[corridor];
}

// Takes the usual entries out of a corridor's arrivals.
template <int W>
PEREGRINE_FUNCTION void make_room(const RoutesView& view, const Tile& tile, int slot,
                                  const TileState& state, float (&arrivals)[W]) {
  const float usual = view.entries.usual[slot];
  const float* const stay = route_parameter(state, stay_share, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    arrivals[lane] = larger(fused(-stay[lane], usual, arrivals[lane]), 0.0f);
  }
}

// Adds the year's entries to the stock in `after` and to the flows.
template <int W>
PEREGRINE_FUNCTION void add_entries(const WorldView& world, const Tile& tile, int corridor,
                                    int slot, int step, float* after, const TileState& state,
                                    const TileOutput& output, StockLanes<W>& totals) {
  const EntriesView& entries = world.routes.entries;
  const int origin = world.origin[corridor];
  float persons[W];
  fill_lanes<W>(persons, 0.0f);
  for (int link = entries.first_link[slot]; link < entries.first_link[slot + 1]; ++link) {
    const float share = entries.link_share[link];
    const float* const entering =
        lanes(state.routes.entering, entries.link_corridor[link], state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      persons[lane] = fused(share, entering[lane], persons[lane]);
    }
  }
  const float cap_share = world.arrivals_cap[corridor];
  const float* const supply = lanes(state.supply, origin, state.stride, tile);
  double* const emigrants =
      lanes(output.emigrants, static_cast<std::int64_t>(step) * world.countries + origin,
            output.stride, tile);
  double* const joined = lanes(output.routes.joined_year, step, output.stride, tile);
  float* const emigration = lanes(state.emigration, origin, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float joins = smaller(persons[lane], cap_share * supply[lane]);
    const float before = after[lane];
    after[lane] = before + joins;
    const double added = static_cast<double>(after[lane]) - static_cast<double>(before);
    totals.immigrants[lane] += added;
    totals.arrivals[lane] += joins;
    emigrants[lane] += added;
    emigration[lane] += joins;
    joined[lane] += added;
  }
}

// The share of all arrivals in the world that is irregular: Beta(4, 16), a much quoted and weak
// estimate of one in five. A ratio of gammas of whole shape, from twenty uniform numbers.
template <int W>
PEREGRINE_FUNCTION void draw_irregular_share(const Tile& tile, bool uncertain,
                                             const TileState& state) {
  constexpr int calls_of_first = 1;  // four exponentials
  constexpr int calls = 5;           // of twenty
  float* const share = lanes(state.routes.irregular_share, 0, state.stride, tile);
  float first[W];
  float all[W];
  fill_lanes<W>(first, 0.0f);
  fill_lanes<W>(all, 0.0f);
  for (int call = 0; call < calls; ++call) {
    TileWords<W> words;
    draw_words<W>(tile, Process::irregular_share, call, 0, words);
    for (int k = 0; k < 4; ++k) {
      PEREGRINE_LANES
      for (int lane = 0; lane < W; ++lane) {
        const float exponential_number = -natural_logarithm(uniform_open(words.word[k][lane]));
        first[lane] += call < calls_of_first ? exponential_number : 0.0f;
        all[lane] += exponential_number;
      }
    }
  }
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) share[lane] = uncertain ? first[lane] / all[lane] : 0.2f;
}

// Irregular arrivals of the world in the year, after its stock has advanced.
template <int W>
PEREGRINE_FUNCTION void close_route_year(const WorldView& world, const Tile& tile, int step,
                                         const TileState& state, const TileOutput& output) {
  if (world.routes.present == 0) return;
  const float* const share = lanes(state.routes.irregular_share, 0, state.stride, tile);
  const double* const arrivals =
      lanes(output.global_flows, step * global_flow_count + arrivals_flow, output.stride, tile);
  double* const flow = lanes(output.routes.flow_year, step, output.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    flow[lane] = static_cast<double>(share[lane]) * arrivals[lane];
  }
}

}  // namespace peregrine
