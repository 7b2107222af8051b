// The corridors of one country.
#include "host/report/questions/partners.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/model/tables/tables.h"
#include "host/report/questions/group_partners.h"
#include "host/report/questions/shown_years.h"
#include "host/report/table.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t partner_width = 24;
constexpr std::size_t median_level = 5;
static_assert(quantile_levels[median_level] == 0.5);
constexpr const Band& partner_band = bands[1];  // 80 %

// What is shown of a corridor, or of all of them, by year shown.
struct PartnerSeries {
  std::string code;   // of the partner; empty: all
  std::string label;  // in words
  std::vector<double> median, error, low, high;
};

// Corridors of the file between two ends, and of them the ones asked for.
struct CorridorRange {
  std::vector<std::int64_t> asked;
  std::int64_t first = 0;
  std::int64_t count = 0;
};

CorridorRange corridors_of(const EnsembleHeader& header, int country, Partners side) {
  CorridorRange range;
  const auto& ends =
      side == Partners::origins ? header.corridor_destination : header.corridor_origin;
  for (std::size_t at = 0; at < ends.size(); ++at) {
    if (ends[at] == country) range.asked.push_back(static_cast<std::int64_t>(at));
  }
  if (range.asked.empty()) return range;
  range.first = range.asked.front();
  range.count = range.asked.back() - range.first + 1;
  return range;
}

// Values of one level [year shown][corridor asked for]. Read at once, since years lie in one chunk.
std::vector<std::vector<double>> read_level(const EnsembleReader& reader, const char* variable,
                                            std::size_t level, const CorridorRange& range,
                                            const std::vector<std::int64_t>& years) {
  const std::int64_t first_year = years.front();
  const std::vector<double> values =
      reader.read(variable, {{static_cast<std::int64_t>(level), first_year, range.first},
                             {1, years.back() - first_year + 1, range.count}});
  std::vector<std::vector<double>> picked;
  for (const std::int64_t year : years) {
    picked.emplace_back();
    for (const std::int64_t corridor : range.asked) {
      const std::int64_t at = (year - first_year) * range.count + corridor - range.first;
      picked.back().push_back(values[static_cast<std::size_t>(at)]);
    }
  }
  return picked;
}

std::vector<PartnerSeries> read_partners(const EnsembleReader& reader, int country, Partners side,
                                         const std::vector<std::int64_t>& years) {
  const EnsembleHeader& header = reader.header();
  const CorridorRange range = corridors_of(header, country, side);
  if (range.asked.empty()) return {};
  const auto level = [&](const char* variable, std::size_t at) {
    return read_level(reader, variable, at, range, years);
  };
  const auto median = level("corridor_stock_quantile", median_level);
  const auto error = level("corridor_stock_quantile_error", median_level);
  const auto low = level("corridor_stock_quantile", partner_band.low);
  const auto high = level("corridor_stock_quantile", partner_band.high);
  std::vector<PartnerSeries> partners;
  for (std::size_t i = 0; i < range.asked.size(); ++i) {
    const auto corridor = static_cast<std::size_t>(range.asked[i]);
    const auto partner =
        static_cast<std::size_t>(side == Partners::origins ? header.corridor_origin[corridor]
                                                           : header.corridor_destination[corridor]);
    PartnerSeries series = {
        header.country_iso3[partner], header.country_name[partner], {}, {}, {}, {}};
    for (std::size_t year = 0; year < years.size(); ++year) {
      series.median.push_back(median[year][i]);
      series.error.push_back(error[year][i]);
      series.low.push_back(low[year][i]);
      series.high.push_back(high[year][i]);
    }
    partners.push_back(std::move(series));
  }
  std::ranges::stable_sort(partners, std::greater<>(),
                           [](const PartnerSeries& series) { return series.median.back(); });
  return partners;
}

