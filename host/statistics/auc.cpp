#include "host/statistics/auc.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <stdexcept>

namespace peregrine {
namespace {

// The places of `score` in ascending order.
std::vector<std::size_t> ascending(std::span<const double> score) {
  std::vector<std::size_t> order(score.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return score[a] < score[b]; });
  return order;
}

// The area, or a negative number where there is no event or no other.
double weighted_area(std::span<const double> score, const std::vector<std::size_t>& order,
                     std::span<const char> event, std::span<const double> weight) {
  double below = 0.0;  // weight of non-events with a lower score
  double events = 0.0;
  double won = 0.0;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    double tied = 0.0;
    double tied_events = 0.0;
    for (; last < order.size() && score[order[last]] == score[order[first]]; ++last) {
      const double one = weight.empty() ? 1.0 : weight[order[last]];
      (event[order[last]] != 0 ? tied_events : tied) += one;
    }
    won += tied_events * (below + 0.5 * tied);
    below += tied;
    events += tied_events;
    first = last;
  }
  return events > 0.0 && below > 0.0 ? won / (events * below) : -1.0;
}

}  // namespace

double area_under_curve(std::span<const double> score, std::span<const char> event,
                        std::span<const double> weight) {
  if (score.size() != event.size() || (!weight.empty() && weight.size() != score.size())) {
    throw std::invalid_argument("area_under_curve needs spans of one length");
  }
  const double area = weighted_area(score, ascending(score), event, weight);
  if (area < 0.0) throw std::invalid_argument("area_under_curve needs an event and another");
  return area;
}

MeanInterval area_difference(std::span<const double> ours, std::span<const double> rival,
                             std::span<const char> event, std::span<const int> cluster,
                             int clusters, std::uint64_t seed, int replicates) {
  const double mean = area_under_curve(ours, event) - area_under_curve(rival, event);
  const std::vector<std::size_t> our_order = ascending(ours);
  const std::vector<std::size_t> rival_order = ascending(rival);
  const std::vector<std::vector<double>> drawn =
      resampled_clusters(cluster, clusters, seed, replicates);
  std::vector<double> weight(event.size());
  std::vector<double> differences;
  for (const std::vector<double>& times : drawn) {
    for (std::size_t i = 0; i < weight.size(); ++i) {
      weight[i] = times[static_cast<std::size_t>(cluster[i])];
    }
    const double area = weighted_area(ours, our_order, event, weight);
    if (area < 0.0) continue;
    differences.push_back(area - weighted_area(rival, rival_order, event, weight));
  }
  std::sort(differences.begin(), differences.end());
  return {mean, nearest_rank(differences, 0.025), nearest_rank(differences, 0.975)};
}

}  // namespace peregrine
