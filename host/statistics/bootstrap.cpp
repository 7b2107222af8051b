#include "host/statistics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <stdexcept>
#include <vector>

namespace peregrine {
namespace {

// What one country adds to the mean.
struct Cluster {
  double sum = 0;
  double count = 0;
};

// Uniform in 0 ... bound-1. std::uniform_int_distribution is free to differ between libraries.
std::size_t bounded(std::mt19937_64& generator, std::size_t bound) {
  return static_cast<std::size_t>(((generator() >> 32) * bound) >> 32);
}

// Clusters without corridors are left out: they would change the number of countries drawn.
std::vector<Cluster> gather(std::span<const double> values, std::span<const int> cluster,
                            int clusters) {
  if (values.size() != cluster.size() || values.empty()) {
    throw std::invalid_argument("cluster_bootstrap needs one cluster for each of its values");
  }
  std::vector<Cluster> sums(static_cast<std::size_t>(std::max(clusters, 0)));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (cluster[i] < 0 || cluster[i] >= clusters) {
      throw std::invalid_argument("cluster_bootstrap met a cluster out of range");
    }
    Cluster& one = sums[static_cast<std::size_t>(cluster[i])];
    one.sum += values[i];
    one.count += 1;
  }
  std::erase_if(sums, [](const Cluster& one) { return one.count == 0; });
  return sums;
}

}  // namespace

MeanInterval cluster_bootstrap(std::span<const double> values, std::span<const int> cluster,
                               int clusters, std::uint64_t seed, int replicates) {
  const std::vector<Cluster> countries = gather(values, cluster, clusters);
  Cluster all;
  for (const Cluster& one : countries) {
    all.sum += one.sum;
    all.count += one.count;
  }
  std::mt19937_64 generator(seed);
  std::vector<double> means(static_cast<std::size_t>(std::max(replicates, 1)));
  for (double& mean : means) {
    Cluster drawn;
    for (std::size_t k = 0; k < countries.size(); ++k) {
      const Cluster& one = countries[bounded(generator, countries.size())];
      drawn.sum += one.sum;
      drawn.count += one.count;
    }
    mean = drawn.sum / drawn.count;
  }
  std::sort(means.begin(), means.end());
  return {all.sum / all.count, nearest_rank(means, 0.025), nearest_rank(means, 0.975)};
}

MeanInterval root_mean_difference(std::span<const double> ours, std::span<const double> rival,
                                  std::span<const int> cluster, int clusters, std::uint64_t seed,
                                  int replicates) {
  const std::vector<Cluster> own = gather(ours, cluster, clusters);
  const std::vector<Cluster> other = gather(rival, cluster, clusters);
  const auto difference = [&](const auto& country_at) {
    double own_sum = 0;
    double other_sum = 0;
    double count = 0;
    for (std::size_t k = 0; k < own.size(); ++k) {
      const std::size_t at = country_at(k);
      own_sum += own[at].sum;
      other_sum += other[at].sum;
      count += own[at].count;
    }
    return std::sqrt(own_sum / count) - std::sqrt(other_sum / count);
  };
  std::mt19937_64 generator(seed);
  std::vector<double> values(static_cast<std::size_t>(std::max(replicates, 1)));
  for (double& value : values) {
    value = difference([&](std::size_t) { return bounded(generator, own.size()); });
  }
  std::sort(values.begin(), values.end());
  return {difference([](std::size_t k) { return k; }), nearest_rank(values, 0.025),
          nearest_rank(values, 0.975)};
}

double nearest_rank(const std::vector<double>& sorted, double probability) {
  const auto last = static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(std::lround(probability * last))];
}

std::vector<std::vector<double>> resampled_clusters(std::span<const int> cluster, int clusters,
                                                    std::uint64_t seed, int replicates) {
  std::vector<char> present(static_cast<std::size_t>(clusters), 0);
  for (const int one : cluster) present.at(static_cast<std::size_t>(one)) = 1;
  std::vector<std::size_t> with_values;
  for (std::size_t one = 0; one < present.size(); ++one) {
    if (present[one] != 0) with_values.push_back(one);
  }
  std::mt19937_64 generator(seed);
  std::vector<std::vector<double>> times;
  for (int replicate = 0; replicate < replicates; ++replicate) {
    times.emplace_back(present.size(), 0.0);
    for (std::size_t k = 0; k < with_values.size(); ++k) {
      times.back()[with_values[bounded(generator, with_values.size())]] += 1.0;
    }
  }
  return times;
}

}  // namespace peregrine
