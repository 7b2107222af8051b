#include "host/report/page/flight.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "host/report/page/draws.h"
#include "host/report/page/html.h"
#include "host/report/page/words.h"
#include "host/report/questions/flight_rows.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t flights_in_table = 25;
constexpr std::array<std::int64_t, 2> flight_limits = {100'000, 10'000};

void add_chance(std::vector<std::string>& cells, const Chance& chance) {
  cells.push_back(per_cent(chance.share()));
  cells.push_back(per_cent(chance.error()));
}

std::vector<std::string> flight_headings(const Flight& flight) {
  std::vector<std::string> headings = {
      "country or area", "code",
      fmt::format("years with so many, {}-{}",
                  flight.span.last_record - static_cast<int>(flight.record.size()) + 1,
                  flight.span.last_record)};
  for (const int year : flight.span.numbers) {
    headings.push_back(fmt::format("chance {}", year));
    headings.emplace_back("± MC");
  }
  headings.push_back(
      fmt::format("chance in any, {}-{}", flight.span.numbers.front(), flight.span.numbers.back()));
  headings.emplace_back("± MC");
  headings.push_back(fmt::format("newly displaced {} (median)", flight.span.numbers.front()));
  for (const char* heading : {"± MC", "80 % from", "80 % to"}) headings.emplace_back(heading);
  return headings;
}

std::string flight_chances(const EnsembleHeader& header, const Flight& flight,
                           const std::vector<FlightRow>& rows, std::int64_t number) {
  HtmlTable table(fmt::format("flight-table-{}", number),
                  fmt::format("The {} countries most likely to have more than {} newly displaced "
                              "abroad in a year",
                              flights_in_table, grouped(number)),
                  flight_headings(flight), 2);
  for (std::size_t i = 0; i < std::min(flights_in_table, rows.size()); ++i) {
    const FlightRow& row = rows[i];
    std::vector<std::string> cells = {header.country_name[row.country],
                                      header.country_iso3[row.country],
                                      fmt::format("{} of {}", row.on_record, flight.record.size())};
    for (const Chance& chance : row.years) add_chance(cells, chance);
    add_chance(cells, row.any);
    const PairedSpread& first = row.spreads.front();
    for (const double persons :
         {first.quantile[1], first.quantile_error[1], first.quantile[0], first.quantile[2]}) {
      cells.push_back(short_persons(persons));
    }
    table.add_row(cells);
  }
  return table.html();
}

}  // namespace

std::string flight_as_html(const EnsembleReader& reader) {
  const std::string heading = "<h3>Who may be displaced next?</h3>\n";
  if (!reader.has(newly_displaced_draws)) {
    return heading + paragraph(fmt::format(
                         "This file does not say: it is of format {}, and holds no draws of "
                         "the newly displaced (those came with format 4).",
                         reader.format_version()));
  }
  if (!keeps_enough_draws(reader)) return heading + few_draws_note(reader);
  std::string tables;
  std::string rates;
  std::optional<Flight> flight;
  try {
    flight.emplace(read_flight(reader, {}));
  } catch (const UsageError&) {
    return heading + paragraph(
                         "This file does not say: its newly displaced are the same in all draws it "
                         "keeps, or in no year.");
  }
  for (const std::int64_t number : flight_limits) {
    const std::vector<FlightRow> rows =
        by_flight(reader, *flight, std::nullopt, static_cast<double>(number));
    rates += (rates.empty() ? "" : " ") + flight_base_rate(*flight, rows, number);
    const std::string table = flight_chances(reader.header(), *flight, rows, number);
    tables += number == flight_limits.front()
                  ? table
                  : folded(fmt::format("The same for more than {}", grouped(number)), table);
  }
  return heading +
         paragraph(fmt::format("Newly displaced are those who flee abroad in the calendar year; "
                               "those who flee within "
                               "their country are not among them. A chance is the share of the {} "
                               "draws that the file "
                               "keeps one by one, ± MC its error from their number. Countries are "
                               "in the order of how "
                               "many of these years have so many, in the mean of the draws. {}",
                               grouped(reader.header().kept), rates)) +
         tables;
}

}  // namespace peregrine
