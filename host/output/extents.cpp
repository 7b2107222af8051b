#include "host/output/extents.h"

namespace peregrine {

OutputExtents::OutputExtents(const WorldView& world, std::int64_t corridors) {
  const auto set = [this](Dimension dimension, std::int64_t reported, std::int64_t padded) {
    reported_[static_cast<std::size_t>(dimension)] = reported;
    padded_[static_cast<std::size_t>(dimension)] = padded;
  };
  const std::int64_t years = world.years + 1;
  set(Dimension::year, years, years);
  set(Dimension::country, world.countries, world.countries);
  set(Dimension::bloc, bloc_count, bloc_count);
  set(Dimension::corridor, corridors, world.corridors);
  set(Dimension::kept_corridor, world.kept.corridors, world.kept.corridors);
  const RoutesView& routes = world.routes;
  if (routes.present == 0) return;
  const std::int64_t months = months_a_year * years;
  set(Dimension::time, months, months);
  set(Dimension::route, routes.routes, routes.routes);
  set(Dimension::border, routes.borders.count, routes.borders.count);
  set(Dimension::front, routes.fronts.count, routes.fronts.count);
  const int* const first = routes.borders.first_corridor;
  first_corridor_.assign(first, first + routes.borders.count + 1);
  set(Dimension::route_corridor, first_corridor_.back(), routes.corridors.count);
  const std::int64_t ahead = months_a_year * std::int64_t{routes.kept_years};
  set(Dimension::month_ahead, ahead, ahead);
  first_ahead_ = routes.kept_from;
}

ArrayLayout OutputExtents::layout_of(const Output& output) const {
  const std::vector<Dimension>& dimensions = output.dimensions;
  const bool present = output.presence == Presence::always || (*this)[Dimension::time] > 0;
  const std::int64_t all_times = dimensions.empty() ? 1 : (*this)[dimensions[0]];
  const bool ahead = !dimensions.empty() && dimensions[0] == Dimension::month_ahead;
  const bool monthly = ahead || (!dimensions.empty() && dimensions[0] == Dimension::time);
  const std::int64_t times = dimensions.empty() ? 0 : (monthly ? months_a_year : 1);
  const std::int64_t places = dimensions.size() < 2 ? 1 : (*this)[dimensions[1]];
  const std::int64_t padded = dimensions.size() < 2 ? 1 : in_arrays(dimensions[1]);
  const std::int64_t pitch = padded * output.interleaved;
  return {present ? all_times * places : 0, times, places, pitch, output.place,
          ahead ? first_ahead_ : 0};
}

}  // namespace peregrine
