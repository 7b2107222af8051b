#include "host/report/questions/flight.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "host/report/kept_draws.h"
#include "host/report/questions/flight_rows.h"
#include "host/report/questions/place_draws.h"
#include "host/report/table.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::array<std::size_t, most_years_ahead> flight_name_width = {24, 24, 20, 12};
constexpr Unit flight_thousands = {"thousands", 1e3, 1};

std::string flight_table(const EnsembleReader& reader, const Flight& flight,
                         std::span<const FlightRow> rows) {
  const EnsembleHeader& header = reader.header();
  TextTable text;
  text.add_column("code", Align::left);
  text.add_column("name", Align::left, flight_name_width[flight.span.numbers.size() - 1]);
  text.add_column("record", Align::right);
  for (const int year : flight.span.numbers) text.add_column(std::to_string(year), Align::right);
  text.add_column("± MC", Align::right);
  text.add_column("any", Align::right);
  text.add_column(fmt::format("median {}", flight.span.numbers.front()), Align::right);
  text.add_column("80 % band", Align::right);
  for (const FlightRow& row : rows) {
    std::vector<std::string> cells = {header.country_iso3[row.country],
                                      header.country_name[row.country],
                                      fmt::format("{} of {}", row.on_record, flight.record.size())};
    for (const Chance& chance : row.years) cells.push_back(share_in_words(chance.share()));
    cells.push_back(share_in_words(row.years.back().error()));
    cells.push_back(share_in_words(row.any.share()));
    const PairedSpread& first = row.spreads.front();
    cells.push_back(in_unit(first.quantile[1], flight_thousands));
    cells.push_back(fmt::format("{} – {}", in_unit(first.quantile[0], flight_thousands),
                                in_unit(first.quantile[2], flight_thousands)));
    text.add_row(std::move(cells));
  }
  return text.text();
}

std::string first_flight_in_words(const EnsembleReader& reader, const Flight& flight,
                                  const FlightRow& row, std::int64_t number) {
  std::string text =
      fmt::format("{}: the chance that {} abroad is ", reader.header().country_name[row.country],
                  more_flee_in_words(number));
  for (std::size_t at = 0; at < row.years.size(); ++at) {
    text += fmt::format("{}{} in {}", at == 0 ? "" : ", ", bounded_share_in_words(row.years[at]),
                        flight.span.numbers[at]);
  }
  return text + fmt::format("; {} fled {}.", number == 0 ? "somebody" : "so many",
                            years_on_record_in_words(row.on_record, flight.record.size()));
}

// Of countries from which no more fled in a year on record, how many had more in the next; empty
// where there are none.
std::string flight_onsets(const Flight& flight, const std::vector<FlightRow>& rows,
                          std::int64_t number) {
  int cases = 0;
  int begun = 0;
  double expected = 0;
  int quiet = 0;
  const auto above = [&](const FlightYear& year, const FlightRow& row) {
    return year.first(row.country) > static_cast<double>(number);
  };
  for (const FlightRow& row : rows) {
    for (std::size_t year = 0; year + 1 < flight.record.size(); ++year) {
      if (above(flight.record[year], row)) continue;
      ++cases;
      begun += above(flight.record[year + 1], row) ? 1 : 0;
    }
    if (above(flight.record.back(), row)) continue;
    ++quiet;
    expected += row.years.front().share();
  }
  if (quiet == 0) return "";
  const std::string few = at_most_in_words(number);
  std::string text =
      quiet == 1
          ? fmt::format("The only country or area with {} in {} has more in {} in {} of the draws",
                        few, flight.span.last_record, flight.span.numbers.front(),
                        share_in_words(expected))
          : fmt::format(
                "Of the {} countries and areas with {} in {}, {} have more in {}, in the "
                "mean of the draws",
                quiet, few, flight.span.last_record, grouped(expected, 1),
                flight.span.numbers.front());
  if (cases > 0) {
    text += fmt::format("; on record, in {} of {}, one with {} in a year had more in the next",
                        begun, count_in_words(cases, "case", "cases"), few);
  }
  return text + ".";
}

