// Campaigns that steer people to a border: when they begin, how large and long they are, how they
// show, and what is remembered of them.
//
//   rate    = (base (1 - excitement) + self * successes remembered) * tension * exp(-deterrence)
//   onset   with probability 1 - exp(-rate / 12), where none is on
//   size    log-normal, attempts in all;  length L gamma of four stages;  growth g a month
//   profile exp(-g (P - age)) before P = 0.4 L,  1 until L,  then halving every month
//
// A campaign ages faster under response, which stops its growth and its plateau early. At its end
// it has succeeded in full (1), in part (one half) or not, and both success and the response it met
// are remembered. Kinds: `open`; by a `proxy`, so that signals are weak and name nobody; `decoy`,
// small and loud, with a proxy's campaign on the partner front at the same time; of an `unnamed`
// proxy of no state. docs/model/09-campaigns.md.
#pragma once

#include "kernels/events/events.h"
#include "kernels/routes/routes.h"

namespace peregrine {

// Successes and responses are remembered half as well after two years: a judgement.
inline constexpr float campaign_memory_decay = 0.97153f;  // a month: 2^(-1/24)
// Partial success in three quarters, full in about half of the cases (Greenhill 2010).
inline constexpr float full_success = 0.5f;
inline constexpr float some_success = 0.75f;
// Mean length five months, of four stages; the plateau begins after this share of it.
inline constexpr float mean_length_months = 5.0f;
inline constexpr float growing_share = 0.4f;
inline constexpr float least_length_months = 1.5f;
// Mean growth of log attempts a month: 52 times in three months on the Belarusian border in 2021.
inline constexpr float usual_growth = 1.317f;
inline constexpr float growth_spread = 0.35f;  // of its log
// A campaign is over when it has shrunk to this share of its plateau.
inline constexpr float spent = 0.1f;
// Onset: shares of kinds, a judgement. The rest is of unnamed proxies.
inline constexpr float open_share = 0.5f;
inline constexpr float proxy_share = 0.25f;
inline constexpr float decoy_share = 0.1f;
inline constexpr float decoy_size = 0.2f;  // of another campaign's
// Of the log tension between an actor and its targets, a year.
inline constexpr float tension_spread = 0.5f;
// While a war between states is fought by the actor, rates are higher by this factor: a judgement.
inline constexpr float war_factor = 1.5f;

template <int W>
PEREGRINE_FUNCTION void weigh_tension(const FrontsView& fronts, const Tile& tile, int step,
                                      float* tensions) {
  constexpr float half_variance = 0.5f * tension_spread * tension_spread;
  for (int actor = 0; actor < fronts.actors; ++actor) {
    TileWords<W> words;
    draw_words<W>(tile, Process::tension, actor, step, words);
    float* const tension = lanes_of(tensions, tile)[actor];
    PEREGRINE_LANES(lane, W) {
      tension[lane] =
          exponential(fused(tension_spread, normal_from_bits(words.word[0][lane]), -half_variance));
    }
  }
}

// Attempts in units of the plateau, at that age.
PEREGRINE_FUNCTION float campaign_profile(float age, float length, float growth) {
  constexpr float log_2 = 0.69314718f;
  const float before = larger(growing_share * length - age, 0.0f);
  const float after = larger(age - length, 0.0f);
  return exponential(-growth * before - log_2 * after);
}

// The whole of a campaign in units of a plateau's month, one addend a month.
PEREGRINE_FUNCTION float campaign_volume(float length, float growth) {
  float volume = 0.0f;
  for (int month = 0; month < 40; ++month) {
    volume += campaign_profile(static_cast<float>(month), length, growth);
  }
  return volume;
}

// Onsets a year of each front, times what this year does to it.
template <int W>
PEREGRINE_FUNCTION void onset_rate(const WorldView& world, const Tile& tile, int front,
                                   const TileState& state, float (&rate)[W]) {
  const RoutesView& view = world.routes;
  const FrontsView& fronts = view.fronts;
  const RoutesState& routes = state.routes;
  const bool conflict = world.conflict_links.present != 0;
  const float base = fronts.rate[front] * view.campaign_rate;
  const float coups = fronts.coup_belt[front];
  const bool belt_known = coups > 0.0f && conflict;
  const int fighting = conflict ? fronts.at_war[front] : -1;
  // A success adds this many years of memory in all, of which a campaign brings 0.625 on average.
  constexpr float remembered_years = 1.0f / (12.0f * (1.0f - campaign_memory_decay));
  constexpr float mean_success = 0.5f * (full_success + some_success);
  const auto p = lanes_of(routes.parameters, tile);
  const std::int64_t here = tile.row(front);
  const float* const tension = lanes_of(routes.tension, tile)[fronts.actor[front]];
  const float* const belt = belt_known ? state.conflict.belt + tile.lane0 : tension;
  const float* const interstate =
      fighting >= 0 ? state.conflict.interstate + tile.row(fighting) : tension;
  PEREGRINE_LANES(lane, W) {
    const float self = p(campaign_self, lane);
    const float excitement = within(self * remembered_years * mean_success, 0.0f, 0.9f);
    const float quiet = base * exponential(p(campaign_log_rate, lane)) * (1.0f - excitement);
    const float excited = fused(self * view.campaign_rate, routes.success[here + lane], quiet);
    const float at_war = fighting >= 0 && interstate[lane] > 0.0f ? war_factor : 1.0f;
    const float by_coups = belt_known ? fused(coups, belt[lane], 1.0f) : 1.0f;
    rate[lane] =
        excited * tension[lane] * exponential(-routes.deterrence[here + lane]) * at_war * by_coups;
  }
}

// As lanes keep it.
PEREGRINE_FUNCTION constexpr float code_of(CampaignKind kind) {
  return static_cast<float>(kind);
}

PEREGRINE_FUNCTION float kind_from_bits(std::uint32_t bits) {
  const float u = uniform_open(bits);
  float kind = code_of(CampaignKind::unnamed);
  kind = u < open_share + proxy_share + decoy_share ? code_of(CampaignKind::decoy) : kind;
  kind = u < open_share + proxy_share ? code_of(CampaignKind::proxy) : kind;
  return u < open_share ? code_of(CampaignKind::open) : kind;
}

// Campaigns that begin on a front in a month, all lanes.
template <int W>
struct OnsetLanes {
  int front;
  int month;
  alignas(lane_alignment<W>) float begins[W];  // 1 or 0
  float ordered[W];                            // attempts in all; 0: by chance
  float kinds[W];                              // CampaignKind
};

// Whom a campaign carries: the border's nationals with weights of its own, drawn anew where it
// begins.
template <int W>
PEREGRINE_FUNCTION void choose_recruits(const RoutesView& view, const Tile& tile,
                                        const RoutesState& state, const OnsetLanes<W>& onset) {
  const int border = view.fronts.border[onset.front];
  if (border < 0) return;
  // Spread of the log weights: one nation was four fifths of those of 2021 in Lithuania, on whose
  // border it had been next to none.
  constexpr float spread = 2.0f;
  const int first = view.borders.first_corridor[border];
  const int last = view.borders.first_corridor[border + 1];
  float sum[W];
  fill_lanes<W>(sum, 0.0f);
  TileWords<W> words;
  for (int corridor = first; corridor < last; ++corridor) {
    draw_words<W>(tile, Process::campaign_mix, corridor, onset.month, words);
    const float pool = 0.5f * view.corridors.long_run[corridor];
    float* const mix = lanes_of(state.mix, tile)[corridor];
    PEREGRINE_LANES(lane, W) {
      const float weight = exponential(fused(spread, normal_from_bits(words.word[0][lane]), pool));
      mix[lane] = onset.begins[lane] > 0.0f ? weight : mix[lane];
      sum[lane] += mix[lane];
    }
  }
  for (int corridor = first; corridor < last; ++corridor) {
    float* const mix = lanes_of(state.mix, tile)[corridor];
    PEREGRINE_LANES(lane, W) {
      mix[lane] = onset.begins[lane] > 0.0f ? mix[lane] / larger(sum[lane], 0x1p-60f) : mix[lane];
    }
  }
}

// Begins the campaigns of the lanes where one does. Skips its random numbers where none begins.
template <int W>
PEREGRINE_FUNCTION void begin_campaigns(const RoutesView& view, const Tile& tile,
                                        const RoutesState& state, const OnsetLanes<W>& onset) {
  bool any = false;
  for (int lane = 0; lane < W; ++lane) any = any || onset.begins[lane] > 0.0f;
  if (!any) return;
  constexpr float size_spread = 1.0f;  // of the log (MODEL: log-sd about 1)
  TileWords<W> shape;
  TileWords<W> stages;
  draw_words<W>(tile, Process::campaign_shape, onset.front, onset.month, shape);
  draw_words<W>(tile, Process::campaign_length, onset.front, onset.month, stages);
  const float log_median = view.fronts.log_size[onset.front];
  const auto p = lanes_of(state.parameters, tile);
  const std::int64_t here = tile.row(onset.front);
  PEREGRINE_LANES(lane, W) {
    const float by_chance = exponential(fused(size_spread, normal_from_bits(shape.word[0][lane]),
                                              log_median + p(campaign_log_size, lane)));
    const float kind = onset.kinds[lane];
    const float decoys = kind == code_of(CampaignKind::decoy) ? decoy_size : 1.0f;
    const float ordered = onset.ordered[lane];
    const float whole = ordered > 0.0f ? ordered : decoys * by_chance;
    const float growth =
        usual_growth * exponential(growth_spread * normal_from_bits(shape.word[1][lane]));
    const float sum = natural_logarithm(uniform_open(stages.word[0][lane])) +
                      natural_logarithm(uniform_open(stages.word[1][lane])) +
                      natural_logarithm(uniform_open(stages.word[2][lane])) +
                      natural_logarithm(uniform_open(stages.word[3][lane]));
    const float mean_stage = 0.25f * mean_length_months * exponential(p(campaign_log_length, lane));
    const float length = larger(-mean_stage * sum, least_length_months);
    const bool on = onset.begins[lane] > 0.0f;
    const auto begin = [&](float* array, float value) {
      array[here + lane] = on ? value : array[here + lane];
    };
    begin(state.active, 1.0f);
    begin(state.age, 0.0f);
    begin(state.length, length);
    begin(state.growth, growth);
    begin(state.size, whole);
    begin(state.kind, kind);
  }
  // A sum over forty months, wanted in few lanes.
  for (int lane = 0; lane < W; ++lane) {
    if (onset.begins[lane] == 0.0f) continue;
    state.size[here + lane] /=
        campaign_volume(state.length[here + lane], state.growth[here + lane]);
  }
  choose_recruits<W>(view, tile, state, onset);
}

// Whether a month of the front is simulated: that of its border, where it has one.
PEREGRINE_FUNCTION bool front_is_simulated(const RoutesView& view, int front, int month) {
  const int border = view.fronts.border[front];
  return border >= 0 ? is_simulated(view.borders, border, month) : month >= view.campaigns_from;
}

// Begins what the scenario's events begin this month on `onset.front`. A campaign that is on there
// gives way to it.
template <int W>
PEREGRINE_FUNCTION void begin_by_event(const WorldView& world, const Tile& tile,
                                       const TileState& state, OnsetLanes<W>& onset) {
  const EventLinks& links = world.events.fronts;
  if (links.count == 0) return;
  for (int link = links.first[onset.front]; link < links.first[onset.front + 1]; ++link) {
    const int event = links.event[link];
    find_lanes_beginning<W>(tile, event, onset.month, state.events, onset.begins);
    const float* const log_size = lanes_of(state.events.log_size, tile)[event];
    PEREGRINE_LANES(lane, W) onset.ordered[lane] = exponential(log_size[lane]);
    // The campaign's kind stands in the link's share.
    fill_lanes<W>(onset.kinds, links.share[link]);
    begin_campaigns<W>(world.routes, tile, state.routes, onset);
  }
}

// Begins what begins this month on `front`, by chance and by the scenario's order, and its
// partner's part of a decoy.
template <int W>
PEREGRINE_FUNCTION void begin_on_front(const WorldView& world, const Tile& tile, int front,
                                       int month, const TileState& state) {
  const RoutesView& view = world.routes;
  const FrontsView& fronts = view.fronts;
  OnsetLanes<W> onset;
  onset.front = front;
  onset.month = month;
  fill_lanes<W>(onset.ordered, 0.0f);
  float rate[W];
  onset_rate<W>(world, tile, front, state, rate);
  TileWords<W> words;
  draw_words<W>(tile, Process::campaign, front, month, words);
  const bool by_chance = view.campaigns != 0;
  const float* const active = lanes_of(state.routes.active, tile)[front];
  PEREGRINE_LANES(lane, W) {
    constexpr float a_month = 1.0f / 12.0f;
    const bool on = uniform_open(words.word[0][lane]) > exponential(-a_month * rate[lane]);
    onset.begins[lane] = by_chance && on && active[lane] == 0.0f ? 1.0f : 0.0f;
    onset.kinds[lane] = kind_from_bits(words.word[1][lane]);
  }
  begin_campaigns<W>(view, tile, state.routes, onset);
  onset.front = fronts.partner[front];
  if (onset.front >= 0 && front_is_simulated(view, onset.front, month)) {
    const float* const busy = lanes_of(state.routes.active, tile)[onset.front];
    PEREGRINE_LANES(lane, W) {
      const bool decoy = onset.kinds[lane] == code_of(CampaignKind::decoy);
      onset.begins[lane] = decoy && busy[lane] == 0.0f ? onset.begins[lane] : 0.0f;
    }
    fill_lanes<W>(onset.kinds, code_of(CampaignKind::proxy));
    begin_campaigns<W>(view, tile, state.routes, onset);
  }
  onset.front = front;
  fill_lanes<W>(onset.begins, 1.0f);
  for (int order = 0; order < fronts.scheduled; ++order) {
    if (fronts.scheduled_front[order] != front || fronts.scheduled_month[order] != month) continue;
    fill_lanes<W>(onset.kinds, static_cast<float>(fronts.scheduled_kind[order]));
    fill_lanes<W>(onset.ordered, fronts.scheduled_size[order]);
    begin_campaigns<W>(view, tile, state.routes, onset);
  }
  begin_by_event<W>(world, tile, state, onset);
}

// Attempts of this month's campaign on `front`; then it ages, ends, and is remembered.
template <int W>
PEREGRINE_FUNCTION void advance_campaign(const FrontsView& fronts, const Tile& tile, int front,
                                         int month, const RoutesState& state) {
  const int border = fronts.border[front];
  const auto p = lanes_of(state.parameters, tile);
  const std::int64_t here = tile.row(front);
  // A campaign on no border of the table meets no response; a factor, since compilers leave a loop
  // with a conditional load scalar.
  const float* const level = border >= 0 ? state.level + tile.row(border) : state.deterrence + here;
  const float meets = border >= 0 ? 1.0f : 0.0f;
  const float* const on = state.active + here;
  if (!any_lane<W>([=](int lane) { return on[lane] > 0.0f; })) {
    // Most months; the age of none is asked for.
    PEREGRINE_LANES(lane, W) {
      state.attempts_by_campaign[here + lane] = 0.0f;
      state.success[here + lane] = campaign_memory_decay * state.success[here + lane];
      state.deterrence[here + lane] = campaign_memory_decay * state.deterrence[here + lane];
    }
    return;
  }
  TileWords<W> words;
  draw_words<W>(tile, Process::campaign, front, month, words);
  PEREGRINE_LANES(lane, W) {
    const float met = meets * level[lane];
    const float active = state.active[here + lane];
    const float age = state.age[here + lane];
    const float length = state.length[here + lane];
    const float growth = state.growth[here + lane];
    const float profile = campaign_profile(age, length, growth);
    state.attempts_by_campaign[here + lane] = active * state.size[here + lane] * profile;
    const float older = age + fused(p(level_duration, lane), met, 1.0f);
    const bool ends =
        active > 0.0f && older > length && campaign_profile(older, length, growth) < spent;
    const float u = uniform_open(words.word[2][lane]);
    const float outcome = u < full_success ? 1.0f : (u < some_success ? 0.5f : 0.0f);
    state.success[here + lane] =
        campaign_memory_decay * state.success[here + lane] + (ends ? outcome : 0.0f);
    state.deterrence[here + lane] = campaign_memory_decay * state.deterrence[here + lane] +
                                    (ends ? p(level_deterrence, lane) * met : 0.0f);
    state.age[here + lane] = older;
    state.active[here + lane] = ends ? 0.0f : active;
  }
}

}  // namespace peregrine
