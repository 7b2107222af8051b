#include "host/report/page/entries.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "host/report/page/draws.h"
#include "host/report/page/fan_chart.h"
#include "host/report/page/html.h"
#include "host/report/page/range_chart.h"
#include "host/report/page/words.h"
#include "host/report/questions/entrants_rows.h"
#include "host/report/questions/place_draws.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr const char* destination = "EU27";
constexpr std::size_t entrants_in_table = 15;
constexpr std::size_t entrants_in_chart = 10;
constexpr int entrant_ticks = 4;

bool has_union(const EnsembleReader& reader) {
  const std::span<const NamedGroup> groups = named_groups();
  const auto found = std::ranges::find(groups, std::string_view(destination), &NamedGroup::name);
  return std::ranges::all_of(found->codes, [&reader](std::string_view code) {
    return reader.country_index(std::string(code)) >= 0;
  });
}

std::string border_names(const EnsembleReader& reader, const std::vector<std::size_t>& borders) {
  std::vector<std::string> names;
  for (const std::size_t border : borders) {
    names.push_back(escaped(reader.header().routes.border_name[border]));
  }
  return fmt::format("{}", fmt::join(names, "; "));
}

// Median and 80 % band of the largest groups as bars; the table has their numbers.
std::string entrants_chart(const std::vector<Entrants>& groups) {
  std::vector<RangeBar> bars;
  double most = 0;
  for (std::size_t i = 0; i < std::min(entrants_in_chart, groups.size()); ++i) {
    const PairedSpread spread = spread_of(groups[i].sums);
    bars.push_back({groups[i].name, spread.quantile[0], spread.quantile[2], spread.quantile[1]});
    most = std::max(most, spread.quantile[2]);
  }
  if (most <= 0) return {};
  return range_chart("entries-chart", "persons: median (line) and 80 % of draws (bar)", bars,
                     round_ticks(0, most, entrant_ticks),
                     [](double persons) { return grouped(persons, 0); });
}

std::vector<std::string> entrants_cells(const Entrants& group, double all) {
  const PairedSpread spread = spread_of(group.sums);
  return {group.name,
          group.code,
          short_persons(spread.quantile[1]),
          short_persons(spread.quantile_error[1]),
          short_persons(spread.quantile[0]),
          short_persons(spread.quantile[2]),
          per_cent(all > 0 ? group.mean() / all : std::numeric_limits<double>::quiet_NaN())};
}

std::string entrants_table(const std::vector<Entrants>& groups, const Entrants& total,
                           const std::string& span) {
  HtmlTable table(
      "entries-table",
      fmt::format("Irregular entries into the European Union (27) by nationality, {}, "
                  "persons",
                  span),
      {"nationality", "code", "median", "± MC", "80 % from", "80 % to", "share of the mean"}, 2);
  for (const Entrants& group : shown_entrants(groups, entrants_in_table)) {
    table.add_row(entrants_cells(group, total.mean()));
  }
  table.add_row(entrants_cells(total, total.mean()));
  return table.html();
}

std::string entries_of(const EnsembleReader& reader) {
  const AskedCountries countries = require_countries(reader.header(), reader.path(), destination);
  const EntryBorders borders = entry_borders(reader, countries);
  const MonthRange months = entry_months(reader, borders, {});
  const std::vector<Entrants> groups = entrants_of(reader, borders, months);
  const Entrants total = total_entrants(groups);
  const PairedSpread all = spread_of(total.sums);
  std::string words = fmt::format(
      "In the {} months from {} on, {} persons get in irregularly (median of the {} draws kept; in "
      "8 "
      "of 10 draws {} to {}), detected or not. The nationality of those who get in is taken from "
      "the attempts at each border; nationalities that the figures do not tell apart are a row of "
      "their own. "
      "Many of these people have a right to protection; the file does not say who. Counted at: {}.",
      months.count, months.first_month, short_persons(all.quantile[1]),
      grouped(reader.header().kept), short_persons(all.quantile[0]), short_persons(all.quantile[2]),
      border_names(reader, borders.counted));
  if (!borders.left_out.empty()) {
    words += fmt::format(" Not counted, since who crosses there is in the region already: {}.",
                         border_names(reader, borders.left_out));
  }
  return paragraph(words) + entrants_chart(groups) +
         entrants_table(groups, total, months_in_words(months));
}

}  // namespace

std::string entries_as_html(const EnsembleReader& reader) {
  if (!has_union(reader)) return {};
  const std::string heading =
      "<h3>Who gets into the European Union irregularly in the months ahead?</h3>\n";
  if (!reader.has(entries_draws)) {
    return heading +
           paragraph(fmt::format(
               "This file does not say: it is of format {} and holds no draws of entries by "
               "nationality (those came with format 4, in runs that go beyond the observed "
               "months).",
               reader.format_version()));
  }
  if (!keeps_enough_draws(reader)) return heading + few_draws_note(reader);
  try {
    return heading + entries_of(reader);
  } catch (const UsageError&) {
    return heading +
           paragraph(
               "This file does not say: the months ahead are not among those whose entries "
               "it keeps by nationality.");
  }
}

}  // namespace peregrine