PartnerSeries series_of_all(const EnsembleReader& reader, int country, Partners side,
                            const std::vector<std::int64_t>& years) {
  const Stock stock = side == Partners::origins ? Stock::immigrants : Stock::emigrants;
  PartnerSeries whole = {
      "", side == Partners::origins ? "all origins" : "all destinations", {}, {}, {}, {}};
  for (const std::int64_t year : years) {
    const StockEstimate estimate =
        read_estimates(reader, stock, year, 1, country, 1).front().front();
    whole.median.push_back(estimate.median());
    whole.error.push_back(estimate.median_error());
    whole.low.push_back(estimate.quantile[partner_band.low]);
    whole.high.push_back(estimate.quantile[partner_band.high]);
  }
  return whole;
}

// Mean of the partners shown over that of all, in the last year shown; NaN where there is nobody.
double share_of_means(const EnsembleReader& reader, int country, Partners side,
                      const std::vector<PartnerSeries>& shown, std::int64_t year) {
  const EnsembleHeader& header = reader.header();
  const CorridorRange range = corridors_of(header, country, side);
  const std::vector<double> means =
      reader.read("corridor_stock_mean", {{year, range.first}, {1, range.count}});
  double of_shown = 0;
  double of_all = 0;
  for (const std::int64_t corridor : range.asked) {
    const auto at = static_cast<std::size_t>(corridor);
    const std::int32_t partner =
        side == Partners::origins ? header.corridor_origin[at] : header.corridor_destination[at];
    const std::string& code = header.country_iso3[static_cast<std::size_t>(partner)];
    const double mean = means[static_cast<std::size_t>(corridor - range.first)];
    of_all += mean;
    if (std::ranges::count(shown, code, &PartnerSeries::code) > 0) of_shown += mean;
  }
  return of_shown / of_all;
}

std::string partners_table(const std::vector<PartnerSeries>& shown, const PartnerSeries& whole,
                           const std::vector<int>& years, const Unit& unit) {
  TextTable text;
  text.add_column("", Align::right);
  text.add_column("code", Align::left);
  text.add_column("name", Align::left, partner_width);
  for (const int year : years) text.add_column(std::to_string(year), Align::right);
  text.add_column(fmt::format("± MC {}", years.back()), Align::right);
  text.add_column(fmt::format("80 % band {}", years.back()), Align::right);
  const auto add = [&](const std::string& rank, const PartnerSeries& series) {
    std::vector<std::string> cells = {rank, series.code, series.label};
    for (const double median : series.median) cells.push_back(in_unit(median, unit));
    cells.push_back(error_in_unit(series.error.back(), unit));
    cells.push_back(fmt::format("{} – {}", in_unit(series.low.back(), unit),
                                in_unit(series.high.back(), unit)));
    text.add_row(std::move(cells));
  };
  for (std::size_t rank = 0; rank < shown.size(); ++rank)
    add(std::to_string(rank + 1), shown[rank]);
  add("", whole);
  return text.text();
}

// Of the largest partner that is a country: nobody comes from the unknown origin.
std::vector<std::string> partners_verdict(const std::vector<PartnerSeries>& partners,
                                          const std::string& country, Partners side, int year,
                                          std::size_t shown, double share) {
  const bool origins = side == Partners::origins;
  std::vector<PartnerSeries> known = partners;
  std::erase_if(known,
                [](const PartnerSeries& series) { return series.code == unknown_origin_code; });
  std::vector<std::string> verdict;
  if (!known.empty() && !(known.front().median.back() > 0)) {
    verdict.push_back(fmt::format("In {} no group has anybody in the median of the draws.", year));
  } else if (!known.empty()) {
    const PartnerSeries& first = known.front();
    const std::string who =
        origins ? "of immigrants in {} is that from {}" : "of emigrants from {} is that in {}";
    verdict.push_back(fmt::format("In {} the largest group ", year) +
                      fmt::format(fmt::runtime(who), country, first.label) +
                      fmt::format(": {} persons (median), in 8 of 10 draws {} to {}.",
                                  number_in_words(first.median.back()),
                                  number_in_words(first.low.back()),
                                  number_in_words(first.high.back())));
    // Two standard errors, as if the errors of corridors were independent.
    if (known.size() > 1 && first.median.back() - known[1].median.back() <
                                2 * std::hypot(first.error.back(), known[1].error.back())) {
      verdict.back() += fmt::format(" That {} {} is as large within the Monte Carlo error.",
                                    origins ? "from" : "in", known[1].label);
    }
  }
  for (const PartnerSeries& series : partners) {
    if (series.code != unknown_origin_code) continue;
    verdict.push_back(fmt::format("The origin of {} (median) is unknown, or not a single country.",
                                  number_in_words(series.median.back())));
  }
  verdict.emplace_back("No shares of the whole are in the table, since medians do not add up.");
  if (std::isfinite(share)) {
    verdict.back() += fmt::format(" Means do: the {} shown {} {} of the mean number in {}.", shown,
                                  shown == 1 ? "has" : "have", share_in_words(share), year);
  }
  return verdict;
}

