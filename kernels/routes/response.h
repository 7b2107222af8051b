// What the states that people come to do about it: a ladder of five levels, and what climbs it.
//
//   triggered: a surge calls for national measures; a surge, or measures that are on, together with
//              a probability of a campaign above `confidence` calls for the posture of the scenario
//   fixed:     the posture is there from its month on
//
// A level that is called for takes its delay to come; after `hold_months` without a surge one level
// is given up. The measures of each level stop a share of their own of the crossings that the level
// below lets through (where it is negative, more get through), hasten the end of a campaign, deter
// the next (kernels/routes/campaign.h) and change deaths. docs/model/10-response.md, "Response".
#pragma once

#include "kernels/routes/attribution.h"

namespace peregrine {

// Shares that the measures of national response, Frontex, NATO without and NATO with military means
// stop, each of those that the one before lets through.
struct Interception {
  float national;
  float frontex;
  float nato_non_military;
  float nato_military;
};

// Share of crossings that goes through at `level`, which has the measures of those below it.
PEREGRINE_FUNCTION float let_through(const Interception& stopped, float level) {
  float left = level >= 1.0f ? 1.0f - stopped.national : 1.0f;
  left *= level >= 2.0f ? 1.0f - stopped.frontex : 1.0f;
  left *= level >= 3.0f ? 1.0f - stopped.nato_non_military : 1.0f;
  return left * (level >= 4.0f ? 1.0f - stopped.nato_military : 1.0f);
}

struct Call {
  float level;
  float called;  // months
  float calm;    // months
};

// One month of a target whose level, calls and calm months are `now` and whose highest level is
// `posture`.
PEREGRINE_FUNCTION Call respond(const PostureView& view, float posture, const Call& now, bool surge,
                                float probability) {
  const auto national = static_cast<float>(ResponseLevel::national);
  const bool alert = surge || now.level > 0.0f;
  float wanted = surge ? smaller(national, posture) : 0.0f;
  wanted = alert && probability >= view.confidence ? posture : wanted;
  const bool more = wanted > now.level;
  const float called = more ? now.called + 1.0f : 0.0f;
  // The highest level called for whose delay is over; those below it come on the way.
  float come = now.level;
  for (int level = 1; level < response_levels; ++level) {
    const auto step = static_cast<float>(level);
    const bool here = more && step <= wanted && called > view.delay_months[level];
    come = here ? larger(come, step) : come;
  }
  const float calm = surge || more ? 0.0f : now.calm + 1.0f;
  const bool gives_up = now.level > 0.0f && calm >= view.hold_months;
  const float lower = gives_up ? now.level - 1.0f : now.level;
  return {come > now.level ? come : lower, called, gives_up ? 0.0f : calm};
}

// How sure allies are of a campaign on the front of a border: there, or on any front of its actor.
template <int W>
PEREGRINE_FUNCTION void confidence_at(const RoutesView& view, const Tile& tile, int border,
                                      const float* beliefs, float (&confidence)[W]) {
  fill_lanes<W>(confidence, 0.0f);
  const int here = view.borders.front[border];
  if (here < 0) return;
  const FrontsView& fronts = view.fronts;
  for (int front = 0; front < fronts.count; ++front) {
    const bool counts = front == here ||
                        (view.posture.collective != 0 && fronts.actor[front] == fronts.actor[here]);
    if (!counts || fronts.border[front] < 0) continue;
    const float* const ordinary = beliefs + tile.row(front, belief_count, ordinary_belief);
    PEREGRINE_LANES(lane, W) {
      confidence[lane] = larger(confidence[lane], campaign_probability(view.worth, ordinary[lane]));
    }
  }
}

template <int W>
PEREGRINE_FUNCTION void advance_response(const RoutesView& view, const Tile& tile,
                                         const RoutesState& state, const BorderLanes<W>& at) {
  const PostureView& posture = view.posture;
  float confidence[W];
  confidence_at<W>(view, tile, at.border, state.belief, confidence);
  const bool on = at.month >= posture.from_month;
  const bool fixed = posture.rule == PostureRule::fixed;
  const float usual = exponential(usual_log_detections(view.borders, at.border, at.month));
  const std::int64_t here = tile.row(at.border);
  const auto usual_posture = static_cast<float>(posture.posture);
  const bool moved = view.events != 0;
  const float* const by_events = moved ? state.event_posture + here : state.level + here;
  PEREGRINE_LANES(lane, W) {
    const float highest = moved ? by_events[lane] : usual_posture;
    const bool surge = (at.seen[lane] + detection_offset) / usual >= posture.surge &&
                       at.seen[lane] >= posture.least_detections;
    const Call now = {state.level[here + lane], state.called[here + lane], state.calm[here + lane]};
    const Call next = respond(posture, highest, now, surge, confidence[lane]);
    const float triggered = on ? next.level : 0.0f;
    state.level[here + lane] = on && fixed ? highest : triggered;
    state.called[here + lane] = next.called;
    state.calm[here + lane] = next.calm;
  }
}

}  // namespace peregrine
