// How far a month's nationals are from those of the last year, month after month.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peregrine {

// Shares of nationalities, which sum to one; empty: none known.
using NationalShares = std::map<std::string, double>;

// The sum over nationalities of the root of the product of both shares: 1 where they are the same.
double overlap_of(const NationalShares& a, const NationalShares& b);

class NoveltyMemory {
 public:
  // Takes a month in. Persons by nationality; `ordinary`: whether its distance says what is usual.
  // The distance in standard deviations of the border's own months, shrunk where few people are
  // known; none where nationalities are unknown or were so until now.
  std::optional<double> add(const std::map<std::string, double>& persons, bool ordinary);
  const NationalShares& month() const { return month_; }  // of the last one with nationalities

 private:
  NationalShares year_;  // the latest months weigh most
  NationalShares month_;
  std::vector<double> distances_;
};

}  // namespace peregrine
