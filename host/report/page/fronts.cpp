// Fronts: campaigns that steer people to a border, and how sure an observer can be.
#include <fmt/format.h>

#include "host/report/irregular.h"
#include "host/report/irregular_span.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"

namespace peregrine {
namespace {

constexpr int front_months = 12;
constexpr int front_years = 3;  // from the first of the forecast

std::vector<std::string> front_cells(const std::string& first, const FrontRow& row,
                                     std::int64_t draws) {
  return {first,
          row.period.text(),
          per_cent(row.campaign),
          share_error(row.campaign, draws),
          short_persons(row.attempts),
          number_text(row.deaths, 1),
          number_text(row.level, 2),
          per_cent(row.observed_during),
          per_cent(row.observed_without),
          per_cent(row.actor_during)};
}

std::vector<std::string> front_headings(const char* first) {
  return {first,
          "period",
          "chance of a campaign",
          "± MC",
          "attempts at the border (mean)",
          "dead or missing (mean)",
          "level of response (mean, 0-4)",
          "what an observer believes, with a campaign",
          "... without one",
          "... that it is this actor, with one"};
}

}  // namespace

PageView fronts_view(const PageSources& sources) {
  const EnsembleReader& reader = sources.reader;
  PageView view = {
      "fronts", "Campaigns", "Where may states or others steer people to a border?", "", {}};
  if (reader.extent(Dimension::front) == 0) return view;
  if (first_simulated_month(reader, {}) == reader.extent(Dimension::time)) {
    view.html = note(fmt::format(
        "No month of this file, to {}, differs between draws: there is no month ahead in which a "
        "campaign may begin.",
        reader.header().years.back()));
    return view;
  }
  const std::int64_t draws = reader.header().draws;
  const int first_year = months_span(reader, {}).period(reader, 0).year;
  IrregularRequest request;
  request.front = "all";
  request.months = front_months;
  const IrregularReport report = report_irregular(reader, request);
  HtmlTable years(
      "fronts-table",
      fmt::format("Campaigns by front, the first {} years of the forecast", front_years),
      front_headings("front"), 2);
  std::string months;
  for (const FrontReport& front : report.fronts) {
    for (const FrontRow& row : front.years) {
      if (row.period.year < first_year || row.period.year >= first_year + front_years) continue;
      years.add_row(front_cells(front.name, row, draws));
    }
    HtmlTable table("front-months-" + front.code, front.name + ", by month",
                    front_headings("front"), 2);
    for (const FrontRow& row : front.months) table.add_row(front_cells(front.name, row, draws));
    months += table.html();
  }
  view.html =
      paragraph(
          "A campaign is an attempt of an actor to steer people to a border. How often campaigns "
          "begin, how large they are and who is behind them is partly judgement, which no ± in "
          "this table covers. The people who are steered are not the actors: many need "
          "protection, and some die. An observer sees noisy and late signals; the last columns "
          "say what such an observer believes on average.") +
      years.html() + folded("The same by month, for a year", months);
  return view;
}

}  // namespace peregrine
