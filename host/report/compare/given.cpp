#include "host/report/compare/given.h"

#include <fmt/format.h>

#include <algorithm>

#include "host/report/questions/route_events.h"
#include "host/support/error.h"

namespace peregrine {

GivenDraws given_draws(const ComparablePair& pair, const CompareRequest& request) {
  std::vector<RouteThreshold> routes;
  std::vector<std::size_t> asked;
  for (const std::string& text : request.given) {
    routes.push_back(read_condition(pair.a, text));
    asked.push_back(routes.back().route);
  }
  const MonthRange months =
      require_months(pair.a, asked, request.given_from,
                     request.given_months.value_or(usual_months_added), std::nullopt);
  if (months.observed == months.count) {
    throw UsageError(
        fmt::format("--given: {} is observed and the same in all draws", months_in_words(months)));
  }
  ChanceRequest conditions;
  conditions.given = request.given;
  Conditions in_a = conditions_asked(pair.a, conditions, months);
  GivenDraws given = {std::move(in_a.chosen), in_a.draws, 0, in_a.text, in_a.words,
                      months_in_words(months)};
  std::vector<std::uint8_t> in_both = given.chosen;
  for (const RouteThreshold& route : routes) {
    const std::vector<double> sums = sums_of_route(pair.b, route.route, months);
    for (std::size_t draw = 0; draw < sums.size(); ++draw) {
      if (!(sums[draw] > static_cast<double>(route.exceeds.value()))) in_both[draw] = 0;
    }
  }
  given.also_in_b = std::ranges::count(in_both, std::uint8_t{1});
  return given;
}

}  // namespace peregrine
