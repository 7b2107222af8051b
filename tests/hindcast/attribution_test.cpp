// What the observer's filter says of 2021 on the Eastern route and of 2023 in the Central
// Mediterranean, with what was known the month before.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/attribute/attribute.h"
#include "host/attribute/series.h"

namespace peregrine {
namespace {

struct Tables {
  IrregularHistory history;
  std::vector<Watch> watches;
  CampaignList list;
};

const Tables& tables() {
  static const Tables loaded = [] {
    const std::string inputs = PEREGRINE_SOURCE_DIR "/inputs";
    Tables made;
    made.history = load_irregular_history(inputs);
    made.watches =
        make_watches(made.history, load_fronts(inputs, made.history, load_countries(inputs)));
    made.list = load_campaign_list(inputs, made.history);
    return made;
  }();
  return loaded;
}

Attribution judged(const std::string& front, const std::string& from, const std::string& to,
                   const IrregularHistory& history = tables().history) {
  AttributeRequest request;
  request.fronts = {front};
  request.from = from;
  request.to = to;
  return attribute(request, history, tables().watches, {});
}

const AttributedMonth& likeliest(const Attribution& attribution) {
  const std::vector<AttributedMonth>& months = attribution.watches.front().months;
  return *std::max_element(months.begin(), months.end(),
                           [](const AttributedMonth& a, const AttributedMonth& b) {
                             return a.campaign() < b.campaign();
                           });
}

// Months of 2021 on the Eastern route without Ukrainians as a user would have had them, with a
// loud campaign's signals and statements from these months on; 0: not seen.
Attribution told_of_2021(int signals_from, int statements_from) {
  const Watch& watch =
      *std::find_if(tables().watches.begin(), tables().watches.end(),
                    [](const Watch& one) { return one.code == "eastern-borders"; });
  const WatchSeries shipped = make_series(watch, tables().history, nullptr, {});
  ObservedPlace place;
  place.place = watch.place;
  place.first_month = month_number(2021, 1);
  for (int month = place.first_month; month <= month_number(2021, 12); ++month) {
    ObservedMonth seen;
    seen.arrivals = shipped.months.totals[shipped.months.border_at(month, 0)];
    for (int k = 0; k < shipped.months.corridor_count(); ++k) {
      seen.by_nationality[shipped.months.corridors[static_cast<std::size_t>(k)].nationality] =
          shipped.months.detections[shipped.months.at(month, k)];
    }
    if (signals_from > 0) seen.signals = month >= signals_from ? 2.0 : 0.0;
    if (statements_from > 0) seen.statements = month >= statements_from ? 1.5 : 0.0;
    place.months.push_back(seen);
  }
  AttributeRequest request;
  request.arrivals = "arrivals.csv";
  return attribute(request, tables().history, tables().watches, {place});
}

// Without the public record of statements: arrivals and nationals alone.
TEST(AttributionOf2021, arrivals_alone_call_the_route_in_july) {
  const Attribution attribution = judged("eastern-borders", "2021-01", "2021-12");
  const AttributedWatch& route = attribution.watches.front();
  EXPECT_EQ(route.watch.actor_names(), "Belarus or Russia");
  EXPECT_FALSE(route.thin_record);
  EXPECT_FALSE(route.statements_known);
  const AttributedMonth& most = likeliest(attribution);
  EXPECT_EQ(month_text(most.month()), "2021-07");
  EXPECT_GT(most.campaign(), 0.5);
  EXPECT_LT(route.months[4].campaign(), 0.1);
  EXPECT_GT(most.judged.surprise, 2.0);
}

TEST(AttributionOf2021, signals_and_statements_make_it_surer_and_name_the_actor) {
  const Attribution told = told_of_2021(month_number(2021, 7), month_number(2021, 6));
  const AttributedMonth& july = told.watches.front().months[6];
  const AttributedMonth alone =
      judged("eastern-borders", "2021-01", "2021-12").watches.front().months[6];
  EXPECT_GT(july.campaign(), 0.9);
  EXPECT_GT(july.campaign(), alone.campaign());
  EXPECT_GT(july.named, 0.85);
  EXPECT_GT(july.named, alone.named + 0.1);
}

TEST(AttributionOf2021, by_border_belarus_is_likelier_than_not_from_july) {
  AttributeRequest request;
  request.from = "2021-01";
  request.to = "2021-12";
  const Attribution attribution =
      attribute(request, tables().history, tables().watches, {}, tables().list);
  const auto belarus = std::find_if(attribution.actors.begin(), attribution.actors.end(),
                                    [](const auto& actor) { return actor.name == "Belarus"; });
  ASSERT_NE(belarus, attribution.actors.end());
  EXPECT_TRUE(attribution.watches.front().thin_record);  // none of Poland's before June 2021
  EXPECT_EQ(belarus->fronts, 3);
  EXPECT_LT(belarus->months[3].probability, 0.2);
  EXPECT_GT(belarus->months[6].probability, 0.9);
}

TEST(AttributionOf2021, ceuta_is_seen_in_the_month_itself_by_the_figures_of_the_press) {
  AttributeRequest request;
  request.fronts = {"morocco-spain"};
  request.from = "2021-01";
  request.to = "2021-12";
  const Attribution attribution =
      attribute(request, tables().history, tables().watches, {}, tables().list);
  const AttributedMonth& most = likeliest(attribution);
  EXPECT_EQ(month_text(most.month()), "2021-05");
  EXPECT_EQ(most.judged.arrivals, 8207.0);
  EXPECT_GT(most.campaign(), 0.9);
  // Without them there is nothing to see.
  EXPECT_LT(likeliest(judged("morocco-spain", "2021-01", "2021-12")).campaign(), 0.5);
}

TEST(AttributionOf2023, the_central_mediterranean_is_not_called) {
  EXPECT_LT(likeliest(judged("libya-italy", "2023-01", "2023-12")).campaign(), 0.3);
}

// What was believed does not begin at --from.
TEST(Attribution, the_verdict_is_the_same_whatever_the_first_month) {
  for (const char* front : {"eastern-borders", "turkey-greece-sea", "coup-belt-canaries"}) {
    const AttributedWatch late = judged(front, "2021-01", "2021-12").watches.front();
    const AttributedWatch early = judged(front, "2013-01", "2021-12").watches.front();
    ASSERT_EQ(late.months.size(), 12U);
    for (std::size_t i = 0; i < 12; ++i) {
      EXPECT_EQ(late.months[i].campaign(), early.months[early.months.size() - 12 + i].campaign());
    }
  }
}

TEST(Attribution, a_month_does_not_change_with_what_comes_after_it) {
  IrregularHistory changed = tables().history;
  const auto begin = static_cast<std::ptrdiff_t>(changed.border_at(month_number(2021, 8), 0));
  const auto detections = static_cast<std::ptrdiff_t>(changed.at(month_number(2021, 8), 0));
  std::fill(changed.totals.begin() + begin, changed.totals.end(), 7.0);
  std::fill(changed.detections.begin() + detections, changed.detections.end(), 1.0);
  for (const char* front : {"eastern-borders", "libya-italy", "belarus-poland"}) {
    const Attribution known = judged(front, "2021-01", "2021-07");
    const Attribution other = judged(front, "2021-01", "2021-07", changed);
    ASSERT_EQ(known.watches.front().months.size(), 7U);
    for (std::size_t i = 0; i < 7; ++i) {
      EXPECT_EQ(known.watches.front().months[i].campaign(),
                other.watches.front().months[i].campaign());
    }
  }
}

TEST(Attribution, a_table_of_the_shipped_figures_says_what_the_shipped_history_says) {
  const Attribution shipped = judged("eastern-borders", "2021-01", "2021-12");
  const Attribution told = told_of_2021(0, 0);
  ASSERT_EQ(told.watches.size(), 1U);
  ASSERT_EQ(told.watches.front().months.size(), 12U);
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_NEAR(told.watches.front().months[i].campaign(),
                shipped.watches.front().months[i].campaign(), 1e-6);
  }
}

TEST(Attribution, evidence_of_a_month_adds_up_to_its_probability) {
  const AttributedWatch front = judged("eastern-borders", "2021-01", "2021-12").watches.front();
  for (const AttributedMonth& month : front.months) {
    const EvidenceLine& line = month.judged.evidence;
    const double odds = line.before + line.surge + line.novelty + line.signals + line.statements;
    EXPECT_NEAR(std::log(month.campaign() / month.ordinary()), odds, 1e-9);
    EXPECT_NEAR(month.ordinary() + month.named_actor() + month.unnamed(), 1.0, 1e-12);
  }
}

}  // namespace
}  // namespace peregrine
