// How sure one can be that one forecaster beats another: a cluster bootstrap over countries.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace peregrine {

// A mean and its 95 % bootstrap interval (percentile method), in the unit of what was averaged.
struct MeanInterval {
  double mean = 0;
  double low = 0;
  double high = 0;
};

inline constexpr int bootstrap_replicates = 2000;

// Mean of `values` over all corridors. The corridors of a country share its surprises, so whole
// countries are resampled: `cluster[i]` in 0 ... clusters-1 is the country of value i (the
// destination, for corridors). Each replicate divides the sum by the number of corridors it drew.
// The same `seed` gives the same bits on every machine. Throws std::invalid_argument where the
// spans differ in length, are empty, or a cluster is out of range.
// Source: Cameron, Gelbach & Miller 2008, Review of Economics and Statistics 90 (pairs cluster
// bootstrap).
MeanInterval cluster_bootstrap(std::span<const double> values, std::span<const int> cluster,
                               int clusters, std::uint64_t seed,
                               int replicates = bootstrap_replicates);

// The root of the mean of `ours` less the root of the mean of `rival` (squared errors of the same
// corridors), `mean` over all corridors; otherwise as cluster_bootstrap.
MeanInterval root_mean_difference(std::span<const double> ours, std::span<const double> rival,
                                  std::span<const int> cluster, int clusters, std::uint64_t seed,
                                  int replicates = bootstrap_replicates);

// How often each replicate draws each cluster, [replicate][cluster]: for statistics that are no
// mean. Clusters without a value are never drawn.
std::vector<std::vector<double>> resampled_clusters(std::span<const int> cluster, int clusters,
                                                    std::uint64_t seed, int replicates);

// The value of that rank among ascending `sorted`, not empty; `probability` in 0 ... 1.
double nearest_rank(const std::vector<double>& sorted, double probability);

}  // namespace peregrine
