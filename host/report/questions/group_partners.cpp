#include "host/report/questions/group_partners.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "host/model/tables/tables.h"
#include "host/report/kept_draws.h"
#include "host/report/questions/place_draws.h"
#include "host/report/questions/shown_years.h"
#include "host/report/table.h"
#include "host/statistics/paired.h"
#include "host/store/batches.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t group_partner_width = 30;

// Means and their Monte Carlo errors by year shown.
struct GroupSeries {
  std::string code;   // of the partner; empty: several
  std::string label;  // in words
  std::vector<double> mean, error;
};

// Sums of corridors by batch and year shown, for partners outside of the group, for all of these,
// and for corridors between members.
class GroupSums {
 public:
  GroupSums(const EnsembleReader& reader, const AskedCountries& group, Partners side,
            const std::vector<std::int64_t>& years)
      : reader_(reader), draws_(batch_sizes(reader.header().draws)), years_(years.size()) {
    const EnsembleHeader& header = reader.header();
    const auto batches = static_cast<std::int64_t>(draws_.size());
    const auto corridors = static_cast<std::int64_t>(header.corridor_origin.size());
    const std::int64_t first = years.front();
    const std::int64_t span = years.back() - first + 1;
    members_ = outside_ = Sums(draws_.size() * years_, 0.0);
    // A batch at a time: all of them would be much to hold.
    for (std::int64_t batch = 0; batch < batches; ++batch) {
      const std::vector<double> means =
          reader.read("corridor_stock_batch_mean", {{batch, first, 0}, {1, span, corridors}});
      for (std::size_t at = 0; at < header.corridor_origin.size(); ++at) {
        const int origin = header.corridor_origin[at];
        const int destination = header.corridor_destination[at];
        if (!group.holds(side == Partners::origins ? destination : origin)) continue;
        const int partner = side == Partners::origins ? origin : destination;
        const bool inside = group.holds(partner);
        Sums& sums = inside ? members_ : of_partner(partner);
        for (std::size_t year = 0; year < years_; ++year) {
          const std::int64_t cell =
              (years[year] - first) * corridors + static_cast<std::int64_t>(at);
          const double mean = means[static_cast<std::size_t>(cell)];
          const std::size_t place = static_cast<std::size_t>(batch) * years_ + year;
          sums[place] += mean;
          if (!inside) outside_[place] += mean;
        }
      }
    }
  }

  // Partners outside of the group, the largest in the last year shown first.
  std::vector<GroupSeries> partners() const {
    const EnsembleHeader& header = reader_.header();
    std::vector<GroupSeries> all;
    for (const auto& [partner, sums] : partners_) {
      const auto at = static_cast<std::size_t>(partner);
      all.push_back(series(header.country_iso3[at], header.country_name[at], sums));
    }
    std::ranges::stable_sort(all, std::greater<>(),
                             [](const GroupSeries& one) { return one.mean.back(); });
    return all;
  }
  GroupSeries outside(const std::string& label) const { return series("", label, outside_); }
  GroupSeries members(const std::string& label) const { return series("", label, members_); }

 private:
  using Sums = std::vector<double>;  // [batch][year shown]

  Sums& of_partner(int partner) {
    return partners_.try_emplace(partner, Sums(draws_.size() * years_, 0.0)).first->second;
  }

  GroupSeries series(const std::string& code, const std::string& label, const Sums& sums) const {
    GroupSeries series = {code, label, {}, {}};
    const std::vector<double> nothing(draws_.size(), 0.0);
    for (std::size_t year = 0; year < years_; ++year) {
      std::vector<double> batches;
      for (std::size_t batch = 0; batch < draws_.size(); ++batch) {
        batches.push_back(sums[batch * years_ + year]);
      }
      // Of one run: its difference from nothing.
      const PairedMean mean = paired_mean(nothing, batches, draws_);
      series.mean.push_back(mean.difference);
      series.error.push_back(mean.error);
    }
    return series;
  }

  const EnsembleReader& reader_;
  std::vector<double> draws_;  // [batch]
  std::size_t years_;
  std::map<int, Sums> partners_;
  Sums members_, outside_;
};

void require_batches(const EnsembleReader& reader, const AskedCountries& group) {
  if (reader.has("corridor_stock_batch_mean")) return;
  throw UsageError(fmt::format(
      "{}: cannot be asked about {} ({} countries): it is of format {}, without means of "
      "batches of draws, and quantiles do not add up (run the scenario again)",
      reader.path(), group.name, group.countries.size(), reader.format_version()));
}

std::vector<int> numbers_of(const EnsembleReader& reader, const std::vector<std::int64_t>& years) {
  std::vector<int> numbers;
  for (const std::int64_t year : years) {
    numbers.push_back(reader.header().years[static_cast<std::size_t>(year)]);
  }
  return numbers;
}

std::string group_table(const std::vector<GroupSeries>& partners,
                        const std::vector<GroupSeries>& totals, const std::vector<int>& years,
                        const Unit& unit) {
  TextTable text;
  text.add_column("", Align::right);
  text.add_column("code", Align::left);
  text.add_column("name", Align::left, group_partner_width);
  for (const int year : years) text.add_column(std::to_string(year), Align::right);
  text.add_column(fmt::format("± MC {}", years.back()), Align::right);
  const auto add = [&](const std::string& rank, const GroupSeries& series) {
    std::vector<std::string> cells = {rank, series.code, series.label};
    for (const double mean : series.mean) cells.push_back(in_unit(mean, unit));
    cells.push_back(error_in_unit(series.error.back(), unit));
    text.add_row(std::move(cells));
  };
  for (std::size_t i = 0; i < partners.size(); ++i) add(std::to_string(i + 1), partners[i]);
  for (const GroupSeries& series : totals) add("", series);
  return text.text();
}

