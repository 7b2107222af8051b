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
PEREGRINE_FUNCTION void weigh_tension(const RoutesView& view, const Tile& tile, int step,
                                      const TileState& state) {
  constexpr float half_variance = 0.5f * tension_spread * tension_spread;
  for (int actor = 0; actor < view.fronts.actors; ++actor) {
    TileWords<W> words;
    draw_words<W>(tile, Process::tension, actor, step, words);
    float* const tension = lanes(state.routes.tension, actor, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
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
  const float base = fronts.rate[front] * view.campaign_rate;
  const float coups = fronts.coup_belt[front];
  const int fighting = world.conflict_links.present != 0 ? fronts.at_war[front] : -1;
  const float* const tension = lanes(state.routes.tension, fronts.actor[front], state.stride, tile);
  const float* const success = lanes(state.routes.success, front, state.stride, tile);
  const float* const deterrence = lanes(state.routes.deterrence, front, state.stride, tile);
  const float* const self = route_parameter(state, campaign_self, tile);
  const float* const log_rate = route_parameter(state, campaign_log_rate, tile);
  // A success adds this many years of memory in all, of which a campaign brings 0.625 on average.
  constexpr float remembered_years = 1.0f / (12.0f * (1.0f - campaign_memory_decay));
  constexpr float mean_success = 0.5f * (full_success + some_success);
  const bool belt_known = coups > 0.0f && world.conflict_links.present != 0;
  const float* const belt =
      belt_known ? lanes(static_cast<const float*>(state.conflict.belt), 0, state.stride, tile)
                 : tension;
  const float* const interstate = fighting >= 0
                                      ? lanes(static_cast<const float*>(state.conflict.interstate),
                                              fighting, state.stride, tile)
                                      : tension;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float excitement = within(self[lane] * remembered_years * mean_success, 0.0f, 0.9f);
    const float quiet = base * exponential(log_rate[lane]) * (1.0f - excitement);
    const float excited = fused(self[lane] * view.campaign_rate, success[lane], quiet);
    const float at_war = fighting >= 0 && interstate[lane] > 0.0f ? war_factor : 1.0f;
    const float by_coups = belt_known ? fused(coups, belt[lane], 1.0f) : 1.0f;
    rate[lane] = excited * tension[lane] * exponential(-deterrence[lane]) * at_war * by_coups;
  }
}

PEREGRINE_FUNCTION float kind_from_bits(std::uint32_t bits) {
  const float u = uniform_open(bits);
  float kind = static_cast<float>(CampaignKind::unnamed);
  kind =
      u < open_share + proxy_share + decoy_share ? static_cast<float>(CampaignKind::decoy) : kind;
  kind = u < open_share + proxy_share ? static_cast<float>(CampaignKind::proxy) : kind;
  return u < open_share ? static_cast<float>(CampaignKind::open) : kind;
}

// Begins the campaigns of the lanes where `begins`, with a size of `ordered` attempts or, where
// that is 0, one by chance. Skips its random numbers where no lane begins.
template <int W>
PEREGRINE_FUNCTION void begin_campaigns(const RoutesView& view, const Tile& tile, int front,
                                        int month, const float (&begins)[W],
                                        const float (&kinds)[W], float ordered,
                                        const TileState& state) {
  bool any = false;
  for (int lane = 0; lane < W; ++lane) any = any || begins[lane] > 0.0f;
  if (!any) return;
  constexpr float size_spread = 1.0f;  // of the log (MODEL: log-sd about 1)
  TileWords<W> shape;
  TileWords<W> stages;
  draw_words<W>(tile, Process::campaign_shape, front, month, shape);
  draw_words<W>(tile, Process::campaign_length, front, month, stages);
  const float log_median = view.fronts.log_size[front];
  const float* const log_size = route_parameter(state, campaign_log_size, tile);
  const float* const log_length = route_parameter(state, campaign_log_length, tile);
  float* const active = lanes(state.routes.active, front, state.stride, tile);
  float* const age = lanes(state.routes.age, front, state.stride, tile);
  float* const length = lanes(state.routes.length, front, state.stride, tile);
  float* const growth = lanes(state.routes.growth, front, state.stride, tile);
  float* const size = lanes(state.routes.size, front, state.stride, tile);
  float* const kind = lanes(state.routes.kind, front, state.stride, tile);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float by_chance = exponential(
        fused(size_spread, normal_from_bits(shape.word[0][lane]), log_median + log_size[lane]));
    const float decoys = kinds[lane] == static_cast<float>(CampaignKind::decoy) ? decoy_size : 1.0f;
    const float whole = ordered > 0.0f ? ordered : decoys * by_chance;
    const float g =
        usual_growth * exponential(growth_spread * normal_from_bits(shape.word[1][lane]));
    const float sum = natural_logarithm(uniform_open(stages.word[0][lane])) +
                      natural_logarithm(uniform_open(stages.word[1][lane])) +
                      natural_logarithm(uniform_open(stages.word[2][lane])) +
                      natural_logarithm(uniform_open(stages.word[3][lane]));
    const float months = larger(-0.25f * mean_length_months * exponential(log_length[lane]) * sum,
                                least_length_months);
    const bool on = begins[lane] > 0.0f;
    active[lane] = on ? 1.0f : active[lane];
    age[lane] = on ? 0.0f : age[lane];
    length[lane] = on ? months : length[lane];
    growth[lane] = on ? g : growth[lane];
    size[lane] = on ? whole / campaign_volume(months, g) : size[lane];
    kind[lane] = on ? kinds[lane] : kind[lane];
  }
}