void add_records(Records& records, const PartnerSeries& series, const std::string& country,
                 Partners side, const std::vector<int>& years) {
  const bool origins = side == Partners::origins;
  for (std::size_t at = 0; at < years.size(); ++at) {
    records.rows.push_back({origins ? series.code : country, origins ? country : series.code,
                            std::int64_t{years[at]}, series.median[at], series.error[at],
                            series.low[at], series.high[at]});
  }
}

Answer answer_of_country(const EnsembleReader& reader, int country, Partners side,
                         const PartnersRequest& request) {
  const EnsembleHeader& header = reader.header();
  const std::string& code = header.country_iso3[static_cast<std::size_t>(country)];
  const std::string& name = header.country_name[static_cast<std::size_t>(country)];
  const std::vector<std::int64_t> at = years_to_show(reader, request.year);
  std::vector<int> years;
  for (const std::int64_t year : at) years.push_back(header.years[static_cast<std::size_t>(year)]);
  const std::vector<PartnerSeries> partners = read_partners(reader, country, side, at);
  if (partners.empty()) {
    throw UsageError(fmt::format("{}: has no corridor {} {}", reader.path(),
                                 side == Partners::origins ? "into" : "out of", code));
  }
  const std::size_t count = std::min(static_cast<std::size_t>(request.top), partners.size());
  const std::vector<PartnerSeries> shown(partners.begin(),
                                         partners.begin() + static_cast<std::ptrdiff_t>(count));
  const PartnerSeries whole = series_of_all(reader, country, side, at);

  Answer answer;
  answer.question = side == Partners::origins ? "origins" : "destinations";
  const Unit unit = unit_for(*std::ranges::max_element(whole.median));
  const std::string what = side == Partners::origins
                               ? "Where immigrants living in " + name + " come from"
                               : "Where emigrants from " + name + " live";
  answer.parts.push_back(
      {fmt::format("{}: medians at mid-year ({}); {} of {} corridors", what, unit.name, count,
                   partners.size()),
       partners_table(shown, whole, years, unit),
       partners_verdict(partners, name, side, years.back(), count,
                        share_of_means(reader, country, side, shown, at.back()))});
  answer.about =
      "Stocks by country of origin and of residence, UN DESA's definitions. All draws. An 80 % "
      "band "
      "holds that share of the draws, with a tenth below it and a tenth above. ± MC: standard "
      "error "
      "of the median from the finite number of draws.";
  answer.records.columns = {"origin",          "destination", "year", "median",
                            "median_mc_error", "q0.1",        "q0.9"};
  for (const PartnerSeries& series : shown) {
    add_records(answer.records, series, code, side, years);
  }
  add_records(answer.records, whole, code, side, years);
  return answer;
}

}  // namespace

Answer partners_answer(const EnsembleReader& reader, const AskedCountries& asked, Partners side,
                       const PartnersRequest& request) {
  if (!asked.single()) return group_partners_answer(reader, asked, side, request);
  return answer_of_country(reader, asked.countries.front(), side, request);
}

}  // namespace peregrine
