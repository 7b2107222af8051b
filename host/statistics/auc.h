// How well a score tells events from the rest: the area under the receiver operating curve.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "host/statistics/bootstrap.h"

namespace peregrine {

// Probability that an event scores above a non-event, ties counted half (Mann and Whitney 1947):
// 0.5 is chance, 1 a perfect order. `weight` is how often each counts; empty: once. Throws
// std::invalid_argument where lengths differ or there is no event or no other.
double area_under_curve(std::span<const double> score, std::span<const char> event,
                        std::span<const double> weight = {});

// Difference of two scores' areas with its 95 % interval over clusters, as cluster_bootstrap.
// Replicates without an event are left out.
MeanInterval area_difference(std::span<const double> ours, std::span<const double> rival,
                             std::span<const char> event, std::span<const int> cluster,
                             int clusters, std::uint64_t seed,
                             int replicates = bootstrap_replicates);

}  // namespace peregrine
