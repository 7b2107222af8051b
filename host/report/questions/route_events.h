// What may happen on routes, counted in the draws that a file keeps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/report/questions/answer.h"
#include "host/report/questions/chances.h"
#include "host/report/questions/route_sums.h"
#include "host/statistics/paired.h"

namespace peregrine {

enum class EventKind { one_route, sum_of_routes, all_at_once };

// A sum of crossings that may exceed a number; or that several do at once, which has no sum.
struct RouteEvent {
  EventKind kind = EventKind::one_route;
  std::string code;          // "central-mediterranean", "a+b"
  std::string name;          // in words
  std::vector<double> sums;  // [kept draw]; empty of several at once
  // The same months in the years before of which all are observed, the latest first.
  std::vector<double> record;
  std::optional<std::int64_t> exceeds;
  // 1: it happens; both empty where there is no number to exceed.
  std::vector<std::uint8_t> happens;            // [kept draw]
  std::vector<std::uint8_t> happens_on_record;  // [year before]

  std::int64_t record_count() const;  // years before in which it happened
};

using ChosenDraws = std::vector<std::uint8_t>;  // [kept draw] 1: counts

// What is known of an event in some of the draws.
struct EventRow {
  std::optional<Chance> chance;  // where there is a number to exceed
  std::optional<PairedSpread>
      spread;  // where there is a sum: of it, as its difference from nothing
};
std::vector<EventRow> rows_of(const std::vector<RouteEvent>& events, const ChosenDraws& chosen);

// Routes in the order asked for, each once, with numbers given in one way alone. Throws UsageError.
std::vector<RouteThreshold> routes_asked(const EnsembleReader& reader,
                                         const ChanceRequest& request);

// Each route, and where there are several their sum, or that all exceed their numbers at once.
std::vector<RouteEvent> events_asked(const EnsembleReader& reader, const ChanceRequest& request,
                                     const std::vector<RouteThreshold>& routes,
                                     const MonthRange& months);

// The draws in which every condition of --given holds, and what these are in words.
struct Conditions {
  ChosenDraws chosen;
  std::int64_t draws = 0;  // chosen
  std::string text;        // as given
  std::string words;       // "Central Mediterranean has more than 100,000"
};

// Throws UsageError for a condition that is none, or that fewer than least_conditional_draws
// fulfil.
Conditions conditions_asked(const EnsembleReader& reader, const ChanceRequest& request,
                            const MonthRange& months);

}  // namespace peregrine