void add_group_records(Records& records, const GroupSeries& series, const std::string& partner,
                       const std::string& group, Partners side, const std::vector<int>& years) {
  const bool origins = side == Partners::origins;
  for (std::size_t at = 0; at < years.size(); ++at) {
    records.rows.push_back({origins ? partner : group, origins ? group : partner,
                            std::int64_t{years[at]}, series.mean[at], series.error[at]});
  }
}

// Of a single batch none is known.
std::string error_of_mean_in_words(double error) {
  return std::isfinite(error) ? fmt::format(" (± {} Monte Carlo error)", number_in_words(error))
                              : "";
}

// What is known beside means: of files with draws of countries the band of the group's sum.
std::string band_or_why_not(const EnsembleReader& reader, const AskedCountries& group,
                            Partners side, std::int64_t year) {
  const bool origins = side == Partners::origins;
  const char* const variable = origins ? "immigrant_stock" : "emigrant_stock";
  if (!reader.has(variable)) {
    return fmt::format(
        "Medians, bands and chances of {} cannot be given: the file has quantiles of each country "
        "and corridor, which do not add up, and no draws of them. Means add up, and stand here.",
        group.name);
  }
  if (!keeps_enough_draws(reader)) {
    return fmt::format("Medians, bands and chances of {} cannot be given: the file {}.", group.name,
                       few_draws_in_words(reader));
  }
  const PairedSpread spread = spread_of(sums_of_places(reader, variable, year, group.countries));
  return fmt::format(
      "With those from one member in another: {} (median) in {}, in 8 of 10 draws {} to {}. Rows "
      "are means, since not all corridors have their draws in the file; chances: --exceeds N.",
      number_in_words(spread.quantile[1]), reader.header().years[static_cast<std::size_t>(year)],
      number_in_words(spread.quantile[0]), number_in_words(spread.quantile[2]));
}

// One side of a group as a part of `answer`.
void add_group_part(Answer& answer, const EnsembleReader& reader, const AskedCountries& group,
                    Partners side, const std::optional<int>& year, std::size_t top) {
  const std::vector<std::int64_t> at = years_to_show(reader, year);
  const std::vector<int> years = numbers_of(reader, at);
  const GroupSums sums(reader, group, side, at);
  std::vector<GroupSeries> partners = sums.partners();
  const std::size_t all = partners.size();
  const bool origins = side == Partners::origins;
  const bool of_unknown_origin =
      std::ranges::count(partners, unknown_origin_code, &GroupSeries::code) > 0;
  partners.resize(std::min(top, all));
  const std::vector<GroupSeries> totals = {
      sums.outside(origins ? "all from outside the group" : "all living outside the group"),
      sums.members(origins ? "from one member in another" : "of one member in another")};
  double greatest = 0;
  for (const GroupSeries& series : totals) {
    greatest = std::max(greatest, *std::ranges::max_element(series.mean));
  }
  const Unit unit = unit_for(greatest);
  AnswerPart part;
  part.title = fmt::format("{} {}: means at mid-year ({})",
                           origins ? "Immigrants living in" : "Emigrants from",
                           countries_in_words(reader.header(), group), unit.name);
  if (!partners.empty()) part.title += fmt::format("; {} of {} partners", partners.size(), all);
  part.table = group_table(partners, totals, years, unit);
  const std::string in_first_year =
      years.size() == 1
          ? ""
          : fmt::format("{}, in {} it is ", number_in_words(totals[0].mean.front()), years.back());
  part.verdict.push_back(fmt::format("In {} the mean number of {} is {}{}{}.", years.front(),
                                     origins ? "immigrants in " + group.name + " from outside"
                                             : "emigrants from " + group.name + " outside of it",
                                     in_first_year, number_in_words(totals[0].mean.back()),
                                     error_of_mean_in_words(totals[0].error.back())));
  if (of_unknown_origin) {
    part.verdict.emplace_back(
        "Persons of unknown origin count as from outside; how many there are also depends on what "
        "a "
        "table tells apart.");
  }
  part.verdict.push_back(band_or_why_not(reader, group, side, at.back()));
  answer.parts.push_back(std::move(part));
  for (const GroupSeries& series : partners) {
    add_group_records(answer.records, series, series.code, group.name, side, years);
  }
  add_group_records(answer.records, totals[0], "outside", group.name, side, years);
  add_group_records(answer.records, totals[1], "members", group.name, side, years);
}

Answer empty_group_answer(const char* question) {
  Answer answer;
  answer.question = question;
  answer.about =
      "Stocks by country of origin and of residence, UN DESA's definitions. Means over all draws. "
      "± MC: standard error of the mean from the finite number of draws, estimated from batches of "
      "them.";
  answer.records.columns = {"origin", "destination", "year", "mean", "mean_mc_error"};
  return answer;
}

}  // namespace

Answer group_partners_answer(const EnsembleReader& reader, const AskedCountries& group,
                             Partners side, const PartnersRequest& request) {
  require_batches(reader, group);
  Answer answer = empty_group_answer(side == Partners::origins ? "origins" : "destinations");
  add_group_part(answer, reader, group, side, request.year, static_cast<std::size_t>(request.top));
  return answer;
}

Answer group_answer(const EnsembleReader& reader, const AskedCountries& group,
                    const std::optional<int>& year) {
  require_batches(reader, group);
  Answer answer = empty_group_answer("group");
  add_group_part(answer, reader, group, Partners::origins, year, 0);
  add_group_part(answer, reader, group, Partners::destinations, year, 0);
  return answer;
}

}  // namespace peregrine