// Whom a campaign carries: the border's nationals with weights of its own, drawn anew where it
// begins.
template <int W>
PEREGRINE_FUNCTION void choose_recruits(const RoutesView& view, const Tile& tile, int border,
                                        int month, const float (&begins)[W],
                                        const TileState& state) {
  bool any = false;
  for (int lane = 0; lane < W; ++lane) any = any || begins[lane] > 0.0f;
  if (!any) return;
  // Spread of the log weights: one nation was four fifths of those of 2021 in Lithuania, on whose
  // border it had been next to none.
  constexpr float spread = 2.0f;
  const int first = view.borders.first_corridor[border];
  const int last = view.borders.first_corridor[border + 1];
  float sum[W];
  fill_lanes<W>(sum, 0.0f);
  TileWords<W> words;
  for (int corridor = first; corridor < last; ++corridor) {
    draw_words<W>(tile, Process::campaign_mix, corridor, month, words);
    const float pool = 0.5f * view.corridors.long_run[corridor];
    float* const mix = lanes(state.routes.mix, corridor, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const float weight = exponential(fused(spread, normal_from_bits(words.word[0][lane]), pool));
      mix[lane] = begins[lane] > 0.0f ? weight : mix[lane];
      sum[lane] += mix[lane];
    }
  }
  for (int corridor = first; corridor < last; ++corridor) {
    float* const mix = lanes(state.routes.mix, corridor, state.stride, tile);
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      mix[lane] = begins[lane] > 0.0f ? mix[lane] / larger(sum[lane], 0x1p-60f) : mix[lane];
    }
  }
}

