// How sure one can be that a surge is a campaign, and whose: an observer's filter.
//
// The observer of a front believes in one of three: nothing but ordinary movement, a campaign of
// the front's named actor, a campaign whose actor is blurred. Each month belief moves by the rates
// at which campaigns begin and end, and then by Bayes' rule on what is seen:
//
//   surge      log detections over what last month made one expect, in standard deviations
//   novelty    how far the month's nationals are from those of the last year
//   signals    flights, visas, transport: noisy, a month late, strong where a campaign is open
//   statements by the actor: where it does not hide
//
// The user of `peregrine attribute` has the first two, or all four. docs/model/11-attribution.md.
#pragma once

#include "kernels/routes/campaign.h"

namespace peregrine {

// Strength of signals and statements in a month of a campaign, in standard deviations of the same
// without one: a judgement, as no series of them is public.
PEREGRINE_FUNCTION float signal_strength(float kind) {
  constexpr float open = 2.0f;
  constexpr float blurred = 0.7f;
  constexpr float loud = 2.5f;
  const bool decoy = kind == code_of(CampaignKind::decoy);
  return kind == code_of(CampaignKind::open) ? open : (decoy ? loud : blurred);
}

PEREGRINE_FUNCTION float statement_strength(float kind) {
  const bool hides = kind == code_of(CampaignKind::proxy) || kind == code_of(CampaignKind::unnamed);
  return hides ? 0.0f : 1.5f;
}

// What an observer sees of a month.
struct Evidence {
  float surge;             // standard deviations
  float novelty;           // standard deviations
  float signals;           // standard deviations
  float statements;        // standard deviations
  float signals_known;     // 1, or 0: not seen
  float statements_known;  // 1, or 0
};

struct Beliefs {
  float ordinary;
  float named;
  float blurred;
};

// Density of a normal of mean `mean` and standard deviation `sd`, but for a constant factor.
PEREGRINE_FUNCTION float normal_density(float x, float mean, float sd) {
  const float z = (x - mean) / sd;
  return exponential(-0.5f * z * z) / sd;
}

// Ordinary months surge, too: one in twelve by a wider law (the tails of Frontex's months).
PEREGRINE_FUNCTION float surge_density_ordinary(float surge) {
  return fused(0.08f, normal_density(surge, 0.0f, 3.0f), 0.92f * normal_density(surge, 0.0f, 1.0f));
}
// Campaigns rise, stay and fall.
PEREGRINE_FUNCTION float surge_density_campaign(float surge) {
  return fused(
      0.4f, normal_density(surge, 3.5f, 2.5f),
      fused(0.4f, normal_density(surge, 0.2f, 1.4f), 0.2f * normal_density(surge, -1.5f, 1.5f)));
}

// Onset probability a month and the probability that a campaign is over a month on.
struct BeliefRates {
  float onset;
  float end;
};
// Campaigns last some eight months from their first to their last attempts: observers take that for
// granted.
inline constexpr float believed_campaign_months = 8.0f;
PEREGRINE_FUNCTION BeliefRates belief_rates(float onsets_a_year) {
  return {onsets_a_year / 12.0f, 1.0f / believed_campaign_months};
}
// Of campaigns that begin, those whose actor shows.
inline constexpr float named_share = open_share + decoy_share;
// Of those whose actor is blurred, those that are the front's actor's all the same: proxies, and
// what decoys elsewhere hide.
inline constexpr float hidden_share = (proxy_share + decoy_share) / (1.0f - open_share);

// Before the first month: as often in a campaign as its rates say.
PEREGRINE_FUNCTION Beliefs first_beliefs(float onsets_a_year) {
  const float usual = within(onsets_a_year * believed_campaign_months / 12.0f, 0.0f, 0.5f);
  return {1.0f - usual, named_share * usual, (1.0f - named_share) * usual};
}

// Bayes' rule over one month.
PEREGRINE_FUNCTION Beliefs update_beliefs(const Beliefs& before, const BeliefRates& rates,
                                          const Evidence& seen) {
  const float stays = 1.0f - rates.end;
  const float begins = rates.onset * before.ordinary;
  const float ended = rates.end * (before.named + before.blurred);
  Beliefs now;
  now.ordinary = fused(1.0f - rates.onset, before.ordinary, ended);
  now.named = fused(stays, before.named, named_share * begins);
  now.blurred = fused(stays, before.blurred, (1.0f - named_share) * begins);
  const float campaign =
      surge_density_campaign(seen.surge) * normal_density(seen.novelty, 1.0f, 1.3f);
  now.ordinary *= surge_density_ordinary(seen.surge) * normal_density(seen.novelty, 0.0f, 1.0f);
  const float open = code_of(CampaignKind::open);
  const float proxy = code_of(CampaignKind::proxy);
  const float quiet_signals = normal_density(seen.signals, 0.0f, 1.0f);
  const float loud_signals = normal_density(seen.signals, signal_strength(open), 1.0f);
  const float weak_signals = normal_density(seen.signals, signal_strength(proxy), 1.0f);
  const float quiet_words = normal_density(seen.statements, 0.0f, 1.0f);
  const float loud_words = normal_density(seen.statements, statement_strength(open), 1.0f);
  const bool signals = seen.signals_known > 0.0f;
  const bool statements = seen.statements_known > 0.0f;
  now.ordinary *= (signals ? quiet_signals : 1.0f) * (statements ? quiet_words : 1.0f);
  now.named *= campaign * (signals ? loud_signals : 1.0f) * (statements ? loud_words : 1.0f);
  now.blurred *= campaign * (signals ? weak_signals : 1.0f) * (statements ? quiet_words : 1.0f);
  // No observer is ever certain, as the laws above are rough.
  constexpr float least = 1.0e-4f;
  const float sum = now.ordinary + now.named + now.blurred;
  const float scale = 1.0f / larger(sum, 0x1p-100f);
  now.ordinary = larger(now.ordinary * scale, least);
  now.named = larger(now.named * scale, least);
  now.blurred = larger(now.blurred * scale, least);
  const float again = 1.0f / (now.ordinary + now.named + now.blurred);
  return {now.ordinary * again, now.named * again, now.blurred * again};
}

inline constexpr float belief_odds_unit = 5.0f;
inline constexpr float least_belief = 1.0e-4f;
inline constexpr float most_log_odds = 9.21024f;  // log((1 - least_belief) / least_belief)

// The probability of a campaign that a filter's belief is worth: campaigns are not what its laws
// say, and its months are not independent. A logistic regression, cubic in the log odds, of what
// was the case on what was believed, over the reference ensemble: `peregrine calibrate attribution`
// fits its coefficients; docs/model/11-attribution.md.
PEREGRINE_FUNCTION float campaign_probability(const float (&worth)[belief_terms], float ordinary) {
  const float held = within(ordinary, least_belief, 1.0f - least_belief);
  const float odds = natural_logarithm((1.0f - held) / held) / belief_odds_unit;
  const float log_odds = polynomial(odds, worth[0], worth[1], worth[2], worth[3]);
  return 1.0f / (1.0f + exponential(-log_odds));
}

// P(the front's actor | campaign).
PEREGRINE_FUNCTION float actor_probability(const Beliefs& beliefs) {
  const float campaign = beliefs.named + beliefs.blurred;
  return fused(hidden_share, beliefs.blurred, beliefs.named) / larger(campaign, 0x1p-60f);
}

// How far this month's nationals are from the last year's, 0 ... 1: Hellinger's distance. Few
// people say little, so that it shrinks with their number.
struct Novelty {
  float overlap;     // sum of sqrt(share now * share then)
  float detections;  // of the month
};
PEREGRINE_FUNCTION float novelty_of(const Novelty& month, float mean, float spread) {
  constexpr float persons = 100.0f;  // that say half of what many say
  const float distance = square_root(larger(1.0f - month.overlap, 0.0f));
  const float weight = month.detections / (month.detections + persons);
  return weight * within((distance - mean) / spread, -4.0f, 6.0f);
}

// Standard deviation of a month's surprise about a border's anomaly, observed by the detections.
PEREGRINE_FUNCTION float surprise_scale(const BordersView& borders, int border) {
  const float persistent = borders.persistent_scale[border];
  const float passing = borders.transient_scale[border];
  const float memory = borders.memory[border];
  return square_root(
      fused(persistent, persistent, fused(memory, memory, 1.0f) * passing * passing));
}

}  // namespace peregrine
