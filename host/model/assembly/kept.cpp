#include "host/model/assembly/kept.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <set>
#include <string_view>

#include "host/support/error.h"
#include "host/support/letters.h"

namespace peregrine {
namespace {

constexpr int months_ahead = 24;
constexpr std::string_view largest = "largest:";
constexpr std::string_view campaigns = "campaigns";

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string_view word = without_blanks(list.substr(0, end));
    if (!word.empty()) words.push_back(word);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

class Choice {
 public:
  explicit Choice(const ForecastInputs& inputs) : inputs_(inputs) {}

  void add(std::string_view word) {
    if (word.starts_with(largest)) {
      add_largest(word);
    } else if (word == campaigns) {
      add_campaigns();
    } else {
      add_corridor(word);
    }
  }

  std::vector<int> chosen() const {
    if (!problems_.empty()) throw InputError(problems_);
    return {corridors_.begin(), corridors_.end()};
  }

 private:
  void refuse(std::string_view word, const std::string& problem) {
    problems_.push_back(
        {"the scenario", 0, "run.keep_corridors", std::string(word), problem,
         "give largest:N, campaigns, or corridors such as SYR-TUR, with commas between them"});
  }

  double persons(int corridor) const {
    const auto at = static_cast<std::size_t>(corridor);
    const auto first = static_cast<double>(inputs_.baseline.corridors.stock[at]);
    const double later = inputs_.figures.persons[at];
    return std::isnan(later) ? first : std::max(first, later);
  }

  void add_largest(std::string_view word) {
    const std::string_view digits = word.substr(largest.size());
    int count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error != std::errc() || end != digits.data() + digits.size() || count < 0) {
      return refuse(word, "has no whole number after the colon");
    }
    std::vector<int> order(static_cast<std::size_t>(inputs_.baseline.corridors.size()));
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(),
                             [this](int corridor) { return persons(corridor); });
    order.resize(std::min(order.size(), static_cast<std::size_t>(count)));
    corridors_.insert(order.begin(), order.end());
  }

  void add_campaigns() {
    const IrregularHistory& history = inputs_.irregular_history;
    std::set<int> borders;
    for (const Front& front : inputs_.fronts.fronts) borders.insert(front.border);
    for (const RouteCorridor& nationals : history.corridors) {
      if (!borders.contains(nationals.border)) continue;
      const Border& border = history.borders[static_cast<std::size_t>(nationals.border)];
      const int corridor = corridor_of(nationals.nationality, border.target);
      if (corridor >= 0) corridors_.insert(corridor);
    }
  }

  // -1 where there is none, as for nationals who are no country's.
  int corridor_of(std::string_view origin, std::string_view destination) const {
    const Countries& countries = inputs_.baseline.countries;
    const int from = countries.index_of(origin);
    const int to = countries.index_of(destination);
    return from < 0 || to < 0 ? -1 : inputs_.baseline.corridors.index_of(from, to);
  }

  void add_corridor(std::string_view word) {
    const std::size_t hyphen = word.find('-');
    if (hyphen == std::string_view::npos) return refuse(word, "is neither a choice nor a corridor");
    const int corridor = corridor_of(word.substr(0, hyphen), word.substr(hyphen + 1));
    if (corridor < 0) return refuse(word, "is no corridor of the table");
    corridors_.insert(corridor);
  }

  const ForecastInputs& inputs_;
  std::set<int> corridors_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<int> kept_corridors(const ForecastInputs& inputs, const RunSettings& settings) {
  Choice choice(inputs);
  for (const std::string_view word : words_of(settings.keep_corridors)) choice.add(word);
  return choice.chosen();
}

EntryYears entry_years(int observed_months, int years) {
  const int end = (observed_months + months_ahead + months_a_year - 1) / months_a_year;
  const int first = observed_months / months_a_year;
  return {first, std::max(std::min(end, years + 1) - first, 0)};
}

void keep_more(const ForecastInputs& inputs, const RunSettings& settings, World& world) {
  Owned<KeptView> kept;
  std::vector<int> corridors = kept_corridors(inputs, settings);
  kept.view.corridors = static_cast<int>(corridors.size());
  kept.put(kept.view.corridor, std::move(corridors));
  world.take(world.view.kept, std::move(kept));
  RoutesView& routes = world.view.routes;
  if (routes.present == 0) return;
  const EntryYears years = entry_years(routes.observed_months, world.view.years);
  routes.kept_from = years.first;
  routes.kept_years = years.count;
}

}  // namespace peregrine