void add_flight_records(Records& records, const EnsembleReader& reader, const Flight& flight,
                        std::span<const FlightRow> rows, std::int64_t number) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  const auto add = [&](const FlightRow& row, int first, int last, const Chance& chance,
                       const PairedSpread* spread) {
    std::vector<RecordCell> cells = {reader.header().country_iso3[row.country],
                                     std::int64_t{first},
                                     std::int64_t{last},
                                     number,
                                     chance.draws,
                                     chance.count,
                                     chance.share(),
                                     chance.error()};
    if (spread != nullptr) {
      add_spread(cells, *spread);
    } else {
      cells.insert(cells.end(), 2 * difference_levels.size(), missing);
    }
    cells.emplace_back(std::int64_t{row.on_record});
    cells.emplace_back(static_cast<std::int64_t>(flight.record.size()));
    records.rows.push_back(std::move(cells));
  };
  for (const FlightRow& row : rows) {
    for (std::size_t at = 0; at < flight.span.numbers.size(); ++at) {
      const int year = flight.span.numbers[at];
      add(row, year, year, row.years[at], &row.spreads[at]);
    }
    if (flight.span.numbers.size() > 1) {
      add(row, flight.span.numbers.front(), flight.span.numbers.back(), row.any, nullptr);
    }
  }
}

}  // namespace

Answer flight_answer(const EnsembleReader& reader, const std::optional<AskedCountries>& among,
                     const FlightRequest& request) {
  if (request.exceeds < 0) {
    throw UsageError(fmt::format("--exceeds: {} is less than none (write a number of persons)",
                                 request.exceeds));
  }
  require_draws(reader, newly_displaced_draws, "draws of the newly displaced");
  require_enough_draws(reader);
  const Flight flight = read_flight(reader, request);
  const std::vector<FlightRow> rows =
      by_flight(reader, flight, among, static_cast<double>(request.exceeds));
  if (rows.empty()) {
    throw UsageError(fmt::format("{}: has no newly displaced of {}", reader.path(),
                                 among ? among->name : "any country"));
  }
  const std::span<const FlightRow> shown =
      std::span(rows).first(std::min(rows.size(), static_cast<std::size_t>(request.top)));
  Answer answer;
  answer.question = "flight";
  answer.records.columns = {"country", "first_year",  "last_year", "exceeds",
                            "draws",   "draws_above", "chance",    "chance_mc_error"};
  for (std::string& column : spread_columns()) {
    answer.records.columns.push_back(std::move(column));
  }
  answer.records.columns.insert(answer.records.columns.end(), {"record_above", "record_years"});
  answer.parts.push_back(
      {fmt::format("Countries{}: chance that {} abroad in the year; median, band of {} in "
                   "thousands",
                   among_in_words(reader.header(), among), more_flee_in_words(request.exceeds),
                   flight.span.numbers.front()),
       flight_table(reader, flight, shown),
       {first_flight_in_words(reader, flight, rows.front(), request.exceeds)}});
  std::vector<std::string>& verdict = answer.parts.back().verdict;
  if (rows.size() > 1) {
    verdict.push_back(flight_base_rate(flight, rows, request.exceeds));
    std::string onsets = flight_onsets(flight, rows, request.exceeds);
    if (!onsets.empty()) verdict.push_back(std::move(onsets));
  }
  add_flight_records(answer.records, reader, flight, shown, request.exceeds);
  answer.about = fmt::format(
      "Persons newly displaced abroad in the calendar year, by country of origin, in the {} that "
      "the "
      "file keeps; those within their country are not among them. any: chance of one year or more "
      "of those shown. record: "
      "years from {} to {} with more, of the file. ± MC: standard error of the last year's chance "
      "from the finite number of draws, not the model's own. Ranked by the mean number of the "
      "years "
      "shown in which there are more.",
      count_in_words(reader.header().kept, "draw", "draws"), reader.header().years.front(),
      flight.span.last_record);
  return answer;
}

}  // namespace peregrine
