#include "host/report/page/places_data.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace peregrine {

nlohmann::json persons_json(double persons, int digits) {
  return std::abs(persons) < std::pow(10.0, digits) ? page_number(std::round(persons), digits + 1)
                                                    : page_number(persons, digits);
}

nlohmann::json fan_json(const std::vector<StockEstimate>& times) {
  nlohmann::json fan = nlohmann::json::array();
  for (const std::size_t level : charted) {
    nlohmann::json row = nlohmann::json::array();
    for (const StockEstimate& at : times) {
      row.push_back(persons_json(at.quantile[level]));
    }
    fan.push_back(std::move(row));
  }
  nlohmann::json errors = nlohmann::json::array();
  for (const StockEstimate& at : times) errors.push_back(persons_json(at.median_error(), 2));
  fan.push_back(std::move(errors));
  return fan;
}

nlohmann::json record_json(const StockRecord& record) {
  nlohmann::json row = nlohmann::json::array();
  bool any = false;
  for (const double stock : record) {
    any = any || !std::isnan(stock);
    row.push_back(persons_json(stock));
  }
  return any ? row : nlohmann::json();
}

std::vector<std::size_t> largest_places(const std::vector<StockEstimate>& places,
                                        std::size_t count) {
  std::vector<std::size_t> order;
  for (std::size_t place = 0; place < places.size(); ++place) {
    if (std::isfinite(places[place].median())) order.push_back(place);
  }
  std::ranges::stable_sort(order, std::greater<>(),
                           [&places](std::size_t place) { return places[place].median(); });
  order.resize(std::min(count, order.size()));
  return order;
}

}  // namespace peregrine
