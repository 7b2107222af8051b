#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "host/model/routes/novelty.h"
#include "host/model/routes/parts.h"
#include "host/model/tables/columns.h"

namespace peregrine {

namespace {

// The first month for which the successes remembered in fronts.csv hold.
constexpr int remembered_from = month_number(2023, 1);

std::vector<NoveltyScale> usual_novelties(const RouteInputs& inputs) {
  std::vector<NoveltyScale> usual;
  for (const Front& front : inputs.fronts.fronts) {
    const int last = front.border < 0
                         ? inputs.state.month
                         : inputs.state.last_month[static_cast<std::size_t>(front.border)];
    usual.push_back(usual_novelty(inputs.history, front.border, last));
  }
  return usual;
}

}  // namespace

void put_fronts(const RouteInputs& inputs, const RoutesSettings& settings, Routes& routes) {
  const std::vector<Front>& fronts = inputs.fronts.fronts;
  const bool remembers = settings.observed_until >= remembered_from;
  std::vector<std::string> actors;
  std::vector<int> actor;
  std::vector<int> front_of_border(inputs.history.borders.size(), -1);
  for (std::size_t f = 0; f < fronts.size(); ++f) {
    const auto found = std::find(actors.begin(), actors.end(), fronts[f].actor);
    actor.push_back(static_cast<int>(found - actors.begin()));
    if (found == actors.end()) actors.push_back(fronts[f].actor);
    if (fronts[f].border >= 0) {
      front_of_border[static_cast<std::size_t>(fronts[f].border)] = static_cast<int>(f);
    }
  }
  const std::vector<NoveltyScale> usual = usual_novelties(inputs);
  FrontsView& view = routes.view.fronts;
  view.count = static_cast<int>(fronts.size());
  view.actors = static_cast<int>(actors.size());
  routes.put(routes.view.borders.front, std::move(front_of_border));
  routes.put(view.actor, std::move(actor));
  routes.put(view.border, column<int>(fronts, [](const Front& front) { return front.border; }));
  routes.put(view.partner, column<int>(fronts, [](const Front& front) { return front.partner; }));
  routes.put(view.at_war, column<int>(fronts, [](const Front& front) { return front.at_war; }));
  routes.put(view.rate,
             column<float>(fronts, [](const Front& front) { return front.onsets_per_year; }));
  routes.put(view.remembered, column<float>(fronts, [remembers](const Front& front) {
               return remembers ? front.remembered : 0.0;
             }));
  routes.put(view.log_size, column<float>(fronts, [](const Front& front) {
               return std::log(front.median_attempts);
             }));
  routes.put(view.coup_belt,
             column<float>(fronts, [](const Front& front) { return front.coup_belt; }));
  routes.put(view.novelty, column<float>(usual, [](const NoveltyScale& one) { return one.mean; }));
  routes.put(view.novelty_scale,
             column<float>(usual, [](const NoveltyScale& one) { return one.spread; }));
}

void put_orders(const FrontInputs& inputs, const CampaignSettings& settings, int first_month,
                Routes& routes) {
  std::vector<OrderedCampaign> orders;
  std::ranges::copy_if(settings.ordered, std::back_inserter(orders),
                       [](const OrderedCampaign& order) { return order.front != no_front; });
  FrontsView& view = routes.view.fronts;
  view.scheduled = static_cast<int>(orders.size());
  routes.put(view.scheduled_front, column<int>(orders, [&](const OrderedCampaign& order) {
               const auto found = std::ranges::find(inputs.fronts, order.front, &Front::code);
               if (found == inputs.fronts.end()) throw std::logic_error("no front " + order.front);
               return found - inputs.fronts.begin();
             }));
  routes.put(view.scheduled_month, column<int>(orders, [first_month](const OrderedCampaign& order) {
               return order.month - first_month;
             }));
  routes.put(view.scheduled_size,
             column<float>(orders, [](const OrderedCampaign& order) { return order.attempts; }));
  routes.put(view.scheduled_kind,
             column<int>(orders, [](const OrderedCampaign& order) { return order.kind; }));
}

}  // namespace peregrine
