// What a scenario says may happen, and when: plain data.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kernels/routes/view.h"

namespace peregrine {

// One [[event]] of a scenario, as it is written there; kinds.h says what its kind moves.
struct EventSettings {
  std::string kind;                           // name of an EventKind
  std::string place_key;                      // "border", "route", "country" or "front"
  std::vector<std::string> places;            // codes of that key's table, one or more
  int month = 0;                              // month_number in which it may first begin
  int window = 1;                             // months over which its begin is spread evenly
  int months = 0;                             // that it lasts; 0: to the end of the run
  double probability = 1.0;                   // that it happens in a realization
  double size = 1.0;                          // median, in the unit of its kind
  double low = 1.0;                           // the 10 % quantile of its size,
  double high = 1.0;                          // ... and the 90 % quantile
  ResponseLevel level = ResponseLevel::none;  // of response and posture
  CampaignKind manner = CampaignKind::open;   // of a campaign

  // Where it was written, for messages.
  std::string file;
  long line = 0;
  std::map<std::string, long> lines;  // by key

  long line_of_key(const std::string& key) const {
    const auto found = lines.find(key);
    return found == lines.end() ? line : found->second;
  }
};

}  // namespace peregrine