// Begins what begins this month on `front`, by chance and by the scenario's order, and its
// partner's part of a decoy.
template <int W>
PEREGRINE_FUNCTION void begin_on_front(const WorldView& world, const Tile& tile, int front,
                                       int month, const TileState& state) {
  const RoutesView& view = world.routes;
  const FrontsView& fronts = view.fronts;
  const float* const active = lanes(state.routes.active, front, state.stride, tile);
  float begins[W];
  float kinds[W];
  float rate[W];
  onset_rate<W>(world, tile, front, state, rate);
  TileWords<W> words;
  draw_words<W>(tile, Process::campaign, front, month, words);
  const bool by_chance = view.campaigns != 0;
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    constexpr float a_month = 1.0f / 12.0f;
    const bool on = uniform_open(words.word[0][lane]) > exponential(-a_month * rate[lane]);
    begins[lane] = by_chance && on && active[lane] == 0.0f ? 1.0f : 0.0f;
    kinds[lane] = kind_from_bits(words.word[1][lane]);
  }
  begin_campaigns<W>(view, tile, front, month, begins, kinds, 0.0f, state);
  const int border = fronts.border[front];
  if (border >= 0) choose_recruits<W>(view, tile, border, month, begins, state);
  const int partner = fronts.partner[front];
  if (partner >= 0) {
    const float* const busy = lanes(state.routes.active, partner, state.stride, tile);
    float behind[W];
    float hidden[W];
    PEREGRINE_LANES
    for (int lane = 0; lane < W; ++lane) {
      const bool decoy = kinds[lane] == static_cast<float>(CampaignKind::decoy);
      behind[lane] = decoy && busy[lane] == 0.0f ? begins[lane] : 0.0f;
      hidden[lane] = static_cast<float>(CampaignKind::proxy);
    }
    begin_campaigns<W>(view, tile, partner, month, behind, hidden, 0.0f, state);
    if (fronts.border[partner] >= 0) {
      choose_recruits<W>(view, tile, fronts.border[partner], month, behind, state);
    }
  }
  for (int order = 0; order < fronts.scheduled; ++order) {
    if (fronts.scheduled_front[order] != front || fronts.scheduled_month[order] != month) continue;
    fill_lanes<W>(begins, 1.0f);
    fill_lanes<W>(kinds, static_cast<float>(fronts.scheduled_kind[order]));
    begin_campaigns<W>(view, tile, front, month, begins, kinds, fronts.scheduled_size[order],
                       state);
    if (border >= 0) choose_recruits<W>(view, tile, border, month, begins, state);
  }
}

// Attempts of this month's campaign on `front`; then it ages, ends, and is remembered.
template <int W>
PEREGRINE_FUNCTION void advance_campaign(const RoutesView& view, const Tile& tile, int front,
                                         int month, const TileState& state) {
  const int border = view.fronts.border[front];
  const float* const faster = route_parameter(state, level_duration, tile);
  const float* const deterred = route_parameter(state, level_deterrence, tile);
  float* const active = lanes(state.routes.active, front, state.stride, tile);
  float* const age = lanes(state.routes.age, front, state.stride, tile);
  const float* const length = lanes(state.routes.length, front, state.stride, tile);
  const float* const growth = lanes(state.routes.growth, front, state.stride, tile);
  const float* const size = lanes(state.routes.size, front, state.stride, tile);
  float* const success = lanes(state.routes.success, front, state.stride, tile);
  float* const deterrence = lanes(state.routes.deterrence, front, state.stride, tile);
  float* const attempts = lanes(state.routes.attempts_by_campaign, front, state.stride, tile);
  // A campaign on no border of the table meets no response.
  const float* const level = lanes(border >= 0 ? static_cast<const float*>(state.routes.level)
                                               : static_cast<const float*>(state.routes.deterrence),
                                   border >= 0 ? border : front, state.stride, tile);
  TileWords<W> words;
  draw_words<W>(tile, Process::campaign, front, month, words);
  PEREGRINE_LANES
  for (int lane = 0; lane < W; ++lane) {
    const float met = border >= 0 ? level[lane] : 0.0f;
    const float profile = campaign_profile(age[lane], length[lane], growth[lane]);
    attempts[lane] = active[lane] * size[lane] * profile;
    const float older = age[lane] + fused(faster[lane], met, 1.0f);
    const bool ends = active[lane] > 0.0f && older > length[lane] &&
                      campaign_profile(older, length[lane], growth[lane]) < spent;
    const float u = uniform_open(words.word[2][lane]);
    const float outcome = u < full_success ? 1.0f : (u < some_success ? 0.5f : 0.0f);
    success[lane] = campaign_memory_decay * success[lane] + (ends ? outcome : 0.0f);
    deterrence[lane] =
        campaign_memory_decay * deterrence[lane] + (ends ? deterred[lane] * met : 0.0f);
    age[lane] = older;
    active[lane] = ends ? 0.0f : active[lane];
  }
}

}  // namespace peregrine
