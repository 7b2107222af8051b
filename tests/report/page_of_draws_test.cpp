// What the page takes from single draws: bands, chances, who flees and enters; and decompositions.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "host/report/page/page.h"
#include "host/report/page/thresholds.h"
#include "host/report/page/view.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"
#include "tests/report/page_samples.h"

namespace peregrine::test {
namespace {

TEST_F(Page, takes_bands_of_single_draws_as_numpy_does) {
  const json chart = drivers_view(sources()).data["charts"][0];
  EXPECT_EQ(chart["id"], "global_mean_temperature-chart");
  std::vector<double> draws = reader_->read("global_mean_temperature", {{0, 2}, {page_draws, 1}});
  std::ranges::sort(draws);
  EXPECT_TRUE(rounds(chart["q"][2][charted_median], (draws[5] + draws[6]) / 2, 6));
  // Of twelve draws the 2.5 % quantile is 0.275 of the way from the first to the second.
  EXPECT_TRUE(rounds(chart["q"][2][0], draws[0] + 0.275 * (draws[1] - draws[0]), 6));
  EXPECT_TRUE(rounds(chart["q"][2][6], draws[10] + 0.725 * (draws[11] - draws[10]), 6));
}

TEST_F(Page, holds_quantiles_of_the_draws_of_countries_in_steps) {
  const json chances = countries_view(sources()).data["chances"];
  // Draws are corrected up to the last year of the sample, the only one shown.
  ASSERT_EQ(chances["years"], json({2025}));
  EXPECT_EQ(chances["draws"], page_draws);
  ASSERT_EQ(chances["levels"].size(), chance_levels.size());
  for (const auto& [key, variable] :
       {std::pair("immigrants", "immigrant_stock"), std::pair("emigrants", "emigrant_stock")}) {
    for (std::int64_t country = 0; country < 5; ++country) {
      std::vector<double> draws = reader_->read(variable, {{0, 5, country}, {page_draws, 1, 1}});
      std::ranges::sort(draws);
      const json row = chances[key][static_cast<std::size_t>(country)][0];
      ASSERT_EQ(row.size(), chance_levels.size() + 1);
      EXPECT_TRUE(rounds(row[0], draws.front(), 6));
      const double step = row[1].get<double>();
      double quantile = row[0].get<double>();
      for (std::size_t level = 1; level < chance_levels.size(); ++level) {
        quantile += row[level + 1].get<double>() * step;
        const double rank = 11 * chance_levels[level];
        const auto below = static_cast<std::size_t>(rank);
        const double between = rank - static_cast<double>(below);
        const double above = draws[std::min<std::size_t>(below + 1, 11)];
        const double wanted = draws[below] + between * (above - draws[below]);
        EXPECT_NEAR(quantile, wanted, 0.51 * step) << key << ' ' << level;
      }
    }
  }
}

TEST_F(Page, counts_chances_of_round_numbers_in_the_draws) {
  const std::string html = countries_view(sources()).html;
  const std::size_t row = html.find("Mexico</th><td>MEX</td>", html.find("immigrants-chances"));
  ASSERT_NE(row, std::string::npos);
  std::vector<double> draws = reader_->read("immigrant_stock", {{0, 5, 2}, {page_draws, 1, 1}});
  std::ranges::sort(draws);
  const std::string cells = html.substr(row, html.find("</tr>", row) - row);
  const std::size_t number = cells.find("<td class=\"n\">") + 14;
  std::string limit = cells.substr(number, cells.find('<', number) - number);
  std::erase(limit, ',');
  EXPECT_LE(std::stod(limit), draws[6]);
  const auto above =
      std::ranges::count_if(draws, [&limit](double value) { return value > std::stod(limit); });
  EXPECT_TRUE(has(cells, fmt::format("<td class=\"n\">{:.0f} %</td>", above / 0.12))) << cells;
}

TEST_F(Page, says_where_a_file_cannot_tell_who_flees_or_enters) {
  // In the sample draws differ from the first year on: no year is on record.
  EXPECT_TRUE(has(risk_view(sources()).html, "the same in all draws it keeps, or in no year"));
  // It has few of the Union's members.
  EXPECT_FALSE(has(routes_view(sources()).html, "European Union"));
}

TEST_F(Page, leaves_a_note_where_bands_would_be_of_few_draws) {
  sample::write_file(file_, sample::header(9));
  const std::string other = folder_.file("b.h5");
  sample::write_file(other, sample::header(9));
  const std::string page = make_page({file_, other, "", inputs});
  const std::string words = "This file keeps 9 draws one by one, too few for chances and bands";
  const auto notes = [&page, &words] {
    int count = 0;
    for (std::size_t at = page.find(words); at != std::string::npos;
         at = page.find(words, at + 1)) {
      ++count;
    }
    return count;
  };
  // Of countries, of who flees, of drivers, of the other scenario.
  EXPECT_EQ(notes(), 4);
  for (const char* gone : {"global_mean_temperature-chart", "immigrants-chances",
                           "flight-table-100000", "comparison-chart"}) {
    EXPECT_FALSE(has(page, fmt::format("id=\"{}\"", gone))) << gone;
  }
  for (const char* kept : {"comparison-table", "world-chart"}) {
    EXPECT_TRUE(has(page, fmt::format("id=\"{}\"", kept))) << kept;
  }
}

// War, conflict and crossings are the same in all draws to the end of the file.
TEST_F(Page, of_a_run_that_ends_within_its_record_has_no_year_ahead) {
  const EnsembleHeader header = sample::header(page_draws);
  {
    EnsembleWriter writer(file_, header);
    sample::write_results(writer, extents_of(header));
    const auto constant = [&](const char* name, double value) {
      const std::vector<double> all(
          sample::values(variable_schema(name), extents_of(header)).size(), value);
      writer.write(name, std::span<const double>(all));
    };
    constant("irregular_detections_quantile", 7);
    constant("war_probability", 0);
    constant("conflict_probability", 1);
    writer.finish();
  }
  const std::string page = make_page({file_, "", "", inputs});
  EXPECT_TRUE(has(page, "No month of this file differs between draws"));
  EXPECT_TRUE(has(page, "No month of this file, to 2025, differs between draws"));
  EXPECT_TRUE(has(page, "War and conflict are the same in all draws to 2025"));
  EXPECT_FALSE(has(page, "the forecast begins: "));
  EXPECT_FALSE(has(page, "id=\"risk-table\""));
  EXPECT_FALSE(has(page, "id=\"fronts-table\""));
  EXPECT_TRUE(has(page, "crossings detected in 2025"));
}

TEST_F(Page, says_how_to_have_the_spread_decomposed) {
  EXPECT_TRUE(has(drivers_view(sources()).html, "--decomposition SHARES.json</code>"));
}

TEST_F(Page, shows_a_decomposition_and_whose_it_is) {
  const auto share = [](double part, double error) {
    return json{{"share", part}, {"mc_error", error}};
  };
  json one = {{"scenario", "sample"}, {"model_version", "0.1.0"}, {"draws", 200}, {"runs", 22}};
  one["drivers"] = json::array({{{"name", "climate"}, {"draws", "how <sensitive> it is"}}});
  one["quantities"] = json::array({{{"label", "World"},
                                    {"year", 2025},
                                    {"mean", 1234567},
                                    {"standard_deviation", 10},
                                    {"drivers", json::array({{{"driver", "climate"},
                                                              {"effect", -4321},
                                                              {"effect_mc_error", 12},
                                                              {"first_order", share(0.25, 0.03)},
                                                              {"total", share(0.5, 0.04)}}})},
                                    {"interactions", share(-0.02, 0.1)}}});
  const auto page_with = [this](const json& decomposition) {
    const std::string path = folder_.file("decomposition.json");
    sample::write_bytes(path, decomposition.dump());
    return make_page({file_, "", "", inputs, path});
  };
  const std::string page = page_with(one);
  for (const char* cell : {"<td>how &lt;sensitive&gt; it is</td>", "-4,321", ">25 %<", ">3.0 %<",
                           ">50 %<", ">-2.0 %<", "left:0.00%;width:25.00%"}) {
    EXPECT_TRUE(has(page, cell)) << cell;
  }
  EXPECT_FALSE(has(page, "This decomposition is of the scenario"));
  EXPECT_FALSE(has(page, "does not follow from these draws alone"));
  one["scenario"] = "other";
  EXPECT_TRUE(has(page_with(one), "This decomposition is of the scenario other and"));
  EXPECT_THROW(page_with({{"quantities", 3}}), InputError);
  // Of other shapes than expected, nothing is shown, and nothing breaks.
  EXPECT_TRUE(
      has(page_with({{"quantities", {3, {{"drivers", {nullptr, {{"driver", 1}}}}}}}}), "—"));
}

json decomposition_of(json quantity) {
  quantity["drivers"] = json::array();
  return {{"scenario", "sample"},
          {"model_version", "0.1.0"},
          {"draws", 200},
          {"runs", 22},
          {"quantities", json::array({quantity, quantity})}};
}

TEST_F(Page, tells_immigrants_and_emigrants_of_a_decomposition_apart) {
  json both =
      decomposition_of({{"stock", "immigrants"}, {"destination", "IND"}, {"label", "India"}});
  both["quantities"][1] = {{"stock", "emigrants"}, {"origin", "IND"}, {"label", "India"}};
  for (json& one : both["quantities"]) one["year"] = 2025;
  PageSources of = sources();
  const std::string html = drivers_view({of.reader, history_, nullptr, card_, &both}).html;
  EXPECT_TRUE(has(html, "Immigrants living in India, 2025: mean"));
  EXPECT_TRUE(has(html, "Emigrants from India living elsewhere, 2025: mean"));
}

TEST_F(Page, refuses_a_decomposition_of_places_that_the_file_does_not_have) {
  json other = decomposition_of({{"stock", "corridor"}, {"origin", "USA"}, {"destination", "IND"}});
  other["quantities"][1] = {{"stock", "immigrants"}, {"destination", "DEU"}};
  const std::string path = folder_.file("decomposition.json");
  sample::write_bytes(path, other.dump());
  try {
    make_page({file_, "", "", inputs, path});
    FAIL() << "was accepted";
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().size(), 2U);
    EXPECT_THAT(error.what(), testing::HasSubstr("quantities[0] = USA-IND is no corridor of "));
    EXPECT_THAT(error.what(), testing::HasSubstr("quantities[1] = DEU is no country of "));
    EXPECT_THAT(error.what(), testing::HasSubstr("decompose the scenario of this file"));
  }
  sample::write_bytes(path, decomposition_of({{"stock", "people"}}).dump());
  EXPECT_THROW(make_page({file_, "", "", inputs, path}), InputError);
}

TEST_F(Page, says_where_a_decomposition_is_of_another_year_or_another_mean) {
  const double mean = reader_->read("immigrant_stock_mean", {{5, 1}, {1, 1}}).front();
  const auto html_of = [this](double year, double of_mean) {
    const json one = decomposition_of({{"stock", "immigrants"},
                                       {"destination", "IND"},
                                       {"label", "India"},
                                       {"year", year},
                                       {"mean", of_mean},
                                       {"mean_mc_error", 1},
                                       {"standard_deviation", 1}});
    PageSources of = sources();
    return drivers_view({of.reader, history_, nullptr, card_, &one}).html;
  };
  EXPECT_FALSE(has(html_of(2025, mean + 4), "is not that of this file"));
  EXPECT_TRUE(has(html_of(2025, mean + 5), "is not that of this file"));
  EXPECT_TRUE(has(html_of(2060, mean), "The year 2060 lies after the end of this file, 2025."));
  EXPECT_TRUE(has(html_of(2010, mean), "The year 2010 lies before the first of this file, 2020."));
}

}  // namespace
}  // namespace peregrine::test
