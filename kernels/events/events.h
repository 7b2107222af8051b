// Dated events: whether, when and how large, drawn once a realization; and what they make of a
// border's month.
//
//   happens  with the event's probability, by a number of its own
//   begins   in the month first + floor(window u), within the window
//   size     exp(median + z below) where z < 0, exp(median + z above) where z > 0
//
// z is standard normal, so that the stated median and 80 % range are exact on either side. The
// numbers belong to the event by its kind and place: an event has the same luck in every scenario,
// whatever else is in it. docs/model/17-events.md.
#pragma once

#include "kernels/ground/math.h"
#include "kernels/ground/tile.h"
#include "kernels/world.h"

namespace peregrine {

// What happens in this realization.
template <int W>
PEREGRINE_FUNCTION void draw_events(const EventsView& view, const Tile& tile,
                                    const EventsState& state) {
  for (int event = 0; event < view.count; ++event) {
    TileWords<W> words;
    draw_words<W>(tile, Process::event, view.key[event], 0, words);
    const float first = view.first_month[event];
    const float window = view.window[event];
    const float probability = view.probability[event];
    const std::int64_t here = tile.row(event);
    PEREGRINE_LANES(lane, W) {
      const float z = normal_from_bits(words.word[2][lane]);
      const float late = window * uniform_open(words.word[1][lane]);
      const auto months_late = static_cast<float>(static_cast<std::int32_t>(late));
      const float begins = first + smaller(months_late, window - 1.0f);
      const bool happens = uniform_open(words.word[0][lane]) < probability;
      state.begins[here + lane] = happens ? begins : never_happens;
      state.ends[here + lane] = begins + view.months[event];
      state.log_size[here + lane] =
          fused(z < 0.0f ? view.below[event] : view.above[event], z, view.log_size[event]);
    }
  }
}

// 1 in the lanes where the event is on in that month, else 0.
template <int W>
PEREGRINE_FUNCTION void find_lanes_on(const Tile& tile, int event, int month,
                                      const EventsState& state, float (&on)[W]) {
  const auto now = static_cast<float>(month);
  const float* const begins = lanes_of(state.begins, tile)[event];
  const float* const ends = lanes_of(state.ends, tile)[event];
  PEREGRINE_LANES(lane, W) on[lane] = begins[lane] <= now && now < ends[lane] ? 1.0f : 0.0f;
}

// Times what a lever makes of it, in the lanes where its event is on.
template <int W>
PEREGRINE_FUNCTION void move_lever(const float (&on)[W], float share, const float* log_size,
                                   float* times) {
  PEREGRINE_LANES(lane, W) times[lane] *= exponential(on[lane] * share * log_size[lane]);
}

// How many months of the calendar year `step` an event is on, all lanes.
template <int W>
PEREGRINE_FUNCTION void find_months_on(const Tile& tile, int event, int step,
                                       const EventsState& state, float (&months)[W]) {
  const float first = 12.0f * static_cast<float>(step);
  const float* const begins = lanes_of(state.begins, tile)[event];
  const float* const ends = lanes_of(state.ends, tile)[event];
  PEREGRINE_LANES(lane, W) {
    const float from = larger(begins[lane], first);
    months[lane] = larger(smaller(ends[lane], first + 12.0f) - from, 0.0f);
  }
}

// Whether an event begins in the calendar year `step`, 1 or 0, all lanes.
template <int W>
PEREGRINE_FUNCTION void find_lanes_beginning_in(const Tile& tile, int event, int step,
                                                const EventsState& state, float (&begin)[W]) {
  const float first = 12.0f * static_cast<float>(step);
  const float* const begins = lanes_of(state.begins, tile)[event];
  PEREGRINE_LANES(lane, W) {
    begin[lane] = begins[lane] >= first && begins[lane] < first + 12.0f ? 1.0f : 0.0f;
  }
}

// Whether an event begins in that month, 1 or 0, all lanes.
template <int W>
PEREGRINE_FUNCTION void find_lanes_beginning(const Tile& tile, int event, int month,
                                             const EventsState& state, float* begin) {
  const auto now = static_cast<float>(month);
  const float* const begins = lanes_of(state.begins, tile)[event];
  PEREGRINE_LANES(lane, W) begin[lane] = begins[lane] == now ? 1.0f : 0.0f;
}

}  // namespace peregrine
