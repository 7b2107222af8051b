#include "host/report/questions/entrants.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "host/report/kept_draws.h"
#include "host/report/questions/entrants_rows.h"
#include "host/report/questions/place_draws.h"
#include "host/report/table.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t entrants_name_width = 34;

std::string names_of_borders(const EnsembleReader& reader,
                             const std::vector<std::size_t>& borders) {
  std::vector<std::string> names;
  for (const std::size_t border : borders) {
    names.push_back(reader.header().routes.border_name[border]);
  }
  return fmt::format("{}", fmt::join(names, "; "));
}

std::string codes_in_words(const EnsembleReader& reader, const std::vector<int>& countries) {
  std::vector<std::string> codes;
  for (const int country : countries) {
    codes.push_back(reader.header().country_iso3[static_cast<std::size_t>(country)]);
  }
  return fmt::format("{}", fmt::join(codes, ", "));
}

void add_entrants_row(TextTable& text, const Entrants& group, double all) {
  const PairedSpread spread = spread_of(group.sums);
  text.add_row(
      {group.code, group.name, grouped(spread.quantile[1], 0), grouped(spread.quantile_error[1], 0),
       fmt::format("{} – {}", grouped(spread.quantile[0], 0), grouped(spread.quantile[2], 0)),
       share_in_words(all > 0 ? group.mean() / all : std::numeric_limits<double>::quiet_NaN())});
}

std::string entrants_table(std::span<const Entrants> shown, const Entrants& total) {
  TextTable text;
  text.add_column("code", Align::left);
  text.add_column("nationality", Align::left, entrants_name_width);
  for (const char* heading : {"median", "± MC", "80 % band", "share"}) {
    text.add_column(heading, Align::right);
  }
  for (const Entrants& group : shown) add_entrants_row(text, group, total.mean());
  add_entrants_row(text, total, total.mean());
  return text.text();
}

std::vector<std::string> entrants_verdict(const EnsembleReader& reader,
                                          const AskedCountries& countries,
                                          const EntryBorders& borders,
                                          const std::vector<Entrants>& groups,
                                          const Entrants& total, const EntrantsRequest& request) {
  const PairedSpread spread = spread_of(total.sums);
  std::vector<std::string> verdict = {fmt::format(
      "Into {}: {} irregular entries (median), in 8 of 10 draws {} to {}.",
      countries_in_words(reader.header(), countries), number_in_words(spread.quantile[1]),
      number_in_words(spread.quantile[0]), number_in_words(spread.quantile[2]))};
  if (groups.front().code != other_nationals && total.mean() > 0) {
    verdict.push_back(fmt::format("The largest group is that from {}: {} of the mean number.",
                                  groups.front().name,
                                  share_in_words(groups.front().mean() / total.mean())));
  }
  if (request.exceeds) {
    const Chance chance = chance_above(total.sums, static_cast<double>(*request.exceeds));
    verdict.push_back(fmt::format("More than {} in {} of the {} draws kept: {}.",
                                  grouped(*request.exceeds), grouped(chance.count),
                                  grouped(chance.draws), chance_in_words(chance)));
  }
  verdict.push_back(fmt::format("Counted at: {}.", names_of_borders(reader, borders.counted)));
  if (!borders.without.empty()) {
    verdict.push_back(fmt::format("Without a border in the tables: {}.",
                                  codes_in_words(reader, borders.without)));
  }
  if (!borders.left_out.empty()) {
    verdict.push_back(
        fmt::format("Not counted, since who crosses there is in the region already: {}.",
                    names_of_borders(reader, borders.left_out)));
  }
  return verdict;
}

void add_entrants_record(Records& records, const Entrants& group, const AskedCountries& countries,
                         const MonthRange& months, const Entrants& total,
                         const std::optional<std::int64_t>& exceeds) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  std::vector<RecordCell> cells = {countries.name,
                                   group.code,
                                   months.first_month,
                                   months.last_month,
                                   months.count,
                                   group.mean(),
                                   total.mean() > 0 ? group.mean() / total.mean() : 0.0};
  add_spread(cells, spread_of(group.sums));
  if (exceeds) {
    const Chance chance = chance_above(group.sums, static_cast<double>(*exceeds));
    cells.insert(cells.end(), {*exceeds, chance.count, chance.share(), chance.error()});
  } else {
    cells.insert(cells.end(), {missing, missing, missing, missing});
  }
  records.rows.push_back(std::move(cells));
}

}  // namespace

Answer entrants_answer(const EnsembleReader& reader, const AskedCountries& countries,
                       const EntrantsRequest& request) {
  require_draws(reader, entries_draws, "irregular entries by nationality");
  require_enough_draws(reader);
  if (request.exceeds) require_crossings("--exceeds", *request.exceeds);
  const EntryBorders borders = entry_borders(reader, countries);
  const MonthRange months = entry_months(reader, borders, request);
  const std::vector<Entrants> groups = entrants_of(reader, borders, months);
  const Entrants total = total_entrants(groups);
  const std::vector<Entrants> shown = shown_entrants(groups, static_cast<std::size_t>(request.top));
  const auto is_told_apart = [](const Entrants& group) {
    return group.code != other_nationals && group.code != further_nationals;
  };
  Answer answer;
  answer.question = "entries";
  answer.parts.push_back(
      {fmt::format("Irregular entries into {}, {}, by nationality ({} of {})",
                   countries_in_words(reader.header(), countries), months_in_words(months),
                   std::ranges::count_if(shown, is_told_apart),
                   std::ranges::count_if(groups, is_told_apart)),
       entrants_table(shown, total),
       entrants_verdict(reader, countries, borders, groups, total, request)});
  if (months.observed > 0) {
    answer.parts.back().verdict.push_back(fmt::format("{} of these {} months {} observed.",
                                                      months.observed, months.count,
                                                      months.observed == 1 ? "is" : "are"));
  }
  answer.records.columns = {"destination", "nationality", "first_month",  "last_month",
                            "months",      "mean",        "share_of_mean"};
  for (std::string& column : spread_columns()) {
    answer.records.columns.push_back(std::move(column));
  }
  answer.records.columns.insert(answer.records.columns.end(),
                                {"exceeds", "draws_above", "chance", "chance_mc_error"});
  for (const Entrants& group : shown) {
    add_entrants_record(answer.records, group, countries, months, total, std::nullopt);
  }
  add_entrants_record(answer.records, total, countries, months, total, request.exceeds);
  answer.about = fmt::format(
      "Persons who get in, detected or not, summed over {} in each of the {} that the file keeps; "
      "the share of a nationality is that of the attempts at the border. share: of the mean of "
      "all. MORE: nationalities that are not shown, together; --top shows more. REST: those that "
      "the figures do not tell apart. An 80 % band holds that share of the draws. ± MC: standard "
      "error of the median from the finite number of draws. Many of "
      "those who enter have a right to protection; the file does not say who.",
      count_in_words(months.count, "month", "months"),
      count_in_words(reader.header().kept, "draw", "draws"));
  return answer;
}

}  // namespace peregrine
