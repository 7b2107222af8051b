#include "host/report/questions/flight_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "host/model/tables/tables.h"
#include "host/report/questions/place_draws.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {

FlightYear::FlightYear(const EnsembleReader& reader, std::size_t year)
    : values_(draws_of_places(reader, newly_displaced_draws, static_cast<std::int64_t>(year))),
      countries_(static_cast<std::size_t>(reader.extent(Dimension::country))) {}

std::vector<double> FlightYear::of(std::size_t country) const {
  std::vector<double> draws;
  for (std::size_t at = country; at < values_.size(); at += countries_) {
    draws.push_back(values_[at]);
  }
  return draws;
}

bool FlightYear::differs() const {
  for (std::size_t at = countries_; at < values_.size(); ++at) {
    if (values_[at] != values_[at % countries_]) return true;
  }
  return false;
}

void FlightYear::keep_first_alone() {
  values_.resize(countries_);
  values_.shrink_to_fit();
}

int Flight::on_record(std::size_t country, double number) const {
  return static_cast<int>(std::ranges::count_if(
      record, [=](const FlightYear& year) { return year.first(country) > number; }));
}

double FlightRow::mean_years() const {
  double sum = 0;
  for (const Chance& chance : years) sum += chance.share();
  return sum;
}

Flight read_flight(const EnsembleReader& reader, const FlightRequest& request) {
  const std::vector<int>& years = reader.header().years;
  Flight flight;
  for (std::size_t year = 0; year < years.size(); ++year) {
    FlightYear one(reader, year);
    if (one.differs()) break;
    one.keep_first_alone();
    flight.record.push_back(std::move(one));
  }
  if (flight.record.size() == years.size() || flight.record.empty()) {
    throw UsageError(fmt::format(
        "{}: the newly displaced are the same in all draws to {}, or in no year: the run keeps one "
        "draw, ends within its record, or displacement.simulated is off",
        reader.path(), years.back()));
  }
  flight.span = years_ahead(reader, flight.record.size(), request.years_ahead);
  for (const std::size_t year : flight.span.years) flight.ahead.emplace_back(reader, year);
  return flight;
}

namespace {

FlightRow flight_row(const Flight& flight, std::size_t country, double number) {
  FlightRow row = {country, {}, {}, {}, flight.on_record(country, number)};
  std::vector<std::uint8_t> any;
  for (const FlightYear& year : flight.ahead) {
    const std::vector<double> draws = year.of(country);
    row.years.push_back(chance_above(draws, number));
    row.spreads.push_back(spread_of(draws));
    any.resize(draws.size());
    for (std::size_t draw = 0; draw < draws.size(); ++draw) {
      any[draw] = any[draw] | static_cast<std::uint8_t>(draws[draw] > number ? 1 : 0);
    }
  }
  row.any = {std::ranges::count(any, 1), static_cast<std::int64_t>(any.size())};
  return row;
}

}  // namespace

std::vector<FlightRow> by_flight(const EnsembleReader& reader, const Flight& flight,
                                 const std::optional<AskedCountries>& among, double number) {
  std::vector<FlightRow> rows;
  for (std::size_t country = 0; country < flight.ahead.front().countries(); ++country) {
    if (among && !among->holds(static_cast<int>(country))) continue;
    if (reader.header().country_iso3[country] == unknown_origin_code) continue;
    rows.push_back(flight_row(flight, country, number));
  }
  std::ranges::stable_sort(rows, [](const FlightRow& a, const FlightRow& b) {
    if (a.mean_years() != b.mean_years()) return a.mean_years() > b.mean_years();
    return a.spreads.front().quantile[1] > b.spreads.front().quantile[1];
  });
  return rows;
}

std::string more_flee_in_words(std::int64_t number) {
  if (number == 0) return "somebody flees";
  return number == 1 ? "more than 1 person flees"
                     : fmt::format("more than {} flee", grouped(number));
}

std::string at_most_in_words(std::int64_t number) {
  return number == 0 ? "none" : grouped(number) + " or fewer";
}

std::string flight_base_rate(const Flight& flight, const std::vector<FlightRow>& rows,
                             std::int64_t number) {
  double expected = 0;
  std::int64_t recorded = 0;
  for (const FlightRow& row : rows) {
    expected += row.years.front().share();
    recorded += row.on_record;
  }
  return fmt::format(
      "In the mean of the draws {} from {} of these {} in {}; on record from {} a year.",
      more_flee_in_words(number), grouped(expected, 1),
      count_in_words(static_cast<std::int64_t>(rows.size()), "country or area",
                     "countries and areas"),
      flight.span.numbers.front(),
      grouped(static_cast<double>(recorded) / static_cast<double>(flight.record.size()), 1));
}

}  // namespace peregrine
