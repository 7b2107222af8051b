// The page of `peregrine report`: its numbers are the file's, and it needs nothing but itself.
#include "host/report/page/page.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/backtest/card.h"
#include "host/report/page/fan_chart.h"
#include "host/report/page/view.h"
#include "host/support/error.h"
#include "tests/report/page_samples.h"

namespace peregrine::test {
namespace {

TEST_F(Page, charts_the_quantiles_that_it_names) {
  for (std::size_t i = 0; i < charted.size(); ++i) {
    EXPECT_EQ(reader_->quantiles()[charted[i]], charted_levels[i]);
  }
}

TEST_F(Page, holds_the_worlds_quantiles_to_the_person) {
  const json chart = world_view(sources()).data["charts"][0];
  const std::vector<double> all = reader_->read("global_migrant_stock_quantile");
  const std::size_t years = reader_->header().years.size();
  ASSERT_EQ(chart["q"].size(), years);
  for (std::size_t year = 0; year < years; ++year) {
    EXPECT_EQ(chart["x"][year], reader_->header().years[year]);
    for (std::size_t level = 0; level < charted.size(); ++level) {
      EXPECT_TRUE(rounds(chart["q"][year][level], all[charted[level] * years + year], 12));
    }
  }
}

TEST_F(Page, says_where_draws_were_led_to_a_later_table) {
  // In the sample every year but the first has a correction.
  EXPECT_THAT(world_view(sources()).html,
              testing::HasSubstr(fmt::format("table of mid-{}", reader_->header().years.back())));
}

TEST_F(Page, holds_the_quantiles_of_countries_and_corridors_to_four_digits) {
  const json countries = countries_view(sources()).data;
  const json corridors = corridors_view(sources()).data;
  const std::size_t years = reader_->header().years.size();
  for (std::size_t level = 0; level < charted.size(); ++level) {
    for (std::size_t year = 0; year < years; ++year) {
      for (std::size_t country = 0; country < 5; ++country) {
        EXPECT_TRUE(rounds(countries["immigrants"][country][level][year],
                           in_file("immigrant_stock_quantile", level, year, country), 4));
        EXPECT_TRUE(rounds(countries["emigrants"][country][level][year],
                           in_file("emigrant_stock_quantile", level, year, country), 4));
      }
    }
    // 2020 and 2025, the first and the last of every five years.
    ASSERT_EQ(corridors["years"], json({2020, 2025}));
    for (std::size_t corridor = 0; corridor < 4; ++corridor) {
      EXPECT_TRUE(rounds(corridors["fans"][corridor][level][1],
                         in_file("corridor_stock_quantile", level, 5, corridor), 4));
    }
  }
  EXPECT_EQ(corridors["from"], json({2, 1, 0, 4}));
  EXPECT_EQ(corridors["to"], json({3, 3, 1, 3}));
}

TEST_F(Page, holds_detections_by_month_and_the_error_of_medians) {
  const json chart = routes_view(sources()).data["charts"][1];
  EXPECT_EQ(chart["id"], "route-eastern-borders");
  for (std::size_t month = 0; month < chart["q"].size(); ++month) {
    for (std::size_t level = 0; level < charted.size(); ++level) {
      EXPECT_TRUE(rounds(chart["q"][month][level],
                         in_file("irregular_detections_quantile", level, month, 1), 6));
    }
  }
  const json countries = countries_view(sources()).data;
  const double error = reader_->read("immigrant_stock_quantile_error", {{5, 5, 3}, {1, 1, 1}})[0];
  EXPECT_TRUE(rounds(countries["immigrants"][3][7][5], error, 2));
}

TEST_F(Page, shows_what_un_desa_published_before_the_forecast) {
  history_ = read_page_history(*reader_, inputs);
  const json world = world_view(sources()).data["charts"][0];
  const auto line = std::ranges::find_if(world["lines"],
                                         [](const json& one) { return one["form"] == "history"; });
  ASSERT_NE(line, world["lines"].end());
  EXPECT_EQ((*line)["x"], json({1990, 1995, 2000, 2005, 2010, 2015, 2020}));
  EXPECT_EQ((*line)["y"][6], 280598105);  // International Migrant Stock 2020
  const auto later =
      std::ranges::find_if(world["lines"], [](const json& one) { return one["form"] == "later"; });
  ASSERT_NE(later, world["lines"].end());
  EXPECT_EQ((*later)["x"].back(), 2024);
  EXPECT_EQ((*later)["y"].back(), 304021813);  // International Migrant Stock 2024
  const json corridors = corridors_view(sources()).data;
  EXPECT_EQ(corridors["before"][0][6], 10850000);  // Mexico to the United States: 10,853,105
  EXPECT_FALSE(history_->same_inputs);
  EXPECT_EQ(history_->m49[3], 840);  // United States of America
}

TEST_F(Page, needs_no_other_file_and_lets_its_own_script_alone_run) {
  const std::string page = make_page({file_, "", "", inputs});
  EXPECT_EQ(page, make_page({file_, "", "", inputs}));
  EXPECT_TRUE(has(page, "default-src 'none'"));
  EXPECT_FALSE(has(page, "<link"));
  EXPECT_FALSE(has(page, "<img"));
  EXPECT_FALSE(has(page, " src="));
  EXPECT_FALSE(has(page, "https://"));
  EXPECT_FALSE(has(page, "@import"));
  EXPECT_LT(page.size(), 2'000'000U);
  for (const char* view : {"world", "countries", "corridors", "map", "routes", "fronts", "risk",
                           "drivers", "provenance"}) {
    EXPECT_TRUE(has(page, fmt::format("<section id=\"{}\"", view)));
    EXPECT_TRUE(has(page, fmt::format("href=\"#{}\"", view)));
  }
  for (const char* view : {"comparison", "skill"}) {
    EXPECT_FALSE(has(page, fmt::format("<section id=\"{}\"", view)));
  }
}

TEST_F(Page, lists_the_events_of_the_scenario_with_their_evidence) {
  EXPECT_EQ(events_view(sources()).html, "");
  EnsembleHeader header = sample::header();
  header.scenario_toml +=
      "[[event]]\nkind = \"fence\"\nborder = [\"belarus-poland\"]\nmonth = \"2026-07\"\n"
      "probability = 0.5\n";
  const std::string path = folder_.file("events.h5");
  sample::write_file(path, header);
  const EnsembleReader reader(path);

  const std::string html = events_view({reader, history_, nullptr, card_}).html;
  EXPECT_THAT(html, testing::HasSubstr("fence at belarus-poland"));
  EXPECT_THAT(html, testing::HasSubstr("month 2026-07, probability 0.5"));
  EXPECT_THAT(html, testing::HasSubstr("Feigenberg 2020"));
}

TEST_F(Page, does_without_the_figures_before_the_forecast_and_says_so) {
  const std::string page = page_of(sources());
  EXPECT_TRUE(has(page, "No inputs folder was at hand"));
  EXPECT_FALSE(has(page, "<section id=\"map\""));
  EXPECT_FALSE(has(world_view(sources()).html, "UN table, edition 2020"));
}

TEST_F(Page, says_what_is_missing_by_a_dash) {
  // The second front presses on no border; the unknown origin has no population.
  const std::string fronts = fronts_view(sources()).html;
  const std::size_t row = fronts.find("The rest of the world</th>");
  ASSERT_NE(row, std::string::npos);
  EXPECT_TRUE(has(fronts.substr(row, fronts.find("</tr>", row) - row), "<td class=\"n\">—</td>"));
  history_ = read_page_history(*reader_, inputs);
  EXPECT_TRUE(map_view(sources()).data["population"][0][4].is_null());
}

TEST_F(Page, takes_no_text_of_a_file_for_a_part_of_itself) {
  EnsembleHeader header = sample::header(page_draws);
  header.country_name[1] = "</script><script>alert(1)</script>";
  header.scenario = "a<b>&\"c'";
  header.scenario_toml = "# </pre><img onerror=x>\n";
  const std::string hostile = folder_.file("hostile.h5");
  sample::write_file(hostile, header);
  const std::string page = make_page({hostile, "", "", inputs});
  EXPECT_FALSE(has(page, "alert(1)</script>"));
  EXPECT_FALSE(has(page, "a<b>"));
  EXPECT_FALSE(has(page, "<img onerror"));
  EXPECT_TRUE(has(page, "a&lt;b&gt;&amp;&quot;c&#39;"));
}

TEST_F(Page, shows_another_scenario_on_the_same_draws) {
  const std::string other = folder_.file("b.h5");
  EnsembleHeader header = sample::header(page_draws);
  header.scenario = "other";
  sample::write_file(other, header);
  const std::string page = make_page({file_, other, "", inputs});
  EXPECT_TRUE(has(page, "<section id=\"comparison\""));
  EXPECT_TRUE(has(page, "Migrants in the world: other less sample"));
  header.seed = 1;
  sample::write_file(other, header);
  EXPECT_THROW(make_page({file_, other, "", inputs}), InputError);
}

TEST_F(Page, shows_a_skill_card_in_words) {
  CardRow met = {"2015 (5 ahead)",
                 "MAE, persons",
                 80,
                 100,
                 "trend",
                 90,
                 "below persistence",
                 "persistence",
                 {},
                 {0.81, 0.94, 4, 0},
                 Verdict::met};
  CardRow missed = met;
  missed.metric = "CRPS, persons";
  missed.ours = std::nan("");
  missed.verdict = Verdict::missed;
  SkillCard skill;
  skill.tests = {{"stock", "UN DESA", "1990 to 2010", {met, missed}, ""},
                 {"flows", "", "", {}, "no table"}};
  const std::string card = folder_.file("card.json");
  sample::write_bytes(card, card_as_json(skill).dump());
  const std::string page = make_page({file_, "", card, inputs});
  EXPECT_TRUE(has(page, "1 of 2 aims were met"));
  EXPECT_TRUE(has(page, "<td class=\"n\">0.80</td>"));  // 80 by 100
  EXPECT_TRUE(has(page, "<td class=\"n\">81.0</td>"));
  EXPECT_TRUE(has(page, "90.00 (trend)"));
  EXPECT_TRUE(has(page, "The test flows failed: no table"));
}

TEST_F(Page, refuses_what_is_no_skill_card) {
  const std::string card = folder_.file("card.json");
  for (const char* text : {"", "{", "[1]", "{\"tests\": 3}"}) {
    sample::write_bytes(card, text);
    EXPECT_THROW(make_page({file_, "", card, inputs}), InputError) << text;
  }
  EXPECT_THROW(make_page({file_, "", folder_.file("none.json"), inputs}), InputError);
  // Of other shapes than expected, nothing is shown, and nothing breaks.
  sample::write_bytes(card, R"({"tests": [3, {"rows": 1}, {"rows": [null, {"ours": "x"}]}]})");
  EXPECT_TRUE(has(make_page({file_, "", card, inputs}), "0 of 0 aims were met"));
}

TEST(FanChart, has_its_ticks_within_its_area) {
  FanChart chart;
  for (int year = 2020; year <= 2050; ++year) {
    const double low = -10.6 * (year - 2020) / 30;
    chart.x.push_back(year);
    chart.quantiles.push_back({low, low, low, low, low, 0.1, 0.4});
  }
  const std::string html = chart_as_html(chart);
  int ticks = 0;
  for (std::size_t at = html.find("top:"); at != std::string::npos;
       at = html.find("top:", at + 1)) {
    const double top = std::stod(html.substr(at + 4));
    EXPECT_GE(top, 0);
    EXPECT_LE(top, 100);
    ++ticks;
  }
  EXPECT_EQ(ticks, 7);  // -12.5, -10 ... 2.5
  EXPECT_TRUE(has(html, "<span>-12.5</span>"));
  EXPECT_TRUE(has(html, "<span>-10.0</span>"));
}

TEST(RoundTicks, are_few_and_stand_on_either_side) {
  EXPECT_EQ(round_ticks(0, 517, 5), (std::vector<double>{0, 200, 400, 600}));
  EXPECT_EQ(round_ticks(-1.5, 0.1, 5), (std::vector<double>{-1.5, -1, -0.5, 0, 0.5}));
  EXPECT_EQ(round_ticks(1990, 2050, 7).size(), 7U);
  EXPECT_EQ(round_ticks(-1e308, 1e308, 5), (std::vector<double>{-1e308, 1e308}));
  EXPECT_EQ(round_ticks(3, 3, 5), (std::vector<double>{3, 3}));
}

TEST(PageNumber, keeps_the_digits_asked_for_and_says_what_is_missing) {
  EXPECT_EQ(page_number(123456.0, 4).dump(), "123500");
  EXPECT_EQ(page_number(0.00123456, 3).dump(), "0.00123");
  EXPECT_EQ(page_number(0, 4).dump(), "0");
  EXPECT_EQ(page_number(-1.5, 4).dump(), "-1.5");
  EXPECT_EQ(page_number(std::nan(""), 4).dump(), "null");
  EXPECT_EQ(page_number(INFINITY, 4).dump(), "null");
}

}  // namespace
}  // namespace peregrine::test
